"""Headers (表头): which column of a foreign sheet is which field, and in which unit its amounts are.

Offices put titles above the header, split it over two rows with merged cells, and have their own words. What
is compared is the word alone: without spaces, marks, quotation marks and units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from jixiao.exchange.grid import Grid
from jixiao.exchange.sheet_forms import Form
from jixiao.exchange.values import folded
from jixiao.quantity import Money, MoneyUnit
from jixiao.quantity.money import UNITS
from jixiao.tracking.noun import Attribute

DEEPEST = 30
"""Rows from the top in which a header is looked for."""

_MARKS = re.compile(r"[*＊※★:：]+$")
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_UNIT_BEHIND = re.compile(r"(?:[,，/、:：]?(?:单位[:：]?)?)(万元|亿元|千元|百万元|元)$")
_UNIT_LINE = re.compile(r"单位[:：]?(?:人民币)?[(（]?(万元|亿元|千元|百万元|元)(?![\u4e00-\u9fff])")
_LONE_UNIT = re.compile(r"[(（]?(?:人民币)?(万元|亿元|千元|百万元|元)[)）]?")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words over a column, and the unit that they name."""

    words: str
    unit: MoneyUnit | None = None


@dataclass(slots=True)
class Header:
    """A header that was found: where it is, and what its columns are."""

    row: int  # the last of its rows
    depth: int
    texts: dict[int, str]  # as written, by column
    fields: dict[int, Attribute] = field(default_factory=dict)
    units: dict[int, MoneyUnit] = field(default_factory=dict)
    doubles: dict[int, Attribute] = field(default_factory=dict)  # columns that repeat a field
    general_unit: MoneyUnit | None = None  # as a line above says

    @property
    def unknown(self) -> dict[int, str]:
        """The columns that no field is, as written."""
        return {
            column: words
            for column, words in self.texts.items()
            if words and column not in self.fields and column not in self.doubles
        }

    def column(self, name: str) -> int | None:
        """The column of the field of that name."""
        return next((column for column, each in self.fields.items() if each.name == name), None)


@lru_cache(4096)
def heading(text: str) -> Heading:
    """The words and the unit of a header cell.

    >>> heading("金 额（万元）*").words, heading("年初预算 (单位：元)").unit.name
    ('金额', '元')
    """
    unit: MoneyUnit | None = None
    words = _MARKS.sub("", folded(text))
    for inner in _BRACKETED.findall(words):
        named = UNITS.get(inner.removeprefix("单位:").removeprefix("单位"))
        if named or inner in ("%", "必填", "选填", "可选"):
            unit = named or unit
            words = re.sub(r"[(\[【]" + re.escape(inner) + r"[)\]】]", "", words)
    words = _MARKS.sub("", words)
    return Heading(words, unit)


def readings(text: str) -> Iterator[Heading]:
    """The ways to understand a header cell, most literal first."""
    plain = heading(text)
    yield plain
    bare = _BRACKETED.sub("", plain.words)
    if bare != plain.words:
        yield Heading(bare, plain.unit)
    behind = _UNIT_BEHIND.search(plain.words)
    if behind and behind.start():
        yield Heading(plain.words[: behind.start()], UNITS[behind[1]])


Words = Mapping[str, Attribute | None]
"""The fields by the words that may stand over them; none: the column is known, and not wanted."""


def words_of(attributes: Sequence[Attribute]) -> dict[str, Attribute | None]:
    """The fields by their labels first, then by their other words."""
    known: dict[str, Attribute | None] = {}
    for each in attributes:
        known.setdefault(folded(each.column.label), each)
    for each in attributes:
        for word in (*each.column.synonyms, each.name, each.column.english):
            known.setdefault(folded(word), each)
    return known


@cache
def _form_words(form: Form) -> Words:
    return words_of(form.attributes)


def vocabulary(form: Form, own: Mapping[str, str] | None = None) -> Words:
    """The words of a form; `own` are a unit's own headers with the labels that they mean ("": not wanted)."""
    return with_own_words(_form_words(form), own or {})


def with_own_words(words: Words, own: Mapping[str, str]) -> Words:
    """The words with a unit's own ones put first."""
    mapped = {heading(word).words: words.get(folded(label)) if label else None for word, label in own.items()}
    return {**words, **mapped}


def find_header(grid: Grid, words: Words, row: int | None = None) -> Header | None:
    """The header that knows the most of the words; none where no row knows any.

    `row` (counted from 1) is where it is known to be, if it is.
    """
    rows = range(grid.first_row, min(grid.end_row, grid.first_row + DEEPEST))
    if row is not None:
        rows = range(row - 1, row)
    best: Header | None = None
    for first in rows:
        for depth in (1, 2):
            found = _matched(grid, first, depth, words)
            if found is not None and (best is None or _score(found) > _score(best)):
                best = found
    if best is not None:
        best.general_unit = _general_unit(grid, best.row - best.depth + 1)
    return best


def _score(header: Header) -> tuple[int, int]:
    return len(header.fields), -header.depth


def _matched(grid: Grid, first: int, depth: int, words: Words) -> Header | None:
    """The header that begins in a row, or none where none of its cells is known."""
    columns = range(grid.first_column, grid.end_column)
    tops = [_text(grid, first, column) for column in columns]
    candidates: list[tuple[str, ...]]
    if depth == 1:
        candidates = [(top,) if top else () for top in tops]
    else:
        bottoms = [_text(grid, first + 1, column) for column in columns]
        if not any(bottoms) or any(_is_data(grid.value(first + 1, column)) for column in columns):
            return None
        candidates = _combined(_carried(tops, bottoms), bottoms)
    header = Header(first + depth - 1, depth, {})
    for column, texts in zip(columns, candidates, strict=True):
        header.texts[column] = texts[0] if texts else ""
        _match(header, column, texts, words)
    return header if header.fields else None


def _match(header: Header, column: int, texts: Sequence[str], words: Words) -> None:
    for text in texts:
        for reading in readings(text):
            if reading.words not in words:
                continue
            each = words[reading.words]
            if each is None:
                header.texts[column] = ""  # known, and not wanted
                return
            taken = header.column(each.name)
            if taken is not None and folded(each.column.label) == reading.words:
                header.doubles[taken] = header.fields.pop(taken)
                taken = None
            (header.doubles if taken is not None else header.fields)[column] = each
            unit = reading.unit or next((named for over in texts if (named := heading(over).unit)), None)
            if unit is not None and each.base is Money:
                header.units[column] = unit
            return


def _carried(tops: Sequence[str], bottoms: Sequence[str]) -> list[str]:
    """The upper row with its group headings carried over the columns that they span."""
    carried, group = [], ""
    for top, bottom in zip(tops, bottoms, strict=True):
        group = top or (group if bottom else "")
        carried.append(group)
    return carried


def _combined(tops: Sequence[str], bottoms: Sequence[str]) -> list[tuple[str, ...]]:
    """For each column the ways to read its two header cells together."""
    return [
        (top + bottom, bottom) if top and bottom else (top or bottom,) if top or bottom else ()
        for top, bottom in zip(tops, bottoms, strict=True)
    ]


def _text(grid: Grid, row: int, column: int) -> str:
    value = grid.value(row, column)
    return value.strip() if isinstance(value, str) else ""


def _is_data(value: object) -> bool:
    return not isinstance(value, str)


def _general_unit(grid: Grid, before: int) -> MoneyUnit | None:
    """The unit that a line above the header names: 单位：万元."""
    for row in range(before - 1, grid.first_row - 1, -1):
        for value in grid.row(row):
            if isinstance(value, str):
                words = folded(value)
                match = _UNIT_LINE.search(words) or _LONE_UNIT.fullmatch(words)
                if match and "计量单位" not in words:
                    return UNITS[match[1]]
    return None
