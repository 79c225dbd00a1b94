"""Glance (年度一览): where the whole year stands on a date, as one looks at it between reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jixiao.quantity import Money, Rate
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.pace import Pace, Plans, pace
from jixiao.tracking.policy import Band, Policy, time_share
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao.tracking.statistics import Statistics
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class Standing:
    """A position, and whether what was spent by then is known (现状).

    It is not where only a later cumulative statement tells of it: nothing then says how much came before.
    """

    position: Position
    is_known: bool = True

    @property
    def spent(self) -> Money | None:
        """What was spent; none where that is not known."""
        return self.position.spent if self.is_known else None

    @property
    def execution_rate(self) -> Rate | None:
        """Spent ÷ adjusted; none where nothing is budgeted or spending is not known."""
        return self.position.execution_rate if self.is_known else None

    @property
    def outturn_ratio(self) -> Rate | None:
        """Spent ÷ original; none for a project added in the year, or where spending is not known."""
        return self.position.outturn_ratio if self.is_known else None


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
    def by_party(self) -> Mapping[str, Statistics]:
        """The projects of each executing party (部门) that has some, in the order of the parties.

        Projects of no party, or of one that is not registered, come last; those of none under "".
        """
        groups: dict[str, list[Project]] = {each.name: [] for each in self.visible.parties}
        for project in self.visible.projects:
            groups.setdefault(project.party, []).append(project)
        groups[""] = groups.pop("", [])
        return {
            name: Statistics(rows, self.ledger, self.policy, self.period)
            for name, rows in groups.items()
            if rows
        }

    @cached_property
    def totals(self) -> Mapping[str, Standing]:
        """Where the unit, basic and project expenditure, focus and ordinary projects stand.

        Groups that have neither budget nor spending are left out, the unit never.
        """
        ledger, unknown = self.ledger, self.ledger.unknown
        basic, projects = ExpenditureKind.BASIC, ExpenditureKind.PROJECT
        standings = {
            "unit": Standing(ledger.of_unit(), not unknown),
            "basic": Standing(ledger.of_kind(basic), all(kind is not basic for kind, _ in unknown)),
            "project_expenditure": Standing(
                ledger.of_kind(projects), all(kind is not projects for kind, _ in unknown)
            ),
            "focus": self.standing_of(self.focus),
            "ordinary": self.standing_of(self.ordinary),
        }
        return {
            name: each for name, each in standings.items() if name == "unit" or each.position != Position()
        }

    def standing(self, project: Project) -> Standing:
        """Where the project stands."""
        return Standing(self.ledger.of(project.code), self.ledger.knows_spending(project.code))

    def standing_of(self, group: Statistics) -> Standing:
        """Where a group of projects stands; what it spent is known where it is of each."""
        known = all(self.ledger.knows_spending(each.code) for each in group.projects)
        return Standing(group.total, known)

    @cached_property
    def _plans(self) -> Plans:
        return Plans.of(self.visible.planned_events)

    def pace(self, project: Project) -> Pace:
        """How the project's spending compares with its plan, or with the share of the year elapsed.

        Where its spending is not known there is no rate to compare.
        """
        planned = self._plans.spent_by(project.code, self.as_of)
        found = pace(self.ledger.of(project.code), planned, time_share(self.period))
        return found if self.ledger.knows_spending(project.code) else replace(found, rate=None)

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
