"""The list that gets emptied (待办): what waits, what I sent, what came back, what I did."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jixiao_web.accounts.request import SignedIn
from jixiao_web.history.acts import act_word
from jixiao_web.pages.views import year_page
from jixiao_web.work.items import Place
from jixiao_web.work.selectors import done_by, groups_of, items_in, items_of

PAGE = 50


@require_GET
@year_page()
def waiting(request: SignedIn) -> HttpResponseBase:
    """What waits for me, until when."""
    return _listed(request, Place.WAITING, _("没有等您办的事。新的填报、审核和退回会出现在这里。"))


@require_GET
@year_page()
def sent(request: SignedIn) -> HttpResponseBase:
    """What I sent and others have now."""
    return _listed(request, Place.SENT, _("没有在别人手里的事项。"))


@require_GET
@year_page()
def returned(request: SignedIn) -> HttpResponseBase:
    """What was asked back, with the reason."""
    return _listed(request, Place.RETURNED, _("没有被退回的事项。"))


def _listed(request: SignedIn, place: Place, nothing: str) -> HttpResponse:
    found = items_of(request.actor, request.year)
    request.work_items = found  # type: ignore[attr-defined]  # the tabs count them as well
    items = items_in(request.actor, request.year, place, found)
    kinds = sorted({str(each.kind) for each in items})
    kind = request.GET.get("kind", "")
    shown = [each for each in items if str(each.kind) == kind] if kind in kinds else items
    return render(
        request,
        "work/list.html",
        {
            "groups": groups_of(shown, request.actor.today),
            "kinds": kinds,
            "kind": kind,
            "nothing": nothing,
            "today": request.actor.today,
            "urgent": next((each for each in shown if each.is_urgent), None),
        },
    )


@require_GET
@year_page()
def done(request: SignedIn) -> HttpResponseBase:
    """What I have done in this year."""
    page = Paginator(done_by(request.actor, request.year), PAGE).get_page(request.GET.get("page"))
    rows = [{"entry": each, "act": act_word(each.act)} for each in page]
    return render(request, "work/done.html", {"rows": rows, "page": page})
