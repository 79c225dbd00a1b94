"""Digits that are not written as they should be (不规范的数字): parted oddly, torn by spaces, no number."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.numerals.grammar import (
    ODD,
    SPACED_GROUPS,
    SPACED_POINT,
    STRAY_POINTS,
    TORN_GROUP,
    UNIT_AFTER,
    WIDE_GROUPS,
)
from jixiao.numerals.units import Unit, read_unit

_EDGES = frozenset("\n\t |")
_PIECES = re.compile("[0-9]+|[.,]+")


class Irregular(NamedTuple):
    """Digits read with patience: where they end, their unit and its end; `sound` if they are a number."""

    end: int
    unit: Unit | None
    unit_end: int
    number: str
    sound: bool


def irregular(text: str, start: int, end: int) -> Irregular | None:
    """What the digits from `start` are, if more than the plain number up to `end` belongs to them.

    Spaces, line breaks and Chinese commas are taken for part of a number only where nothing else can be
    meant: groups of three digits with decimals or a unit after them. Numbers in a row (2,3,4) are none.
    """
    if match := TORN_GROUP.match(text, start):
        return Irregular(match.end(), None, match.end(), _plain(match.group()), sound=True)
    following = text[end : end + 2]
    first, second = following[:1], following[1:]
    if first in ("，", ",") and (second.isdigit() or second in (" ", "\n")):
        match = WIDE_GROUPS.match(text, start)
        if match and match.end() > end:
            whole = match.group()
            unit, unit_end = _unit(text, match.end())
            if "." in whole or unit:
                return Irregular(match.end(), unit, unit_end, _plain(whole), sound=True)
    if first == " " and second.isdigit():
        match = SPACED_GROUPS.match(text, start)
        if match and match.end() > end and text[start - 1 : start] not in _EDGES:
            unit, unit_end = _unit(text, match.end())
            if unit:
                return Irregular(match.end(), unit, unit_end, _plain(match.group()), sound=True)
        return None
    if first == "." and second in (" ", "\n"):
        match = SPACED_POINT.match(text, end)
        if match and (end - start > 2 or not _opens(text, start)):
            unit, unit_end = _unit(text, match.end())
            if unit and (unit.scale or unit.name == "%"):
                return Irregular(match.end(), unit, unit_end, _plain(text[start : match.end()]), sound=True)
        return None
    if first in (".", ",", "，"):
        return _odd(text, start, end)
    return None


def _odd(text: str, start: int, end: int) -> Irregular | None:
    """Digits, points and commas that make no number; none if they are several numbers."""
    stray = STRAY_POINTS.match(text, end)
    match = None if stray else ODD.match(text, end)
    if stray:
        unit, unit_end = _unit(text, stray.end())
        return Irregular(stray.end(), unit, unit_end, "", sound=False)
    if not match:
        return None
    unit, unit_end = _unit(text, match.end())
    pieces = _PIECES.findall(text[start : match.end()])
    marks, groups = pieces[1::2], pieces[2::2]
    doubled = any(len(mark) > 1 for mark in marks)
    if marks.count(".") == len(marks):  # 1.2.3: a chapter or a version, unless a unit follows
        if not (unit and (unit.scale or unit.name in ("%", "元"))):
            return None
    elif not doubled and not _meant_as_one(marks, groups, apart=_apart(text, start, match.end())):
        return None
    return Irregular(match.end(), unit, unit_end, "", sound=False)


def _meant_as_one(marks: list[str], groups: list[str], *, apart: bool) -> bool:
    """Whether digits parted by commas were to be one number: groups of three, or decimals at the end."""
    thousands = any(mark == "," and len(group) == 3 for mark, group in zip(marks, groups, strict=True))
    decimals = marks[-1] == "." and marks.count(".") == 1 and "," in marks
    return thousands or decimals or apart


def _apart(text: str, start: int, end: int) -> bool:
    return (text[start - 1 : start] or "\n") in _EDGES and (text[end : end + 1] or "\n") in _EDGES


def _opens(text: str, start: int) -> bool:
    """Whether the digits stand where the number of a heading or list item would."""
    return (text[start - 1 : start] or "\n") in "\n\t 。；;：:，,（("


def _unit(text: str, end: int) -> tuple[Unit | None, int]:
    match = UNIT_AFTER.match(text, end)
    return (read_unit(match.group()), match.end()) if match else (None, end)


def _plain(number: str) -> str:
    return "".join(character for character in number if character in "0123456789.")
