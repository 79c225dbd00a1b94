"""Remarking on a form and replying (提意见与答复)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import comments
from jixiao_web.results.errors import NotNow
from jixiao_web.results.finding import task_in
from jixiao_web.results.models import Comment
from jixiao_web.results.permissions import may_read
from jixiao_web.results.selectors import Task
from jixiao_web.results.typed import cleaned


@require_POST
@year_page(may_read)
def comment(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Remark on a form."""
    task = task_in(request, round_id, kind, code)
    text = cleaned(request.POST.get("text", "")).strip()
    if not text:
        messages.error(request, _("先写意见：哪一处、为什么。"))
        return _back(task)
    try:
        comments.comment(actor=request.actor, task=task, text=text)
    except NotNow as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已提意见"))
    return _back(task)


@require_POST
@year_page(may_read)
def reply(request: SignedIn, round_id: int, kind: str, code: str, comment_id: int) -> HttpResponseBase:
    """Reply to a remark, or take back one's own."""
    task = task_in(request, round_id, kind, code)
    found = Comment.objects.filter(pk=comment_id, form=task.form).first() if task.form else None
    if found is None:
        raise Http404(_("没有这条意见，可能已经撤回。"))
    if request.POST.get("do") == "withdraw":
        try:
            comments.withdraw(actor=request.actor, task=task, comment=found)
        except NotNow as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("已撤回意见"))
        return _back(task)
    text = cleaned(request.POST.get("text", "")).strip()
    if text:
        comments.reply(actor=request.actor, task=task, comment=found, text=text)
        messages.success(request, _("已答复"))
    else:
        messages.error(request, _("先写答复：采纳了怎么改，不采纳为什么。"))
    return _back(task)


def _back(task: Task) -> HttpResponseBase:
    subject = task.subject
    return redirect("results:entry", task.round.year.fiscal_year, task.round.pk, subject.kind, subject.code)
