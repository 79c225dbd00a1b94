"""Boards (看板): the lights of monitoring and the scores of self-evaluation, each with its formula."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jixiao.tracking.lights import Light
from jixiao.tracking.scoring import Score
from jixiao.tracking.self_evaluation import Evaluated, Scored
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.forms import word_of
from jixiao_web.ledger.selectors import policy_of
from jixiao_web.objectives.permissions import may_see
from jixiao_web.objectives.selectors import (
    Lighted,
    accuracy_of,
    evaluated_for,
    lighted_for,
    self_evaluation_at,
)
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page


@require_safe
@year_page()
def lights(request: SignedIn) -> HttpResponseBase:
    """Every project that the actor sees, with its lights; `?light=红` chooses."""
    found = lighted_for(request.actor, request.year, request.as_of)
    wanted = request.GET.get("light", "")
    shown = [each for each in found if not wanted or (each.light.value if each.light else "未评") == wanted]
    if request.GET.get("export") == "xlsx":
        return _export_lights(request, shown)
    counts = Counter(each.light for each in found)
    given = {
        "found": shown,
        "count": len(found),
        "counts": [(each, counts[each]) for each in (*Light, None) if counts[each]],
        "wanted": wanted,
        "accuracy": accuracy_of(request.year) if request.actor.sees_all_offices else {},
        "pack": policy_of(request.year),
    }
    return render(request, "objectives/lights.html", given)


@require_safe
@year_page()
def scores(request: SignedIn) -> HttpResponseBase:
    """Every self-evaluation that the actor sees, and all of them together."""
    found = evaluated_for(request.actor, request.year, request.as_of)
    if request.GET.get("export") == "xlsx":
        return _export_scores(request, found)
    evaluation = self_evaluation_at(request.year, request.as_of)
    given = {
        "found": found,
        "unit": evaluation.unit,
        "summary": evaluation.summary if request.actor.sees_all_offices else None,
        "pack": policy_of(request.year),
        "is_year_end": request.as_of == dt.date(request.year.fiscal_year, 12, 31),
    }
    return render(request, "objectives/scores.html", given)


@require_safe
@year_page()
def score(request: SignedIn, code: str) -> HttpResponseBase:
    """One self-evaluation, every score with formula, inputs and the pack that it follows."""
    evaluation = self_evaluation_at(request.year, request.as_of)
    evaluated = evaluation.projects.get(code)
    if code == "unit":
        evaluated = evaluation.unit
    office = evaluated.project.party if evaluated and evaluated.project else ""
    if evaluated is None or not may_see(request.actor, office, is_unit=evaluated.project is None):
        raise Http404(_("没有这个项目的自评，或它属于别的部门。"))
    given = {
        "evaluated": evaluated,
        "pack": policy_of(request.year),
        "unit_name": request.year.unit.short_name,
    }
    return render(request, "objectives/score.html", given)


def _export_lights(request: SignedIn, found: list[Lighted]) -> HttpResponseBase:
    columns: list[SheetColumn[Lighted]] = [
        SheetColumn(_("项目"), lambda it: it.name, 30),
        SheetColumn(_("执行部门"), lambda it: it.office, 20),
        SheetColumn(_("项目灯"), lambda it: _light(it.light), 10),
        SheetColumn(_("预算灯"), lambda it: _light(it.monitored.budget.light), 10),
        SheetColumn(_("预算灯依据"), lambda it: it.monitored.budget.formula, 50),
        SheetColumn(_("指标灯"), lambda it: "、".join(f"{_light(light)}{n}" for light, n in it.counts), 20),
        SheetColumn(_("全年预计支出"), lambda it: it.forecast.amount, 16),
        SheetColumn(_("预计依据"), lambda it: it.forecast.how, 50),
    ]
    note = _("截至 %(date)s") % {"date": request.as_of.isoformat()}
    return sheet_response(_("预警灯"), columns, found, unit=shown_unit(request), note=note)


def _export_scores(request: SignedIn, found: list[Evaluated]) -> HttpResponseBase:
    rows = [(each, row) for each in found for row in (None, *each.indicators)]
    columns: list[SheetColumn[tuple[Evaluated, Scored | None]]] = [
        SheetColumn(_("项目"), lambda it: it[0].name, 30),
        SheetColumn(_("指标"), lambda it: it[1].goal.indicator.name if it[1] else _("预算执行率"), 28),
        SheetColumn(_("指标值"), lambda it: it[1].goal.target.text if it[1] else "", 18),
        SheetColumn(_("分值"), lambda it: _score(it).weight, 8),
        SheetColumn(_("得分"), lambda it: _score(it).points, 8),
        SheetColumn(_("计算"), lambda it: _formula(_score(it)), 60),
        SheetColumn(_("总分"), lambda it: it[0].total, 8),
        SheetColumn(_("等级"), lambda it: it[0].grade.label if it[0].grade else "", 8),
    ]
    return sheet_response(_("自评"), columns, rows, unit=shown_unit(request))


def _score(row: tuple[Evaluated, Scored | None]) -> Score:
    """The score of an indicator, or of the execution rate in the first row of a project."""
    evaluated, scored = row
    return scored.score if scored else evaluated.execution


def _formula(found: Score) -> str:
    return found.formula or found.missing or found.fault


def _light(light: Light | None) -> str:
    return word_of(light) if light else _("未评")
