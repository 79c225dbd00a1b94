"""The official form on screen, to be copied cell by cell into another system (逐格复制)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jixiao.narrative.forms import filled_forms, load_form
from jixiao.narrative.forms.filling import FormCell
from jixiao.narrative.forms.names import named_cells
from jixiao.tracking.attainment import Statement
from jixiao.tracking.noun import attributes
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.forms import label_of
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.views import year_page
from jixiao_web.results.drafts import facts_of, layout_for
from jixiao_web.results.finding import task_in
from jixiao_web.results.permissions import may_read
from jixiao_web.rounds.selectors import as_of

_AMOUNT = re.compile(r"[-\u2212]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NOTHING = frozenset("-—–")


@dataclass(frozen=True, slots=True)
class Copied:
    """A cell of the form; `name` is what it is called, where it holds something to copy."""

    cell: FormCell
    name: str = ""

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.cell.content.text

    @property
    def plain(self) -> str:
        """What another system takes: an amount without separators of thousands."""
        return self.text.replace(",", "") if _AMOUNT.fullmatch(self.text.strip()) else self.text


@require_GET
@year_page(may_read)
def cells(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """The project's form with what is typed, and the texts that belong to the filing."""
    task = task_in(request, round_id, kind, code)
    layout = layout_for(task)
    if layout is None:
        raise Http404(_("这一项没有这样的表。"))
    form = load_form(layout)
    facts = facts_of(task.round, [task])
    project = task.subject.code if task.subject.is_project else ""
    filled = next(filled_forms(replace(form, unit=shown_unit(request)), facts, project))
    names = {id(cell): name for cell, name in named_cells(filled) if cell.content.text not in _NOTHING}
    statement = dict(task.entered.statement)
    return render(
        request,
        "results/cells.html",
        {
            "task": task,
            "subject": task.subject,
            "round": task.round,
            "title": filled.title,
            "as_of_round": as_of(task.round),
            "rows": [[Copied(cell, names.get(id(cell), "")) for cell in row.cells] for row in filled.rows],
            "texts": [
                (label_of(each), statement[each.name])
                for each in attributes(Statement)
                if statement.get(each.name)
            ],
        },
    )
