"""Finds what an address names, as far as the actor may see it (查找)."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from jixiao_web.accounts.request import SignedIn
from jixiao_web.rounds.models import Notice, Round
from jixiao_web.rounds.selectors import notices_for, rounds_for


def round_in(request: SignedIn, round_id: int) -> Round:
    """The round of that number in the year; a draft is the coordinator's alone."""
    rounds = rounds_for(request.actor, request.year).select_related("year", "frozen_by")
    found = rounds.filter(pk=round_id).first()
    if found is None:
        raise Http404(_("这个年度没有这个批次。"))
    return found


def notice_in(request: SignedIn, notice_id: int) -> Notice:
    """A notice that reached the actor."""
    found = notices_for(request.actor, request.year).filter(pk=notice_id).first()
    if found is None:
        raise Http404(_("没有这个通知，或它不是发给您的。"))
    return found
