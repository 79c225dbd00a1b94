from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import PolicyError
from jixiao.tracking.working_days import SpecialDay, WorkingDays, holidays_in, shipped_holidays

OFFICIAL = WorkingDays.of(shipped_holidays())
DAYS = st.dates(dt.date(2018, 12, 1), dt.date(2026, 1, 31))


def test_new_year_between_the_notice_and_the_due_date_takes_a_day():
    assert OFFICIAL.between(dt.date(2019, 12, 31), dt.date(2020, 1, 3)) == 2
    assert WorkingDays().between(dt.date(2019, 12, 31), dt.date(2020, 1, 3)) == 3


def test_one_works_on_the_weekend_that_was_exchanged_for_a_holiday():
    assert OFFICIAL.is_working(dt.date(2019, 10, 12))
    assert not OFFICIAL.is_working(dt.date(2019, 10, 7))


def test_the_spring_festival_of_2020_was_prolonged():
    assert OFFICIAL.after(dt.date(2020, 1, 23), 1) == dt.date(2020, 2, 3)


@pytest.mark.parametrize(
    ("year", "days"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_each_official_year_has_as_many_working_days_as_it_had(year: int, days: int):
    assert OFFICIAL.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31)) == days


@pytest.mark.parametrize("day", shipped_holidays(), ids=lambda day: str(day.date))
def test_one_works_instead_only_on_weekends(day: SpecialDay):
    assert not day.is_workday or day.date.weekday() >= 5


@given(DAYS, DAYS)
def test_between_is_the_count_of_working_days(start: dt.date, end: dt.date):
    first, last = sorted((start, end))
    counted = sum(
        OFFICIAL.is_working(first + dt.timedelta(days=each)) for each in range(1, (last - first).days + 1)
    )
    assert OFFICIAL.between(first, last) == counted
    assert OFFICIAL.between(last, first) == -counted


@given(DAYS, st.integers(1, 60))
def test_what_comes_after_so_many_days_is_that_many_days_away(start: dt.date, count: int):
    assert OFFICIAL.between(start, OFFICIAL.after(start, count)) == count
    assert OFFICIAL.is_working(OFFICIAL.after(start, 0))


def test_a_table_without_any_working_day_is_refused():
    never = WorkingDays.of(
        SpecialDay(dt.date(2020, 1, 1) + dt.timedelta(days=each), is_workday=False) for each in range(60)
    )
    with pytest.raises(PolicyError, match="没有工作日"):
        never.after(dt.date(2020, 1, 1), 1)


def test_a_table_without_dates_is_refused():
    with pytest.raises(PolicyError, match="from"):
        holidays_in({"holidays": [{"name": "元旦"}]}, "我的")
