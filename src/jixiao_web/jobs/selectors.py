"""Reads jobs (后台任务)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.jobs.models import Job, State


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """The jobs that the actor sees, latest first."""
    found = Job.objects.select_related("actor", "year")
    return found if is_coordinator(actor) else found.filter(actor=actor.user)


def latest_of(kind: str, **arguments: Any) -> Job | None:
    """The last job of a kind with these arguments."""
    for job in Job.objects.filter(kind=kind).select_related("actor", "year")[:500]:
        if arguments.items() <= job.arguments.items():
            return job
    return None


def waiting_before(job: Job) -> int:
    """How many jobs wait that were put in earlier."""
    return Job.objects.filter(state=State.WAITING, pk__lt=job.pk).count()
