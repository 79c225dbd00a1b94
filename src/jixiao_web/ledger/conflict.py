"""Conflict (同时修改): what two editors made of one row, side by side, for the second of them to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from jixiao_web.ledger.errors import ChangedMeanwhile
from jixiao_web.ledger.forms import RowForm, label_of, words_of


@dataclass(frozen=True, slots=True)
class Contested:
    """A field that both have changed, or that the other alone has (有出入的栏)."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    mine_raw: list[str]
    theirs_raw: list[str]

    @property
    def is_mine_alone(self) -> bool:
        """Whether only this editor has changed it."""
        return self.theirs == self.before


def contested(form: RowForm, error: ChangedMeanwhile) -> list[Contested]:
    """The fields in which the editor's form and the row as it is now differ.

    What had been there before comes with the form, in hidden fields "seen-…".
    """
    if error.row is None:
        return []
    now = RowForm(
        year=error.row.year,
        table=form.table,
        row=error.row,
        names=[each.name for each in form.attributes],
        unit=form.money_unit,
    )
    found = []
    for each in form.attributes:
        theirs, mine = getattr(error.row, each.name), form.cleaned_data.get(each.name)
        if theirs == mine:
            continue
        found.append(
            Contested(
                name=form.add_prefix(each.name),
                label=label_of(each),
                before=form.data.get(form.add_prefix(f"seen-{each.name}"), ""),
                theirs=words_of(theirs, form.money_unit),
                mine=words_of(mine, form.money_unit),
                mine_raw=_raw(form[each.name].value()),
                theirs_raw=_raw(now[each.name].value()),
            )
        )
    return found


def show_conflict(request: HttpRequest, form: RowForm, error: ChangedMeanwhile, title: str) -> HttpResponse:
    """The page that shows 原来 · 对方 · 我 for each field; what is chosen goes to the same address again."""
    rows = contested(form, error)
    names = {each.name for each in rows}
    kept = [
        (name, value)
        for name in form.data
        if name not in names and name not in ("csrfmiddlewaretoken", form.add_prefix("version"))
        for value in _raw(form.data.getlist(name) if hasattr(form.data, "getlist") else form.data[name])
    ]
    shown: dict[str, Any] = {
        "title": title,
        "row": error.row,
        "rows": rows,
        "kept": kept,
        "version_name": form.add_prefix("version"),
    }
    return render(request, "ledger/conflict.html", shown, status=409)


def _raw(value: Any) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return [str(value)]


def settled(data: QueryDict) -> QueryDict:
    """What was sent, with the choices of the conflict page put into the fields that they are about."""
    chosen = {name.removeprefix("choose-"): data[name] for name in data if name.startswith("choose-")}
    if not chosen:
        return data
    settling = data.copy()
    for name, whose in chosen.items():
        settling.setlist(name, data.getlist(f"{whose}-{name}"))
    return settling
