"""Runs (相连的各行): sums down a table that the figures alone show, whatever the rows say of themselves.

Where the rows that follow a row, or stand before it, add up to it in a column, they are very likely its parts
in the others too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.frame import Frame, Origin
from jixiao.facts.tables.values import UNKNOWN, Sheet, Value
from jixiao.quantity.bounds import Bounds

MOST_PARTS = 120
"""How many parts are tried behind or before a row whose parts nothing names."""
_MOST_STEPS = 300_000
"""How many sums are tried in one table: larger ones keep to what their rows say."""
_TELLING = 50
"""As rare as that a sum must be to hold by chance, for the figures to prove whose sum it is."""

_MARKS = "分"
"""So many things score 5, 10 or 15 that one is the sum of others by chance."""


class _Unit:
    """A row with all that was found to belong to it: one part of what stands above.

    `wanted` are the columns in which it may be a sum, with what its figures allow; `terms` what it adds to
    another: by column the ends of what its figure denotes and whether that is no zero, none where nothing
    is known.
    """

    __slots__ = ("row", "terms", "wanted")

    def __init__(self, row: GridRow, values: Sequence[Value]) -> None:
        self.row = row
        self.wanted: list[tuple[int, Bounds]] = []
        self.terms: list[tuple[int, tuple[int, int, bool] | None]] = []
        for number, value in enumerate(values):
            if isinstance(value, Mention):
                self.terms.append((number, (*value.denoted, not value.is_zero)))
                if not value.is_zero:
                    self.wanted.append((number, value.denoted if value.is_exact else value.allowed))
            elif value is UNKNOWN:
                self.terms.append((number, None))


class Runs:
    """The sums that the figures show: first of rows that follow their whole, then of rows before it."""

    def __init__(self, sheet: Sheet) -> None:
        self.columns: tuple[GridColumn, ...] = sheet.adding[:12]
        self.tell = [column.unit != _MARKS for column in self.columns]
        self.rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION]
        self.sheet = sheet
        self.steps = _MOST_STEPS

    def found(self) -> Iterator[Frame]:
        """The sums, those of rows that follow their whole first."""
        stack: list[_Unit] = []
        wholes: set[int] = set()
        for row in reversed(self.rows):
            unit = _Unit(row, [self.sheet.value(row, column) for column in self.columns])
            count = self._most_likely(unit, stack[: -MOST_PARTS - 1 : -1])
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
                count = self._most_likely(unit, before[: -MOST_PARTS - 1 : -1])
                if count:
                    parts = tuple(each.row for each in before[-count:])
                    if unit.row.kind is not RowKind.TOTAL:
                        del before[-count:]
                    yield Frame(unit.row, parts, Origin.RUN)
            before.append(unit)

    def _most_likely(self, unit: _Unit, parts: Sequence[_Unit]) -> int:
        """How many of the units, in their order, are the parts of the unit; 0 where none are."""
        wanted = unit.wanted
        if not wanted:
            return 0
        best, found = (0, 0), 0
        sums = [[0, 0, 0, 0] for _ in self.columns]  # low, high, figures that are no zeros, whether unknown
        for count, part in enumerate(parts, 1):
            self.steps -= 1
            if self.steps < 0 or not _may_be_below(part.row, unit.row):
                break
            for number, term in part.terms:
                running = sums[number]
                if term is None:
                    running[3] = 1
                else:
                    running[0] += term[0]
                    running[1] += term[1]
                    running[2] += term[2]
            hits = fails = 0
            for number, bounds in wanted:
                low, high, figures, unknown = sums[number]
                if unknown:
                    continue
                if low <= bounds.high and bounds.low <= high:
                    telling = figures > 1 and self.tell[number]
                    hits += telling and self._says_much(bounds, Bounds(low, high), count)
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
