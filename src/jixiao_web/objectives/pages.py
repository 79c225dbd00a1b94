"""Pages of objectives and indicators (目标与指标): the list, and what one project or the unit promised."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jixiao.tracking.common_indicators import kinds_of_project
from jixiao.tracking.goals import Goal
from jixiao.tracking.policy import Policy
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.models import table_of
from jixiao_web.ledger.selectors import policy_of
from jixiao_web.objectives.library import predecessor_of
from jixiao_web.objectives.permissions import may_change_approved, may_write
from jixiao_web.objectives.quality import hints_of, hints_on
from jixiao_web.objectives.selectors import Subject, monitoring_at, subject_for, subjects_for
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page


@require_safe
@year_page()
def listing(request: SignedIn) -> HttpResponseBase:
    """Every project that the actor sees, with how far its objectives and indicators are."""
    found = subjects_for(request.actor, request.year, request.as_of)
    if request.GET.get("export") == "xlsx":
        return _export(request, found)
    lines = [(each, hints_of(each)) for each in found]
    wanted = request.GET.get("only", "")
    chosen = [(each, hints) for each, hints in lines if _is_wanted(each, hints, wanted)]
    given = {
        "lines": chosen,
        "wanted": wanted,
        "count": len(lines),
        "without": sum(not each.goals for each, _hints in lines),
        "uneven": sum(bool(each.misweighted) for each, _hints in lines),
        "changed": sum(bool(each.changes) for each, _hints in lines),
    }
    return render(request, "objectives/list.html", given)


@require_safe
@year_page()
def page(request: SignedIn, code: str) -> HttpResponseBase:
    """The objectives and indicators of a project, or of the unit."""
    subject = seen(request, code)
    monitoring = monitoring_at(request.year, request.as_of)
    watched = monitoring.unit if subject.is_unit else monitoring.projects.get(code)
    lit = {each.goal.indicator.code: each.lit for each in watched.indicators} if watched else {}
    rows = {row.code: row for row in table_of(request.year, "indicators").filter(subject=code)}
    may = may_write(request.actor, subject.office, is_unit=subject.is_unit) and not request.year.is_closed
    given = {
        "subject": subject,
        "levels": [
            (
                first,
                [
                    (each, rows.get(each.indicator.code), lit.get(each.indicator.code), hints_on(each))
                    for each in goals
                ],
            )
            for first, goals in subject.weights
        ],
        "objectives": list(table_of(request.year, "objectives").filter(subject=code)),
        "hints": [hint for name, hint in hints_of(subject) if not name],
        "watched": watched,
        "may_write": may,
        "may_change": may_change_approved(request.actor) and not request.year.is_closed,
        "predecessor": predecessor_of(request.year, subject) if may and not subject.goals else None,
        "kinds": kinds_of_project() if may and not subject.is_unit and not subject.is_approved else (),
        "total": sum((each.weight for each in subject.counted if each.weight is not None), 0),
    }
    return render(request, "objectives/page.html", given)


@require_safe
@year_page()
def policy(request: SignedIn) -> HttpResponseBase:
    """The rule pack that the unit follows: every weight, band, light and bound, with its source."""
    pack: Policy = policy_of(request.year)
    return render(
        request,
        "objectives/policy.html",
        {"pack": pack, "hierarchy": pack.hierarchy(request.year.fiscal_year)},
    )


def seen(request: SignedIn, code: str) -> Subject:
    """The subject of that code. Raises Http404 where the actor sees none such."""
    found = subject_for(request.actor, request.year, request.as_of, code) if "\0" not in code else None
    if found is None:
        raise Http404(_("没有这个项目，或它属于别的部门。"))
    return found


def _is_wanted(subject: Subject, hints: object, wanted: str) -> bool:
    match wanted:
        case "without":
            return not subject.goals
        case "uneven":
            return bool(subject.misweighted)
        case "changed":
            return bool(subject.changes)
        case "hinted":
            return bool(hints)
        case _:
            return True


def _export(request: SignedIn, found: list[Subject]) -> HttpResponseBase:
    """Every indicator of what is seen, a row each."""
    rows = [(subject, goal) for subject in found for goal in subject.goals]
    columns: list[SheetColumn[tuple[Subject, Goal]]] = [
        SheetColumn(_("项目"), lambda it: it[0].name, 30),
        SheetColumn(_("执行部门"), lambda it: it[0].office, 20),
        SheetColumn(_("一级指标"), lambda it: it[1].indicator.first, 12),
        SheetColumn(_("二级指标"), lambda it: it[1].indicator.second, 16),
        SheetColumn(_("三级指标"), lambda it: it[1].indicator.name, 28),
        SheetColumn(_("年初指标值"), lambda it: it[1].indicator.target, 20),
        SheetColumn(_("现指标值"), lambda it: _("已删除") if it[1].is_removed else it[1].target.text, 20),
        SheetColumn(_("权重"), lambda it: it[1].weight, 8),
        SheetColumn(_("评分标准"), lambda it: it[1].indicator.standard, 30),
        SheetColumn(_("数据来源"), lambda it: it[1].indicator.source, 16),
        SheetColumn(_("佐证要求"), lambda it: it[1].indicator.evidence, 20),
    ]
    return sheet_response(_("目标与指标"), columns, rows, unit=shown_unit(request))
