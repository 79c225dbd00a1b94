"""Reporting (成果填报): the list of what is asked, the entry screen of one project, the phrase bank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.exchange.forms import FORMATS
from jixiao.narrative.read_out import Told, read_out
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.conflict import settled
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import services
from jixiao_web.results.checking import checks_of, open_checks
from jixiao_web.results.comments import unanswered_in
from jixiao_web.results.conflicts import show_conflict
from jixiao_web.results.drafts import facts_of, layout_for
from jixiao_web.results.errors import FormMoved, Incomplete, NotNow
from jixiao_web.results.finding import task_in
from jixiao_web.results.models import Form, State
from jixiao_web.results.packing import OFFICIAL, packing_of
from jixiao_web.results.permissions import (
    may_collect,
    may_comment,
    may_pass,
    may_read,
    may_write,
    names_respondents,
)
from jixiao_web.results.prefill import prefill
from jixiao_web.results.presenting import Screen
from jixiao_web.results.selectors import (
    Task,
    inspections_of,
    position_of,
    progress_of,
    tasks_for,
)
from jixiao_web.results.typed import cleaned, content_of, version_in
from jixiao_web.rounds.models import State as RoundState
from jixiao_web.rounds.permissions import may_organize
from jixiao_web.rounds.selectors import as_of, rounds_of, working_days


@require_GET
@year_page(may_read)
def forms(request: SignedIn) -> HttpResponseBase:
    """What a round asks for and how far each has come; the coordinator's matrix above it."""
    rounds = list(_rounds(request))
    asked = request.GET.get("round", "")
    chosen = next((each for each in rounds if str(each.pk) == asked), None)
    chosen = chosen or next((each for each in rounds if each.is_open), rounds[0] if rounds else None)
    if chosen is None:
        return render(request, "results/none.html", {"may_organize": may_organize(request.actor)})
    tasks = tasks_for(request.actor, chosen)
    state = request.GET.get("state", "")
    office = request.GET.get("office", "")
    shown = [
        each
        for each in tasks
        if (not state or (each.state or "none") == state) and (not office or each.subject.office == office)
    ]
    left = working_days().between(request.actor.today, chosen.due_office)
    return render(
        request,
        "results/forms.html",
        {
            "round": chosen,
            "rounds": rounds,
            "tasks": shown,
            "all": tasks,
            "done": sum(each.is_handed_in for each in tasks),
            "progress": progress_of(tasks),
            "states": _states(tasks),
            "state": state,
            "office": office,
            "left": left,
            "late": -left,
            "writable": {each.subject.key for each in tasks if may_write(request.actor, each.subject.office)},
            "unanswered": unanswered_in(chosen),
            "may_collect": may_collect(request.actor),
            "may_name": names_respondents(request.actor),
            "as_of_round": as_of(chosen),
            "own_offices": _own_offices(request, tasks),
            "has_projects": any(each.subject.is_project for each in tasks),
            "packing": packing_of(request.actor, chosen, OFFICIAL),
        },
    )


def _rounds(request: SignedIn) -> Any:
    found = rounds_of(request.year).select_related("year")
    return found if may_organize(request.actor) else found.exclude(state=RoundState.DRAFT)


def _own_offices(request: SignedIn, tasks: list[Task]) -> list[str]:
    found = {each.subject.office for each in tasks if each.subject.office}
    return sorted(each for each in found if may_write(request.actor, each))


def _states(tasks: list[Task]) -> list[tuple[str, str, int]]:
    """The states with their words and how many there are, those that occur."""
    words = {"none": _("未开始"), **{each.value: str(each.label) for each in State}}
    counts = {key: sum((each.state or "none") == key for each in tasks) for key in words}
    return [(key, word, counts[key]) for key, word in words.items() if counts[key]]


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_read)
def entry(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """One project or theme: fill in, keep, send; read only for those who do not write it."""
    task = task_in(request, round_id, kind, code)
    if request.method == "POST":
        return _sent(request, task)
    return _shown(request, task, task.form.content if task.form else None)


def _sent(request: SignedIn, task: Task) -> HttpResponseBase:
    """Keep what was typed, and send it where that is wanted."""
    if not may_write(request.actor, task.subject.office):
        raise PermissionDenied
    data = settled(request.POST)
    content = content_of(data)
    try:
        form = services.save_draft(
            actor=request.actor,
            round_=task.round,
            subject=task.subject,
            content=content,
            version=version_in(data),
        )
    except FormMoved as error:
        return show_conflict(request, task, data, content, error.form)
    except NotNow as error:
        messages.error(request, told(error))
        return _shown(request, task, content, status=409)
    task = task_in(request, task.round.pk, task.subject.kind, task.subject.code)
    services.explain(actor=request.actor, task=task, texts=_explanations(data))
    if data.get("do") != "send":
        messages.success(request, _("已暂存：%(name)s") % {"name": task.subject.name})
        return redirect(request.path)
    try:
        services.send(actor=request.actor, round_=task.round, subject=task.subject, version=form.version)
    except Incomplete:
        task = task_in(request, task.round.pk, task.subject.kind, task.subject.code)
        return _shown(request, task, content, is_sending=True, status=422)
    except (NotNow, FormMoved) as error:
        messages.error(request, told(error))
        return redirect(request.path)
    messages.success(request, _("已送审：%(name)s") % {"name": task.subject.name})
    return redirect(_back_to(task))


def _explanations(data: QueryDict) -> dict[str, str]:
    """What is said to the warnings of the rules, by their mark."""
    return {
        name.removeprefix("answer-"): cleaned(value)
        for name, value in data.items()
        if name.startswith("answer-")
    }


def _back_to(task: Task) -> str:
    return f"{reverse('results:forms', args=[task.round.year.fiscal_year])}?round={task.round.pk}"


def _shown(
    request: SignedIn,
    task: Task,
    content: Mapping[str, Any] | None,
    *,
    is_sending: bool = False,
    status: int = 200,
) -> HttpResponse:
    prefilled = prefill(task.round, task.subject)
    screen = Screen(task, prefilled.content if content is None else content, prefilled)
    position = position_of(task)
    checks = checks_of(task) if is_sending or not screen.gaps else []
    may_edit = may_write(request.actor, task.subject.office) and task.may_be_written
    office = task.subject.office
    return render(
        request,
        "results/entry.html" if may_edit else "results/read.html",
        {
            "task": task,
            "subject": task.subject,
            "round": task.round,
            "form": task.form,
            "screen": screen,
            "position": position,
            "is_sending": is_sending,
            "version": task.form.version if task.form else 0,
            "phrases": screen.phrases(),
            "may_pass": may_pass(request.actor, office) and task.waits_for_head,
            "may_collect": may_collect(request.actor),
            "may_take_back": may_write(request.actor, office)
            and task.round.is_open
            and task.state in (State.SENT, State.PASSED),
            "as_of_round": as_of(task.round),
            "back": _back_to(task),
            "official_formats": FORMATS if layout_for(task) else (),
            "inspections": inspections_of(task),
            "checks": checks,
            "open_checks": open_checks(checks),
            "comments": task.form.comments.select_related("by", "replied_by") if task.form else (),
            "may_comment": may_comment(request.actor, office),
            "may_reply": may_write(request.actor, office),
            "told": {} if may_edit else _read_out(task, screen),
            "answers": task.form.answers.select_related("by") if task.form and not may_edit else (),
        },
        status=status,
    )


def _read_out(task: Task, screen: Screen) -> dict[str, list[list[Told]]]:
    """The texts of a form as people read them, figures in place of references."""
    facts = facts_of(task.round, [task])
    return {
        box.name: read_out(box.value, facts, task.subject.code) for box in (screen.results, screen.evaluation)
    }


@require_POST
@year_page(may_read)
def draft(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Keep what is typed while it is typed; the page learns the new version."""
    task = task_in(request, round_id, kind, code)
    if not may_write(request.actor, task.subject.office):
        raise PermissionDenied
    try:
        form = services.save_draft(
            actor=request.actor,
            round_=task.round,
            subject=task.subject,
            content=content_of(request.POST),
            version=version_in(request.POST),
        )
    except FormMoved as error:
        who = {"who": error.form.changed_by, "when": _time(error.form)}
        return JsonResponse({"message": _("%(who)s 在 %(when)s 改过这份填报") % who}, status=409)
    except NotNow as error:
        return JsonResponse({"message": told(error), "is_over": True}, status=409)
    screen = Screen(task, form.content, prefill(task.round, task.subject))
    return JsonResponse({"version": form.version, "at": _time(form), "gaps": screen.gaps})


def _time(form: Form) -> str:
    return f"{timezone.localtime(form.changed_at):%H:%M}" if form.changed_at else ""


@require_POST
@year_page(may_read)
def take_back(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Take back what was sent, to go on writing."""
    task = task_in(request, round_id, kind, code)
    if task.form is None:
        raise Http404(_("还没有送出过。"))
    try:
        services.take_back(actor=request.actor, form=task.form, subject=task.subject)
    except NotNow as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已撤回：%(name)s") % {"name": task.subject.name})
    return redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
