"""The page on which a year's accounts are closed (结账), and opened again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.closing import close_year, reopen_year
from jixiao_web.ledger.errors import YearIsClosed
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.start.forms import ClosingForm
from jixiao_web.start.permissions import may_keep_year
from jixiao_web.start.selectors import last_closing
from jixiao_web.work.items import Place
from jixiao_web.work.selectors import items_in


@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def closing(request: SignedIn) -> HttpResponseBase:
    """What is still to do in the year, and closing it; of a closed year, who closed it, and opening it."""
    year = request.year
    data = request.POST if request.method == "POST" else None
    form = ClosingForm(data, is_closed=year.is_closed)
    if data is not None and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["act"] == "reopen":
            reopen_year(actor=request.actor, year=year, reason=reason)
            messages.success(request, _("%(year)s 年度已重新打开") % {"year": year.fiscal_year})
            return redirect("start:closing", year.fiscal_year)
        try:
            close_year(actor=request.actor, year=year, reason=reason)
        except YearIsClosed as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("%(year)s 年度已结账") % {"year": year.fiscal_year})
        return redirect("start:closing", year.fiscal_year)
    context = {
        "here": "closing",
        "form": form,
        "waiting": [] if year.is_closed else items_in(request.actor, year, Place.WAITING),
        "closed_by": last_closing(year),
    }
    return render(
        request, "start/closing.html", context, status=200 if form.is_valid() or data is None else 422
    )
