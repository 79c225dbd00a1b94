"""Fonts, sizes and indents of a Word file, as GB/T 9704-2012 wants them."""

from __future__ import annotations

import pytest
from lxml import etree

from jixiao.document.writers.word_package import Package
from jixiao.document.writers.word_sections import text_width
from tests.document.word_look import (
    LAYOUT,
    W,
    named_parts,
    sample_body,
    sample_package,
    sample_styles,
    value,
    words,
)

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


def test_every_run_is_set_in_the_official_font_of_its_style(
    body: etree._Element, styles: dict[str, etree._Element]
) -> None:
    fonts = {"Heading1": "黑体", "BodyText": "仿宋_GB2312", "Title": "方正小标宋简体", "TableHeader": "黑体"}
    seen = set()
    for paragraph_element in body.iter(f"{W}p"):
        style = value(paragraph_element.find(f"{W}pPr/{W}pStyle"))
        for run in paragraph_element.iter(f"{W}r"):
            font = east_asian_font(styles, value(run.find(f"{W}rPr/{W}rStyle")) or style)
            assert font in {each.font for each in LAYOUT.styles.values()}
            assert fonts.get(style, font) == font or run.find(f"{W}rPr/{W}rStyle") is not None
            seen.add(style)
    assert set(fonts) <= seen


def east_asian_font(styles: dict[str, etree._Element], name: str) -> str:
    fonts = styles[name].find(f"{W}rPr/{W}rFonts")
    if fonts is not None and fonts.get(f"{W}eastAsia"):
        return fonts.get(f"{W}eastAsia", "")
    return east_asian_font(styles, value(styles[name].find(f"{W}basedOn")))


def test_wherever_a_font_is_named_it_is_named_for_chinese_too(package: Package) -> None:
    for name, root in named_parts(package):
        for fonts in root.iter(f"{W}rFonts"):
            assert fonts.get(f"{W}eastAsia") or set(fonts.attrib) == {f"{W}hint"}, name


def test_quotation_marks_and_dashes_ask_for_the_chinese_font(body: etree._Element) -> None:
    for run in body.iter(f"{W}r"):
        if not words(run).isascii():
            assert run.find(f"{W}rPr/{W}rFonts[@{W}hint='eastAsia']") is not None


def test_the_page_number_is_in_songti_digits_included(styles: dict[str, etree._Element]) -> None:
    fonts = styles["Footer"].find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert {fonts.get(f"{W}{name}") for name in ("ascii", "hAnsi", "eastAsia")} == {"宋体"}


def test_indents_are_given_in_characters_for_word_and_in_points_for_libreoffice(
    styles: dict[str, etree._Element],
) -> None:
    indent = styles["BodyText"].find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "640")


def test_lines_have_an_exact_pitch_and_tables_leave_the_grid(styles: dict[str, etree._Element]) -> None:
    for name, pitch in (("BodyText", "579"), ("Heading1", "579"), ("TableText", "240")):
        spacing = styles[name].find(f"{W}pPr/{W}spacing")
        assert spacing is not None
        assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == (pitch, "exact")
    for name in ("TableText", "TableHeader"):
        assert value(styles[name].find(f"{W}pPr/{W}snapToGrid")) == "0"


def test_twenty_eight_characters_fit_a_line(styles: dict[str, etree._Element]) -> None:
    size = int(value(styles["BodyText"].find(f"{W}rPr/{W}sz"))) * 10
    squeezed = int(value(styles["BodyText"].find(f"{W}rPr/{W}spacing")))
    assert 28 * (size + squeezed) <= TEXT_WIDTH < 29 * (size + squeezed)


def test_the_table_of_fonts_names_a_stand_in_for_each_that_word_has_room_for(package: Package) -> None:
    fonts = list(etree.fromstring(package.parts["word/fontTable.xml"]))
    assert {font.get(f"{W}name") for font in fonts} >= {"仿宋_GB2312", "方正小标宋简体", LAYOUT.latin_font}
    for font in fonts:
        assert 0 < len(value(font.find(f"{W}altName"))) <= 31


def test_every_style_that_is_worn_is_defined(package: Package, styles: dict[str, etree._Element]) -> None:
    for _, root in named_parts(package):
        for reference in root.iter(
            f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}link", f"{W}next"
        ):
            assert value(reference) in styles
