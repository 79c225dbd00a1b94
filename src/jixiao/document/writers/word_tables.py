"""A table (表) in WordprocessingML: fixed widths, one line around every cell, rows that no page cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jixiao.document.grid import body_rows, header_rows, placed
from jixiao.document.model import Align, Table
from jixiao.document.writers.word_styles import GRID, PARAGRAPH_STYLES, TOTAL
from jixiao.document.writers.word_xml import bookmark, paragraph, runs

CELL_MARGIN = 57  # 1 mm at either side, so that nine columns of 小五 fit a portrait page
ROW_HEIGHT = 340  # at least 6 mm, in twentieths of a point
CLOSING_ROWS = 3  # at the end of a table that no page parts

TEXT, HEADER = PARAGRAPH_STYLES["table"].id, PARAGRAPH_STYLES["table-header"].id


def table(
    content: Table, width: int, numbers: Iterator[int], *, name: str = "", keep_next: bool = False
) -> str:
    """Return the table, `width` twentieths of a point wide.

    `name` is the bookmark in its first cell by which it is found again (a bookmark around the whole table
    does not survive LibreOffice, nor does the table's description). Where `keep_next` the last row stays
    on the page of what follows, such as a note.
    """
    widths = column_widths([column.width for column in content.columns], width)
    rows = [*header_rows(content), *body_rows(content)]
    pieces = [
        _properties(sum(widths)),
        "<w:tblGrid>",
        *(f'<w:gridCol w:w="{each}"/>' for each in widths),
        "</w:tblGrid>",
    ]
    opening = len(header_rows(content))
    continued: dict[int, _Continued] = {}
    for number, (row, cells) in enumerate(zip(rows, placed(rows, len(widths)), strict=True)):
        # No page ends between the header and the second row, nor starts with the total or last rows alone.
        follower = rows[number + 1] if number + 1 < len(rows) else None
        closing = len(rows) - number <= CLOSING_ROWS < len(rows) / 2
        kept = (number <= opening or closing or follower.is_total) if follower else keep_next
        pieces.append(
            "<w:tr><w:trPr><w:cantSplit/>"
            f'<w:trHeight w:val="{ROW_HEIGHT}" w:hRule="atLeast"/>'
            f"{'<w:tblHeader/>' if number < opening else ''}</w:trPr>"
        )
        for column in range(len(widths)):
            if above := continued.pop(column, None):
                pieces.append(above.cell(widths[column : column + above.columns], keep_next=kept))
                if above.rows > 1:
                    continued[column] = _Continued(above.rows - 1, above.columns)
            elif cells and cells[0].column == column:
                cell = cells.pop(0).cell
                style = TOTAL.id if row.is_total else HEADER if row.is_header or cell.is_label else TEXT
                align = cell.align or (Align.CENTER if style == HEADER else content.columns[column].align)
                text = runs(cell.spans, numbers)
                if name:
                    text, name = bookmark(name, text, number=next(numbers)), ""
                if cell.rows > 1:
                    continued[column] = _Continued(cell.rows - 1, cell.columns)
                pieces.append(
                    _cell(
                        paragraph(style, text, keep_next=kept, align=align.value),
                        widths[column : column + cell.columns],
                        merge='<w:vMerge w:val="restart"/>' if cell.rows > 1 else "",
                    )
                )
        pieces.append("</w:tr>")
    pieces.append("</w:tbl>")
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Continued:
    """What a cell that reaches down leaves for the rows below: how many, and over how many columns."""

    rows: int
    columns: int

    def cell(self, widths: list[int], *, keep_next: bool) -> str:
        """The continuing cell that Word wants in each of those rows."""
        return _cell(paragraph(TEXT, "", keep_next=keep_next), widths, merge="<w:vMerge/>")


def _properties(width: int) -> str:
    """The start of a table: its style, exact width and the room at the sides of its cells.

    Above and below the pitch has room enough: twenty rows of two lines fit a page.
    """
    room = "".join(f'<w:{edge} w:w="{CELL_MARGIN}" w:type="dxa"/>' for edge in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{GRID.id}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )


def column_widths(shares: list[float], width: int) -> list[int]:
    """Divide `width` by shares, to the last unit.

    >>> column_widths([1, 1, 2], 1001)
    [250, 250, 501]
    """
    whole = sum(shares)
    edges = [round(sum(shares[:number]) * width / whole) for number in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _cell(content: str, widths: list[int], *, merge: str) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )
