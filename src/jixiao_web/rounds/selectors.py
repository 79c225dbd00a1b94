"""Reads rounds (批次), what they ask of whom, notices and the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from django.db.models import Exists, OuterRef, QuerySet

from jixiao.quantity import Money
from jixiao.tracking.basis import Period
from jixiao.tracking.glance import Glance
from jixiao.tracking.policy import ReportKind
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.selection import Criteria, Decision, Selection, select
from jixiao.tracking.unit import WHOLE_UNIT, Party
from jixiao.tracking.working_days import SpecialDay, WorkingDays, shipped_holidays
from jixiao.tracking.year import Year
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, policy_of, year_in_sums
from jixiao_web.rounds.models import Delivery, Holiday, Notice, NoticeKind, ReadMark, Round, Scope, State
from jixiao_web.rounds.permissions import may_organize

PROJECT, THEME, UNIT = "project", "theme", "unit"


@dataclass(frozen=True, slots=True)
class Subject:
    """A project, a theme or the whole unit, on which somebody reports (填报事项)."""

    kind: str
    code: str
    name: str
    office: str
    project: Project | None = None
    is_sampled: bool = False

    @property
    def key(self) -> str:
        """Kind and code."""
        return f"{self.kind}/{self.code}"

    @property
    def is_theme(self) -> bool:
        """Whether it is a theme of the whole unit."""
        return self.kind == THEME

    @property
    def is_unit(self) -> bool:
        """Whether it is the whole unit by its own indicators (部门整体)."""
        return self.kind == UNIT

    @property
    def is_project(self) -> bool:
        """Whether it is a project."""
        return self.kind == PROJECT

    @property
    def is_focus(self) -> bool:
        """Whether it is a focus project."""
        return self.project is not None and self.project.attention is Attention.FOCUS


def rounds_of(year: BudgetYear) -> QuerySet[Round]:
    """The rounds of a year, the latest first."""
    return Round.objects.filter(year=year)


def rounds_for(actor: Actor, year: BudgetYear) -> QuerySet[Round]:
    """The rounds of a year that the actor sees: a draft is the coordinator's alone."""
    found = rounds_of(year)
    return found if may_organize(actor) else found.exclude(state=State.DRAFT)


def kinds_of(year: BudgetYear) -> list[tuple[ReportKind, Period | None]]:
    """What the unit hands in by its rule pack, each with the year's period for it, where there is one."""
    periods = _ledger(year).periods
    return [
        (kind, next((each for each in periods if kind.period == each.name or kind.code == each.code), None))
        for kind in policy_of(year).kinds
    ]


def open_rounds(year: BudgetYear) -> QuerySet[Round]:
    """The rounds for which the offices may report, the most urgent first."""
    return rounds_of(year).filter(state__in=(State.ANNOUNCED, State.COLLECTING)).order_by("due_office", "id")


def period_of(round_: Round) -> Period | None:
    """The period that the round reports, while the year has it."""
    return _ledger(round_.year).period(round_.period)


def as_of(round_: Round) -> dt.date:
    """The day up to which the round reports: the end of its period."""
    period = period_of(round_)
    return period.end if period else dt.date(round_.year.fiscal_year, 12, 31)


def glance_of(round_: Round) -> Glance:
    """The year as it stands at the end of the round's period."""
    return glance_at(round_.year, as_of(round_))


def previous_end(round_: Round) -> dt.date | None:
    """The end of the period before the round's own, within the year."""
    ends = [each.end for each in _ledger(round_.year).periods if each.end < as_of(round_)]
    return max(ends, default=None)


def subjects_of(round_: Round) -> list[Subject]:
    """What the round asks about: the projects of its scope and the themes, in the order of the ledger, and
    the whole unit where it has indicators of its own."""
    year = _ledger(round_.year)
    sampled = {each["code"] for each in round_.sampled}
    found = []
    for each in year.projects:
        if each.is_remainder:
            continue
        if round_.scope == Scope.ALL or is_focus(round_, each):
            found.append(Subject(PROJECT, each.code, each.name, each.party, each))
        elif each.code in sampled:
            found.append(Subject(PROJECT, each.code, each.name, each.party, each, is_sampled=True))
    found += [
        Subject(THEME, each.code, each.heading, round_.theme_offices.get(each.code, ""))
        for each in year.themes
    ]
    if any(each.subject == WHOLE_UNIT for each in year.indicators):
        found.append(Subject(UNIT, WHOLE_UNIT, "部门整体", ""))
    return found


def is_focus(round_: Round, project: Project) -> bool:
    """Whether a project is a focus project of the round: on its fixed list, else by the ledger's mark."""
    frozen = {each["code"] for each in round_.frozen}
    return project.code in frozen if frozen else project.attention is Attention.FOCUS


def offices_of(year: BudgetYear) -> list[Party]:
    """The executing offices of the year, those that still exist."""
    return [each for each in _ledger(year).parties if each.valid_to is None]


def coordinating_office(year: BudgetYear) -> str:
    """The office that coordinates (牵头部门)."""
    parties = _ledger(year).parties
    return next((each.name for each in parties if each.is_coordinator), "综合办公室")


def amounts_of(round_: Round, basis: str) -> dict[str, Money]:
    """The budget of each project at the end of the round's period: original, or adjusted."""
    ledger = glance_of(round_).ledger
    name = "adjusted" if basis == "adjusted" else "original"
    return {each.code: getattr(ledger.of(each.code), name) for each in _ledger(round_.year).projects}


def selection_of(round_: Round) -> Selection:
    """The focus projects as criteria and decisions have them now."""
    kept = round_.criteria
    criteria = Criteria(
        top=kept.get("top"),
        at_least=Money(kept["at_least"]) if kept.get("at_least") is not None else None,
        share=Fraction(kept["share"]) / 100 if kept.get("share") else None,
        public=frozenset(kept.get("public", ())),
        policy=frozenset(kept.get("policy", ())),
    )
    decisions = {code: Decision(bool(focus), reason) for code, (focus, reason) in round_.decisions.items()}
    amounts = amounts_of(round_, kept.get("basis", "original"))
    return select(_ledger(round_.year).projects, amounts, criteria, decisions)


@cache
def _shipped() -> tuple[SpecialDay, ...]:
    return shipped_holidays()


def working_days() -> WorkingDays:
    """The calendar: the official tables that ship, and over them what the unit has read in."""
    own = [SpecialDay(each.date, each.is_workday, each.name) for each in Holiday.objects.all()]
    return WorkingDays.of([*_shipped(), *own])


def years_with_tables() -> set[int]:
    """The years of which the calendar knows the holidays."""
    own = Holiday.objects.values_list("date", flat=True)
    return {each.date.year for each in _shipped() if not each.is_workday} | {each.year for each in own}


def special_days(year: int) -> list[tuple[SpecialDay, Holiday | None]]:
    """The days of a year that are not what their weekday says, each with the unit's own row if any."""
    own = {each.date: each for each in Holiday.objects.filter(date__year=year)}
    days = {each.date: each for each in _shipped() if each.date.year == year}
    days |= {date: SpecialDay(date, each.is_workday, each.name) for date, each in own.items()}
    return [(days[date], own.get(date)) for date in sorted(days)]


def notices_for(actor: Actor, year: BudgetYear | None = None) -> QuerySet[Notice]:
    """The notices that the actor may read: those of their offices; the coordinator's are all."""
    found = Notice.objects.select_related("round", "created_by", "year")
    if year is not None:
        found = found.filter(year=year)
    if not actor.sees_all_offices:
        mine = Delivery.objects.filter(notice=OuterRef("pk"), office__in=["", *actor.offices])
        found = found.filter(Exists(mine))
    return found.annotate(is_read=Exists(ReadMark.objects.filter(notice=OuterRef("pk"), user=actor.user)))


def unread_notices(actor: Actor) -> QuerySet[Notice]:
    """The notices that reached the actor's offices, or everybody, and were not read by them."""
    mine = Delivery.objects.filter(notice=OuterRef("pk"), office__in=["", *actor.offices])
    read = ReadMark.objects.filter(notice=OuterRef("pk"), user=actor.user)
    return Notice.objects.filter(Exists(mine)).exclude(Exists(read))


def read_marks_of(notice: Notice) -> QuerySet[ReadMark]:
    """Who has read a notice, in the order in which they did."""
    return ReadMark.objects.filter(notice=notice).select_related("user").order_by("read_at", "id")


def received_notices(year: BudgetYear) -> QuerySet[Notice]:
    """What came from outside, the finance bureau's calls among it."""
    return Notice.objects.filter(year=year, kind=NoticeKind.RECEIVED)


def _ledger(year: BudgetYear) -> Year:
    return year_in_sums(year)
