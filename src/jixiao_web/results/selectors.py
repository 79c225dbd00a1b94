"""Reads what the offices report (填报): what is asked, what has come in, what the period wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.db.models import QuerySet

from jixiao.exchange.indicator_entry import IndicatorsWanted, ends_the_year
from jixiao.exchange.result_entry import Entered, Wanted, entered
from jixiao.exchange.returned_forms import FormsWanted
from jixiao.tracking.attainment import Inspection
from jixiao.tracking.position import Position
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.accounts.selectors import people_with
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.objectives.selectors import monitoring_at
from jixiao_web.results.models import Form, Phrase, State, WorkbookImport
from jixiao_web.results.permissions import may_collect, may_see
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.models import State as RoundState
from jixiao_web.rounds.selectors import (
    PROJECT,
    Subject,
    as_of,
    glance_of,
    offices_of,
    open_rounds,
    previous_end,
    rounds_of,
    subjects_of,
)

DONE_BY_OFFICE = (State.SENT, State.PASSED, State.TAKEN)
"""The states in which the office has done its part."""


@dataclass(frozen=True)
class Task:
    """One thing that a round asks of an office, with its form where somebody has begun it (填报任务)."""

    round: Round
    subject: Subject
    form: Form | None
    head_passes: bool

    @property
    def state(self) -> str:
        """The form's state; empty where nobody has begun."""
        return self.form.state if self.form else ""

    @property
    def state_word(self) -> str:
        """What the state is called; empty where nobody has begun."""
        return self.form.get_state_display() if self.form else ""

    @property
    def is_handed_in(self) -> bool:
        """Whether the office has done its part."""
        return self.state in DONE_BY_OFFICE

    @property
    def waits_for_head(self) -> bool:
        """Whether the head of the office is to pass it."""
        return self.state == State.SENT and self.head_passes

    @property
    def waits_for_coordinator(self) -> bool:
        """Whether it can be taken over."""
        return self.state == State.PASSED or (self.state == State.SENT and not self.head_passes)

    @property
    def may_be_written(self) -> bool:
        """Whether the round is open and the form, if there is one, still with the office."""
        return self.round.is_open and (self.form is None or self.form.may_be_written)

    @cached_property
    def entered(self) -> Entered:
        """What was entered, read; of nothing, what is missing."""
        return entered(self.form.content if self.form else {}, wanted_of(self.round, self.subject))


@dataclass(frozen=True, slots=True)
class OfficeProgress:
    """How far an office has come in a round."""

    office: str
    tasks: Sequence[Task]

    @property
    def done(self) -> int:
        """How many it has handed in."""
        return sum(each.is_handed_in for each in self.tasks)

    @property
    def taken(self) -> int:
        """How many were taken over."""
        return sum(each.state == State.TAKEN for each in self.tasks)

    @property
    def missing(self) -> list[Task]:
        """What it has still to hand in."""
        return [each for each in self.tasks if not each.is_handed_in]


def tasks_of(round_: Round) -> list[Task]:
    """Everything that the round asks for."""
    forms = {each.key: each for each in Form.objects.filter(round=round_).select_related("changed_by")}
    heads = offices_with_heads()
    return [
        Task(round_, each, forms.get(each.key), each.office in heads and each.office != "")
        for each in subjects_of(round_)
    ]


def tasks_for(actor: Actor, round_: Round) -> list[Task]:
    """What the actor may see of it."""
    return [each for each in tasks_of(round_) if may_see(actor, each.subject.office)]


def begun_in(round_: Round, codes: Iterable[str]) -> set[str]:
    """Those of the projects on which somebody has begun to report in the round."""
    forms = Form.objects.filter(round=round_, kind=PROJECT, code__in=list(codes))
    return set(forms.values_list("code", flat=True))


def task_of(round_: Round, kind: str, code: str) -> Task | None:
    """One of them; none where the round does not ask for it."""
    subject = next((each for each in subjects_of(round_) if (each.kind, each.code) == (kind, code)), None)
    if subject is None:
        return None
    form = (
        Form.objects.filter(round=round_, kind=kind, code=subject.code)
        .select_related("changed_by", "sent_by", "passed_by", "returned_by")
        .first()
    )
    return Task(round_, subject, form, has_head(subject.office))


def progress_of(tasks: Iterable[Task]) -> list[OfficeProgress]:
    """The tasks by office, in the order in which the offices first appear; those of nobody last."""
    by_office: dict[str, list[Task]] = {}
    for each in tasks:
        by_office.setdefault(each.subject.office, []).append(each)
    return [
        OfficeProgress(office, found) for office, found in sorted(by_office.items(), key=lambda it: not it[0])
    ]


class Progress(Enum):
    """How far reporting on a project is (跟踪状态), what presses most first."""

    LATE = "逾期未报"
    RETURNED = "被退回"
    NOT_BEGUN = "未开始"
    DRAFT = "草稿"
    SENT = "已送出"
    PASSED = "已审核"
    TAKEN = "已采用"


_PROGRESS = {each.value: Progress[each.name] for each in State}


def progress_of_projects(year: BudgetYear, today: dt.date) -> dict[str, Progress]:
    """How far reporting is on each project that the round at hand asks about, by its code.

    That is the open round that is due first, else the last one that was announced.
    """
    announced = rounds_of(year).exclude(state=RoundState.DRAFT)
    round_ = open_rounds(year).select_related("year").first() or announced.select_related("year").first()
    if round_ is None:
        return {}
    is_late = round_.is_open and today > round_.due_office
    states = dict(Form.objects.filter(round=round_, kind=PROJECT).values_list("code", "state"))
    found = {each.code: states.get(each.code) for each in subjects_of(round_) if each.kind == PROJECT}
    return {code: _progress(state, is_late=is_late) for code, state in found.items()}


def _progress(state: str | None, *, is_late: bool) -> Progress:
    if is_late and state in (None, State.DRAFT):
        return Progress.LATE
    return _PROGRESS[state] if state else Progress.NOT_BEGUN


def wanted_of(round_: Round, subject: Subject) -> Wanted:
    """What the period wants to know of a subject: at the year's end, why money is left."""
    if subject.is_unit:
        return Wanted(as_of(round_), is_unit=True, indicators=indicators_wanted(round_, subject))
    if subject.is_theme or subject.project is None:
        return Wanted(as_of(round_), is_theme=True)
    glance, end = glance_of(round_), as_of(round_)
    position = glance.ledger.of(subject.code)
    indicators = indicators_wanted(round_, subject)
    is_ended = (end.month, end.day) == (12, 31)
    band = glance.policy.band(glance.standing(subject.project).execution_rate, glance.period)
    return Wanted(
        end,
        balance=position.balance if is_ended and position.balance.fen > 0 else None,
        is_low=band.is_lowest and glance.standing(subject.project).execution_rate is not None,
        indicators=indicators,
    )


def indicators_wanted(round_: Round, subject: Subject) -> IndicatorsWanted | None:
    """What the round wants to know of the indicators of a project; none where it has none."""
    return IndicatorsWanted.of(monitoring_at(round_.year, as_of(round_)), subject.code)


def forms_wanted(round_: Round, subjects: Mapping[str, Subject]) -> FormsWanted:
    """What the round expects of official forms that come back; `subjects` are its projects by key."""
    return FormsWanted(
        {key: each.name for key, each in subjects.items()},
        lambda key: indicators_wanted(round_, subjects[key]),
        round_.year.fiscal_year,
        ends_the_year(as_of(round_)),
    )


def inspections_of(task: Task) -> Sequence[Inspection]:
    """The checks on the project in the period of the round (跟踪检查), the first one first."""
    since, end = previous_end(task.round), as_of(task.round)
    found = [
        each
        for each in year_in_sums(task.round.year).inspections
        if each.project == task.subject.code and each.date <= end and (since is None or each.date > since)
    ]
    return [] if not task.subject.is_project else sorted(found, key=lambda each: each.date)


def position_of(task: Task) -> Position | None:
    """Where the project's or the unit's money stands at the end of the period; themes have none."""
    if task.subject.is_theme:
        return None
    glance = glance_of(task.round)
    return glance.totals[WHOLE_UNIT].position if task.subject.is_unit else glance.ledger.of(task.subject.code)


def has_head(office: str) -> bool:
    """Whether the office has a head with an account, who is to pass what its clerks send."""
    return bool(office) and people_with(Role.OFFICE_HEAD, office).exists()


def offices_with_heads() -> set[str]:
    """The offices that have a head with an account."""
    found = people_with(Role.OFFICE_HEAD).values_list("memberships__role", "memberships__office")
    return {office for role, office in found if role == Role.OFFICE_HEAD}


def phrases_of(office: str) -> QuerySet[Phrase]:
    """The phrases of an office, and those of the whole unit."""
    return Phrase.objects.filter(office__in=["", office])


def offices_with_own_phrases(actor: Actor, year: BudgetYear) -> list[str]:
    """The offices whose phrases the actor keeps; "" is the whole unit."""
    if may_collect(actor):
        return ["", *(each.name for each in offices_of(year))]
    return sorted({each.office for each in actor.posts if each.role in (Role.CLERK, Role.OFFICE_HEAD)})


def phrases_for(actor: Actor, year: BudgetYear) -> QuerySet[Phrase]:
    """The phrases of the offices for which the actor fills in, and those of the whole unit."""
    return Phrase.objects.filter(office__in=["", *offices_with_own_phrases(actor, year)])


def imports_of(round_: Round) -> QuerySet[WorkbookImport]:
    """The workbooks that came back in a round, the latest first."""
    return WorkbookImport.objects.filter(round=round_).select_related("imported_by")
