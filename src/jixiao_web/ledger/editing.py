"""Editing a row on a page of its own (编辑一行): the same for every noun, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jixiao.quantity import YUAN, MoneyUnit
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.conflict import settled, show_conflict
from jixiao_web.ledger.errors import ChangedMeanwhile, DoubleKey, YearIsClosed
from jixiao_web.ledger.forms import RowForm, words_of
from jixiao_web.ledger.models import Row
from jixiao_web.ledger.services import Change, write


@dataclass(frozen=True)
class Editing:
    """How a row is edited (编辑): its table and fields, what the act is called, where one goes afterwards.

    `prepare` narrows what may be chosen before anything is read; `check` looks at the form as a whole and
    adds errors to it; `fixed` are values that the page decides.
    """

    table: str
    title: str
    act: str
    back: str
    names: Sequence[str] = ()
    row: Row | None = None
    project: str = ""
    unit: MoneyUnit = YUAN
    initial: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[RowForm], None] | None = None
    check: Callable[[RowForm], None] | None = None
    template: str = "ledger/edit.html"


def edit(request: SignedIn, editing: Editing) -> HttpResponse:
    """Show the form, or write what was sent and go back with a toast that can undo it.

    Raises YearIsClosed before anything is typed; what was sent all the same comes back with the reason.
    """
    if request.method == "GET" and request.year.is_closed:
        raise YearIsClosed
    data = settled(request.POST) if request.method == "POST" else None
    form = RowForm(
        data,
        year=request.year,
        table=editing.table,
        row=editing.row,
        names=editing.names,
        unit=editing.unit,
        initial=editing.initial,
    )
    if editing.prepare is not None:
        editing.prepare(form)
    if data is not None and form.is_valid() and _passes(form, editing):
        written = _write(request, form, editing)
        if written is not None:
            return written
    status = 200 if data is None else 422
    shown = {
        "form": form,
        "editing": editing,
        "seen": [
            (each.name, words_of(getattr(editing.row, each.name), editing.unit)) for each in form.attributes
        ]
        if editing.row
        else [],
    }
    return render(request, editing.template, shown, status=status)


def _passes(form: RowForm, editing: Editing) -> bool:
    if editing.check is not None:
        editing.check(form)
    return not form.errors


def _write(request: SignedIn, form: RowForm, editing: Editing) -> HttpResponse | None:
    """Write and go back; none where the form has to be shown again, with its errors."""
    change = Change(
        editing.table,
        {**form.values, **editing.fixed},
        editing.row.pk if editing.row else None,
        form.seen_version if editing.row else None,
    )
    try:
        entry = write(
            actor=request.actor,
            year=request.year,
            act=editing.act,
            changes=[change],
            project=editing.project,
            summary=editing.title,
        )
    except ChangedMeanwhile as error:
        return show_conflict(request, form, error, editing.title)
    except (DoubleKey, YearIsClosed) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("已保存：%(what)s") % {"what": editing.title}, extra_tags=f"undo:{entry.pk}")
    for doubt in form.doubts.values():
        messages.warning(request, doubt)
    return redirect(editing.back)
