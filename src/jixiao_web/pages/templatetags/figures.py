"""How figures are shown (数字的写法): money, rates, changes; absent is a dash, never zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from jixiao.quantity import WAN, Money, MoneyUnit, Rate

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
def points(value: Decimal | None) -> str:
    """Percentage points, with their sign."""
    return ABSENT if value is None else f"{value:+.2f}".replace("-", MINUS)


def in_unit(amount: Money, unit: MoneyUnit) -> str:
    """The amount in the unit, with separators and two decimals."""
    return f"{amount.rounded_in(unit):,.2f}".replace("-", MINUS)
