"""Adjustments with their lines (调整): letters, loose lines, what is outstanding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentState, Change
from jixiao.tracking.position import NOTHING
from jixiao_web.budget.permissions import is_open
from jixiao_web.budget.selectors.projects import Projects
from jixiao_web.ledger.models import BudgetYear, Row, table_of

TAKES = (Change.REDUCTION, Change.RECOVERY)


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


def outstanding(year: BudgetYear) -> list[Row]:
    """The adjustments that count though their letters of approval have not come (文未到), for 待办."""
    rows = table_of(year, "adjustments").filter(
        state__in=[AdjustmentState.IN_SYSTEM, AdjustmentState.APPROVED]
    )
    return [row for row in rows if Letter(row, ()).is_outstanding]
