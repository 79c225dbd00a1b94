"""Who may see and steer a job (权限)."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.jobs.models import Job


def may_see(actor: Actor, job: Job) -> bool:
    """Whether the job is the actor's own; the coordinator sees all."""
    return job.actor_id == actor.user.pk or is_coordinator(actor)


def may_steer(actor: Actor, job: Job) -> bool:
    """Whether the actor may cancel it or have it done again: as with seeing it."""
    return may_see(actor, job)
