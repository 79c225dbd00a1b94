"""Writes what the offices report (填报): kept as a draft, sent, passed, asked back, taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao.exchange.result_entry import entered
from jixiao.tracking.filing import Act, move
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role, User
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.ledger.services import write
from jixiao_web.results.checking import Check, checks_of, open_checks
from jixiao_web.results.errors import FormMoved, Incomplete, NotNow, Unsettled
from jixiao_web.results.models import Answer, AnswerKind, Form, Respondent, State
from jixiao_web.results.permissions import may_collect, may_pass, may_write
from jixiao_web.results.prefill import prefill
from jixiao_web.results.selectors import Task, wanted_of
from jixiao_web.results.takeover import Takeover
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import PROJECT, THEME, Subject
from jixiao_web.rounds.services import begin_collecting

LONGEST_REASON = 1000


@transaction.atomic
def save_draft(
    *, actor: Actor, round_: Round, subject: Subject, content: Mapping[str, Any], version: int
) -> Form:
    """Keep what was typed; `version` is the one that the editor saw, 0 where there was no form yet.

    Raises FormMoved where somebody else has written meanwhile, NotNow where it was sent already or the round
    is over, PermissionDenied.
    """
    _may(may_write(actor, subject.office))
    if not round_.is_open:
        raise NotNow(
            "这个批次没有在填报，内容没有保存。",
            hint="需要补报的，请综合办公室重新打开批次。",
            english="This round is not open; nothing was saved.",
        )
    form = _held_or_none(round_, subject)
    if form is None:
        form = _begun(actor, round_, subject, content)
        if form is not None:
            return form
        form = _held_or_none(round_, subject)
        assert form is not None, "somebody else has begun it at the same moment"
    if form.version != version:
        raise FormMoved(form)
    form.state = _after(Act.SAVE, form)
    known = form.content.get("known", {})
    form.content = {**content, "known": known}
    form.office = subject.office
    _touch(form, actor)
    return form


def _begun(actor: Actor, round_: Round, subject: Subject, content: Mapping[str, Any]) -> Form | None:
    known = prefill(round_, subject).content["known"]
    try:
        with transaction.atomic():
            form = Form.objects.create(
                round=round_,
                kind=subject.kind,
                code=subject.code,
                office=subject.office,
                content={**content, "known": known},
                changed_by=actor.user,
                changed_at=timezone.now(),
            )
    except IntegrityError:
        return None
    begin_collecting(round_)
    record_on(actor, form, "results.begin", subject.name)
    return form


@transaction.atomic
def send(*, actor: Actor, round_: Round, subject: Subject, version: int) -> Form:
    """Hand in what is kept; what the head of the office sends is passed with that.

    Raises Incomplete, Unsettled where the rules have found what is neither explained nor released, FormMoved,
    NotNow, PermissionDenied.
    """
    _may(may_write(actor, subject.office))
    form = _held_or_none(round_, subject)
    if form is None or form.version != version:
        raise (
            FormMoved(form) if form else NotNow("还没有填写，不能送审。", english="Nothing is filled in yet.")
        )
    if not round_.is_open:
        raise _not_now(form)
    after = _after(Act.SEND, form)
    if not entered(form.content, wanted_of(round_, subject)).is_complete:
        raise Incomplete(english="Something is still missing.")
    if open_checks(checks_of(Task(round_, subject, form, head_passes=False))):
        raise Unsettled(english="The rules have found what is neither mended, explained nor released.")
    form.state = after
    form.sent_at, form.sent_by = timezone.now(), actor.user
    if may_pass(actor, subject.office):
        form.state = _after(Act.PASS, form)
        form.passed_at, form.passed_by = timezone.now(), actor.user
    form.reason = ""
    _touch(form, actor)
    record_on(actor, form, "results.send", subject.name, Role.CLERK)
    return form


@transaction.atomic
def explain(*, actor: Actor, task: Task, texts: Mapping[str, str]) -> None:
    """Keep the explanations of warnings, by the finding's mark; an empty one takes back what was said."""
    _may(may_write(actor, task.subject.office))
    if task.form is None or (not any(texts.values()) and not task.form.answers.exists()):
        return
    for check in checks_of(task):
        if check.is_error or check.mark not in texts:
            continue
        text = " ".join(texts[check.mark].split())[:LONGEST_REASON]
        if text:
            _answer(actor, task.form, check, AnswerKind.EXPLAINED, text)
        elif check.answer is not None:
            check.answer.delete()


@transaction.atomic
def release(*, actor: Actor, task: Task, mark: str, reason: str) -> Answer:
    """Let an error pass, for a reason that stays on record. Raises NotNow where it is no longer found."""
    _may(may_collect(actor))
    check = next((each for each in checks_of(task) if each.mark == mark and each.is_error), None)
    if check is None or task.form is None:
        raise NotNow(
            "这一条已经不在了，不用放行。", english="This is no longer found: nothing is to be released."
        )
    answer = _answer(actor, task.form, check, AnswerKind.RELEASED, reason.strip()[:LONGEST_REASON])
    told = f"{task.subject.name}：{check.finding.rule} {check.finding.message}"
    record_on(actor, task.form, "results.release", told[:500], reason=answer.text)
    return answer


def _answer(actor: Actor, form: Form, check: Check, kind: AnswerKind, text: str) -> Answer:
    said = {"rule": check.finding.rule, "message": check.finding.message, "kind": kind, "text": text}
    if check.answer is not None and (check.answer.kind, check.answer.text) == (kind, text):
        return check.answer
    made, _is_new = Answer.objects.update_or_create(
        form=form, mark=check.mark, defaults={**said, "by": actor.user}
    )
    return made


@transaction.atomic
def take_back(*, actor: Actor, form: Form, subject: Subject) -> Form:
    """Take back what was sent, before anybody has taken it over. Raises NotNow."""
    _may(may_write(actor, subject.office))
    held = _held(form)
    held.state = _after(Act.TAKE_BACK, held)
    _touch(held, actor)
    record_on(actor, held, "results.take_back", subject.name)
    return held


@transaction.atomic
def pass_on(*, actor: Actor, form: Form, subject: Subject, version: int) -> Form:
    """The head of the office passes what its clerk has sent. Raises NotNow, FormMoved."""
    _may(may_pass(actor, subject.office))
    held = _held(form, version)
    held.state = _after(Act.PASS, held)
    held.passed_at, held.passed_by = timezone.now(), actor.user
    _touch(held, actor)
    record_on(actor, held, "results.pass", subject.name, Role.OFFICE_HEAD)
    return held


@transaction.atomic
def ask_back(*, actor: Actor, form: Form, subject: Subject, version: int, reason: str) -> Form:
    """Give a form back to the office, with the reason. Raises NotNow, FormMoved."""
    _may(may_collect(actor) or may_pass(actor, subject.office))
    held = _held(form, version)
    held.state, held.reason = _after(Act.RETURN, held), reason[:LONGEST_REASON]
    held.returned_at, held.returned_by = timezone.now(), actor.user
    _touch(held, actor)
    record_on(actor, held, "results.return", subject.name, reason=held.reason)
    return held


@transaction.atomic
def take_over(*, actor: Actor, task: Task, seen: str) -> Entry:
    """Write a form into the ledger, as one act that can be undone.

    `seen` is the mark of what the coordinator saw. Raises FormMoved where form or ledger moved since, NotNow,
    and what ledger.services.write raises.
    """
    _may(may_collect(actor))
    assert task.form is not None
    held = _held(task.form)
    after = _after(Act.TAKE_OVER, held)
    takeover = Takeover(Task(task.round, task.subject, held, task.head_passes))
    if takeover.mark != seen:
        raise FormMoved(held)
    told: dict[str, Any] = {
        "actor": actor,
        "year": task.round.year,
        "act": "results.take",
        "subject": subject_of(held),
        "project": task.subject.code if task.subject.is_project else "",
        "summary": task.subject.name,
    }
    changes = takeover.changes
    entry = write(changes=changes, **told) if changes else record(**told)
    held.state, held.taken_at, held.entry = after, timezone.now(), entry
    _touch(held, actor)
    return entry


@transaction.atomic
def bear_respondents_on(*, before: BudgetYear, after: BudgetYear) -> None:
    """Let whoever reported on a project or theme do so in the year that follows, where it goes on."""
    content = year_in_sums(after)
    going_on = {
        PROJECT: {each.code for each in content.projects},
        THEME: {each.code for each in content.themes},
    }
    Respondent.objects.bulk_create(
        Respondent(year=after, kind=each.kind, code=each.code, name=each.name)
        for each in Respondent.objects.filter(year=before)
        if each.code in going_on[each.kind]
    )


def subject_of(form: Form) -> str:
    """How the trail names a form."""
    return f"results.form/{form.pk}"


def _held_or_none(round_: Round, subject: Subject) -> Form | None:
    return (
        Form.objects.select_for_update(of=("self",))
        .select_related("round__year", "changed_by")
        .filter(round=round_, kind=subject.kind, code=subject.code)
        .first()
    )


def _held(form: Form, version: int | None = None) -> Form:
    held = Form.objects.select_for_update(of=("self",)).select_related("round__year").get(pk=form.pk)
    if version is not None and held.version != version:
        raise FormMoved(held)
    return held


def _touch(form: Form, actor: Actor) -> None:
    form.version += 1
    form.changed_by, form.changed_at = actor.user, timezone.now()
    form.save()


def _may(allowed: bool) -> None:  # noqa: FBT001 - the answer of a predicate
    if not allowed:
        raise PermissionDenied


def _after(act: Act, form: Form) -> State:
    """The state to which an act leads. Raises NotNow where it is not legal in the form's own."""
    found = move(act, form.filing_state)
    if found is None:
        raise _not_now(form)
    return State[found.after.name]


def _not_now(form: Form) -> NotNow:
    return NotNow(
        f"这份填报{form.get_state_display()}，现在不能这样办。",
        hint="要改，先撤回或请综合办公室退回。",
        english="The form has been sent already. Take it back first, or ask for it to be returned.",
    )


def record_on(
    actor: Actor, form: Form, act: str, name: str, role: Role | None = None, reason: str = ""
) -> Entry:
    """Keep an act on a form in the trail; for whom it is done, where that is somebody else's role."""
    behalf: User | None = actor.acting_for(role, form.office) if role else None
    return record(
        actor=actor,
        act=act,
        year=form.round.year,
        subject=subject_of(form),
        project=form.code if form.kind == "project" else "",
        summary=name,
        reason=reason,
        on_behalf_of=behalf,
    )
