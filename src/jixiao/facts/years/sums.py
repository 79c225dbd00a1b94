"""Totals of tables (表的合计行), held against the rows that were taken."""

from __future__ import annotations

from decimal import Decimal

from jixiao.facts.naming.measured import Measure
from jixiao.facts.years.amount import LABELS, ink, printed, told
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.doubt import Rule
from jixiao.facts.years.rows import TableSaid
from jixiao.findings import Severity
from jixiao.quantity import Money
from jixiao.quantity.bounds import Bounds

_ADDED = (
    Measure.ORIGINAL,
    Measure.INCREASE,
    Measure.REDUCTION,
    Measure.ADJUSTED,
    Measure.BUDGET,
    Measure.SPENT,
)


def check_totals(build: Builder, table: TableSaid) -> None:
    """Tell which totals of a table its rows do not add up to; the rows are what was taken."""
    if table.left_out:
        return
    for measure in _ADDED:
        total = table.total.get(measure)
        rows = [row.figures[measure] for row in table.rows if measure in row.figures]
        if total is None or not rows or any(each.unit != total.unit for each in rows):
            continue
        exact = sum((printed(each) for each in rows), Decimal(0))
        gap = exact - printed(total)
        if not gap or total.start in build.amounts.keys:
            continue
        is_near = Bounds.total(each.denoted for each in rows).meets(total.allowed)
        message = (
            f"合计行的{LABELS[measure]}印作{ink(total)}，{len(rows)}行相加为{told(Money.rounded(exact))}，"
            f"差{told(abs(Money.rounded(gap)))}"
        )
        build.doubt(
            Rule.ROUNDED if is_near else Rule.TOTAL,
            Severity.NOTICE if is_near else Severity.WARNING,
            message + ("，可能是四舍五入" if is_near else "") + "；读入的是各行",
            [total, *rows],
        )
