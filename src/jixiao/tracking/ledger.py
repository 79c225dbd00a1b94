"""Ledger (台账): what was budgeted and spent as of a date and on a basis, for each project and any group.

    adjusted = original + carried over + increases - reductions              (预算法 article 75)

A reallocation is an increase for its receiver, a reduction for its giver and nothing for a group that
holds both. An adjustment counts from its approval; while the date of that is unknown, from its letter,
and is marked as provisional.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field

from jixiao.quantity import Money
from jixiao.tracking.budget import (
    Adjustment,
    AdjustmentLine,
    AdjustmentState,
    Change,
    ExpenditureKind,
    Fund,
    Source,
)
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.position import Position
from jixiao.tracking.year import Year

LATE_FROM_MONTH = 11
"""Of the fiscal year: reductions from November on are late (缩分母), for the last regular adjustment round is
in October."""
Account = tuple[ExpenditureKind, str]
"""What money is booked on: the kind of expenditure and the project's code ("" where there is none)."""
Sums = defaultdict[Account, defaultdict[str, Money]]
"""The amounts of a position, by their names, while they are being added up."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Which money is looked at (口径); an empty set means all of that dimension."""

    name: str = ""
    kinds: frozenset[ExpenditureKind] = frozenset()
    funds: frozenset[Fund] = frozenset()
    sources: frozenset[Source] = frozenset()

    def holds(self, kind: ExpenditureKind, fund: Fund, source: Source) -> bool:
        """Whether money of that kind, fund and source belongs to the basis."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.funds or fund in self.funds)
            and (not self.sources or source in self.sources)
        )


ALL = Basis("全口径")
BASIC = Basis("基本支出", kinds=frozenset({ExpenditureKind.BASIC}))
PROJECTS = Basis("项目支出", kinds=frozenset({ExpenditureKind.PROJECT}))
WITHOUT_ADVANCE = Basis(
    "不含提前下达专项转移支付", sources=frozenset({Source.OWN, Source.IN_YEAR, Source.CARRIED_OVER})
)


@dataclass(frozen=True, slots=True)
class CountedChange:
    """An adjustment line as it counts on a date: how much, from when, with or without a dated approval.

    `amount` is positive where the line takes money away, whatever sign was typed; `is_late` says that it is
    known to have come in November or later, December's approvals of January among them.
    """

    line: AdjustmentLine
    amount: Money
    since: dt.date | None
    is_provisional: bool
    is_late: bool


@dataclass
class Ledger:
    """The positions of a year as of a date and on a basis (台账).

    `spent` may be given by account where a database did the adding; it is otherwise summed from the
    year's entries. `unknown` are the accounts of which only a later cumulative statement tells. Rows that
    are not visible on `as_of` do not count.
    """

    year: Year
    as_of: dt.date
    basis: Basis = ALL
    spent: Mapping[Account, Money] | None = None
    positions: dict[Account, Position] = field(init=False)
    changes: tuple[CountedChange, ...] = field(init=False)
    unknown: frozenset[Account] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        visible = self.year.visible_on(self.as_of)
        spent = self.spent
        if spent is None:
            spent = spent_by_account(visible.entries, self.as_of, self.basis)
            self.unknown = frozenset(_untold(self.year.entries, self.as_of) - spent.keys())
        self.changes = tuple(_counted(visible, self.as_of, self.basis))
        sums: Sums = defaultdict(lambda: defaultdict(Money))
        for line in visible.approval_lines:
            if self.basis.holds(line.kind, line.fund, line.source):
                sums[line.kind, line.project][_budgeted_as(line.source)] += line.amount
        for change in self.changes:
            _book(sums, change)
        for account, amount in spent.items():
            sums[account]["spent"] += amount
        self.positions = {account: Position(**amounts) for account, amounts in sums.items()}

    def of(self, project: str) -> Position:
        """The position of one project, by code; all zero where nothing is booked on it."""
        return self.positions.get((ExpenditureKind.PROJECT, project), Position())

    def knows_spending(self, project: str) -> bool:
        """Whether the spending of a project is known: not where a later statement alone tells of it."""
        return (ExpenditureKind.PROJECT, project) not in self.unknown

    def of_projects(self, projects: Collection[str]) -> Position:
        """The position of a group of projects, reallocations among them left out."""
        members = {(ExpenditureKind.PROJECT, project) for project in projects}
        return self._group(members)

    def rows_total(self, projects: Collection[str]) -> Position:
        """The plain sum of the projects' rows, as the total row of a table adds them up."""
        return sum((self.of(project) for project in projects), Position())

    def of_kind(self, kind: ExpenditureKind) -> Position:
        """The position of all basic or all project expenditure."""
        return self._group({account for account in self.positions if account[0] is kind})

    def of_unit(self) -> Position:
        """The position of the whole unit (部门整体)."""
        return self._group(set(self.positions))

    def _group(self, members: Set[Account]) -> Position:
        """The sum of the accounts' positions, without what moved between two of them."""
        rows = (self.positions[account] for account in members if account in self.positions)
        return sum(rows, Position()) - self._transferred_within(members)

    def _transferred_within(self, members: Set[Account]) -> Position:
        """Every amount that is in a sum of the members' positions only for a reallocation among them."""
        sums: Sums = defaultdict(lambda: defaultdict(Money))
        for change in self.changes:
            line = change.line
            giver, receiver = (line.kind, line.giver), (line.kind, line.project)
            if line.change is Change.TRANSFER and line.giver and {giver, receiver} <= members:
                _book(sums, change)
        return sum((Position(**amounts) for amounts in sums.values()), Position())


def _untold(entries: Iterable[Entry], as_of: dt.date) -> set[Account]:
    """The accounts whose first entry after `as_of` is a statement of what had been spent by then."""
    first: dict[Account, Entry] = {}
    for entry in entries:
        if entry.date > as_of:
            account = (entry.kind, entry.project)
            known = first.get(account)
            if known is None or entry.date < known.date:
                first[account] = entry
    return {account for account, entry in first.items() if entry.nature is Nature.CUMULATIVE}


def spent_by_account(entries: Iterable[Entry], as_of: dt.date, basis: Basis = ALL) -> dict[Account, Money]:
    """What had been spent on each account up to and including `as_of`.

    For each account, fund and source the last cumulative statement stands for everything up to its date,
    and payments and refunds after it are added. Of two statements of one date the later row counts.
    """
    statements: dict[tuple[Account, Fund, Source], Entry] = {}
    flows: list[Entry] = []
    for entry in entries:
        if entry.date > as_of or not basis.holds(entry.kind, entry.fund, entry.source):
            continue
        if entry.nature is not Nature.CUMULATIVE:
            flows.append(entry)
            continue
        place = ((entry.kind, entry.project), entry.fund, entry.source)
        known = statements.get(place)
        if known is None or entry.date >= known.date:
            statements[place] = entry
    fen: dict[Account, int] = defaultdict(int)
    for (account, _, _), statement in statements.items():
        fen[account] += statement.amount.fen
    for entry in flows:
        account = (entry.kind, entry.project)
        since = statements.get((account, entry.fund, entry.source)) if statements else None
        if since is None or entry.date > since.date:
            fen[account] += -abs(entry.amount.fen) if entry.nature is Nature.REFUND else entry.amount.fen
    return {account: Money(amount) for account, amount in fen.items()}


def _counted(year: Year, as_of: dt.date, basis: Basis) -> Iterable[CountedChange]:
    letters = {each.code: each for each in year.adjustments}
    for line in year.adjustment_lines:
        if not basis.holds(line.kind, line.fund, line.source):
            continue
        change = _as_counted(line, letters.get(line.adjustment), year.fiscal_year)
        if change is not None and (change.since is None or change.since <= as_of):
            yield change


def _as_counted(line: AdjustmentLine, letter: Adjustment | None, fiscal_year: int) -> CountedChange | None:
    """The line as it counts; none where it was only asked for, or refused."""
    amount = line.requested if line.approved is None else line.approved
    if not amount:
        return None
    if line.change in (Change.REDUCTION, Change.RECOVERY):
        amount = abs(amount)
    if letter is None:
        return CountedChange(line, amount, line.seen, is_provisional=True, is_late=False)
    if letter.state in (AdjustmentState.REQUESTED, AdjustmentState.REFUSED):
        return None
    since = letter.approved or letter.requested
    dated = letter.state is AdjustmentState.APPROVED and letter.approved is not None
    late = dated and since is not None and since >= dt.date(fiscal_year, LATE_FROM_MONTH, 1)
    return CountedChange(line, amount, since, is_provisional=not dated, is_late=late)


def _book(sums: Sums, change: CountedChange) -> None:
    line, amount = change.line, change.amount
    receiver = sums[line.kind, line.project]
    if line.change in (Change.INCREASE, Change.TRANSFER):
        receiver["increases"] += amount
        if line.change is Change.TRANSFER:
            receiver["transferred_in"] += amount
        if change.is_provisional:
            receiver["provisional"] += amount
    if line.change is Change.INCREASE or (line.change is Change.TRANSFER and not line.giver):
        return
    payer = sums[line.kind, line.giver if line.change is Change.TRANSFER else line.project]
    payer["reductions"] += amount
    if line.change is Change.TRANSFER:
        payer["transferred_out"] += amount
    if line.change is Change.RECOVERY:
        payer["recovered"] += amount
    if change.is_late:
        payer["late_reductions"] += amount
    if change.is_provisional:
        payer["provisional"] += amount
        payer["undated_reductions"] += amount


def _budgeted_as(source: Source) -> str:
    """Where an approved amount stands in the equation of the adjusted budget."""
    match source:
        case Source.CARRIED_OVER:
            return "carried_over"
        case Source.IN_YEAR:
            return "increases"
        case _:
            return "original"
