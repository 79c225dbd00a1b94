"""Rate (率): a ratio that keeps both its terms; the percent sign exists only where it is printed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """`numerator` ÷ `denominator`, both exact and in the same unit; the denominator is not zero.

    Which denominator (original, adjusted, funds received) is the business of the form or sentence that
    asks for the rate. Rates compare by exact value.

    >>> Rate(3_876_814, 3_943_342).percent()
    Decimal('98.31')
    >>> Rate(1, 2) == Rate(2, 4)
    True
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.denominator == 0:
            raise ZeroDivisionError("a rate has no zero denominator")

    @property
    def value(self) -> Fraction:
        """The exact value; 1 is one hundred percent."""
        return Fraction(self.numerator, self.denominator)

    def percent(self, places: int = 2) -> Decimal:
        """The value in percent, rounded half up once to `places` decimals."""
        magnitude = math.floor(abs(self.value) * 100 * 10**places + Fraction(1, 2))
        whole = magnitude if self.value > 0 else -magnitude
        return Decimal(f"{whole}E-{places}")

    def points_above(self, other: Rate, places: int = 2) -> Decimal:
        """The difference to `other` in percentage points (百分点), rounded half up once."""
        difference = self.value - other.value
        return Rate(difference.numerator, difference.denominator).percent(places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rate):
            return NotImplemented
        return self.value == other.value

    def __lt__(self, other: Rate) -> bool:
        return self.value < other.value

    def __hash__(self) -> int:
        return hash(self.value)
