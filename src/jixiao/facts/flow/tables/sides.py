"""Two tables side by side, flattened (左右两栏): on which side each label stood.

Revenue is on the left and expenditure on the right, and mostly the words say which a label is. Ordinals
count up on each side. Where both leave it open the sides take turns, which holds only while neither has
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import ColumnKind
from jixiao.facts.flow.ordinals import Ordinal, ordinal_of
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable
from jixiao.facts.flow.tables.headers import Heads
from jixiao.facts.flow.tables.words import heads_ordinals, is_total

LEFT, RIGHT = 0, 1

_REVENUE = re.compile(
    r"(?:收入|收益|上级补助|调入|(?<!调出)资金|上年结[余转]|动用.{2,12}基金|债券?转贷|(?:年|期)初.{0,8}结[余转].{0,4}|使用.{2,8}结余.{0,4})(?:[（(].*[）)])?$|收入.{0,2}(?:合计|总计|小计)"
)
_EXPENDITURE = re.compile(
    r"(?:支出|上解(?:上级)?|调出(?:资金)?|[年期][终末].{0,8}结[余转].{0,4}|结余分配|结转下年|补助下级|安排.{2,12}基金)(?:[（(].*[）)])?$"
    r"|支出.{0,2}(?:合计|总计|小计)"
)


@dataclass(slots=True)
class Stacked:
    """A row of a flattened table: its words, its numbers, the codes before them; or a header's words."""

    words: list[RawCell]
    numbers: list[RawCell] = field(default_factory=list)
    codes: list[RawCell] = field(default_factory=list)
    is_header: bool = False

    @property
    def label(self) -> str:
        """Its first words; empty where it has none."""
        return self.words[0].text if self.words else ""


@dataclass(frozen=True, slots=True)
class _Half:
    """One of the two tables: its headers, its labels' first, and how many columns of numbers it has.

    `is_named`: the headers are as many as the columns; `is_full`: a row with a number in each has them in
    order; `is_led`: the first column is never blank.
    """

    heads: tuple[RawCell, ...]
    values: int
    is_named: bool
    is_full: bool
    is_led: bool

    def place(self, row: Stacked, start: int) -> None:
        """Give the cells of a row their columns, where these are certain; the first is `start`."""
        if row.words:
            row.words[0].at(start)
        placed = 0
        if len(row.numbers) == self.values and self.is_full:
            placed = self.values
        elif len(row.numbers) > self.values and self.is_led:
            placed = self.values  # what follows is the ordinal of the other side, whose label is blank
        elif row.numbers and self.is_led:
            placed = 1
        for column, number in enumerate(row.numbers[:placed], start + 1):
            number.at(column)


def halved(rows: Sequence[Stacked], heads: Heads) -> RawTable:
    """The two tables side by side, each row on its side; a listing where the sides remain open."""
    body = [row for row in rows if not row.is_header]
    sides = sides_of([row.label for row in body], [bool(row.numbers) for row in body])
    if not sides:
        return _listing(rows, heads)
    of_sides = [[row for row, at in zip(body, sides, strict=True) if at == side] for side in (LEFT, RIGHT)]
    halves = [
        _half(of_side, heads.halves[side] if heads.halves else ()) for side, of_side in enumerate(of_sides)
    ]
    starts = (0, halves[LEFT].values + 1)
    for half, start in zip(halves, starts, strict=True):
        named = len(half.heads) if half.is_named else 2 if half.is_led else 1
        for column, cell in enumerate(half.heads[:named], start):
            cell.at(column)
    for row, side in zip(body, sides, strict=True):
        halves[side].place(row, starts[side])
    table = RawTable([], starts[1] + halves[RIGHT].values + 1)
    table.leading = (ColumnKind.LABEL,)
    table.cuts = starts[1:]
    if heads.cells:
        table.rows.append(RawRow(list(heads.cells), is_header=True))
    table.rows += [RawRow([*row.words, *row.numbers], is_header=row.is_header) for row in rows]
    return table


def _listing(rows: Sequence[Stacked], heads: Heads) -> RawTable:
    """The rows one below the other, for on which side each stood remains open."""
    lengths = [len(row.numbers) for row in rows if row.numbers and not row.is_header]
    values = max(lengths, key=lengths.count, default=0)
    table = RawTable([], values + 1, is_listing=True, leading=(ColumnKind.LABEL,))
    if heads.cells:
        table.rows.append(RawRow([cell.at(-1) for cell in heads.cells], is_header=True))
    for row in rows:
        if not row.is_header:
            if row.words:
                row.words[0].at(0)
            if len(row.numbers) == values:
                for column, number in enumerate(row.numbers, 1):
                    number.at(column)
        table.rows.append(RawRow([*row.words, *row.numbers], is_header=row.is_header))
    return table


def _half(rows: Sequence[Stacked], heads: tuple[RawCell, ...]) -> _Half:
    """The half with these rows and headers.

    Where a total is blank so is its whole column, so rows with as many numbers as a total have the same.
    """
    named = len(heads) - 1
    has_ordinals = named > 1 and heads_ordinals(heads[1].text)
    lengths = [len(row.numbers) for row in rows if row.numbers]
    is_usual = has_ordinals or 2 * lengths.count(named) > len(lengths)
    values = named if is_usual and named in lengths else max(lengths, default=0)
    is_named = named == values
    totals = (row for row in rows if is_total(row.label))
    is_full = is_named or not heads or any(len(row.numbers) == values for row in totals)
    is_led = has_ordinals or (not is_named and named > 0 and is_total(heads[1].text))
    return _Half(heads, values, is_named, is_full, is_led)


def sides_of(labels: Sequence[str], filled: Sequence[bool]) -> list[int] | None:
    """For each label 0 for the left or 1 for the right; none where that remains open for one with numbers."""
    sides: list[int] = []
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    is_numbered = [True, True]  # the latest label of the side: behind one without number they begin anew
    before = ""
    is_even = all(filled) and len(labels) % 2 == 0 and all(map(is_total, labels[-2:]))
    ordinals = [ordinal_of(squeezed(label)) for label in labels]
    for n, (label, ordinal, has_numbers) in enumerate(zip(labels, ordinals, filled, strict=True)):
        words = squeezed(label)
        said = said_side(label)
        if said is None and before == f"{words}收入":
            said = RIGHT
        elif said is None and ordinal:
            said = _beside(
                ordinal, ordinals[n - 1] if n else None, ordinals[n + 1] if n + 1 < len(labels) else None
            )
        elif said is None and is_total(words):
            following = squeezed(labels[n + 1]) if n + 1 < len(labels) else ""
            said = RIGHT if before == words else LEFT if following == words else None
        before = words
        open_to = [
            side for side in (LEFT, RIGHT) if said in (None, side) and _may_follow(ordinal, counts[side])
        ]
        if not open_to and ordinal and ordinal.number == 1:
            open_to = [side for side in (LEFT, RIGHT) if said in (None, side) and not is_numbered[side]]
        turn = 1 - sides[-1] if sides else LEFT
        if len(open_to) == 1:
            side = open_to[0]
        elif open_to and (is_even or not has_numbers):
            side = turn
        else:
            return None
        sides.append(side)
        is_numbered[side] = ordinal is not None
        if ordinal:
            counts[side][ordinal.level] = ordinal.number
            for deeper in [level for level in counts[side] if level > ordinal.level]:
                del counts[side][deeper]
    return sides if LEFT in sides and RIGHT in sides else None


def said_side(label: str) -> int | None:
    """The side that the words themselves say."""
    words = squeezed(label)
    is_revenue, is_expenditure = bool(_REVENUE.search(words)), bool(_EXPENDITURE.search(words))
    if is_revenue == is_expenditure:
        return None
    return LEFT if is_revenue else RIGHT


def side_said(labels: Iterable[str]) -> str:
    """收入 or 支出, where the labels of one half of a table say one of them and not the other."""
    said = {said_side(label) for label in labels} - {None}
    return ("收入", "支出")[said.pop() or LEFT] if len(said) == 1 else ""


def _beside(ordinal: Ordinal, before: Ordinal | None, after: Ordinal | None) -> int | None:
    """The side of one of two labels that have the same ordinal and follow on each other: 三、 beside 三、."""
    if after and (after.level, after.number) == (ordinal.level, ordinal.number):
        return LEFT
    if before and (before.level, before.number) == (ordinal.level, ordinal.number):
        return RIGHT
    return None


def _may_follow(ordinal: Ordinal | None, counts: dict[int, int]) -> bool:
    """Whether the ordinal is the next one on a side."""
    return ordinal is None or ordinal.number == counts.get(ordinal.level, 0) + 1
