"""Reads a form that people filled in (表格读回): what stands in its cells, by the words of the layout.

The layout that draws a form says what its columns are called and what stands in them, so the same file reads
it back. Columns may have been moved and rows left out; a title above, another unit's width or joined cells do
not matter. What a layout repeats for each indicator is read down to the first row that is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.exchange.fill_in_reader import plain
from jixiao.exchange.grid import Grid
from jixiao.exchange.numbers import is_absent
from jixiao.exchange.values import folded
from jixiao.narrative.forms.layout import ABOVE, LEFT, Form, is_label, load_form
from jixiao.narrative.forms.scopes import SCOPES
from jixiao.narrative.forms.scopes import columns as columns_of
from jixiao.narrative.forms.vocabulary import name_of
from jixiao.tracking.attainment import Statement
from jixiao.tracking.prose import Reference, pieces, references
from jixiao.tracking.results import Evaluation

PROJECT = "项目名称"
FIRST, SECOND, THIRD = "一级指标", "二级指标", "三级指标"

_INDICATORS = SCOPES["indicators"]
_READ_ALONE = frozenset({PROJECT, *columns_of(Statement), *columns_of(Evaluation)})
"""Words outside the table of indicators that are read back; the others are the ledger's."""

_OTHER_LABELS: Mapping[str, tuple[str, ...]] = {
    PROJECT: ("项目", "项目全称"),
    "年度指标值": ("指标值", "预期指标值", "年度目标值", "预期值"),
    "完成值": ("执行情况", "完成情况", "实际完成情况", "全年完成值", "实际完成指标值"),
    "全年预计完成情况": ("预计完成情况", "全年预计完成值"),
    "指标原因说明": ("偏差原因及改进措施", "偏差原因分析", "未完成原因分析", "原因说明及改进措施"),
    "分值": ("权重", "分值权重", "标准分"),
}
"""What offices call the columns that a layout calls otherwise."""

_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_PERIOD = re.compile(
    r"^(?:\d{1,2}(?:月份?)?\D{1,2}\d{1,2}月份?|[上下]?半年|前三季度|第?[一二三四]季度|全年(?!预计)|本期)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度|年)")
_ENDS = re.compile(r"^(?:总分|合计|总计|填报人|填表人|备注[:：]|注[:：]|说明[:：])")
_TOP = 12
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row about an indicator: what its cells say by the layout's words, and where the row is, from 0."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet that holds a form of one project (读回的一张表).

    `alone` is what stands outside the table of indicators, `places` where; `columns` says where each word's
    column is; `fiscal_year` is the one that the form names, if any.
    """

    name: str
    layout: str
    project: str
    alone: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    lines: tuple[FormLine, ...]
    columns: Mapping[str, int]
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """What a layout calls things: its words by label, as columns, beside their label, and below it.

    `dated` are the labels of columns before which a layout writes the period, whatever that is called.
    """

    columns: Mapping[str, str]
    beside: Mapping[str, str]
    below: Mapping[str, str]
    dated: Collection[str] = ()

    def column(self, text: str) -> str:
        """The word of the column that a header cell names; empty where it names none."""
        label = _label(text)
        if label not in self.columns:
            label = next((each for each in self.dated if label.endswith(each)), label)
        return self.columns.get(label, "")


@cache
def labels_of(layout: str) -> Labels:
    """The labels of a layout that ships; raises PolicyError where there is none of that name."""
    return _labels(load_form(layout))


def read_form_sheet(grid: Grid, layouts: Sequence[str]) -> FormSheet | None:
    """What a sheet says, read as the layout whose columns it has most of; none where it is no such form."""
    best: tuple[float, str, int, Mapping[str, int]] | None = None
    for layout in layouts:
        labels = labels_of(layout)
        if header := _header(grid, labels):
            share = len(header[1]) / len(set(labels.columns.values()))
            if best is None or share > best[0]:
                best = share, layout, *header
    if best is None:
        return None
    _share, layout, first, columns = best
    alone, places = _alone(grid, labels_of(layout), first)
    return FormSheet(
        grid.name,
        layout,
        alone.pop(PROJECT, ""),
        alone,
        places,
        tuple(_lines(grid, columns, first)),
        columns,
        _fiscal_year(grid, first),
    )


def _labels(form: Form) -> Labels:
    columns: dict[str, str] = {}
    beside: dict[str, str] = {}
    below: dict[str, str] = {}
    dated = []
    above: list[tuple[str, ...]] = []
    for part in form.parts:
        for row in part.rows:
            for at, text in enumerate(row):
                word = _word(text)
                if word and part.each == _INDICATORS:
                    over = _over(above, at)
                    columns[_label(over)] = word
                    if isinstance(next(iter(pieces(over)), ""), Reference):
                        dated.append(_label(over))
                elif word in _READ_ALONE and part.each is None:
                    left = _beside(row, at)
                    (beside if left else below)[_label(left or _over(above, at))] = word
            above.append(row)
    for word, others in _OTHER_LABELS.items():
        for found in (columns, beside):
            if word in found.values():
                found |= {folded(each): word for each in others if folded(each) not in found}
    return Labels(columns, beside, below, dated)


def _word(text: str) -> str:
    """The one reference that a drawn cell holds and nothing else; empty where it holds other words."""
    found = references(text.strip("[]"))
    return name_of(found[0]) if len(found) == 1 and found[0].text == text.strip("[]") else ""


def _beside(row: tuple[str, ...], at: int) -> str:
    """The label left of a drawn cell; empty where something else stands there."""
    for text in reversed(row[:at]):
        if text != LEFT:
            return text if is_label(text) else ""
    return ""


def _over(above: list[tuple[str, ...]], at: int) -> str:
    """The nearest label above a drawn cell, in the rows that come before."""
    for row in reversed(above):
        column = at
        while column and row[column] == LEFT:
            column -= 1
        if row[column] != ABOVE and is_label(row[column]):
            return row[column]
    return ""


def _label(text: str) -> str:
    """A label as it compares with others: its own words, without period, unit and what stands in brackets.

    >>> _label("{期间}执行情况"), _label("1—7月执行情况"), _label("年度指标值（A）")
    ('执行情况', '执行情况', '年度指标值')
    """
    words = "".join(each for each in pieces(text) if isinstance(each, str))
    bare = folded(_BRACKETED.sub("", words)).strip(":*＊")
    return _PERIOD.sub("", bare) or bare


def _header(grid: Grid, labels: Labels) -> tuple[int, Mapping[str, int]] | None:
    """The first row below the header of the indicators, and where each word's column is."""
    third = next((label for label, word in labels.columns.items() if word == THIRD), "")
    for number in range(grid.first_row, min(grid.end_row, grid.first_row + _MOST_ROWS)):
        if third not in (_label(plain(value)) for value in grid.row(number)):
            continue
        below = number + 1
        if not _says_third(grid, number, below, third):
            below += 1
        columns: dict[str, int] = {}
        for row in range(below - 1, number - 1, -1):  # the lower label is the finer one
            taken = set(columns.values())
            for column in range(grid.first_column, grid.end_column):
                word = labels.column(plain(grid.value(row, column)))
                if word and word not in columns and column not in taken:
                    columns[word] = column
        return (below, columns) if THIRD in columns else None
    return None


def _says_third(grid: Grid, number: int, below: int, third: str) -> bool:
    """Whether the row after the header's first is one of indicators, not a second row of the header."""
    column = next(
        at
        for at in range(grid.first_column, grid.end_column)
        if _label(plain(grid.value(number, at))) == third
    )
    return bool(plain(grid.value(below, column)))


def _lines(grid: Grid, columns: Mapping[str, int], first: int) -> Iterator[FormLine]:
    """The rows of indicators; a blank first or second level is that of the row above."""
    first_level = second_level = ""
    for number in range(first, min(grid.end_row, first + _MOST_ROWS)):
        cells = {word: plain(grid.value(number, column)) for word, column in columns.items()}
        leading = next((plain(each) for each in grid.row(number) if not is_absent(each)), "")
        if _ENDS.match(folded(leading)):
            return
        if cells.get(FIRST):
            first_level, second_level = cells[FIRST], ""
        second_level = cells.get(SECOND) or second_level
        if not is_absent(cells[THIRD]):
            yield FormLine(number, cells | {FIRST: first_level, SECOND: second_level})


def _alone(grid: Grid, labels: Labels, end: int) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """What stands beside its label, or below it, above the table of indicators."""
    found: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for row in range(grid.first_row, end):
        for column in range(grid.first_column, grid.end_column):
            label = _label(plain(grid.value(row, column)))
            for word, place in (
                (labels.beside.get(label), _right_of(grid, row, column)),
                (labels.below.get(label), (row + 1, column)),
            ):
                if word and word not in found and (told := plain(grid.value(*place))):
                    found[word], places[word] = told, place
    return found, places


def _right_of(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """The cell right of a label: the next one that holds something, for labels take several cells."""
    filled = (at for at in range(column + 1, grid.end_column) if plain(grid.value(row, at)))
    return row, next(filled, column + 1)


def _fiscal_year(grid: Grid, end: int) -> int | None:
    for number in range(grid.first_row, min(end, grid.first_row + _TOP)):
        for value in grid.row(number):
            if match := _YEAR.search(plain(value)):
                return int(match[1])
            if plain(value):
                break
    return None
