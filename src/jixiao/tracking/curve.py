"""Curve (支出曲线): what was budgeted, planned and spent along the year, for the unit and for one project."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.quantity import Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import Change, Fund, Source
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.ledger import Account, CountedChange, Ledger
from jixiao.tracking.pace import Plans
from jixiao.tracking.policy import time_share
from jixiao.tracking.position import NOTHING


@dataclass(frozen=True, slots=True)
class Point:
    """Where the unit stands, or should stand, at the end of a day (曲线上的一点).

    `spent` is absent after the date of the glance, and where only a later cumulative statement tells of it.
    `planned` follows the plans that projects have, and the share of the year elsewhere; it is absent where
    no project has a plan. `pro_rata` is the adjusted budget × the share of the year gone by (序时进度).
    """

    date: dt.date
    spent: Money | None
    planned: Money | None
    pro_rata: Money


@dataclass(frozen=True, slots=True)
class Step:
    """An amount as it is from a day on (台阶)."""

    date: dt.date
    amount: Money


def curve(glance: Glance) -> tuple[Point, ...]:
    """The unit's curve: the end of each month of the year, and the date of the glance."""
    adjusted = glance.ledger.of_unit().adjusted
    plans = Plans.of(glance.visible.planned_events)
    own = {each: glance.ledger.of(each).adjusted for each in plans.curves}
    elsewhere = adjusted - Money.total(own.values())
    points = []
    spent = spent_on(glance.year.entries, days_to_look_at(glance.as_of))
    for date, known in spent.items():
        share = elapsed(date)
        planned = None
        if own:
            wanted = (min(plans.spent_by(code, date) or NOTHING, budget) for code, budget in own.items())
            planned = part_of(elsewhere, share) + Money.total(wanted)
        points.append(Point(date, known if date <= glance.as_of else None, planned, part_of(adjusted, share)))
    return tuple(points)


def days_to_look_at(as_of: dt.date) -> list[dt.date]:
    """The last day of each month of the year of `as_of`, and `as_of` itself.

    >>> [str(day) for day in days_to_look_at(dt.date(2019, 1, 15))][:3]
    ['2019-01-15', '2019-01-31', '2019-02-28']
    """
    year = as_of.year
    ends = {dt.date(year, month, calendar.monthrange(year, month)[1]) for month in range(1, 13)}
    return sorted(ends | {as_of})


def elapsed(date: dt.date) -> Fraction:
    """The share of the year that has passed at the end of the date (序时进度)."""
    return time_share(Period(code="", name="", start=dt.date(date.year, 1, 1), end=date))


def part_of(whole: Money, share: Fraction) -> Money:
    """A share of an amount, to the nearest fen, half a fen rounded up.

    >>> part_of(Money(1), Fraction(1, 2))
    Money(fen=1)
    """
    doubled = 2 * whole.fen * share + 1
    return Money(doubled.numerator // (2 * doubled.denominator))


def spent_on(entries: Iterable[Entry], dates: Sequence[dt.date]) -> dict[dt.date, Money | None]:
    """What had been spent on all accounts together by each of the dates, as ledgers of these dates say.

    None where that is not known of every account: where the first that is told of one is a later statement.
    """
    accounts: dict[Account, list[Entry]] = defaultdict(list)
    for entry in entries:
        accounts[entry.kind, entry.project].append(entry)
    total: dict[dt.date, int] = dict.fromkeys(dates, 0)
    unknown: set[dt.date] = set()
    for own in accounts.values():
        steps = spent_steps(own, dt.date.max)
        is_untold = min(own, key=lambda each: each.date).nature is Nature.CUMULATIVE
        for date in dates:
            done = bisect_right(steps, date, key=lambda step: step.date)
            if done:
                total[date] += steps[done - 1].amount.fen
            elif is_untold:
                unknown.add(date)
    return {date: None if date in unknown else Money(total[date]) for date in dates}


def spent_steps(entries: Iterable[Entry], as_of: dt.date) -> tuple[Step, ...]:
    """What had been spent on one project after each day on which something was booked, up to `as_of`.

    A cumulative statement takes the place of what was booked on its fund and source up to its date.
    """
    by_day: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.date <= as_of:
            by_day[entry.date].append(entry)
    sums: dict[tuple[Fund, Source], Money] = defaultdict(Money)
    steps = []
    for date in sorted(by_day):
        for entry in sorted(by_day[date], key=lambda each: each.nature is Nature.CUMULATIVE):
            place = (entry.fund, entry.source)
            match entry.nature:
                case Nature.CUMULATIVE:
                    sums[place] = entry.amount
                case Nature.REFUND:
                    sums[place] -= abs(entry.amount)
                case _:
                    sums[place] += entry.amount
        steps.append(Step(date, Money.total(sums.values())))
    return tuple(steps)


def budget_steps(ledger: Ledger, project: str) -> tuple[Step, ...]:
    """The budget of a project from New Year on, as each change made it (预算变动).

    What was approved for the year counts from New Year, whenever the letter came; transfers allocated in the
    year count from their approval. The last step is the adjusted budget.
    """
    new_year = dt.date(ledger.year.fiscal_year, 1, 1)
    moves: dict[dt.date, Money] = defaultdict(Money)
    issued = {each.code: each.issued for each in ledger.year.approvals}
    for line in ledger.year.visible_on(ledger.as_of).approval_lines:
        if line.project == project and ledger.basis.holds(line.kind, line.fund, line.source):
            date = issued.get(line.approval) if line.source is Source.IN_YEAR else None
            moves[max(date or new_year, new_year)] += line.amount
    for change in ledger.changes:
        if amount := moved(change, project):
            moves[max(change.since or new_year, new_year)] += amount
    steps, total = [Step(new_year, moves.pop(new_year, NOTHING))], NOTHING
    total = steps[0].amount
    for date in sorted(moves):
        total += moves[date]
        steps.append(Step(date, total))
    return tuple(steps)


def moved(change: CountedChange, project: str) -> Money:
    """By how much a change moves the budget of a project: negative where it takes away."""
    line = change.line
    received = line.project == project and line.change in (Change.INCREASE, Change.TRANSFER)
    payer = line.giver if line.change is Change.TRANSFER else line.project
    gave = line.change is not Change.INCREASE and payer == project and bool(payer)
    return (change.amount if received else NOTHING) - (change.amount if gave else NOTHING)


def changes_of(ledger: Ledger, project: str) -> Sequence[CountedChange]:
    """The changes that touch the budget of a project, as receiver or giver, in their order."""
    return [each for each in ledger.changes if project in (each.line.project, each.line.giver)]
