"""Bounds are intervals in whole numbers: they hold every value that the operation can give."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.quantity.bounds import ONE, Bounds

steps = st.integers(-(10**20), 10**20)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    one, other = draw(steps), draw(steps)
    return Bounds(min(one, other), max(one, other))


@st.composite
def with_value(draw: st.DrawFn) -> tuple[Bounds, Fraction]:
    of = draw(bounds())
    return of, Fraction(draw(st.integers(of.low, of.high)), ONE)


def holds(of: Bounds, value: Fraction) -> bool:
    return Fraction(of.low, ONE) <= value <= Fraction(of.high, ONE)


@given(with_value(), with_value())
def test_sums_differences_and_products_hold_every_value(one, other):
    (a, x), (b, y) = one, other
    assert holds(a.plus(b), x + y)
    assert holds(a.minus(b), x - y)
    assert holds(a.times(b), x * y)
    assert holds(a.negated(), -x)
    assert holds(Bounds.total([a, b, a]), x + y + x)


@given(with_value(), with_value())
def test_quotients_hold_every_value_and_are_refused_where_the_divisor_may_be_zero(one, other):
    (a, x), (b, y) = one, other
    quotient = a.over(b)
    if b.low <= 0 <= b.high:
        assert quotient is None
    else:
        assert quotient is not None
        assert holds(quotient, x / y)


@given(with_value(), with_value())
def test_a_product_is_not_wider_than_it_must_be(one, other):
    (a, _), (b, _) = one, other
    corners = [Fraction(p * q, ONE**2) for p in a for q in b]
    product = a.times(b)
    assert min(corners) - Fraction(product.low, ONE) < Fraction(1, ONE)
    assert Fraction(product.high, ONE) - max(corners) < Fraction(1, ONE)


@given(st.integers(-(10**15), 10**15), st.integers(-8, 4), st.fractions(-1, 1))
def test_what_rounds_to_a_figure_is_denoted_and_allowed_by_it(mantissa, exponent, off):
    unit = Fraction(10) ** exponent
    value = mantissa * unit + off * unit
    assert holds(Bounds.allowed(mantissa, exponent), value)
    if abs(off) <= Fraction(1, 2):
        assert holds(Bounds.denoted(mantissa, exponent), value)
    if -Fraction(1, 2) <= off < Fraction(1, 2) - unit / 10**9:
        assume(abs(off) < Fraction(1, 2) - Fraction(1, 10**4))
        assert holds(Bounds.rounded(mantissa, exponent), value)


@given(bounds(), bounds())
def test_two_that_meet_are_no_distance_apart(one, other):
    assert one.meets(other) == (one.gap_to(other) == 0)
    assert one.gap_to(other) == other.gap_to(one)


def test_a_count_is_exact():
    assert Bounds.exactly(20) == Bounds(20 * ONE, 20 * ONE)


def test_a_printed_rate_is_met_by_the_rate_of_its_terms():
    spent, adjusted = Bounds.denoted(3876814, -2), Bounds.denoted(3943342, -2)
    rate = spent.over(adjusted)
    assert rate is not None
    assert rate.times(Bounds.exactly(100)).meets(Bounds.denoted(9831, -2))
    assert not rate.times(Bounds.exactly(100)).meets(Bounds.allowed(100, 0).minus(Bounds.exactly(0)))


def test_a_figure_finer_than_the_steps_is_refused():
    with pytest.raises(ValueError, match="finer"):
        Bounds.denoted(1, -12)
