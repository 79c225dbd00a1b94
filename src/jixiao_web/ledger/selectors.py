"""Reads the ledger (台账): from rows to the core's frozen nouns, one way."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db.models import Max, Sum
from django.db.models.functions import Abs, TruncMonth

from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.year import TABLES, Year
from jixiao_web.ledger.models import BudgetYear, Row, table_of

T = TypeVar("T")
KEPT = 24
"""Results kept in a process: years as they were at a revision, and what was looked at on a date."""

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def year_of(budget_year: BudgetYear) -> Year:
    """The whole year (年度), every payment among it, as it is at its present revision."""
    return _once(("year", budget_year.pk, budget_year.revision), lambda: _read(budget_year))


def year_in_sums(budget_year: BudgetYear, breaks: Collection[dt.date] = ()) -> Year:
    """The year with its payments summed up by account and month: all that totals, rates and curves need.

    The sums also stop at each of `breaks`, so that the year can be looked at on these dates; on other days
    within a month only the last of them is exact.
    """
    days = tuple(sorted(breaks))
    key = ("sums", budget_year.pk, budget_year.revision, days)
    return _once(key, lambda: _read(budget_year, summed=days))


def glance_at(budget_year: BudgetYear, as_of: dt.date) -> Glance:
    """The year at a glance (年度一览) on a date."""
    key = ("glance", budget_year.pk, budget_year.revision, as_of)
    return _once(key, lambda: Glance(year_in_sums(budget_year, [as_of]), as_of, policy_of(budget_year)))


def policy_of(budget_year: BudgetYear) -> Policy:
    """The rule pack that the unit follows."""
    return load_policy(budget_year.unit.policy)


def rows_of(budget_year: BudgetYear, table: str, **wanted: Any) -> list[Row]:
    """The rows of a table in their order, those with the values that are wanted."""
    return list(table_of(budget_year, table).filter(**wanted))


def row_of(budget_year: BudgetYear, table: str, **wanted: Any) -> Row | None:
    """The first row of a table with these values."""
    return table_of(budget_year, table).filter(**wanted).first()


def noun_of(row: Row) -> Noun:
    """The row as the core's noun."""
    return row.noun(**{each.name: getattr(row, each.name) for each in attributes(row.noun)})


def _read(budget_year: BudgetYear, summed: tuple[dt.date, ...] | None = None) -> Year:
    tables: dict[str, Any] = {}
    for table, cls in TABLES.items():
        if table == "entries" and summed is not None:
            tables[table] = _entries_in_sums(budget_year, summed)
            continue
        names = [each.name for each in attributes(cls)]
        rows = table_of(budget_year, table).order_by("position", "id")
        tables[table] = tuple(
            cls(**dict(zip(names, values, strict=True))) for values in rows.values_list(*names)
        )
    return Year(fiscal_year=budget_year.fiscal_year, unit=budget_year.unit, **tables)


_ACCOUNT = ("kind", "project", "fund", "source")


def _entries_in_sums(budget_year: BudgetYear, breaks: tuple[dt.date, ...]) -> tuple[Entry, ...]:
    """Payments and refunds as sums by account and month, in spans that end at the breaks.

    Cumulative statements stay as they are, and so does everything on an account that has one: what lies
    before a statement is contained in it.
    """
    entries = table_of(budget_year, "entries")
    names = [each.name for each in attributes(Entry)]
    stated = set(entries.filter(nature=Nature.CUMULATIVE).values_list(*_ACCOUNT).distinct())
    found: list[Entry] = []
    if stated:
        found += (
            Entry(**dict(zip(names, values, strict=True)))
            for values in entries.values_list(*names)
            if _account(names, values) in stated
        )
    spans = [*zip([None, *breaks], [*breaks, None], strict=True)]
    for after, until in spans:
        span = entries.exclude(nature=Nature.CUMULATIVE)
        span = span.filter(date__gt=after) if after else span
        span = span.filter(date__lte=until) if until else span
        sums = (
            span.annotate(month=TruncMonth("date"))
            .values_list(*_ACCOUNT, "nature", "month")
            .annotate(last=Max("date"), total=Sum("amount"), size=Sum(Abs("amount")))
            .order_by("month")
        )
        for kind, project, fund, source, nature, _, last, total, size in sums:
            if (kind, project, fund, source) not in stated:
                found.append(
                    Entry(
                        date=last,
                        nature=nature,
                        kind=kind,
                        project=project,
                        fund=fund,
                        source=source,
                        amount=size if nature is Nature.REFUND else total,
                    )
                )
    return tuple(found)


def _account(names: list[str], values: tuple[Any, ...]) -> tuple[Any, ...]:
    by_name = dict(zip(names, values, strict=True))
    return tuple(by_name[name] for name in _ACCOUNT)


def _once(key: Hashable, make: Callable[[], T]) -> T:
    """What was made under the key, kept for as long as it is among the latest; threads share it."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
