"""Two in one form (同时填报): field by field what it was, what the other made of it, what I did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from jixiao.tracking.noun import attributes
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.conflict import Contested
from jixiao_web.ledger.forms import label_of
from jixiao_web.results.models import Form
from jixiao_web.results.permissions import may_write
from jixiao_web.results.prefill import prefill
from jixiao_web.results.presenting import Screen
from jixiao_web.results.selectors import Task
from jixiao_web.results.typed import NOUNS, fields_of


def show_conflict(
    request: SignedIn, task: Task, data: QueryDict, content: Mapping[str, Any], theirs: Form
) -> HttpResponse:
    """The page that lets the second of two editors choose; what is chosen goes to the entry screen again."""
    mine, now = fields_of(content), fields_of(theirs.content)
    try:
        before = json.loads(data.get("seen", "{}"))
    except ValueError:
        before = {}
    before = before if isinstance(before, dict) else {}
    labels = _labels(task, {**now, **mine})
    rows = [
        Contested(
            name=name,
            label=labels[name],
            before=str(before.get(name, "")),
            theirs=now.get(name, ""),
            mine=mine.get(name, ""),
            mine_raw=[mine.get(name, "")],
            theirs_raw=[now.get(name, "")],
        )
        for name in labels
        if mine.get(name, "") != now.get(name, "")
    ]
    if not theirs.may_be_written or not may_write(request.actor, task.subject.office):
        messages.error(request, _("这份填报已经送出，您写的没有保存；需要改的，先撤回。"))
    names = {each.name for each in rows}
    kept = [
        (name, value)
        for name in data
        if name not in names and name not in ("csrfmiddlewaretoken", "version", "seen")
        if not name.startswith(("choose-", "mine-", "theirs-"))
        for value in data.getlist(name)
    ]
    shown = {
        "title": task.subject.name,
        "row": theirs,
        "rows": rows,
        "kept": kept,
        "version_name": "version",
    }
    return render(request, "ledger/conflict.html", shown, status=409)


def _labels(task: Task, fields: Mapping[str, str]) -> dict[str, str]:
    """What each field is called, rows by their number."""
    screen = Screen(task, {}, prefill(task.round, task.subject))
    boxes = [screen.results, screen.evaluation, screen.no_outputs, *screen.judgement]
    found = {each.name: each.label for each in boxes if each.name in fields}
    found |= {each.name: each.label for each in screen.statement if each.name in fields}
    for table, noun in NOUNS.items():
        words = {each.name: label_of(each) for each in attributes(noun)}
        for name in fields:
            if name.startswith(f"{table}-"):
                _table, number, field = name.split("-", 2)
                if field in words:
                    found[name] = _("第 %(n)s 行 %(label)s") % {"n": int(number) + 1, "label": words[field]}
    return found
