"""Who may keep the year as a whole (权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator


def may_keep_year(actor: Actor) -> bool:
    """Whether the actor brings and takes the whole year, opens the next, keeps unit and offices."""
    return is_coordinator(actor)
