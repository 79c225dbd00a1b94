"""Books (账册): a year as rules look at it, at the end of a period and under a policy."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TypeVar

from jixiao.findings import Place
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import Adjustment, Approval, ApprovalLine, Change, ExpenditureKind
from jixiao.tracking.contract import Contract
from jixiao.tracking.execution import Entry
from jixiao.tracking.glance import Glance
from jixiao.tracking.goals import Goals
from jixiao.tracking.ledger import Account, CountedChange, Ledger
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.noun import Noun, Origin, attributes
from jixiao.tracking.policy import Policy
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project, predecessors
from jixiao.tracking.self_evaluation import SelfEvaluation
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.tracking.year import Year

MOST_PLACES = 20
"""How many places one finding names; its message says how many there are."""


@dataclass(frozen=True)
class Books:
    """A year with what rules ask of it again and again (被检查的年度).

    `before` is the year before it, where that is known. Positions are those of the period's end. Rules on the
    form of single rows look at all of them, also at those of later dates.
    """

    year: Year
    policy: Policy
    period: Period
    before: Year | None = None

    @property
    def as_of(self) -> dt.date:
        """The date of the positions: the end of the period."""
        return self.period.end

    @property
    def year_is_over(self) -> bool:
        """Whether the period ends with the fiscal year: what is short by then stays short."""
        return self.as_of >= dt.date(self.year.fiscal_year, 12, 31)

    @cached_property
    def visible(self) -> Year:
        """The year as it could be seen at the end of the period."""
        return self.year.visible_on(self.as_of)

    @cached_property
    def ledger(self) -> Ledger:
        """The positions at the end of the period, of all money together."""
        return Ledger(self.year, self.as_of)

    @cached_property
    def monitoring(self) -> Monitoring:
        """The projects with the lights of budget and indicators at the end of the period."""
        return Monitoring(Glance(self.year, self.as_of, self.policy))

    @cached_property
    def self_evaluation(self) -> SelfEvaluation:
        """The scores at the end of the period."""
        return SelfEvaluation(self.monitoring.glance)

    @property
    def goals(self) -> Goals:
        """The indicators as they stand at the end of the period."""
        return self.monitoring.goals

    @cached_property
    def known_positions(self) -> Mapping[Account, Position]:
        """The positions of the accounts whose spending is known at the end of the period."""
        unknown = self.ledger.unknown
        return {account: it for account, it in self.ledger.positions.items() if account not in unknown}

    @cached_property
    def approvals(self) -> Mapping[str, Approval]:
        """The approvals by code."""
        return {each.code: each for each in self.year.approvals}

    @cached_property
    def letters(self) -> Mapping[str, Adjustment]:
        """The letters that ask for adjustments, by code."""
        return {each.code: each for each in self.year.adjustments}

    @cached_property
    def contracts(self) -> Mapping[str, Contract]:
        """The contracts by code."""
        return {each.code: each for each in self.year.contracts}

    @cached_property
    def granted(self) -> Mapping[Account, Sequence[ApprovalLine]]:
        """The approval lines of each account that are visible at the end of the period."""
        return grouped(self.visible.approval_lines)

    @cached_property
    def changed(self) -> Mapping[Account, Sequence[CountedChange]]:
        """The adjustments of each account that count at the end of the period; givers have theirs too."""
        found: dict[Account, list[CountedChange]] = defaultdict(list)
        for change in self.ledger.changes:
            line = change.line
            for code in dict.fromkeys((line.project, line.giver) if line.giver else (line.project,)):
                found[line.kind, code].append(change)
        return found

    @cached_property
    def entries(self) -> Mapping[Account, Sequence[Entry]]:
        """The entries of each account up to the end of the period, by date."""
        return grouped(sorted(self.visible.entries, key=lambda entry: entry.date))

    def budget_rows(self, account: Account) -> list[Noun]:
        """The rows that make the account's budget."""
        lines = (change.line for change in self.changed.get(account, ()))
        return [*self.granted.get(account, ()), *lines]

    def who(self, account: Account) -> str:
        """The account as a sentence names it: “宣传经费”, 基本支出."""
        kind, code = account
        if not code:
            return kind.value if kind is ExpenditureKind.BASIC else f"未列明项目的{kind.value}"
        return self.named(code)

    def named(self, code: str) -> str:
        """The project as a sentence names it, in quotation marks; the whole unit without."""
        if code == WHOLE_UNIT:
            return "部门整体"
        project = self.year.project_by_code.get(code)
        name = project.name if project else code
        return f"“{name.replace('“', '‘').replace('”', '’')}”"

    @cached_property
    def ledger_before(self) -> Ledger | None:
        """The positions at the end of the year before."""
        return Ledger(self.before, dt.date(self.before.fiscal_year, 12, 31)) if self.before else None

    def predecessors(self, code: str) -> list[Project]:
        """What the project was in the year before; nothing where that is not known."""
        project = self.year.project_by_code.get(code)
        return predecessors(project, self.before.projects) if project and self.before else []

    def project_place(self, account: Account) -> list[Place]:
        """The place of the account's project, where it has one."""
        project = self.year.project_by_code.get(account[1])
        return [place(project, "name")] if project else []


Row = TypeVar("Row", ApprovalLine, Entry)


def grouped(rows: Iterable[Row]) -> dict[Account, list[Row]]:
    """The rows by the account that they are booked on."""
    found: dict[Account, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.kind, row.project].append(row)
    return found


def place(row: Noun, field: str = "", quote: str | None = None) -> Place:
    """Where a row was read, and what stands in that field of it; `quote` is the part of that which counts."""
    origin = row.origin or Origin(sheet=row.sheet)
    line = f"第{origin.row}行" if origin.row else ""
    if not field:
        return Place(origin.file, origin.sheet, line, row=row)
    label = next(each.column.label for each in attributes(type(row)) if each.name == field)
    words = _quoted(getattr(row, field)) if quote is None else quote
    return Place(origin.file, origin.sheet, f"{line} {label}".strip(), words, row=row)


def places(rows: Iterable[Noun], field: str = "") -> list[Place]:
    """The places of the first of the rows."""
    return [place(row, field) for row, _ in zip(rows, range(MOST_PLACES), strict=False)]


def listed(words: Sequence[str], most: int = 5) -> str:
    """The words in a list, cut after the first few: 甲、乙等7个."""
    if len(words) <= most:
        return "、".join(words)
    return f"{'、'.join(words[:most])}等{len(words)}个"


def summed(changes: Iterable[CountedChange]) -> str:
    """The changes in a few words: 追加1笔20.00万元、追减2笔14.00万元."""
    rows = list(changes)
    parts = []
    for kind in Change:
        amounts = [each.amount for each in rows if each.line.change is kind]
        if amounts:
            parts.append(f"{kind.value}{len(amounts)}笔{printing.alike(Money.total(amounts))[0]}")
    return "、".join(parts)


def _quoted(value: object) -> str:
    """What stands in a field, as a clerk would recognize it."""
    match value:
        case None:
            return ""
        case Money():
            return printing.alike(value)[0]
        case dt.date():
            return printing.date(value)
        case Enum():
            return str(value.value)
        case tuple():
            return "、".join(map(str, value))
        case _:
            return str(value)
