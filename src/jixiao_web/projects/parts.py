"""What belongs to a project and is kept on its page: sub-projects, standards, planned events, checks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jixiao.errors import JixiaoError
from jixiao.tracking.noun import attributes
from jixiao_web.accounts.permissions import works_here
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.models import MODELS, Row, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.projects.dossier import PARTS
from jixiao_web.projects.permissions import sees_office, words


@year_page(works_here)
def new(request: SignedIn, table: str, code: str) -> HttpResponseBase:
    """Add a part to a project."""
    project = _project(request, table, code)
    return edit(request, _editing(request, table, project, None))


@year_page(works_here)
def change(request: SignedIn, table: str, row_id: int) -> HttpResponseBase:
    """Change a part."""
    project, row = _part(request, table, row_id)
    return edit(request, _editing(request, table, project, row))


@year_page(works_here)
@require_POST
def remove(request: SignedIn, table: str, row_id: int) -> HttpResponseBase:
    """Remove a part; the act can be undone."""
    project, row = _part(request, table, row_id)
    back = reverse("projects:page", args=[request.year.fiscal_year, project.code])
    try:
        entry = write(
            actor=request.actor,
            year=request.year,
            act="project.part.remove",
            changes=[Change(table, None, row.pk)],
            project=project.code,
            summary=_("删除%(sheet)s：%(name)s") % {"sheet": _sheet(table), "name": _name(row)},
        )
    except JixiaoError as error:
        messages.error(request, told(error))
        return redirect(back)
    messages.success(request, _("已删除“%s”") % _name(row), extra_tags=f"undo:{entry.pk}")
    return redirect(back)


def _editing(request: SignedIn, table: str, project: Row, row: Row | None) -> Editing:
    sheet = _sheet(table)
    return Editing(
        table=table,
        title=f"{project.name} · {sheet}",
        act="project.part.change" if row else "project.part.add",
        back=reverse("projects:page", args=[request.year.fiscal_year, project.code]),
        names=[each.name for each in attributes(MODELS[table].noun) if each.name != "project"],
        row=row,
        project=project.code,
        unit=shown_unit(request),
        fixed={"project": project.code},
    )


def _project(request: SignedIn, table: str, code: str) -> Row:
    """The project, where the actor may write its parts."""
    if table not in PARTS:
        raise Http404(_("没有这张表。"))
    is_code = "\0" not in code  # which no database keeps
    found = table_of(request.year, "projects").filter(code=code).first() if is_code else None
    if found is None or not sees_office(request.actor, found.party):
        raise Http404(_("没有这个项目，或它属于别的部门。"))
    if not words(request.actor, found.party):
        raise PermissionDenied
    project: Row = found
    return project


def _part(request: SignedIn, table: str, row_id: int) -> tuple[Row, Row]:
    if table not in PARTS:
        raise Http404(_("没有这张表。"))
    row: Row | None = table_of(request.year, table).filter(pk=row_id).first()
    if row is None:
        raise Http404(_("这一行已经不在了。"))
    return _project(request, table, row.project), row


def _name(row: Row) -> str:
    match row.table:
        case "cost_standards":
            return str(row.item)
        case "inspections":
            return f"{row.date:%Y-%m-%d} {row.node}".strip()
        case _:
            return str(row.name)


def _sheet(table: str) -> str:
    noun = MODELS[table].noun
    return noun.english if get_language() == "en" else noun.sheet
