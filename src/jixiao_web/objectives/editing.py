"""Editing objectives, indicators and approved changes (目标与指标的填写), a row on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao.tracking.common_indicators import kind_of_project
from jixiao.tracking.goals import Goal
from jixiao.tracking.hierarchy import Hierarchy
from jixiao.tracking.indicator import ChangeKind, Indicator
from jixiao.tracking.noun import attributes
from jixiao.tracking.target import target
from jixiao_web.accounts.permissions import works_here
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.forms import RowForm
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.ledger.selectors import next_code, policy_of
from jixiao_web.objectives import services
from jixiao_web.objectives.library import predecessor_of
from jixiao_web.objectives.pages import seen
from jixiao_web.objectives.permissions import may_change_approved, may_write
from jixiao_web.objectives.selectors import Subject
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page

OBJECTIVE = ("horizon", "text", "approval", "since", "note")
INDICATOR = tuple(each.name for each in attributes(Indicator) if each.name not in ("code", "subject"))
CHANGE = ("kind", "old_target", "new_target", "old_weight", "new_weight", "reason", "approval", "approved")

FROZEN = ("first", "second", "name", "target", "weight", "accumulation", "method", "horizon", "since")
"""What an approved indicator keeps until an approved change; a kind of accumulation also while data exist."""


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(works_here)
def add_objective(request: SignedIn, code: str) -> HttpResponseBase:
    """Enter an objective."""
    subject = _written(request, code)
    return edit(request, _objective(request, subject, None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(works_here)
def change_objective(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Change an objective."""
    row = _row(request, "objectives", row_id)
    return edit(request, _objective(request, _written(request, row.subject), row))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(works_here)
def add_indicator(request: SignedIn, code: str) -> HttpResponseBase:
    """Enter an indicator."""
    subject = _written(request, code)
    return edit(request, _indicator(request, subject, None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(works_here)
def change_indicator(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Change an indicator; of an approved one only what no approval is needed for."""
    row = _row(request, "indicators", row_id)
    return edit(request, _indicator(request, _written(request, row.subject), row))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_change_approved)
def change_approved(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Register an approved change of an indicator: old and new side by side."""
    row = _row(request, "indicators", row_id)
    subject = seen(request, row.subject)
    goal = next(each for each in subject.goals if each.indicator.code == row.code)
    return edit(request, _change(request, subject, goal, None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_change_approved)
def correct_change(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Correct an approved change that was registered."""
    change = _row(request, "indicator_changes", row_id)
    row = table_of(request.year, "indicators").filter(code=change.indicator).first()
    if row is None:
        raise Http404(_("这一行已经不在了。"))
    subject = seen(request, row.subject)
    goal = next(each for each in subject.goals if each.indicator.code == row.code)
    return edit(request, _change(request, subject, goal, change))


@require_POST
@year_page(works_here)
def remove(request: SignedIn, table: str, row_id: int) -> HttpResponseBase:
    """Take out an objective, an indicator or a change; the act can be undone."""
    if table not in ("objectives", "indicators", "indicator_changes"):
        raise Http404(_("没有这张表。"))
    row = _row(request, table, row_id)
    if table == "indicator_changes":
        if not may_change_approved(request.actor):
            raise PermissionDenied
        owner = table_of(request.year, "indicators").filter(code=row.indicator).first()
        subject, name = seen(request, owner.subject if owner else ""), row.approval
    else:
        subject = _written(request, row.subject)
        name = row.name if table == "indicators" else _("绩效目标")
    if table == "indicators" and subject.is_approved and not may_change_approved(request.actor):
        raise PermissionDenied
    project = "" if subject.is_unit else subject.code
    try:
        entry = services.remove(
            actor=request.actor, year=request.year, table=table, row=row, project=project, summary=name
        )
    except JixiaoError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已删除“%s”") % name, extra_tags=f"undo:{entry.pk}")
    return redirect(_page(request, subject.code))


@require_POST
@year_page(works_here)
def begin(request: SignedIn, code: str) -> HttpResponseBase:
    """Begin with what the project promised in the year before."""
    subject = _written(request, code)
    before = predecessor_of(request.year, subject)
    if before is None or subject.goals:
        messages.error(request, _("没有可以带入的上年指标，或者这个项目已经有指标。"))
        return redirect(_page(request, code))
    entry = services.begin_from_last_year(
        actor=request.actor, year=request.year, subject=subject, before=before
    )
    words = _("已带入 %(year)s 年的 %(n)s 条指标，请逐条核对指标值。") % {
        "year": before.fiscal_year,
        "n": len(before.indicators),
    }
    messages.success(request, words, extra_tags=f"undo:{entry.pk}")
    return redirect(_page(request, code))


@require_POST
@year_page(works_here)
def begin_kind(request: SignedIn, code: str) -> HttpResponseBase:
    """Begin with the common indicators of a kind of project."""
    subject = _written(request, code)
    kind = kind_of_project(request.POST.get("kind", ""))
    if kind is None or subject.is_approved:
        messages.error(request, _("先选项目种类；目标批准以后不能再带入。"))
        return redirect(_page(request, code))
    entry = services.begin_from_kind(actor=request.actor, year=request.year, subject=subject, kind=kind)
    words = _("已带入“%(kind)s”的常用指标，请逐条填写指标值和权重。") % {"kind": kind.title}
    messages.success(request, words, extra_tags=f"undo:{entry.pk}")
    return redirect(_page(request, code))


def _objective(request: SignedIn, subject: Subject, row: Row | None) -> Editing:
    return Editing(
        table="objectives",
        title=f"{subject.name} · {_('绩效目标')}",
        act="objectives.change" if row else "objectives.add",
        back=_page(request, subject.code),
        names=OBJECTIVE,
        row=row,
        project="" if subject.is_unit else subject.code,
        fixed={"subject": subject.code},
    )


def _indicator(request: SignedIn, subject: Subject, row: Row | None) -> Editing:
    hierarchy = policy_of(request.year).hierarchy(request.year.fiscal_year)
    fixed = {"subject": subject.code}
    names = INDICATOR
    if row is None:
        fixed["code"] = next_code(request.year, "indicators", "K")
    else:
        frozen = set(FROZEN) if subject.is_approved else set()
        if table_of(request.year, "attainments").filter(indicator=row.code).exists():
            frozen |= {"accumulation"}
        names = tuple(each for each in INDICATOR if each not in frozen)
    return Editing(
        table="indicators",
        title=f"{subject.name} · {row.name if row else _('绩效指标')}",
        act="objectives.indicator.change" if row else "objectives.indicator.add",
        back=_page(request, subject.code),
        names=names,
        row=row,
        project="" if subject.is_unit else subject.code,
        fixed=fixed,
        prepare=lambda form: _offer_levels(form, hierarchy),
        check=lambda form: _check_indicator(form, hierarchy),
    )


def _offer_levels(form: RowForm, hierarchy: Hierarchy) -> None:
    """Let the levels be chosen from those of the year; one of an older hierarchy stays as it is."""
    if "first" not in form.fields:
        return
    firsts = [(each.name, each.name) for each in hierarchy.levels]
    seconds = [(each.name, [(name, name) for name in each.seconds]) for each in hierarchy.levels]
    _choose(form, "first", firsts, {each.name for each in hierarchy.levels})
    _choose(form, "second", seconds, {name for each in hierarchy.levels for name in each.seconds})


def _choose(form: RowForm, name: str, choices: Sequence[Any], known: set[str]) -> None:
    held = str(form.initial.get(name) or "")
    kept = [(held, held)] if held and held not in known else []
    field = form.fields[name]
    form.fields[name] = forms.ChoiceField(
        choices=[*kept, *choices], label=field.label, help_text="", required=field.required
    )


def _check_indicator(form: RowForm, hierarchy: Hierarchy) -> None:
    """Refuse a second level of another first one and what no weight can be; say what was read."""
    said = form.cleaned_data
    first, second = said.get("first"), said.get("second")
    if first and second and hierarchy.first(first) and hierarchy.second(first, second) is None:
        form.add_error("second", _("“%(second)s”不属于“%(first)s”。") % {"second": second, "first": first})
    weight = said.get("weight")
    if weight is not None and not 0 <= weight <= 100:
        form.add_error("weight", _("权重在 0 到 100 之间。"))
    wanted = said.get("target")
    if wanted and not form.errors:
        read = target(wanted)
        if read.is_qualitative:
            form.doubts["target"] = _("“%s”读作定性指标，年底按三档评定。") % wanted


def _change(request: SignedIn, subject: Subject, goal: Goal, row: Row | None) -> Editing:
    return Editing(
        table="indicator_changes",
        title=f"{goal.indicator.name} · {_('指标调整')}",
        act="objectives.approved.correct" if row else "objectives.approved.add",
        back=_page(request, subject.code),
        names=CHANGE,
        row=row,
        project="" if subject.is_unit else subject.code,
        initial={} if row else {"old_target": goal.target.text, "old_weight": goal.weight},
        fixed={"indicator": goal.indicator.code},
        check=_check_change,
    )


def _check_change(form: RowForm) -> None:
    """An approved change has its approval; a modified indicator says what it is from then on."""
    said = form.cleaned_data
    for name, words in (("approval", _("写批准文件的文号或会议纪要号。")), ("approved", _("填批准日期。"))):
        if not said.get(name) and name not in form.errors:
            form.add_error(name, words)
    if (
        said.get("kind") is ChangeKind.MODIFIED
        and not said.get("new_target")
        and said.get("new_weight") is None
    ):
        form.add_error("new_target", _("新指标值或新权重至少填一个。"))


def _written(request: SignedIn, code: str) -> Subject:
    """The subject, where the actor may write it."""
    subject = seen(request, code)
    if not may_write(request.actor, subject.office, is_unit=subject.is_unit):
        raise PermissionDenied
    return subject


def _row(request: SignedIn, table: str, row_id: int) -> Row:
    row: Row | None = table_of(request.year, table).filter(pk=row_id).first()
    if row is None:
        raise Http404(_("这一行已经不在了。"))
    return row


def _page(request: SignedIn, code: str) -> str:
    return reverse("objectives:page", args=[request.year.fiscal_year, code])
