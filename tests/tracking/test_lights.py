from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Tier
from jixiao.tracking.indicator import Accumulation, Indicator
from jixiao.tracking.lights import (
    Combination,
    Due,
    Light,
    LightRules,
    Lit,
    budget_light,
    indicator_light,
    project_light,
    worst,
)
from jixiao.tracking.policy import load_policy

RULES = load_policy("national").lights
JULY = dt.date(2023, 7, 31)
SEVEN = Due(Fraction(7, 12))
RED, YELLOW, GREEN, BLUE = Light


def lit(
    wanted: str,
    actual: str | None = None,
    *,
    due: Due = SEVEN,
    rules: LightRules = RULES,
    as_of: dt.date = JULY,
    **more: Any,
) -> Lit:
    second = str(more.pop("second", "数量指标"))
    how = more.pop("how", None)
    indicator = Indicator(
        code="K01",
        subject="P01",
        first="产出指标",
        second=second,
        name="指标",
        target=wanted,
        accumulation=how,
    )
    value = Decimal(actual) if actual is not None else None
    attained = Attainment(indicator="K01", as_of=as_of, actual=value, **more)
    return indicator_light(indicator, indicator.goal, attained, due, rules, as_of=as_of)


@pytest.mark.parametrize(
    ("spent", "light"),
    [(34_99, RED), (35_00, YELLOW), (46_66, YELLOW), (46_67, GREEN), (99_00, GREEN), (0, RED)],
)
def test_the_budget_glows_by_what_should_be_spent_by_now(spent: int, light: Light):
    assert budget_light(Money(spent), Money(100_00), SEVEN, RULES).light is light


def test_no_budget_no_known_spending_or_nothing_due_yet_shows_no_light_and_says_why():
    for spent, budget, due, why in (
        (Money(5), Money(0), SEVEN, "不适用"),
        (None, Money(5), SEVEN, "支出数不详"),
        (Money(0), Money(5), Due(Fraction(0)), "第一笔计划支出"),
    ):
        found = budget_light(spent, budget, due, RULES)
        assert found.light is None
        assert why in found.formula


@pytest.mark.parametrize(
    ("actual", "light"),
    [
        ("419.99", RED), ("420", YELLOW), ("559.99", YELLOW), ("560", GREEN), ("839.99", GREEN),
        ("840", BLUE),
        ("0", RED), ("-1", RED),
    ],
)  # fmt: skip
def test_what_adds_up_is_held_against_its_part_of_the_year(actual: str, light: Light):
    assert lit("≥1200人", actual).light is light


@pytest.mark.parametrize(
    ("actual", "light"), [("89", GREEN), ("71.99", YELLOW), ("53.99", RED), ("108", BLUE)]
)
def test_a_share_or_a_stock_is_held_against_the_target_itself(actual: str, light: Light):
    assert lit("≥90%", actual).light is light
    assert lit("≥90个", actual, how=Accumulation.STOCK).light is light


@pytest.mark.parametrize(
    ("wanted", "actual", "light"),
    [
        ("≤20天", "20", GREEN), ("≤20天", "20.01", RED), ("＜20天", "20", RED), ("＜20天", "19.99", GREEN),
        ("＝0起", "0", GREEN), ("＝0起", "1", RED), ("2～4次", "4.01", RED), ("≤20天", "0", GREEN),
    ],
)  # fmt: skip
def test_where_less_is_better_it_is_met_or_not(wanted: str, actual: str, light: Light):
    assert lit(wanted, actual).light is light


def test_a_tier_has_its_light_and_without_one_there_is_none():
    assert [lit("明显改善", tier=each).light for each in Tier] == [GREEN, YELLOW, RED]
    assert lit("明显改善").light is None
    assert lit("≥90%").light is None


def test_a_date_glows_once_it_is_reached_or_has_passed():
    assert lit("6月底前完成").light is RED
    assert lit("11月底前完成").light is None
    assert lit("6月底前完成", reached=dt.date(2023, 6, 30)).light is GREEN
    assert lit("6月底前完成", reached=dt.date(2023, 7, 1)).light is RED


def test_a_region_may_look_at_quality_within_its_range_only():
    rules = replace(RULES, in_range_only=frozenset({"质量指标"}))
    assert lit("≥90%", "89", second="质量指标", rules=rules).light is RED
    assert lit("≥90%", "120", second="质量指标", rules=rules).light is GREEN
    assert lit("≥90%", "89", rules=rules).light is GREEN


def test_a_project_glows_as_its_worst():
    assert worst([GREEN, BLUE, None]) is GREEN
    assert worst([BLUE, BLUE]) is BLUE
    assert worst([GREEN, YELLOW, RED]) is RED
    assert worst([None]) is None
    assert project_light(Lit(GREEN), [Lit(YELLOW), Lit(BLUE)], RULES).light is YELLOW
    assert project_light(Lit(None), [], RULES).light is None


@pytest.mark.parametrize(
    ("budget", "goals", "light"),
    [
        (GREEN, GREEN, GREEN),
        (GREEN, BLUE, GREEN),
        (GREEN, YELLOW, YELLOW),
        (GREEN, RED, YELLOW),
        (YELLOW, GREEN, RED),
        (RED, RED, RED),
    ],
)
def test_a_region_may_put_the_schedule_first(budget: Light, goals: Light, light: Light):
    rules = replace(RULES, combination=Combination.MATRIX)
    assert project_light(Lit(budget), [Lit(goals)], rules).light is light


def test_a_light_tells_its_formula_and_inputs():
    told = lit("≥1200人", "420").formula
    assert told == "420人÷1200人÷序时进度58.33%＝60%，低于80%"


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_more_never_makes_it_worse_short_of_far_over(one: int, other: int):
    less, more = sorted((one, other))
    order: dict[Light | None, int] = {RED: 0, YELLOW: 1, GREEN: 2, BLUE: 3}
    assert order[lit("≥1200人", str(less)).light] <= order[lit("≥1200人", str(more)).light]
