"""Cells of a workbook (单元格): their names, and what their number formats show."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from jixiao.exchange.grid import a1
from jixiao.exchange.scan import is_percent

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FIRST_DAY = dt.date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, for every date after February 1900

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BUILT_IN = {9: "0%", 10: "0.00%"} | dict.fromkeys((1, 2, 3, 4, *range(37, 45)), "#,##0.00")
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), *range(50, 59)})

Place = tuple[int, int]
"""Row and column, from 1."""


def place_of(cell: str) -> Place | None:
    """The row and column of a cell's name; none where it names no cell.

    >>> place_of("C12"), place_of("12C")
    ((12, 3), None)
    """
    match = _CELL.fullmatch(cell.strip().upper())
    if not match:
        return None
    row, column = int(match[2]), column_of(match[1])
    return (row, column) if column and row <= LAST_ROW else None


def column_of(letters: str) -> int | None:
    """The number of a column, from 1; none where the letters name none.

    >>> column_of("A"), column_of("AB"), column_of("1")
    (1, 28, None)
    """
    if not re.fullmatch(r"[A-Z]{1,3}", letters.strip().upper()):
        return None
    number = 0
    for letter in letters.strip().upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else None


def name_of(place: Place) -> str:
    """The name of a cell: C12."""
    return a1(place[0] - 1, place[1] - 1)


def shows_percent(number_format: str) -> bool:
    """Whether the number format shows a share in percent."""
    return is_percent(number_format)


def shows_date(number_format: str) -> bool:
    """Whether the number format shows a date.

    >>> shows_date('yyyy"年"m"月"d"日"'), shows_date('#,##0.00"d"')
    (True, False)
    """
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format).lower()
    return "y" in plain or ("d" in plain and "m" in plain)


def shows_fixed_places(number_format: str) -> bool:
    """Whether the number format rounds what it shows to a number of decimals of its own.

    >>> shows_fixed_places("#,##0.00"), shows_fixed_places("General"), shows_fixed_places("")
    (True, False, False)
    """
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format)
    return "0" in plain and "general" not in plain.lower()


def day_number(date: dt.date) -> Decimal:
    """The date as a spreadsheet counts days.

    >>> day_number(dt.date(2019, 12, 31))
    Decimal('43830')
    """
    return Decimal((date - FIRST_DAY).days)


def built_in_format(number: str) -> str:
    """A number format that shows as the built-in one does, as far as it matters here."""
    code = int(number) if number.isdecimal() else 0
    return "yyyy-mm-dd" if code in _BUILT_IN_DATES else _BUILT_IN.get(code, "")
