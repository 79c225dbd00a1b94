"""One project with all that belongs to it (项目档案): what its page shows on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jixiao.catalogue import check_year
from jixiao.findings import Finding
from jixiao.narrative.facts import Facts
from jixiao.narrative.read_out import read_out
from jixiao.quantity import Money
from jixiao.tracking.budget import Adjustment, Approval, ApprovalLine
from jixiao.tracking.curve import Step, budget_steps, changes_of, elapsed, moved, part_of, spent_steps
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.ledger import CountedChange
from jixiao.tracking.noun import attributes
from jixiao.tracking.outlook import Commitment, commitments, paid_by_contract
from jixiao.tracking.owners import narrowed
from jixiao.tracking.pace import Plans
from jixiao.tracking.project import Project, predecessors
from jixiao.tracking.results import Evaluation, Output, Shortcoming
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import before_in_sums, glance_at, kept, policy_of, rows_of
from jixiao_web.projects.lines import Line, lines_at

PARTS = ("sub_projects", "cost_standards", "planned_events", "inspections")
"""The tables that are kept on the project's own page."""

MOST_YEARS = 3
"""Years before this one that the page of a project shows: what inspectors ask for (近三年)."""

TEXTS = ("purpose", "content", "results", "evaluation")


@dataclass(frozen=True, slots=True)
class BudgetMove:
    """A change of the project's budget (预算变动): by how much, and by which letter."""

    change: CountedChange
    amount: Money
    letter: Adjustment | None


@dataclass(frozen=True)
class Dossier:
    """A project on a date (项目档案)."""

    budget_year: BudgetYear
    glance: Glance
    line: Line
    row: Row

    @property
    def code(self) -> str:
        """The project's code."""
        return self.line.project.code

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries of execution of the project up to the date, latest first."""
        names = [each.name for each in attributes(Entry)]
        rows = table_of(self.budget_year, "entries").filter(project=self.code, date__lte=self.glance.as_of)
        found = rows.order_by("-date", "-position").values_list(*names)
        return [Entry(**dict(zip(names, values, strict=True))) for values in found]

    @cached_property
    def payments(self) -> int:
        """How many payments there were."""
        return sum(each.nature is Nature.PAYMENT for each in self.entries)

    @cached_property
    def approvals(self) -> list[tuple[ApprovalLine, Approval | None]]:
        """What was granted to the project, each line with its document."""
        documents = {each.code: each for each in self.glance.visible.approvals}
        lines = self.glance.visible.approval_lines
        return [(each, documents.get(each.approval)) for each in lines if each.project == self.code]

    @cached_property
    def moves(self) -> list[BudgetMove]:
        """The changes of its budget in their order."""
        letters = {each.code: each for each in self.glance.visible.adjustments}
        changes = changes_of(self.glance.ledger, self.code)
        found = [
            BudgetMove(each, moved(each, self.code), letters.get(each.line.adjustment)) for each in changes
        ]
        return sorted(found, key=lambda each: each.change.since or dt.date.min)

    @cached_property
    def spent_steps(self) -> tuple[Step, ...]:
        """What had been spent after each day of payment."""
        return spent_steps(reversed(self.entries), self.glance.as_of)

    @cached_property
    def budget_steps(self) -> tuple[Step, ...]:
        """The budget as it changed."""
        return budget_steps(self.glance.ledger, self.code)

    @cached_property
    def planned_steps(self) -> Sequence[tuple[dt.date, Money]]:
        """What the project plans to have spent by which day (用款计划); empty where it has no plan."""
        return Plans.of(self.glance.visible.planned_events).curves.get(self.code, ())

    @cached_property
    def contracts(self) -> list[Commitment]:
        """The project's contracts with what was paid under each."""
        paid = paid_by_contract(self.entries, self.glance.as_of)
        return [each for each in commitments(self.glance, paid) if each.contract.project == self.code]

    @property
    def contracted(self) -> Money | None:
        """The contracts' amounts together; none where none is known."""
        known = [each.contract.amount for each in self.contracts if each.contract.amount is not None]
        return Money.total(known) if known else None

    @cached_property
    def outputs(self) -> list[Output]:
        """Its outputs; of one name the latest."""
        latest: dict[str, Output] = {}
        names = (self.code, self.line.project.name)
        for each in self.glance.visible.outputs:
            if each.subject in names:
                known = latest.get(each.name)
                if known is None or (known.as_of or dt.date.min) <= (each.as_of or dt.date.max):
                    latest[each.name] = each
        return list(latest.values())

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The latest evaluation by the date."""
        own = [each for each in self.glance.visible.evaluations if each.project == self.code]
        return max(own, key=lambda each: each.as_of or dt.date.min, default=None)

    @cached_property
    def shortcomings(self) -> list[Shortcoming]:
        """Its shortcomings, internal ones among them."""
        return [each for each in self.glance.visible.shortcomings if each.project == self.code]

    @cached_property
    def parts(self) -> Mapping[str, list[Row]]:
        """The rows of the tables that are kept on the page: sub-projects, cost standards, planned events."""
        return {table: rows_of(self.budget_year, table, project=self.code) for table in PARTS}

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What the rules of the ledger say of this project alone, gravest first."""
        year = narrowed(self.glance.year, self.code, self.entries)
        before = before_in_sums(self.budget_year)
        return check_year(year, self.glance.policy, self.glance.period, before).findings

    @cached_property
    def texts(self) -> list[tuple[str, list[list[tuple[str, str]]]]]:
        """The project's texts by field, in paragraphs of pieces: words, and figures with their reference."""
        told = {name: getattr(self.line.project, name) for name in TEXTS}
        return [(name, read_out(text, self._facts, self.code)) for name, text in told.items() if text]

    @property
    def _facts(self) -> Facts:
        glance = self.glance
        return kept(
            self.budget_year,
            ("facts", glance.as_of),
            lambda: Facts(glance.year, glance.period, policy_of(self.budget_year), glance.as_of),
        )

    @cached_property
    def earlier(self) -> list[tuple[int, Project, Standing]]:
        """The project in the years before (历年), latest first: where it stood when each of them ended.

        It is found by the names of its predecessors, its official code or its own name.
        """
        found = []
        project = self.line.project
        years = BudgetYear.objects.filter(fiscal_year__lt=self.budget_year.fiscal_year)
        for year in years.order_by("-fiscal_year")[:MOST_YEARS]:
            glance = glance_at(year, dt.date(year.fiscal_year, 12, 31))
            before = predecessors(project, glance.visible.projects)
            found += [(year.fiscal_year, each, glance.standing(each)) for each in before]
            if before:
                project = before[0]
        return found

    def months(self) -> list[dict[str, Any]]:
        """The curve as a table: by month what was spent in it, spent so far, the budget, and pro-rata."""
        adjusted = self.line.position.adjusted
        found: list[dict[str, Any]] = []
        before = Money()
        known = {(each.date.year, each.date.month): each for each in self.spent_steps}
        for month, step in sorted(known.items()):
            budget = [each.amount for each in self.budget_steps if each.date <= step.date]
            found.append(
                {
                    "month": dt.date(*month, 1),
                    "date": step.date,
                    "spent": step.amount - before,
                    "total": step.amount,
                    "budget": budget[-1] if budget else Money(),
                    "pro_rata": part_of(adjusted, elapsed(step.date)),
                }
            )
            before = step.amount
        return found


def dossier(budget_year: BudgetYear, as_of: dt.date, code: str) -> Dossier | None:
    """The project of that code on a date; none where there is none by then."""
    line = next((each for each in lines_at(budget_year, as_of) if each.project.code == code), None)
    row = None if line is None else table_of(budget_year, "projects").filter(code=code).first()
    if line is None or row is None:
        return None
    return Dossier(budget_year, glance_at(budget_year, as_of), line, row)
