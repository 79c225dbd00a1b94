from __future__ import annotations

import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.layout import load_layout
from jixiao.document.model import Document, Table
from jixiao.document.place import PagePlace
from jixiao.document.readers import pdf as reader
from jixiao.document.readers import pdf_ink
from jixiao.document.readers.pdf import read_pdf
from jixiao.document.writers.pdf import render_pdf
from jixiao.errors import UnreadableFile
from tests.document.readers.paper import lines, rows_of, tables_of
from tests.document.readers.pdf_sample import (
    locked,
    nested_forms,
    one_page,
    pdf,
    scan,
    stream,
    typeset,
    words,
)
from tests.document.sample import sample

PROSE = "截至2023年12月31日，全年支出38,768.14万元，占调整后预算39,433.42万元的98.31%，比上年增长5.20%。" * 4


def read(data: bytes, folder: Path, name: str = "报告.pdf") -> Document:
    path = folder / name
    path.write_bytes(data)
    return read_pdf(path)


def refusal(data: bytes, folder: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data, folder)
    return caught.value


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A report with most of what reports have, typeset and read."""
    source = f"""
#set page(footer: context align(center)[— #counter(page).display() —])
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
#align(center, text(size: 20pt)[某街道2023年度预算执行情况报告])

一、总体情况

{PROSE}

#align(center)[部门支出预算表]
#align(right)[单位：万元]
#table(columns: (1fr, 1fr, 1fr, 1fr),
  table.header(table.cell(rowspan: 2)[项目], table.cell(colspan: 3)[2023年],
  [预算], [支出], [执行率]),
  {",".join(f"[项目{n}], [{n},200.50], [{n},100.25], [9{n % 10}.31%]" for n in range(1, 41))})
注：尾差系四舍五入形成。

{PROSE}
"""
    return read(typeset(source), tmp_path_factory.mktemp("pdf"))


class TestReport:
    def test_paragraphs_are_whole_and_page_numbers_are_gone(self, report: Document):
        said = [line for line in lines(report) if "|" not in line]
        assert said == [
            "# 某街道2023年度预算执行情况报告",
            "## 一、总体情况",
            PROSE,
            "部门支出预算表",
            PROSE,
        ]

    def test_the_table_over_two_pages_is_one_with_its_header_and_unit(self, report: Document):
        [table] = tables_of(report)
        assert rows_of(table)[:2] == ["项目|2023年", "预算|支出|执行率"]
        assert rows_of(table)[2:] == [f"项目{n}|{n},200.50|{n},100.25|9{n % 10}.31%" for n in range(1, 41)]
        assert table.unit_note == "单位：万元"
        assert [note.text for note in table.notes] == ["注：尾差系四舍五入形成。"]
        assert {place.page for place in places(table)} == {1, 2}

    def test_the_title_is_that_of_the_document(self, report: Document):
        assert report.title == "某街道2023年度预算执行情况报告"
        assert report.properties == {"pages": report.properties["pages"]}


def places(table: Table) -> list[PagePlace]:
    spans = [span for row in table.rows for cell in row.cells for span in cell.spans]
    return [span.place for span in spans if isinstance(span.place, PagePlace)]


def test_a_report_of_our_own_comes_back_with_every_figure(tmp_path: Path):
    document = sample()
    made, _ = render_pdf(document, load_layout())
    back = "".join(span.text for span in read(made, tmp_path).spans())
    for span in document.spans():
        if span.binding:
            assert span.text in back


def test_a_box_is_where_the_figure_stands(tmp_path: Path):
    [paragraph] = read(one_page(words(100, 700, "Total 98.31 spent", 10)), tmp_path).blocks
    [figure] = [span for span in paragraph.spans if span.text == "98.31"]  # type: ignore[union-attr]
    assert isinstance(figure.place, PagePlace)
    x0, top, x1, bottom = figure.place.box
    assert 120 < x0 < 126
    assert 145 < x1 < 152
    assert top == pytest.approx(800 - 700 - 8.6, abs=0.2)
    assert bottom == pytest.approx(800 - 700 + 1.4, abs=0.2)


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_a_page_turned_by_the_file_reads_the_same(tmp_path: Path, turns: int):
    data = one_page(words(100, 700, "Total 98.31"), entries=b"/Rotate %d" % turns)
    document = read(data, tmp_path)
    assert lines(document) == ["Total 98.31"]
    place = list(document.spans())[1].place
    assert isinstance(place, PagePlace)
    x, y = place.box[0], place.box[1]
    assert (x, y) == {
        0: pytest.approx((129, 90), abs=5),
        90: pytest.approx((697, 129), abs=5),
        180: pytest.approx((440, 697), abs=5),
        270: pytest.approx((90, 440), abs=5),
    }[turns]


def test_what_a_window_cuts_off_is_not_read(tmp_path: Path):
    seen = b"q 0 600 600 200 re W n " + words(100, 700, "seen 1") + words(100, 500, "unseen 2") + b"Q"
    assert lines(read(one_page(seen), tmp_path)) == ["seen 1"]


def test_cells_of_lines_inside_a_form_are_a_table(tmp_path: Path):
    grid = b"".join(b"50 %d m 250 %d l S " % (y, y) for y in (600, 620, 640))
    grid += b"".join(b"%d 600 m %d 640 l S " % (x, x) for x in (50, 150, 250))
    form = stream(grid, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 50 50]")
    text = words(104, 675, "A") + words(204, 675, "B") + words(104, 655, "1.50") + words(204, 655, "2.50")
    document = read(one_page(text + b"/X Do", b"/XObject<</X 5 0 R>>", b"", form), tmp_path)
    assert rows_of(tables_of(document)[0]) == ["A|B", "1.50|2.50"]


def test_pages_that_are_pictures_are_told(tmp_path: Path):
    picture = stream(
        b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<<%s>>>>"
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    data = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        page % (5, font),
        page % (6, b"/XObject<</X 7 0 R>>"),
        stream(words(100, 700, "Total 98.31 of 100")),
        stream(b"q 600 0 0 800 0 0 cm /X Do Q"),
        picture,
    )
    assert read(data, tmp_path).properties == {"pages": "2", "unread": "2"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "空文件"),
            (b"not a PDF", "不是 PDF"),
            (b"%PDF-1.4\n", "已损坏"),
            (b"%PDF-1.7\n" + bytes(range(256)) * 40, "已损坏"),
            (scan(), "扫描件"),
            (one_page(b""), "没有文字"),
            (locked(b"secret"), "密码"),
        ],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, data: bytes, words: str):
        error = refusal(data, tmp_path)
        assert words in error.message
        assert "报告.pdf" in error.message
        assert error.english

    def test_a_file_that_is_not_there_or_a_folder(self, tmp_path: Path):
        with pytest.raises(UnreadableFile, match="找不到"):
            read_pdf(tmp_path / "没有.pdf")
        with pytest.raises(UnreadableFile, match="不是文件"):
            read_pdf(tmp_path)

    def test_fonts_that_do_not_tell_their_characters(self, tmp_path: Path):
        font = (
            b"/Font<</F<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
            b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
            b"/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>>>"
        )
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % font
        content = stream(b"BT /F 12 Tf 100 700 Td <%s> Tj ET" % (b"4F604F614F62" * 12))
        data = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content)
        with pytest.raises(UnreadableFile):
            read(data, tmp_path)

    def test_the_component_that_reads_pdf_is_asked_for_where_it_is_missing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(reader, "find_spec", lambda _: None)
        assert "pip install pypdfium2" in refusal(one_page(b""), tmp_path).hint

    def test_a_file_that_may_be_opened_but_not_changed_is_read(self, tmp_path: Path):
        assert lines(read(locked(b""), tmp_path)) == ["Total 98.31 of the budget was spent"]


class TestHostileFiles:
    def test_forms_that_show_each_other_without_end_cost_no_more_than_the_limit(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(pdf_ink, "MOST_SECONDS", 1)
        started = time.monotonic()
        assert "过于复杂" in refusal(nested_forms(12), tmp_path).message
        assert time.monotonic() - started < 5

    def test_a_form_that_shows_itself_ends(self, tmp_path: Path):
        form = stream(
            b"/X Do " + words(100, 700, "once 1"),
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
            b"/Resources<</XObject<</X 5 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
        )
        document = read(one_page(b"/X Do", b"/XObject<</X 5 0 R>>", b"", form), tmp_path)
        assert lines(document)[0] == "once 1"

    def test_a_tree_of_pages_that_bites_its_tail_is_damaged(self, tmp_path: Path):
        data = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
        refusal(data, tmp_path)

    def test_more_pages_than_any_report_has_are_refused_unread(self, tmp_path: Path):
        kids = b" ".join([b"3 0 R"] * 3_500)
        data = pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 3500>>" % kids,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        )
        assert "3000 页" in refusal(data, tmp_path).message

    def test_more_glyphs_than_any_report_has_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(pdf_ink, "MOST_GLYPHS", 500)
        data = one_page(b"".join(words(10 + n % 50 * 11, 10 + n // 50 * 15, "7", 9) for n in range(2_000)))
        assert "过" in refusal(data, tmp_path).message

    def test_tens_of_thousands_of_tiny_glyphs_and_lines_are_read_in_seconds(self, tmp_path: Path):
        tiny = b"".join(words(1 + n % 590, 1 + n // 100, "7", 0.5) for n in range(30_000))
        drawn = b"".join(b"%d %d m %d %d l S " % (n % 600, n % 800, n % 599, n % 797) for n in range(30_000))
        started = time.monotonic()
        read(one_page(tiny + drawn), tmp_path)
        assert time.monotonic() - started < 20

    def test_a_stream_that_unpacks_without_end_is_refused_or_read_within_the_limits(self, tmp_path: Path):
        packed = zlib.compress(b"0 0 m 1 1 l S " * 600_000, 9)
        data = pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            stream(packed, b"/Filter/FlateDecode"),
        )
        started = time.monotonic()
        refusal(data, tmp_path)
        assert time.monotonic() - started < 60

    @settings(max_examples=25)
    @given(data=st.binary(max_size=2_000))
    def test_random_bytes_are_refused_in_words(self, tmp_path_factory: pytest.TempPathFactory, data: bytes):
        with pytest.raises(UnreadableFile):
            read(b"%PDF-1.7\n" + data, tmp_path_factory.mktemp("random"))

    @settings(max_examples=40)
    @given(at=st.integers(0, 10**6), byte=st.integers(0, 255), cut=st.integers(0, 10**6))
    def test_a_mutated_or_cut_file_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: int
    ):
        data = bytearray(WHOLE)
        for step in range(8):
            data[(at + step * 997) % len(data)] = (byte + step) % 256
        if cut % 2:
            del data[cut % len(data) :]
        with suppress(UnreadableFile):
            read(bytes(data), tmp_path_factory.mktemp("mutated"))


WHOLE = typeset(f"= 一、情况\n{PROSE}\n#table(columns: 2, [项目], [金额], [保洁], [12.50], [合计], [12.50])")
