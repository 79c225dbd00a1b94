"""The page of a project (项目页), and the acts on the project itself: open, change, remove."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jixiao.errors import JixiaoError
from jixiao.tracking.noun import attributes
from jixiao.tracking.project import Project
from jixiao_web.accounts.permissions import works_here
from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget.permissions import requests_for
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.equation import Equation
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.payments.permissions import may_write_payments
from jixiao_web.projects.charts import steps
from jixiao_web.projects.dossier import Dossier, dossier
from jixiao_web.projects.files import KIND, subject_of
from jixiao_web.projects.filters import Filter
from jixiao_web.projects.lines import lines_for
from jixiao_web.projects.permissions import keeps, sees, words
from jixiao_web.projects.services import remove_project
from jixiao_web.proofing.selectors import latest_runs, open_on_project

A_FEW_PAYMENTS = 8

TEXTS = (
    "person_in_charge",
    "implementers",
    "beneficiaries",
    "purpose",
    "content",
    "results",
    "evaluation",
    "note",
)
"""What an office writes of its projects; all else the coordinator keeps."""

FIELDS = tuple(each.name for each in attributes(Project) if each.name != "code")
"""All but the code, by which everything else refers to the project."""


@year_page()
def page(request: SignedIn, code: str) -> HttpResponseBase:
    """A project with all that belongs to it."""
    found = _seen(request, code)
    unit = shown_unit(request)
    project = found.line.project
    shown: dict[str, Any] = {
        "dossier": found,
        "project": project,
        "line": found.line,
        "position": found.line.position,
        "equation": Equation(found.line.standing, unit),
        "walk": _walk(request, code),
        "approval_numbers": "、".join(
            dict.fromkeys(each.number or each.title for _line, each in found.approvals if each)
        ),
        "letter_numbers": "、".join(
            dict.fromkeys(
                each.letter.approval_number or each.letter.request_number
                for each in found.moves
                if each.letter and (each.letter.approval_number or each.letter.request_number)
            )
        ),
        "is_without_letter": any(each.letter is None for each in found.moves),
        "months": found.months(),
        "earlier": [each for each in found.earlier if sees(request.actor, each[1])],
        "latest": found.entries[:A_FEW_PAYMENTS],
        "shortcomings": [
            each for each in found.shortcomings if works_here(request.actor) or not each.is_internal
        ],
        "proofed": open_on_project(request.actor, request.year, code),
        "was_proofed": bool(latest_runs(request.actor, request.year)),
        "texts": _texts(found),
        "file_kind": KIND,
        "file_subject": subject_of(found.row.pk),
        "may_pay": may_write_payments(request.actor) and not request.year.is_closed,
        "may_request": requests_for(request.actor, project.party) and not request.year.is_closed,
        "may_write": words(request.actor, project.party) and not request.year.is_closed,
        "may_keep": keeps(request.actor) and not request.year.is_closed,
    }
    return render(request, "projects/page.html", shown)


@year_page()
def curve(request: SignedIn, code: str) -> HttpResponseBase:
    """The figures of the project's curve as JSON."""
    return JsonResponse(steps(_seen(request, code), shown_unit(request)))


@year_page(keeps)
def new(request: SignedIn) -> HttpResponseBase:
    """Open a project."""
    code = request.POST.get("code", "").strip()
    back = reverse("projects:page", args=[request.year.fiscal_year, code]) if code else ""
    editing = Editing(
        table="projects",
        title=_("新建项目"),
        act="project.open",
        back=back or reverse("projects:all", args=[request.year.fiscal_year]),
        names=("code", *FIELDS),
        project=code,
        unit=shown_unit(request),
        initial={} if request.method == "POST" else {"code": _next_code(request)},
    )
    return edit(request, editing)


@year_page(works_here)
def change(request: SignedIn, code: str) -> HttpResponseBase:
    """Change the project's own fields: an office its texts, the coordinator everything."""
    found = _seen(request, code)
    project = found.line.project
    if not words(request.actor, project.party):
        raise PermissionDenied
    editing = Editing(
        table="projects",
        title=project.name,
        act="project.change",
        back=reverse("projects:page", args=[request.year.fiscal_year, code]),
        names=FIELDS if keeps(request.actor) else TEXTS,
        row=found.row,
        project=code,
        unit=shown_unit(request),
    )
    return edit(request, editing)


@year_page(keeps)
@require_POST
def remove(request: SignedIn, code: str) -> HttpResponseBase:
    """Remove a project on which no money is booked; the act can be undone."""
    found = _seen(request, code)
    try:
        entry = remove_project(actor=request.actor, year=request.year, row=found.row)
    except JixiaoError as error:
        messages.error(request, told(error))
        return redirect("projects:page", request.year.fiscal_year, code)
    messages.success(request, _("已删除“%s”") % found.line.project.name, extra_tags=f"undo:{entry.pk}")
    return redirect("projects:all", request.year.fiscal_year)


def _seen(request: SignedIn, code: str) -> Dossier:
    """The project; to whom may not see it, it is as if it did not exist."""
    found = dossier(request.year, request.as_of, code)
    if found is None or not sees(request.actor, found.line.project):
        raise Http404(_("没有这个项目，或它属于别的部门。"))
    return found


def _walk(request: SignedIn, code: str) -> dict[str, Any]:
    """The project before and after this one in the list from which one came."""
    wanted = Filter.of(request.GET)
    lines = wanted.chosen(lines_for(request.actor, request.year, request.as_of))
    codes = [each.project.code for each in lines]
    query = urlencode({"as_of": request.as_of.isoformat()})
    if wanted.query():
        query = f"{wanted.query()}&{query}"
    is_focus = "focus" in wanted.flags
    at = codes.index(code) if code in codes else None
    before = lines[at - 1].project if at else None
    after = lines[at + 1].project if at is not None and at + 1 < len(lines) else None
    return {
        "query": query,
        "list": reverse("projects:focus" if is_focus else "projects:all", args=[request.year.fiscal_year]),
        "word": _("重点项目") if is_focus else _("全部项目"),
        "before": before,
        "after": after,
        "at": None if at is None else at + 1,
        "count": len(codes),
    }


def _texts(found: Dossier) -> list[dict[str, Any]]:
    labels = {each.name: each.column for each in attributes(Project)}
    return [{"label": labels[name], "paragraphs": lines} for name, lines in found.texts]


def _next_code(request: SignedIn) -> str:
    """A code like the others that is free: P21 after P20; where that is no number, the office writes one."""
    codes = {each.project.code for each in lines_for(request.actor, request.year, request.as_of)}
    numbers = [int(code[1:]) for code in codes if code[:1] == "P" and code[1:].isdigit() and len(code) < 9]
    width = max((len(code) - 1 for code in codes if code[:1] == "P" and code[1:].isdigit()), default=2)
    usual = [each for each in numbers if each != int("9" * width)]  # the remainder's, as the example has it
    return f"P{max(usual, default=0) + 1:0{width}d}"
