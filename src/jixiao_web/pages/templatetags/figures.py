"""How figures are shown (数字的写法): money, rates, changes; absent is a dash, never zero."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from jixiao.numerals import printing
from jixiao.quantity import WAN, Money, MoneyUnit, Quantity, Rate

register = template.Library()

ABSENT = "—"
MINUS = "\N{MINUS SIGN}"


@register.simple_tag(takes_context=True)
def money(context: Any, amount: Money | None, *, zero: str = "") -> str:
    """An amount in the unit that the screen shows, two decimals; `zero` is what stands for nothing at all."""
    if amount is None:
        return ABSENT
    if not amount and zero:
        return zero
    return in_unit(amount, context.get("money_unit") or WAN)


@register.simple_tag(takes_context=True)
def change(context: Any, amount: Money | None) -> str:
    """An amount by which something changed: with its sign."""
    if not amount:
        return ABSENT
    told = in_unit(amount, context.get("money_unit") or WAN)
    return told if amount.fen < 0 else f"+{told}"


@register.filter
def wan(amount: Money | None) -> str:
    """An amount in 万元, whatever the screen shows."""
    return ABSENT if amount is None else in_unit(amount, WAN)


@register.filter
def rate(value: Rate | None) -> str:
    """A rate in percent, two decimals; 100% alone where it is exactly that."""
    if value is None:
        return ABSENT
    if value.value == 1:
        return "100%"
    return f"{value.percent():.2f}%".replace("-", MINUS)


@register.filter
def share(value: Rate | None) -> str:
    """A share of a count in percent: bare where it comes out even, as 13 of 20 is 65%."""
    if value is None:
        return ABSENT
    return f"{value.percent(0)}%" if (value.value * 100).denominator == 1 else rate(value)


@register.filter
def points(value: Decimal | None) -> str:
    """Percentage points, with their sign."""
    if not value:
        return ABSENT if value is None else "0.00"
    return f"{value:+.2f}".replace("-", MINUS)


def in_unit(amount: Money, unit: MoneyUnit) -> str:
    """The amount in the unit, with separators and two decimals."""
    return f"{amount.rounded_in(unit):,.2f}".replace("-", MINUS)


@register.filter
def quantity(value: Quantity | None) -> str:
    """An amount with its precision and unit."""
    return ABSENT if value is None else printing.quantity(value)


@register.filter
def day(date: dt.date | None) -> str:
    """A day as a screen says it, without the year: 1月3日 周五, Fri 3 Jan."""
    if date is None:
        return ABSENT
    if get_language() == "en":
        return date_format(date, "D j M")
    return f"{date.month}月{date.day}日 周{'一二三四五六日'[date.weekday()]}"
