"""Codes and ordinals before labels (科目编码与序号), which a flattened table puts behind other numbers.

They are told from amounts by their forms, by counting up, and by what the header says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from jixiao.facts.flow.cells import Content, squeezed
from jixiao.facts.flow.grid import ColumnKind
from jixiao.facts.flow.raw import RawCell

Code = TypeVar("Code", str, tuple[int, ...])

_FEWEST = 3  # records of which codes are believed
_OFTEN = Fraction(9, 10)  # of the records must have the code that tells records apart

_CLASS = re.compile(r"[1-9]\d\d")
_WITHIN_CLASS = re.compile(r"\d{1,2}")
_CODE = re.compile(r"[1-9]\d\d(?:\d\d){0,3}")


@dataclass(slots=True)
class Record:
    """A label with its numbers, and the codes before it."""

    words: list[RawCell]
    numbers: list[RawCell] = field(default_factory=list)
    codes: list[RawCell] = field(default_factory=list)


def take_codes(records: Sequence[Record]) -> tuple[int, ColumnKind]:
    """Give each record the codes before its label, which the numbers of the one before swallowed.

    Returns how many a record has at most, and whether they are codes or ordinals; 0 where the last numbers
    behave as neither.
    """
    for count_of in (_ordinals, _classes, _codes, _codes_by_form, _codes_by_header):
        counts = count_of(records)
        if not counts:
            continue
        for number, count in enumerate(counts):
            if count:
                before = records[number].numbers
                records[number + 1].codes = before[-count:]
                del before[-count:]
        return max(counts), ColumnKind.ORDINAL if count_of is _ordinals else ColumnKind.CODE
    return 0, ColumnKind.CODE


def _ordinals(records: Sequence[Record]) -> list[int] | None:
    """Whether the last number before each label counts up from 1."""
    counts, expected = [], 1
    for record in records[:-1]:
        is_next = record.numbers[-1].text == str(expected)
        counts.append(int(is_next))
        expected += is_next
    return counts if expected > _FEWEST and sum(counts) >= _OFTEN * (len(counts) - 1) else None


def _classes(records: Sequence[Record]) -> list[int] | None:
    """Whether 类, 款 and 项 stand before each label, each number a cell."""
    codes = [_class_code(record.numbers) for record in records[:-1]]
    counts = [len(code) for code in codes]
    return (
        counts
        if max(counts, default=0) > 1 and _climb([code for code in codes if code], len(codes))
        else None
    )


def _class_code(numbers: Sequence[RawCell]) -> tuple[int, ...]:
    for count in (1, 2, 3):
        if count <= len(numbers) and _CLASS.fullmatch(numbers[-count].text):
            rest = [cell.text for cell in numbers[len(numbers) - count + 1 :]]
            if all(_WITHIN_CLASS.fullmatch(text) for text in rest):
                return (int(numbers[-count].text), *(int(text) for text in rest))
    return ()


def _codes(records: Sequence[Record]) -> list[int] | None:
    """Whether a code stands before each label, each longer one beginning with that above it."""
    texts = [record.numbers[-1].text for record in records[:-1]]
    codes = [text for text in texts if _CODE.fullmatch(text)]
    if sum(len(code) > 3 for code in codes) < 2 or not _climb(codes, len(texts)):
        return None
    return [int(bool(_CODE.fullmatch(text))) for text in texts]


def _climb(codes: Sequence[Code], of: int) -> bool:
    """Whether codes stand before nearly all records, nearly all of them higher than the one before.

    A code may be mistyped: that is no reason to take all codes for amounts.
    """
    lapses = of - len(codes) + sum(before >= after for before, after in pairwise(codes))
    return of >= _FEWEST and lapses <= max(Fraction(1), (1 - _OFTEN) * of)


def _codes_by_form(records: Sequence[Record]) -> list[int] | None:
    """Whether the last number before each label has the form of a code, and all others are decimals."""
    lasts = [record.numbers[-1].text for record in records[:-1] if record.numbers]
    others = [
        cell.text for record in records for cell in record.numbers[:-1] if cell.content is Content.NUMBER
    ]
    codes = sum(bool(_CODE.fullmatch(text)) for text in lasts)
    decimals = sum("." in text or "," in text for text in others)
    if (
        len(lasts) < 2 * _FEWEST
        or codes < _OFTEN * len(lasts)
        or decimals < max(_OFTEN * len(others), Fraction(_FEWEST))
    ):
        return None
    return [int(bool(_CODE.fullmatch(text))) for text in lasts]


def _codes_by_header(records: Sequence[Record]) -> list[int] | None:
    """Whether the header names codes, and the last number before each label has the length of one."""
    head = "".join(squeezed(word.text) for word in records[0].words) if records else ""
    counts = [int(bool(_CODE.fullmatch(record.numbers[-1].text))) for record in records[:-1]]
    is_named = "编码" in head or "代码" in head
    return counts if is_named and sum(counts) >= max(_OFTEN * len(counts), Fraction(_FEWEST)) else None
