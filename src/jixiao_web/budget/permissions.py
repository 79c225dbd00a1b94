"""Who may do what with the budget (权限)."""

from __future__ import annotations

from jixiao.tracking.budget import AdjustmentState
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.ledger.models import Row


def keeps_budget(actor: Actor) -> bool:
    """Whether the actor registers approvals, adjustments and contracts: finance and the coordinator."""
    return actor.has(Role.FINANCE, Role.COORDINATOR)


def sees_whole_budget(actor: Actor) -> bool:
    """Whether the actor sees the budget of every office."""
    return actor.sees_all_offices


def may_request(actor: Actor) -> bool:
    """Whether the actor proposes adjustments: keepers of the budget, and offices for their own projects."""
    return keeps_budget(actor) or actor.has(Role.CLERK, Role.OFFICE_HEAD)


def requests_for(actor: Actor, office: str) -> bool:
    """Whether the actor proposes adjustments for projects of that office."""
    return keeps_budget(actor) or (bool(office) and actor.has_for(office, Role.CLERK, Role.OFFICE_HEAD))


def is_open(letter: Row) -> bool:
    """Whether offices may still write in a request: it has neither been sent nor decided."""
    return letter.state is AdjustmentState.REQUESTED and not letter.request_number
