"""The example's money: every cell of the printed table, the totals behind it, and what stays unassigned."""

from __future__ import annotations

import datetime as dt

import pytest

from jixiao.numerals import printing
from jixiao.quantity import WAN, Money, Rate
from jixiao.tracking.budget import AdjustmentState, ExpenditureKind, Source
from jixiao.tracking.execution import Nature
from jixiao.tracking.ledger import Basis, Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.position import Position
from jixiao.tracking.statistics import Statistics
from jixiao.tracking.year import Year

TABLE = """
1  市民服务中心       124.00   -      -       124.00    124.00    100.00%
2  平安建设办公室     165.70   -      -       165.70    165.70    100.00%
3  城市管理办公室     2,084.22 -      127.97  1,956.24  1,956.24  100.00%
4  党群工作办公室     128.80   -      -       128.80    128.77    99.98%
5  民生保障办公室     117.94   -      5.02    112.91    112.33    99.48%
6  市民服务中心       190.11   -      28.41   161.70    159.78    98.81%
7  城市管理办公室     981.88   10.28  -       992.17    992.17    100.00%
8  城市管理办公室     301.98   80.60  -       382.58    382.58    100.00%
9  地区协调服务办公室 183.89   -      14.00   169.89    169.28    99.64%
10 党群工作办公室     780.00   -      330.00  450.00    383.77    85.28%
11 社区建设办公室     125.00   -      -       125.00    124.10    99.28%
12 城市管理办公室     799.76   36.60  -       836.36    836.36    100.00%
13 平安建设办公室     421.51   -      75.00   346.51    339.23    97.90%
14 市民服务中心       245.00   20.00  -       265.00    240.95    90.92%
15 党群工作办公室     5,000.00 -      300.00  4,700.00  4,660.00  99.15%
16 市民服务中心       335.00   -      -       335.00    309.72    92.45%
17 城市管理办公室     1,414.31 -      500.00  914.31    850.07    92.97%
18 综合办公室         269.65   -      91.79   177.86    177.86    100.00%
19 党群工作办公室     124.00   -      -       124.00    119.34    96.24%
20 城市管理办公室     900.00   -      -       900.00    879.78    97.75%
"""
OWN = Basis("本级", sources=frozenset({Source.OWN}))
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def cells(position: Position) -> list[str]:
    rate = position.execution_rate
    assert rate is not None
    amounts = [
        printing.money(amount) if amount or is_shown else printing.ABSENT
        for amount, is_shown in (
            (position.original, True),
            (position.increases, False),
            (position.reductions, False),
            (position.adjusted, True),
            (position.spent, True),
        )
    ]
    return [*amounts, printing.percent(rate)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row {row[0]}")
def test_every_cell_of_the_printed_table_comes_out(year: Year, ledger: Ledger, row: list[str]):
    project = year.focus_projects[int(row[0]) - 1]
    assert [str(project.number), project.party, *cells(ledger.of(project.code))] == row


def test_the_focus_total_is_what_the_rows_sum_to(year: Year, ledger: Ledger):
    total = ledger.rows_total([each.code for each in year.focus_projects])
    assert cells(total) == ["14,692.74", "147.48", "1,472.19", "13,368.03", "13,112.03", "98.08%"]
    assert total.spent == Money.of("131120301")


def test_the_approved_budget_adds_up_to_the_yuan(year: Year, ledger: Ledger):
    own = Ledger(year, ledger.as_of, OWN)
    assert own.of_kind(ExpenditureKind.PROJECT).original == Money.of("27163.03", WAN)
    assert ledger.of_kind(ExpenditureKind.BASIC).original == Money.of("7823.82", WAN)
    assert ledger.of_kind(ExpenditureKind.PROJECT).original == Money.of("30214.53", WAN)
    assert ledger.of_unit().original == Money.of("38038.35", WAN)


def test_advance_transfers_stand_on_the_remainder(year: Year):
    lines = [line for line in year.approval_lines if line.source is Source.ADVANCE]
    assert [(line.project, line.amount) for line in lines] == [("P99", Money.of("3051.50", WAN))]
    assert year.project_by_code["P99"].is_remainder


def test_adjusted_and_spent_come_out_to_the_yuan(ledger: Ledger):
    basic = ledger.of_kind(ExpenditureKind.BASIC)
    projects = ledger.of_kind(ExpenditureKind.PROJECT)
    unit = ledger.of_unit()
    assert (basic.adjusted, basic.spent) == (Money.of("9394.84", WAN), Money.of("9394.84", WAN))
    assert (projects.adjusted, projects.spent) == (Money.of("30038.58", WAN), Money.of("29373.30", WAN))
    assert (unit.adjusted, unit.spent) == (Money.of("39433.42", WAN), Money.of("38768.14", WAN))


def test_the_rates_of_the_unit_come_out(year: Year, ledger: Ledger):
    unit, projects = ledger.of_unit(), ledger.of_kind(ExpenditureKind.PROJECT)
    own = Ledger(year, ledger.as_of, OWN)
    focus = ledger.of_projects([each.code for each in year.focus_projects])
    share = focus.original.per(own.of_kind(ExpenditureKind.PROJECT).original)
    rates = [unit.execution_rate, projects.execution_rate, share]
    assert [printing.percent(rate) for rate in rates if rate] == ["98.31%", "97.79%", "54.09%"]


def test_bands_and_adjusted_projects_are_counted_as_reported(year: Year, ledger: Ledger):
    period = year.period("full-year")
    assert period is not None
    focus = Statistics(year.focus_projects, ledger, load_policy(year.unit.policy), period)
    bands = {band.code: len(projects) for band, projects in focus.by_band.items() if projects}
    assert bands == {"full": 7, "high": 12, "low": 1}
    assert len(focus.adjusted) == 13
    assert focus.adjusted_share == Rate(13, 20)


def test_no_adjustment_is_assigned_to_a_letter(year: Year):
    assert all(not line.adjustment for line in year.adjustment_lines)
    assert all(line.seen == dt.date(2019, 12, 31) for line in year.adjustment_lines)


def test_the_letters_are_granted_by_replies_that_nobody_knows(year: Year):
    letters = [(each.requested, each.request_number) for each in year.adjustments]
    assert letters == [
        (dt.date(2019, 8, 21), "月办函〔2019〕33号"),
        (dt.date(2019, 10, 31), "月办函〔2019〕42号"),
        (dt.date(2019, 11, 22), "月办函〔2019〕45号"),
    ]
    for each in year.adjustments:
        assert each.state is AdjustmentState.APPROVED
        assert (each.approved, each.approval_number) == (None, "")


def test_a_reason_is_given_for_every_adjustment_but_one(year: Year):
    silent = [line.project for line in year.adjustment_lines if not line.reason]
    assert silent == ["P08", "", "P99"], "of the focus projects the source is silent on one alone"


def test_nothing_is_invented_about_payments(year: Year):
    assert {entry.nature for entry in year.entries} == {Nature.CUMULATIVE}
    assert {entry.date for entry in year.entries} == {dt.date(2019, 12, 31)}
    assert not any(entry.voucher or entry.payee or entry.contract for entry in year.entries)


def test_by_midyear_nothing_had_been_adjusted_and_no_spending_is_known(year: Year):
    midyear = Ledger(year, dt.date(2019, 6, 30)).of_unit()
    assert midyear.original == Money.of("38038.35", WAN)
    assert (midyear.net_change, midyear.spent) == (Money(), Money())


def test_contracts_hold_what_the_source_says_of_their_money(year: Year):
    amounts = {each.code: each.amount for each in year.contracts if each.amount}
    assert amounts == {"P03-1": Money.of("1536.48", WAN), "P03-2": Money.of("1347.15", WAN)}
    terms = {(each.contract, each.name): each for each in year.payment_terms}
    first = terms["P09-1", "首付款"]
    assert (first.amount, first.paid) == (Money.of("102.85", WAN), Money.of("102.00", WAN))
    rents = [each.paid for each in year.payment_terms if each.name == "年租金" and each.paid]
    assert Money.total(rents) == Money.of(124, WAN)
