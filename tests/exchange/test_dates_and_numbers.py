"""How people write numbers and dates: what is printed reads back, and noise is no data."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.exchange import dates, numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.values import joined, split
from jixiao.quantity import WAN, YUAN, Money
from tests.years import words

FEN = st.integers(-(10**17) + 1, 10**17 - 1)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(FEN)
def test_an_amount_reads_back_from_every_way_to_print_it(fen: int):
    amount = Money(fen)
    yuan = f"{amount.yuan:,.2f}"
    for printed in (yuan, yuan.replace(",", ""), yuan.translate(WIDE), f"{yuan}元", f" {yuan} "):
        assert numbers.money(printed, YUAN) == amount
    assert numbers.money(f"{amount.amount_in(WAN):f}万元", YUAN) == amount


@given(st.integers(-(10**13), 10**13))
def test_an_amount_that_a_float_can_hold_reads_back_from_it(fen: int):
    assert numbers.money(float(Decimal(fen) / 100), YUAN) == Money(fen)


@given(st.lists(st.integers(-(10**10), 10**10), min_size=1, max_size=20))
def test_a_sum_of_floats_is_the_sum_of_their_fen(fens: list[int]):
    assert numbers.money(sum(float(Decimal(fen) / 100) for fen in fens), YUAN) == Money(sum(fens))


@pytest.mark.parametrize("fraction", ["0.001", "0.005", "12.345", "1000000.001", "-0.009"])
def test_a_fraction_of_a_fen_is_no_noise(fraction: str):
    for value in (fraction, float(fraction)):
        with pytest.raises(Fault, match="细到分以下"):
            numbers.money(value, YUAN)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "1e99999", "9" * 50, True, None, [], b"1"])
def test_what_is_no_amount_is_a_fault_and_nothing_else(value: object):
    with pytest.raises(Fault):
        numbers.money(value, YUAN)


@given(st.text(max_size=20) | st.floats() | st.booleans() | st.none() | st.binary(max_size=5))
def test_whatever_stands_in_a_cell_is_read_or_is_a_fault(value: object):
    for read in (numbers.number, dates.date, lambda each: numbers.money(each, WAN)):
        with suppress(Fault):
            read(value)


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_a_date_reads_back_from_every_way_to_print_it(date: dt.date):
    year, month, day = f"{date.year:04}", date.month, date.day
    for printed in (
        date.isoformat(),
        f"{year}年{month}月{day}日",
        f"{year}/{month}/{day}",
        f"{year}.{month:02}.{day:02}",
        date.isoformat().translate(WIDE),
    ):
        assert dates.date(printed) == date


@given(st.lists(words(min_size=1, lines=False), max_size=5))
def test_several_words_in_one_cell_are_taken_apart_again(parts: list[str]):
    assert split(joined(parts)) == tuple(parts)
