"""How a report prints numbers (印出的数): one style throughout, rounded half up once, here.

GB/T 15835-2011 and budget practice: Arabic digits with thousands separators, amounts in 万元 with two
decimals, rates in percent with two decimals.
"""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal

from jixiao.quantity import WAN, YUAN, Money, MoneyUnit, Quantity, Rate

ABSENT = "-"
"""What a table prints where there is nothing; a zero amount of change is nothing, a zero budget is 0.00."""

_WIDE = Context(prec=60)


def money(amount: Money, unit: MoneyUnit = WAN, places: int = 2) -> str:
    """The amount in `unit`, without the unit.

    >>> money(Money.of("19562446"))
    '1,956.24'
    """
    return f"{amount.rounded_in(unit, places):,f}"


def money_in_words(amount: Money) -> str:
    """The amount with its unit, in 元 where 万元 with two decimals would print zero.

    >>> money_in_words(Money.of("32.5")), money_in_words(Money.of(50_210))
    ('32.50元', '5.02万元')
    """
    if amount and not amount.rounded_in(WAN):
        return money(amount, YUAN) + YUAN.name
    return money(amount) + WAN.name


def alike(*amounts: Money) -> tuple[str, ...]:
    """The amounts to the fen, all in one unit so that a reader can add them up: 万元 where that will do.

    >>> alike(Money.of(1_240_000), Money.of(900_000))
    ('124.00万元', '90.00万元')
    >>> alike(Money.of(1_240_000), Money.of(1))
    ('1,240,000元', '1元')
    """
    if all(Money.of(each.rounded_in(WAN), WAN) == each for each in amounts):
        return tuple(money(each) + WAN.name for each in amounts)
    places = 0 if all(each.fen % YUAN.fen == 0 for each in amounts) else 2
    return tuple(money(each, YUAN, places) + YUAN.name for each in amounts)


def percent(rate: Rate, places: int = 2) -> str:
    """The rate in percent with its sign.

    >>> percent(Rate(131_120_272, 133_680_272))
    '98.08%'
    """
    return f"{rate.percent(places):,f}%"


def decimal(number: Decimal) -> str:
    """A measured number as it is, with separators and without trailing zeros.

    >>> decimal(Decimal("401402.570"))
    '401,402.57'
    """
    return f"{number.normalize(_WIDE):z,f}"


def quantity(of: Quantity) -> str:
    """The quantity with precision and unit.

    >>> from jixiao.quantity import Precision
    >>> quantity(Quantity(Decimal(3700), "名", Precision.OVER))
    '3,700余名'
    """
    return f"{of.precision.before}{decimal(of.amount)}{of.precision.after}{of.unit}"


def date(day: dt.date) -> str:
    """The date as a report writes it, without leading zeros.

    >>> date(dt.date(2019, 8, 1))
    '2019年8月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
