"""Dates and periods (日期、期间) out of the numbers that print them."""

from __future__ import annotations

from jixiao.numerals.grammar import CALENDAR
from jixiao.numerals.token import Kind

HALVES = {"上": (1, 6), "下": (7, 12)}
QUARTERS = {"前三": (1, 9), "前二": (1, 6), "前两": (1, 6)} | {
    name: (3 * number - 2, 3 * number)
    for number in (1, 2, 3, 4)
    for name in (str(number), "一二三四"[number - 1])
}
"""First and last month."""

_FIRST_PLAN, _THIRD_PLAN, _YEARS = 1953, 1966, 5


def is_year(number: str) -> bool:
    """Whether the digits can only be read as a year of the last or this century."""
    return len(number) == 4 and number[:2] in ("19", "20")


def dated(number: str, text: str, end: int) -> tuple[Kind, str, tuple[int, ...]]:
    """What a number is that 年, 月 or 日 follows at `end`: kind, unit and parts.

    A date has year, month and day, 0 where it prints none; a period has those of its first and its last
    day. Three years, 36 months and 40 days are counts. Dates that do not exist are dates still.
    """
    match = CALENDAR.match(text, end)
    assert match, "the pattern of figures found the rest of a date here"
    unit = "年" if match["year"] else "月" if match["month"] else "日"
    if not number.isdecimal() or len(number) > 4:
        return Kind.COUNT, unit, ()
    value = int(number)
    if match["half"]:
        return Kind.PERIOD, "", months(*HALVES[match["half"]], value)
    if match["quarter"]:
        return Kind.PERIOD, "", months(*QUARTERS[match["quarter"]], value)
    if match["its_month"] or (match["year"] and is_year(number)):
        return Kind.DATE, "", (value, int(match["its_month"] or 0), int(match["its_day"] or 0))
    if match["month"] and (value <= 12 or match["day"]):
        return Kind.DATE, "", (0, value, int(match["day"] or 0))
    if unit == "日" and value <= 31:
        return Kind.DATE, "", (0, 0, value)
    return Kind.COUNT, unit, ()


def months(first: int, last: int, year: int = 0) -> tuple[int, ...]:
    """The parts of the period from one month to another; the year 0 is not printed."""
    return (year, first, 0, year, last, 0)


def five_year_plan(number: int) -> tuple[int, ...]:
    """The parts of a five-year period by its number: 十四五 is 2021 to 2025.

    >>> five_year_plan(14)
    (2021, 0, 0, 2025, 0, 0)
    """
    first = _FIRST_PLAN + _YEARS * (number - 1) if number < 3 else _THIRD_PLAN + _YEARS * (number - 3)
    return (first, 0, 0, first + _YEARS - 1, 0, 0)
