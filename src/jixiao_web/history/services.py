"""Writes down what was done (办理记录), in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear


def record(
    *,
    actor: Actor | None,
    act: str,
    year: BudgetYear | None = None,
    subject: str = "",
    project: str = "",
    summary: str = "",
    reason: str = "",
    changes: Sequence[dict[str, Any]] = (),
    on_behalf_of: User | None = None,
) -> Entry:
    """Write down an act; `actor` is absent where the system acted by itself."""
    return Entry.objects.create(
        actor=actor.user if actor else None,
        on_behalf_of=on_behalf_of,
        year=year,
        act=act,
        subject=subject,
        project=project,
        summary=summary,
        reason=reason,
        changes=list(changes),
    )
