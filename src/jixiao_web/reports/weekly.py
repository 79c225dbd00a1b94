"""The weekly page (例会一页纸): on screen, and as a file that is printed and laid on the table."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jixiao.document.layout import load_layout
from jixiao.document.writers import write
from jixiao.errors import JixiaoError
from jixiao.narrative.weekly import LAYOUT, Weekly, WeeklyRow, weekly, weekly_document
from jixiao.quantity import Money
from jixiao.tracking.glance import Standing
from jixiao.tracking.outlook import Outlook
from jixiao.tracking.pace import Pace
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, kept, paid_by_contract
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.projects.permissions import sees_office

MOST_SHOWN = 20
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def sees_every_office(actor: Actor) -> bool:
    """Whether the actor may have the page as a file, with every office on it."""
    return actor.sees_all_offices


@year_page()
def page(request: SignedIn) -> HttpResponseBase:
    """The page on screen; an office sees its own line, all others together."""
    seen = weekly_for(request.actor, request.year, request.as_of)
    found, behind = seen.weekly, seen.behind
    shown: dict[str, Any] = {
        "weekly": found,
        "rows": seen.rows,
        "others": seen.others,
        "behind": [
            {"project": project, "pace": pace, "standing": found.glance.standing(project)}
            for project, pace in behind[:MOST_SHOWN]
        ],
        "more": max(len(behind) - MOST_SHOWN, 0),
        "lacks_amounts": any(each.lacks_amounts for each in seen.rows),
        "may_have_file": sees_every_office(request.actor),
        "has_pdf": find_spec("typst") is not None,
    }
    return render(request, "reports/weekly.html", shown)


@year_page(sees_every_office)
def file(request: SignedIn, form: str) -> HttpResponseBase:
    """The page as a file: .docx to be handed out, .pdf to be printed as it is."""
    if form not in FORMS:
        raise Http404
    document = weekly_document(weekly_at(request.year, request.as_of))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"weekly.{form}"
        try:
            write(document, made, load_layout(LAYOUT))
        except JixiaoError as error:
            messages.error(request, told(error))
            return redirect("reports:weekly", request.year.fiscal_year)
        content = made.read_bytes()
    response = HttpResponse(content, content_type=FORMS[form])
    name = _("例会一页纸 %(date)s") % {"date": request.as_of.isoformat()}
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{form}"
    )
    return response


def weekly_at(budget_year: BudgetYear, as_of: dt.date) -> Weekly:
    """The weekly page on a date."""

    def make() -> Weekly:
        glance = glance_at(budget_year, as_of)
        return weekly(glance, Outlook.of(glance, paid_by_contract(budget_year, as_of)))

    return kept(budget_year, ("weekly", as_of), make)


@dataclass(frozen=True, slots=True)
class Together:
    """Offices of which somebody sees only what they come to (其他部门合计); `behind` is how many projects."""

    standing: Standing
    unpaid: Money
    expected: Money
    behind: int


@dataclass(frozen=True, slots=True)
class WeeklySeen:
    """The weekly page as an actor sees it: their own offices one by one, all others together."""

    weekly: Weekly
    rows: Sequence[WeeklyRow]
    others: Together | None
    behind: Sequence[tuple[Project, Pace]]


def weekly_for(actor: Actor, budget_year: BudgetYear, as_of: dt.date) -> WeeklySeen:
    """The weekly page on a date, as far as the actor sees it."""
    found = weekly_at(budget_year, as_of)
    hidden = [each for each in found.rows if not sees_office(actor, each.name)]
    return WeeklySeen(
        weekly=found,
        rows=[each for each in found.rows if sees_office(actor, each.name)],
        others=_together(hidden) if hidden else None,
        behind=[each for each in found.behind if sees_office(actor, each[0].party)],
    )


def _together(rows: Sequence[WeeklyRow]) -> Together:
    total = sum((each.standing.position for each in rows), Position())
    return Together(
        standing=Standing(total, all(each.standing.is_known for each in rows)),
        unpaid=Money.total(each.unpaid for each in rows),
        expected=Money.total(each.expected for each in rows),
        behind=sum(len(each.behind) for each in rows),
    )
