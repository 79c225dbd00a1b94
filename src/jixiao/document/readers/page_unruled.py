"""Tables without lines (无线表): rows of figures that stand in columns by spaces alone.

At least three rows with a figure each, whose pieces keep to the same columns, the first of them words. What
stands right above in the same columns is the header. Lists of names, signatures and tables of contents are
no tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.document.readers.page_cells import ABSENT, AMOUNT, InkCell, InkRow
from jixiao.document.readers.page_ink import Page
from jixiao.document.readers.page_lines import Interval, Line, pieces_of, united

_GAP = 1.2  # of the size: what parts two cells
_FEWEST_ROWS = 3
_NEAREST = 2.6  # lines apart, in sizes: what is further away is another table
_MOST_HEADER_ROWS = 4


class _Row:
    """A line cut into pieces."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.pieces = pieces_of(line, _GAP)
        texts = [piece.text.replace(" ", "") for piece in self.pieces]
        self.amounts = [bool(AMOUNT.fullmatch(text)) for text in texts]
        blank = [text in ABSENT for text in texts]
        self.is_data = (
            len(texts) > 1
            and any(self.amounts[1:])
            and all(one or other for one, other in zip(self.amounts[1:], blank[1:], strict=True))
        )


def unruled_tables(lines: Sequence[Line], page: Page) -> list[tuple[int, int, list[InkRow], list[Interval]]]:
    """The tables among the lines: first line, the line after the last, rows, columns."""
    rows = [_Row(line) for line in lines]
    found: list[tuple[int, int, list[InkRow], list[Interval]]] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at) if rows[at].is_data else at
        table = _table(rows, at, end) if end - at >= _FEWEST_ROWS else None
        if table is None:
            at += max((end - at) // 4, 1)  # not from each row on anew: that would be quadratic
            continue
        start, columns = table
        if found and start < found[-1][1]:
            start = at
        cells = [_cells(row, columns, page) for row in rows[start:end]]
        found.append((start, end, cells, columns))
        at = end
    return found


def _end(rows: Sequence[_Row], start: int) -> int:
    """The row after the table that begins there; single words between its rows belong to it."""
    end = last = start
    while end < len(rows):
        row = rows[end]
        if end > start and row.line.base - rows[end - 1].line.base > _NEAREST * row.line.size:
            break
        if row.is_data:
            last = end
        elif len(row.pieces) > 1 or end - last > 1:
            break
        end += 1
    return last + 1


def _table(rows: Sequence[_Row], start: int, end: int) -> tuple[int, list[Interval]] | None:
    """The first row of the header, and the columns; none where the rows keep to no columns."""
    data = [row for row in rows[start:end] if row.is_data]
    if len(data) < _FEWEST_ROWS or _lists_pages(data):
        return None
    columns = united([(piece.x0, piece.x1) for row in data for piece in row.pieces])
    if len(columns) < 2:
        return None
    wordy = sum(not row.amounts[0] for row in data)
    crowded = sum(len({_column(piece, columns) for piece in row.pieces}) < len(row.pieces) for row in data)
    fullest = max(len(row.pieces) for row in data)
    if wordy < len(data) / 2 or crowded > len(data) / 5 or fullest < len(columns):
        return None
    return _header(rows, start, columns), columns


def _lists_pages(data: Sequence[_Row]) -> bool:
    """Whether the rows are a table of contents: two columns, the second ascending numbers of pages."""
    if any(len(row.pieces) != 2 for row in data):
        return False
    pages = [row.pieces[1].text for row in data]
    if not all(page.isdecimal() and len(page) < 4 for page in pages):
        return False
    return all(int(one) <= int(other) for one, other in pairwise(pages))


def _header(rows: Sequence[_Row], start: int, columns: list[Interval]) -> int:
    """The first of the lines right above that keep to the columns."""
    first = start
    while first > 0 and start - first < _MOST_HEADER_ROWS:
        row, below = rows[first - 1], rows[first]
        apart = below.line.base - row.line.base
        inside = (
            columns[0][0] - row.line.size <= row.line.x0 and row.line.x1 <= columns[-1][1] + row.line.size
        )
        if len(row.pieces) < 2 or apart > _NEAREST * row.line.size or not inside or "：" in row.line.text:
            break
        first -= 1
    return first


def _column(piece: Line, columns: Sequence[Interval]) -> int:
    """The column that the piece shares most with, or stands nearest to."""

    def apart(index: int) -> float:
        left, right = columns[index]
        return max(left, piece.x0) - min(right, piece.x1)

    return min(range(len(columns)), key=apart)


def _cells(row: _Row, columns: list[Interval], page: Page) -> InkRow:
    """The row in its cells; a piece that stands over several columns reaches over them."""
    cells: dict[int, InkCell] = {}
    for piece in row.pieces:
        under = [
            index
            for index, (left, right) in enumerate(columns)
            if left <= (piece.x0 + piece.x1) / 2 <= right or (piece.x0 <= left and right <= piece.x1)
        ] or [_column(piece, columns)]
        first, last = under[0], under[-1]
        if any(index in cells for index in under):
            first = last = _column(piece, columns)
        cell = cells.setdefault(first, InkCell(first, last - first + 1))
        cell.lines.append(piece)
        for index in range(first + 1, last + 1):
            cells.setdefault(index, cell)
    owned = {id(cell): cell for cell in cells.values()}
    covered = set(cells)
    blank = [InkCell(index) for index in range(len(columns)) if index not in covered]
    return InkRow(sorted([*owned.values(), *blank], key=lambda cell: cell.column), page)
