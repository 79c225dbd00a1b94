"""The list of projects (项目清单): a sheet that is sorted, filtered, added up and exported as it is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jixiao.quantity import MoneyUnit
from jixiao.tracking.position import Position
from jixiao_web.accounts.models import User
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.bands import band_word
from jixiao_web.ledger.forms import word_of
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page
from jixiao_web.pages.way_back import way_back
from jixiao_web.projects.cells import Cells
from jixiao_web.projects.columns import (
    BY_NAME,
    COLUMNS,
    NEEDED,
    PREFERENCE,
    Column,
    Value,
    all_in_order,
    chosen_columns,
    column_tail,
    total_of,
)
from jixiao_web.projects.filters import NO_OFFICE, Filter
from jixiao_web.projects.lines import Line, lines_for
from jixiao_web.projects.permissions import keeps


@year_page()
def everything(request: SignedIn) -> HttpResponseBase:
    """Every project that the actor sees."""
    return _list(request, Filter.of(request.GET), is_focus=False)


@year_page()
def focus(request: SignedIn) -> HttpResponseBase:
    """The focus projects that the actor sees."""
    wanted = Filter.of(request.GET)
    return _list(request, replace(wanted, flags=wanted.flags | {"focus"}), is_focus=True)


@year_page()
@require_POST
def columns(request: SignedIn) -> HttpResponseBase:
    """Keep which columns the person wants, in which order; without any, the usual ones."""
    names = [each for each in request.POST.getlist("column") if each in BY_NAME]
    preferences = {key: value for key, value in request.user.preferences.items() if key != PREFERENCE}
    if names and "usual" not in request.POST:
        preferences[PREFERENCE] = names if NEEDED in names else [NEEDED, *names]
    User.objects.filter(pk=request.user.pk).update(preferences=preferences)
    return way_back(request, reverse("projects:all", args=[request.year.fiscal_year]))


@year_page()
def export(request: SignedIn) -> HttpResponseBase:
    """The list as it is seen: its rows, their order, its columns."""
    wanted, unit = Filter.of(request.GET), shown_unit(request)
    lines = wanted.chosen(lines_for(request.actor, request.year, request.as_of))
    chosen = chosen_columns(request.user)
    total = _sum(lines)
    known = all(each.standing.is_known for each in lines)
    return sheet_response(
        _("%(year)s年度项目") % {"year": request.year.fiscal_year},
        [SheetColumn(each.word, partial(_exported, each), each.width) for each in chosen],
        lines,
        unit=unit,
        note=_("截至 %(date)s，共 %(n)s 个项目") % {"date": request.as_of.isoformat(), "n": len(lines)},
        total=[
            _("合计") if each.name == NEEDED else total_of(each, lines, total, is_known=known)
            for each in chosen
        ],
    )


def _exported(column: Column, line: Line) -> Value:
    return column.value(line)


def _list(request: SignedIn, wanted: Filter, *, is_focus: bool) -> HttpResponseBase:
    unit = shown_unit(request)
    seen = lines_for(request.actor, request.year, request.as_of)
    lines = wanted.chosen(seen)
    chosen = chosen_columns(request.user)
    facets = wanted.facets(seen)
    query = wanted.query()
    cells = Cells(chosen, unit, request.year.fiscal_year, f"?{query}&as_of={request.as_of.isoformat()}")
    shown: dict[str, Any] = {
        "wanted": wanted,
        "is_focus": is_focus,
        "columns": chosen,
        "heads": [_head(each, wanted) for each in chosen],
        "all_columns": all_in_order(chosen),
        "column_count": len(COLUMNS),
        "lines": lines,
        "rows": [cells.row(each) for each in lines],
        "total": _total(lines, chosen, unit),
        "count": len(lines),
        "office_count": len({each.project.party for each in lines if each.project.party}),
        "seen_count": len(seen),
        "wanted_query": query,
        "chips": [
            {
                "word": word,
                "count": facets.flags[flag],
                "is_on": flag in wanted.flags,
                "query": wanted.toggled(flag).query(),
                "is_fixed": is_focus and flag == "focus",
            }
            for flag, word in (
                ("focus", _("重点项目")),
                ("adjusted", _("有调整")),
                ("over", _("超预算")),
                ("behind", _("落后")),
                ("found", _("有发现")),
            )
        ],
        "offices": [
            {
                "name": name if name != NO_OFFICE else _("未定部门"),
                "count": count,
                "is_on": name in wanted.offices,
                "query": wanted.with_office(name).query(),
            }
            for name, count in facets.offices.items()
        ],
        "bands": [
            {
                "word": band_word(band),
                "count": count,
                "is_on": band.code in wanted.bands,
                "query": wanted.with_band(band.code).query(),
            }
            for band, count in sorted(facets.bands.items(), key=lambda each: each[0].label)
        ],
        "lights": [
            {
                "word": word_of(state) if state else _("未评"),
                "count": count,
                "is_on": name in wanted.lights,
                "query": wanted.with_light(name).query(),
            }
            for name, state, count in facets.lights
        ],
        "states": [
            {
                "word": word_of(progress) if progress else _("不在批次"),
                "count": count,
                "is_on": name in wanted.states,
                "query": wanted.with_state(name).query(),
            }
            for name, progress, count in facets.states
        ],
        "cleared": wanted.cleared().query(),
        "own_offices": [] if request.actor.sees_all_offices else sorted(request.actor.offices),
        "keeps": keeps(request.actor),
    }
    return render(request, "projects/list.html", shown)


def _head(column: Column, wanted: Filter) -> dict[str, Any]:
    is_sorted = wanted.sort == column.name
    order = "" if not is_sorted else ("descending" if wanted.is_descending else "ascending")
    return {"column": column, "order": order, "query": wanted.sorted_by(column.name).query()}


def _total(lines: list[Line], chosen: list[Column], unit: MoneyUnit) -> list[dict[str, Any]]:
    total = _sum(lines)
    known = all(each.standing.is_known for each in lines)
    return [
        {
            "column": each,
            "value": total_of(each, lines, total, is_known=known),
            "note": column_tail(each, lines, total, unit),
        }
        for each in chosen
    ]


def _sum(lines: list[Line]) -> Position:
    """The plain sum of the lines, as a clerk adds them up."""
    return sum((each.position for each in lines), Position())
