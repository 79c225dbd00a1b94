"""Rows of cells as a table (由单元格成表): which of them are the header, and what each column is called.

For files that tell their cells: pages of the web and Word files. A header that reaches over several rows
(多级表头) stays among the rows, so that its words keep their places.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jixiao.document.model import Cell, Column, Row, Span, Table

WIDEST_SPAN = 256  # columns that a cell may claim to reach over
WIDEST_TABLE = 512  # columns beyond which nothing reaches over others

_MOST_HEADER_ROWS = 6
_AMOUNT = re.compile(r"[(（]?[-+－−–]?[¥￥]?\d[\d,，]*(?:[.．]\d+)?[)）]?[%％‰]?")
_TOTAL = re.compile(r".{0,8}(?:合计|总计|共计)")
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、](?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(slots=True)
class GridCell:
    """A cell as its file tells it: how many columns and rows it claims, and whether as a header.

    `column` is where it begins, found by `place`.
    """

    spans: tuple[Span, ...] = ()
    columns: int = 1
    rows: int = 1
    is_header: bool = False
    column: int = 0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(span.text for span in self.spans)
        self.columns = min(max(self.columns, 1), WIDEST_SPAN)
        self.rows = max(self.rows, 1)


GridRow = list[GridCell]


def place(rows: Sequence[GridRow]) -> int:
    """Give each cell its column and return how many columns there are.

    Columns in which no cell begins are none: a title that claims a hundred reaches over those there are.
    """
    covered: list[int] = []  # the row from which on each column is free
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            cell.rows = min(cell.rows, len(rows) - number)
            while column < len(covered) and covered[column] > number:
                column += 1
            cell.column = column
            if column + cell.columns > WIDEST_TABLE:
                cell.columns = cell.rows = 1
            end = column + cell.columns
            covered += [0] * (end - len(covered))
            covered[column:end] = [number + cell.rows] * cell.columns
            column = end
    starts = sorted({cell.column for row in rows for cell in row})
    for row in rows:
        for cell in row:
            first = bisect_left(starts, cell.column)
            cell.columns = max(bisect_left(starts, cell.column + cell.columns) - first, 1)
            cell.column = first
    return len(starts)


def table_of(rows: Sequence[GridRow], *, marked: int = 0, caption: str = "") -> Table:
    """The table of these rows; `marked` of them the file itself calls its header, often too few.

    A cell is repeated in no row that it reaches down to.
    """
    columns = place(rows)
    count = max(marked, header_count(rows))
    names = _names(rows[: min(count, _MOST_HEADER_ROWS)], columns)
    return Table(
        tuple(map(Column, names)),
        tuple(
            Row(
                tuple(Cell(cell.spans, cell.columns, cell.rows) for cell in row),
                is_header=number < count,
                is_total=number >= count and _is_total(row),
            )
            for number, row in enumerate(rows)
        ),
        caption=caption,
        headed=False,
    )


def header_count(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are the header.

    The first one that has no figures but years; below a header that reaches over columns its parts; a row
    that numbers the columns.
    """
    if not rows or not _may_head(rows[0]):
        return 0
    count = 1
    reach = max((cell.rows for cell in rows[0]), default=1)
    while count < min(len(rows), _MOST_HEADER_ROWS):
        row, above = rows[count], rows[count - 1]
        parts = any(cell.columns > 1 for cell in above) and not _holds_figures(row)
        if not (count < reach and not _holds_figures(row)) and not parts and not _numbers_columns(row):
            break
        reach = max([reach, *(count + cell.rows for cell in row)])
        count += 1
    return count


def without_empty_rows(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows that have cells; what reached over the others is shorter by them."""
    filled = [bool(row) for row in rows]
    if all(filled):
        return list(rows)
    before = [0]
    for each in filled:
        before.append(before[-1] + each)
    kept = []
    for number, row in enumerate(rows):
        if row:
            for cell in row:
                end = min(number + cell.rows, len(rows))
                cell.rows = max(before[end] - before[number], 1)
            kept.append(row)
    return kept


def _may_head(row: GridRow) -> bool:
    """Whether a row may be the first of a header: no figures, no ordinal in front, most cells filled."""
    texts = [cell.text for cell in row if cell.text.strip()]
    return (
        2 * len(texts) >= len(row) > 0
        and len(texts) > 0
        and not _holds_figures(row)
        and not _ORDINAL.match(texts[0].strip())
    )


def _holds_figures(row: GridRow) -> bool:
    amounts = [each for cell in row if _AMOUNT.fullmatch(each := _plain(cell.text))]
    if not amounts or _numbers_columns(row):
        return False
    return not all(_YEAR.fullmatch(each) for each in amounts)


def _numbers_columns(row: GridRow) -> bool:
    """Whether the row numbers the columns: 栏次 1 2 3 4."""
    texts = [each for cell in row if (each := _plain(cell.text))]
    numbers = [int(each) for each in texts if each.isdecimal() and len(each) < 3]
    in_order = all(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > 2 and numbers[0] == 1 and in_order and len(texts) - len(numbers) <= 2


def _names(rows: Sequence[GridRow], columns: int) -> list[str]:
    """The name of each column: what stands above it, from the top down."""
    names: list[list[str]] = [[] for _ in range(columns)]
    for row in rows:
        if _numbers_columns(row):
            continue
        for cell in row:
            text = _plain(cell.text)
            if not text or cell.columns >= columns > 1:
                continue
            for column in range(cell.column, min(cell.column + cell.columns, columns)):
                names[column].append(text)
    return ["/".join(dict.fromkeys(parts)) for parts in names]


def _is_total(row: GridRow) -> bool:
    first = next((each for cell in row if (each := _plain(cell.text))), "")
    return bool(_TOTAL.fullmatch(first))


def _plain(text: str) -> str:
    return "".join(text.split())


def joined(parts: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """The paragraphs of a cell as its spans, each but the first on a line of its own.

    The line feed belongs to the span before it, so that places after it stay true.
    """
    spans: list[Span] = []
    for part in parts:
        if part and spans:
            spans[-1] = replace(spans[-1], text=spans[-1].text + "\n")
        spans += part
    return tuple(spans)
