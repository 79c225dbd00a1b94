"""Tables, pages and pictures in the body of a Word file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from jixiao.document.model import (
    Cell,
    Column,
    PageBreak,
    Row,
    Span,
    Table,
)
from jixiao.document.writers.word_package import Package
from jixiao.document.writers.word_sections import text_width
from tests.document.word_look import (
    LAYOUT,
    WP,
    R,
    W,
    body_of,
    sample_body,
    sample_package,
    sample_styles,
    value,
    words,
)
from tests.document.word_sample import chart, focus_table, form, paragraph

TEXT_WIDTH = text_width(LAYOUT, landscape=False)


@pytest.fixture(scope="module")
def package() -> Package:
    return sample_package()


@pytest.fixture(scope="module")
def body() -> etree._Element:
    return sample_body()


@pytest.fixture(scope="module")
def styles() -> dict[str, etree._Element]:
    return sample_styles()


def test_the_nine_columns_fill_a_portrait_page_and_no_more(body: etree._Element) -> None:
    table = next(body.iter(f"{W}tbl"))
    grid = [int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")]
    assert len(grid) == 9
    assert sum(grid) == TEXT_WIDTH
    assert (
        value(table.find(f"{W}tblPr/{W}tblLayout"))
        or table.find(f"{W}tblPr/{W}tblLayout[@{W}type='fixed']") is not None
    )


def test_every_row_fills_the_grid_of_its_table(body: etree._Element) -> None:
    for table in body.iter(f"{W}tbl"):
        grid = [int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            spans = [int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1) for cell in row.iter(f"{W}tc")]
            widths = [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w", "0")) for cell in row.iter(f"{W}tc")]  # type: ignore[union-attr]
            assert sum(spans) == len(grid)
            assert sum(widths) == sum(grid)


def test_the_header_is_repeated_and_no_row_is_cut(body: etree._Element) -> None:
    for table in body.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [words(rows[0]).startswith("序号")] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_total_row_is_bold_and_keeps_company(
    body: etree._Element, styles: dict[str, etree._Element]
) -> None:
    table = next(body.iter(f"{W}tbl"))
    *_, last, total = table.iter(f"{W}tr")
    worn = {value(each) for each in total.iter(f"{W}pStyle")}
    assert worn == {"TableTotal"}
    assert styles["TableTotal"].find(f"{W}rPr/{W}b") is not None
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in last.iter(f"{W}p"))


def test_caption_and_unit_note_stand_right_above_and_the_note_right_below(body: etree._Element) -> None:
    table = next(body.iter(f"{W}tbl"))
    above = list(table.itersiblings(preceding=True))[:2]
    assert [words(each) for each in above] == ["单位：万元", "重点项目预算支出明细表"]
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in above)
    assert words(table.getnext()).startswith("注：")  # type: ignore[arg-type]


def test_a_cell_that_reaches_down_is_continued_in_each_row_that_it_covers() -> None:
    table = next(body_of(form()).iter(f"{W}tbl"))
    merges = [
        [merge(cell.find(f"{W}tcPr/{W}vMerge")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]
    assert merges == [
        ["", ""],
        ["restart", "", "", "restart", "restart"],
        ["…", "", "", "…", "…"],
        ["…", "", ""],
        ["", ""],
    ]


def merge(element: etree._Element | None) -> str:
    return "" if element is None else value(element) or "…"


def test_two_tables_never_touch_and_a_paragraph_ends_the_document() -> None:
    table = Table((Column("甲"), Column("乙")), (Row((Cell((Span("1"),)), Cell())),))
    for blocks in ((table, table), (table, PageBreak(), table), (table, PageBreak(landscape=True), table)):
        children = [etree.QName(each).localname for each in body_of(*blocks)]
        assert "tbltbl" not in "".join(children)
        assert children[-2:] == ["p", "sectPr"]


def test_a_table_is_marked_by_a_bookmark_in_its_first_cell(body: etree._Element) -> None:
    names = [each.get(f"{W}name", "") for each in body.iter(f"{W}bookmarkStart")]
    assert names[0] == "_jixiao_table_focus"
    assert names[2] == "_jixiao_table_focus_2"
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names)
    assert len(names) == len(set(names)) == 4


def test_the_section_with_wide_pages_turns_the_paper_and_its_margins(body: etree._Element) -> None:
    sizes = [each.attrib for each in body.iter(f"{W}pgSz")]
    assert [size.get(f"{W}orient") for size in sizes] == [None, "landscape", None]
    upright, turned, _ = [each.attrib for each in body.iter(f"{W}pgMar")]
    assert [turned[f"{W}{edge}"] for edge in ("top", "right", "bottom", "left")] == [
        upright[f"{W}{edge}"] for edge in ("left", "top", "right", "bottom")
    ]


def test_page_numbers_stand_outside_one_character_in(package: Package, body: etree._Element) -> None:
    relations = etree.fromstring(package.parts["word/_rels/document.xml.rels"])
    targets = {each.get("Id"): each.get("Target") for each in relations}
    section = list(body.iter(f"{W}sectPr"))[-1]
    sides = {}
    for reference in section.iter(f"{W}footerReference"):
        target = targets[reference.get(f"{R}id")]
        footer = etree.fromstring(package.parts[f"word/{target}"])
        assert words(footer) == "— 1 —"
        assert footer.find(f".//{W}fldSimple[@{W}instr=' PAGE ']") is not None
        indent = footer.find(f".//{W}ind")
        assert indent is not None
        assert "100" in indent.attrib.values()
        sides[reference.get(f"{W}type")] = value(footer.find(f".//{W}jc"))
    assert sides == {"default": "right", "even": "left"}
    settings = etree.fromstring(package.parts["word/settings.xml"])
    assert settings.find(f"{W}evenAndOddHeaders") is not None


def test_a_page_break_starts_the_next_paragraph_on_a_new_page() -> None:
    broken = body_of(paragraph("一"), PageBreak(), paragraph("二"), PageBreak(), focus_table())
    starts = [words(p) for p in broken.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert starts == ["二", "重点项目预算支出明细表"]


def test_a_page_break_at_the_very_start_makes_no_empty_page() -> None:
    assert body_of(PageBreak(), paragraph("一")).find(f".//{W}pageBreakBefore") is None
    turned = body_of(PageBreak(landscape=True), paragraph("一"))
    assert len(list(turned.iter(f"{W}sectPr"))) == 1
    assert turned.find(f".//{W}pgSz[@{W}orient='landscape']") is not None


def test_nothing_in_the_settings_makes_word_ask_before_it_opens(package: Package) -> None:
    settings = etree.fromstring(package.parts["word/settings.xml"])
    assert settings.find(f"{W}updateFields") is None


def test_a_picture_has_words_for_those_who_cannot_see_it_and_stays_with_its_caption(
    body: etree._Element,
) -> None:
    drawing = next(body.iter(f"{W}drawing"))
    described = drawing.find(f".//{WP}docPr")
    assert described is not None
    assert described.get("descr") == chart().alternative
    holder = next(drawing.iterancestors(f"{W}p"))
    assert value(holder.find(f"{W}pPr/{W}pStyle")) == "Picture"
    assert holder.find(f"{W}pPr/{W}keepNext") is not None
    assert words(holder.getnext()) == "图1　各部门预算与支出"  # type: ignore[arg-type]


def test_a_picture_is_as_wide_as_the_type_area_at_three_hundred_dots(
    package: Package, body: etree._Element
) -> None:
    extent = body.find(f".//{WP}extent")
    assert extent is not None
    assert extent.get("cx") == str(156 * 36_000)
    png = package.parts["word/media/image1.png"]
    assert int.from_bytes(png[16:20]) == pytest.approx(156 / 25.4 * 300, abs=2)


def test_a_picture_that_is_too_high_for_the_page_is_made_smaller() -> None:
    tall = body_of(replace(chart(), svg=chart(2000).svg)).find(f".//{WP}extent")
    assert tall is not None
    assert int(tall.get("cy", "0")) < 225 * 36_000
