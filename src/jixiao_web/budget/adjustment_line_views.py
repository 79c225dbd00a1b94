"""Pages about the lines of an adjustment (调整明细): what each project is to be given or to give up."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget.forms import check_line, narrow
from jixiao_web.budget.pages import EDIT, form_unit, removed, row_or_404
from jixiao_web.budget.permissions import (
    is_open,
    keeps_budget,
    may_request,
    requests_for,
)
from jixiao_web.budget.selectors.letters import Letter, letter_of
from jixiao_web.budget.selectors.projects import Projects, projects_of
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.pages.views import year_page

LINE_NAMES = ("change", "project", "giver", "requested", "reason", "effect", "kind", "fund", "source", "note")


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_request)
def add_line(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Add a line to a request."""
    projects = projects_of(request.year, request.actor)
    letter = letter_or_404(request, row_id, projects).row
    if not keeps_budget(request.actor) and not is_open(letter):
        raise PermissionDenied
    return edit(request, _line_editing(request, letter, None, projects))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def add_loose_line(request: SignedIn) -> HttpResponseBase:
    """Register a change of which no letter is known."""
    return edit(request, _line_editing(request, None, None, projects_of(request.year, request.actor)))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_request)
def change_line(request: SignedIn, line_id: int) -> HttpResponseBase:
    """Change a line."""
    projects = projects_of(request.year, request.actor)
    letter, line = _own_line(request, line_id, projects)
    return edit(request, _line_editing(request, letter, line, projects))


@require_POST
@year_page(may_request)
def remove_line(request: SignedIn, line_id: int) -> HttpResponseBase:
    """Take a line out."""
    projects = projects_of(request.year, request.actor)
    letter, line = _own_line(request, line_id, projects)
    return removed(
        request,
        line,
        act="budget.remove_line",
        summary=f"{line.change.value} {projects.name(line.project, line.kind)}",
        back=_back(request, letter),
        project=line.project,
    )


def _line_editing(request: SignedIn, letter: Row | None, line: Row | None, projects: Projects) -> Editing:
    names: tuple[str, ...] = LINE_NAMES
    if keeps_budget(request.actor):
        extra = ("approved",) if letter is not None else ("approved", "seen")
        names = (*LINE_NAMES[:4], *extra, *LINE_NAMES[4:])
        if line is not None:
            names = ("adjustment", *names)
    initial = {"project": request.GET["project"]} if line is None and request.GET.get("project") else {}
    moves = line is not None and keeps_budget(request.actor)
    return Editing(
        table="adjustment_lines",
        title=_("调整明细") if line else _("加一行调整"),
        act="budget.change_line" if line else "budget.add_line",
        back=_back(request, letter),
        names=names,
        row=line,
        project=line.project if line else request.POST.get("project", "")[:200],
        unit=form_unit(request),
        initial=initial,
        fixed={} if moves else {"adjustment": letter.code if letter else ""},
        prepare=narrow(projects),
        check=lambda form: check_line(form, request.year, request.actor, projects, letter),
        template=EDIT,
    )


def _own_line(request: SignedIn, line_id: int, projects: Projects) -> tuple[Row | None, Row]:
    """A line with its letter; as if there were none to who sees neither side, refused to who may not edit."""
    line = row_or_404(request, "adjustment_lines", line_id)
    if not (projects.sees(line.project) or (line.giver and projects.sees(line.giver))):
        raise Http404
    letter = _parent(request, line)
    if not may_edit_line(request, letter, line, projects):
        raise PermissionDenied
    return letter, line


def _parent(request: SignedIn, line: Row) -> Row | None:
    parent: Row | None = table_of(request.year, "adjustments").filter(code=line.adjustment).first()
    return parent if line.adjustment else None


def _back(request: SignedIn, letter: Row | None) -> str:
    if letter is None:
        return reverse("budget:adjustments", args=[request.year.fiscal_year])
    return reverse("budget:adjustment", args=[request.year.fiscal_year, letter.pk])


def may_edit_line(request: SignedIn, letter: Row | None, line: Row, projects: Projects) -> bool:
    """Keepers change every line; an office its own, while the request is a draft."""
    if keeps_budget(request.actor):
        return True
    if letter is None or not is_open(letter):
        return False
    codes = [code for code in (line.project, line.giver) if code]
    return bool(codes) and all(requests_for(request.actor, projects.parties.get(code, "")) for code in codes)


def letter_or_404(request: SignedIn, row_id: int, projects: Projects) -> Letter:
    """The adjustment; to an office that it does not concern it is as if there were none."""
    letter = letter_of(request.year, row_or_404(request, "adjustments", row_id), projects)
    if projects.seen is not None and not letter.lines and not letter.is_open:
        raise Http404
    return letter
