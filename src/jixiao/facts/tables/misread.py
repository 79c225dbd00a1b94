"""Misread sums (看错的合计): what says that rows or cells were lost or moved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridColumn, GridRow
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.frame import Frame
from jixiao.facts.tables.runs import MOST_PARTS
from jixiao.facts.tables.values import Sheet, Value
from jixiao.quantity.bounds import Bounds


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
    if len(parts) > MOST_PARTS:
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


def are_padded(stated: Mention, parts: Sequence[Mention]) -> bool:
    """Whether shares of 100 were rounded to fewer places than they are printed with: 7.80＋53.00＋39.10.

    The zeros say nothing of what was rounded away, so the sum says nothing against the figures.
    """
    figures = (stated, *parts)
    places = {each.place - each.scale for each in figures}
    return (
        max(places) < 0
        and stated.mantissa == _ALL * 10 ** -(stated.place - stated.scale)
        and all(each.mantissa % 10 == 0 for each in figures)
    )


_ALL = 100
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
