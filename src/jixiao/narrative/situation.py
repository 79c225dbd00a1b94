"""Situation (情形): what holds for a project's money and results, as conditions of sentence patterns.

docs/reference/conditions.md lists them all; `SITUATIONS` is where they are defined.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from jixiao.narrative.facts import Facts
from jixiao.quantity import Money
from jixiao.tracking.budget import Change, Fund, Source
from jixiao.tracking.ledger import CountedChange
from jixiao.tracking.pace import Pace, pace
from jixiao.tracking.policy import time_share
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project, ProjectKind
from jixiao.tracking.results import BalanceReason, BalanceUse, Evaluation, ObjectiveState, Shortcoming


@dataclass(frozen=True)
class Situation:
    """A project as of a date, with everything that decides which sentences fit it."""

    facts: Facts
    project: Project
    shortcomings: tuple[Shortcoming, ...] = ()

    @cached_property
    def position(self) -> Position:
        """Where the project stands."""
        return self.facts.ledger.of(self.project.code)

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """How it was evaluated last, if it was."""
        rows = [each for each in self.facts.visible.evaluations if each.project == self.project.code]
        return max(rows, key=lambda each: each.as_of or dt.date.min, default=None)

    @cached_property
    def changes(self) -> tuple[CountedChange, ...]:
        """The changes of its budget that count."""
        code = self.project.code
        return tuple(each for each in self.facts.changes_by_project.get(code, ()))

    @cached_property
    def increases(self) -> tuple[CountedChange, ...]:
        """The changes that brought it money."""
        code = self.project.code
        return tuple(
            each
            for each in self.changes
            if each.line.change in (Change.INCREASE, Change.TRANSFER) and each.line.project == code
        )

    @cached_property
    def reductions(self) -> tuple[CountedChange, ...]:
        """The changes that took money from it."""
        return tuple(each for each in self.changes if each not in self.increases)

    @cached_property
    def sources(self) -> frozenset[Source]:
        """The sources of its money."""
        return self.facts.sources.get(self.project.code, frozenset())

    @cached_property
    def other_funds(self) -> Money:
        """What it spent from other funds than the finance bureau's (其他资金)."""
        return self.facts.by_fund(Fund.OTHER).of(self.project.code).spent

    @cached_property
    def pace(self) -> Pace:
        """How its spending compares with its own plan, else with the share of the year elapsed."""
        planned = self.facts.plans.spent_by(self.project.code, self.facts.as_of)
        return pace(self.position, planned, time_share(self.facts.period))

    def conditions(self) -> frozenset[str]:
        """The names of all conditions that hold."""
        return frozenset(name for name, holds in SITUATIONS.items() if holds(self))


def _rounds_to_full(it: Situation) -> bool:
    rate = it.position.execution_rate
    return rate is not None and rate.value < 1 and rate.percent() == 100


def _evaluated(state: ObjectiveState) -> Callable[[Situation], bool]:
    return lambda it: it.evaluation is not None and it.evaluation.objectives is state


def _balance_from(*reasons: BalanceReason) -> Callable[[Situation], bool]:
    return lambda it: it.evaluation is not None and it.evaluation.balance_reason in reasons


def _balance_goes(use: BalanceUse) -> Callable[[Situation], bool]:
    return lambda it: it.evaluation is not None and it.evaluation.balance_use is use


SITUATIONS: dict[str, Callable[[Situation], bool]] = {
    "overspent": lambda it: it.position.is_overspent,
    "other-funds": lambda it: bool(it.other_funds),
    "no-budget-left": lambda it: not it.position.adjusted,
    "spending-unknown": lambda it: not it.facts.knows_spending(it.project.code),
    "nothing-spent": lambda it: not it.position.spent,
    "spent-in-full": lambda it: bool(it.position.spent) and not it.position.balance,
    "rounds-to-full": _rounds_to_full,
    "year-ended": lambda it: it.facts.is_year_ended,
    "increased": lambda it: bool(it.position.increases),
    "reduced": lambda it: bool(it.position.reductions),
    "adjusted": lambda it: it.position.is_adjusted,
    "net-zero": lambda it: it.position.is_adjusted and not it.position.net_change,
    "net-reduced": lambda it: it.position.net_change < Money(),
    "recovered": lambda it: bool(it.position.recovered),
    "late-reduction": lambda it: (
        bool(it.position.late_reductions) and it.position.late_reductions == it.position.reductions
    ),
    "added-in-year": lambda it: not it.position.original and not it.position.carried_over,
    "transferred-in": lambda it: bool(it.position.transferred_in),
    "transferred-out": lambda it: bool(it.position.transferred_out),
    "other-changes": lambda it: len(it.changes) > 1,
    "carried-over": lambda it: bool(it.position.carried_over),
    "several-sources": lambda it: len(it.sources) > 1,
    "increase-unused": lambda it: (
        bool(it.position.increases)
        and not it.position.reductions
        and bool(it.position.original)
        and bool(it.position.spent)
        and it.position.spent <= it.position.original
    ),
    "ahead": lambda it: it.pace.is_ahead,
    "behind": lambda it: it.pace.is_behind,
    "balance": lambda it: it.position.balance > Money(),
    "balance-recovered": _balance_goes(BalanceUse.RECOVERED),
    "balance-carried": _balance_goes(BalanceUse.CARRIED_OVER),
    "met": _evaluated(ObjectiveState.MET),
    "partly-met": _evaluated(ObjectiveState.PARTLY),
    "not-met": _evaluated(ObjectiveState.NOT_MET),
    "procurement": _balance_from(BalanceReason.PROCUREMENT),
    "settlement": _balance_from(BalanceReason.SETTLEMENT),
    "unpaid-tail": _balance_from(BalanceReason.UNPAID_TAIL),
    "headcount": _balance_from(BalanceReason.HEADCOUNT),
    "personnel": lambda it: it.project.kind is ProjectKind.PERSONNEL,
    "high-rate": lambda it: (
        it.position.execution_rate is not None and it.position.execution_rate.value * 100 >= 95
    ),
    "outputs": lambda it: bool(it.facts.outputs_of(it.project.code)),
    "shortcomings": lambda it: bool(it.shortcomings),
}
"""Every condition that a pattern about a project may name."""
