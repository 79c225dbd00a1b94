"""Writes jobs (后台任务). Every step from one state to the next is one conditional UPDATE.

So whoever comes second changes nothing and learns that from the count, on SQLite as on PostgreSQL; no lock
outlives a statement, and a killed process leaves nothing behind but a heart that has stopped.
"""

from __future__ import annotations

import datetime as dt
import logging
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.errors import JixiaoError
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.services import record
from jixiao_web.jobs.bodies import bodies
from jixiao_web.jobs.models import Job, State
from jixiao_web.jobs.permissions import may_steer
from jixiao_web.ledger.models import BudgetYear

MOST_ATTEMPTS = 3
"""How often a job is begun before it counts as one that kills its worker."""
HEART_STOPPED = dt.timedelta(seconds=45)
"""Longer than a writer waits for its turn on SQLite (20 s), and twice that."""
log = logging.getLogger(__name__)


class NotAllowed(JixiaoError):
    """这个任务不是你的。"""


class NotOver(JixiaoError):
    """这个任务还没有结束。"""


def enqueue(
    *, actor: Actor | None, kind: str, arguments: dict[str, Any], year: BudgetYear | None = None
) -> Job:
    """Put a piece of work into the queue; it is seen by workers once the caller's transaction ends.

    The caller's act is what the trail tells.
    """
    assert kind in bodies(), f"no body for {kind}"
    return Job.objects.create(kind=kind, arguments=arguments, actor=actor.user if actor else None, year=year)


def enqueue_once(*, kind: str) -> None:
    """Put in work that does whatever there is to do when its turn comes, unless such work waits already."""
    if not Job.objects.filter(kind=kind, state=State.WAITING).exists():
        enqueue(actor=None, kind=kind, arguments={})


@transaction.atomic
def cancel(*, actor: Actor, job: Job) -> None:
    """Ask for an end: what waits is over at once, what runs ends at its next step. Raises NotAllowed."""
    _refuse_stranger(actor, job)
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
    running = Job.objects.filter(pk=job.pk, state=State.RUNNING, wants_cancel=False)
    if waiting.update(state=State.CANCELED, finished_at=now) or running.update(wants_cancel=True):
        record(actor=actor, act="job.cancel", year=job.year, subject=f"jobs.job/{job.pk}", summary=job.kind)
    job.refresh_from_db()


@transaction.atomic
def retry(*, actor: Actor, job: Job) -> None:
    """Put a job that failed or was canceled into the queue again. Raises NotAllowed, NotOver."""
    _refuse_stranger(actor, job)
    over = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELED))
    if not over.update(state=State.WAITING, attempts=0, **_FRESH):
        raise NotOver(english="This job is not over.")
    record(actor=actor, act="job.retry", year=job.year, subject=f"jobs.job/{job.pk}", summary=job.kind)
    job.refresh_from_db()


def claim(*, worker: str) -> Job | None:
    """Take the job that has waited longest, those that people asked for before those that the system did.

    None where nothing waits or others were quicker. `worker` is a name that no other claim bears: only its
    bearer may write to the job from now on.
    """
    waiting = (
        Job.objects.filter(state=State.WAITING).order_by("created_at", "pk").values_list("pk", flat=True)
    )
    for pk in chain(waiting.exclude(actor=None)[:8], waiting.filter(actor=None)[:8]):
        now = timezone.now()
        taken = Job.objects.filter(pk=pk, state=State.WAITING).update(
            state=State.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            **_FRESH | {"started_at": now, "heartbeat_at": now},
        )
        if taken:
            return Job.objects.select_related("actor", "year").get(pk=pk)
    return None


def beat(*, job: Job, done: int, total: int, note: str) -> bool | None:
    """Write progress and heartbeat; return whether a cancel is wanted, nothing where the job was lost."""
    mine = _held(job)
    if not mine.update(done=done, total=total, note=note[:200], heartbeat_at=timezone.now()):
        return None
    return bool(mine.filter(wants_cancel=True).exists())


def finish(*, job: Job, result: dict[str, Any]) -> bool:
    """The body came to its end; return whether the job was still its own."""
    return bool(
        _held(job).update(state=State.DONE, result=result, finished_at=timezone.now(), done=F("total"))
    )


def fail(*, job: Job, error: str) -> bool:
    """The body could not do it, for a reason that a person can read."""
    return bool(_held(job).update(state=State.FAILED, error=error, finished_at=timezone.now()))


def end_canceled(*, job: Job) -> bool:
    """The body has stopped because its owner asked."""
    return bool(_held(job).update(state=State.CANCELED, finished_at=timezone.now()))


def put_back(*, job: Job) -> bool:
    """The worker goes down in good order: the job waits again, and this beginning does not count."""
    return bool(_held(job).update(state=State.WAITING, attempts=F("attempts") - 1, **_FRESH))


def put_back_stopped(*, stopped_for: dt.timedelta = HEART_STOPPED) -> int:
    """The reaper (收尸): put back what was left by workers that were killed; return how many.

    What has killed its worker MOST_ATTEMPTS times fails, and what was to be canceled is canceled.
    """
    left = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=timezone.now() - stopped_for)
    over = {"finished_at": timezone.now()}
    canceled = left.filter(wants_cancel=True).update(state=State.CANCELED, **over)
    given_up = left.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, error=told_given_up(), **over
    )
    again = left.update(state=State.WAITING, **_FRESH)
    if given_up or again:
        log.warning("workers have stopped: %s jobs put back, %s given up", again, given_up)
    return canceled + given_up + again


def told_given_up() -> str:
    """The sentence for a job that is not begun again."""
    return _(
        "处理它的程序中途停止了 %(times)s 次，不再自动重试。多半是文件太大；换小一些的，或点“重试”。"
    ) % {"times": MOST_ATTEMPTS}


_FRESH: dict[str, Any] = {
    "done": 0,
    "total": 0,
    "note": "",
    "error": "",
    "wants_cancel": False,
    "started_at": None,
    "finished_at": None,
    "heartbeat_at": None,
}


def _held(job: Job) -> Any:
    """The job's row as long as it is held under this claim."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)


def _refuse_stranger(actor: Actor, job: Job) -> None:
    if not may_steer(actor, job):
        raise NotAllowed(english="This job is somebody else's.")
