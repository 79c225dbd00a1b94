from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.document.layout import load_layout
from jixiao.document.model import (
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
)
from jixiao.document.writers import fonts
from jixiao.document.writers.pdf import render_pdf, write_pdf
from jixiao.document.writers.picture import BrokenPicture, picture_png
from tests.document.sample import HOSTILE, RARE, focus_table, paragraph, pictures, sample

LAYOUT = load_layout()


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a single font of its own, so that every machine prints the same."""
    monkeypatch.setattr(fonts, "system_folders", list)
    monkeypatch.delenv(fonts.SETTING, raising=False)


def document(*blocks: object) -> Document:
    return Document("测试", blocks, properties={"date": "2024-01-08"})  # type: ignore[arg-type]


def text_of(pdf: bytes, path: Path, *options: str) -> str:
    file = path / "text.pdf"
    file.write_bytes(pdf)
    called = ["pdftotext", *options, str(file), "-"]
    return subprocess.run(called, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(pdf: bytes, path: Path) -> list[list[str]]:
    """The printed lines of each page."""
    pages = text_of(pdf, path, "-layout").split("\f")[:-1]
    return [[line for line in page.splitlines() if line.strip()] for page in pages]


def test_it_is_an_archivable_tagged_pdf_with_the_documents_own_date():
    pdf, _ = render_pdf(sample(), LAYOUT)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<xmp:CreateDate>2023-12-31T00:00:00Z" in pdf


def test_a_document_without_a_date_is_printed_all_the_same():
    pdf, _ = render_pdf(Document("信函", (paragraph("正文。"),)), LAYOUT)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" not in pdf


def test_the_same_document_gives_the_same_bytes():
    assert render_pdf(sample(), LAYOUT)[0] == render_pdf(sample(), LAYOUT)[0]


def test_nothing_half_written_is_left_where_a_picture_is_broken(tmp_path: Path):
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"before")
    with pytest.raises(BrokenPicture):
        write_pdf(document(Picture("<svg", "坏图")), path, LAYOUT)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_it_says_which_fonts_stood_in(tmp_path: Path):
    chosen = write_pdf(document(paragraph("正文。")), tmp_path / "a.pdf", LAYOUT)
    assert "Noto Serif SC 代 仿宋_GB2312" in chosen.summary()


@pytest.mark.needs("pdftotext")
class TestText:
    def test_every_word_can_be_copied_out_in_order(self, tmp_path: Path):
        text = squeezed(text_of(render_pdf(sample(), LAYOUT)[0], tmp_path))
        assert "实际支出4,145.48万元，预算执行率97.71%。" in text
        assert squeezed(RARE) in text
        assert "重点跟踪项目预算支出明细表单位：万元" in text

    def test_marks_of_any_language_print_as_they_are(self, tmp_path: Path):
        text = squeezed(text_of(render_pdf(sample(), LAYOUT)[0], tmp_path))
        assert squeezed(HOSTILE) in text

    def test_latin_letters_and_signs_of_the_embedded_font_all_have_glyphs(self, tmp_path: Path):
        signs = sorted(fonts._LATIN - {" ", "\xa0", "\xad"})
        pdf, chosen = render_pdf(document(paragraph(" ".join(signs))), LAYOUT)
        assert chosen.missing == ()
        assert {"é", "œ", "₂"} <= set(text_of(pdf, tmp_path))

    def test_a_character_without_a_glyph_prints_as_the_printers_mark(self, tmp_path: Path):
        pdf, chosen = render_pdf(document(paragraph("𠮷林\x07路\ud800🀀")), LAYOUT)
        assert "〓林路〓" in text_of(pdf, tmp_path)
        assert set(chosen.missing) == {"𠮷", "🀀"}

    def test_a_line_feed_in_a_text_is_a_new_line(self, tmp_path: Path):
        pdf, _ = render_pdf(document(paragraph("第一行\n第二行")), LAYOUT)
        assert [line.strip() for line in pages_of(pdf, tmp_path)[0]][:2] == ["第一行", "第二行"]

    def test_words_of_a_chart_are_text(self, tmp_path: Path):
        text = squeezed(text_of(render_pdf(document(*pictures()), LAYOUT)[0], tmp_path))
        assert "民生保障办公室" in text
        assert "2,836.31" in text


@pytest.mark.needs("pdftotext")
class TestPage:
    def test_a_full_page_has_22_lines_of_28_characters(self, tmp_path: Path):
        pdf, _ = render_pdf(document(paragraph("国" * 28 * 22 * 3)), LAYOUT)
        first, second, *_ = pages_of(pdf, tmp_path)
        assert [len(line.strip()) for line in first[:-1]] == [26, *[28] * 21]
        assert [len(line.strip()) for line in second[:-1]] == [28] * 22

    def test_page_numbers_stand_outside_odd_pages_right_even_pages_left(self, tmp_path: Path):
        pdf, _ = render_pdf(document(paragraph("国" * 1500)), LAYOUT)
        file = tmp_path / "a.pdf"
        file.write_bytes(pdf)
        called = ["pdftotext", "-bbox", str(file), "-"]
        boxes = subprocess.run(called, check=True, capture_output=True, text=True).stdout
        numbers = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([12])<', boxes)
        (right, low, one), (left, _, two) = ((float(x), float(y), n) for x, y, n in numbers[:2])
        assert (one, two) == ("1", "2")
        assert right > 595 / 2 > left
        assert 297 - 35 + 5 < low * 25.4 / 72 < 297 - 35 + 12, "7 mm below the type area"

    def test_a_layout_without_page_number_prints_none(self, tmp_path: Path):
        pdf, _ = render_pdf(document(paragraph("封面")), replace(LAYOUT, page_number=""))
        assert squeezed(text_of(pdf, tmp_path)) == "封面"

    @pytest.mark.needs("pdfinfo")
    def test_a_page_break_starts_a_page_and_turns_it_where_asked(self, tmp_path: Path):
        blocks = (paragraph("甲"), PageBreak(landscape=True), paragraph("乙"), PageBreak(), paragraph("丙"))
        file = tmp_path / "a.pdf"
        write_pdf(document(*blocks), file, LAYOUT)
        called = ["pdfinfo", "-l", "9", str(file)]
        told = subprocess.run(called, check=True, capture_output=True, text=True).stdout
        sizes = re.findall(r"Page +\d size: +([\d.]+) x ([\d.]+)", told)
        assert [float(width) > float(height) for width, height in sizes] == [False, True, False]
        assert [page[0].strip()[-1] for page in pages_of(file.read_bytes(), tmp_path)] == ["甲", "乙", "丙"]

    def test_a_gap_is_printed_and_marked(self):
        plain, _ = render_pdf(document(paragraph("资金【待补】。")), LAYOUT)
        marked, _ = render_pdf(document(paragraph("资金", Span("【待补】", is_gap=True), "。")), LAYOUT)
        assert plain != marked


@pytest.mark.needs("pdftotext")
class TestTable:
    def test_its_header_is_repeated_on_each_page(self, tmp_path: Path):
        pages = pages_of(render_pdf(document(focus_table(8)), LAYOUT)[0], tmp_path)
        assert len(pages) >= 2
        assert all("实际支出" in "".join(page[:4]) for page in pages)

    @pytest.mark.parametrize("times", range(1, 9))
    def test_no_page_cuts_a_row_or_holds_the_total_alone(self, tmp_path: Path, times: int):
        pages = pages_of(render_pdf(document(focus_table(times)), LAYOUT)[0], tmp_path)
        last = squeezed("".join(pages[-1]))
        assert "合计" in last
        assert "协助执法勤务服务" in last, "the total stands below a row"
        assert "注：表中数据" in last
        for page in pages:
            text = squeezed("".join(page))
            assert text.count("充值服") == text.count("117.94"), "all lines of a row stand on its page"
        assert sum("".join(page).count("117.94") for page in pages) == times

    def test_a_cell_taller_than_a_page_is_continued(self, tmp_path: Path):
        table = Table((Column("说明"),), (Row((Cell((Span("长" * 8000),)),)),))
        text = text_of(render_pdf(document(table), LAYOUT)[0], tmp_path)
        assert text.count("长") == 8000

    def test_cells_that_span_rows_and_columns_are_printed(self, tmp_path: Path):
        text = squeezed(text_of(render_pdf(sample(), LAYOUT)[0], tmp_path))
        assert "资金情况" in text
        assert "【待补：未完成原因】" in text


@pytest.mark.needs("pdffonts")
def test_all_fonts_are_embedded(tmp_path: Path):
    write_pdf(sample(), tmp_path / "a.pdf", LAYOUT)
    called = ["pdffonts", str(tmp_path / "a.pdf")]
    listed = subprocess.run(called, check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert len(listed) >= 3
    for line in listed:
        embedded, subset, to_unicode = line.split()[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes")


@pytest.mark.needs("pdftohtml")
def test_headings_make_the_outline_run_in_ones_too(tmp_path: Path):
    write_pdf(sample(), tmp_path / "a.pdf", LAYOUT)
    called = ["pdftohtml", "-xml", "-i", "-stdout", str(tmp_path / "a.pdf")]
    told = subprocess.run(called, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    outline = re.findall(r"<item[^>]*>([^<]+)</item>", told[told.index("<outline>") :])
    assert "一、绩效跟踪工作组织实施情况" in outline
    assert outline.index("（一）健全工作机制。") == outline.index("一、绩效跟踪工作组织实施情况") + 1
    assert "1.市级转移支付资金" in outline


def test_a_picture_becomes_a_png_as_wide_as_asked_with_its_words_on_a_machine_without_fonts():
    words = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><text y="15">{}</text></svg>'
    drawn = picture_png(words.format("支出"), width_mm=156, layout=LAYOUT)
    other = picture_png(words.format("预算"), width_mm=156, layout=LAYOUT)
    assert drawn.startswith(b"\x89PNG")
    assert abs(int.from_bytes(drawn[16:20], "big") - 156 / 25.4 * 300) <= 1
    assert drawn != other, "words are drawn, not boxes"


def test_what_a_reader_may_find_in_a_strange_file_prints():
    headings = [Heading(level, f"标题{level}") for level in range(9)]
    empty = [Paragraph(()), Table((), ()), Table((Column("", 0),), ()), Heading(1, "")]
    assert render_pdf(document(*headings, *empty), LAYOUT)[0].startswith(b"%PDF")
