"""Year's end (全年预计): what a project will presumably have spent, and how right such forecasts have been.

A forecast is a forecast: it says how it was made, and is never printed as a result.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.attainment import Likelihood, Tier
from jixiao.tracking.curve import part_of
from jixiao.tracking.goals import Goal, Goals
from jixiao.tracking.hierarchy import Hierarchy
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.lights import Due
from jixiao.tracking.pace import Plans
from jixiao.tracking.scoring import actual_of, meets
from jixiao.tracking.target import Comparator
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will presumably have been spent at the year's end (全年预计支出), and how that was reckoned."""

    amount: Money | None
    how: str


def forecast(
    project: str, spent: Money | None, adjusted: Money, due: Due, plans: Plans, as_of: dt.date
) -> Forecast:
    """The forecast of a project: what its plan has still to come, else the pace so far to the year's end.

    Never above the adjusted budget. None where spending is not known or nothing was due yet.
    """
    if spent is None:
        return Forecast(None, "支出数不详，不能预计")
    if as_of.month == 12 and as_of.day == 31:
        return Forecast(spent, "年度已经结束，为实际支出")
    curve = plans.curves.get(project)
    if curve:
        planned = plans.spent_by(project, as_of) or Money()
        rest = max(curve[-1][1] - planned, Money())
        total = min(spent + rest, max(adjusted, spent))
        told = f"已支出{printing.money(spent)}，用款计划此后还有{printing.money(rest)}"
        return Forecast(total, told + _capped(spent + rest, adjusted, spent))
    if due.share <= 0:
        return Forecast(None, "还没有到第一笔计划支出的日期，不能预计")
    reached = part_of(spent, 1 / due.share)
    total = min(reached, max(adjusted, spent))
    told = f"没有用款计划，按至今进度推算：{printing.money(spent)}÷{due.words}"
    return Forecast(total, told + _capped(reached, adjusted, spent))


def _capped(reached: Money, adjusted: Money, spent: Money) -> str:
    return f"；不超过调整后预算{printing.money(adjusted)}" if reached > max(adjusted, spent) else ""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right an office's forecasts of a year were (预计准确度).

    `off` is the sum of the distances between forecast and actual spending, `spent` what was spent; `missed`
    of `certain` indicators that were called certain were not met at the year's end.
    """

    forecasts: int
    off: Money
    spent: Money
    certain: int
    missed: int

    @property
    def share_off(self) -> Fraction | None:
        """By what share of what was spent the forecasts were off; none where nothing was spent."""
        return Fraction(self.off.fen, self.spent.fen) if self.spent.fen > 0 else None


def accuracy(year: Year, hierarchy: Hierarchy) -> Mapping[str, Accuracy]:
    """The accuracy of each office's forecasts in a year that is over, by the name of the office."""
    last = dt.date(year.fiscal_year, 12, 31)
    ledger = Ledger(year, last)
    ends = sorted(each.end for each in year.periods if each.end < last)
    goals = Goals.at(year, last, hierarchy, ends[-1] if ends else None)
    off: dict[str, list[tuple[Money, Money]]] = defaultdict(list)
    called: dict[str, list[bool]] = defaultdict(list)
    for project in year.projects:
        told = [
            each
            for each in year.evaluations
            if each.project == project.code and each.forecast is not None and each.as_of and each.as_of < last
        ]
        if told and ledger.knows_spending(project.code):
            said = max(told, key=lambda each: each.as_of or last).forecast or Money()
            spent = ledger.of(project.code).spent
            off[project.party].append((abs(said - spent), spent))
        for goal in goals.of.get(project.code, ()):
            if goal.last and goal.last.likelihood is Likelihood.CERTAIN and not goal.is_removed:
                met = is_met(goal, year.fiscal_year, last)
                if met is not None:
                    called[project.party].append(met)
    return {
        office: Accuracy(
            len(off[office]),
            Money.total(each for each, _ in off[office]),
            Money.total(spent for _, spent in off[office]),
            len(called[office]),
            sum(not met for met in called[office]),
        )
        for office in sorted({*off, *called})
    }


def is_met(goal: Goal, fiscal_year: int, as_of: dt.date) -> bool | None:
    """Whether an indicator was met by a date; none where that is not known, or its own day is yet to come."""
    said = goal.attained
    if said is None:
        return None
    if goal.target.comparator is Comparator.BY_DATE:
        due = goal.target.last_day(fiscal_year)
        if due is None or (said.reached is None and due > as_of):
            return None
        return said.reached is not None and said.reached <= due
    if goal.target.value is None:
        return None if said.tier is None else said.tier is Tier.MET
    actual = actual_of(said)
    return None if actual is None else meets(goal.target, actual)
