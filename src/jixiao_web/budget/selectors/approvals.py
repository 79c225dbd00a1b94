"""Approvals with their lines (批复)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.quantity import Money
from jixiao_web.budget.selectors.projects import Projects
from jixiao_web.ledger.models import BudgetYear, Row, table_of


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
