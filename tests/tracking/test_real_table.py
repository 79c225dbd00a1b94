"""The table of a real street office's report for 2019, from values exact to the yuan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentLine, ApprovalLine, Change, ExpenditureKind, Source
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.ledger import WITHOUT_ADVANCE, Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.position import Position
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.statistics import Statistics
from tests.tracking.years import FULL_YEAR, YEAR_END, granted, wan, year

# original, increase, reduction and spent in yuan; then the printed row in 万元
ROWS = """
 1   1240000       0       0   1240000 |   124.00     -      -   124.00   124.00 100.00%
 2   1657000       0       0   1657000 |   165.70     -      -   165.70   165.70 100.00%
 3  20842151       0 1279705  19562446 | 2,084.22     - 127.97 1,956.24 1,956.24 100.00%
 4   1288000       0       0   1287700 |   128.80     -      -   128.80   128.77  99.98%
 5   1179355       0   50210   1123300 |   117.94     -   5.02   112.91   112.33  99.48%
 6   1901100       0  284100   1597800 |   190.11     -  28.41   161.70   159.78  98.81%
 7   9818825  102830       0   9921655 |   981.88 10.28      -   992.17   992.17 100.00%
 8   3019800  806000       0   3825800 |   301.98 80.60      -   382.58   382.58 100.00%
 9   1838900       0  140000   1692800 |   183.89     -  14.00   169.89   169.28  99.64%
10   7800000       0 3300000   3837700 |   780.00     - 330.00   450.00   383.77  85.28%
11   1250000       0       0   1241000 |   125.00     -      -   125.00   124.10  99.28%
12   7997600  366000       0   8363600 |   799.76 36.60      -   836.36   836.36 100.00%
13   4215100       0  750000   3392300 |   421.51     -  75.00   346.51   339.23  97.90%
14   2450000  200000       0   2409500 |   245.00 20.00      -   265.00   240.95  90.92%
15  50000000       0 3000000  46600000 | 5,000.00     - 300.00 4,700.00 4,660.00  99.15%
16   3350000       0       0   3097200 |   335.00     -      -   335.00   309.72  92.45%
17  14143100       0 5000000   8500700 | 1,414.31     - 500.00   914.31   850.07  92.97%
18   2696500       0  917900   1778600 |   269.65     -  91.79   177.86   177.86 100.00%
19   1240000       0       0   1193400 |   124.00     -      -   124.00   119.34  96.24%
20   9000000       0       0   8797800 |   900.00     -      -   900.00   879.78  97.75%
"""
PARSED = [[half.split() for half in line.split("|")] for line in ROWS.strip().splitlines()]
CODES = [f"P{left[0]}" for left, _ in PARSED]

CHANGES = [
    AdjustmentLine(change=change, project=f"P{left[0]}", approved=Money.of(amount), seen=YEAR_END)
    for left, _ in PARSED
    for change, amount in ((Change.INCREASE, left[2]), (Change.REDUCTION, left[3]))
    if amount != "0"
]
REST = wan("27163.03") - Money.total(Money.of(left[1]) for left, _ in PARSED)

REPORT = year(
    projects=tuple(
        Project(code=code, number=number, name=code, attention=Attention.FOCUS)
        for number, code in enumerate(CODES, 1)
    ),
    approval_lines=(
        *(
            ApprovalLine(approval="B01", project=f"P{left[0]}", amount=Money.of(left[1]))
            for left, _ in PARSED
        ),
        ApprovalLine(approval="B01", project="P99", amount=REST),
        granted("3051.50", "P99", source=Source.ADVANCE),
        granted("7823.82", "", kind=ExpenditureKind.BASIC),
    ),
    adjustment_lines=tuple(CHANGES),
    entries=tuple(
        Entry(date=YEAR_END, nature=Nature.CUMULATIVE, project=f"P{left[0]}", amount=Money.of(left[4]))
        for left, _ in PARSED
    ),
)
LEDGER = Ledger(REPORT, YEAR_END)
FOCUS = Statistics(REPORT.focus_projects, LEDGER, load_policy("beijing-xicheng"), FULL_YEAR)


def printed(row: Position) -> list[str]:
    changes = [printing.money(each) if each else printing.ABSENT for each in (row.increases, row.reductions)]
    rate = row.execution_rate
    return [
        printing.money(row.original),
        *changes,
        printing.money(row.adjusted),
        printing.money(row.spent),
        printing.percent(rate) if rate else printing.ABSENT,
    ]


@pytest.mark.parametrize(("left", "right"), PARSED, ids=CODES)
def test_every_row_comes_out_as_printed(left: list[str], right: list[str]):
    assert printed(LEDGER.of(f"P{left[0]}")) == right


def test_the_total_is_what_the_rows_sum_to_not_what_was_printed():
    total = ["14,692.74", "147.48", "1,472.19", "13,368.03", "13,112.03", "98.08%"]
    assert printed(FOCUS.total) == total
    assert printed(LEDGER.rows_total(CODES)) == total


def test_on_the_original_budget_the_rate_is_lower():
    assert FOCUS.total.outturn_ratio is not None
    assert FOCUS.total.outturn_ratio.percent() == Decimal("89.24")


def test_the_bands_hold_seven_twelve_and_one_project():
    filled = {band.label: len(rows) for band, rows in FOCUS.by_band.items() if rows}
    assert filled == {"100%": 7, "90%（含）以上不足100%": 12, "不足90%": 1}


def test_thirteen_of_twenty_projects_were_adjusted():
    assert (len(FOCUS.adjusted), FOCUS.count) == (13, 20)
    assert FOCUS.adjusted_share is not None
    assert FOCUS.adjusted_share.percent() == 65


def test_the_focus_share_has_two_legitimate_values():
    own = Ledger(REPORT, YEAR_END, WITHOUT_ADVANCE).of_kind(ExpenditureKind.PROJECT)
    whole = LEDGER.of_kind(ExpenditureKind.PROJECT)
    assert (own.original, whole.original) == (wan("27163.03"), wan("30214.53"))
    shares = [FOCUS.share_of(own), FOCUS.share_of(whole)]
    assert [share.percent() for share in shares if share] == [Decimal("54.09"), Decimal("48.63")]
