"""Reads the budget (预算): approvals, adjustments by line, contracts, balances, as far as the actor sees."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, F, Sum, When
from django.db.models.functions import Abs

from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentState, Change, ExpenditureKind
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Nature
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.outlook import agreed
from jixiao.tracking.project import Project
from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import is_open, sees_whole_budget
from jixiao_web.ledger.fields import MoneyField
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import glance_at, noun_of

NOTHING = Money()
TAKES = (Change.REDUCTION, Change.RECOVERY)


@dataclass(frozen=True)
class Projects:
    """What the projects of a year are called, whose they are, and which of them the actor sees (项目名册)."""

    names: Mapping[str, str]
    parties: Mapping[str, str]
    seen: frozenset[str] | None

    def sees(self, code: str) -> bool:
        """Whether the actor sees what concerns the project; what concerns none is for those who see all."""
        return self.seen is None or code in self.seen

    def name(self, code: str, kind: ExpenditureKind = ExpenditureKind.PROJECT) -> str:
        """What it is called; of basic expenditure the kind."""
        return self.names.get(code) or code or kind.value

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Those that the actor may choose, with their codes."""
        return [(code, f"{code} {name}") for code, name in self.names.items() if self.sees(code)]


def projects_of(year: BudgetYear, actor: Actor) -> Projects:
    """The projects as the actor sees them."""
    rows = list(table_of(year, "projects").values_list("code", "name", "party"))
    seen = None
    if not sees_whole_budget(actor):
        seen = frozenset(code for code, _name, party in rows if party and party in actor.offices)
    return Projects(
        {code: name for code, name, _party in rows}, {code: party for code, _name, party in rows}, seen
    )


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of an adjustment as it stands (调整明细)."""

    row: Row
    name: str
    giver: str
    party: str
    state: AdjustmentState | None

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it was granted."""
        is_zero = self.row.approved is not None and not self.row.approved
        return self.state is AdjustmentState.REFUSED or is_zero

    @property
    def is_other(self) -> bool:
        """Whether another amount was granted than was asked for."""
        asked, granted = self.row.requested, self.row.approved
        return granted is not None and asked is not None and granted != asked

    @property
    def takes(self) -> bool:
        """Whether it takes money away from its project."""
        return self.row.change in TAKES

    @property
    def counts(self) -> Money | None:
        """What of it counts in the budget now; none while it is only asked for, or was refused."""
        if self.state in (AdjustmentState.REQUESTED, AdjustmentState.REFUSED):
            return None
        amount: Money | None = self.row.requested if self.row.approved is None else self.row.approved
        return amount or None


@dataclass(frozen=True)
class Sums:
    """What lines come to, by what they do (合计)."""

    asked_up: Money = NOTHING
    asked_down: Money = NOTHING
    moved: Money = NOTHING
    granted_up: Money = NOTHING
    granted_down: Money = NOTHING

    @classmethod
    def of(cls, lines: Iterable[LineShown]) -> Sums:
        """The sums of some lines; a reallocation is no change of the whole and stands apart."""
        found: dict[str, Money] = defaultdict(Money)
        for line in lines:
            asked = abs(line.row.requested) if line.row.requested is not None else NOTHING
            counted = abs(line.counts) if line.counts is not None else NOTHING
            if line.row.change is Change.TRANSFER:
                found["moved"] += counted or asked
                continue
            side = "down" if line.takes else "up"
            found[f"asked_{side}"] += asked
            found[f"granted_{side}"] += counted
        return cls(**found)


@dataclass(frozen=True)
class Letter:
    """An adjustment with the lines of it that the actor sees (预算调整)."""

    row: Row
    lines: Sequence[LineShown]
    sums: Sums = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sums", Sums.of(self.lines))

    @property
    def is_outstanding(self) -> bool:
        """Whether it counts though the letter of approval has not come (文未到)."""
        if self.row.state is AdjustmentState.IN_SYSTEM:
            return True
        return self.row.state is AdjustmentState.APPROVED and not (
            self.row.approval_number and self.row.approved
        )

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return sum(line.is_refused for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether offices may still write in it."""
        return is_open(self.row)


def letters(year: BudgetYear, projects: Projects, project: str = "") -> list[Letter]:
    """The adjustments, latest first; an office sees those about its projects, and what is still a draft."""
    rows = list(table_of(year, "adjustments").order_by("-position", "-id"))
    lines = _lines(year, projects, {row.code: row.state for row in rows}, project)
    found = [Letter(row, lines.get(row.code, ())) for row in rows]
    if project:
        return [each for each in found if each.lines]
    return [each for each in found if projects.seen is None or each.lines or is_open(each.row)]


def letter_of(year: BudgetYear, row: Row, projects: Projects) -> Letter:
    """One adjustment."""
    return Letter(row, _lines(year, projects, {row.code: row.state}).get(row.code, ()))


def loose_lines(year: BudgetYear, projects: Projects, project: str = "") -> Sequence[LineShown]:
    """The changes of which no letter is known; they count from the day of the statement that shows them."""
    return _lines(year, projects, {}, project).get("", ())


def _lines(
    year: BudgetYear, projects: Projects, states: Mapping[str, AdjustmentState], project: str = ""
) -> dict[str, list[LineShown]]:
    found: dict[str, list[LineShown]] = defaultdict(list)
    for row in table_of(year, "adjustment_lines"):
        if project and project not in (row.project, row.giver):
            continue
        if not (projects.sees(row.project) or (row.giver and projects.sees(row.giver))):
            continue
        if row.adjustment and row.adjustment not in states:
            continue
        found[row.adjustment].append(
            LineShown(
                row,
                projects.name(row.project, row.kind),
                projects.name(row.giver) if row.giver else "",
                projects.parties.get(row.project, ""),
                states.get(row.adjustment),
            )
        )
    return found


@dataclass(frozen=True)
class Grant:
    """An approval with its lines, as far as the actor sees them (批复)."""

    row: Row
    lines: Sequence[tuple[Row, str, str]]  # with name and office of the project

    @property
    def amount(self) -> Money:
        """What the lines come to."""
        return Money.total(row.amount for row, _name, _party in self.lines)


def grants(year: BudgetYear, projects: Projects, approval: Row | None = None) -> list[Grant]:
    """The approvals with their lines; an office sees the lines of its own projects."""
    rows = [approval] if approval is not None else list(table_of(year, "approvals"))
    lines = table_of(year, "approval_lines")
    if approval is not None:
        lines = lines.filter(approval=approval.code)
    found = defaultdict(list)
    for line in lines:
        if projects.sees(line.project):
            name = projects.name(line.project, line.kind)
            found[line.approval].append((line, name, projects.parties.get(line.project, "")))
    shown = [Grant(row, found.get(row.code, [])) for row in rows]
    return [each for each in shown if each.lines or projects.seen is None]


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract with what is due, paid and left (合同)."""

    row: Row
    name: str
    party: str
    terms: Sequence[Row]
    due: Money
    paid: Money

    @property
    def unpaid(self) -> Money | None:
        """Signed but not paid (已签未付); none where the contract's amount is not registered."""
        amount: Money | None = self.row.amount
        return None if amount is None else max(amount - self.paid, NOTHING)

    @property
    def late(self) -> Money:
        """Due and not paid yet (应付未付)."""
        return max(self.due - self.paid, NOTHING)


def contracts(
    year: BudgetYear, projects: Projects, as_of: dt.date, project: str = "", code: str = ""
) -> list[ContractShown]:
    """The contracts that the actor sees, with their terms.

    What was paid is told by the payments that name the contract and by its terms; the larger one counts, for
    each may leave something out.
    """
    rows = table_of(year, "contracts")
    rows = rows.filter(project=project) if project else rows
    rows = rows.filter(code=code) if code else rows
    terms: dict[str, list[Row]] = defaultdict(list)
    for term in table_of(year, "payment_terms"):
        terms[term.contract].append(term)
    paid = paid_by_contract(year, as_of)
    found = []
    for row in rows:
        if not projects.sees(row.project):
            continue
        own = terms.get(row.code, [])
        noted = Money.total(term.paid for term in own if term.paid is not None)
        found.append(
            ContractShown(
                row,
                projects.name(row.project),
                projects.parties.get(row.project, ""),
                own,
                Money.total(_due(row, own, as_of)),
                max(paid.get(row.code, NOTHING), noted),
            )
        )
    return found


def _due(row: Row, terms: Iterable[Row], as_of: dt.date) -> Iterable[Money]:
    contract = noun_of(row)
    assert isinstance(contract, Contract)
    for term in terms:
        told = noun_of(term)
        assert isinstance(told, PaymentTerm)
        amount = agreed(told, contract)
        if amount is not None and term.due is not None and term.due <= as_of:
            yield amount


def paid_by_contract(year: BudgetYear, as_of: dt.date) -> dict[str, Money]:
    """What the payments that name each contract come to by the date, refunds taken off; the database adds."""
    signed = Case(
        When(nature=Nature.REFUND, then=-Abs(F("amount"))), default=F("amount"), output_field=MoneyField()
    )
    rows = (
        table_of(year, "entries")
        .filter(date__lte=as_of)
        .exclude(contract="")
        .exclude(nature=Nature.CUMULATIVE)
        .order_by()
        .values_list("contract")
        .annotate(paid=Sum(signed))
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a project stands on a date (余额)."""

    project: Project
    standing: Standing


def balances(year: BudgetYear, projects: Projects, as_of: dt.date) -> list[Balance]:
    """Each project that the actor sees, on the date."""
    glance = glance_at(year, as_of)
    return [
        Balance(project, glance.standing(project))
        for project in glance.visible.projects
        if projects.sees(project.code)
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the history of a project's budget (预算变动)."""

    date: dt.date | None
    change: Change | None  # none: granted by an approval
    amount: Money
    after: Money
    document: str
    reason: str
    is_provisional: bool
    letter: int | None = None


def history_of(year: BudgetYear, project: str, as_of: dt.date) -> list[Event]:
    """How the budget of a project became what it is on the date, in order; undated steps come first.

    Requests that do not count yet, and refused lines, are no steps.
    """
    glance = glance_at(year, as_of)
    numbers = {row.code: row.pk for row in table_of(year, "adjustments")}
    steps = sorted([*_granted(glance, project), *_changed(glance, project, numbers)], key=_by_date)
    found, after = [], NOTHING
    for date, change, amount, document, reason, is_provisional, letter in steps:
        after += amount
        found.append(Event(date, change, amount, after, document, reason, is_provisional, letter))
    return found


_Step = tuple[dt.date | None, Change | None, Money, str, str, bool, int | None]


def _by_date(step: _Step) -> tuple[bool, dt.date]:
    return (step[0] is not None, step[0] or dt.date.min)


def _granted(glance: Glance, project: str) -> Iterable[_Step]:
    documents = {each.code: each for each in glance.visible.approvals}
    for line in glance.visible.approval_lines:
        if line.project == project and line.kind is ExpenditureKind.PROJECT:
            told = documents.get(line.approval)
            document = (told.number or told.title) if told else ""
            yield told.issued if told else None, None, line.amount, document, line.note, False, None


def _changed(glance: Glance, project: str, numbers: Mapping[str, int]) -> Iterable[_Step]:
    documents = {each.code: each for each in glance.visible.adjustments}
    for change in glance.ledger.changes:
        line = change.line
        sides = []
        if line.project == project:
            sides.append(-change.amount if line.change in TAKES else change.amount)
        if line.change is Change.TRANSFER and line.giver == project:
            sides.append(-change.amount)
        told = documents.get(line.adjustment)
        document = (told.approval_number or told.request_number or told.title) if told else ""
        for amount in sides:
            yield (
                change.since,
                line.change,
                amount,
                document,
                line.reason,
                change.is_provisional,
                numbers.get(line.adjustment),
            )


def next_code(year: BudgetYear, table: str, prefix: str) -> str:
    """A code that no row of the table bears yet: A01, A02 …"""
    taken = set(table_of(year, table).values_list("code", flat=True))
    number = len(taken) + 1
    while f"{prefix}{number:02d}" in taken:
        number += 1
    return f"{prefix}{number:02d}"


def outstanding(year: BudgetYear) -> list[Row]:
    """The adjustments that count though their letters of approval have not come (文未到), for 待办."""
    rows = table_of(year, "adjustments").filter(
        state__in=[AdjustmentState.IN_SYSTEM, AdjustmentState.APPROVED]
    )
    return [row for row in rows if Letter(row, ()).is_outstanding]
