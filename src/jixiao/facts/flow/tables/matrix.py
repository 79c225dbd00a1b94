"""Matrix (行列): a written table as cells by row and column, and where its header ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from jixiao.facts.flow.cells import Content, squeezed
from jixiao.facts.flow.tables.words import is_about, is_title, units_in

_MOST_HEADERS = 5
_MOST_LEVELS = 8  # rows of a header that the file says are one; more are no header
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERING = re.compile(
    r"栏次|[\dA-Za-z甲乙丙一二三四五六七八九十]{1,2}|[\dA-Z]{1,2}\s?[=＝]\s?[\dA-Z()（）+＋\-－*×/÷%]+"
)


class Placed(NamedTuple):
    """A cell that was written: its range in the flow, its place in the table, its text."""

    start: int
    end: int
    row: int
    column: int  # -1 where unknown
    rows: int
    columns: int
    text: str
    indent: int
    content: Content
    is_header: bool


class Matrix:
    """The cells of a table: `rows` in reading order, `cells` by row and column where they begin.

    `top` is the first row below captions within the table, `first` the first below the header.
    """

    __slots__ = ("_counts", "_nearest", "_numbering", "cells", "first", "rows", "top", "width")

    def __init__(self, rows: Sequence[Sequence[Placed]], width: int) -> None:
        self.rows = rows
        self.width = width
        self.cells = [_by_column(row, width) for row in rows]
        self.top = next(
            (n for n, row in enumerate(rows[:_MOST_HEADERS]) if not _is_caption(row, width)),
            min(len(rows), 1),
        )
        self.first = self._first()
        self._numbering = {n for n in range(self.top, self.first) if _is_numbering(rows[n])}
        self._nearest: dict[int, list[int]] = {}
        self._counts: dict[int, list[int]] = {}

    def _first(self) -> int:
        rows, top = self.rows, self.top
        first = top
        while first < len(rows) and rows[first] and all(each.is_header for each in rows[first]):
            first += 1
        if first == top:
            first = next((n for n in range(top, len(rows)) if _has_number(rows[n])), len(rows))
            if first - top > _MOST_HEADERS:
                first = min(top + 1, len(rows))
            while first > top + 1 and len(rows[first - 1]) < 2 <= self.width:
                first -= 1
        while first < len(rows) and first > top and _is_numbering(rows[first]):
            first += 1
        return first

    def column(self, column: int) -> list[Placed]:
        """The filled cells of a column below the header."""
        cells = (row[column] for row in self.cells[self.first :])
        return [each for each in cells if each and each.content is not Content.EMPTY and not each.is_header]

    def is_header(self, number: int) -> bool:
        """Whether the row is one of the header, or a header that a page repeats."""
        if self.top <= number < self.first:
            return True
        row = self.rows[number]
        return number > self.first and bool(row) and all(each.is_header for each in row)

    def header(self, column: int) -> tuple[str, ...]:
        """The header of a column, its levels from the top."""
        found: list[str] = []
        latest = None
        for number in range(self.top, min(self.first, self.top + _MOST_LEVELS)):
            if number in self._numbering:
                continue
            each = self._over(number, column)
            if each and each is not latest and each.text.strip():
                found.append(squeezed(each.text))
                latest = each
        return tuple(found)

    def _over(self, row: int, column: int) -> Placed | None:
        """The header cell over a column in a row: its own, one that reaches so far, a group's to the left."""
        for above in range(row, self.top - 1, -1):
            left = self._lefts(above)[column]
            each = self.cells[above][left] if left >= 0 else None
            if not each:
                continue
            if above + each.rows > row and left + each.columns > column:
                return each
            if above == row and self._is_group(row, left, column):
                return each
        return None

    def _lefts(self, row: int) -> list[int]:
        """For each column the nearest to the left, itself included, that has a cell in the row, or -1."""
        found = self._nearest.get(row)
        if found is None:
            found = self._nearest[row] = []
            latest = -1
            for n, each in enumerate(self.cells[row]):
                latest = n if each else latest
                found.append(latest)
        return found

    def _is_group(self, row: int, left: int, column: int) -> bool:
        """Whether the blanks behind a header belong to it: the columns there have headers below."""
        if row + 1 >= self.first:
            return False
        if row not in self._counts:
            self._counts[row] = [0, *accumulate(bool(each) for each in self.cells[row + 1])]
        counts = self._counts[row]
        return counts[column + 1] - counts[left] == column + 1 - left


def _by_column(row: Iterable[Placed], width: int) -> list[Placed | None]:
    found: list[Placed | None] = [None] * width
    for each in row:
        if 0 <= each.column < width:
            found[each.column] = each
    return found


def _is_caption(row: Sequence[Placed], width: int) -> bool:
    """Whether the row is the table's title or unit: a cell that says so, or one over all columns."""
    filled = [each for each in row if each.content is not Content.EMPTY]
    if width < 2 or not 0 < len(filled) <= 2 or any(each.content is not Content.WORDS for each in filled):
        return False
    if len(filled) == 1 and filled[0].columns >= width:
        return True
    return all(
        units_in(each.text) is not None or is_title(each.text) or is_about(each.text) for each in filled
    )


def _has_number(row: Sequence[Placed]) -> bool:
    """Whether numbers stand in the row, bare years aside, which head columns."""
    numbers = [each.text.strip() for each in row if each.content is Content.NUMBER]
    return any(not _YEAR.fullmatch(text) for text in numbers)


def _is_numbering(row: Sequence[Placed]) -> bool:
    """Whether the row numbers the columns: 1 2 3, A B C, 4=2+3."""
    texts = [squeezed(each.text) for each in row if each.content is not Content.EMPTY]
    if len(texts) < 3 or not all(map(_NUMBERING.fullmatch, texts)):
        return False
    counts = [int(text) for text in texts if text.isdecimal()]
    return (
        counts == list(range(counts[0], counts[0] + len(counts)))
        if counts
        else texts[0] in ("栏次", "A", "甲")
    )
