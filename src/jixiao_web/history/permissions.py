"""Who may look at what was done, and take it back (权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.history.models import Entry


def may_see_all(actor: Actor) -> bool:
    """Whether the actor sees everything that was done by anybody."""
    return is_coordinator(actor)


def may_undo(actor: Actor, entry: Entry) -> bool:
    """Whether the actor may take an act back: who did it, or the coordinator; never a third party."""
    if actor.roles <= {Role.REVIEWER}:
        return False
    return entry.actor_id == actor.user.pk or is_coordinator(actor)
