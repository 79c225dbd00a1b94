"""The lines of the list of projects (项目清单的行): each with where it stands, made once a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jixiao.quantity import Money, Rate
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.pace import Pace
from jixiao.tracking.policy import Band
from jixiao.tracking.position import Position
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.results import ObjectiveState
from jixiao.tracking.statistics import Statistics
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, kept
from jixiao_web.projects.concerns import ledger_counts
from jixiao_web.projects.permissions import sees
from jixiao_web.proofing.selectors import counts_on_projects
from jixiao_web.results.selectors import Progress, progress_of_projects


@dataclass(frozen=True)
class Line:
    """A project as the list shows it (一行).

    `progress` is how far reporting on it is in the round at hand, `findings` how many are open: of the rules
    of the ledger, and of those proofs that whoever looks may see.
    """

    project: Project
    standing: Standing
    pace: Pace
    band: Band
    objectives: ObjectiveState | None
    contracts: int
    contracted: Money | None
    outputs: int
    progress: Progress | None = None
    findings: int = 0

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self.standing.position

    @property
    def is_focus(self) -> bool:
        """Whether it is a focus project."""
        return self.project.attention is Attention.FOCUS and not self.project.is_remainder

    @property
    def rate(self) -> Rate | None:
        """Spent ÷ adjusted."""
        return self.standing.execution_rate


def lines_at(budget_year: BudgetYear, as_of: dt.date) -> Sequence[Line]:
    """The projects that are there on a date, focus projects first, each in its order."""
    return kept(budget_year, ("project lines", as_of), lambda: _lines(glance_at(budget_year, as_of)))


def lines_for(actor: Actor, budget_year: BudgetYear, as_of: dt.date) -> list[Line]:
    """The projects that the actor sees in detail."""
    progress = progress_of_projects(budget_year, actor.today)
    found = ledger_counts(budget_year, as_of) + counts_on_projects(actor, budget_year)
    return [
        replace(each, progress=progress.get(each.project.code), findings=found[each.project.code])
        for each in lines_at(budget_year, as_of)
        if sees(actor, each.project)
    ]


def _lines(glance: Glance) -> tuple[Line, ...]:
    objectives = _objectives(glance)
    contracts: dict[str, list[Money | None]] = {}
    for contract in glance.visible.contracts:
        contracts.setdefault(contract.project, []).append(contract.amount)
    outputs: dict[str, int] = {}
    for output in glance.visible.outputs:
        outputs[output.subject] = outputs.get(output.subject, 0) + 1
    bands = {each.code: band for group in (glance.focus, glance.ordinary) for band, each in _banded(group)}
    return tuple(
        Line(
            project=project,
            standing=glance.standing(project),
            pace=glance.pace(project),
            band=bands[project.code],
            objectives=objectives.get(project.code),
            contracts=len(contracts.get(project.code, ())),
            contracted=_sum(contracts.get(project.code, ())),
            outputs=outputs.get(project.code, 0) + outputs.get(project.name, 0),
        )
        for project in (*glance.visible.focus_projects, *glance.visible.ordinary_projects)
    )


def _banded(group: Statistics) -> list[tuple[Band, Project]]:
    return [(band, each) for band, projects in group.by_band.items() for each in projects]


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    known = [each for each in amounts if each is not None]
    return Money.total(known) if known else None


def _objectives(glance: Glance) -> dict[str, ObjectiveState | None]:
    """Whether each project's objectives are met, by its latest evaluation."""
    found: dict[str, tuple[dt.date, ObjectiveState | None]] = {}
    for each in glance.visible.evaluations:
        date = each.as_of or dt.date.min
        if each.project not in found or found[each.project][0] <= date:
            found[each.project] = (date, each.objectives)
    return {code: state for code, (_, state) in found.items()}
