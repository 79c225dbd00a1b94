"""Monitoring (绩效运行监控): budget and objectives of each project together, with their lights (双监控)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from jixiao.quantity import Money
from jixiao.tracking.attainment import Statement
from jixiao.tracking.basis import Period
from jixiao.tracking.glance import Glance
from jixiao.tracking.goals import Goal, Goals
from jixiao.tracking.indicator import Objective
from jixiao.tracking.lights import Due, Lit, budget_light, indicator_light, project_light
from jixiao.tracking.pace import Plans
from jixiao.tracking.policy import time_share
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao.tracking.requirements import Gap, monitoring_gaps
from jixiao.tracking.scoring import Denominator
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.undisturbed import undisturbed


@dataclass(frozen=True, slots=True)
class Watched:
    """An indicator with its light and what its row has still to say (监控的一条指标)."""

    goal: Goal
    lit: Lit
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Monitored:
    """A project with its lights (监控的一个项目), or the whole unit, which has no project."""

    project: Project | None
    budget: Lit
    indicators: tuple[Watched, ...]
    lit: Lit
    due: Due
    objective: Objective | None = None
    statement: Statement | None = None
    last_statement: Statement | None = None

    @property
    def points_apart(self) -> Fraction | None:
        """How far the progress of objectives and of money are apart, as a share of the plan; none unless both
        are known. Objectives count by the mean of their numbers."""
        shares = [each.lit.value for each in self.indicators if each.lit.value is not None]
        if self.budget.value is None or not shares:
            return None
        return sum(shares, Fraction(0)) / len(shares) - self.budget.value


@dataclass(frozen=True)
class Monitoring:
    """Every project of a year on a date, with its lights (监控)."""

    glance: Glance

    @cached_property
    def goals(self) -> Goals:
        """The indicators on the date."""
        year = self.glance.year
        hierarchy = self.glance.policy.hierarchy(year.fiscal_year)
        return Goals.at(year, self.glance.as_of, hierarchy, previous_end(year.periods, self.glance.as_of))

    @cached_property
    def plans(self) -> Plans:
        """What projects plan to spend by when."""
        return Plans.of(self.glance.visible.planned_events)

    @cached_property
    @undisturbed()
    def projects(self) -> Mapping[str, Monitored]:
        """The projects that can be seen, by code; a remainder has no indicators and is left out."""
        found = (self.of(each) for each in self.glance.visible.projects if not each.is_remainder)
        return {each.project.code: each for each in found if each.project}

    @cached_property
    def unit(self) -> Monitored:
        """The whole unit: its own indicators, and all its money."""
        standing = self.glance.totals["unit"]
        due = Due(time_share(self.glance.period))
        return self._monitored(WHOLE_UNIT, None, standing.spent, self._budget(standing.position), due)

    def of(self, project: Project) -> Monitored:
        """One project."""
        standing = self.glance.standing(project)
        return self._monitored(
            project.code, project, standing.spent, self._budget(standing.position), self.due(project.code)
        )

    def due(self, project: str) -> Due:
        """What share of the year's whole the project should have reached by now: its own plan's, else the
        share of the year gone by."""
        curve = self.plans.curves.get(project)
        planned = self.plans.spent_by(project, self.glance.as_of)
        if curve and planned is not None and curve[-1][1] > Money():
            return Due(Fraction(planned.fen, curve[-1][1].fen), "计划进度")
        return Due(time_share(self.glance.period))

    def _budget(self, position: Position) -> Money:
        is_original = self.glance.policy.lights.denominator is Denominator.ORIGINAL
        return position.original if is_original else position.adjusted

    def _monitored(
        self, subject: str, project: Project | None, spent: Money | None, budget: Money, due: Due
    ) -> Monitored:
        rules = self.glance.policy.lights
        lit = budget_light(spent, budget, due, rules)
        watched = tuple(self._watched(goal, due) for goal in self.goals.of.get(subject, ()))
        counted = [each.lit for each in watched if not each.goal.is_removed]
        return Monitored(
            project,
            lit,
            watched,
            project_light(lit, counted, rules),
            due,
            self.goals.objective(subject),
            self.goals.statements.get(subject),
            self.goals.last_statements.get(subject),
        )

    def _watched(self, goal: Goal, due: Due) -> Watched:
        policy = self.glance.policy
        if goal.is_removed:
            return Watched(goal, Lit(None, "指标已按批准删除"), ())
        lit = indicator_light(
            goal.indicator, goal.target, goal.attained, due, policy.lights, as_of=self.glance.as_of
        )
        return Watched(goal, lit, tuple(monitoring_gaps(goal, lit, policy.reasoned)))


def previous_end(periods: tuple[Period, ...], as_of: dt.date) -> dt.date | None:
    """The end of the period before the one that ends on the date; none where it is the first."""
    return max((each.end for each in periods if each.end < as_of), default=None)
