"""Pages about adjustments (调整): from an office's request to what was approved, line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.document.layout import load_layout
from jixiao.document.writers import write
from jixiao.errors import JixiaoError
from jixiao.exchange.forms import file_name
from jixiao.narrative.adjustment_letter import adjustment_letter
from jixiao.tracking.budget import AdjustmentState
from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget import services
from jixiao_web.budget.adjustment_line_views import letter_or_404, may_edit_line
from jixiao_web.budget.files import SCAN
from jixiao_web.budget.forms import DecisionForm, check_letter
from jixiao_web.budget.pages import EDIT, form_unit, removed, row_or_404
from jixiao_web.budget.permissions import (
    is_open,
    keeps_budget,
    may_request,
    sees_whole_budget,
)
from jixiao_web.budget.selectors.letters import Letter, LineShown, letters, loose_lines
from jixiao_web.budget.selectors.projects import projects_of
from jixiao_web.budget.states import NEXT
from jixiao_web.files.content import Type
from jixiao_web.history.selectors import entries_about
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.errors import ChangedMeanwhile
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.ledger.selectors import next_code, year_in_sums
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page

REQUEST_NAMES = ("title", "reason", "note")


KEEPER_NAMES = (
    "title",
    "requested",
    "request_number",
    "state",
    "approved",
    "approval_number",
    "reason",
    "note",
)


ACTS_SHOWN = 12


@require_safe
@year_page()
def adjustments(request: SignedIn) -> HttpResponseBase:
    """Every adjustment; `?state=` and `?project=` choose, `?export=xlsx` hands out what is seen, by line."""
    projects = projects_of(request.year, request.actor)
    project = request.GET.get("project", "").replace("\x00", "")[:200]
    if project and not projects.sees(project):
        raise Http404
    found = letters(request.year, projects, project)
    loose = loose_lines(request.year, projects, project)
    states = {each: sum(letter.row.state is each for letter in found) for each in AdjustmentState}
    wanted = request.GET.get("state", "")
    if wanted == "outstanding":
        shown, loose = [each for each in found if each.is_outstanding], []
    elif wanted in AdjustmentState.__members__:
        shown, loose = [each for each in found if each.row.state is AdjustmentState[wanted]], []
    else:
        wanted, shown = "", found
    if request.GET.get("export") == "xlsx":
        return _export(request, shown, list(loose))
    given = {
        "letters": shown,
        "loose": loose,
        "states": [(each, count) for each, count in states.items() if count],
        "outstanding": sum(each.is_outstanding for each in found),
        "wanted": wanted,
        "project": project,
        "project_name": projects.name(project) if project else "",
        "may_request": may_request(request.actor),
        "may_write": keeps_budget(request.actor),
    }
    return render(request, "budget/adjustments.html", given)


def _export(request: SignedIn, found: list[Letter], loose: list[LineShown]) -> HttpResponse:
    rows: list[tuple[Row | None, LineShown]] = [
        *((letter.row, line) for letter in found for line in letter.lines),
        *((None, line) for line in loose),
    ]
    columns: list[SheetColumn[tuple[Row | None, LineShown]]] = [
        SheetColumn(_("调整编号"), lambda each: each[0] and each[0].code, 10),
        SheetColumn(_("申请文号"), lambda each: each[0] and each[0].request_number, 20),
        SheetColumn(_("申请日期"), lambda each: each[0] and each[0].requested, 12),
        SheetColumn(_("状态"), lambda each: each[0] and each[0].state, 18),
        SheetColumn(_("批复文号"), lambda each: each[0] and each[0].approval_number, 20),
        SheetColumn(_("批复日期"), lambda each: each[0] and each[0].approved, 12),
        SheetColumn(_("项目"), lambda each: each[1].name, 32),
        SheetColumn(_("执行部门"), lambda each: each[1].party, 20),
        SheetColumn(_("调整方式"), lambda each: each[1].row.change, 10),
        SheetColumn(_("调出项目"), lambda each: each[1].giver, 24),
        SheetColumn(_("申请金额"), lambda each: each[1].row.requested, 16),
        SheetColumn(_("批准金额"), lambda each: each[1].row.approved, 16),
        SheetColumn(_("原因"), lambda each: each[1].row.reason, 40),
        SheetColumn(_("对绩效目标的影响"), lambda each: each[1].row.effect, 30),
    ]
    return sheet_response(_("预算调整"), columns, rows, unit=shown_unit(request))


@require_safe
@year_page()
def adjustment(request: SignedIn, row_id: int) -> HttpResponseBase:
    """One adjustment: its lines, what became of them, the letters and scans."""
    projects = projects_of(request.year, request.actor)
    letter = letter_or_404(request, row_id, projects)
    may_write = keeps_budget(request.actor)
    given = {
        "letter": letter,
        "lines": [(line, may_edit_line(request, letter.row, line.row, projects)) for line in letter.lines],
        "may_write": may_write,
        "may_add": may_write or (may_request(request.actor) and letter.is_open),
        "may_print": sees_whole_budget(request.actor),
        "file_kind": SCAN,
        "file_subject": f"adjustments/{letter.row.pk}",
        "acts": entries_about(request.year, subject=f"adjustments/{letter.row.pk}")[:ACTS_SHOWN],
    }
    return render(request, "budget/adjustment.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_request)
def add_adjustment(request: SignedIn) -> HttpResponseBase:
    """Begin a request; its lines follow on its own page."""
    code = next_code(request.year, "adjustments", "A")
    may_write = keeps_budget(request.actor)
    response = edit(
        request,
        Editing(
            table="adjustments",
            title=_("申请调整"),
            act="budget.request",
            back=reverse("budget:adjustments", args=[request.year.fiscal_year]),
            names=KEEPER_NAMES if may_write else REQUEST_NAMES,
            initial={"state": AdjustmentState.REQUESTED} if may_write else {},
            fixed={"code": code} if may_write else {"code": code, "state": AdjustmentState.REQUESTED},
            check=check_letter,
            template=EDIT,
        ),
    )
    made = table_of(request.year, "adjustments").filter(code=code).first()
    if response.status_code == 302 and made is not None:
        return redirect("budget:add-line", request.year.fiscal_year, made.pk)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_request)
def change_adjustment(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Change an adjustment itself; an office changes the words of a draft."""
    row = row_or_404(request, "adjustments", row_id)
    may_write = keeps_budget(request.actor)
    if not may_write and not _is_own_draft(request, row):
        raise PermissionDenied
    editing = Editing(
        table="adjustments",
        title=_("调整 %(code)s") % {"code": row.request_number or row.code},
        act="budget.change_adjustment",
        back=reverse("budget:adjustment", args=[request.year.fiscal_year, row.pk]),
        names=KEEPER_NAMES if may_write else REQUEST_NAMES,
        row=row,
        check=check_letter if may_write else None,
        template=EDIT,
    )
    return edit(request, editing)


def _is_own_draft(request: SignedIn, row: Row) -> bool:
    """Whether a draft concerns the actor's own offices alone."""
    if not is_open(row):
        return False
    projects = projects_of(request.year, request.actor)
    lines = table_of(request.year, "adjustment_lines").filter(adjustment=row.code)
    return all(may_edit_line(request, row, line, projects) for line in lines)


@require_POST
@year_page(may_request)
def remove_adjustment(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Take an adjustment out with its lines."""
    row = row_or_404(request, "adjustments", row_id)
    if not keeps_budget(request.actor) and not _is_own_draft(request, row):
        raise PermissionDenied
    return removed(
        request,
        row,
        act="budget.remove_adjustment",
        summary=row.request_number or row.title or row.code,
        back=reverse("budget:adjustments", args=[request.year.fiscal_year]),
        parts=list(table_of(request.year, "adjustment_lines").filter(adjustment=row.code)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def decide(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Register what became of a request, line by line."""
    projects = projects_of(request.year, request.actor)
    letter = letter_or_404(request, row_id, projects)
    unit = form_unit(request)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, letter=letter.row, lines=list(letter.lines), unit=unit)
    if data is not None and form.is_valid():
        written = _decided(request, letter.row, form)
        if written is not None:
            return written
    given = {"letter": letter, "form": form, "unit": unit, "next": NEXT[letter.row.state]}
    return render(request, "budget/decide.html", given, status=422 if form.errors else 200)


def _decided(request: SignedIn, letter: Row, form: DecisionForm) -> HttpResponse | None:
    values: dict[str, Any] = form.cleaned_data
    try:
        entry = services.decide_adjustment(
            actor=request.actor,
            year=request.year,
            letter=letter,
            version=values["version"],
            state=values["state"],
            approved=values["approved"],
            approval_number=values["approval_number"].strip(),
            amounts=values["amounts"],
        )
    except ChangedMeanwhile:
        form.add_error(None, _("这份调整刚才被别人改过。请对照下面的现状，再登记一次。"))
        form.data = {**request.POST.dict(), "version": str(letter.version)}
        return None
    except JixiaoError as error:
        form.add_error(None, told(error))
        return None
    words = _("已登记批复：%(code)s") % {"code": letter.request_number or letter.code}
    messages.success(request, words, extra_tags=f"undo:{entry.pk}")
    return redirect("budget:adjustment", request.year.fiscal_year, letter.pk)


@require_safe
@year_page(sees_whole_budget)
def letter(request: SignedIn, row_id: int) -> HttpResponseBase:
    """The letter that asks for the adjustment, with the table of its lines, as a Word file."""
    row = row_or_404(request, "adjustments", row_id)
    year = year_in_sums(request.year, [row.requested] if row.requested else [])
    meeting = request.GET.get("meeting", "")[:100]
    draft = adjustment_letter(year, row.code, dated=_dated(row), meeting=meeting)
    name = file_name(_("预算调整函 %(code)s") % {"code": row.request_number or row.code}) + ".docx"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write(draft.document, path, load_layout())
        content = path.read_bytes()
    response = HttpResponse(content, content_type=Type.WORD.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _dated(row: Row) -> dt.date | None:
    requested: dt.date | None = row.requested
    return requested
