"""Sums and differences between lines of a table (和差公式), learned where they hold in nearly all rows.

Zeros and equal copies prove nothing; what the rows say together must be beyond chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from jixiao.facts.flow.grid import GridColumn
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.values import Value
from jixiao.quantity.bounds import ONE

MOST_PAIRED = 12
"""Up to so many columns any two are tried as the terms of a third; in wider tables only near ones."""
NEAR = 4
BITS = 30
"""What the rows together must say: chance would make the formula hold once in 2^30 tables."""
BITS_OF_TOTAL = 16
"""The same of a column that is called the total of those beside it: few sums are tried for it."""
Terms = tuple[int, tuple[int, ...], tuple[int, ...]]


class _Cell(NamedTuple):
    """A figure as learning needs it: what it denotes, what it may be computed from."""

    low: int
    high: int
    least: int
    most: int
    is_filled: bool
    unit: str


_NO_CELL = _Cell(0, 0, 0, 0, is_filled=False, unit="?")
"""A cell that was not read: its unit is that of no other, so that its row is left out."""
Line = Sequence[_Cell | None]


def line_of(values: Iterable[Value]) -> Line:
    """The values of a row or column as learning needs them."""
    return [
        _cell(value) if isinstance(value, Mention) else None if value is None else _NO_CELL
        for value in values
    ]


def _cell(figure: Mention) -> _Cell:
    low, high = figure.denoted
    least, most = figure.denoted if figure.is_exact else figure.allowed
    return _Cell(low, high, least, most, not figure.is_zero, figure.unit)


def candidates(amounts: Sequence[int], columns: Sequence[GridColumn]) -> Iterator[Terms]:
    """The sums and differences between columns that are tried."""
    count = len(amounts)
    for at, stated in enumerate(amounts):
        for line in (amounts[at + 1 :], amounts[:at][::-1]):
            parts = tuple(n for n in line if not columns[n].is_total)
            totals = tuple(n for n in line if columns[n].is_total)
            for kept in dict.fromkeys((tuple(line), parts, totals)):
                for size in range(2, len(kept) + 1):
                    yield stated, kept[:size], (1,) * size
        others = [n for n in amounts if n != stated]
        for first, second in combinations(others, 2):
            if count <= MOST_PAIRED or max(abs(first - stated), abs(second - stated)) <= NEAR:
                yield stated, (first, second), (1, 1)
        near = [n for n in others if abs(amounts.index(n) - at) <= NEAR]
        for three in combinations(near, 3):
            for signs in ((1, 1, -1), (1, -1, 1), (-1, 1, 1)):
                yield stated, three, signs


def near_terms(count: int) -> Iterator[Terms]:
    """A row as the sum of some of the rows right before it, with their signs."""
    for stated in range(2, count):
        near = range(max(0, stated - NEAR), stated)
        for first, second in combinations(near, 2):
            yield stated, (first, second), (1, -1)
            yield stated, (first, second), (-1, 1)
        for three in combinations(near, 3):
            yield stated, three, (1, 1, -1)
            yield stated, three, (1, -1, 1)


def is_learned(
    lines: Sequence[Line],
    stated: int,
    terms: Sequence[int],
    signs: Sequence[int],
    *,
    fewest: int,
    least_bits: int = BITS,
) -> bool:
    """Whether the formula holds in nearly all rows of the sample, and tellingly in enough of them.

    A row in which one term alone is there is a copy: it proves nothing, and speaks against it if it differs.
    """
    holds = fails = bits = 0
    for value, *figures in zip(lines[stated], *[lines[term] for term in terms], strict=True):
        if value is None:
            continue
        low = high = filled = 0
        for term, sign in zip(figures, signs, strict=True):
            if term is None:
                continue
            if term.unit != value.unit:
                break
            filled += term.is_filled
            if sign > 0:
                low, high = low + term.low, high + term.high
            else:
                low, high = low - term.high, high - term.low
        else:
            if not filled and not value.is_filled:
                continue
            if low > value.most or high < value.least:
                fails += 1
                if fails * 4 > holds + 5:
                    return False
            elif filled > 1:
                holds += 1
                window = max(high - low + value.most - value.least, ONE // 2)
                bits += (abs(value.least + value.most) // 2 // window).bit_length()
    return holds >= fewest and fails <= max(1, holds // 8) and bits >= least_bits
