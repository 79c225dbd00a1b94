from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import Money
from jixiao.tracking.budget import (
    AdjustmentState,
    Approval,
    Change,
    ExpenditureKind,
    Fund,
    Source,
)
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.ledger import BASIC, PROJECTS, WITHOUT_ADVANCE, Basis, Ledger, spent_by_account
from jixiao.tracking.position import Position
from jixiao.tracking.year import Year
from tests.tracking.years import (
    CODES,
    YEAR_END,
    changed,
    dates,
    day,
    entries,
    granted,
    kinds,
    letter,
    paid,
    refunded,
    rows,
    stated,
    wan,
    year,
    years,
)

PROJECT = ExpenditureKind.PROJECT


def position(of: Year, as_of: dt.date = YEAR_END, project: str = "P01") -> Position:
    return Ledger(of, as_of).of(project)


# The adjusted budget


def test_the_adjusted_budget_is_what_was_granted_and_carried_over_with_all_changes():
    it = position(
        year(
            approval_lines=(granted(100), granted(8, source=Source.CARRIED_OVER)),
            adjustment_lines=(changed(Change.INCREASE, 30), changed(Change.REDUCTION, 12)),
        )
    )
    assert (it.original, it.carried_over, it.increases, it.reductions) == (wan(100), wan(8), wan(30), wan(12))
    assert it.adjusted == wan(126)
    assert it.net_change == wan(18)


def test_transfers_allocated_in_advance_belong_to_the_original_budget():
    granted_twice = year(approval_lines=(granted(100), granted(20, source=Source.ADVANCE)))
    assert position(granted_twice).original == wan(120)
    assert Ledger(granted_twice, YEAR_END, WITHOUT_ADVANCE).of("P01").original == wan(100)


def test_transfers_allocated_in_the_year_are_increases():
    it = position(year(approval_lines=(granted(100), granted(20, source=Source.IN_YEAR))))
    assert (it.original, it.increases, it.adjusted) == (wan(100), wan(20), wan(120))
    assert it.is_adjusted


def test_money_that_is_taken_back_is_a_reduction_and_known_as_such():
    it = position(year(approval_lines=(granted(100),), adjustment_lines=(changed(Change.RECOVERY, 40),)))
    assert (it.reductions, it.recovered, it.adjusted) == (wan(40), wan(40), wan(60))


@pytest.mark.parametrize("change", [Change.REDUCTION, Change.RECOVERY])
def test_money_taken_away_reduces_the_budget_whatever_sign_was_typed(change: Change):
    typed = [
        position(year(approval_lines=(granted(100),), adjustment_lines=(changed(change, amount),)))
        for amount in (14, -14)
    ]
    assert typed[0] == typed[1]
    assert typed[0].adjusted == wan(86)


@given(years, dates, st.randoms(use_true_random=False))
def test_adjustments_commute(any_year: Year, as_of: dt.date, random):
    lines = list(any_year.adjustment_lines)
    random.shuffle(lines)
    assert Ledger(replace(any_year, adjustment_lines=tuple(lines)), as_of).positions == (
        Ledger(any_year, as_of).positions
    )


@given(years, dates)
def test_every_position_satisfies_the_equation_of_the_adjusted_budget(any_year: Year, as_of: dt.date):
    for it in Ledger(any_year, as_of).positions.values():
        assert it.adjusted == it.original + it.carried_over + it.net_change
        assert it.adjusted == it.spent + it.balance
        assert it.overspent == -it.balance


# From when an adjustment counts


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (AdjustmentState.REQUESTED, False),
        (AdjustmentState.IN_SYSTEM, True),
        (AdjustmentState.APPROVED, True),
        (AdjustmentState.REFUSED, False),
    ],
)
def test_what_was_only_asked_for_or_refused_does_not_count(state: AdjustmentState, counts: bool):
    it = position(
        year(
            adjustments=(letter(state=state),),
            adjustment_lines=(changed(Change.INCREASE, 20, adjustment="A01"),),
        )
    )
    assert it.increases == (wan(20) if counts else Money())


def test_an_adjustment_counts_from_its_approval_not_from_its_letter():
    asked_in_august = year(
        adjustments=(letter(requested=day(8, 21), approved=day(9, 5)),),
        adjustment_lines=(changed(Change.INCREASE, 20, adjustment="A01"),),
    )
    assert position(asked_in_august, day(9, 4)).increases == Money()
    assert position(asked_in_august, day(9, 5)).increases == wan(20)
    assert position(asked_in_august, day(9, 5)).provisional == Money()


def test_while_the_date_of_approval_is_unknown_an_adjustment_counts_from_its_letter_and_is_marked():
    undated = year(
        adjustments=(letter(requested=day(8, 21), approved=None),),
        adjustment_lines=(changed(Change.REDUCTION, 20, adjustment="A01"),),
    )
    assert position(undated, day(8, 20)).reductions == Money()
    it = position(undated, day(8, 21))
    assert (it.reductions, it.provisional, it.undated_reductions) == (wan(20), wan(20), wan(20))


def test_what_the_system_shows_before_its_letter_has_come_counts_and_is_marked():
    it = position(
        year(
            adjustments=(letter(state=AdjustmentState.IN_SYSTEM, approved=None),),
            adjustment_lines=(changed(Change.INCREASE, 20, adjustment="A01"),),
        )
    )
    assert (it.increases, it.provisional) == (wan(20), wan(20))


def test_what_the_system_shows_counts_from_the_day_on_which_the_system_showed_it():
    shown_in_november = year(
        adjustments=(letter(state=AdjustmentState.IN_SYSTEM, approved=day(11, 28)),),
        adjustment_lines=(changed(Change.REDUCTION, 20, adjustment="A01"),),
    )
    assert position(shown_in_november, day(11, 27)).reductions == Money()
    it = position(shown_in_november)
    assert (it.provisional, it.late_reductions) == (wan(20), Money())


def test_a_line_without_a_letter_counts_from_the_statement_that_shows_it_and_is_marked():
    seen_in_march = year(adjustment_lines=(changed(Change.INCREASE, 20, seen=day(3)),))
    assert position(seen_in_march, day(2, 28)).increases == Money()
    it = position(seen_in_march, day(3))
    assert (it.increases, it.provisional) == (wan(20), wan(20))


@pytest.mark.parametrize(
    ("requested", "approved", "counted"),
    [("20", "15", "15"), ("20", "0", "0"), ("20", None, "20"), (None, "15", "15"), (None, None, "0")],
)
def test_of_a_line_counts_what_was_approved_and_where_that_is_not_said_what_was_asked(
    requested: str | None, approved: str | None, counted: str
):
    line = changed(
        Change.INCREASE, approved, adjustment="A01", requested=None if requested is None else wan(requested)
    )
    it = position(year(adjustments=(letter(),), adjustment_lines=(line,)))
    assert it.increases == wan(counted)
    assert it.is_adjusted == (counted != "0")


@given(years, dates)
def test_nothing_counts_that_is_later_than_the_date(any_year: Year, as_of: dt.date):
    known = replace(
        any_year,
        entries=tuple(each for each in any_year.entries if each.date <= as_of),
        adjustment_lines=tuple(
            each for each in any_year.adjustment_lines if each.seen is None or each.seen <= as_of
        ),
    )
    assert Ledger(known, as_of).positions == Ledger(any_year, as_of).positions


def test_a_budget_counts_from_its_approval():
    approved_in_february = year(
        approvals=(Approval(code="B01", issued=day(2, 20)),), approval_lines=(granted(100),)
    )
    assert position(approved_in_february, day(2, 19)).original == Money()
    assert position(approved_in_february, day(2, 20)).original == wan(100)


# Late reductions


@pytest.mark.parametrize(
    ("approved", "late"),
    [(day(10, 31), "0"), (day(11, 1), "20"), (day(12, 31), "20"), (day(1, 6, 2020), "20"), (None, "0")],
)
def test_reductions_are_late_only_where_their_approval_is_dated_november_or_later(
    approved: dt.date | None, late: str
):
    it = position(
        year(
            adjustments=(letter(approved=approved),),
            adjustment_lines=(changed(Change.REDUCTION, 20, adjustment="A01"),),
        ),
        as_of=day(1, 10, 2020),
    )
    assert it.late_reductions == wan(late)


def test_a_late_increase_is_no_late_reduction():
    it = position(
        year(
            adjustments=(letter(approved=day(12)),),
            adjustment_lines=(changed(Change.INCREASE, 20, adjustment="A01"),),
        )
    )
    assert it.late_reductions == Money()


# Reallocations


TRANSFER = changed(Change.TRANSFER, 30, project="P02", giver="P01", adjustment="A01")
REALLOCATED = year(
    approval_lines=(granted(100, "P01"), granted(50, "P02"), granted(7, "P03")),
    adjustments=(letter(approved=day(11, 20)),),
    adjustment_lines=(TRANSFER,),
)


def test_a_reallocation_is_an_increase_for_its_receiver_and_a_reduction_for_its_giver():
    ledger = Ledger(REALLOCATED, YEAR_END)
    receiver, giver = ledger.of("P02"), ledger.of("P01")
    assert (receiver.increases, receiver.transferred_in, receiver.adjusted) == (wan(30), wan(30), wan(80))
    assert (giver.reductions, giver.transferred_out, giver.adjusted) == (wan(30), wan(30), wan(70))
    assert giver.late_reductions == wan(30)


def test_a_reallocation_is_nothing_for_a_group_that_holds_both_its_sides():
    ledger = Ledger(REALLOCATED, YEAR_END)
    untouched = Position(original=wan(157))
    assert ledger.of_unit() == untouched
    assert ledger.of_kind(PROJECT) == untouched
    assert ledger.of_projects(["P01", "P02"]) == Position(original=wan(150))
    assert ledger.of_projects(["P02", "P03"]).increases == wan(30)


def test_a_reallocation_without_a_dated_approval_leaves_no_mark_on_a_group_that_holds_both_its_sides():
    undated = replace(REALLOCATED, adjustments=(letter(approved=None),))
    assert Ledger(undated, YEAR_END).of("P01").provisional == wan(30)
    assert Ledger(undated, YEAR_END).of_unit().provisional == Money()


def test_the_total_row_of_a_table_adds_up_its_rows_as_they_are_printed():
    total = Ledger(REALLOCATED, YEAR_END).rows_total(["P01", "P02", "P03"])
    assert (total.increases, total.reductions, total.adjusted) == (wan(30), wan(30), wan(157))


@given(years, dates)
def test_a_reallocation_changes_no_group_that_holds_every_project(any_year: Year, as_of: dt.date):
    without = replace(
        any_year,
        adjustment_lines=tuple(
            line for line in any_year.adjustment_lines if line.change is not Change.TRANSFER or not line.giver
        ),
    )
    assert Ledger(any_year, as_of).of_unit() == Ledger(without, as_of).of_unit()


# Spending


def test_refunds_reduce_spending_whatever_sign_was_typed():
    typed = [position(year(entries=(paid(100, day(5)), refunded(amount)))) for amount in (3, -3)]
    assert [it.spent for it in typed] == [wan(97), wan(97)]


def test_a_payment_counts_on_its_day_and_not_before():
    paid_in_may = year(entries=(paid(10, day(5, 17)),))
    assert position(paid_in_may, day(5, 16)).spent == Money()
    assert position(paid_in_may, day(5, 17)).spent == wan(10)


def test_payments_before_the_approval_of_the_budget_count():
    early = year(
        approvals=(Approval(code="B01", issued=day(2, 20)),),
        approval_lines=(granted(100),),
        entries=(paid(8, day(1, 15)), paid(9, day(3, 15))),
    )
    assert position(early, day(1, 31)).spent == wan(8)
    assert position(early, day(1, 31)).execution_rate is None
    assert position(early).spent == wan(17)


def test_a_cumulative_statement_contains_what_came_before_and_later_payments_add_to_it():
    it = year(
        entries=(paid(10, day(1, 10)), paid(20, day(6, 30)), stated(50, day(6, 30)), paid(5, day(7, 1)))
    )
    assert position(it, day(6, 29)).spent == wan(10)
    assert position(it, day(6, 30)).spent == wan(50)
    assert position(it, day(7, 1)).spent == wan(55)


def test_a_cumulative_statement_contains_only_its_own_fund_and_source():
    it = year(
        entries=(
            paid(10, day(1, 10)),
            paid(20, day(1, 10), source=Source.ADVANCE),
            paid(40, day(1, 10), fund=Fund.GOVERNMENT),
            paid(80, day(1, 10), project="P02"),
            stated(11, day(6, 30)),
        )
    )
    assert position(it).spent == wan(71)
    assert position(it, project="P02").spent == wan(80)


def test_of_two_statements_the_later_one_holds():
    assert position(year(entries=(stated(60, day(9, 30)), stated(50, day(6, 30))))).spent == wan(60)


def test_of_two_statements_of_one_date_the_later_row_holds():
    assert position(year(entries=(stated(50), stated(60)))).spent == wan(60)
    assert position(year(entries=(stated(60), stated(50)))).spent == wan(50)


def test_sums_from_a_database_stand_in_for_the_entries():
    given_year = year(approval_lines=(granted(100),), entries=(paid(10),))
    ledger = Ledger(given_year, YEAR_END, spent={(PROJECT, "P01"): wan(70)})
    assert ledger.of("P01").spent == wan(70)


@given(rows(entries), dates, st.randoms(use_true_random=False))
def test_payments_and_refunds_commute(some: tuple[Entry, ...], as_of: dt.date, random):
    flows = [each for each in some if each.nature is not Nature.CUMULATIVE]
    shuffled = random.sample(flows, len(flows))
    assert spent_by_account(shuffled, as_of) == spent_by_account(flows, as_of)


# Rates


@pytest.mark.parametrize(
    ("it", "has_rate"),
    [
        (Position(), False),
        (Position(spent=wan(5)), False),
        (Position(original=wan(10), reductions=wan(10), spent=wan(5)), False),
        (Position(original=wan(10), reductions=wan(11), spent=wan(5)), False),
        (Position(original=wan(10)), True),
    ],
)
def test_without_a_budget_there_is_no_rate(it: Position, has_rate: bool):
    assert (it.execution_rate is not None) == has_rate


def test_a_project_added_in_the_year_has_a_rate_on_its_adjusted_budget_only():
    it = Position(increases=wan(40), spent=wan(30))
    assert it.execution_rate is not None
    assert it.execution_rate.percent() == 75
    assert it.outturn_ratio is None
    assert it.change_ratio is None


def test_overspending_has_a_rate_above_one_and_a_negative_balance():
    it = Position(original=wan(100), spent=wan(101))
    assert it.is_overspent
    assert it.overspent == wan(1)
    assert it.balance == wan(-1)
    assert it.execution_rate is not None
    assert it.execution_rate.value > 1


def test_changes_that_cancel_out_are_changes():
    it = Position(original=wan(100), increases=wan(5), reductions=wan(5))
    assert it.is_adjusted
    assert it.net_change == Money()


# Bases and groups


def test_the_money_of_a_year_divides_into_its_funds_and_sources():
    divided = year(
        approval_lines=(
            granted(1),
            granted(2, fund=Fund.GOVERNMENT),
            granted(4, source=Source.ADVANCE),
            granted(8, kind=ExpenditureKind.BASIC, project=""),
        )
    )

    def original(basis: Basis) -> Money:
        return Ledger(divided, YEAR_END, basis).of_unit().original

    assert original(Basis()) == wan(15)
    assert original(PROJECTS) == wan(7)
    assert original(BASIC) == wan(8)
    assert original(Basis(funds=frozenset({Fund.GOVERNMENT}))) == wan(2)
    assert original(Basis(kinds=frozenset({PROJECT}), sources=frozenset({Source.ADVANCE}))) == wan(4)


@given(years, dates)
def test_the_whole_is_the_sum_of_basic_and_project_expenditure(any_year: Year, as_of: dt.date):
    ledger = Ledger(any_year, as_of)
    assert ledger.of_unit() == ledger.of_kind(ExpenditureKind.BASIC) + ledger.of_kind(PROJECT)


@given(years, dates)
def test_the_whole_is_the_sum_of_its_sources(any_year: Year, as_of: dt.date):
    by_source = [Ledger(any_year, as_of, Basis(sources=frozenset({source}))).of_unit() for source in Source]
    assert sum(by_source, Position()) == Ledger(any_year, as_of).of_unit()


@given(years, dates, kinds)
def test_without_reallocations_a_group_is_the_sum_of_its_projects(any_year: Year, as_of: dt.date, kind):
    without = replace(
        any_year,
        adjustment_lines=tuple(
            line for line in any_year.adjustment_lines if line.change is not Change.TRANSFER
        ),
    )
    ledger = Ledger(without, as_of)
    assert ledger.of_projects(CODES) == sum((ledger.of(code) for code in CODES), Position())
    assert ledger.of_kind(kind) == sum(
        (each for (own, _), each in ledger.positions.items() if own is kind), Position()
    )


def test_basic_expenditure_is_no_project_whatever_code_it_bears():
    it = Ledger(year(approval_lines=(granted(8, kind=ExpenditureKind.BASIC),)), YEAR_END)
    assert it.of("P01") == Position()
    assert it.of_kind(ExpenditureKind.BASIC).original == wan(8)


def test_an_unknown_project_has_nothing():
    assert Ledger(year(), YEAR_END).of("P99") == Position()
