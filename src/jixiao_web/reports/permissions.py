"""Who may do what with a report (报告的权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.accounts.permissions import has_any_role, is_coordinator


def may_read(actor: Actor) -> bool:
    """Whether the actor may read drafts: everybody who takes part; the bureau has no account."""
    return has_any_role(actor)


def may_draft(actor: Actor) -> bool:
    """Whether the actor may open a report, make versions, send them to be signed and issue them."""
    return is_coordinator(actor)


def may_edit_passage(actor: Actor, office: str) -> bool:
    """Whether the actor may rewrite a paragraph about a project of that office, or of none ("")."""
    return is_coordinator(actor) or (bool(office) and actor.has_for(office, Role.CLERK, Role.OFFICE_HEAD))


def may_comment(actor: Actor) -> bool:
    """Whether the actor may remark on a paragraph."""
    return has_any_role(actor)


def may_sign(actor: Actor, role: str) -> bool:
    """Whether the actor may sign for that role, themselves or as a deputy; a third party never."""
    return role != Role.REVIEWER and actor.has(Role(role))


def may_record_paper(actor: Actor) -> bool:
    """Whether the actor may record a signature that was given on paper."""
    return is_coordinator(actor)
