"""The timetable (值班表): acts that apps want done by the clock. They stand in the app's `schedule.py`.

    @every(seconds=15)
    def put_back() -> None: ...

    @daily(hour=7)
    def remind() -> None: ...

However many schedulers run, and however often they are killed, an act is done once for each of its moments:
moving its row on and doing it are one transaction. Long work belongs into a job that the act puts in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jixiao_web.running.models import Turn

Act = Callable[[], object]
ActT = TypeVar("ActT", bound=Act)


class Rhythm(Protocol):
    """When an act is due."""

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The last moment at or before `now` for which the act is to be done."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again after so many seconds."""

    seconds: int

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The last whole multiple."""
        return dt.datetime.fromtimestamp(int(now.timestamp()) // self.seconds * self.seconds, tz=dt.UTC)


@dataclass(frozen=True, slots=True)
class Daily:
    """Each day at a full hour of the unit's own time; where the machine was off then, as soon as it is on."""

    hour: int

    def latest(self, now: dt.datetime) -> dt.datetime:
        """Today at that hour, or yesterday where that is still to come."""
        local = timezone.localtime(now)
        moment = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return moment if moment <= local else moment - dt.timedelta(days=1)


def every(seconds: int) -> Callable[[ActT], ActT]:
    """Have an act done every so many seconds."""
    return _mark(Every(seconds))


def daily(hour: int) -> Callable[[ActT], ActT]:
    """Have an act done every day at that hour."""
    return _mark(Daily(hour))


def _mark(rhythm: Rhythm) -> Callable[[ActT], ActT]:
    def mark(act: ActT) -> ActT:
        act.rhythm = rhythm  # type: ignore[attr-defined]
        return act

    return mark


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An act with its name and its rhythm."""

    name: str
    act: Act
    rhythm: Rhythm


def timetable() -> list[Scheduled]:
    """Every act that the installed apps have scheduled."""
    found = []
    for app in apps.get_app_configs():
        name = f"{app.name}.schedule"
        if find_spec(name) is None:
            continue
        for value in vars(import_module(name)).values():
            rhythm = getattr(value, "rhythm", None)
            if callable(value) and rhythm is not None and value.__module__ == name:
                found.append(Scheduled(f"{app.label}.{value.__name__}", value, rhythm))
    return found


def take_turn(scheduled: Scheduled, now: dt.datetime) -> bool:
    """Do the act where it is due and nobody else has done it; whether it was done here.

    Whatever the act raises undoes its turn as well: it stays due.
    """
    moment = scheduled.rhythm.latest(now)
    row, _ = Turn.objects.get_or_create(name=scheduled.name)
    if row.done_for is not None and row.done_for >= moment:
        return False
    with transaction.atomic():
        still_due = Q(done_for=None) | Q(done_for__lt=moment)
        if not Turn.objects.filter(still_due, pk=row.pk).update(done_for=moment):
            return False
        scheduled.act()
        return True
