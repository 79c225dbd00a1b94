"""Remarks on forms (意见): made by a third party, answered by the office; they hold nothing back."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from jixiao_web.accounts.actor import Actor
from jixiao_web.results.errors import NotNow
from jixiao_web.results.models import Comment
from jixiao_web.results.permissions import may_comment, may_write
from jixiao_web.results.selectors import Task
from jixiao_web.results.services import record_on
from jixiao_web.rounds.models import Round

LONGEST = 1000


def unanswered_in(round_: Round) -> Counter[str]:
    """How many remarks wait for a reply on each form of a round, by kind and code."""
    waiting = Comment.objects.filter(form__round=round_, reply="").select_related("form")
    return Counter(each.form.key for each in waiting)


@transaction.atomic
def comment(*, actor: Actor, task: Task, text: str) -> Comment:
    """Remark on a form. Raises NotNow where nobody has filled it in, PermissionDenied."""
    if not may_comment(actor, task.subject.office):
        raise PermissionDenied
    if task.form is None:
        raise NotNow("这一项还没有人填，不能提意见。", english="Nothing has been filled in to remark on.")
    made = Comment.objects.create(form=task.form, text=text[:LONGEST], by=actor.user)
    record_on(actor, task.form, "results.comment", task.subject.name, reason=made.text)
    return made


@transaction.atomic
def withdraw(*, actor: Actor, task: Task, comment: Comment) -> None:
    """Take back one's own remark while nobody has replied. Raises NotNow, PermissionDenied."""
    if comment.by_id != actor.user.pk:
        raise PermissionDenied
    if not Comment.objects.filter(pk=comment.pk, reply="").delete()[0]:
        raise NotNow("意见已经答复，不能撤回。", english="There is a reply to it already.")
    record_on(actor, comment.form, "results.withdraw_comment", task.subject.name, reason=comment.text)


@transaction.atomic
def reply(*, actor: Actor, task: Task, comment: Comment, text: str) -> None:
    """Reply to a remark, for the office; a later reply takes the place of an earlier one."""
    if not may_write(actor, task.subject.office):
        raise PermissionDenied
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    held.reply, held.replied_by, held.replied_at = text[:LONGEST], actor.user, timezone.now()
    held.save()
    record_on(actor, comment.form, "results.reply", task.subject.name, reason=held.reply)
