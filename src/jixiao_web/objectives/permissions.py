"""Who may see and change objectives and indicators (目标与指标的权限): as with projects."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.projects.permissions import keeps, sees_office, words


def may_see(actor: Actor, office: str, *, is_unit: bool = False) -> bool:
    """Whether the actor sees them: the unit's own are everybody's, a project's its office's."""
    return is_unit or sees_office(actor, office)


def may_write(actor: Actor, office: str, *, is_unit: bool = False) -> bool:
    """Whether the actor enters and corrects them, before they are approved: an office its own."""
    return keeps(actor) if is_unit else words(actor, office)


def may_change_approved(actor: Actor) -> bool:
    """Whether the actor registers approved changes: the coordinator, who has the approval in hand."""
    return keeps(actor)
