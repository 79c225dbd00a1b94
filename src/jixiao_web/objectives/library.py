"""Where indicators come from at the start (指标的来处): the same project in the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.tracking.indicator import Horizon, Indicator, Objective
from jixiao.tracking.project import predecessors
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_before, year_in_sums
from jixiao_web.objectives.selectors import Subject


@dataclass(frozen=True)
class Predecessor:
    """The same project, or the unit, in the year before, with what it promised then (上年目标与指标)."""

    fiscal_year: int
    name: str
    indicators: Sequence[Indicator]
    objective: Objective | None


def predecessor_of(year: BudgetYear, subject: Subject) -> Predecessor | None:
    """What the subject promised in the year before; none where that is not known."""
    before = year_before(year)
    if before is None:
        return None
    ledger = year_in_sums(before)
    code, name = WHOLE_UNIT, subject.name
    if not subject.is_unit:
        now = next((each for each in year_in_sums(year).projects if each.code == subject.code), None)
        projects = predecessors(now, ledger.projects) if now else []
        if not projects:
            return None
        code, name = projects[0].code, projects[0].name
    indicators = [
        each for each in ledger.indicators if each.subject == code and each.horizon is Horizon.ANNUAL
    ]
    objectives = [
        each for each in ledger.objectives if each.subject == code and each.horizon is Horizon.ANNUAL
    ]
    if not indicators and not objectives:
        return None
    return Predecessor(before.fiscal_year, name, indicators, objectives[-1] if objectives else None)
