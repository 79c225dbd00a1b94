"""Finds what an address names, as far as the actor may see it; else there is no such page (查找)."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from jixiao_web.accounts.request import SignedIn
from jixiao_web.results.permissions import may_see
from jixiao_web.results.selectors import Task, task_of
from jixiao_web.rounds.finding import round_in


def task_in(request: SignedIn, round_id: int, kind: str, code: str) -> Task:
    """What the round asks about that subject; of another office as little as of none."""
    task = task_of(round_in(request, round_id), kind, code)
    if task is None or not may_see(request.actor, task.subject.office):
        raise Http404(_("这个批次没有这一项，或不归您填报。"))
    return task
