"""What the columns of a table hold (列的角色): kinds, headers, units; and where another table begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from jixiao.facts.flow.cells import Content, squeezed
from jixiao.facts.flow.grid import ColumnKind, GridColumn
from jixiao.facts.flow.tables.matrix import Matrix, Placed
from jixiao.facts.flow.tables.words import (
    header_unit,
    heads_codes,
    heads_ordinals,
    is_subtotal,
    is_total,
    names_amount,
    names_change,
    names_marks,
    names_rate,
)

_MOSTLY = Fraction(3, 5)  # of the filled cells of a column of numbers are numbers
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(r"\d{1,4}")
_CODE = re.compile(r"[1-9]\d{2,8}")
_COUNTED = 3  # numbers that count up are ordinals from so many on


def columns_of(matrix: Matrix, leading: Sequence[ColumnKind] = ()) -> list[GridColumn]:
    """The columns of the table; the first are of the kinds `leading`, where these are known."""
    headers = [matrix.header(n) for n in range(matrix.width)]
    bodies = [matrix.column(n) for n in range(matrix.width)]
    kinds = [*leading, *(_kind(n, body) for n, body in enumerate(bodies) if n >= len(leading))]
    words_follow = False
    for n in range(matrix.width - 1, -1, -1):
        if kinds[n] is ColumnKind.VALUE:
            kinds[n] = _refined(headers[n], bodies[n], words_follow=words_follow)
        words_follow = words_follow or kinds[n] is ColumnKind.LABEL
    said = _said_beside(headers, kinds) or _said_above(matrix)
    return [
        GridColumn(
            index=n,
            kind=kinds[n],
            parts=headers[n],
            unit=_unit(headers[n], bodies[n], said) if kinds[n] is ColumnKind.VALUE else "",
            is_total=any(is_total(part) or is_subtotal(part) for part in headers[n]),
        )
        for n in range(matrix.width)
    ]


def halves(columns: Sequence[GridColumn]) -> list[int]:
    """The columns at which another table begins beside the first: its labels have the same header.

    收入 beside 支出, each with its 项目 and 预算数. The first table begins at 0, which is not among them.
    """
    leads = [column.index for column in columns if column.kind is ColumnKind.LABEL]
    if not leads:
        return []
    found = []
    for column in columns[1:]:
        before = columns[column.index - 1].kind
        rest = columns[column.index + 1 :]
        if (
            column.kind in (ColumnKind.LABEL, ColumnKind.CODE, ColumnKind.ORDINAL)
            and before in (ColumnKind.VALUE, ColumnKind.EMPTY)
            and any(each.kind is ColumnKind.VALUE for each in columns[: column.index])
            and any(each.kind is ColumnKind.VALUE for each in rest)
            and any(_pair(columns[first], column) for first in {0, leads[0]} if first < column.index)
        ):
            found.append(column.index)
    return found


def side_of(columns: Sequence[GridColumn]) -> str:
    """What the half of a table is about, 收入 or 支出, where its headers say."""
    for part in (part for column in columns for part in column.parts):
        for side in ("收入", "支出", "资产", "负债", "来源", "运用"):
            if side in part:
                return side
    return ""


def _kind(column: int, cells: Sequence[Placed]) -> ColumnKind:
    alone = [each for each in cells if each.columns == 1]
    if not alone:
        return ColumnKind.EMPTY
    numbers = [each.text.strip() for each in alone if each.content is Content.NUMBER]
    absent = sum(each.content is Content.ABSENT for each in alone)
    if len(numbers) + absent < _MOSTLY * len(alone):
        return ColumnKind.LABEL
    is_time = column == 0 and len(numbers) > 1 and len(set(numbers)) == len(numbers)
    return ColumnKind.LABEL if is_time and all(map(_YEAR.fullmatch, numbers)) else ColumnKind.VALUE


def _refined(header: Sequence[str], cells: Sequence[Placed], *, words_follow: bool) -> ColumnKind:
    """Whether numbers are ordinals or codes, by header and by how they count."""
    if not words_follow:
        return ColumnKind.ORDINAL if header and heads_ordinals(header[-1]) else ColumnKind.VALUE
    texts = [each.text.strip() for each in cells if each.content is Content.NUMBER]
    counts = [int(text) for text in texts if _WHOLE.fullmatch(text)]
    counts_up = len(counts) >= _COUNTED and counts == list(range(counts[0], counts[0] + len(counts)))
    if (header and heads_ordinals(header[-1])) or (counts_up and counts[0] <= 1):
        return ColumnKind.ORDINAL
    are_codes = len(texts) >= _COUNTED and all(map(_CODE.fullmatch, texts)) and texts == sorted(texts)
    if (header and heads_codes(header[-1])) or (are_codes and any(len(text) > 3 for text in texts)):
        return ColumnKind.CODE
    return ColumnKind.VALUE


def _said_beside(headers: Sequence[Sequence[str]], kinds: Sequence[ColumnKind]) -> str:
    """The unit that the header of the labels names for the amounts beside them: 项目资金（万元）."""
    beside = (
        header_unit(header[-1])
        for header, kind in zip(headers, kinds, strict=True)
        if header and kind in (ColumnKind.LABEL, ColumnKind.EMPTY)
    )
    return next((unit for unit in beside if unit.endswith("元")), "")


def _said_above(matrix: Matrix) -> str:
    """The unit that a header of which nothing tells the column names for the amounts below it."""
    loose = (each for row in matrix.rows[matrix.top : matrix.first] for each in row if each.column < 0)
    units = (header_unit(each.text) for each in loose)
    return next((unit for unit in units if unit.endswith("元")), "")


def _unit(header: Sequence[str], cells: Sequence[Placed], said: str) -> str:
    """The unit that the header names, % where it names a rate or the numbers are written so, or `said`."""
    for part in reversed(header):
        if unit := header_unit(part):
            return unit
    numbers = [each.text.strip() for each in cells if each.content is Content.NUMBER]
    percent = sum(text[-1:] in "%％" for text in numbers)
    if numbers and 2 * percent > len(numbers):
        return "%"
    name = header[-1] if header else ""
    if names_rate(name):
        return "%"
    if names_marks(name):
        return "分"
    is_decimal = any("." in text for text in numbers) and not any("," in text for text in numbers)
    if names_change(name) and is_decimal:
        return "%"
    return said if names_amount(name) else ""


def _pair(left: GridColumn, right: GridColumn) -> bool:
    """Whether the headers of two columns of labels are the same, or one says 收入 and the other 支出."""
    if not left.parts or not right.parts:
        return False
    mine, theirs = squeezed(left.parts[-1]), squeezed(right.parts[-1])
    return mine == theirs or ("收入" in left.parts[0] and "支出" in right.parts[0])
