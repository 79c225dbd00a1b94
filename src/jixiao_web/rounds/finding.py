"""Finds what an address names, as far as the actor may see it (查找)."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from jixiao_web.accounts.request import SignedIn
from jixiao_web.rounds.models import Notice, Round, State
from jixiao_web.rounds.permissions import may_organize
from jixiao_web.rounds.selectors import notices_for, rounds_of


def round_in(request: SignedIn, round_id: int) -> Round:
    """The round of that number in the year; a draft is the coordinator's alone."""
    found = rounds_of(request.year).filter(pk=round_id).select_related("year", "frozen_by").first()
    if found is None or (found.state == State.DRAFT and not may_organize(request.actor)):
        raise Http404(_("这个年度没有这个批次。"))
    return found


def notice_in(request: SignedIn, notice_id: int) -> Notice:
    """A notice that reached the actor."""
    found = notices_for(request.actor, request.year).filter(pk=notice_id).first()
    if found is None:
        raise Http404(_("没有这个通知，或它不是发给您的。"))
    return found
