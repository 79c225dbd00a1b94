"""Facts about indicators (指标取数): how many a project has, how many are met, what one is to reach and has.

Within the year an indicator counts as met while it keeps pace: its light is green, or blue. At the year's end
it is met where it has reached its target, and no light tells that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jixiao.measure import Key
from jixiao.narrative.fact import Fact
from jixiao.quantity import Quantity
from jixiao.tracking.attainment import Likelihood
from jixiao.tracking.glance import Glance
from jixiao.tracking.goals import Goal
from jixiao.tracking.lights import Light
from jixiao.tracking.monitoring import Monitoring, Watched
from jixiao.tracking.policy import Policy
from jixiao.tracking.year import Year
from jixiao.tracking.year_end import is_met

INDICATORS = "indicators"
COUNTS = ("count", "met", "missed", "pending", "promised", "kept")
"""What may be counted of a project's indicators."""

_MET = (Light.GREEN, Light.BLUE)


@dataclass
class GoalFacts:
    """The facts about indicators of a year on a date; `key` makes the key of a project's measure."""

    year: Year
    as_of: dt.date
    policy: Policy
    key: Callable[[str, str], Key]

    @cached_property
    def monitoring(self) -> Monitoring:
        """The indicators with their lights."""
        return Monitoring(Glance(self.year, self.as_of, self.policy))

    def told(self, project: str) -> list[Watched]:
        """The indicators of a project of which something was said by the date; what was taken out is left."""
        found = self.monitoring.projects.get(project) if self._has_any else None
        rows = found.indicators if found else ()
        return [each for each in rows if each.goal.attained is not None and not each.goal.is_removed]

    def met(self, project: str) -> list[Watched]:
        """Those that are met, or keep pace."""
        return [each for each in self.told(project) if self._is_met(each)]

    def missed(self, project: str) -> list[Watched]:
        """Those that are not, or fall behind."""
        return [each for each in self.told(project) if self._is_met(each) is False]

    def pending(self, project: str) -> list[Watched]:
        """Those of which it cannot be said yet: their day has not come."""
        return [each for each in self.told(project) if self._is_met(each) is None]

    def promised(self, project: str) -> list[Watched]:
        """Those that were called certain when they were last monitored, and can be judged now."""
        return [
            each
            for each in self.told(project)
            if each.goal.last
            and each.goal.last.likelihood is Likelihood.CERTAIN
            and self._is_met(each) is not None
        ]

    def kept(self, project: str) -> list[Watched]:
        """Those of them that are met."""
        return [each for each in self.promised(project) if self._is_met(each)]

    def _is_met(self, each: Watched) -> bool | None:
        """Whether an indicator is met; none where that cannot be said yet."""
        if self.as_of < dt.date(self.year.fiscal_year, 12, 31):
            return None if each.lit.light is None else each.lit.light in _MET
        return is_met(each.goal, self.year.fiscal_year, self.as_of)

    def count(self, project: str, of: str) -> Fact:
        """How many indicators a project has (`count`), or how many are what one of `COUNTS` says."""
        counted = self.told if of == "count" else getattr(self, of)
        number = Decimal(len(counted(project)))
        return Fact(self.key(project, f"{INDICATORS}.{of}"), Quantity(number, "项"))

    def wanted(self, project: str, goal: Goal) -> Fact | None:
        """The number that an indicator is to reach, with its unit; none where it is no single number."""
        target = goal.target
        if target.value is None or target.high is not None:
            return None
        key = self.key(project, f"{INDICATORS}.{goal.indicator.code}.wanted")
        return Fact(key, Quantity(target.value, target.unit))

    def reached(self, project: str, goal: Goal) -> Fact | None:
        """The number that an indicator has reached, or the share by its terms; none where none was given."""
        said = goal.attained if goal.target.is_quantitative else None
        key = self.key(project, f"{INDICATORS}.{goal.indicator.code}.reached")
        if said is not None and said.actual is not None:
            return Fact(key, Quantity(said.actual, goal.target.unit))
        if said is not None and said.share is not None and goal.target.unit == "%":
            return Fact(key, said.share)
        return None

    def lookup(self, project: str, rest: list[str]) -> Fact | None:
        """The fact that a reference or an earlier key names; an indicator goes by code or by name."""
        match rest:
            case [of] if of in COUNTS:
                return self.count(project, of) if self.told(project) else None
            case [name, "wanted" | "reached" as what]:
                goals = self.monitoring.goals.of.get(project, ())
                called = [each for each in goals if name in (each.indicator.code, each.indicator.name)]
                goal = called[0] if len(called) == 1 else None
                if goal is None:
                    return None
                return self.wanted(project, goal) if what == "wanted" else self.reached(project, goal)
            case _:
                return None

    @cached_property
    def _has_any(self) -> bool:
        return bool(self.year.indicators)
