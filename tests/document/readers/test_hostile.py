"""Files that somebody broke or made to do harm: always a document or one sentence, in bounded time."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Document
from jixiao.document.readers.reading import read_document
from jixiao.document.readers.xml_parts import tree_of
from jixiao.errors import UnreadableFile
from tests.document.readers.ofd_sample import content, line, ofd, text
from tests.document.readers.pdf_sample import one_page, words
from tests.document.readers.test_html import PAGE
from tests.document.readers.test_word import FOOTNOTES, LISTS, box, item
from tests.document.readers.word_file import cell, control, packed, para, row, run, styled, table

MOST_SECONDS = 20
ENDINGS = ("docx", "xlsx", "pdf", "ofd", "html", "txt")


def book() -> bytes:
    out = io.BytesIO()
    written = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = written.add_worksheet()
    sheet.merge_range("A1:C1", "支出表")
    sheet.write_row("A2", ["项目", "预算", "支出"])
    sheet.write_row("A3", ["甲", 1290.25, 98.31])
    sheet.write_row("A4", ["乙", 700, 0.5])
    written.close()
    return out.getvalue()


def report() -> bytes:
    """A Word file with all that the reader knows of."""
    noted = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    merged = table(
        row(cell("项目", merge="restart"), cell("预算", span=2)),
        row(cell(merge="continue"), "年初", control("focus/spent", cell("98.31"))),
    )
    body = (
        styled("1", "一、概况")
        + para("支出", f"<w:ins>{run('98.31')}</w:ins>", "<w:del/>", noted, box(para("框")))
        + item("其一", 1)
        + merged
        + "<w:sectPr/>"
    )
    return packed(body, {"footnotes": FOOTNOTES, "numbering": LISTS})


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    drawn = content(text(20, 40, "全年支出98.31万元"), line(20, 50, 90, 50), line(20, 50, 20, 90))
    return {
        "docx": report(),
        "xlsx": book(),
        "pdf": one_page(words(80, 700, "Spent 98.31") + words(80, 680, "of 100.00")),
        "ofd": ofd(drawn),
        "html": PAGE.encode(),
        "txt": "全年支出98.31万元，\r\n执行率98.31％。".encode("gb18030"),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def outcome(path: Path, data: bytes) -> Document | UnreadableFile:
    """The document, or why there is none; anything else is a fault of the reader."""
    path.write_bytes(data)
    started = time.process_time()
    try:
        return read_document(path)
    except UnreadableFile as refusal:
        return refusal
    finally:
        assert time.process_time() - started < MOST_SECONDS


@settings(max_examples=150)
@given(data=st.binary(max_size=300), ending=st.sampled_from((*ENDINGS, "")))
def test_random_bytes_under_any_name(folder: Path, data: bytes, ending: str):
    outcome(folder / f"任意.{ending}", data)


@settings(max_examples=100)
@given(data=st.binary(max_size=300), ending=st.sampled_from(ENDINGS), head=st.sampled_from(ENDINGS))
def test_random_bytes_behind_a_true_beginning(
    folder: Path, samples: dict[str, bytes], data: bytes, ending: str, head: str
):
    outcome(folder / f"任意.{ending}", samples[head][:40] + data)


@settings(max_examples=400)
@given(
    ending=st.sampled_from(ENDINGS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=4),
    end=st.floats(0, 2),
)
def test_files_that_were_changed_or_cut(
    folder: Path, samples: dict[str, bytes], ending: str, changes: list[tuple[float, bytes]], end: float
):
    data = bytearray(samples[ending])
    for place, junk in changes:
        at = int(place * (len(data) - 1))
        data[at : at + len(junk)] = junk
    if end < 1:
        del data[int(end * len(data)) :]
    outcome(folder / f"坏.{ending}", bytes(data))


def repacked(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == part else old.read(each))
    return out.getvalue()


PARTS = [
    ("docx", "word/document.xml"),
    ("docx", "word/styles.xml"),
    ("docx", "word/numbering.xml"),
    ("docx", "word/footnotes.xml"),
    ("docx", "word/_rels/document.xml.rels"),
    ("xlsx", "xl/worksheets/sheet1.xml"),
    ("xlsx", "xl/styles.xml"),
    ("ofd", "Doc_0/Document.xml"),
    ("ofd", "Doc_0/Pages/Page_0/Content.xml"),
]


@settings(max_examples=400)
@given(
    part=st.sampled_from(PARTS),
    at=st.floats(0, 1),
    junk=st.sampled_from(
        ["9", "-1", "99999999999", "w:tbl", "w:p", "<w:tc/>", "<w:p/>", "%9", "&#0;", "x", '="']
    )
    | st.text("09AZaz<>&\"'=:/-%", min_size=1, max_size=4),
    takes=st.integers(0, 12),
)
def test_parts_in_which_something_else_stands(
    folder: Path, samples: dict[str, bytes], part: tuple[str, str], at: float, junk: str, takes: int
):
    ending, name = part

    def change(old: bytes) -> bytes:
        place = int(at * len(old))
        return old[:place] + junk.encode() + old[place + takes :]

    outcome(folder / f"坏.{ending}", repacked(samples[ending], name, change))


@settings(max_examples=150)
@given(
    number=st.integers(0, 10**9),
    pieces=st.lists(
        st.sampled_from(
            [
                para("甲1"),
                styled("1", "一、乙"),
                item("丙", 2),
                item("", 8, 4),
                table(row("甲", "1"), row("乙", "2")),
                table(row(cell("甲", span=3, merge="restart")), row(cell("乙", merge="continue"), "3")),
                table(row(), row(cell())),
                table(),
                para(box(table(row(cell(para(box(para("深")))))))),
                para(properties="<w:rPr><w:del/></w:rPr>"),
                para("丁", properties="<w:sectPr/>"),
                control("focus/spent", para("98.31") + table(row("1", "2"))),
                control("a/b@2024-13-40", para("1")),
                para('<w:r><w:footnoteReference w:id="1"/><w:br w:type="page"/><w:tab/></w:r>'),
                "<w:sdt/>",
                "<w:tbl/>",
                "<w:p><w:r/><w:hyperlink><w:r><w:t/></w:r></w:hyperlink></w:p>",
            ]
        ),
        max_size=12,
    ),
)
def test_word_files_of_any_pieces_in_any_order(folder: Path, number: int, pieces: list[str]):
    chosen = [*pieces, *random.Random(number).sample(pieces, len(pieces))]
    outcome(folder / "拼.docx", packed("".join(chosen), {"footnotes": FOOTNOTES, "numbering": LISTS}))


class TestBombs:
    def test_a_note_that_refers_to_itself_is_said_once(self, folder: Path):
        noted = '<w:r><w:footnoteReference w:id="1"/></w:r>'
        parts = {"footnotes": f'<w:footnote w:id="1">{para("注", noted)}</w:footnote>'}
        document = outcome(folder / "注.docx", packed(para("甲", noted, noted) + para("乙", noted), parts))
        assert isinstance(document, Document)
        assert [span.text for span in document.spans()] == ["甲", "注", "乙"]

    def test_styles_that_are_based_on_each_other_have_an_end(self, folder: Path):
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{two}"/>'
            f'<w:link w:val="{two}"/></w:style>'
            for one, two in (("x", "y"), ("y", "x"), ("z", "z"))
        )
        body = styled("x", "甲") + styled("z", run("乙", '<w:rStyle w:val="y"/>'))
        assert isinstance(outcome(folder / "环.docx", packed(body, {"styles": styles})), Document)

    @pytest.mark.parametrize("ending", ["docx", "xlsx", "ofd"])
    def test_entities_that_grow_are_refused(self, folder: Path, samples: dict[str, bytes], ending: str):
        names = "abcdefghij"
        grown = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise(names))
        bomb = f'<!DOCTYPE x [<!ENTITY a "9999999999">{grown}]>'.encode()
        part = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}[ending]

        def change(old: bytes) -> bytes:
            head, mark, rest = old.partition(b"?>")
            return head + mark + bomb + rest if mark else bomb + old

        found = outcome(folder / f"弹.{ending}", repacked(samples[ending], part, change))
        assert isinstance(found, UnreadableFile)

    @pytest.mark.parametrize("ending", ["docx", "xlsx", "ofd"])
    def test_archives_that_unpack_to_gigabytes_are_refused(
        self, folder: Path, samples: dict[str, bytes], ending: str
    ):
        data = io.BytesIO(samples[ending])
        with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
            for number in range(3):
                archive.writestr(f"word/media/{number}.bin", bytes(100 * 2**20))
        assert isinstance(outcome(folder / f"弹.{ending}", data.getvalue()), UnreadableFile)

    @pytest.mark.parametrize("inside", [b"<p/>" * 8_000_000, b"<p" + b' a=""' * 8_000_000 + b"/>"])
    def test_more_tags_than_any_report_has_are_refused_before_they_take_memory(self, inside: bytes):
        with pytest.raises(UnreadableFile, match="个标记"):
            tree_of(b"<body>" + inside + b"</body>", "多.docx")

    def test_ten_million_digits_in_a_run_are_refused_or_read(self, folder: Path):
        with suppress(UnreadableFile):
            outcome(folder / "长.docx", packed(para("7" * 10_000_001)))

    def test_fifty_thousand_paragraphs_of_one_list_are_numbered_in_seconds(self, folder: Path):
        parts = {"numbering": LISTS}
        document = outcome(folder / "表.docx", packed(item("甲", 2) * 50_000, parts))
        assert isinstance(document, Document)
        assert len(document.blocks) == 50_000
