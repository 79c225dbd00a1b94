from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import WAN, Money
from jixiao.tracking.basis import Period
from jixiao.tracking.pace import Plans, pace
from jixiao.tracking.policy import time_share
from jixiao.tracking.position import Position
from jixiao.tracking.results import PlannedEvent

JUNE = dt.date(2024, 6, 30)


def event(month: int, amount: str | None, project: str = "P01") -> PlannedEvent:
    spent = None if amount is None else Money.of(amount, WAN)
    return PlannedEvent(project=project, name="付款", planned=dt.date(2024, month, 15), planned_spent=spent)


def position(adjusted: str, spent: str) -> Position:
    return Position(original=Money.of(adjusted, WAN), spent=Money.of(spent, WAN))


def test_a_plan_wants_what_its_last_event_wanted():
    plans = Plans.of([event(9, "80"), event(3, "20"), event(6, "50")])
    assert plans.spent_by("P01", dt.date(2024, 5, 31)) == Money.of(20, WAN)
    assert plans.spent_by("P01", dt.date(2024, 6, 15)) == Money.of(50, WAN)


def test_a_plan_wants_nothing_before_its_first_event():
    assert Plans.of([event(9, "80")]).spent_by("P01", JUNE) == Money()


def test_of_two_events_on_one_day_the_larger_sum_counts():
    assert Plans.of([event(6, "50"), event(6, "30")]).spent_by("P01", JUNE) == Money.of(50, WAN)


def test_events_that_plan_no_spending_make_no_plan():
    assert Plans.of([event(3, None)]).spent_by("P01", JUNE) is None


def test_the_plans_of_other_projects_do_not_matter():
    assert Plans.of([event(3, "20", project="P02")]).spent_by("P01", JUNE) is None


def test_without_a_plan_half_the_money_is_wanted_by_the_middle_of_the_year():
    it = pace(position("100", "42.5"), None, Fraction(1, 2))
    assert (str(it.points), it.is_behind, it.has_plan) == ("-7.50", True, False)


def test_a_project_that_keeps_to_its_plan_is_neither_ahead_nor_behind():
    it = pace(position("100", "20"), Money.of(20, WAN), Fraction(1, 2))
    assert (it.is_ahead, it.is_behind, it.has_plan) == (False, False, True)


def test_nothing_spent_before_the_first_planned_payment_is_on_plan():
    it = pace(position("100", "0"), Plans.of([event(9, "80")]).spent_by("P01", JUNE), Fraction(1, 2))
    assert it.points == 0


def test_a_plan_older_than_a_reduction_wants_no_more_than_what_is_left():
    it = pace(position("60", "60"), Money.of(80, WAN), Fraction(1))
    assert it.points == 0


def test_without_a_budget_there_is_no_pace():
    it = pace(position("0", "0"), None, Fraction(1, 2))
    assert it.points is None
    assert not it.is_behind
    assert not it.is_ahead


@given(st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 30)))
def test_the_share_of_the_year_rises_day_by_day(date: dt.date):
    def share(end: dt.date) -> Fraction:
        return time_share(Period(code="c", name="c", start=dt.date(2019, 1, 1), end=end))

    assert 0 < share(date) < share(date + dt.timedelta(days=1)) <= 1


def test_a_month_that_has_only_begun_does_not_count_whole():
    half_february = Period(code="c", name="c", start=dt.date(2023, 1, 1), end=dt.date(2023, 2, 14))
    assert time_share(half_february) == Fraction(3, 24)
