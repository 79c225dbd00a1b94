from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given

from jixiao.quantity import Money
from jixiao.tracking.budget import Approval, Change, Source
from jixiao.tracking.curve import Point, budget_steps, changes_of, curve, part_of, spent_on, spent_steps
from jixiao.tracking.execution import Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.results import PlannedEvent
from jixiao.tracking.unit import Party, PartyKind
from jixiao.tracking.year import Year
from tests.tracking.years import (
    CODES,
    YEAR_END,
    changed,
    dates,
    day,
    granted,
    letter,
    paid,
    refunded,
    stated,
    wan,
    year,
    years,
)


def glance(of: Year, as_of: dt.date = YEAR_END) -> Glance:
    return Glance(of, as_of, load_policy("national"))


def at(points: tuple[Point, ...], date: dt.date) -> Point:
    return next(each for each in points if each.date == date)


def test_the_curve_has_the_end_of_each_month_and_the_date_itself():
    points = curve(glance(year(approval_lines=(granted(120),)), day(3, 15)))
    assert [each.date for each in points][:4] == [day(1, 31), day(2, 28), day(3, 15), day(3, 31)]
    assert len(points) == 13


def test_spending_ends_with_the_date_and_the_pace_goes_on():
    points = curve(glance(year(approval_lines=(granted(120),), entries=(paid(30, day(2, 3)),)), day(3, 31)))
    assert [each.spent for each in points][:4] == [Money(), wan(30), wan(30), None]
    assert [each.pro_rata for each in points] == [wan(10 * month) for month in range(1, 13)]


def test_spending_is_not_known_before_the_first_statement_of_it():
    points = curve(glance(year(approval_lines=(granted(120),), entries=(stated(30, day(6, 30)),))))
    assert at(points, day(5, 31)).spent is None
    assert at(points, day(6, 30)).spent == wan(30)
    early = curve(glance(year(approval_lines=(granted(120),), entries=(stated(30, day(6, 30)),)), day(3, 31)))
    assert at(early, day(2, 28)).spent is None


@given(years, dates)
def test_the_curve_says_what_ledgers_of_its_dates_say(any_year: Year, as_of: dt.date):
    days = [dt.date(2019, 1, 31), dt.date(2019, 6, 30), as_of, dt.date(2019, 12, 31)]
    told = spent_on(any_year.visible_on(YEAR_END).entries, days)
    for date in days:
        ledger = Ledger(any_year.visible_on(YEAR_END), date)
        assert told[date] == (None if ledger.unknown else ledger.of_unit().spent)


def test_a_plan_stands_for_its_project_and_the_share_of_the_year_for_all_others():
    events = (PlannedEvent(project="P01", name="付款", planned=day(6, 30), planned_spent=wan(100)),)
    lines = (granted(100), granted(120, "P02"))
    points = curve(glance(year(approval_lines=lines, planned_events=events)))
    assert at(points, day(5, 31)).planned == wan(50)
    assert at(points, day(6, 30)).planned == wan(160)
    assert at(points, YEAR_END).planned == wan(220)


def test_without_a_plan_there_is_no_curve_of_plans():
    assert {each.planned for each in curve(glance(year(approval_lines=(granted(120),))))} == {None}


@given(years, dates)
def test_the_last_step_of_spending_is_what_the_ledger_says(any_year: Year, as_of: dt.date):
    ledger = Ledger(any_year, as_of)
    for code in CODES:
        for kind, project in ledger.positions:
            if project == code and code:
                own = [e for e in any_year.entries if (e.kind, e.project) == (kind, code)]
                steps = spent_steps(own, as_of)
                told = steps[-1].amount if steps else Money()
                assert told == ledger.positions[kind, project].spent


def test_a_statement_takes_the_place_of_what_was_paid_up_to_its_day():
    entries = (paid(5, day(2)), stated(20, day(3)), paid(7, day(3)), refunded(1, day(4)))
    assert [(each.date, each.amount) for each in spent_steps(entries, YEAR_END)] == [
        (day(2), wan(5)),
        (day(3), wan(20)),
        (day(4), wan(19)),
    ]


def test_the_budget_steps_from_new_year_to_what_it_is_after_each_change():
    it = year(
        projects=(Project(code="P01", name="甲"), Project(code="P02", name="乙")),
        approvals=(Approval(code="B01", issued=day(2, 20)), Approval(code="B02", issued=day(5, 6))),
        approval_lines=(granted(100), granted(8, approval="B02", source=Source.IN_YEAR)),
        adjustments=(letter(approved=day(9, 5)),),
        adjustment_lines=(
            changed(Change.REDUCTION, 30, adjustment="A01"),
            changed(Change.TRANSFER, 4, "P02", giver="P01"),
        ),
    )
    ledger = Ledger(it, YEAR_END)
    steps = [(each.date, each.amount) for each in budget_steps(ledger, "P01")]
    assert steps == [(day(1), wan(100)), (day(3), wan(96)), (day(5, 6), wan(104)), (day(9, 5), wan(74))]
    assert steps[-1][1] == ledger.of("P01").adjusted
    assert len(changes_of(ledger, "P01")) == 2
    assert budget_steps(ledger, "P02")[-1].amount == ledger.of("P02").adjusted == wan(4)


def test_parts_are_rounded_once_to_the_nearest_fen():
    assert part_of(Money(-1), Fraction(1, 2)) == Money()
    assert part_of(Money(100), Fraction(1, 3)) == Money(33)
    assert part_of(Money(100), Fraction(2, 3)) == Money(67)


def test_projects_are_grouped_by_party_in_its_order_and_those_of_none_come_last():
    it = year(
        parties=(Party(name="乙办", kind=PartyKind.OFFICE), Party(name="甲办", kind=PartyKind.OFFICE)),
        projects=(
            Project(code="P01", name="一", party="甲办"),
            Project(code="P02", name="二"),
            Project(code="P03", name="三", party="撤销的办"),
        ),
        approval_lines=(granted(1), granted(2, "P02"), granted(3, "P03")),
    )
    groups = glance(it).by_party
    assert {name: each.total.original for name, each in groups.items()} == {
        "甲办": wan(1),
        "撤销的办": wan(3),
        "": wan(2),
    }
    assert list(groups) == ["甲办", "撤销的办", ""]


def test_a_statement_of_a_group_is_known_where_each_of_its_projects_is():
    it = year(projects=(Project(code="P01", name="一"),), entries=(stated(30, day(6, 30)),))
    assert glance(it, day(5)).standing_of(glance(it, day(5)).ordinary).spent is None
    assert {each.nature for each in it.entries} == {Nature.CUMULATIVE}
