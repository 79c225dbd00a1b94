"""Interval (区间): the values that a printed figure may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included.

    >>> Interval(Decimal("0.5"), Decimal("1.5")) + Interval(Decimal(1), Decimal(1))
    Interval(low=Decimal('1.5'), high=Decimal('2.5'))
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval from {self.low} down to {self.high}")

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies inside."""
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high
