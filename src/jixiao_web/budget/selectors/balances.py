"""Balances on a date (余额), and how a budget became what it is (变动)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from jixiao.quantity import Money
from jixiao.tracking.budget import Change, ExpenditureKind, Source
from jixiao.tracking.curve import changes_of, moved
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.position import NOTHING
from jixiao.tracking.project import Project
from jixiao_web.budget.selectors.projects import Projects
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import glance_at


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a project stands on a date (余额)."""

    project: Project
    standing: Standing


def balances(year: BudgetYear, projects: Projects, as_of: dt.date) -> list[Balance]:
    """Each project that the actor sees, on the date."""
    glance = glance_at(year, as_of)
    return [
        Balance(project, glance.standing(project))
        for project in glance.visible.projects
        if projects.sees(project.code)
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the history of a project's budget (预算变动); `after` is the budget that it left."""

    date: dt.date | None
    way: Change | Source  # changed by a letter, or granted by an approval
    amount: Money
    document: str
    reason: str
    is_provisional: bool = False
    letter: int | None = None
    after: Money = NOTHING

    @property
    def is_change(self) -> bool:
        """Whether a letter changed the budget, where an approval grants it."""
        return isinstance(self.way, Change)


def history_of(year: BudgetYear, project: str, as_of: dt.date) -> list[Event]:
    """How the budget of a project became what it is on the date, in order; undated steps come first.

    Requests that do not count yet, and refused lines, are no steps.
    """
    glance = glance_at(year, as_of)
    numbers = {row.code: row.pk for row in table_of(year, "adjustments")}
    events = [*_granted(glance, project), *_changed(glance, project, numbers)]
    events.sort(key=lambda each: (each.date is not None, each.date or dt.date.min))
    totals = accumulate(each.amount for each in events)
    return [replace(each, after=after) for each, after in zip(events, totals, strict=True)]


def _granted(glance: Glance, project: str) -> Iterable[Event]:
    documents = {each.code: each for each in glance.visible.approvals}
    for line in glance.visible.approval_lines:
        if line.project == project and line.kind is ExpenditureKind.PROJECT:
            told = documents.get(line.approval)
            yield Event(
                date=told.issued if told else None,
                way=line.source,
                amount=line.amount,
                document=(told.number or told.title) if told else "",
                reason=line.note,
            )


def _changed(glance: Glance, project: str, numbers: Mapping[str, int]) -> Iterable[Event]:
    documents = {each.code: each for each in glance.visible.adjustments}
    for change in changes_of(glance.ledger, project):
        told = documents.get(change.line.adjustment)
        yield Event(
            date=change.since,
            way=change.line.change,
            amount=moved(change, project),
            document=(told.approval_number or told.request_number or told.title) if told else "",
            reason=change.line.reason,
            is_provisional=change.is_provisional,
            letter=numbers.get(change.line.adjustment),
        )
