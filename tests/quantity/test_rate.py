from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.quantity import Rate

terms = st.integers(-(10**18), 10**18)
rates = st.builds(Rate, terms, terms.filter(bool))


def test_a_rate_keeps_both_its_terms():
    rate = Rate(13_112, 13_368)
    assert (rate.numerator, rate.denominator) == (13_112, 13_368)


def test_a_rate_of_nothing_cannot_be_made():
    with pytest.raises(ZeroDivisionError):
        Rate(1, 0)


@given(rates, rates)
def test_rates_compare_by_exact_value(one: Rate, other: Rate):
    assert (one < other) == (one.value < other.value)
    assert (one == other) == (one.value == other.value)


@given(rates, st.integers(1, 10**9))
def test_a_rate_does_not_change_with_its_unit(rate: Rate, factor: int):
    same = Rate(rate.numerator * factor, rate.denominator * factor)
    assert same == rate
    assert hash(same) == hash(rate)


def test_a_rate_that_rounds_to_one_hundred_percent_is_less_than_one():
    nearly = Rate(999_999, 1_000_000)
    assert nearly.percent() == Decimal("100.00")
    assert nearly < Rate(1, 1)


def test_a_rate_equals_no_number():
    assert Rate(1, 2) != Fraction(1, 2)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (99_484, 100_000, "99.48"),
        (99_485, 100_000, "99.49"),
        (899_949, 1_000_000, "89.99"),
        (899_950, 1_000_000, "90.00"),
        (2, 3, "66.67"),
        (-5, 100_000, "-0.01"),
        (-4, 100_000, "0.00"),
        (1_956_244_600, 1_956_244_600, "100.00"),
    ],
)
def test_a_half_is_rounded_away_from_zero(numerator: int, denominator: int, printed: str):
    assert str(Rate(numerator, denominator).percent()) == printed


@given(rates, st.integers(0, 6))
def test_the_exact_value_lies_within_half_a_unit_of_the_printed_percent(rate: Rate, places: int):
    printed = Fraction(rate.percent(places))
    assert abs(printed - rate.value * 100) <= Fraction(1, 2 * 10**places)


def test_rounding_is_exact_however_close_the_value_is_to_a_half():
    just_below = Rate(10**80 - 1, 2 * 10**82)  # 0.5 % less a hair
    assert just_below.percent(0) == 0


@given(rates, rates)
def test_points_between_two_rates_are_those_of_the_exact_difference(one: Rate, other: Rate):
    assume(one != other)
    difference = one.value - other.value
    assert abs(Fraction(one.points_above(other)) - difference * 100) <= Fraction(1, 200)


def test_a_difference_of_rates_is_in_percentage_points():
    assert Rate(9_831, 10_000).points_above(Rate(1, 1)) == Decimal("-1.69")
