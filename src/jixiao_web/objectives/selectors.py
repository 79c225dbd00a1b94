"""Reads objectives, indicators, lights and scores (目标、指标、预警灯、自评), once a revision of the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jixiao.tracking.goals import Goal, Goals
from jixiao.tracking.hierarchy import Misweighted, Weighting, misweighted, weighting_of
from jixiao.tracking.indicator import IndicatorChange, Objective
from jixiao.tracking.lights import Light
from jixiao.tracking.monitoring import Monitored, Monitoring
from jixiao.tracking.policy import Policy
from jixiao.tracking.self_evaluation import Evaluated, SelfEvaluation
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.tracking.year_end import Accuracy, Forecast, accuracy, forecast
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, kept, policy_of, year_before
from jixiao_web.objectives.permissions import may_see


@dataclass(frozen=True)
class Subject:
    """A project, or the unit itself, with its objectives and indicators on a date (目标与指标)."""

    code: str
    name: str
    office: str
    number: int | None
    goals: Sequence[Goal]
    objectives: Sequence[Objective]
    policy: Policy

    @property
    def is_unit(self) -> bool:
        """Whether it is the unit itself."""
        return self.code == WHOLE_UNIT

    @cached_property
    def counted(self) -> list[Goal]:
        """The indicators that were not taken out."""
        return [each for each in self.goals if not each.is_removed]

    @cached_property
    def weighting(self) -> Weighting:
        """How its points are split."""
        return weighting_of(self.policy.weightings, {each.indicator.first for each in self.counted})

    @cached_property
    def weights(self) -> Sequence[tuple[str, Sequence[Goal]]]:
        """The indicators by first level, in the order of the form."""
        found: dict[str, list[Goal]] = {}
        for each in self.goals:
            found.setdefault(each.indicator.first, []).append(each)
        return list(found.items())

    @cached_property
    def misweighted(self) -> list[Misweighted]:
        """The parents whose weights do not add up; none while no indicator has a weight."""
        given = [
            (each.indicator.first, each.indicator.name, each.weight)
            for each in self.counted
            if each.weight is not None
        ]
        return misweighted(given, self.weighting) if given else []

    @property
    def changes(self) -> list[tuple[Goal, IndicatorChange]]:
        """Its approved changes with the indicator each is of, the latest first."""
        found = [(goal, change) for goal in self.goals for change in goal.changes]
        return sorted(found, key=lambda it: it[1].approved or dt.date.min, reverse=True)

    @property
    def is_approved(self) -> bool:
        """Whether its objective bears an approval: then indicators change with another approval only."""
        return any(each.approval for each in self.objectives)


@dataclass(frozen=True)
class Lighted:
    """A project on the board of lights (预警灯): what glows, and what is expected of the year."""

    code: str
    name: str
    office: str
    monitored: Monitored
    forecast: Forecast

    @property
    def light(self) -> Light | None:
        """The light of the project."""
        return self.monitored.lit.light

    @property
    def counts(self) -> list[tuple[Light | None, int]]:
        """How many of its indicators glow how, the worst first; those without a light last."""
        found = Counter(each.lit.light for each in self.monitored.indicators if not each.goal.is_removed)
        return [(each, found[each]) for each in (*Light, None) if found[each]]


def monitoring_at(year: BudgetYear, as_of: dt.date) -> Monitoring:
    """The monitoring of the year on a date."""
    return kept(year, ("monitoring", as_of), lambda: Monitoring(glance_at(year, as_of)))


def self_evaluation_at(year: BudgetYear, as_of: dt.date) -> SelfEvaluation:
    """The self-evaluation of the year on a date."""
    return kept(year, ("self-evaluation", as_of), lambda: SelfEvaluation(glance_at(year, as_of)))


def goals_at(year: BudgetYear, as_of: dt.date) -> Goals:
    """The indicators of the year as they stand on a date."""
    return monitoring_at(year, as_of).goals


def subjects_for(actor: Actor, year: BudgetYear, as_of: dt.date) -> list[Subject]:
    """The unit, and the projects that the actor sees, in the order of the list of projects."""
    glance, goals, policy = glance_at(year, as_of), goals_at(year, as_of), policy_of(year)

    def subject(code: str, name: str, office: str, number: int | None) -> Subject:
        return Subject(
            code, name, office, number, goals.of.get(code, ()), goals.objectives.get(code, ()), policy
        )

    projects = [*glance.visible.focus_projects, *glance.visible.ordinary_projects]
    return [
        subject(WHOLE_UNIT, year.unit.short_name, "", None),
        *(
            subject(each.code, each.name, each.party, each.number)
            for each in projects
            if not each.is_remainder and may_see(actor, each.party)
        ),
    ]


def subject_for(actor: Actor, year: BudgetYear, as_of: dt.date, code: str) -> Subject | None:
    """One of them; none where the actor sees no such project."""
    return next((each for each in subjects_for(actor, year, as_of) if each.code == code), None)


def lighted_for(actor: Actor, year: BudgetYear, as_of: dt.date) -> list[Lighted]:
    """The projects that the actor sees, with their lights, the worst first."""
    monitoring = monitoring_at(year, as_of)
    found = []
    for code, each in monitoring.projects.items():
        project = each.project
        if project is None or not may_see(actor, project.party):
            continue
        standing = monitoring.glance.standing(project)
        expected = forecast(
            code, standing.spent, standing.position.adjusted, each.due, monitoring.plans, as_of
        )
        found.append(Lighted(code, project.name, project.party, each, expected))
    return sorted(found, key=lambda it: it.light.rank if it.light else len(Light))


def accuracy_of(year: BudgetYear) -> dict[str, Accuracy]:
    """How right each office's forecasts of the year before were; nothing where there is no such year."""
    before = year_before(year)
    if before is None:
        return {}
    return kept(
        before,
        "accuracy",
        lambda: dict(
            accuracy(
                glance_at(before, dt.date(before.fiscal_year, 12, 31)).year,
                policy_of(before).hierarchy(before.fiscal_year),
            )
        ),
    )


def evaluated_for(actor: Actor, year: BudgetYear, as_of: dt.date) -> list[Evaluated]:
    """The self-evaluations of the projects that the actor sees, in the order of the ledger."""
    found = self_evaluation_at(year, as_of).projects.values()
    return [each for each in found if each.project and may_see(actor, each.project.party)]
