"""Styles (样式) of a Word file, made from a layout: Word's built-in names where it has one.

So the navigation pane lists the headings, 目录 can be inserted, and a unit that changes a style changes the
whole report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from jixiao.document.layout import Layout, Style, tracking
from jixiao.document.writers.word_xml import DECLARATION, ROOT_ATTRIBUTES, escaped

TWIPS_PER_POINT = 20
POINTS_PER_MM = 72 / 25.4
EMU_PER_MM = 36_000
_CUSTOM = 'w:customStyle="1" '
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@dataclass(frozen=True, slots=True)
class WordStyle:
    """How a style of the layout is called in Word: its id in the file, and the name that Word knows."""

    id: str
    name: str
    built_in: bool = True


PARAGRAPH_STYLES = {
    "title": WordStyle("Title", "Title"),
    "heading-1": WordStyle("Heading1", "heading 1"),
    "heading-2": WordStyle("Heading2", "heading 2"),
    "heading-3": WordStyle("Heading3", "heading 3"),
    "heading-4": WordStyle("Heading4", "heading 4"),
    "body": WordStyle("BodyText", "Body Text"),
    "body-flush": WordStyle("BodyFlush", "正文顶格", built_in=False),
    "right": WordStyle("SignedRight", "落款", built_in=False),
    "centered": WordStyle("BodyCentered", "正文居中", built_in=False),
    "caption": WordStyle("Caption", "caption"),
    "unit-note": WordStyle("UnitNote", "表格单位", built_in=False),
    "note": WordStyle("TableNote", "表格附注", built_in=False),
    "annex-label": WordStyle("AnnexLabel", "附件标识", built_in=False),
    "table": WordStyle("TableText", "表格文字", built_in=False),
    "table-header": WordStyle("TableHeader", "表格标题行", built_in=False),
    "page-number": WordStyle("Footer", "footer"),
}
TOTAL = WordStyle("TableTotal", "表格合计", built_in=False)
PICTURE = WordStyle("Picture", "图片", built_in=False)
GRID = WordStyle("TableGrid", "Table Grid")
NAMES = (
    {"Normal": "Normal", "TableNormal": "Normal Table"}
    | {style.id: style.name for style in (*PARAGRAPH_STYLES.values(), TOTAL, PICTURE, GRID)}
    | {f"Heading{level}Char": f"heading {level} Char" for level in range(1, 5)}
)


_CHARACTER_DEFAULT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>'
    "</w:style>"
)
_TABLE_DEFAULT = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def heading_style(level: int) -> str:
    """Return the style id of a heading; deeper ones than 4 look like 4."""
    return "Title" if level == 0 else f"Heading{min(level, 4)}"


def styles_part(layout: Layout) -> str:
    """Return word/styles.xml."""
    pieces = [
        DECLARATION,
        f"<w:styles {ROOT_ATTRIBUTES}>",
        _defaults(layout),
        _normal(layout),
        _CHARACTER_DEFAULT,
        _TABLE_DEFAULT,
    ]
    for name, word in PARAGRAPH_STYLES.items():
        pieces.extend(_paragraph_style(name, word, layout))
    pieces.extend((_total(), _picture(layout), _grid(), "</w:styles>"))
    return "".join(pieces)


def fonts_part(layout: Layout) -> str:
    """Return word/fontTable.xml: for each font of the layout, what may stand in where it is missing."""
    used = dict.fromkeys((*(style.font for style in layout.styles.values()), layout.latin_font))
    pieces = [DECLARATION, f"<w:fonts {ROOT_ATTRIBUTES}>"]
    for font in used:
        other = next(iter(layout.substitutes.get(font, ())), "")  # one: Word has room for 31 characters
        chinese = font != layout.latin_font
        pieces.append(
            f'<w:font w:name="{escaped(font)}">'
            + (f'<w:altName w:val="{escaped(other)}"/>' if other else "")
            + f'<w:charset w:val="{"86" if chinese else "00"}"/>'
            + f'<w:family w:val="{"auto" if chinese else "roman"}"/>'
            + '<w:pitch w:val="variable"/></w:font>'
        )
    pieces.append("</w:fonts>")
    return "".join(pieces)


def twips(points: float) -> int:
    """Return points in twentieths of a point, as Word counts lengths."""
    return round(points * TWIPS_PER_POINT)


def run_format(style: Style, latin_font: str, *, spacing: int = 0) -> str:
    """Return the run properties of a style. Every font is named for Latin and Chinese characters both.

    `spacing` is what each character is set wider, or narrower, in twentieths of a point.
    """
    font = escaped(style.font)
    latin = escaped(latin_font)
    half_points = round(style.size_pt * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'
        + ("<w:b/><w:bCs/>" if style.bold else "")
        + f'<w:spacing w:val="{spacing}"/>'
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def character_spacing(layout: Layout, style: Style) -> int:
    """Return what brings 28 characters on a line of the body's size, in whole twentieths of a point.

    Word's character grid would squeeze them too, but LibreOffice gives two places to a character that is
    wider than its place in the grid.
    """
    return floor(tracking(layout, style) * TWIPS_PER_POINT)


def _defaults(layout: Layout) -> str:
    body = layout.styles["body"]
    font, latin = escaped(body.font), escaped(layout.latin_font)
    half_points = round(body.size_pt * 2)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _normal(layout: Layout) -> str:
    """Word's Normal: the body without its indent, and no air between Chinese characters and digits.

    LibreOffice would leave none beside a bound figure, and the text would look uneven. Punctuation may hang
    over the edge, which is Word's default anyway: saying so keeps LibreOffice 7.4 from doing it, which reads
    the setting the wrong way round and loses such a mark in a justified line.
    """
    body = layout.styles["body"]
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips(body.line_pt)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{_ALIGN[body.align]}"/></w:pPr>'
        f"{run_format(body, layout.latin_font, spacing=character_spacing(layout, body))}</w:style>"
    )


def _paragraph_style(name: str, word: WordStyle, layout: Layout) -> Iterator[str]:
    """Yield the style and, for a heading, the character style that a run-in heading (段首标题) wears.

    The two are linked, which is how Word finds a run-in heading for 目录.
    """
    style = layout.styles[name]
    heading = name.startswith("heading-")
    latin = style.font if name == "page-number" else layout.latin_font  # 半角宋体: its digits too
    spacing = character_spacing(layout, style)
    off_grid = style.line_pt != layout.styles["body"].line_pt  # the grid of lines is the body's
    kept = "<w:keepNext/><w:keepLines/>" if heading or name == "title" else ""
    follower = "BodyText" if heading or name in ("title", "annex-label") else ""
    yield (
        f'<w:style w:type="paragraph" {"" if word.built_in else _CUSTOM}w:styleId="{word.id}">'
        f'<w:name w:val="{word.name}"/><w:basedOn w:val="Normal"/>'
        + (f'<w:next w:val="{follower}"/>' if follower else "")
        + (f'<w:link w:val="{word.id}Char"/>' if heading else "")
        + f'<w:uiPriority w:val="{9 if heading else 10}"/><w:qFormat/>'
        + f"<w:pPr>{kept}{paragraph_format(style, off_grid=off_grid)}</w:pPr>"
        + f"{run_format(style, latin, spacing=spacing)}</w:style>"
    )
    if heading:
        yield (
            f'<w:style w:type="character" {_CUSTOM}w:styleId="{word.id}Char">'
            f'<w:name w:val="{word.name} Char"/><w:basedOn w:val="DefaultParagraphFont"/>'
            f'<w:link w:val="{word.id}"/><w:uiPriority w:val="9"/>'
            f"{run_format(style, latin, spacing=spacing)}</w:style>"
        )


def paragraph_format(style: Style, *, off_grid: bool = False) -> str:
    """Return the paragraph properties of a style, in the order that the schema asks for.

    Indents in characters are followed by Word and in points by LibreOffice, so both are given.
    """
    size = twips(style.size_pt)
    first, right = style.indent_characters, style.right_characters
    return (
        ('<w:snapToGrid w:val="0"/>' if off_grid else "")
        + f'<w:spacing w:before="{twips(style.before_pt)}" w:after="{twips(style.after_pt)}"'
        + f' w:line="{twips(style.line_pt)}" w:lineRule="exact"/>'
        + '<w:ind w:leftChars="0" w:left="0"'
        + f' w:rightChars="{round(right * 100)}" w:right="{round(right * size)}"'
        + f' w:firstLineChars="{round(first * 100)}" w:firstLine="{round(first * size)}"/>'
        + f'<w:jc w:val="{_ALIGN[style.align]}"/>'
        + (f'<w:outlineLvl w:val="{style.outline_level - 1}"/>' if style.outline_level else "")
    )


def _total() -> str:
    """The row of totals. A style of its own: LibreOffice drops what a run inside a bound figure sets."""
    return (
        f'<w:style w:type="paragraph" {_CUSTOM}w:styleId="{TOTAL.id}"><w:name w:val="{TOTAL.name}"/>'
        f'<w:basedOn w:val="{PARAGRAPH_STYLES["table"].id}"/><w:uiPriority w:val="10"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )


def _picture(layout: Layout) -> str:
    """The paragraph that holds a picture: as high as the picture, which an exact pitch would cut."""
    body = layout.styles["body"]
    return (
        f'<w:style w:type="paragraph" {_CUSTOM}w:styleId="{PICTURE.id}"><w:name w:val="{PICTURE.name}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Caption"/><w:uiPriority w:val="10"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        f"{run_format(body, layout.latin_font)}</w:style>"
    )


def _grid() -> str:
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:styleId="{GRID.id}"><w:name w:val="{GRID.name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    )
