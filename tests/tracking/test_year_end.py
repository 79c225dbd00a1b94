from __future__ import annotations

import datetime as dt
from fractions import Fraction

from jixiao.quantity import Money
from jixiao.tracking.lights import Due
from jixiao.tracking.pace import Plans
from jixiao.tracking.results import PlannedEvent
from jixiao.tracking.year_end import forecast

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
