from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment
from jixiao.tracking.goals import Goal
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.lights import Due
from jixiao.tracking.pace import Plans
from jixiao.tracking.results import PlannedEvent
from jixiao.tracking.year_end import forecast, is_met

JULY = dt.date(2023, 7, 31)
SEVEN = Due(Fraction(7, 12))
NO_PLAN = Plans({})


def wan(amount: int) -> Money:
    return Money(amount * 10_000_00)


def test_without_a_plan_the_pace_so_far_goes_on_to_the_budget_at_most():
    found = forecast("P01", wan(35), wan(100), SEVEN, NO_PLAN, JULY)
    assert found.amount == wan(60)
    assert found.how == "没有用款计划，按至今进度推算：35.00÷序时进度"
    more = forecast("P01", wan(70), wan(100), SEVEN, NO_PLAN, JULY)
    assert (more.amount, more.how.endswith("不超过调整后预算100.00")) == (wan(100), True)


def test_with_a_plan_what_it_has_still_to_come_is_added():
    events = (
        PlannedEvent(project="P01", name="首付", planned=dt.date(2023, 3, 1), planned_spent=wan(80)),
        PlannedEvent(project="P01", name="尾款", planned=dt.date(2023, 11, 1), planned_spent=wan(100)),
    )
    found = forecast("P01", wan(75), wan(100), SEVEN, Plans.of(events), JULY)
    assert (found.amount, found.how) == (wan(95), "已支出75.00，用款计划此后还有20.00")


def test_what_is_not_known_is_not_forecast_and_a_year_that_is_over_is_what_it_was():
    assert forecast("P01", None, wan(100), SEVEN, NO_PLAN, JULY).amount is None
    assert forecast("P01", wan(0), wan(100), Due(Fraction(0)), NO_PLAN, JULY).amount is None
    over = forecast("P01", wan(98), wan(100), Due(Fraction(1)), NO_PLAN, dt.date(2023, 12, 31))
    assert (over.amount, over.how) == (wan(98), "年度已经结束，为实际支出")


def test_spending_above_the_budget_is_not_forecast_away():
    assert forecast("P01", wan(120), wan(100), SEVEN, NO_PLAN, JULY).amount == wan(120)


def test_an_indicator_whose_day_lies_in_the_next_year_is_neither_met_nor_missed():
    indicator = Indicator(
        code="K1", subject="P1", first="产出指标", second="时效指标", name="验收", target="2020年3月底前完成"
    )
    end = dt.date(2019, 12, 31)
    waiting = Attainment(indicator="K1", as_of=end, words="等待验收")
    goal = Goal(indicator, indicator.goal, None, attained=waiting)
    assert is_met(goal, 2019, end) is None
    assert is_met(goal, 2019, dt.date(2020, 4, 1)) is False
    early = replace(waiting, reached=dt.date(2019, 12, 1))
    assert is_met(replace(goal, attained=early), 2019, end) is True
