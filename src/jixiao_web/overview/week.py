"""What changed since a date (本周变化): in the ledger by its own dates, and in the trail by the clock."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from jixiao.tracking.budget import Adjustment, ExpenditureKind
from jixiao.tracking.execution import Nature
from jixiao.tracking.ledger import Account
from jixiao.tracking.project import Project
from jixiao.tracking.since import Changes, Movement, NewOutput, changes_since
from jixiao.tracking.year import Year
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.selectors import today
from jixiao_web.history.models import Entry
from jixiao_web.history.selectors import entries_about
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import kept, year_in_sums
from jixiao_web.projects.permissions import sees

A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement, whose it is, and how many entries of each nature made it (一处变动)."""

    movement: Movement
    project: Project | None
    counts: Sequence[tuple[Nature, int]]


@dataclass(frozen=True)
class Week:
    """What changed after `since`, up to and including `as_of`, as an actor sees it (期间变化)."""

    since: dt.date
    as_of: dt.date
    movements: Sequence[Moved]
    letters: Sequence[Adjustment]
    outputs: Sequence[tuple[NewOutput, Project | None]]

    @property
    def count(self) -> int:
        """How many things changed."""
        return len(self.movements) + len(self.letters) + len(self.outputs)


def start_of_week(as_of: dt.date) -> dt.date:
    """The day before the Monday of the week: what came after it is this week's."""
    return as_of - dt.timedelta(days=as_of.weekday() + 1)


def changes_between(budget_year: BudgetYear, since: dt.date, as_of: dt.date) -> Changes:
    """What changed in the ledger after `since`, up to and including `as_of`."""

    def make() -> Changes:
        year = year_in_sums(budget_year, [since, as_of])
        return changes_since(year, since, as_of, _counted(budget_year, since, as_of))

    return kept(budget_year, ("changes", since, as_of), make)


def week_for(actor: Actor, budget_year: BudgetYear, since: dt.date, as_of: dt.date) -> Week:
    """What changed, as far as the actor sees it; sums of the unit, such as basic expenditure, all see."""
    changes = changes_between(budget_year, since, as_of)
    year = year_in_sums(budget_year, [since, as_of])
    known = year.project_by_code
    mine = {code for code, project in known.items() if sees(actor, project)}
    return Week(
        since=since,
        as_of=as_of,
        movements=[
            Moved(each, known.get(each.account[1]), tuple(each.entries.items()))
            for each in sorted(changes.movements, key=_by_weight)
            if each.account[0] is ExpenditureKind.BASIC or each.account[1] in mine or actor.sees_all_offices
        ],
        letters=[each for each in changes.letters if actor.sees_all_offices or _touches(year, each, mine)],
        outputs=[
            (each, known.get(each.output.subject))
            for each in changes.outputs
            if actor.sees_all_offices or each.output.subject in mine
        ],
    )


def acts_since(actor: Actor, budget_year: BudgetYear, since: dt.date) -> QuerySet[Entry]:
    """The acts of the days after `since` by the clock, on projects that the actor sees; latest first.

    Of a year that is over, those of the last seven days.
    """
    first = max(since, today() - A_WEEK)
    if since.year == today().year:
        first = since
    begins = timezone.make_aware(dt.datetime.combine(first + dt.timedelta(days=1), dt.time.min))
    acts = entries_about(budget_year).filter(at__gte=begins)
    if actor.sees_all_offices:
        return acts
    own = table_of(budget_year, "projects").filter(party__in=actor.offices).values("code")
    return acts.filter(project__in=own)


def _counted(budget_year: BudgetYear, since: dt.date, as_of: dt.date) -> dict[Account, Counter[Nature]]:
    """How many entries of each nature there were, by account."""
    entries = table_of(budget_year, "entries").filter(date__gt=since, date__lte=as_of)
    counts = entries.order_by().values_list("kind", "project", "nature").annotate(count=Count("id"))
    found: dict[Account, Counter[Nature]] = {}
    for kind, project, nature, count in counts:
        found.setdefault((kind, project), Counter())[nature] = count
    return found


def _touches(year: Year, letter: Adjustment, codes: set[str]) -> bool:
    return any(
        line.adjustment == letter.code and (line.project in codes or line.giver in codes)
        for line in year.adjustment_lines
    )


def _by_weight(movement: Movement) -> int:
    """Larger movements first."""
    spent = movement.spent.fen if movement.spent is not None else 0
    return -max(abs(spent), abs(movement.budgeted.fen))
