"""Items (事项): what waits for whom, found anew each time, never stored.

An app that has something for people to do has a module `work.py` with providers:

    @provides_work
    def forms_to_fill(actor: Actor, year: BudgetYear) -> Iterable[Item]: ...

A provider asks the database the same few questions however many rows there are: every page counts the items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps
from django.utils.functional import Promise

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear


class Place(Enum):
    """In which list an item stands."""

    WAITING = "waiting"  # 待我办
    SENT = "sent"  # 我已送出
    RETURNED = "returned"  # 被退回: it waits as well


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do (事项): `title` begins with the verb, `detail` has the numbers that matter.

    `due` absent means that it has no date. `icon` is one of pages/icons.svg. `is_urgent` gives it the primary
    button.
    """

    kind: str | Promise
    title: str
    address: str
    verb: str | Promise
    detail: str = ""
    from_: str = ""
    due: dt.date | None = None
    is_urgent: bool = False
    icon: str = "file"
    place: Place = field(default=Place.WAITING)


Provider = Callable[[Actor, BudgetYear], Iterable[Item]]
ProviderT = TypeVar("ProviderT", bound=Provider)


def provides_work(provider: ProviderT) -> ProviderT:
    """Mark a function of an app's `work.py` as one that finds items."""
    provider.provides_work = True  # type: ignore[attr-defined]
    return provider


@cache
def providers() -> tuple[Provider, ...]:
    """Every provider of the installed apps."""
    found: list[Provider] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.work"
        if find_spec(name) is None:
            continue
        found += (
            value
            for value in vars(import_module(name)).values()
            if getattr(value, "provides_work", False) and value.__module__ == name
        )
    return tuple(found)
