"""Collecting (审核与采用): the head passes, the coordinator asks back or takes over into the ledger."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.errors import ChangedMeanwhile, DoubleKey, YearIsClosed
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import services
from jixiao_web.results.errors import FormMoved, NotNow
from jixiao_web.results.finding import task_in
from jixiao_web.results.models import Form
from jixiao_web.results.permissions import may_collect, may_pass, may_read
from jixiao_web.results.selectors import Task, tasks_of
from jixiao_web.results.takeover import Takeover
from jixiao_web.results.typed import cleaned, version_in


@require_POST
@year_page(may_read)
def pass_on(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """The head passes what the clerk has sent."""
    task = task_in(request, round_id, kind, code)
    if not may_pass(request.actor, task.subject.office):
        raise PermissionDenied
    try:
        services.pass_on(
            actor=request.actor, form=_form(task), subject=task.subject, version=version_in(request.POST)
        )
    except (NotNow, FormMoved) as error:
        messages.error(request, told(error))
        return redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
    messages.success(request, _("已通过：%(name)s") % {"name": task.subject.name})
    following = next(
        (
            each
            for each in tasks_of(task.round)
            if each.waits_for_head and may_pass(request.actor, each.subject.office)
        ),
        None,
    )
    return redirect(_address("results:entry", following) if following else _list(task))


@require_POST
@year_page(may_read)
def ask_back(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Give a form back to the office, with a reason."""
    task = task_in(request, round_id, kind, code)
    if not (may_collect(request.actor) or may_pass(request.actor, task.subject.office)):
        raise PermissionDenied
    reason = cleaned(request.POST.get("reason", "")).strip()
    back = redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
    if not reason:
        messages.error(request, _("退回要写原因：哪一处、要补什么。"))
        return back
    try:
        services.ask_back(
            actor=request.actor,
            form=_form(task),
            subject=task.subject,
            version=version_in(request.POST),
            reason=reason,
        )
    except (NotNow, FormMoved) as error:
        messages.error(request, told(error))
        return back
    messages.success(request, _("已退回：%(name)s") % {"name": task.subject.name})
    return redirect(_list(task))


@require_POST
@year_page(may_collect)
def release(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """The coordinator lets an error of the rules pass, for a reason."""
    task = task_in(request, round_id, kind, code)
    reason = cleaned(request.POST.get("reason", "")).strip()
    back = redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
    if not reason:
        messages.error(request, _("放行要写原因：为什么可以报。"))
        return back
    try:
        answer = services.release(
            actor=request.actor, task=task, mark=request.POST.get("mark", ""), reason=reason
        )
    except NotNow as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已放行：%(rule)s") % {"rule": answer.rule})
    return back


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_collect)
def take(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """What taking over changes in the ledger, old beside new; then do it."""
    task = task_in(request, round_id, kind, code)
    form = _form(task)
    if request.method == "POST":
        try:
            entry = services.take_over(actor=request.actor, task=task, seen=request.POST.get("seen", ""))
        except (FormMoved, ChangedMeanwhile):
            messages.error(request, _("台账或这份填报刚才有改动，下面是现在的对照，还没有写入。"))
            return redirect(request.path)
        except (NotNow, DoubleKey, YearIsClosed) as error:
            messages.error(request, told(error))
            return redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
        messages.success(
            request, _("已采用：%(name)s") % {"name": task.subject.name}, extra_tags=f"undo:{entry.pk}"
        )
        return redirect(_next(task))
    takeover = Takeover(task)
    return render(
        request,
        "results/take.html",
        {
            "task": task,
            "form": form,
            "subject": task.subject,
            "round": task.round,
            "takeover": takeover,
            "may_take": task.waits_for_coordinator,
            "answers": form.answers.select_related("by"),
            "doubts": [each for each in task.entered.remarks if each.is_doubt],
            "back": _list(task),
        },
    )


def _next(task: Task) -> str:
    """The next that waits, else the list."""
    following = next((each for each in tasks_of(task.round) if each.waits_for_coordinator), None)
    return _address("results:take", following) if following else _list(task)


def _form(task: Task) -> Form:
    if task.form is None:
        raise Http404(_("还没有人填过这一项。"))
    return task.form


def _address(view: str, task: Task) -> str:
    subject = task.subject
    return reverse(view, args=[task.round.year.fiscal_year, task.round.pk, subject.kind, subject.code])


def _list(task: Task) -> str:
    return f"{reverse('results:forms', args=[task.round.year.fiscal_year])}?round={task.round.pk}"
