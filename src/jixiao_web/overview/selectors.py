"""Reads the year at a glance (总览): the lines of the matrix, bands, offices, and what is worth saying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jixiao.quantity import Money, Rate
from jixiao.tracking.budget import ExpenditureKind, Source
from jixiao.tracking.curve import Point, curve
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.ledger import WITHOUT_ADVANCE, Ledger
from jixiao.tracking.pace import Pace
from jixiao.tracking.policy import Band
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao.tracking.statistics import Statistics
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, kept
from jixiao_web.projects.permissions import sees_office

LINES: tuple[tuple[str, str | Promise, str], ...] = (
    ("unit", _("部门整体"), "strong"),
    ("basic", _("基本支出"), "sub-1"),
    ("project_expenditure", _("项目支出"), "sub-1"),
    ("focus", _("其中：重点项目"), "sub-2"),
    ("ordinary", _("其中：一般项目"), "sub-2"),
)


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band of the focus projects (执行率档): how many, and their adjusted budget."""

    band: Band
    count: int
    adjusted: Money
    share: Rate | None


@dataclass(frozen=True)
class OfficeLine:
    """An office's projects together (一个部门): where they stand and who of them is behind."""

    name: str
    standing: Standing
    statistics: Statistics
    focus_count: int
    behind: Sequence[tuple[Project, Pace]]

    @property
    def count(self) -> int:
        """How many projects it has."""
        return self.statistics.count


@dataclass(frozen=True)
class Overview:
    """The year on a date, as the screens of the overview show it (总览); made once a revision."""

    glance: Glance

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """Spent, planned and pro-rata by month."""
        return curve(self.glance)

    @cached_property
    def bands(self) -> list[BandLine]:
        """The bands of the focus projects that hold any."""
        focus = self.glance.focus
        total = focus.total.adjusted
        found = []
        for band, projects in self.glance.bands(focus).items():
            adjusted = focus.ledger.rows_total([each.code for each in projects]).adjusted
            found.append(BandLine(band, len(projects), adjusted, adjusted.per(total)))
        return found

    @cached_property
    def advance(self) -> Money:
        """The original budget that was allocated in advance (提前下达)."""
        lines = self.glance.visible.approval_lines
        return Money.total(
            each.amount
            for each in lines
            if each.source is Source.ADVANCE and each.kind is ExpenditureKind.PROJECT
        )

    @cached_property
    def focus_share(self) -> Rate | None:
        """The focus projects' share of the original project expenditure, what came in advance left out."""
        own = Ledger(self.glance.year, self.glance.as_of, WITHOUT_ADVANCE).of_kind(ExpenditureKind.PROJECT)
        return self.glance.focus.share_of(own)

    @cached_property
    def offices(self) -> Mapping[str, OfficeLine]:
        """Each office that has projects; what belongs to none stands under ""."""
        glance = self.glance
        focus = {each.code for each in glance.focus.projects}
        return {
            name: OfficeLine(
                name=name,
                standing=glance.standing_of(group),
                statistics=group,
                focus_count=sum(each.code in focus for each in group.projects),
                behind=glance.behind([each for each in group.projects if not each.is_remainder]),
            )
            for name, group in glance.by_party.items()
        }

    @cached_property
    def rates(self) -> Mapping[str, Rate | None]:
        """The execution rate of each project, by code."""
        return {each.code: self.glance.standing(each).execution_rate for each in self.glance.visible.projects}


@dataclass(frozen=True)
class OfficesSeen:
    """The offices as an actor sees them: their own one by one, all others together."""

    shown: Sequence[OfficeLine]
    others: Standing | None
    basic: Standing | None
    unit: Standing


def overview_at(budget_year: BudgetYear, as_of: dt.date) -> Overview:
    """The overview on a date."""
    return kept(budget_year, ("overview", as_of), lambda: Overview(glance_at(budget_year, as_of)))


def offices_for(actor: Actor, overview: Overview) -> OfficesSeen:
    """The offices whose figures the actor sees, those with the largest balance first."""
    shown = [each for each in overview.offices.values() if sees_office(actor, each.name)]
    hidden = [each for each in overview.offices.values() if not sees_office(actor, each.name)]
    others = None
    if hidden:
        total = sum((each.standing.position for each in hidden), Position())
        others = Standing(total, all(each.standing.is_known for each in hidden))
    totals = overview.glance.totals
    shown.sort(key=lambda each: (each.name == "", -each.standing.position.balance.fen))
    return OfficesSeen(shown, others, totals.get("basic"), totals["unit"])


def low_projects(actor: Actor, overview: Overview) -> list[Project]:
    """The focus projects of the lowest band that the actor may see by name, lowest first."""
    low = [each for each in overview.glance.focus.low if sees_office(actor, each.party)]
    rates = overview.rates
    return sorted(low, key=lambda each: rates[each.code] or Rate(0, 1))
