"""Undoing (撤销): rows of the ledger go back by themselves; what else an act did, its own app takes back.

An app whose acts change more than a few rows has a module `undo.py` whose UNDO holds, by act, a function
`(*, actor, entry) -> Entry` that raises CannotUndo where it is too late.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger import services
from jixiao_web.ledger.errors import CannotUndo

Undo = Callable[..., Entry]


@cache
def undos() -> dict[str, Undo]:
    """Every app's own undo, by act."""
    found: dict[str, Undo] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.undo"
        if find_spec(name) is not None:
            found |= getattr(import_module(name), "UNDO", {})
    return found


def undo(*, actor: Actor, entry: Entry) -> Entry:
    """Take an act back and return the entry that says so. Raises CannotUndo, YearIsClosed."""
    if entry.undone_by_id:
        raise CannotUndo("这一步已经撤销过了。", english="This has been undone already.")
    own = undos().get(entry.act)
    if own is not None:
        return own(actor=actor, entry=entry)
    if not entry.changes:
        raise CannotUndo("这一步没有可以放回去的内容。", english="There is nothing to put back.")
    return services.undo(actor=actor, entry=entry)


def can_undo(entry: Entry) -> bool:
    """Whether the act holds what it takes to undo it; whether it is too late shows when it is tried."""
    return not entry.undone_by_id and (bool(entry.changes) or entry.act in undos())
