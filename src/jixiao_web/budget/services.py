"""Writes the budget (预算): what became of a request, and rows that go together with their parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from jixiao.errors import JixiaoError
from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentState
from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import keeps_budget
from jixiao_web.budget.states import NEXT
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.services import Change, write


class NotAllowed(JixiaoError):
    """预算由财务和综合办公室登记。"""


class NoSuchStep(JixiaoError):
    """这份调整现在不能转到这个状态。"""


def decide_adjustment(
    *,
    actor: Actor,
    year: BudgetYear,
    letter: Row,
    version: int | None,
    state: AdjustmentState,
    approved: dt.date | None,
    approval_number: str,
    amounts: Mapping[int, Money | None],
) -> Entry:
    """Register what became of a request (登记批复): its state, the letter, and what each line was granted.

    An amount that is absent is as requested; zero is refused. Raises NotAllowed, NoSuchStep,
    ChangedMeanwhile.
    """
    if not keeps_budget(actor):
        raise NotAllowed(english="The budget is registered by finance and the coordinator.")
    if state not in NEXT[letter.state]:
        raise NoSuchStep(
            f"“{letter.state.value}”的调整不能转为“{state.value}”。",
            english=f"An adjustment that is {letter.state.name} cannot become {state.name}.",
        )
    lines = list(table_of(year, "adjustment_lines").filter(adjustment=letter.code))
    changes = [
        Change("adjustment_lines", {"approved": amounts[line.pk]}, line.pk, line.version)
        for line in lines
        if line.pk in amounts and amounts[line.pk] != line.approved
    ]
    values = {"state": state, "approved": approved, "approval_number": approval_number}
    return write(
        actor=actor,
        year=year,
        act="budget.decide",
        changes=[Change("adjustments", values, letter.pk, version), *changes],
        summary=_("%(code)s：%(state)s") % {"code": letter.code, "state": state.value},
        subject=f"adjustments/{letter.pk}",
    )


def remove(
    *,
    actor: Actor,
    year: BudgetYear,
    row: Row,
    version: int | None,
    parts: Sequence[Row] = (),
    act: str,
    summary: str,
    project: str = "",
) -> Entry:
    """Take a row out of the ledger together with its parts, as one act that can be undone."""
    gone = [Change(each.table, None, each.pk, each.version) for each in parts]
    return write(
        actor=actor,
        year=year,
        act=act,
        changes=[*gone, Change(row.table, None, row.pk, version)],
        summary=summary,
        project=project,
        subject=f"{row.table}/{row.pk}",
    )
