from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import FEN, WAN, YI, YUAN, Interval, Money
from jixiao.quantity.money import UNITS

moneys = st.integers(-(10**15), 10**15).map(Money)
units = st.sampled_from(list(UNITS.values()))


def test_a_sum_of_small_amounts_is_exact():
    assert Money.of("0.10") + Money.of("0.20") == Money.of("0.30")


def test_ten_thousand_yuan_is_a_way_of_writing_yuan():
    assert Money.of("1956.2446", WAN) == Money.of(19_562_446)


@pytest.mark.parametrize("amount", ["0.001", "1." + "0" * 70 + "1", "1e-9999999"])
def test_an_amount_finer_than_a_fen_is_refused_however_fine(amount: str):
    with pytest.raises(ValueError, match="finer than one fen"):
        Money.of(amount)


@pytest.mark.parametrize("amount", ["", "一百", "12O.5", "NaN", "Infinity", "1e400", "1,000"])
def test_what_is_no_amount_is_refused(amount: str):
    with pytest.raises(ValueError, match="is not an amount of money"):
        Money.of(amount)


@given(moneys, units)
def test_an_amount_in_any_unit_is_the_same_money_again(amount: Money, unit):
    assert Money.of(amount.amount_in(unit), unit) == amount


@given(moneys, units, st.integers(0, 4))
def test_an_exact_amount_lies_within_half_a_unit_of_its_rounding(amount: Money, unit, places: int):
    printed = amount.rounded_in(unit, places)
    half = Decimal(1).scaleb(-places) / 2
    assert Interval(printed - half, printed + half).holds(amount.amount_in(unit))


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [
        ("49.99", "0.00"),
        ("50", "0.01"),
        ("149.99", "0.01"),
        ("150", "0.02"),
        ("-49.99", "0.00"),
        ("-50", "-0.01"),
        ("20842151", "2084.22"),
    ],
)
def test_a_half_is_rounded_away_from_zero(yuan: str, printed: str):
    assert str(Money.of(yuan).rounded_in(WAN)) == printed


@given(moneys)
def test_nothing_is_rounded_to_minus_zero(amount: Money):
    printed = amount.rounded_in(YI)
    assert printed or not printed.is_signed()


@given(st.lists(moneys))
def test_a_total_does_not_depend_on_the_order(amounts: list[Money]):
    assert Money.total(amounts) == Money.total(reversed(amounts))


@given(moneys, moneys)
def test_what_is_added_can_be_taken_away(one: Money, other: Money):
    assert one + other - other == one
    assert one - other == -(other - one)


def test_nothing_is_a_share_of_nothing():
    assert Money.of(5).per(Money()) is None
    assert Money().per(Money()) is None


def test_nothing_is_no_share_of_something():
    rate = Money().per(Money.of(5))
    assert rate is not None
    assert rate.percent() == 0


def test_money_is_ordered_by_amount_and_false_only_where_it_is_nothing():
    assert Money.of(1, FEN) < Money.of(1, YUAN) < Money.of(1, WAN)
    assert Money.of(-1)
    assert not Money()


@given(moneys, st.sampled_from([Money(1), Money(100), Money(10_000)]))
def test_an_amount_may_be_computed_from_what_rounds_to_it_in_the_unit_it_is_written_in(amount: Money, place):
    written = Money(amount.fen // place.fen * place.fen)
    assert written.allows.holds(amount.yuan)


def test_an_amount_to_the_yuan_allows_less_than_one_in_ten_thousands():
    assert not Money.of(1_028_501).allows.holds(Decimal(1_028_503))
    assert Money.of(1_028_500).allows.holds(Decimal(1_028_503))
    assert not Money.of("1028500.01").allows.holds(Decimal("1028500.03"))


@pytest.mark.parametrize(
    ("yuan", "fen"), [("0.004", 0), ("0.005", 1), ("-0.005", -1), ("28836300.2", 2_883_630_020)]
)
def test_a_product_is_rounded_half_up_to_the_fen(yuan: str, fen: int):
    assert Money.rounded(Decimal(yuan)) == Money(fen)
