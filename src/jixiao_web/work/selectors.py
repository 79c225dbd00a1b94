"""Reads what waits for whom (待办), grouped by how many working days are left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jixiao.tracking.working_days import WorkingDays
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.selectors import working_days
from jixiao_web.work.items import Item, Place, providers

SOON = 3
"""Working days within which something counts as soon."""

COUNTED_FOR = 60
"""Seconds for which a count stands while nobody does anything."""

GROUPS: tuple[tuple[str, str | Promise], ...] = (
    ("late", _("已逾期")),
    ("today", _("今天到期")),
    ("soon", _("三个工作日内")),
    ("later", _("以后")),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An item with the working days that are left; none where it has no date."""

    item: Item
    left: int | None

    @property
    def days_late(self) -> int:
        """The working days since it was due."""
        return -self.left if self.left is not None and self.left < 0 else 0

    @property
    def group(self) -> str:
        """Where in the list it stands."""
        if self.left is None or self.left > SOON:
            return "later"
        if self.left == 0:
            return "today"
        return "late" if self.left < 0 else "soon"


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are equally pressing."""

    name: str
    word: str | Promise
    rows: Sequence[Dated]


def items_of(actor: Actor, year: BudgetYear) -> list[Item]:
    """Everything that the apps have for the actor in a year."""
    return [item for provider in providers() for item in provider(actor, year)]


def items_in(actor: Actor, year: BudgetYear, place: Place, found: Sequence[Item] | None = None) -> list[Item]:
    """The items of one list; what was returned waits as well. `found` are all items where they are known."""
    wanted = {place, Place.RETURNED} if place is Place.WAITING else {place}
    items = items_of(actor, year) if found is None else found
    return [each for each in items if each.place in wanted]


def groups_of(items: Iterable[Item], today: dt.date, calendar: WorkingDays | None = None) -> list[Group]:
    """The items by how pressing they are, the earliest first; empty groups are left out."""
    days = calendar or working_days()
    dated = [Dated(each, _left(days, today, each.due) if each.due is not None else None) for each in items]
    dated.sort(key=lambda each: (each.item.due or dt.date.max, not each.item.is_urgent))
    found = [Group(name, word, [each for each in dated if each.group == name]) for name, word in GROUPS]
    return [each for each in found if each.rows]


def _left(days: WorkingDays, today: dt.date, due: dt.date) -> int:
    """Working days left; what was due on a day off before today is late at once."""
    if due == today:
        return 0
    left = days.between(today, due)
    if left == 0:
        return 1 if due > today else -1
    return left


def count_of(actor: Actor, year: BudgetYear) -> int:
    """How many things wait for the actor; asked on every page, so kept until somebody does something."""
    last = Entry.objects.aggregate(last=Max("pk"))["last"]
    key = f"work-{actor.user.pk}-{year.pk}-{actor.today}-{year.revision}-{last}"
    known: int | None = cache.get(key)
    if known is None:
        known = len(items_in(actor, year, Place.WAITING))
        cache.set(key, known, COUNTED_FOR)
    return known


def counts_of(actor: Actor, year: BudgetYear, found: Sequence[Item] | None = None) -> dict[str, int]:
    """How many items each list has; `found` are all items where they are known."""
    items = items_of(actor, year) if found is None else found
    return {
        "work:waiting": sum(each.place is not Place.SENT for each in items),
        "work:sent": sum(each.place is Place.SENT for each in items),
        "work:returned": sum(each.place is Place.RETURNED for each in items),
    }


def done_by(actor: Actor, year: BudgetYear) -> QuerySet[Entry]:
    """What the actor has done in the year, themselves or others for them; latest first."""
    mine: Any = Q(actor=actor.user) | Q(on_behalf_of=actor.user)
    return Entry.objects.filter(mine, year=year).select_related("actor", "on_behalf_of")
