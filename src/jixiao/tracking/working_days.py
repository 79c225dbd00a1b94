"""Working days (工作日): weekdays without the holidays, and the weekend days on which one works instead.

Which days those are is announced each year by the State Council (国务院办公厅关于部分节假日安排的通知); the
tables that ship are data under `policies/holidays`, and a unit may read in its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jixiao.errors import PolicyError
from jixiao.policies import read_policy_file, shipped

_ONE = dt.timedelta(days=1)
_SATURDAY = 5
_LONGEST = 40
"""Days without a working day that a table may have in a row: the longest holiday had ten."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says (节假日、调休上班日)."""

    date: dt.date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class WorkingDays:
    """Tells working days from others; a day that no table speaks of is what its weekday says (工作日历)."""

    special: Mapping[dt.date, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, days: Iterable[SpecialDay]) -> WorkingDays:
        """The calendar that these days make; of two that speak of one date the later one counts."""
        return cls({each.date: each.is_workday for each in days})

    def is_working(self, date: dt.date) -> bool:
        """Whether one works on that day.

        >>> WorkingDays().is_working(dt.date(2020, 1, 3)), WorkingDays().is_working(dt.date(2020, 1, 4))
        (True, False)
        """
        return self.special.get(date, date.weekday() < _SATURDAY)

    def between(self, start: dt.date, end: dt.date) -> int:
        """The working days after `start` up to and including `end`; negative where `end` lies before.

        From a Friday to the Monday after it there is one.

        >>> WorkingDays().between(dt.date(2020, 1, 3), dt.date(2020, 1, 6))
        1
        >>> WorkingDays().between(dt.date(2020, 1, 6), dt.date(2020, 1, 3))
        -1
        """
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        after = start + dt.timedelta(weeks=weeks)
        count = weeks * _SATURDAY
        count += sum((after + dt.timedelta(days=each)).weekday() < _SATURDAY for each in range(1, rest + 1))
        for date, works in self.special.items():
            if start < date <= end and works != (date.weekday() < _SATURDAY):
                count += 1 if works else -1
        return count

    def after(self, date: dt.date, count: int) -> dt.date:
        """The working day that comes `count` working days after `date`, before it where negative.

        Of no days: the date itself where one works on it, else the next working day.
        """
        if not count:
            return self._next(date, _ONE, or_itself=True)
        step = _ONE if count > 0 else -_ONE
        for _ in range(abs(count)):
            date = self._next(date, step)
        return date

    def _next(self, date: dt.date, step: dt.timedelta, *, or_itself: bool = False) -> dt.date:
        found = date if or_itself else date + step
        for _ in range(_LONGEST):
            if self.is_working(found):
                return found
            found += step
        raise PolicyError(
            f"节假日表里 {date} 附近连续 {_LONGEST} 天没有工作日，请核对。",
            english=f"The holiday table has no working day within {_LONGEST} days of {date}.",
        )


def shipped_holidays() -> tuple[SpecialDay, ...]:
    """The days of every year whose official table ships, in order."""
    found: list[SpecialDay] = []
    for name in shipped("holidays"):
        found += holidays_in(read_policy_file("holidays", name, "节假日表"), name)
    return tuple(sorted(found, key=lambda each: each.date))


def holidays_in(table: Mapping[str, Any], name: str) -> list[SpecialDay]:
    """The days that a table tells: `[[holidays]]` with name, from, to and the days worked instead.

    Raises PolicyError where a table is not as expected.
    """
    found: list[SpecialDay] = []
    try:
        for each in table["holidays"]:
            day, last = each["from"], each.get("to", each["from"])
            while day <= last:
                found.append(SpecialDay(day, is_workday=False, name=each["name"]))
                day += _ONE
            found += (
                SpecialDay(day, is_workday=True, name=f"{each['name']}调休") for day in each.get("worked", ())
            )
    except (KeyError, TypeError) as fault:
        raise PolicyError(f"节假日表“{name}”的写法不对：{fault}") from None
    return found
