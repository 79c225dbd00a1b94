"""Flattened tables whose rows are numbered (带序号的表): each row begins with the next ordinal.

So a row is known from its beginning to its end, and may close with a remark, which others lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import ColumnKind
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable
from jixiao.facts.flow.tables.headers import joined_heads
from jixiao.facts.flow.tables.words import heads_ordinals, is_total

_FEWEST = 3  # rows that show that they are numbered


@dataclass(frozen=True, slots=True)
class _Row:
    """The ordinal, the words behind it, the numbers, and the words behind these."""

    ordinal: RawCell
    words: list[RawCell]
    numbers: list[RawCell]
    remarks: list[RawCell]


def numbered_table(cells: Sequence[RawCell]) -> RawTable | None:
    """The table of the cells where its first header is 序号 and its rows count up; none where they do not.

    All rows must have as many words before their numbers, and most as many numbers.
    """
    head = list(takewhile(lambda cell: not cell.is_value, cells))
    if not head or not any(heads_ordinals(cell.text) for cell in head[:2]):
        return None
    starts = _starts(cells, len(head))
    if len(starts) < _FEWEST or starts[0] != len(head):
        return None
    end = next((n for n in range(starts[-1], len(cells)) if is_total(cells[n].text)), len(cells))
    rows = [_row(cells[start:stop]) for start, stop in pairwise([*starts, end])]
    total, rest = _total(cells[end:])
    labels = {len(row.words) for row in rows if row}
    values = max((len(row.numbers) for row in rows if row), default=0)
    if None in rows or len(labels) != 1 or not values or not (count := labels.pop()):
        return None
    full = [row for row in rows if row]
    if 2 * sum(len(row.numbers) == values for row in full) <= len(full):
        return None
    has_remarks = any(row.remarks for row in full)
    width = 1 + count + values + has_remarks
    heads = next((way for way in joined_heads(head) if len(way) in (width, 1 + count + values + 1)), None)
    if not heads:
        return None
    width = len(heads)
    table = RawTable([], width, leading=(ColumnKind.ORDINAL, *[ColumnKind.LABEL] * count))
    table.rows.append(RawRow([each.at(n) for n, each in enumerate(heads)], is_header=True))
    table.rows += [_placed(row, 1 + count, values, width) for row in full]
    if total:
        numbers = total[1:]
        if len(numbers) == values:
            numbers = [each.at(n) for n, each in enumerate(numbers, 1 + count)]
        table.rows.append(RawRow([total[0].at(0, columns=1 + count), *numbers]))
    table.notes += [cell.fragments for cell in rest]
    return table


def _starts(cells: Sequence[RawCell], start: int) -> list[int]:
    """Where the ordinals stand: each the next number, with words behind it."""
    found: list[int] = []
    for n in range(start, len(cells) - 1):
        if squeezed(cells[n].text) == str(len(found) + 1) and not cells[n + 1].is_value:
            found.append(n)
    return found


def _row(cells: Sequence[RawCell]) -> _Row | None:
    """The row that the cells are; none where numbers and words take turns."""
    words = list(takewhile(lambda cell: not cell.is_value, cells[1:]))
    numbers = list(takewhile(lambda cell: cell.is_value, cells[1 + len(words) :]))
    remarks = list(cells[1 + len(words) + len(numbers) :])
    if any(cell.is_value for cell in remarks):
        return None
    return _Row(cells[0], words, numbers, remarks)


def _total(cells: Sequence[RawCell]) -> tuple[list[RawCell], Sequence[RawCell]]:
    """The total's label and numbers, and what stands behind them."""
    if not cells:
        return [], cells
    numbers = list(takewhile(lambda cell: cell.is_value, cells[1:]))
    return [cells[0], *numbers], cells[1 + len(numbers) :]


def _placed(row: _Row, start: int, values: int, width: int) -> RawRow:
    """The row with the columns of its cells; of numbers only where none is missing."""
    placed = [row.ordinal.at(0), *(word.at(n) for n, word in enumerate(row.words, 1))]
    if len(row.numbers) == values:
        placed += [number.at(n) for n, number in enumerate(row.numbers, start)]
    else:
        placed += row.numbers
    if row.remarks:
        placed.append(row.remarks[0].with_more(row.remarks[1:]).at(width - 1))
    return RawRow(placed)
