"""Reads the ledger (台账): from rows to the core's frozen nouns, one way."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock, RLock
from typing import Any, TypeVar, cast

from django.db.models import Case, F, IntegerField, Max, Sum, Value, When
from django.db.models.functions import Abs

from jixiao.quantity import Money
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.year import TABLES, Year
from jixiao_web.ledger.fields import MoneyField
from jixiao_web.ledger.models import BudgetYear, Row, table_of

T = TypeVar("T")
KEPT = 200
"""Results kept in a process: years as they are, what was looked at on a date, and the tables under both."""


def year_of(budget_year: BudgetYear) -> Year:
    """The whole year (年度), every payment among it, as it is at its present revision."""
    return kept(budget_year, "year", lambda: _read(budget_year))


def year_in_sums(budget_year: BudgetYear, breaks: Collection[dt.date] = ()) -> Year:
    """The year with its payments summed up by account and month: all that totals, rates and curves need.

    The sums also stop at each of `breaks`, so that the year can be looked at on these dates; on other days
    within a month only the last of them is exact.
    """
    ends = _month_ends(budget_year.fiscal_year)
    days = tuple(sorted(set(breaks) - set(ends)))
    return kept(budget_year, ("sums", days), lambda: _read(budget_year, stops=tuple(sorted({*ends, *days}))))


def year_before(budget_year: BudgetYear) -> BudgetYear | None:
    """The budget year before this one; none where the site does not keep it."""
    return BudgetYear.objects.filter(fiscal_year=budget_year.fiscal_year - 1).first()


def before_in_sums(budget_year: BudgetYear) -> Year | None:
    """The year before this one, as `year_in_sums` has it; none where the site does not keep it."""
    before = year_before(budget_year)
    return year_in_sums(before) if before else None


def glance_at(budget_year: BudgetYear, as_of: dt.date) -> Glance:
    """The year at a glance (年度一览) on a date."""
    return kept(
        budget_year,
        ("glance", as_of),
        lambda: Glance(year_in_sums(budget_year, [as_of]), as_of, policy_of(budget_year)),
    )


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


def kept(budget_year: BudgetYear, what: Hashable, make: Callable[[], T]) -> T:
    """What is derived from the year as it is at its revision: made once, and kept until the year changes."""
    return _once((budget_year.pk, what), budget_year.revision, make)


def paid_by_contract(year: BudgetYear, as_of: dt.date) -> dict[str, Money]:
    """What the payments that name each contract come to by the date, refunds taken off; the database adds."""
    signed = Case(
        When(nature=Nature.REFUND, then=-Abs(F("amount"))), default=F("amount"), output_field=MoneyField()
    )
    rows = (
        table_of(year, "entries")
        .filter(date__lte=as_of)
        .exclude(contract="")
        .exclude(nature=Nature.CUMULATIVE)
        .order_by()
        .values_list("contract")
        .annotate(paid=Sum(signed))
    )
    return dict(rows)


def next_code(year: BudgetYear, table: str, prefix: str) -> str:
    """A code that no row of the table bears yet: A01, A02 …"""
    taken = set(table_of(year, table).values_list("code", flat=True))
    number = len(taken) + 1
    while f"{prefix}{number:02d}" in taken:
        number += 1
    return f"{prefix}{number:02d}"


def _read(budget_year: BudgetYear, stops: tuple[dt.date, ...] | None = None) -> Year:
    tables: dict[str, Any] = {}
    for table in TABLES:
        is_summed = table == "entries" and stops is not None
        tables[table] = _once(
            (budget_year.pk, table, stops if is_summed else None),
            budget_year.revision_of(table),
            partial(_entries_in_sums, budget_year, stops or ())
            if is_summed
            else partial(_nouns, budget_year, table),
        )
    return Year(fiscal_year=budget_year.fiscal_year, unit=budget_year.unit, **tables)


def _nouns(budget_year: BudgetYear, table: str) -> tuple[Noun, ...]:
    cls = TABLES[table]
    names = [each.name for each in attributes(cls)]
    rows = table_of(budget_year, table).order_by("position", "id").values_list(*names)
    return tuple(cls(**dict(zip(names, values, strict=True))) for values in rows.iterator(2_000))


_ACCOUNT = ("kind", "project", "fund", "source")


@dataclass(frozen=True, slots=True)
class _Sums:
    """Payments in sums, by project, and the words at which they were read: of all, and of projects since."""

    base: str
    since: Mapping[str, str]
    by_project: Mapping[str, tuple[Entry, ...]]


def _entries_in_sums(budget_year: BudgetYear, stops: tuple[dt.date, ...]) -> tuple[Entry, ...]:
    """Payments and refunds as sums by account, in spans that end at the stops.

    Only those of projects whose payments changed are read again.
    """
    base, since = budget_year.payment_revisions
    key = (budget_year.pk, "payments", stops)
    before: _Sums | None = _latest(key)
    if before is not None and before.base == base:
        changed = [project for project, word in since.items() if before.since.get(project) != word]
        by_project = {**before.by_project, **dict.fromkeys(changed, ())}
        by_project |= _sums(budget_year, stops, changed) if changed else {}
    else:
        by_project = _sums(budget_year, stops)
    _keep(key, budget_year.revision_of("entries"), _Sums(base, since, by_project))
    return tuple(entry for entries in by_project.values() for entry in entries)


def _sums(
    budget_year: BudgetYear, stops: tuple[dt.date, ...], projects: Collection[str] | None = None
) -> dict[str, tuple[Entry, ...]]:
    """The sums of the projects, or of all.

    Cumulative statements stay as they are, and so does everything on an account that has one: what lies
    before a statement is contained in it. The spans are told apart by comparisons alone, for the functions
    that cut dates are slow on SQLite.
    """
    entries = table_of(budget_year, "entries")
    if projects is not None:
        entries = entries.filter(project__in=projects)
    stated = set(entries.filter(nature=Nature.CUMULATIVE).values_list(*_ACCOUNT).order_by().distinct())
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in _entries_on(budget_year, stated) if stated else ():
        found[entry.project].append(entry)
    span = Case(
        *(When(date__lte=stop, then=Value(number)) for number, stop in enumerate(stops)),
        default=Value(len(stops)),
        output_field=IntegerField(),
    )
    sums = (
        entries.exclude(nature=Nature.CUMULATIVE)
        .annotate(span=span)
        .values_list(*_ACCOUNT, "nature", "span")
        .annotate(last=Max("date"), total=Sum("amount"), size=Sum(Abs("amount")))
        .order_by("span")
    )
    for kind, project, fund, source, nature, _, last, total, size in sums:
        if (kind, project, fund, source) not in stated:
            found[project].append(
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
    return {project: tuple(rows) for project, rows in found.items()}


def _entries_on(budget_year: BudgetYear, accounts: set[tuple[Any, ...]]) -> list[Entry]:
    """Every entry on the accounts."""
    names = [each.name for each in attributes(Entry)]
    rows = table_of(budget_year, "entries").filter(project__in={project for _, project, _, _ in accounts})
    entries = (Entry(**dict(zip(names, values, strict=True))) for values in rows.values_list(*names))
    return [each for each in entries if (each.kind, each.project, each.fund, each.source) in accounts]


def _month_ends(year: int) -> tuple[dt.date, ...]:
    return tuple(dt.date(year, month, calendar.monthrange(year, month)[1]) for month in range(1, 13))


_results: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
_making: dict[Hashable, RLock] = {}
_lock = Lock()


def _once(key: Hashable, revision: str, make: Callable[[], T]) -> T:
    """What was made under the key at that revision; of several threads that want it one makes it.

    Only the latest revision is kept: nobody goes back to an older one.
    """
    found = _known(key, revision)
    if found is not None:
        return cast("T", found)
    with _lock:
        making = _making.setdefault(key, RLock())
    with making:
        found = _known(key, revision)
        made = make() if found is None else cast("T", found)
        if found is None:
            _keep(key, revision, made)
    return made


def _keep(key: Hashable, revision: str, made: Any) -> None:
    with _lock:
        _results[key] = (revision, made)
        _results.move_to_end(key)
        while len(_results) > KEPT:
            forgotten, _ = _results.popitem(last=False)
            _making.pop(forgotten, None)


def _known(key: Hashable, revision: str) -> Any:
    with _lock:
        at, found = _results.get(key, ("", None))
        if at != revision:
            return None
        _results.move_to_end(key)
        return found


def _latest(key: Hashable) -> Any:
    """What was last made under the key, at whatever revision."""
    with _lock:
        return _results.get(key, ("", None))[1]


def forget() -> None:
    """Let go of everything that is kept, as a process does that starts anew."""
    with _lock:
        _results.clear()
        _making.clear()
