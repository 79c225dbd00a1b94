from __future__ import annotations

import datetime as dt
from typing import Any

from jixiao.quantity import WAN, Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import ApprovalLine, ExpenditureKind
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance, date_to_look_at, period_to
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.results import PlannedEvent
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year

JUNE, YEAR_END = dt.date(2024, 6, 30), dt.date(2024, 12, 31)


def year(spent: dict[str, int], **tables: Any) -> Year:
    """A year of focus projects that have 100万元 each and spent what is said, in March."""
    return Year(
        fiscal_year=2024,
        unit=Unit(name="某街道办事处", short_name="某街道"),
        projects=tuple(Project(code=code, name=code, attention=Attention.FOCUS) for code in spent),
        approval_lines=tuple(
            ApprovalLine(approval="B01", project=code, amount=Money.of(100, WAN)) for code in spent
        ),
        entries=tuple(
            Entry(
                date=dt.date(2024, 3, 31),
                project=code,
                amount=Money.of(abs(amount), WAN),
                nature=nature(amount),
            )
            for code, amount in spent.items()
        ),
        **tables,
    )


def nature(amount: int) -> Nature:
    return Nature.REFUND if amount < 0 else Nature.PAYMENT


def glance(of: Year, as_of: dt.date) -> Glance:
    return Glance(of, as_of, load_policy("national"))


def codes(bands: Any) -> dict[str, list[str]]:
    return {band.code: [each.code for each in rows] for band, rows in bands.items()}


def test_at_the_end_of_the_year_projects_fall_into_the_bands_of_the_full_year():
    it = glance(year({"A": 100, "B": 95, "C": 10}), YEAR_END)
    assert codes(it.bands(it.focus)) == {"full": ["A"], "high": ["B"], "low": ["C"]}


def test_in_the_middle_of_the_year_bands_are_cut_by_the_share_of_it_that_has_passed():
    it = glance(year({"A": 50, "B": 40, "C": 39}), JUNE)
    assert codes(it.bands(it.focus)) == {"ahead": ["A"], "behind": ["B"], "far-behind": ["C"]}


def test_a_refund_of_last_years_money_has_a_band_too():
    it = glance(year({"A": -5}), JUNE)
    assert codes(it.bands(it.focus)) == {"far-behind": ["A"]}


def test_those_behind_come_worst_first_each_against_its_own_plan():
    events = (PlannedEvent(project="C", name="付款", planned=YEAR_END, planned_spent=Money.of(90, WAN)),)
    it = glance(year({"A": 30, "B": 10, "C": 0}, planned_events=events), JUNE)
    late = [(project.code, str(pace.points)) for project, pace in it.behind(it.focus.projects)]
    assert late == [("B", "-40.00"), ("A", "-20.00")]


def test_totals_leave_out_groups_that_have_nothing():
    basic = ApprovalLine(approval="B01", kind=ExpenditureKind.BASIC, amount=Money.of(7, WAN))
    of = year({"A": 30})
    assert set(glance(of, JUNE).totals) == {"unit", "project_expenditure", "focus"}
    with_basic = Year(
        fiscal_year=2024, unit=of.unit, projects=of.projects, approval_lines=(*of.approval_lines, basic)
    )
    assert glance(with_basic, JUNE).totals["basic"].position.original == Money.of(7, WAN)


def test_a_declared_period_that_ends_on_the_date_is_the_one_looked_at():
    half = Period(code="half-year", name="上半年", start=dt.date(2024, 1, 1), end=JUNE)
    of = year({"A": 30}, periods=(half,))
    assert period_to(of, JUNE) is half
    assert period_to(of, dt.date(2024, 7, 1)).code == "to-date"
    assert period_to(of, YEAR_END).code == "full-year"


def test_a_year_is_looked_at_as_of_today_while_it_lasts():
    assert date_to_look_at(2024, dt.date(2024, 5, 6)) == dt.date(2024, 5, 6)
    assert date_to_look_at(2024, dt.date(2025, 5, 6)) == YEAR_END
    assert date_to_look_at(2024, dt.date(2023, 5, 6)) == dt.date(2024, 1, 1)


def test_spending_that_only_a_later_statement_tells_of_is_not_known_and_not_behind():
    later = Entry(date=YEAR_END, project="A", amount=Money.of(90, WAN), nature=Nature.CUMULATIVE)
    known = year({"B": 10})
    of = Year(
        fiscal_year=2024,
        unit=known.unit,
        projects=(*known.projects, Project(code="A", name="A", attention=Attention.FOCUS)),
        approval_lines=(
            *known.approval_lines,
            ApprovalLine(approval="B01", project="A", amount=Money.of(100, WAN)),
        ),
        entries=(*known.entries, later),
    )
    it = glance(of, JUNE)
    assert it.standing(it.visible.project_by_code["A"]).spent is None
    assert it.standing(it.visible.project_by_code["B"]).spent == Money.of(10, WAN)
    assert it.totals["unit"].spent is None
    assert [project.code for project, _ in it.behind(it.focus.projects)] == ["B"]
