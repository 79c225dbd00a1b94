"""Bounds (界): what printed figures may stand for, in whole numbers, for arithmetic by the hundred thousand.

A `Bounds` is an `Interval` whose ends are integers counting `ONE` to the unit (10⁻¹² of it each), so that
adding, multiplying and dividing stay exact but for the last place, where they widen and never narrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

PLACES = 12
ONE = 10**PLACES
"""How many of the smallest steps make one."""


class Bounds(NamedTuple):
    """All values from `low` to `high`, both included, in steps of 1/`ONE`."""

    low: int
    high: int

    @classmethod
    def denoted(cls, mantissa: int, exponent: int) -> Bounds:
        """What a figure stands for as an operand: half a unit of its last place either way.

        The figure is mantissa × 10^exponent, its last digit standing at 10^exponent. Counts, which are
        exact, are `exactly`.

        >>> Bounds.denoted(293733, -1) == Bounds(2937325 * ONE // 100, 2937335 * ONE // 100)
        True
        """
        last = _last_place(exponent)
        value = mantissa * last
        return cls(value - last // 2, value + last // 2)

    @classmethod
    def allowed(cls, mantissa: int, exponent: int) -> Bounds:
        """What a figure may be computed from: one whole unit of its last place (rounded, cut or raised)."""
        last = _last_place(exponent)
        value = mantissa * last
        return cls(value - last, value + last)

    @classmethod
    def rounded(cls, mantissa: int, exponent: int) -> Bounds:
        """What rounds half up to the figure: from half a unit below to just under half a unit above."""
        last = _last_place(exponent)
        value = mantissa * last
        return cls(value - last // 2, value + last // 2 - 1)

    @classmethod
    def exactly(cls, mantissa: int, exponent: int = 0) -> Bounds:
        """The one value mantissa × 10^exponent."""
        value = mantissa * _last_place(exponent)
        return cls(value, value)

    @classmethod
    def total(cls, parts: Iterable[Bounds]) -> Bounds:
        """The sum of `parts`; of none, zero."""
        low = high = 0
        for part in parts:
            low += part.low
            high += part.high
        return cls(low, high)

    def plus(self, other: Bounds) -> Bounds:
        """The sum."""
        return Bounds(self.low + other.low, self.high + other.high)

    def minus(self, other: Bounds) -> Bounds:
        """The difference."""
        return Bounds(self.low - other.high, self.high - other.low)

    def times(self, other: Bounds) -> Bounds:
        """The product, widened to whole steps."""
        products = (
            self.low * other.low,
            self.low * other.high,
            self.high * other.low,
            self.high * other.high,
        )
        return Bounds(min(products) // ONE, -(-max(products) // ONE))

    def over(self, other: Bounds) -> Bounds | None:
        """The quotient, widened to whole steps; none where the divisor may be zero."""
        low, high = self
        least, most = other
        if least <= 0 <= most:
            return None
        if most < 0:
            low, high, least, most = -high, -low, -most, -least
        smallest = low * ONE // (most if low >= 0 else least)
        return Bounds(smallest, -(-high * ONE // (least if high >= 0 else most)))

    def negated(self) -> Bounds:
        """The same with the other sign."""
        return Bounds(-self.high, -self.low)

    def meets(self, other: Bounds) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def gap_to(self, other: Bounds) -> int:
        """How far apart they are, in steps; zero where they meet."""
        return max(0, self.low - other.high, other.low - self.high)

    @property
    def middle(self) -> int:
        """The value halfway, in steps."""
        return (self.low + self.high) // 2


def _last_place(exponent: int) -> int:
    """One unit of the place 10^exponent, in steps. Raises ValueError where it is finer than two steps."""
    if exponent <= -PLACES:
        raise ValueError(f"a figure of {-exponent} decimals is finer than {PLACES - 1}")
    place = PLACES + exponent
    return _POWERS[place] if place < len(_POWERS) else int(10**place)


_POWERS = tuple(10**place for place in range(40))
"""The powers of ten that figures are made of, reckoned once."""
