"""Rounds (批次): the list, a new one, its page with who has handed in, closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.narrative.notice import reminder
from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results.selectors import Task, progress_of, tasks_for
from jixiao_web.rounds import services
from jixiao_web.rounds.errors import RoundMoved
from jixiao_web.rounds.finding import round_in
from jixiao_web.rounds.forms import RoundForm, ThemeOfficesForm
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.permissions import may_organize, may_read
from jixiao_web.rounds.selectors import as_of, kinds_of, period_of, rounds_for, working_days
from jixiao_web.rounds.telling import subject_line


@require_GET
@year_page(may_read)
def list_(request: SignedIn) -> HttpResponseBase:
    """The rounds of the year with how far each has come."""
    rounds = rounds_for(request.actor, request.year).select_related("year")
    days = working_days()
    rows: list[dict[str, Any]] = []
    for each in rounds:
        tasks = tasks_for(request.actor, each)
        left = days.between(request.actor.today, each.due_office)
        rows.append(
            {
                "round": each,
                "period": period_of(each),
                "count": len(tasks),
                "done": sum(task.is_handed_in for task in tasks),
                "left": left,
                "late": -left,
            }
        )
    return render(request, "rounds/list.html", {"rows": rows, "may_organize": may_organize(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def open_(request: SignedIn) -> HttpResponseBase:
    """Open a round; as one of those that the rule pack knows, where one is chosen."""
    kinds = kinds_of(request.year)
    chosen = next((each for each in kinds if each[1] and each[0].code == request.GET.get("kind")), None)
    begun = {"name": chosen[0].title, "period": chosen[1].code} if chosen and chosen[1] else {}
    form = RoundForm(request.POST if request.method == "POST" else None, year=request.year, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = services.open_round(actor=request.actor, year=request.year, values=form.cleaned_data)
        messages.success(request, _("已新建：%(name)s") % {"name": made.name})
        return redirect("rounds:round", request.year.fiscal_year, made.pk)
    status = 422 if form.errors else 200
    shown = {"form": form, "round": None, "kinds": kinds, "kind": chosen[0].code if chosen else ""}
    return render(request, "rounds/form.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def change(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Change a round, and who writes which theme."""
    round_ = round_in(request, round_id)
    is_sent = request.method == "POST"
    data = request.POST if is_sent else None
    form = RoundForm(data, year=request.year, instance=round_)
    themes = ThemeOfficesForm(data, year=request.year, given=round_.theme_offices)
    version = round_.version
    if is_sent and form.is_valid() and themes.is_valid():
        seen = request.POST.get("version", "")
        try:
            services.change_round(
                actor=request.actor,
                round_=round_,
                version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                values={**form.cleaned_data, "theme_offices": themes.offices},
            )
        except RoundMoved as error:
            form.add_error(None, told(error))
            version = Round.objects.get(pk=round_.pk).version
        else:
            messages.success(request, _("已保存：%(name)s") % {"name": round_.name})
            return redirect("rounds:round", request.year.fiscal_year, round_.pk)
    status = 422 if form.errors or themes.errors else 200
    shown = {"form": form, "themes": themes, "round": round_, "version": version}
    return render(request, "rounds/form.html", shown, status=status)


@require_GET
@year_page(may_read)
def round_page(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Who has handed in, by office and project; the words that remind each."""
    round_ = round_in(request, round_id)
    tasks = tasks_for(request.actor, round_)
    left = working_days().between(request.actor.today, round_.due_office)
    offices = [
        {
            "progress": each,
            "reminder": reminder(
                each.office,
                subject_line(round_),
                round_.due_office,
                left,
                [task.subject.name for task in each.missing],
            )
            if each.missing and each.office
            else "",
        }
        for each in progress_of(tasks)
    ]
    return render(
        request,
        "rounds/round.html",
        {
            "round": round_,
            "period": period_of(round_),
            "as_of_round": as_of(round_),
            "offices": offices,
            "tasks": tasks,
            "counts": _counts(tasks),
            "left": left,
            "late": -left,
            "may_organize": may_organize(request.actor),
            "notices": round_.notices.prefetch_related("deliveries")[:20],
        },
    )


def _counts(tasks: list[Task]) -> dict[str, int]:
    return {
        "all": len(tasks),
        "done": sum(each.is_handed_in for each in tasks),
        "wait": sum(each.waits_for_coordinator for each in tasks),
        "head": sum(each.waits_for_head for each in tasks),
        "taken": sum(each.state == "taken" for each in tasks),
        "returned": sum(each.state == "returned" for each in tasks),
    }


@require_POST
@year_page(may_organize)
def close(request: SignedIn, round_id: int) -> HttpResponseBase:
    """End a round."""
    round_ = round_in(request, round_id)
    services.close_round(actor=request.actor, round_=round_)
    messages.success(request, _("已结束：%(name)s") % {"name": round_.name})
    return redirect("rounds:round", request.year.fiscal_year, round_.pk)


@require_POST
@year_page(may_organize)
def reopen(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Let the offices report again."""
    round_ = round_in(request, round_id)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:500]
    if not reason:
        messages.error(request, _("重开批次要写原因。"))
    else:
        services.reopen_round(actor=request.actor, round_=round_, reason=reason)
        messages.success(request, _("已重开：%(name)s") % {"name": round_.name})
    return redirect("rounds:round", request.year.fiscal_year, round_.pk)
