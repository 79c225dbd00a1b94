"""Holiday tables (节假日表) of whatever origin: a workbook, a CSV, lines of text, or a calendar (.ics).

A row says a day or a span of days, whether one works then (班、上班) or is off, and a name. What cannot be
read is reported, never dropped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.readers.decoding import decoded
from jixiao.exchange.dates import date
from jixiao.exchange.fault import Fault
from jixiao.exchange.fill_in_reader import plain
from jixiao.exchange.grid import Book
from jixiao.tracking.working_days import SpecialDay

LONGEST_SPAN = 20
"""Days that a row may span; more is a mistake of the year."""

_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?<!\d)(?:19|20)\d{6}(?!\d)")
_WORKED = re.compile(r"上班|补班|调班|工作日|\b班\b|（班）|\(班\)|^班$|\bwork", re.IGNORECASE)
_NOISE = re.compile(r"[\s,，;；、|:：()（）\-—~至到]+")
_WORDS = re.compile(
    r"放假|休息|休假|上班|补班|调休|工作日|是|否|^休$|^班$|星期[一二三四五六日天]|周[一二三四五六日]"
)


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that says no day (读不出的行)."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class HolidayList:
    """The days that were read, and the rows that were not."""

    days: tuple[SpecialDay, ...]
    unread: tuple[UnreadRow, ...]


def read_holiday_file(path: Path) -> HolidayList:
    """The days of a workbook, a CSV, a text or an .ics. Raises UnreadableFile where it is none of these."""
    start = path.read_bytes()[:8]
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        book = Book(path)
        rows: list[list[str]] = []
        for name in book.sheets:
            grid = book.grid(name)
            rows += [[plain(cell) for cell in row] for row in grid.rows]
        return _read_rows(rows)
    return read_holidays(decoded(path.read_bytes(), path.name))


def read_holidays(text: str) -> HolidayList:
    r"""The days that a text tells.

    >>> found = read_holidays("2020-01-24至2020-01-26 春节 休\n2020-01-19,上班,春节")
    >>> [(each.date.day, each.is_workday, each.name) for each in found.days]
    [(19, True, '春节'), (24, False, '春节'), (25, False, '春节'), (26, False, '春节')]
    """
    if "BEGIN:VEVENT" in text:
        return _read_rows(_events(text))
    return _read_rows([re.split(r"[,\t，;；]", line) for line in text.splitlines()])


def _events(text: str) -> Iterator[list[str]]:
    """The events of a calendar as rows; the end of an event is the day after it."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for event in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.DOTALL):
        told = dict(re.findall(r"^(DTSTART|DTEND|SUMMARY)[^:\r\n]*:([^\r\n]*)", event, re.MULTILINE))
        start, end = told.get("DTSTART", "")[:8], told.get("DTEND", "")[:8]
        days = [start]
        if re.fullmatch(r"\d{8}", start) and re.fullmatch(r"\d{8}", end):
            try:
                last = date(end) - dt.timedelta(days=1)
                days += [last.isoformat()] if last > date(start) else []
            except Fault:
                days.append(end)
        yield [*days, told.get("SUMMARY", "")]


def _read_rows(rows: Iterable[list[str]]) -> HolidayList:
    days: dict[dt.date, SpecialDay] = {}
    unread: list[UnreadRow] = []
    for number, cells in enumerate(rows, start=1):
        words = " ".join(cell.strip() for cell in cells if cell.strip())
        if not words:
            continue
        found = _span(words)
        if not found:
            if number > 1 or re.search(r"\d", words):
                unread.append(UnreadRow(number, words[:100]))
            continue
        works = bool(_WORKED.search(words)) or any(_WORKED.search(cell.strip()) for cell in cells)
        name = _name(cells)
        days |= {day: SpecialDay(day, works, name) for day in found}
    return HolidayList(tuple(days[day] for day in sorted(days)), tuple(unread))


def _span(words: str) -> list[dt.date]:
    """The days that the words name: one, or from the first to the second; none where they name none."""
    try:
        told = [date(each) for each in _DAY.findall(words)[:2]]
    except Fault:
        return []
    if not told:
        return []
    first, last = told[0], told[-1]
    if not 0 <= (last - first).days < LONGEST_SPAN:
        return []
    return [first + dt.timedelta(days=each) for each in range((last - first).days + 1)]


def _name(cells: Iterable[str]) -> str:
    """What is left of the words when days and marks are taken away."""
    parts = []
    for cell in cells:
        rest = _NOISE.sub(" ", _DAY.sub(" ", cell))
        parts += [part for each in rest.split() if (part := _WORDS.sub("", each))]
    return " ".join(parts)[:60]
