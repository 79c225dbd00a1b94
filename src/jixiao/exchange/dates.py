"""Dates as people type them (日期的写法): 2019-8-21, 2019年8月21日, 20190821, or a spreadsheet's serial."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from jixiao.exchange.fault import Fault
from jixiao.exchange.numbers import exact, plain_digits
from jixiao.findings import Severity

EXPECTED = "日期，如 2019-8-21 或 2019年8月21日"

_EPOCH = dt.date(1899, 12, 30)  # day 0 of a spreadsheet that counts from 1900
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119: outside, it is some other number
_SHAPE = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.年])\s*(?P<month>\d{1,2})\s*(?:[-/.月])\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")


def date(value: object) -> dt.date:
    """The date that a cell holds.

    Raises Fault where it holds none, or one that does not exist. A serial number is read as the date it
    stands for, with a notice.

    >>> date("２０１９年８月２１日")
    datetime.date(2019, 8, 21)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = exact(value)
        if number is None or number != number.to_integral_value():
            raise Fault(
                "不是日期",
                expected=EXPECTED,
                hint="请把单元格改为日期",
                english="This is no date: write 2019-8-21.",
            )
        return _of_number(int(number))
    if not isinstance(value, str):
        raise Fault("不是日期", expected=EXPECTED, english="This is no date: write 2019-8-21.")
    text = plain_digits(value)
    match = _SHAPE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _existing(int(match["year"]), int(match["month"]), int(match["day"]))
    if re.fullmatch(r"\d{5}(?:\.0*)?", text):
        return _of_number(int(text[:5]))
    raise Fault(
        "不是日期", expected=EXPECTED, hint=_why_no_date(text), english="This is no date: write 2019-8-21."
    )


def in_words(value: dt.date) -> str:
    """The date as Chinese writes it: 2019年8月21日."""
    return f"{value.year}年{value.month}月{value.day}日"


def _of_number(number: int) -> dt.date:
    match = _COMPACT.fullmatch(str(number))
    if match:
        return _existing(int(match["year"]), int(match["month"]), int(match["day"]))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        found = _EPOCH + dt.timedelta(days=number)
        raise Fault(
            f"日期存成了序号，读作{in_words(found)}",
            expected=EXPECTED,
            hint="把该列的单元格格式改为“日期”即可",
            severity=Severity.NOTICE,
            value=found,
            english=f"The date is kept as a serial number, read as {found.isoformat()}.",
        )
    raise Fault(
        "不是日期", expected=EXPECTED, hint="请按年月日填写", english="This is no date: write 2019-8-21."
    )


def _existing(year: int, month: int, day: int) -> dt.date:
    if not 1 <= month <= 12:
        raise Fault(
            f"没有{month}月",
            expected=EXPECTED,
            hint="请核对月份，顺序是年、月、日",
            english=f"There is no month {month}: the order is year, month, day.",
        )
    if year < 1:
        raise Fault("年份不对", expected=EXPECTED, english="There is no such year.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Fault(
            f"{year}年{month}月没有{day}日",
            expected=f"1日至{last}日",
            hint="请核对凭证或文件上的日期",
            english=f"{year}-{month} has no day {day}: it ends with {last}.",
        )
    return dt.date(year, month, day)


def _why_no_date(text: str) -> str:
    if re.fullmatch(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", text):
        return "年份写成四位"
    if re.fullmatch(r"\d{4}[-/.年]\s*\d{1,2}月?", text):
        return "补上日；只知道月份的，填该月最后一天并在备注里说明"
    if re.fullmatch(r"\d{1,2}[-/.月]\d{1,2}日?", text):
        return "补上年份"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text):
        return "顺序是年、月、日"
    return "按年月日填写；没有就留空"
