"""The demonstration's round (演示的批次): the full year, as the offices are about to report on it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from django.utils import timezone

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Membership, Role, User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results import services as results
from jixiao_web.results.errors import Incomplete
from jixiao_web.results.models import PhraseField
from jixiao_web.results.phrase_bank import add_phrase
from jixiao_web.results.prefill import prefill
from jixiao_web.results.respondents import name_respondents
from jixiao_web.results.selectors import tasks_of
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import Subject, working_days
from jixiao_web.rounds.services import announce, change_round, open_round
from jixiao_web.rounds.telling import document_of, text_of

THEMES = {"T1": "党群工作办公室", "T2": "平安建设办公室", "T3": "城市管理办公室", "T4": "市民服务中心"}
PHRASES = (
    (PhraseField.EVALUATION, "各项任务按计划完成，支出进度与工作进度相匹配，年度绩效目标已实现。"),
    (PhraseField.EXPLANATION, "剩余资金按合同待验收后支付，支付晚于工作进度。"),
    (PhraseField.SHORTCOMING, "前期需求测算有待细化。"),
)
REASON = "完成情况里写明清扫面积的范围，与成果表一致。"


RESPONDENTS = ("王芳", "王芳", "李强", "陈静")
"""People without an account, who report on the first projects in workbooks."""


def fill_round(year: BudgetYear) -> None:
    """Open and announce the round of the full year, and let some offices have begun.

    Its dates are counted from today, so that the list of what waits shows what is near.
    """
    today, days = timezone.localdate(), working_days()
    coordinator = actor_of(User.objects.get(memberships__role=Role.COORDINATOR))
    round_ = open_round(
        actor=coordinator,
        year=year,
        values={
            "name": "全年绩效跟踪",
            "period": "full-year",
            "due_office": days.after(today, 2),
            "due_bureau": days.after(today, 7),
            "contact": coordinator.user.full_name,
        },
    )
    round_ = change_round(
        actor=coordinator, round_=round_, version=round_.version, values={"theme_offices": THEMES}
    )
    document = document_of(round_)
    announce(actor=coordinator, round_=round_, title=document.title.replace("\n", ""), text=text_of(document))
    round_.refresh_from_db()
    _begin(round_, coordinator)


def _begin(round_: Round, coordinator: Actor) -> None:
    """The first office has sent some and one came back; others have sent or passed theirs."""
    clerks, heads = _by_office(Role.CLERK), _by_office(Role.OFFICE_HEAD)
    by_office: dict[str, list[Subject]] = {}
    tasks = tasks_of(round_)
    subjects = [each.subject for each in tasks if each.subject.office]
    names = list(zip(subjects, RESPONDENTS, strict=False))
    name_respondents(actor=coordinator, year=round_.year, names=names)
    for task in tasks:
        by_office.setdefault(task.subject.office, []).append(task.subject)
    offices = [each for each in by_office if each in clerks]
    for number, office in enumerate(offices):
        for field, text in PHRASES:
            add_phrase(actor=clerks[office], office=office, field=field, text=text)
        subjects = [each for each in by_office[office] if not each.is_theme]
        for subject in subjects[: (1, 2, 3)[number % 3]]:
            _send(round_, subject, heads[office] if number % 3 == 1 and office in heads else clerks[office])
    first = next((each for each in tasks_of(round_) if each.state == "sent"), None)
    if first is not None and first.form is not None:
        results.ask_back(
            actor=coordinator,
            form=first.form,
            subject=first.subject,
            version=first.form.version,
            reason=REASON,
        )


def _send(round_: Round, subject: Subject, who: Actor) -> None:
    content = prefill(round_, subject).content
    form = results.save_draft(actor=who, round_=round_, subject=subject, content=content, version=0)
    with suppress(Incomplete):
        results.send(actor=who, round_=round_, subject=subject, version=form.version)


def _by_office(role: Role) -> Mapping[str, Actor]:
    found = Membership.objects.filter(role=role).select_related("user")
    return {each.office: actor_of(each.user) for each in found}
