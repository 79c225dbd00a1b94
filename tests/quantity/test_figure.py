from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import Figure, Interval

decimals = st.decimals(-(10**9), 10**9, places=6)


@given(decimals, st.integers(0, 5))
def test_an_exact_value_lies_in_the_interval_of_its_rounding(exact: Decimal, places: int):
    printed = Figure(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    assert printed.denotes.holds(exact)


@given(decimals, st.integers(0, 5), st.sampled_from(["ROUND_DOWN", "ROUND_UP", "ROUND_HALF_UP"]))
def test_a_value_may_have_been_rounded_cut_or_raised(exact: Decimal, places: int, rounding: str):
    printed = Figure(exact.quantize(Decimal(1).scaleb(-places), rounding))
    assert printed.allows.holds(exact)


def test_trailing_zeros_say_how_exact_a_figure_is():
    assert Figure(Decimal(100)).denotes.holds(Decimal("99.6"))
    assert not Figure(Decimal("100.00")).denotes.holds(Decimal("99.6"))


def test_a_power_of_ten_is_exact_to_the_unit():
    assert Figure(Decimal("1E+3")).last_place == 1


@pytest.mark.parametrize("printed", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_figure(printed: str):
    with pytest.raises(ValueError, match="not a finite decimal"):
        Figure(Decimal(printed))


@given(decimals, decimals, decimals, decimals)
def test_sums_and_differences_of_intervals_hold_those_of_their_values(a, b, c, d):
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert (one + other).holds(a + c)
    assert (one - other).holds(a - c)


def test_intervals_that_touch_meet():
    assert Interval(Decimal(1), Decimal(2)).meets(Interval(Decimal(2), Decimal(3)))
    assert not Interval(Decimal(1), Decimal(2)).meets(Interval(Decimal("2.01"), Decimal(3)))


def test_an_interval_does_not_run_down():
    with pytest.raises(ValueError, match="down to"):
        Interval(Decimal(2), Decimal(1))
