"""Goals (指标现状): each indicator as it stands on a date, approved changes applied, and what it reached.

What was approved first and what it is now stay side by side. What was attained belongs to the period
in which its date lies; the latest one before is kept as what was said last time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.hierarchy import Hierarchy
from jixiao.tracking.indicator import ChangeKind, Horizon, Indicator, IndicatorChange, Objective
from jixiao.tracking.target import Target, target
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator on a date (指标): target and weight as they stand, what was attained now and before."""

    indicator: Indicator
    target: Target
    weight: Decimal | None
    changes: tuple[IndicatorChange, ...] = ()
    attained: Attainment | None = None
    last: Attainment | None = None

    @property
    def is_removed(self) -> bool:
        """Whether an approved change has taken it out: it is shown, and nothing is asked of it."""
        return bool(self.changes) and self.changes[-1].kind is ChangeKind.REMOVED

    @property
    def is_changed(self) -> bool:
        """Whether it is another than was first approved."""
        return bool(self.changes)


@dataclass(frozen=True)
class Goals:
    """The annual indicators and objectives of a year on a date (指标现状), by project code, the unit's
    under `WHOLE_UNIT`.

    `since` is the end of the period before: what was read after it is this period's.
    """

    of: Mapping[str, Sequence[Goal]]
    objectives: Mapping[str, Sequence[Objective]]
    statements: Mapping[str, Statement]
    last_statements: Mapping[str, Statement]

    @classmethod
    def at(cls, year: Year, as_of: dt.date, hierarchy: Hierarchy, since: dt.date | None = None) -> Goals:
        """The goals as they could be seen on the date, in the order of the form."""
        seen = year.visible_on(as_of)
        changes: dict[str, list[IndicatorChange]] = defaultdict(list)
        for change in sorted(seen.indicator_changes, key=lambda each: each.approved or dt.date.min):
            changes[change.indicator].append(change)
        now, last = _latest(seen.attainments, since, "indicator")
        found: dict[str, list[Goal]] = defaultdict(list)
        for each in seen.indicators:
            if each.horizon is Horizon.ANNUAL:
                goal = _goal(each, tuple(changes[each.code]), now.get(each.code), last.get(each.code))
                found[each.subject].append(goal)
        levels = {(each.first, each.second) for each in seen.indicators}
        places = {level: hierarchy.place(*level) for level in levels}
        for goals in found.values():
            goals.sort(key=lambda it: places[it.indicator.first, it.indicator.second])
        statements, last_statements = _latest(seen.statements, since, "subject")
        objectives: dict[str, list[Objective]] = defaultdict(list)
        for objective in seen.objectives:
            if objective.horizon is Horizon.ANNUAL:
                objectives[objective.subject].append(objective)
        return cls(found, objectives, statements, last_statements)

    def objective(self, subject: str) -> Objective | None:
        """The annual objective that counts; none where none is kept."""
        own = self.objectives.get(subject)
        return max(own, key=lambda each: each.since or dt.date.min) if own else None


def _goal(
    indicator: Indicator,
    changes: tuple[IndicatorChange, ...],
    attained: Attainment | None,
    last: Attainment | None,
) -> Goal:
    wanted, weight = indicator.target, indicator.weight
    for change in changes:
        wanted = change.new_target or wanted
        weight = weight if change.new_weight is None else change.new_weight
    return Goal(indicator, target(wanted), weight, changes, attained, last)


Dated = TypeVar("Dated", Attainment, Statement)


def _latest(
    rows: Iterable[Dated], since: dt.date | None, key: str
) -> tuple[dict[str, Dated], dict[str, Dated]]:
    """The latest row of each key after `since`, and the latest up to it."""
    now: dict[str, Dated] = {}
    last: dict[str, Dated] = {}
    for row in sorted(rows, key=lambda each: each.as_of):
        kept = now if since is None or row.as_of > since else last
        kept[getattr(row, key)] = row
    return now, last
