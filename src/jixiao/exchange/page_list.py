"""A list on a page of the web (网页清单): what many systems hand out under the name of .xls, as rows of text.

It is laid out as spreadsheet programs do when they open such a file: one sheet, each line of words a row,
each row of a table one, and a cell that reaches over others leaves them empty. A table that holds another
only lays out the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.document.readers.html_tables import HtmlCell, grid_of
from jixiao.document.readers.html_tree import HIDDEN, UNREAD, Element, TooManyElements, Words, page_of
from jixiao.exchange.limits import MOST_CELLS
from jixiao.exchange.refusals import too_many_cells
from jixiao.exchange.scan import Span

_BEGINNING = re.compile(
    r"\s*+<(?:!--|!doctype|html|head|meta|style|body|div|center|form|p|table)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def is_page(text: str) -> bool:
    """Whether the text is the source of a page."""
    return bool(_BEGINNING.match(text))


def rows_of_page(source: str, name: str) -> tuple[list[list[str]], list[Span]]:
    """The rows of a page, its cells that reach over others. Raises UnreadableFile where they are too many."""
    try:
        page = page_of(source)
    except TooManyElements:
        raise too_many_cells(name) from None
    sheet = _Sheet(name)
    sheet.lay_out(page.root)
    return sheet.rows, sheet.merged


class _Sheet:
    def __init__(self, name: str) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Span] = []
        self._name, self._cells = name, 0

    def lay_out(self, element: Element) -> None:
        """Add what an element holds below what is there."""
        line: list[str] = []
        for child in element.children:
            if isinstance(child, Words):
                line += [child.text] if not child.marks & HIDDEN else []
                continue
            self._add_line(line)
            line = []
            if child.is_hidden or child.name in UNREAD:
                continue
            if child.name == "table":
                self._add_table(child)
            else:
                self.lay_out(child)
        self._add_line(line)

    def _add_line(self, words: list[str]) -> None:
        for each in "".join(words).split("\n"):
            if each.strip():
                self.rows.append([each])

    def _add_table(self, table: Element) -> None:
        grid = grid_of(table)
        cells = [cell.element for row in grid.rows for cell in row]
        if any(_holds_table(each) for each in cells):
            for each in (*grid.captions, *grid.strays, *cells):
                self.lay_out(each)
            return
        for each in (*grid.captions, *grid.strays):
            self.lay_out(each)
        first, end = len(self.rows), len(self.rows) + len(grid.rows)
        covered: dict[int, int] = {}  # by column, the last row that a cell from above reaches
        for number, row in enumerate(grid.rows, first):
            self.rows.append(self._row(row, number, end - 1, covered))

    def _row(self, cells: list[HtmlCell], number: int, last: int, covered: dict[int, int]) -> list[str]:
        row: list[str] = []
        for cell in cells:
            while covered.get(len(row), -1) >= number:
                row.append("")
                self._count(1)
            self._count(cell.columns)
            left, bottom = len(row), min(last, number + cell.rows - 1)
            row += [_shown(cell.element), *[""] * (cell.columns - 1)]
            if bottom > number:
                covered.update(dict.fromkeys(range(left, len(row)), bottom))
            if bottom > number or cell.columns > 1:
                self.merged.append(((number, left), (bottom, len(row) - 1)))
        return row

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise too_many_cells(self._name)


def _holds_table(element: Element) -> bool:
    return any(
        child.name == "table" or _holds_table(child)
        for child in element.children
        if isinstance(child, Element)
    )


def _shown(cell: Element) -> str:
    """What a cell says; of an amount that is shown with fewer digits than it has, the whole."""
    shown = " ".join("".join(_words(cell)).split())
    whole = cell.get("x:num")
    return whole if whole and _NUMBER.fullmatch(shown) else shown


def _words(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Words):
            if not child.marks & HIDDEN:
                yield child.text
        elif not child.is_hidden and child.name not in UNREAD:
            yield " "
            yield from _words(child)
