"""The home address, and the guard of every page of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jixiao.tracking.glance import date_to_look_at
from jixiao_web.accounts.permissions import Predicate, View, allowed, has_any_role, signed_in
from jixiao_web.accounts.request import SignedIn
from jixiao_web.accounts.selectors import today
from jixiao_web.ledger.errors import YearIsClosed
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.errors import year_closed


def year_page(predicate: Predicate = has_any_role) -> Callable[[View], View]:
    """Guard a page of a budget year: its address begins with the fiscal year, `?as_of=` names the date.

    The view takes the request, with `year` and `as_of`, and what else its address holds. Where it has no
    better place to say that the year is closed, it leaves YearIsClosed to this guard.
    """

    def guard(view: View) -> View:
        @allowed(predicate)
        @wraps(view)
        def guarded(request: Any, fiscal_year: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            year = BudgetYear.objects.filter(fiscal_year=fiscal_year).first()
            if year is None:
                raise Http404(_("没有这个年度：%(year)s") % {"year": fiscal_year})
            request.year = year
            request.as_of = as_of_in(request, fiscal_year)
            try:
                return view(request, *args, **kwargs)
            except YearIsClosed:
                return year_closed(request)

        return guarded

    return guard


def as_of_in(request: HttpRequest, fiscal_year: int) -> dt.date:
    """The date that the address asks for, within the year; else today, or the year's end."""
    usual = date_to_look_at(fiscal_year, today())
    try:
        asked = dt.date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return usual
    return date_to_look_at(fiscal_year, asked)


@signed_in
def home(request: SignedIn) -> HttpResponseBase:
    """To what waits for me, in the latest year; to the start where there is no year yet."""
    year = BudgetYear.objects.first()
    return redirect("work:waiting", year.fiscal_year) if year else redirect("start:begin")
