"""Places in Word files: what the reader says of a span, the runs that hold it say again."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from jixiao.document.model import Heading, Paragraph
from jixiao.document.place import WordPlace
from jixiao.document.readers.word import read_word
from jixiao.document.readers.word_parts import parts_of
from jixiao.document.readers.word_places import RunRange, WordText
from jixiao.document.readers.word_runs import run_text
from jixiao.document.writers.word import write_word
from tests.document.readers.test_word import FOOTNOTES, LISTS, box, item
from tests.document.readers.word_file import cell, control, packed, para, row, run, styled, table
from tests.document.word_look import LAYOUT
from tests.document.word_sample import sample

NOTED = '<w:r><w:footnoteReference w:id="1"/></w:r>'
BODY = (
    para("支出", f'<w:ins w:id="1" w:author="a">{run("98.31")}</w:ins>', "万元", box(para("框", "5.2%")))
    + para("执行率", run("密", "<w:vanish/>"), "98", run("密", "<w:vanish/>"), ".31%")
    + para("注", NOTED, control("focus/spent", run("2,1") + run("51.27")))
    + table(
        row(cell("甲", merge="restart"), "1"),
        row(cell("不见", merge="continue"), cell(para("2", "3"), box(para("格中框")))),
        row("删", "9", properties='<w:del w:id="2" w:author="a"/>'),
        row("丙", "4"),
    )
    + styled("gone", "密")
    + para("末行", "<w:r><w:tab/><w:t>7</w:t><w:br/><w:t>8</w:t></w:r>")
)  # fmt: skip


def text_of(data: bytes) -> WordText:
    parts = parts_of(data, "报告.docx")
    roots = {"body": parts.main, "footnotes": parts.footnotes, "endnotes": parts.endnotes}
    return WordText({name: root for name, root in roots.items() if root is not None}, parts.styles)


def said(ranges: list[RunRange]) -> str:
    return "".join(run_text(each.run)[each.start : each.end] for each in ranges)


def file(folder: Path, body: str) -> Path:
    path = folder / "报告.docx"
    path.write_bytes(packed(body, {"footnotes": FOOTNOTES, "numbering": LISTS}))
    return path


class TestEverySpan:
    def hold(self, path: Path, *, at_least: int) -> None:
        text = text_of(path.read_bytes())
        spans = list(read_word(path).spans())
        assert len(spans) >= at_least
        for span in spans:
            assert isinstance(span.place, WordPlace)
            assert said(text.ranges(span.place, len(span.text.rstrip("\n")))) == span.text.rstrip("\n")

    def test_of_a_file_with_changes_boxes_notes_and_merged_cells_is_found_again(self, tmp_path: Path):
        self.hold(file(tmp_path, BODY), at_least=19)

    def test_of_a_report_of_our_own_is_found_again(self, tmp_path: Path):
        write_word(sample(), tmp_path / "报告.docx", LAYOUT)
        self.hold(tmp_path / "报告.docx", at_least=300)

    def test_headings_are_found_by_where_they_begin(self, tmp_path: Path):
        write_word(sample(), tmp_path / "报告.docx", LAYOUT)
        text = text_of((tmp_path / "报告.docx").read_bytes())
        headings = [each for each in read_word(tmp_path / "报告.docx").blocks if isinstance(each, Heading)]
        for heading in headings:
            assert isinstance(heading.place, WordPlace)
            assert said(text.ranges(heading.place, len(heading.text))) == heading.text


class TestRanges:
    def test_a_figure_that_word_cut_into_runs_is_found_in_all_of_them(self, tmp_path: Path):
        text = text_of(file(tmp_path, para("支出3", "9,4", "33.42万元")).read_bytes())
        ranges = text.ranges(WordPlace(1, 1, 2), 9)
        assert [(each.start, each.end) for each in ranges] == [(2, 3), (0, 3), (0, 5)]
        assert said(ranges) == "39,433.42"

    def test_characters_before_a_run_are_the_number_of_the_list(self, tmp_path: Path):
        path = file(tmp_path, item("98户"))
        [block] = read_word(path).blocks
        assert isinstance(block, Paragraph)
        number, words = block.spans
        text = text_of(path.read_bytes())
        assert isinstance(number.place, WordPlace)
        assert said(text.ranges(number.place, len(number.text + words.text))) == "98户"
        assert said(text.ranges(number.place, 1)) == "98户"

    @pytest.mark.parametrize(
        "place", [WordPlace(99, 1), WordPlace(1, 99), WordPlace(1, 1, 99), WordPlace(1, 1, 0, "endnotes")]
    )
    def test_a_place_that_the_file_does_not_have_has_no_runs(self, tmp_path: Path, place: WordPlace):
        assert text_of(file(tmp_path, para("甲")).read_bytes()).ranges(place, 1) == []

    def test_the_paragraph_of_a_place_is_that_of_the_file(self, tmp_path: Path):
        text = text_of(file(tmp_path, para("甲") + table(row("乙", "丙")) + para("丁")).read_bytes())
        found = [text.paragraph(WordPlace(number, 1)) for number in (1, 3, 4)]
        assert [
            etree.tostring(each, method="text", encoding="unicode") for each in found if each is not None
        ] == [
            "甲",
            "丙",
            "丁",
        ]
