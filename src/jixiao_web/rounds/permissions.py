"""Who may do what with rounds, notices and the calendar (批次的权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import has_any_role, is_coordinator


def may_read(actor: Actor) -> bool:
    """Whether the actor sees the rounds and the calendar: everybody who takes part."""
    return has_any_role(actor)


def may_organize(actor: Actor) -> bool:
    """Whether the actor opens, announces and closes rounds, selects projects and keeps the calendar."""
    return is_coordinator(actor)
