"""Fact (事实): one value of the year with its key, and how prose and tables print it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jixiao.document.model import Binding, Span
from jixiao.measure import Key
from jixiao.numerals import printing
from jixiao.quantity import WAN, YUAN, Money, Quantity, Rate

Value = Money | Rate | Quantity | int | dt.date | str
"""What a fact can be; a whole number is a count of 个."""

_COUNT_SHARES = frozenset({"adjusted_share", "large_change_share", "low_rate_share", "missed_share"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the year: its key, its exact value (absent: the ledger does not know it).

    In prose the number alone is bound; precision and unit are words beside it, and so are dates. (A control
    around digits and Chinese characters together does not survive LibreOffice.)
    """

    key: Key
    value: Value | None

    @property
    def printed(self) -> str:
        """The value as prose prints it, unit included; empty where it is absent."""
        return "".join(span.text for span in self.spans())

    @property
    def exact(self) -> str:
        """The unrounded value as plain text: yuan, a ratio, an amount, an ISO date."""
        match self.value:
            case None:
                return ""
            case Money():
                return f"{self.value.yuan:f}"
            case Rate():
                return f"{self.value.numerator}/{self.value.denominator}"
            case Quantity():
                return f"{self.value.amount:f}"
            case dt.date():
                return self.value.isoformat()
            case _:
                return str(self.value)

    def spans(self) -> tuple[Span, ...]:
        """The value in prose: money in 万元 (in 元 where that would print zero), its number bound.

        A bare 100% is said only where it is exactly that; shares of counts are bare whenever they come
        out even: 13 of 20 is 65%.
        """
        match self.value:
            case None:
                return ()
            case Money():
                unit = YUAN if self.value and not self.value.rounded_in(WAN) else WAN
                return (self._bound(printing.money(self.value, unit), unit.name), Span(unit.name))
            case Rate():
                is_whole = (self.value.value * 100).denominator == 1
                is_bare = is_whole and (self.value.value == 1 or self.key.measure in _COUNT_SHARES)
                return (self._bound(printing.percent(self.value, places=0 if is_bare else 2), "%"),)
            case Quantity(amount=amount, unit=unit, precision=precision):
                words = (Span(precision.before), self._bound(printing.decimal(amount), unit))
                return tuple(each for each in (*words, Span(precision.after + unit)) if each.text)
            case int():
                return (self._bound(f"{self.value:,d}", "个"), Span("个"))
            case dt.date():
                return (Span(printing.date(self.value)),)
            case str():
                return (Span(self.value),)

    def cell_span(self) -> Span:
        """The value as a table of 万元 prints it: bare numbers, rates with two decimals, "-" if absent."""
        match self.value:
            case None:
                return Span(printing.ABSENT)
            case Money():
                return self._bound(printing.money(self.value), WAN.name)
            case Rate():
                return self._bound(printing.percent(self.value), "%")
            case int():
                return self._bound(f"{self.value:,d}", "")
            case Quantity(unit=unit):
                return self._bound(self.printed, unit)
            case _:
                return Span(self.printed)

    def _bound(self, text: str, unit: str) -> Span:
        return Span(text, Binding(self.key, unit, self.exact))
