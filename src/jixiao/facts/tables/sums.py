"""Sums down a table (纵向合计): which row is the total of which others.

Two kinds of witness: what rows say of themselves (合计, codes, ordinals), and the figures: where the rows
that follow a row, or stand before it, add up to it in a column, they are very likely its parts in the others
too. Which of these sums hold, and which row to accuse where one does not, is for a check to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.grid import ColumnKind, GridRow, RowKind
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.tables.frame import Frame, Origin
from jixiao.facts.tables.known_wholes import known_wholes
from jixiao.facts.tables.runs import Runs
from jixiao.facts.tables.values import Sheet

_MOST_MARKS = 16
"""How many totals a table may have for each to be tried with all rows before it."""


def frames_of(sheet: Sheet) -> Iterator[Frame]:
    """The sums of a table; a row may have several candidates, the likeliest first."""
    yield from _levels(sheet)
    for whole, parts in known_wholes(sheet.rows):
        yield Frame(whole, parts, Origin.KNOWN, is_classic=True)
    yield from _totals(sheet)
    if not sheet.grid.is_listing and sheet.adding:
        yield from Runs(sheet).found()


def _levels(sheet: Sheet) -> Iterator[Frame]:
    """Each row with those that stand directly below it."""
    rows = {row.index: row for row in sheet.rows}
    below: dict[int, list[GridRow]] = defaultdict(list)
    for row in sheet.rows:
        if row.parent is not None and row.parent in rows and row.kind in (RowKind.DATA, RowKind.SECTION):
            below[row.parent].append(row)
    for parent, children in below.items():
        whole = rows[parent]
        is_among = any(child.is_among for child in children)
        yield Frame(whole, tuple(children), Origin.LEVEL, is_among=is_among)


def _totals(sheet: Sheet) -> Iterator[Frame]:
    """Each row 合计 with the rows that it may add up, in several readings."""
    rows = sheet.rows
    marks = [n for n, row in enumerate(rows) if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL)]
    if sheet.grid.is_listing:
        return
    for place, n in enumerate(marks):
        seen: set[tuple[int, ...]] = set()
        for parts in _readings(rows, marks, place):
            key = tuple(part.index for part in parts)
            if len(parts) > 1 and key not in seen:
                classic = not seen and _is_classic(sheet, n, parts, marks)
                seen.add(key)
                yield Frame(rows[n], tuple(parts), Origin.TOTAL, is_classic=classic)


def _readings(rows: Sequence[GridRow], marks: Sequence[int], place: int) -> Iterator[list[GridRow]]:
    """The rows that a total may add up: those since the total before, with it, all, or the subtotals.

    Where the table has many totals only the nearest rows are tried, so that the time stays linear.
    """
    n = marks[place]
    last = marks[place - 1] if place else -1
    behind = _tops(rows[last + 1 : n])
    yield behind
    if place:
        yield [rows[last], *behind]
    if not behind:
        yield _tops(rows[n + 1 : marks[place + 1] if place + 1 < len(marks) else len(rows)])
    if len(marks) > _MOST_MARKS:
        return
    if rows[n].kind is RowKind.TOTAL:
        before = [mark for mark in marks[:place] if rows[mark].kind is RowKind.TOTAL]
        first = before[-1] if before else -1
        yield [rows[mark] for mark in marks[:place] if mark > first and rows[mark].kind is RowKind.SUBTOTAL]
        yield _tops(rows[first + 1 : n])
        if before:
            yield _tops(rows[:n])
            yield [rows[mark] for mark in before]
    if not behind:
        yield _tops(rows[n + 1 :])
        yield [rows[mark] for mark in marks[place + 1 :] if rows[mark].kind is RowKind.SUBTOTAL]


def _tops(rows: Sequence[GridRow]) -> list[GridRow]:
    """Of rows that follow each other those that no other of them holds, subtotals and 其中 left out."""
    own = {row.index for row in rows}
    return [
        row
        for row in rows
        if row.kind in (RowKind.DATA, RowKind.SECTION)
        and not row.is_among
        and (row.parent is None or row.parent not in own)
    ]


def _is_classic(sheet: Sheet, n: int, parts: Sequence[GridRow], marks: Sequence[int]) -> bool:
    """Whether the total is the only one, behind rows that are numbered from one on without a gap."""
    rows = sheet.rows
    if any(rows[mark].kind is RowKind.SUBTOTAL for mark in marks) or rows[n].is_ragged:
        return False
    if len(parts) < 3 or parts[-1].index > rows[n].index or parts[0].index != rows[0].index:
        return False
    ordinals = [ordinal_of(part.label) for part in parts]
    numbers = [ordinal.number for ordinal in ordinals if ordinal]
    return numbers == list(range(1, len(parts) + 1)) or _are_counted(sheet, parts)


def _are_counted(sheet: Sheet, parts: Sequence[GridRow]) -> bool:
    """Whether a column of its own, 序号, numbers the rows from one on."""
    grid = sheet.grid
    for column in grid.columns:
        if column.kind is ColumnKind.ORDINAL:
            cells = [part.cells[column.index] for part in parts]
            told = [grid.text_of(cell).strip() if cell else "" for cell in cells]
            return told == [str(number) for number in range(1, len(parts) + 1)]
    return False
