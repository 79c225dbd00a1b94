"""What changed since a date (期间变动): spending, budget, letters and outputs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.quantity import Money
from jixiao.tracking.budget import Adjustment
from jixiao.tracking.execution import Nature
from jixiao.tracking.ledger import Account, Ledger
from jixiao.tracking.position import Position
from jixiao.tracking.results import Output
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class Movement:
    """How a project, or all basic expenditure, moved between two dates (变动).

    `entries` counts the entries of execution by nature. Spending before is not known where only a later
    cumulative statement tells of it.
    """

    account: Account
    before: Position
    after: Position
    entries: Counter[Nature]
    knows_before: bool = True

    @property
    def spent(self) -> Money | None:
        """What was spent between the dates, refunds taken off; none where that before is not known."""
        return self.after.spent - self.before.spent if self.knows_before else None

    @property
    def budgeted(self) -> Money:
        """By how much the adjusted budget changed."""
        return self.after.adjusted - self.before.adjusted


@dataclass(frozen=True, slots=True)
class NewOutput:
    """An output stated between two dates, and what stood there under its name before."""

    output: Output
    before: Output | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after `since`, up to and including `as_of` (期间变动)."""

    since: dt.date
    as_of: dt.date
    movements: tuple[Movement, ...]
    letters: tuple[Adjustment, ...]
    outputs: tuple[NewOutput, ...]

    def __bool__(self) -> bool:
        return bool(self.movements or self.letters or self.outputs)


def changes_since(
    year: Year,
    since: dt.date,
    as_of: dt.date,
    counted: Mapping[Account, Counter[Nature]] | None = None,
) -> Changes:
    """What changed in the year after `since`, up to and including `as_of`.

    Where the entries of the year are sums that a database made, it also says how many there were: `counted`.
    """
    before, after = Ledger(year, since), Ledger(year, as_of)
    entries = _counted(year, since, as_of) if counted is None else counted
    accounts = dict.fromkeys([*before.positions, *after.positions, *entries])
    movements = (
        Movement(
            account,
            before.positions.get(account, Position()),
            after.positions.get(account, Position()),
            entries.get(account, Counter()),
            knows_before=account not in before.unknown,
        )
        for account in accounts
    )
    return Changes(
        since=since,
        as_of=as_of,
        movements=tuple(each for each in movements if each.spent or each.budgeted or each.entries),
        letters=tuple(each for each in year.adjustments if _is_new(each, since, as_of)),
        outputs=tuple(_new_outputs(year, since, as_of)),
    )


def _counted(year: Year, since: dt.date, as_of: dt.date) -> dict[Account, Counter[Nature]]:
    entries: dict[Account, Counter[Nature]] = {}
    for entry in year.entries:
        if since < entry.date <= as_of:
            entries.setdefault((entry.kind, entry.project), Counter())[entry.nature] += 1
    return entries


def _is_new(letter: Adjustment, since: dt.date, as_of: dt.date) -> bool:
    dates = (letter.requested, letter.approved)
    return any(date is not None and since < date <= as_of for date in dates)


def _new_outputs(year: Year, since: dt.date, as_of: dt.date) -> list[NewOutput]:
    """The outputs of the span, in their order, each with the latest one of its name before it."""
    known: dict[tuple[str, str], Output] = {}
    for output in year.outputs:
        if output.as_of is not None and output.as_of <= since:
            place = (output.subject, output.name)
            latest = known.get(place)
            if latest is None or (latest.as_of or dt.date.min) <= output.as_of:
                known[place] = output
    return [
        NewOutput(output, known.get((output.subject, output.name)))
        for output in year.outputs
        if output.as_of is not None and since < output.as_of <= as_of
    ]
