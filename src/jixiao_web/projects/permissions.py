"""Who may see and change projects (项目权限)."""

from __future__ import annotations

from jixiao.tracking.project import Project
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role


def sees_office(actor: Actor, office: str) -> bool:
    """Whether the actor sees what an office does in detail: all offices, or their own."""
    return actor.sees_all_offices or (bool(office) and office in actor.offices)


def sees(actor: Actor, project: Project) -> bool:
    """Whether the actor sees a project in detail."""
    return sees_office(actor, project.party)


def keeps(actor: Actor) -> bool:
    """Whether the actor opens, changes and removes projects, every field of them."""
    return actor.has(Role.COORDINATOR)


def words(actor: Actor, office: str) -> bool:
    """Whether the actor writes the texts of an office's projects, their parts, standards and plans."""
    return keeps(actor) or (bool(office) and actor.has_for(office, Role.CLERK, Role.OFFICE_HEAD))
