from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import (
    Adjustment,
    AdjustmentLine,
    AdjustmentState,
    ApprovalLine,
    Change,
    ExpenditureKind,
)
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.project import Project
from jixiao.tracking.results import Output
from jixiao.tracking.since import changes_since
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year

JUNE, SEPTEMBER = dt.date(2024, 6, 30), dt.date(2024, 9, 30)


def year(**tables: Any) -> Year:
    return Year(
        fiscal_year=2024,
        unit=Unit(name="某街道办事处", short_name="某街道"),
        projects=(Project(code="P01", name="保洁"), Project(code="P02", name="绿化")),
        approval_lines=(ApprovalLine(approval="B01", project="P01", amount=Money.of(100, WAN)),),
        **tables,
    )


def entry(date: dt.date, amount: int, nature: Nature = Nature.PAYMENT, project: str = "P01") -> Entry:
    return Entry(date=date, project=project, amount=Money.of(amount, WAN), nature=nature)


def test_only_what_came_after_the_first_date_is_a_change():
    of = year(entries=(entry(JUNE, 10), entry(dt.date(2024, 7, 1), 20), entry(dt.date(2024, 10, 1), 40)))
    (movement,) = changes_since(of, JUNE, SEPTEMBER).movements
    assert movement.account[1] == "P01"
    assert movement.spent == Money.of(20, WAN)
    assert movement.entries == {Nature.PAYMENT: 1}


def test_a_refund_lowers_what_was_spent():
    of = year(entries=(entry(JUNE, 30), entry(SEPTEMBER, 5, Nature.REFUND)))
    (movement,) = changes_since(of, JUNE, SEPTEMBER).movements
    assert movement.spent == Money.of(-5, WAN)


def test_a_payment_and_its_refund_are_seen_though_they_cancel_out():
    of = year(entries=(entry(SEPTEMBER, 5), entry(SEPTEMBER, 5, Nature.REFUND)))
    (movement,) = changes_since(of, JUNE, SEPTEMBER).movements
    assert (movement.spent, sum(movement.entries.values())) == (Money(), 2)


def test_of_a_cumulative_statement_the_difference_to_what_was_known_counts():
    of = year(entries=(entry(JUNE, 30), entry(SEPTEMBER, 75, Nature.CUMULATIVE)))
    (movement,) = changes_since(of, JUNE, SEPTEMBER).movements
    assert movement.spent == Money.of(45, WAN)


def test_a_granted_letter_changes_the_budget_from_the_day_of_its_approval():
    letter = Adjustment(
        code="A01",
        state=AdjustmentState.APPROVED,
        requested=dt.date(2024, 5, 1),
        approved=dt.date(2024, 8, 1),
    )
    line = AdjustmentLine(
        adjustment="A01", change=Change.REDUCTION, project="P01", approved=Money.of(15, WAN)
    )
    changes = changes_since(year(adjustments=(letter,), adjustment_lines=(line,)), JUNE, SEPTEMBER)
    assert [each.budgeted for each in changes.movements] == [Money.of(-15, WAN)]
    assert changes.letters == (letter,)


def test_an_output_comes_with_what_stood_there_before():
    old = Output(subject="P01", name="清扫", amount=Decimal(50), unit="次", as_of=JUNE)
    new = Output(subject="P01", name="清扫", amount=Decimal(80), unit="次", as_of=SEPTEMBER)
    (found,) = changes_since(year(outputs=(new, old)), JUNE, SEPTEMBER).outputs
    assert (found.output, found.before) == (new, old)


def test_where_nothing_happened_nothing_changed():
    assert not changes_since(year(entries=(entry(JUNE, 10),)), JUNE, SEPTEMBER)


def test_how_much_a_first_statement_adds_is_not_known():
    of = year(entries=(entry(SEPTEMBER, 75, Nature.CUMULATIVE),))
    (movement,) = changes_since(of, JUNE, SEPTEMBER).movements
    assert movement.spent is None
    assert movement.after.spent == Money.of(75, WAN)


def test_where_the_entries_are_sums_somebody_else_counts_them():
    account = (ExpenditureKind.PROJECT, "P01")
    counted = {account: Counter({Nature.PAYMENT: 250})}
    changes = changes_since(year(), dt.date(2024, 3, 1), dt.date(2024, 3, 8), counted)
    assert [each.entries[Nature.PAYMENT] for each in changes.movements] == [250]
