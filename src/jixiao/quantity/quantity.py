"""Quantity (数量): an exact decimal with its unit, and whether the source says about, over or below."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Precision(Enum):
    """How exactly the source states a quantity (精确程度)."""

    EXACT = "准确"
    ABOUT = "约"
    OVER = "余"
    NEARLY = "近"

    @property
    def before(self) -> str:
        """The word that stands before the number: 约, 近, or nothing."""
        return self.value if self in (Precision.ABOUT, Precision.NEARLY) else ""

    @property
    def after(self) -> str:
        """The word that stands between number and unit: 余, or nothing."""
        return self.value if self is Precision.OVER else ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`amount` of `unit`, e.g. 3,700余名 or 401,402.57㎡; a compound unit is written 元/㎡/年.

    >>> Quantity(Decimal(3700), "名", Precision.OVER).precision.after
    '余'
    """

    amount: Decimal
    unit: str = ""
    precision: Precision = Precision.EXACT
