"""Glance (年度一览): where the whole year stands on a date, as one looks at it between reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jixiao.tracking.basis import Period
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.ledger import Ledger, Position
from jixiao.tracking.pace import Pace, Plans, pace
from jixiao.tracking.policy import Band, Policy, time_share
from jixiao.tracking.project import Project
from jixiao.tracking.statistics import Statistics
from jixiao.tracking.year import Year


@dataclass(frozen=True)
class Glance:
    """The year on a date: totals, and each project with its band and its pace (年度一览)."""

    year: Year
    as_of: dt.date
    policy: Policy

    @cached_property
    def period(self) -> Period:
        """The period that ends on the date: a declared one, or that from New Year to it."""
        return period_to(self.year, self.as_of)

    @cached_property
    def visible(self) -> Year:
        """The year as it could be seen on the date."""
        return self.year.visible_on(self.as_of)

    @cached_property
    def ledger(self) -> Ledger:
        """The positions on the date, of all kinds, funds and sources together."""
        return Ledger(self.year, self.as_of)

    @cached_property
    def focus(self) -> Statistics:
        """The focus projects and their bands."""
        return Statistics(self.visible.focus_projects, self.ledger, self.policy, self.period)

    @cached_property
    def ordinary(self) -> Statistics:
        """All other projects and their bands; a remainder counts as one row."""
        return Statistics(self.visible.ordinary_projects, self.ledger, self.policy, self.period)

    @cached_property
    def totals(self) -> Mapping[str, Position]:
        """The positions of the unit, of basic and project expenditure, of focus and ordinary projects.

        Groups that have neither budget nor spending are left out, the unit never.
        """
        positions = {
            "unit": self.ledger.of_unit(),
            "basic": self.ledger.of_kind(ExpenditureKind.BASIC),
            "project_expenditure": self.ledger.of_kind(ExpenditureKind.PROJECT),
            "focus": self.focus.total,
            "ordinary": self.ordinary.total,
        }
        return {name: each for name, each in positions.items() if name == "unit" or each != Position()}

    @cached_property
    def _plans(self) -> Plans:
        return Plans.of(self.visible.planned_events)

    def pace(self, project: Project) -> Pace:
        """How the project's spending compares with its plan, or with the share of the year elapsed."""
        planned = self._plans.spent_by(project.code, self.as_of)
        return pace(self.ledger.of(project.code), planned, time_share(self.period))

    def behind(self, projects: Sequence[Project]) -> list[tuple[Project, Pace]]:
        """Those of the projects that are behind, worst first."""
        paced = [(project, self.pace(project)) for project in projects]
        late = [(project, it) for project, it in paced if it.is_behind]
        return sorted(late, key=lambda each: each[1].points or 0)

    def bands(self, statistics: Statistics) -> Mapping[Band, Sequence[Project]]:
        """The projects by band, empty bands left out."""
        return {band: rows for band, rows in statistics.by_band.items() if rows}


def period_to(year: Year, as_of: dt.date) -> Period:
    """The period of the year that ends on `as_of`: a declared one, or that from New Year to it."""
    declared = next((each for each in year.periods if each.end == as_of), None)
    if declared is not None:
        return declared
    is_whole = (as_of.month, as_of.day) == (12, 31)
    return Period(
        code="full-year" if is_whole else "to-date",
        name="全年" if is_whole else f"1月1日至{as_of.month}月{as_of.day}日",
        start=dt.date(as_of.year, 1, 1),
        end=as_of,
    )


def date_to_look_at(fiscal_year: int, today: dt.date) -> dt.date:
    """The date on which a year is looked at when nobody says: today, while the year lasts; else its end.

    >>> date_to_look_at(2019, dt.date(2024, 5, 6))
    datetime.date(2019, 12, 31)
    """
    first, last = dt.date(fiscal_year, 1, 1), dt.date(fiscal_year, 12, 31)
    return min(max(first, today), last)
