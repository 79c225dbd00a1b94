"""The values of a rule pack (政策包的值): read one by one; a fault says what belongs there.

All raise ValueError or TypeError in the words of whoever wrote the pack; KeyError where something is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

E = TypeVar("E", bound=Enum)


def words(value: object) -> str:
    """The text that was written."""
    if not isinstance(value, str):
        raise TypeError(f"“{value}”应为文字")
    return value


def date(name: str, value: object) -> dt.date:
    """The date that was written."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError(f"{name} 写作“{value}”，应为日期，如 2019-01-01")
    return value


def share(name: str, value: object) -> Fraction:
    """The exact number that was written: 0.9 is nine tenths, not the nearest binary number."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{name} 写作“{value}”，应为数，如 0.9") from None


def points(name: str, value: object) -> Decimal:
    """The points that were written, none below nothing."""
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        raise ValueError(f"{name} 写作“{value}”，应为分数，如 10 或 22.5") from None
    if not found.is_finite() or found < 0:
        raise ValueError(f"{name} 写作“{value}”，应为不小于 0 的分数")
    return found


def whole(name: str, value: object) -> int:
    """The whole number that was written."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} 写作“{value}”，应为整数")
    return value


def choice(name: str, value: object, kind: type[E]) -> E:
    """The member of an enumeration that was written by its value."""
    try:
        return kind(value)
    except ValueError:
        known = "、".join(str(each.value) for each in kind)
        raise ValueError(f"{name} 写作“{value}”，应为 {known} 之一") from None


def texts(name: str, value: object) -> tuple[str, ...]:
    """The list of texts that was written."""
    if not isinstance(value, list):
        raise TypeError(f"{name} 应为文字的列表")
    return tuple(map(words, value))


def rows(name: str, value: object) -> list[dict[str, Any]]:
    """The list of tables that was written."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise TypeError(f"{name} 应为表的列表")
    return value


def table(name: str, value: object, known: Collection[str] = ()) -> dict[str, Any]:
    """The table that was written, which holds nothing but what is `known` (all, where nothing is said)."""
    if not isinstance(value, dict):
        raise TypeError(f"{name} 应为表")
    if known and (strange := value.keys() - set(known)):
        raise ValueError(f"{name} 里有不认识的项：{'、'.join(sorted(strange))}")
    return value


def doubles(names: Collection[str]) -> Iterator[str]:
    """The names that stand more than once."""
    seen: set[str] = set()
    for each in names:
        if each in seen:
            yield each
        seen.add(each)
