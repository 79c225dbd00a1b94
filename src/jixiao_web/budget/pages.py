"""What the pages of the budget share: the unit of forms, rows by number, removal with a way back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jixiao.quantity import MoneyUnit
from jixiao.quantity.money import UNITS
from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget import services
from jixiao_web.ledger.errors import ChangedMeanwhile, YearIsClosed
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.pages.context import SHOWN_UNITS, shown_unit
from jixiao_web.pages.telling import told

EDIT = "budget/edit.html"


def form_unit(request: SignedIn) -> MoneyUnit:
    """The unit in which a form counts money: as the form says that it was shown, else as the screen."""
    chosen = request.POST.get("shown-unit", "")
    if chosen in {each.name for each in SHOWN_UNITS}:
        return UNITS[chosen]
    unit: MoneyUnit = shown_unit(request)
    return unit


def row_or_404(request: SignedIn, table: str, row_id: int) -> Row:
    """The row of the year's table."""
    row: Row | None = table_of(request.year, table).filter(pk=row_id).first()
    if row is None:
        raise Http404(_("没有这一行，可能已被删除。"))
    return row


def removed(
    request: SignedIn,
    row: Row,
    *,
    act: str,
    summary: str,
    back: str,
    parts: Sequence[Row] = (),
    project: str = "",
) -> HttpResponse:
    """Take a row out of the ledger with its parts, and go back with a toast that can undo it."""
    given = request.POST.get("version", "")
    try:
        entry = services.remove(
            actor=request.actor,
            year=request.year,
            row=row,
            version=int(given) if given.isdecimal() else row.version,
            parts=parts,
            act=act,
            summary=summary,
            project=project,
        )
    except (ChangedMeanwhile, YearIsClosed) as error:
        messages.error(request, told(error))
        return redirect(back)
    words = _("已删除：%(what)s") % {"what": summary}
    messages.success(request, words, extra_tags=f"undo:{entry.pk}")
    return redirect(back)
