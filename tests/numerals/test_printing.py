from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.numerals import printing
from jixiao.quantity import FEN, WAN, YUAN, Money, Precision, Quantity, Rate
from jixiao.quantity.money import UNITS

moneys = st.integers(-(10**15), 10**15).map(Money)


@given(moneys)
def test_money_printed_to_the_fen_reads_back_as_itself(amount: Money):
    assert Money.of(printing.money(amount, YUAN).replace(",", "")) == amount


@given(moneys)
def test_money_printed_in_ten_thousands_reads_back_within_half_of_its_last_digit(amount: Money):
    read = Money.of(printing.money(amount).replace(",", ""), WAN)
    assert abs(read - amount) <= Money.of(50)


@given(moneys)
def test_money_is_printed_with_two_decimals_and_separators(amount: Money):
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d{2}", printing.money(amount))


@given(st.integers(-4999, 4999))
def test_an_amount_too_small_to_print_has_no_sign(fen: int):
    assert printing.money(Money(fen)) == "0.00"


@given(moneys.filter(bool))
def test_an_amount_in_words_never_says_zero_where_there_is_something(amount: Money):
    assert not re.match(r"-?0\.00", printing.money_in_words(amount))


def test_small_amounts_are_told_in_yuan():
    assert printing.money_in_words(Money(1)) == "0.01元"
    assert printing.money_in_words(Money.of("49.99")) == "49.99元"
    assert printing.money_in_words(Money.of(50)) == "0.01万元"
    assert printing.money_in_words(Money()) == "0.00万元"


@given(st.lists(moneys, min_size=1, max_size=4))
def test_amounts_that_are_to_be_added_up_are_exact_and_in_one_unit(amounts: list[Money]):
    told = printing.alike(*amounts)
    units = {"".join(character for character in each if character in "万元") for each in told}
    assert len(units) == 1
    unit = UNITS[units.pop()]
    assert [Money.of(each.rstrip("万元").replace(",", ""), unit) for each in told] == amounts


def test_fen_have_no_decimals():
    assert printing.money(Money(123_456), FEN, places=0) == "123,456"


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (Rate(1, 1), "100.00%"),
        (Rate(999_999, 1_000_000), "100.00%"),
        (Rate(35, 3), "1,166.67%"),
        (Rate(-1, 10**7), "0.00%"),
        (Rate(0, 5), "0.00%"),
    ],
)
def test_rates_are_printed_in_percent(rate: Rate, printed: str):
    assert printing.percent(rate) == printed


@given(st.decimals(-(10**12), 10**12, places=4))
def test_a_measured_number_reads_back_as_itself(number: Decimal):
    assert Decimal(printing.decimal(number).replace(",", "")) == number


@pytest.mark.parametrize(
    ("number", "printed"),
    [("0", "0"), ("-0", "0"), ("0.00", "0"), ("1E+3", "1,000"), ("120", "120"), ("0.50", "0.5")],
)
def test_a_measured_number_has_no_trailing_zeros(number: str, printed: str):
    assert printing.decimal(Decimal(number)) == printed


@pytest.mark.parametrize(
    ("quantity", "printed"),
    [
        (Quantity(Decimal(58), "万平方米"), "58万平方米"),
        (Quantity(Decimal(2295), "吨", Precision.ABOUT), "约2,295吨"),
        (Quantity(Decimal(500), "人", Precision.NEARLY), "近500人"),
        (Quantity(Decimal(1280), "人次", Precision.OVER), "1,280余人次"),
    ],
)
def test_a_quantity_says_how_exact_it_is(quantity: Quantity, printed: str):
    assert printing.quantity(quantity) == printed


def test_a_date_has_no_leading_zeros():
    assert printing.date(dt.date(2020, 1, 8)) == "2020年1月8日"
