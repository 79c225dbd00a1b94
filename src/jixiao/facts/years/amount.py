"""Amounts (金额): the money that figures of a report stand for, and whether two of them say the same.

A figure that was printed from a ledger (a bound figure) is worth exactly what the ledger had; any other is
worth what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.measure import Key
from jixiao.quantity import WAN, YUAN, Money

LABELS = {
    Measure.ORIGINAL: "年初预算",
    Measure.INCREASE: "追加",
    Measure.REDUCTION: "追减",
    Measure.ADJUSTED: "调整后预算",
    Measure.SPENT: "实际支出",
    Measure.RATE: "执行率",
    Measure.BUDGET: "预算",
    Measure.AMOUNT: "金额",
}
"""What a clerk calls the measures."""

_UNITS = {0: "元", 3: "千元", 4: "万元", 6: "百万元", 8: "亿元"}
_MOST_PLACES = 30


class Amounts:
    """The money of the figures of a document."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _bound(self) -> Mapping[int, tuple[Key, str]]:
        """Key and exact value of the figures that are bound, by where they begin."""
        found: dict[int, tuple[Key, str]] = {}
        for start, end, span in self._facts.flow.bound():
            figure = next(iter(self._facts.within(start, end)), None)
            if figure is not None and span.binding is not None:
                found.setdefault(figure.start, (span.binding.key, span.binding.exact))
        return found

    @property
    def keys(self) -> Mapping[int, Key]:
        """The keys of the figures that are bound, by where they begin."""
        return {start: key for start, (key, _) in self._bound.items()}

    def of(self, figure: Mention) -> Money:
        """What the figure is worth: exactly where it is bound, else as printed, cut to whole fen."""
        _, exact = self._bound.get(figure.start, (None, ""))
        return Money.rounded(Decimal(exact) if exact else printed(figure))


def printed(figure: Mention) -> Decimal:
    """The value of a figure as it is printed, scale included."""
    return Decimal(figure.mantissa).scaleb(max(min(figure.place, _MOST_PLACES), -_MOST_PLACES))


def agree(one: Mention, other: Mention) -> bool:
    """Whether two figures can be the same value, each rounded to its own digits."""
    return one.unit == other.unit and one.rounded.meets(other.rounded)


def differ_by_rounding(one: Mention, other: Mention) -> bool:
    """Whether two figures that do not agree are at most a unit of their last digit apart."""
    return one.unit == other.unit and one.place == other.place and abs(one.mantissa - other.mantissa) <= 1


def ink(figure: Mention) -> str:
    """The figure as it is printed, with the unit that its table gives it: 124.00万元."""
    text = figure.ink
    if figure.grid is None or figure.unit != "元" or not text[-1:].isdigit():
        return text
    return text + _UNITS.get(figure.scale, "元")


def told(amount: Money) -> str:
    """An amount in 万元 with two decimals, in yuan where these do not tell it in full."""
    wan = amount.rounded_in(WAN)
    if Money.of(wan, WAN) == amount:
        return f"{wan:,f}万元"
    return f"{amount.rounded_in(YUAN, 2 if amount.fen % YUAN.fen else 0):,f}元"
