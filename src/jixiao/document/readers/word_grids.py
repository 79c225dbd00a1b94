"""Tables of a Word file (Word 表格): rows of cells, merged ones once. Source: ECMA-376 part 1, 17.4."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from jixiao.document.readers.table_rows import WIDEST_SPAN
from jixiao.document.readers.word_runs import W
from jixiao.document.readers.word_styles import is_on
from jixiao.document.readers.word_survey import children_within

_TAKEN_AWAY = ("del", "moveFrom")


@dataclass(slots=True)
class WordCell:
    """A cell and how far it reaches; without an element it stands for columns that a row leaves out.

    `control` is a content control that holds the cell.
    """

    element: Element | None
    columns: int = 1
    rows: int = 1
    control: Element | None = None


def grid_of(table: Element) -> tuple[list[list[WordCell]], int]:
    """The rows that are shown once changes are accepted, and how many of them are repeated on each page."""
    rows: list[list[WordCell]] = []
    headers = 0
    reaching: dict[int, WordCell] = {}  # cells that may go on below, by their first column
    for row, _ in children_within(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and (
            any(properties.find(f"{W}{each}") is not None for each in _TAKEN_AWAY)
            or is_on(properties, "hidden")
        ):
            continue
        headers += headers == len(rows) and bool(is_on(properties, "tblHeader"))
        cells, reaching = _cells(row, reaching)
        rows.append(cells)
    return rows, headers


def _cells(row: Element, above: dict[int, WordCell]) -> tuple[list[WordCell], dict[int, WordCell]]:
    """The cells that begin in a row, and those that may go on below it."""
    cells: list[WordCell] = []
    reaching: dict[int, WordCell] = {}
    column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    if column:
        cells.append(WordCell(None, column))
    for element, control in children_within(row, f"{W}tc"):
        properties = element.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            continue
        width = _count(properties.find(f"{W}gridSpan"), 1) if properties is not None else 1
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        goes_on = merge is not None and merge.get(f"{W}val", "continue") != "restart"
        upper = above.get(column)
        if goes_on and upper is not None and upper.columns == width:
            upper.rows += 1
            reaching[column] = upper
        else:
            cell = WordCell(element, width, control=control)
            cells.append(cell)
            if merge is not None:
                reaching[column] = cell
        column += width
    return cells, reaching


def _count(element: Element | None, otherwise: int) -> int:
    text = element.get(f"{W}val", "") if element is not None else ""
    return min(int(text), WIDEST_SPAN) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
