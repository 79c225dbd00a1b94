"""Who may do what with payments (权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role


def may_write_payments(actor: Actor) -> bool:
    """Whether the actor registers, imports and claims payments: finance and the coordinator."""
    return actor.has(Role.FINANCE, Role.COORDINATOR)


def sees_all_payments(actor: Actor) -> bool:
    """Whether the actor sees the payments of every office, and the imports."""
    return actor.sees_all_offices
