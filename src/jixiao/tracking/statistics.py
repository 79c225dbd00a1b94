"""What the positions of a group of projects say together (统计): bands, adjusted projects, shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jixiao.quantity import Rate
from jixiao.tracking.basis import Period
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.policy import Band, Policy
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project


@dataclass(frozen=True)
class Statistics:
    """Counts and shares over `projects` at the end of `period` (分档和调整统计).

    A remainder, which stands for projects of an unknown number, is in the total and in a band, never in a
    count.
    """

    projects: Sequence[Project]
    ledger: Ledger
    policy: Policy
    period: Period

    @property
    def count(self) -> int:
        """How many projects there are."""
        return len(self._counted)

    @cached_property
    def _counted(self) -> Sequence[Project]:
        return [each for each in self.projects if not each.is_remainder]

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """The position of each project by code."""
        return {each.code: self.ledger.of(each.code) for each in self.projects}

    @cached_property
    def total(self) -> Position:
        """The position of the group, reallocations inside it left out."""
        return self.ledger.of_projects([each.code for each in self.projects])

    @cached_property
    def by_band(self) -> Mapping[Band, Sequence[Project]]:
        """The projects of each band of the policy, in the policy's order; empty bands stay."""
        found: dict[Band, list[Project]] = {band: [] for band in self.policy.bands_for(self.period)}
        for project in self.projects:
            rate = self.positions[project.code].execution_rate
            if not self.ledger.knows_spending(project.code):
                rate = None
            found[self.policy.band(rate, self.period)].append(project)
        return found

    @cached_property
    def adjusted(self) -> Sequence[Project]:
        """The projects whose budget was adjusted in the year."""
        return [each for each in self._counted if self.positions[each.code].is_adjusted]

    @property
    def adjusted_share(self) -> Rate | None:
        """Adjusted projects ÷ projects; none of none."""
        return Rate(len(self.adjusted), self.count) if self.count else None

    @cached_property
    def changed_greatly(self) -> Sequence[Project]:
        """The projects whose net change is more than the policy's limit of their original budget."""
        limit = self.policy.large_change
        return [
            each
            for each in self._counted
            if (ratio := self.positions[each.code].change_ratio) is not None and ratio.value > limit
        ]

    def share_of(self, whole: Position) -> Rate | None:
        """The group's original budget ÷ that of `whole`, whose basis the caller names."""
        return self.total.original.per(whole.original)

    @cached_property
    def low(self) -> Sequence[Project]:
        """The projects of the policy's lowest band (执行率偏低)."""
        return [each for band, rows in self.by_band.items() if band.is_lowest for each in rows]
