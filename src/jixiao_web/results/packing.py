"""Archives of a round (打包): asked for, made by a job, and where they are when they are made."""

from __future__ import annotations

from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.services import enqueue
from jixiao_web.results.permissions import may_write
from jixiao_web.results.recipients import Recipient, recipients_of
from jixiao_web.results.selectors import tasks_of
from jixiao_web.rounds.models import Round

PACKING, OFFICIAL = "results.pack", "results.official"
"""The kinds of job that make an archive: of fill-in workbooks, of official forms."""


def recipients_for(actor: Actor, round_: Round) -> list[Recipient]:
    """Those who get a workbook and for whom the actor may write."""
    return [each for each in recipients_of(round_, tasks_of(round_)) if may_write(actor, each.office)]


def packing_of(actor: Actor, round_: Round, kind: str = PACKING) -> Job | None:
    """The archive of that kind that the actor asked for last, made or in the making."""
    found = Job.objects.filter(kind=kind, actor=actor.user, arguments__round_id=round_.pk)
    return found.select_related("actor", "year").first()


def ask_packed(*, actor: Actor, round_: Round, kind: str = PACKING) -> Job:
    """Have the archive made, by a job; while one is in the making, that is it."""
    known = packing_of(actor, round_, kind)
    if known is not None and not known.is_over:
        return known
    return enqueue(actor=actor, kind=kind, arguments={"round_id": round_.pk}, year=round_.year)
