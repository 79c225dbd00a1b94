"""Who may do what with what the offices report (填报的权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.accounts.permissions import has_any_role, is_coordinator


def may_read(actor: Actor) -> bool:
    """Whether the actor takes part at all; what they see depends on the office."""
    return has_any_role(actor)


def may_see(actor: Actor, office: str) -> bool:
    """Whether the actor sees what that office reports."""
    return actor.sees_all_offices or (bool(office) and office in actor.offices)


def may_write(actor: Actor, office: str) -> bool:
    """Whether the actor fills in for that office: its clerk or head, and the coordinator for anybody."""
    if is_coordinator(actor):
        return True
    return bool(office) and actor.has_for(office, Role.CLERK, Role.OFFICE_HEAD)


def may_pass(actor: Actor, office: str) -> bool:
    """Whether the actor passes what that office's clerk has sent: its head."""
    return bool(office) and actor.has_for(office, Role.OFFICE_HEAD)


def may_collect(actor: Actor) -> bool:
    """Whether the actor takes over, asks back and imports workbooks."""
    return is_coordinator(actor)


def may_comment(actor: Actor, office: str) -> bool:
    """Whether the actor remarks on what that office reports: the third party, the coordinator, a leader."""
    roles = (Role.REVIEWER, Role.COORDINATOR, Role.LEADER, Role.FINANCE)
    return may_see(actor, office) and (actor.has(*roles) or actor.has_for(office, Role.DEPUTY_LEADER))


def may_name(actor: Actor, office: str) -> bool:
    """Whether the actor names who reports for that office without an account: its head, the coordinator."""
    return bool(office) and (is_coordinator(actor) or actor.has_for(office, Role.OFFICE_HEAD))


def names_respondents(actor: Actor) -> bool:
    """Whether the actor says so for some office."""
    return actor.has(Role.OFFICE_HEAD, Role.COORDINATOR)


def fills_in(actor: Actor) -> bool:
    """Whether the actor fills in for some office."""
    return actor.has(Role.CLERK, Role.OFFICE_HEAD, Role.COORDINATOR)
