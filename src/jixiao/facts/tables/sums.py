"""Sums down a table (纵向合计): which row is the total of which others.

Two kinds of witness: what rows say of themselves (合计, codes, ordinals), and the figures: where the rows
that follow a row, or stand before it, add up to it in a column, they are very likely its parts in the others
too. Which of these sums hold, and which row to accuse where one does not, is for a check to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import ColumnKind, GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.tables.known_wholes import known_wholes
from jixiao.facts.tables.values import UNKNOWN, Sheet, Value
from jixiao.quantity.bounds import Bounds

_MOST_PARTS = 120
"""How many parts are tried behind or before a row whose parts nothing names."""

_MOST_STEPS = 300_000
"""How many sums are tried in one table: larger ones keep to what their rows say."""

_MOST_MARKS = 16
"""How many totals a table may have for each to be tried with all rows before it."""

_TELLING = 50
"""As rare as that a sum must be to hold by chance, for the figures to prove whose sum it is."""


class Origin(Enum):
    """What says that rows are the parts of another (合计的依据)."""

    TOTAL = "total"  # a row 合计 and the rows above it
    LEVEL = "level"  # codes, ordinals, indents
    KNOWN = "known"  # a whole whose parts the statistical system fixes
    RUN = "run"  # the figures of at least one column


@dataclass(frozen=True, slots=True)
class Frame:
    """A row and its parts (合计行及其各行).

    `is_classic`: the whole is a 合计 right behind rows that are numbered without a gap, so that nothing but
    these can be its parts. `is_among`: the parts follow the word 其中 and need not be all.
    """

    whole: GridRow
    parts: tuple[GridRow, ...]
    origin: Origin
    is_classic: bool = False
    is_among: bool = False


def frames_of(sheet: Sheet) -> Iterator[Frame]:
    """The sums of a table; a row may have several candidates, the likeliest first."""
    yield from _levels(sheet)
    for whole, parts in known_wholes(sheet.rows):
        yield Frame(whole, parts, Origin.KNOWN, is_classic=True)
    yield from _totals(sheet)
    if not sheet.grid.is_listing and sheet.adding:
        yield from _Runs(sheet).found()


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


class _Unit:
    """A row with all that was found to belong to it: one part of what stands above."""

    __slots__ = ("row", "values")

    def __init__(self, row: GridRow, values: Sequence[Value]) -> None:
        self.row = row
        self.values = values


class _Runs:
    """The sums that the figures show: first of rows that follow their whole, then of rows before it."""

    def __init__(self, sheet: Sheet) -> None:
        self.columns: tuple[GridColumn, ...] = sheet.adding[:12]
        self.rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION]
        self.sheet = sheet
        self.steps = _MOST_STEPS

    def found(self) -> Iterator[Frame]:
        """The sums, those of rows that follow their whole first."""
        stack: list[_Unit] = []
        wholes: set[int] = set()
        for row in reversed(self.rows):
            unit = _Unit(row, [self.sheet.value(row, column) for column in self.columns])
            count = self._most_likely(unit, list(reversed(stack[-_MOST_PARTS:])))
            if count:
                parts = tuple(each.row for each in reversed(stack[-count:]))
                del stack[-count:]
                wholes.add(row.index)
                yield Frame(row, parts, Origin.RUN)
            stack.append(unit)
        units = stack[::-1]
        before: list[_Unit] = []
        for unit in units:
            if unit.row.index not in wholes:
                count = self._most_likely(unit, list(reversed(before[-_MOST_PARTS:])))
                if count:
                    parts = tuple(each.row for each in before[-count:])
                    if unit.row.kind is not RowKind.TOTAL:
                        del before[-count:]
                    yield Frame(unit.row, parts, Origin.RUN)
            before.append(unit)

    def _most_likely(self, unit: _Unit, parts: Sequence[_Unit]) -> int:
        """How many of the units, in their order, are the parts of the unit; 0 where none are."""
        wanted = [
            (number, value.denoted if value.is_exact else value.allowed)
            for number, value in enumerate(unit.values)
            if isinstance(value, Mention) and not value.is_zero
        ]
        if not wanted:
            return 0
        best, found = (0, 0), 0
        sums = [[0, 0, 0, 0] for _ in self.columns]  # low, high, figures that are no zeros, whether unknown
        for count, part in enumerate(parts, 1):
            self.steps -= 1
            if self.steps < 0 or not _may_be_below(part.row, unit.row):
                break
            for number, value in enumerate(part.values):
                running = sums[number]
                if isinstance(value, Mention):
                    bounds = value.denoted
                    running[0] += bounds.low
                    running[1] += bounds.high
                    running[2] += not value.is_zero
                elif value is UNKNOWN:
                    running[3] = 1
            hits = fails = 0
            for number, bounds in wanted:
                low, high, figures, unknown = sums[number]
                if unknown:
                    continue
                if low <= bounds.high and bounds.low <= high:
                    hits += figures > 1 and self._says_much(bounds, Bounds(low, high), count)
                else:
                    fails += 1
            if hits and (hits, -fails) > best:
                best, found = (hits, -fails), count
            if all(sums[number][0] > bounds.high for number, bounds in wanted):
                break
        return found if best[0] >= 1 and -best[1] <= best[0] else 0

    def _says_much(self, wanted: Bounds, got: Bounds, tries: int) -> bool:
        """Whether chance would hardly make it so, however many sums were tried."""
        window = (wanted.high - wanted.low) + (got.high - got.low)
        return window * _TELLING * (tries + 2) <= abs(wanted.middle)


def _may_be_below(part: GridRow, whole: GridRow) -> bool:
    """Whether nothing that the rows say forbids that the one is a part of the other."""
    if whole.kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
        return True
    return part.level is None or whole.level is None or part.level > whole.level


def doubtful(frame: Frame, told: Sequence[Sequence[Value]]) -> list[int]:
    """The parts, by number, that are nothing in all the columns that prove the frame.

    `told` holds the values of the parts in each of these columns.
    """
    return [
        number
        for number in range(len(frame.parts))
        if not any(isinstance(value := values[number], Mention) and not value.is_zero for values in told)
    ]


def might_be_misread(stated: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the figure is the sum of some of the parts, a stretch of them left out or counted twice.

    Then the rows were probably not read as they were meant, and the sum says nothing against the figures.
    """
    if len(parts) > _MOST_PARTS:
        return False
    wanted = stated.allowed
    sums = [Bounds(0, 0)]
    for part in parts:
        sums.append(sums[-1].plus(part.denoted))
    whole = sums[-1]
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            stretch = sums[last].minus(sums[first])
            if whole.minus(stretch).meets(wanted) or whole.plus(stretch).meets(wanted):
                return True
    return False


_OUT_OF_SIZE = 20


def is_displaced(sheet: Sheet, frame: Frame, column: GridColumn) -> bool:
    """Whether cells of the frame seem to have been lost or moved, so that its sum says nothing.

    The whole is blank where its parts are not; a part is many times the whole; or the figure that makes the
    difference stands in the row of a part that is blank here.
    """
    for other in sheet.adding:
        if sheet.value(frame.whole, other) is None and any(
            isinstance(value := sheet.value(part, other), Mention) and not value.is_zero
            for part in frame.parts
        ):
            return True
    stated = sheet.value(frame.whole, column)
    if not isinstance(stated, Mention):
        return True
    values = [(part, sheet.value(part, column)) for part in frame.parts]
    figures = [value for _, value in values if isinstance(value, Mention)]
    size = abs(stated.denoted.middle) * _OUT_OF_SIZE
    if any(abs(figure.denoted.middle) > size for figure in figures):
        return True
    gap = stated.allowed.minus(Bounds.total(figure.denoted for figure in figures))
    for part, value in values:
        if value is not None:
            continue
        for other in sheet.adding:
            elsewhere = sheet.value(part, other)
            if isinstance(elsewhere, Mention) and not elsewhere.is_zero and elsewhere.denoted.meets(gap):
                return True
    return False


_BALANCES = {
    "收入": re.compile(r"上年结[余转]|年初结[余转]|调入资金|动用|转移性收入|上级补助"),
    "支出": re.compile(r"结转下年|年[终末]结[余转]|调出资金|结转|上解"),
}


def names_balance(rows: Sequence[GridRow], side: str) -> bool:
    """Whether the side of a balance lists what makes both sides equal: 上年结转 here, 结转下年 there."""
    return any(_BALANCES[side].search(squeezed(row.label)) for row in rows)
