"""The overview (总览): the whole year, by office, and what changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jixiao_web.accounts.request import SignedIn
from jixiao_web.history.telling import lines_of
from jixiao_web.ledger.bands import band_word
from jixiao_web.ledger.equation import Equation
from jixiao_web.overview import charts
from jixiao_web.overview.selectors import LINES, Overview, low_projects, offices_for, overview_at
from jixiao_web.overview.statement import statement, to_name
from jixiao_web.overview.week import acts_since, start_of_week, week_for
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.views import year_page

A_FEW_CHANGES = 5


@year_page()
def year(request: SignedIn) -> HttpResponseBase:
    """The whole year: the sentence, the matrix, the bands, three charts, this week's changes."""
    overview = overview_at(request.year, request.as_of)
    unit = shown_unit(request)
    named = [
        to_name(overview, each, reverse("projects:page", args=[request.year.fiscal_year, each.code]))
        for each in low_projects(request.actor, overview)
    ]
    week = week_for(request.actor, request.year, start_of_week(request.as_of), request.as_of)
    shown: dict[str, Any] = {
        "overview": overview,
        "statement": statement(overview, unit, named),
        "lines": _lines(overview, unit),
        "bands": [
            {"line": each, "word": band_word(each.band), "query": f"focus=1&band={each.band.code}"}
            for each in overview.bands
        ],
        "segments": _segments(overview),
        "waterfall": charts.waterfall(overview, unit),
        "waterfall_of_focus": "focus" in overview.glance.totals,
        "progress": charts.progress(overview, unit),
        "knows_all_months": all(
            each.spent is not None for each in overview.curve if each.date <= request.as_of
        ),
        "offices": charts.offices(overview, request.actor, unit),
        "week": week,
        "movements": week.movements[:A_FEW_CHANGES],
    }
    return render(request, "overview/year.html", shown)


@year_page()
def chart(request: SignedIn, kind: str) -> HttpResponseBase:
    """The figures of a chart as JSON."""
    overview, unit = overview_at(request.year, request.as_of), shown_unit(request)
    match kind:
        case "waterfall":
            return JsonResponse(charts.waterfall(overview, unit))
        case "progress":
            return JsonResponse(charts.progress(overview, unit))
        case "offices":
            return JsonResponse(charts.offices(overview, request.actor, unit))
        case _:
            raise Http404(_("没有这张图。"))


@year_page()
def offices(request: SignedIn) -> HttpResponseBase:
    """The year by office, and where each office's projects are."""
    overview, unit = overview_at(request.year, request.as_of), shown_unit(request)
    seen = offices_for(request.actor, overview)
    shown: dict[str, Any] = {
        "overview": overview,
        "lines": [{"line": each, "equation": Equation(each.standing, unit)} for each in seen.shown],
        "others": seen.others and {"standing": seen.others, "equation": Equation(seen.others, unit)},
        "basic": seen.basic and {"standing": seen.basic, "equation": Equation(seen.basic, unit)},
        "unit": {"standing": seen.unit, "equation": Equation(seen.unit, unit)},
    }
    return render(request, "overview/offices.html", shown)


@year_page()
def week(request: SignedIn) -> HttpResponseBase:
    """What changed since the start of the week, or since the date that is asked for."""
    since, wrong = _since(request)
    acts = Paginator(acts_since(request.actor, request.year, since), 50).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "week": week_for(request.actor, request.year, since, request.as_of),
        "acts": acts,
        "lines": lines_of(acts, request.actor),
        "since": since,
        "wrong": wrong,
    }
    return render(request, "overview/week.html", shown, status=422 if wrong else 200)


def _since(request: SignedIn) -> tuple[dt.date, str]:
    """The date that is asked for, and what is wrong with it."""
    usual, asked = start_of_week(request.as_of), request.GET.get("since", "")
    if not asked:
        return usual, ""
    try:
        since = dt.date.fromisoformat(asked)
    except ValueError:
        return usual, _("“%s”不是日期，写成 2019-12-30。") % asked
    if since >= request.as_of:
        return usual, _("起始日期要早于截至日期 %s。") % request.as_of.isoformat()
    return since, ""


def _lines(overview: Overview, unit: Any) -> list[dict[str, Any]]:
    """The lines of the matrix, each with how its figures are computed."""
    return [
        {
            "name": name,
            "label": label,
            "css": css,
            "standing": overview.glance.totals[name],
            "equation": Equation(overview.glance.totals[name], unit),
        }
        for name, label, css in LINES
        if name in overview.glance.totals
    ]


def _segments(overview: Overview) -> list[dict[str, Any]]:
    """The bands as one bar of a thousand units, side by side; what is negative has no place in it."""
    found: list[dict[str, Any]] = []
    at = 0
    for each in overview.bands:
        width = round(each.share.value * 1000) if each.share and each.share.value > 0 else 0
        width = min(width, 1000 - at)
        found.append({"code": each.band.code, "at": at, "width": width})
        at += width
    return found
