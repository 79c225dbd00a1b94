"""Figure (数字): what ink says. It denotes an interval, given by the place of its last digit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.quantity.interval import Interval


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed decimal with its unit; trailing zeros count, for they say how exact it is.

    >>> Figure(Decimal("29373.3"), "万元").denotes
    Interval(low=Decimal('29373.25'), high=Decimal('29373.35'))
    """

    printed: Decimal
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.printed.is_finite():
            raise ValueError(f"{self.printed} is not a finite decimal")

    @property
    def last_place(self) -> Decimal:
        """One unit of the last printed digit."""
        exponent = self.printed.as_tuple().exponent
        assert isinstance(exponent, int), "it is finite"
        return Decimal(1).scaleb(min(exponent, 0))

    @property
    def denotes(self) -> Interval:
        """The values it stands for as an operand: half a unit of the last place either way."""
        half = self.last_place / 2
        return Interval(self.printed - half, self.printed + half)

    @property
    def allows(self) -> Interval:
        """The values it may be computed from: one whole unit either way (rounded, cut or raised)."""
        return Interval(self.printed - self.last_place, self.printed + self.last_place)
