"""Pace (支出进度): how far spending should be by a date, and how far ahead of that or behind it is.

A project that plans its spending (计划节点) is held against its own plan; any other against the share of
the year that has passed (序时进度), which is wrong for money paid at once or after an audit.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.quantity import Money, Rate
from jixiao.tracking.position import Position
from jixiao.tracking.results import PlannedEvent


@dataclass(frozen=True, slots=True)
class Plans:
    """What each project plans to have spent by which date (用款计划), by project code, dates rising."""

    curves: Mapping[str, Sequence[tuple[dt.date, Money]]]

    @classmethod
    def of(cls, events: Iterable[PlannedEvent]) -> Plans:
        """The plans that the events make; those without a date or an amount say nothing about spending."""
        curves: dict[str, list[tuple[dt.date, Money]]] = defaultdict(list)
        for event in events:
            if event.planned is not None and event.planned_spent is not None:
                curves[event.project].append((event.planned, event.planned_spent))
        return cls({project: sorted(curve) for project, curve in curves.items()})

    def spent_by(self, project: str, date: dt.date) -> Money | None:
        """What the project plans to have spent by `date`: nothing before its first event.

        None where it has no plan.
        """
        curve = self.curves.get(project)
        if curve is None:
            return None
        due = bisect_right(curve, date, key=lambda event: event[0])
        return curve[due - 1][1] if due else Money()


@dataclass(frozen=True, slots=True)
class Pace:
    """How spending compares with what was planned (进度对比); both shares ÷ adjusted budget.

    Without a budget there is neither.
    """

    rate: Rate | None
    planned: Rate | None
    has_plan: bool  # the project's own; else time-proportional

    @property
    def points(self) -> Decimal | None:
        """How far spending is ahead of the plan, in percentage points (百分点); negative: behind.

        >>> Pace(Rate(30, 100), Rate(1, 2), has_plan=False).points
        Decimal('-20.00')
        """
        if self.rate is None or self.planned is None:
            return None
        return self.rate.points_above(self.planned)

    @property
    def is_ahead(self) -> bool:
        """Whether spending is ahead of its plan, as printed."""
        return self.points is not None and self.points > 0

    @property
    def is_behind(self) -> bool:
        """Whether spending is behind its plan, as printed."""
        return self.points is not None and self.points < 0


def pace(position: Position, planned_spent: Money | None, elapsed: Fraction) -> Pace:
    """The pace at a position, given what its own plan wants by now and the share of the year elapsed.

    A plan never wants more than the adjusted budget: it may be older than a reduction.
    """
    if not position.adjusted:
        return Pace(None, None, has_plan=planned_spent is not None)
    if planned_spent is None:
        planned: Rate | None = Rate(elapsed.numerator, elapsed.denominator)
    else:
        planned = min(planned_spent, position.adjusted).per(position.adjusted)
    return Pace(position.execution_rate, planned, has_plan=planned_spent is not None)
