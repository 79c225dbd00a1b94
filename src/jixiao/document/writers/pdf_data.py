"""A document as the PDF template reads it: lengths in points, texts as lists of strings and gaps.

Everything that depends on the layout or on the fonts is settled here, so that the template only places it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import ceil
from typing import Any

from jixiao.document.grid import PlacedCell, body_rows, column_shares, header_rows, placed
from jixiao.document.layout import Layout, Style, tracking
from jixiao.document.line_breaks import balanced, title_lines
from jixiao.document.model import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
)
from jixiao.document.svg import text_width
from jixiao.document.writers.fonts import GETA, FontChoice
from jixiao.document.writers.picture import in_fonts, svg_words
from jixiao.document.writers.printable import printable

_POINTS = 72 / 25.4  # in a millimeter
_STROKE = 0.03  # of the size: what makes a regular face look bold where the family has no bold one
_LIGHT_STROKE = 0.02  # for running text and headings
_DEEPEST = 4  # levels of headings in a layout
_TALLEST_CELL = 0.5  # of the type area; a taller row may be cut by the page
_CELL_INSET = _POINTS  # one millimeter at either side, as in the template

Data = dict[str, Any]


class PrintedData:
    """The document as the template reads it: lengths in points, texts as lists of strings and gaps."""

    def __init__(self, layout: Layout, fonts: FontChoice) -> None:
        self._layout = layout
        self._fonts = fonts
        self._absent = {ord(each): GETA for each in fonts.missing}

    def document(self, document: Document) -> Data:
        """All that the template needs."""
        day = document_date(document)
        return {
            "title": self._clean(document.title),
            "author": self._clean(document.author),
            "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
            "page": self._page(),
            "styles": {name: self._style(name) for name in self._layout.styles},
            "sections": [
                {"landscape": turned, "blocks": [self._block(each, landscape=turned) for each in blocks]}
                for turned, blocks in _sections(document.blocks)
            ],
        }

    def _page(self) -> Data:
        page = self._layout.page
        return {
            "width": page.width_mm * _POINTS,
            "height": page.height_mm * _POINTS,
            "top": page.top_mm * _POINTS,
            "bottom": page.bottom_mm * _POINTS,
            "left": page.left_mm * _POINTS,
            "right": page.right_mm * _POINTS,
            "footer": page.footer_mm * _POINTS,
            "number": self._layout.page_number,
            "number_outside": self._layout.page_number_outside,
        }

    def _style(self, name: str) -> Data:
        style = self._layout.styles[name]
        stand_in = self._fonts.stand_ins[style.font]
        latin = self._fonts.stand_ins[self._layout.latin_font]
        families: list[Any] = [stand_in.family, *self._fonts.others]
        if name != "page-number":  # 半角宋体: its digits too
            families.insert(0, {"name": latin.family, "covers": "latin-in-cjk"})
        bold = self._is_bold(name, style)
        drawn = bold and not stand_in.has_bold
        added = tracking(self._layout, style)
        return {
            "font": families,
            "size": style.size_pt,
            "line": style.line_pt,
            "weight": "bold" if bold and not drawn else "regular",
            "stroke": style.size_pt * (_STROKE if name == "title" else _LIGHT_STROKE) if drawn else 0,
            "tracking": added,
            "align": style.align,
            "indent": style.indent_characters * (style.size_pt + added),
            "right": style.right_characters * (style.size_pt + added),
            "before": style.before_pt,
            "after": style.after_pt,
            "level": style.outline_level,
        }

    def _is_bold(self, name: str, style: Style) -> bool:
        """Whether to set it bold: as the layout says, or where stand-ins look too much like the body."""
        stand_in = self._fonts.stand_ins[style.font]
        names = stand_in.face.names if stand_in.face else {stand_in.family}
        if style.bold or (style.font in self._layout.heavy and not names & {*self._layout.heavy}):
            return True
        return self._headings_look_like_body and name.startswith("heading-") and style.font != self._body.font

    @cached_property
    def _body(self) -> Style:
        return self._layout.styles["body"]

    @cached_property
    def _headings_look_like_body(self) -> bool:
        """Whether fonts that tell a heading from the body have become one."""
        family = self._fonts.stand_ins[self._body.font].family
        return any(
            style.font != self._body.font and self._fonts.stand_ins[style.font].family == family
            for name, style in self._layout.styles.items()
            if name.startswith("heading-")
        )

    def _block(self, block: Block, *, landscape: bool) -> Data:
        match block:
            case Heading():
                style = f"heading-{min(block.level, _DEEPEST)}" if block.level else "title"
                return {
                    "kind": "heading",
                    "style": style,
                    "lines": [self._clean(line) for line in self._title_lines(block, landscape=landscape)],
                    "body": self._text(block.spans),
                }
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block, landscape=landscape)
            case Picture():
                return self._picture(block, landscape=landscape)
            case PageBreak():
                raise AssertionError("sections hold no page breaks")

    def _title_lines(self, heading: Heading, *, landscape: bool) -> list[str]:
        """A title broken by meaning; any other heading is left to the printer."""
        if heading.level:
            return [heading.text]
        width, _ = self._area(landscape=landscape)
        return title_lines(heading.text, width / self._layout.styles["title"].size_pt)

    def _paragraph(self, paragraph: Paragraph) -> Data:
        return {"kind": "paragraph", "style": paragraph.style.value, "text": self._text(paragraph.spans)}

    def _picture(self, picture: Picture, *, landscape: bool) -> Data:
        header = self._fonts.stand_ins[self._layout.styles["table-header"].font]
        return {
            "kind": "picture",
            "svg": in_fonts(picture.svg.translate(self._absent), (header.family, *self._fonts.others)),
            "width": min(picture.width_mm * _POINTS, self._area(landscape=landscape)[0]),
            "alternative": self._clean(picture.alternative),
            "caption": self._text([Span(picture.caption)]),
        }

    def _table(self, table: Table, *, landscape: bool) -> Data:
        shares = column_shares(table)
        width, height = self._area(landscape=landscape)
        widths = [share * width for share in shares]

        def cells(rows: Sequence[Row]) -> list[list[Data]]:
            found = placed(rows, len(shares))
            return [
                list(self._cells(table, row, each, widths, height))
                for row, each in zip(rows, found, strict=True)
            ]

        body = cells(body_rows(table))
        last = _kept_together(body_rows(table), body)
        return {
            "kind": "table",
            "columns": shares,
            "caption": self._text([Span(table.caption)]),
            "unit_note": self._text([Span(table.unit_note)]),
            "header": list(chain(*cells(header_rows(table)))),
            "body": list(chain(*body[:last])),
            "footer": list(chain(*body[last:])),
            "notes": [self._paragraph(note) for note in table.notes],
        }

    def _cells(
        self, table: Table, row: Row, found: list[PlacedCell], widths: list[float], height: float
    ) -> Iterator[Data]:
        """The cells of a row; one that would fill half a page may be cut, or the row could not be placed."""
        style = self._layout.styles["table"]

        def characters(each: PlacedCell) -> float:
            width = sum(widths[each.column : each.column + each.cell.columns]) - 2 * _CELL_INSET
            return max(width / style.size_pt, 1)

        def lines(each: PlacedCell) -> int:
            room = characters(each)
            return sum(ceil(text_width(line, 1) / room) or 1 for line in each.cell.text.split("\n"))

        tallest = max((max(lines(each), each.cell.rows * 2) for each in found), default=1)
        for each in found:
            cell = each.cell
            is_heading = row.is_header or row.is_total or cell.is_label
            text = self._text(cell.spans)
            if is_heading and len(text) == 1 and isinstance(text[0], str):
                text = ["\n".join(balanced(text[0], characters(each)))]
            yield {
                "text": text,
                "columns": cell.columns,
                "rows": cell.rows,
                "align": (cell.align or table.columns[each.column].align).value,
                "style": "table-header" if is_heading else "table",
                "breakable": tallest * style.line_pt > _TALLEST_CELL * height,
            }

    def _area(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height of the type area."""
        page = self._layout.page
        across = (page.width_mm - page.left_mm - page.right_mm) * _POINTS
        down = (page.height_mm - page.top_mm - page.bottom_mm) * _POINTS
        return (down, across) if landscape else (across, down)

    def _text(self, spans: Iterable[Span]) -> list[Any]:
        """Strings, and gaps as objects; figures are words like all others."""
        items: list[Any] = []
        for span in spans:
            text = self._clean(span.text)
            if span.is_gap:
                items.append({"gap": text})
            elif text and items and isinstance(items[-1], str):
                items[-1] += text
            elif text:
                items.append(text)
        return items

    def _clean(self, text: str) -> str:
        return printable(text).translate(self._absent)


def _kept_together(rows: Sequence[Row], cells: list[list[Data]]) -> int:
    """Where the end of a table begins that no page may cut: its totals and the row above them.

    A table without totals, or one whose cells reach into its end, has no such part.
    """
    totals = next((number for number, row in enumerate(reversed(rows)) if not row.is_total), 0)
    first = len(rows) - totals - 1
    reaches = any(number + cell["rows"] > first for number in range(first) for cell in cells[number])
    is_tall = any(cell["breakable"] for row in cells[first:] for cell in row)
    return len(rows) if not totals or first <= 0 or reaches or is_tall else first


def document_date(document: Document) -> dt.date | None:
    """The date that the document bears, in its properties `date` or `as_of`."""
    for name in ("date", "as_of"):
        try:
            return dt.date.fromisoformat(document.properties[name])
        except (KeyError, ValueError):
            continue
    return None


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks between page breaks, each part with whether its pages are turned."""
    landscape, part = False, list[Block]()
    for block in blocks:
        if isinstance(block, PageBreak):
            if part:
                yield landscape, part
            landscape, part = block.landscape, []
        else:
            part.append(block)
    if part:
        yield landscape, part


def printed_characters(document: Document) -> set[str]:
    """Every character that is printed."""
    found = set(document.title + document.author)
    for span in document.spans():
        found.update(span.text)
    for block in document.blocks:
        match block:
            case Heading():
                found.update(block.text)
            case Table():
                found.update(block.caption, block.unit_note, *(column.header for column in block.columns))
            case Picture():
                found.update(block.caption, block.alternative, svg_words(block.svg))
            case Paragraph() | PageBreak():
                pass
    return found | set("—0123456789【】")
