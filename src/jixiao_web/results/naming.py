"""Naming who reports without an account (指定填报人), for the projects and themes of one's offices."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.views import year_page
from jixiao_web.results.packing import packing_of
from jixiao_web.results.permissions import may_collect, may_name, names_respondents
from jixiao_web.results.recipients import names_of, person_of, recipients_of, respondents_of
from jixiao_web.results.respondents import LONGEST_NAME, name_respondents
from jixiao_web.results.selectors import Task, tasks_of
from jixiao_web.results.typed import cleaned
from jixiao_web.rounds.finding import round_in


@dataclass(frozen=True, slots=True)
class Line:
    """A project or theme with who was named for it; `in_charge` counts where nobody was (一行)."""

    task: Task
    field: str
    name: str
    in_charge: str


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(names_respondents)
def respondents(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Who reports on what; changed names are kept for all rounds of the year."""
    round_ = round_in(request, round_id)
    named = respondents_of(round_)
    tasks = [each for each in tasks_of(round_) if may_name(request.actor, each.subject.office)]
    lines = [
        Line(
            each,
            f"name-{each.subject.kind}-{each.subject.code}",
            named.get(each.subject.key, ""),
            person_of(each.subject, {}),
        )
        for each in tasks
    ]
    if request.method == "POST":
        changed = [each for each in lines if _changed(request, each)]
        names = [(each.task.subject, cleaned(request.POST[each.field])) for each in changed]
        entry = name_respondents(actor=request.actor, year=round_.year, names=names)
        if entry:
            told = _("已改 %(n)s 项的填报人") % {"n": len(entry.changes)}
            messages.success(request, told, extra_tags=f"undo:{entry.pk}")
        return redirect(request.path)
    recipients = recipients_of(round_, tasks)
    shown = {
        "round": round_,
        "lines": lines,
        "recipients": recipients,
        "names": names_of(recipients),
        "longest": LONGEST_NAME,
        "packing": packing_of(request.actor, round_),
        "may_collect": may_collect(request.actor),
    }
    return render(request, "results/respondents.html", shown)


def _changed(request: SignedIn, line: Line) -> bool:
    """Whether this editor has changed the name; what only others have changed stays theirs."""
    sent = request.POST.get(line.field)
    return sent is not None and sent.strip() != request.POST.get(f"was-{line.field}", "")
