"""Small years, and years of any content, to hold the ledger against."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from jixiao.quantity import WAN, Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import (
    Adjustment,
    AdjustmentLine,
    AdjustmentState,
    Approval,
    ApprovalLine,
    Change,
    ExpenditureKind,
    Fund,
    Source,
)
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.project import Project
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year

YEAR_END = dt.date(2019, 12, 31)
FULL_YEAR = Period(code="full-year", name="全年", start=dt.date(2019, 1, 1), end=YEAR_END)
HALF_YEAR = Period(code="half-year", name="半年", start=dt.date(2019, 1, 1), end=dt.date(2019, 6, 30))


def day(month: int, day_of_month: int = 1, year: int = 2019) -> dt.date:
    return dt.date(year, month, day_of_month)


def wan(amount: str | int) -> Money:
    return Money.of(amount, WAN)


def year(**tables: Any) -> Year:
    """The year 2019 of a unit, with whatever tables are given."""
    return Year(fiscal_year=2019, unit=Unit(name="某街道办事处", short_name="某街道"), **tables)


def granted(amount: str | int, project: str = "P01", **more: Any) -> ApprovalLine:
    return ApprovalLine(**{"approval": "B01", "project": project, "amount": wan(amount), **more})


def changed(change: Change, amount: str | int | None, project: str = "P01", **more: Any) -> AdjustmentLine:
    """An adjustment line as approved; without a letter it was seen in March."""
    approved = None if amount is None else wan(amount)
    seen = None if "adjustment" in more else day(3)
    return AdjustmentLine(
        **{"change": change, "project": project, "approved": approved, "seen": seen, **more}
    )


def letter(code: str = "A01", state: AdjustmentState = AdjustmentState.APPROVED, **more: Any) -> Adjustment:
    return Adjustment(
        **{"code": code, "state": state, "requested": day(8, 21), "approved": day(9, 5), **more}
    )


def paid(amount: str | int, date: dt.date = YEAR_END, project: str = "P01", **more: Any) -> Entry:
    return Entry(**{"date": date, "project": project, "amount": wan(amount), **more})


def refunded(amount: str | int, date: dt.date = YEAR_END, project: str = "P01", **more: Any) -> Entry:
    return paid(amount, date, project, nature=Nature.REFUND, **more)


def stated(amount: str | int, date: dt.date = YEAR_END, project: str = "P01", **more: Any) -> Entry:
    return paid(amount, date, project, nature=Nature.CUMULATIVE, **more)


CODES = ("P01", "P02", "P03", "")

codes = st.sampled_from(CODES)
kinds = st.sampled_from(ExpenditureKind)
funds = st.sampled_from([Fund.GENERAL, Fund.GOVERNMENT])
sources = st.sampled_from(Source)
moneys = st.integers(-(10**9), 10**9).map(Money)
dates = st.dates(dt.date(2019, 1, 1), dt.date(2020, 2, 28))
maybe_dates = st.none() | dates

approval_lines = st.builds(
    ApprovalLine,
    approval=st.just("B01"),
    kind=kinds,
    project=codes,
    fund=funds,
    source=sources,
    amount=moneys,
)
adjustments = st.builds(
    Adjustment,
    code=st.sampled_from(["A01", "A02"]),
    state=st.sampled_from(AdjustmentState),
    requested=maybe_dates,
    approved=maybe_dates,
)
adjustment_lines = st.builds(
    AdjustmentLine,
    adjustment=st.sampled_from(["A01", "A02", ""]),
    change=st.sampled_from(Change),
    kind=kinds,
    project=codes,
    giver=codes,
    fund=funds,
    source=sources,
    requested=st.none() | moneys,
    approved=st.none() | moneys,
    seen=maybe_dates,
)
entries = st.builds(
    Entry,
    date=dates,
    nature=st.sampled_from(Nature),
    kind=kinds,
    project=codes,
    fund=funds,
    source=sources,
    amount=moneys,
)


def rows(row: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(row, max_size=6).map(tuple)


years = st.builds(
    lambda letters, **tables: year(
        projects=tuple(Project(code=code, name=code) for code in CODES if code),
        approvals=(Approval(code="B01"),),
        adjustments=tuple({each.code: each for each in letters}.values()),
        **tables,
    ),
    letters=rows(adjustments),
    approval_lines=rows(approval_lines),
    adjustment_lines=rows(adjustment_lines),
    entries=rows(entries),
)
