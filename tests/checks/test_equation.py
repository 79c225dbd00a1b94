"""Every equation: computing and solving agree, and intervals never lose a true value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.checks.equation import Equation, Product, Quotient, Same, Total
from jixiao.checks.growth_equation import Compound, CompoundRate, Growth, GrowthByChange
from jixiao.checks.judge import printed_like, verdict_on
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Verdict
from jixiao.numerals.scan import scan
from jixiao.quantity.bounds import ONE, Bounds

AMOUNTS = st.decimals(Decimal("0.01"), Decimal(99999), places=2)


def figure(ink: str) -> Mention:
    (token,) = scan(ink)
    return Mention(token)


def amount(value: Decimal | Fraction) -> Mention:
    return figure(f"{Decimal(round(value * 100)) / 100:.2f}万元")


def percent(value: Fraction, places: int = 2) -> Mention:
    shifted = abs(value) * 100 * 10**places
    whole = (shifted.numerator * 2 + shifted.denominator) // (2 * shifted.denominator)
    return figure(f"{Decimal(whole).scaleb(-places):.{places}f}%")


@given(st.lists(AMOUNTS, min_size=2, max_size=9))
def test_a_total_of_printed_parts_is_sound(parts: list[Decimal]):
    assert verdict_on(Total(amount(sum(parts, Decimal(0))), tuple(map(amount, parts)))) is Verdict.SOUND


@given(AMOUNTS, AMOUNTS)
def test_a_rate_printed_from_its_terms_is_sound(part: Decimal, whole: Decimal):
    rate = Fraction(part) / Fraction(whole)
    assert verdict_on(Quotient(percent(rate), amount(part), amount(whole))) is Verdict.SOUND


@given(AMOUNTS, st.integers(min_value=-40, max_value=60), st.integers(min_value=2, max_value=9))
def test_yearly_growth_is_the_same_told_from_the_values_or_from_the_whole(
    base: Decimal, yearly: int, years: int
):
    assume(yearly)
    sign = 1 if yearly > 0 else -1
    ratio = (1 + Fraction(yearly, 100)) ** years
    rate = figure(f"{abs(yearly)}.00%")
    by_whole = CompoundRate(rate, percent(ratio - 1, places=4), years, sign)
    assert verdict_on(by_whole) is Verdict.SOUND
    assert by_whole.solved(0).meets(by_whole.whole.allowed)
    by_values = Compound(
        rate, amount(Fraction(base) * 1000 * ratio), amount(Fraction(base) * 1000), years, sign
    )
    assert verdict_on(by_values) in (Verdict.SOUND, Verdict.NOTICE)


@given(AMOUNTS, AMOUNTS)
def test_growth_is_the_same_told_from_the_base_or_from_the_change(now: Decimal, base: Decimal):
    assume(now != base)
    sign = 1 if now > base else -1
    rate = percent(Fraction(now - base) / Fraction(base))
    assert verdict_on(Growth(rate, amount(now), amount(base), sign)) is Verdict.SOUND
    by_change = GrowthByChange(rate, amount(now), amount(abs(now - base)), sign)
    assert verdict_on(by_change) in (Verdict.SOUND, None)


@pytest.mark.parametrize(
    ("equation", "verdict"),
    [
        (Quotient(figure("98.31%"), figure("38768.14万元"), figure("39,433.42万元")), Verdict.SOUND),
        (Quotient(figure("100%"), figure("38768.14万元"), figure("39,433.42万元")), Verdict.WRONG),
        (Quotient(figure("103%"), figure("3424人"), figure("3300人")), Verdict.NOTICE),
        (Quotient(figure("99.48%"), figure("112.33万元"), figure("112.91万元")), Verdict.SOUND),
        (Same(figure("29,373.3万元"), figure("29,373.30万元")), Verdict.SOUND),
        (Same(figure("879.78元"), figure("879.78万元")), Verdict.WRONG),
        (Total(figure("35人"), (figure("20人"), figure("12人"))), Verdict.WRONG),
        (Total(figure("280余万元"), (figure("200万元"), figure("85万元"))), Verdict.SOUND),
        (Product(figure("168万元"), (figure("35名"), figure("4000元")), ((12, "12"),)), Verdict.SOUND),
        (GrowthByChange(figure("14789%"), figure("6.6亿元"), figure("6.6亿元")), None),
    ],
)
def test_slack_comes_from_the_printed_digits_alone(equation: Equation, verdict: Verdict | None):
    assert verdict_on(equation) is verdict


@given(st.lists(AMOUNTS, min_size=2, max_size=5), st.data())
def test_an_equation_solved_for_an_operand_holds_its_true_value(parts: list[Decimal], data: st.DataObject):
    figures = tuple(map(amount, parts))
    at = data.draw(st.integers(0, len(figures) - 1))
    assert Total(amount(sum(parts, Decimal(0))), figures).solved(at).meets(figures[at].denoted)


@given(AMOUNTS, AMOUNTS)
def test_a_quotient_solved_for_its_terms_holds_them(part: Decimal, whole: Decimal):
    equation = Quotient(percent(Fraction(part) / Fraction(whole)), amount(part), amount(whole))
    for at, term in enumerate((part, whole)):
        solved = equation.solved(at)
        assert solved is None or solved.meets(amount(term).denoted)


@given(AMOUNTS, AMOUNTS)
def test_growth_solved_for_its_terms_holds_them(now: Decimal, base: Decimal):
    assume(now > base)
    rate = percent(Fraction(now - base) / Fraction(base))
    equation = Growth(rate, amount(now), amount(base))
    for at, term in enumerate((now, base)):
        solved = equation.solved(at)
        assert solved is not None
        assert solved.meets(amount(term).denoted)
    change = GrowthByChange(rate, amount(now), amount(now - base))
    for at, term in enumerate((now, now - base)):
        solved = change.solved(at)
        assert solved is None or solved.meets(amount(term).denoted)


@pytest.mark.parametrize(
    ("value", "like", "printed"),
    [
        (Decimal(131120300), "12,505.92万元", "13,112.03万元"),
        (Decimal("98.3129"), "97.79%", "98.31%"),
        (Decimal("98.3129"), "100%", "98%"),
        (Decimal(-5), "3.0万元", "-0.0万元"),
        (Decimal(36), "35余名", "36名"),
    ],
)
def test_a_value_prints_as_the_figure_beside_it_does(value: Decimal, like: str, printed: str):
    steps = int(value * ONE)
    assert printed_like(Bounds(steps, steps), figure(like)) == printed
