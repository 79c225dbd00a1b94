"""The values of a table (表中数值) line by line, and which of its columns can be added up.

A column adds where its figures are amounts or counts of the same thing; rates, prices, averages, indices and
years do not, whatever their sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jixiao.facts.flow.cells import Content, content_of, squeezed
from jixiao.facts.flow.grid import Grid, GridColumn, GridRow
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.table import Table
from jixiao.numerals.token import Kind

_NEVER_ADDS = re.compile(
    r"率|增长$|同比$|占比|比重|比例|百分|指数|人均|户均|平均|均价|单价|价格|标准|系数|增幅|增速|降幅|位次|排名|名次|年份|年度$|月份|期限"
    r"|年限|工期|利息率|时间|日期|％|%|倍数|每[一-龥]{1,3}$|密度|强度|电话|页码|文号|编[号码]|[件型]号"
)
_CODED = re.compile(r"0\d{1,4}")
_SHORT = re.compile(r"[1-9]\d?")
_LONG = 7
_NOTHING = frozenset(["", "无", "空", "零"])
_ADDED = frozenset([Kind.AMOUNT, Kind.COUNT, Kind.CELL, Kind.NUMBER, Kind.INDEX])


class Unknown:
    """What stands in the cell is not known (读不出的单元格)."""


UNKNOWN = Unknown()
Value = Mention | None | Unknown
"""A figure; none where nothing is there, so that nothing is added; or unknown."""


@lru_cache(maxsize=4096)
def may_add(header: str) -> bool:
    """Whether figures under the header may be added up: not those of 执行率, 单价, 人均 or 指数."""
    return not _NEVER_ADDS.search(squeezed(header))


@dataclass(frozen=True)
class Sheet:
    """The figures of a table as lines and columns of values (表中数值)."""

    table: Table

    @property
    def grid(self) -> Grid:
        """Its grid."""
        return self.table.grid

    @cached_property
    def rows(self) -> tuple[GridRow, ...]:
        """The rows below the header."""
        return self.grid.body

    @cached_property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns of numbers that hold at least one figure."""
        filled = {column for _, column in self.table.cells}
        return tuple(column for column in self.grid.values if column.index in filled)

    @cached_property
    def adding(self) -> tuple[GridColumn, ...]:
        """The columns that may be added up."""
        return tuple(column for column in self.columns if self._adds(column))

    def value(self, row: GridRow, column: GridColumn) -> Value:
        """What stands in the cell."""
        mention = self.table.cells.get((row.index, column.index))
        if mention is not None:
            if mention.slack or mention.kind is Kind.RANGE or mention.start in self.strays:
                return UNKNOWN
            return mention
        key = row.index, column.index
        if key not in self._unfilled:
            self._unfilled[key] = self._without_figure(row, column)
        return self._unfilled[key]

    @cached_property
    def _unfilled(self) -> dict[tuple[int, int], Unknown | None]:
        """What is known of the cells without a figure, looked at once."""
        return {}

    def _without_figure(self, row: GridRow, column: GridColumn) -> Unknown | None:
        if row.unplaced:
            return UNKNOWN
        cell = row.cells[column.index] or self.grid.covered.get((row.index, column.index))
        if cell is None:
            return None
        if (row.index, column.index) != (cell.row, cell.column):
            return UNKNOWN
        text = self.grid.text_of(cell).strip()
        if content_of(text) in (Content.EMPTY, Content.ABSENT) or text in _NOTHING:
            return None
        return UNKNOWN

    @cached_property
    def strays(self) -> frozenset[int]:
        """Where figures begin that belong to another column: parts of codes among long amounts, 05 or 99."""
        found: set[int] = set()
        by_column: dict[int, list[Mention]] = defaultdict(list)
        for (_, column), mention in self.table.cells.items():
            by_column[column].append(mention)
        for figures in by_column.values():
            found.update(figure.start for figure in figures if _CODED.fullmatch(figure.text))
            whole_yuan = sum(len(figure.text) >= _LONG and figure.scale == 0 for figure in figures)
            decimals = sum(figure.token.exponent < 0 for figure in figures)
            if max(whole_yuan, decimals) * 2 > len(figures) and decimals < len(figures):
                found.update(figure.start for figure in figures if _SHORT.fullmatch(figure.text))
        return frozenset(found)

    @property
    def is_torn(self) -> bool:
        """Whether cells were lost or moved while the table was read, so that no row can be trusted."""
        return bool(self.strays)

    def _adds(self, column: GridColumn) -> bool:
        if column.unit in ("%", "‰") or not may_add(column.header):
            return False
        figures = [
            mention
            for row in self.rows
            if (mention := self.table.cells.get((row.index, column.index))) is not None
        ]
        added = sum(mention.kind in _ADDED for mention in figures)
        return bool(figures) and added * 10 >= len(figures) * 9


_FULL_MARKS = re.compile(r"分值|权重|满分|标准分|总分")
_MARKS = re.compile(r"得分|评分|扣后分")


def marks_of(sheet: Sheet) -> Iterator[tuple[GridRow, Mention, Mention]]:
    """Each row's marks with the full marks it can have: 得分 and 分值, where one column is named so each."""
    named = [(column, column.parts[-1] if column.parts else "") for column in sheet.columns]
    got = [column for column, header in named if _MARKS.search(header) and column.unit != "%"]
    full = [column for column, header in named if _FULL_MARKS.search(header) and column not in got]
    if len(got) != 1 or len(full) != 1:
        return
    for row in sheet.rows:
        marks, most = sheet.value(row, got[0]), sheet.value(row, full[0])
        if isinstance(marks, Mention) and isinstance(most, Mention):
            yield row, marks, most


def figures_of(values: Sequence[Value]) -> list[Mention] | None:
    """The figures among values; none where one of these is unknown."""
    if any(value is UNKNOWN for value in values):
        return None
    return [value for value in values if isinstance(value, Mention)]


def name_of(grid: Grid, row: GridRow, column: GridColumn | None) -> str:
    """How a finding names a cell: “合计”行“实际支出”."""
    label = squeezed(row.label)[:24]
    header = squeezed(column.parts[-1])[:24] if column and column.parts else ""
    if column and len(column.parts) > 1 and header in ("合计", "小计", "金额", "预算数", "决算数"):
        header = "".join(squeezed(part) for part in column.parts[-2:])[:24]
    words = f"“{label}”行" if label else "该行"
    return f"{words}“{header}”" if header else words
