"""Date formats (日期格式): how a spreadsheet shows a number as a date, a time or a span of time.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from jixiao.document.readers.format_code import Section, as_general

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's calendar has no zone
_LAST_DAY = 2_958_466
_DAYS_TO_1904 = 1462
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"


def shown_date(section: Section, number: Decimal, since_1904: bool) -> str:  # noqa: FBT001
    """A day and time by the number of days since the start of the calendar."""
    days = number + (_DAYS_TO_1904 if since_1904 else 0)
    if not 0 <= days < _LAST_DAY:
        return as_general(number)
    if days < 61:  # the 29th of February 1900, which never was, stands in a spreadsheet's calendar
        days += 1
    seconds_only = all(kind != "date" or text[0].lower() not in "ymd" for kind, text in section.tokens)
    moment = _FIRST_DAY + dt.timedelta(seconds=float(days * 86_400))
    moment = _to_second(moment)
    twelve = any(kind == "noon" for kind, _ in section.tokens)
    pieces = []
    for index, (kind, text) in enumerate(section.tokens):
        match kind:
            case "date":
                pieces.append(_date_part(text.lower(), moment, _is_minute(section, index), twelve=twelve))
            case "elapsed":
                pieces.append(_elapsed(text, number))
            case "noon":
                names = ("上午", "下午") if "上" in text else ("AM", "PM")
                pieces.append(names[moment.hour >= 12])
            case "digit" | "comma":
                pieces.append("" if kind == "comma" or not seconds_only else "0")
            case _:
                pieces.append(text)
    return "".join(pieces).strip()


def _to_second(moment: dt.datetime) -> dt.datetime:
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)


def _is_minute(section: Section, index: int) -> bool:
    """Whether m means minutes: after hours, or before seconds."""
    parts = [
        (number, text.lower())
        for number, (kind, text) in enumerate(section.tokens)
        if kind in ("date", "elapsed")
    ]
    at = next(place for place, (number, _) in enumerate(parts) if number == index)
    before = parts[at - 1][1] if at else ""
    after = parts[at + 1][1] if at + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _date_part(text: str, moment: dt.datetime, is_minute: bool, *, twelve: bool) -> str:  # noqa: FBT001
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    match text[0]:
        case "y" | "e":
            return f"{moment.year % 100:02d}" if text in ("y", "yy") else f"{moment.year:04d}"
        case "m" if is_minute and len(text) < 3:
            return f"{moment.minute:0{len(text)}d}"
        case "m":
            name = _MONTHS[moment.month - 1]
            return name if len(text) > 2 else f"{moment.month:0{len(text)}d}"
        case "d":
            weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
            return weekday if len(text) > 2 else f"{moment.day:0{len(text)}d}"
        case "h":
            return f"{hour:0{min(len(text), 2)}d}"
        case "s":
            return f"{moment.second:0{min(len(text), 2)}d}"
        case "a":
            return ("" if len(text) == 3 else "星期") + _WEEKDAYS[moment.weekday()]
        case _:
            return ""


def _elapsed(text: str, number: Decimal) -> str:
    """Hours, minutes or seconds that are counted on beyond a day."""
    unit = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
    return f"{int(number * unit):0{len(text)}d}"
