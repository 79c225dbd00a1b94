"""Two tables side by side, flattened (左右两栏): on which side each label stood.

Revenue is on the left and expenditure on the right, and mostly the words say which a label is. Ordinals
count up on each side. Where both leave it open the sides take turns, which holds only while neither has
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.facts.cells import squeezed
from jixiao.facts.grid import ColumnKind
from jixiao.facts.ordinals import Ordinal, ordinal_of
from jixiao.facts.raw import RawCell, RawRow, RawTable
from jixiao.facts.tables.headers import Heads
from jixiao.facts.tables.words import is_total

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


def halved(rows: Sequence[Stacked], heads: Heads) -> RawTable:
    """The two tables side by side, each row on its side; a listing where the sides remain open."""
    body = [row for row in rows if not row.is_header]
    sides = sides_of([row.words[0].text for row in body], [bool(row.numbers) for row in body])
    counts = [0, 0]
    for row, side in zip(body, sides or [LEFT] * len(body), strict=True):
        counts[side] = max(counts[side], len(row.numbers))
    starts = (0, counts[LEFT] + 1)
    certain = [True, True]
    full = [False, False]
    for side, half in enumerate(heads.halves or ()):
        if not sides:
            break
        certain[side] = len(half) == counts[side] + 1
        named = len(half) if certain[side] else 2 if _begins_with_total(heads, side) else 1
        for n, cell in enumerate(half[:named]):
            cell.at(starts[side] + n)
    for row, side in zip(body, sides or (), strict=False):
        # Where a total is blank so is its whole column, so rows with as many numbers have the same.
        full[side] = full[side] or (len(row.numbers) == counts[side] and is_total(row.words[0].text))
    table = RawTable([], sum(counts) + (2 if sides else 1), is_listing=not sides)
    table.leading = (ColumnKind.LABEL,)
    table.cuts = starts[1:] if sides else ()
    if heads.cells:
        placed = [cell if heads.halves and sides else cell.at(-1) for cell in heads.cells]
        table.rows.append(RawRow(placed, is_header=True))
    on = iter(sides or [LEFT] * len(body))
    for row in rows:
        cells = list(row.words)
        if not row.is_header:
            side = next(on)
            row.words[0].at(starts[side])
            if len(row.numbers) == counts[side] and (certain[side] or full[side] or not heads.halves):
                for n, number in enumerate(row.numbers):
                    number.at(starts[side] + 1 + n)
            elif row.numbers and certain[side] is False and _begins_with_total(heads, side):
                row.numbers[0].at(starts[side] + 1)
            cells += row.numbers
        table.rows.append(RawRow(cells, is_header=row.is_header))
    return table


def _begins_with_total(heads: Heads, side: int) -> bool:
    """Whether the first header over the numbers of a side is a total, which is never blank."""
    half = heads.halves[side] if heads.halves else ()
    return len(half) > 1 and is_total(half[1].text)


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
