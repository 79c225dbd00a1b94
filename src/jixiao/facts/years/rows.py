"""Projects of tables (表中的项目): a row for each project, whatever columns a unit's table has.

A table is taken where one column holds names of projects and another tells of their budget; further columns,
office, number and code, may be there or not and stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import ColumnKind, Grid, GridCell, GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure, measure_of_column
from jixiao.facts.naming.naming import name_of
from jixiao.facts.tables.table import Table
from jixiao.facts.years.unsaid_unit import UnsaidUnit, unsaid_unit

_NAME = re.compile(
    r"项目名称|名称|项目(?!支出|分类|编码|执行|实施|主管|单位|部门|负责|类[别型]|内容|金额|资金)"
)
_SURE_NAME = re.compile(r"项目名称|重点项目")
_OFFICE = re.compile(
    r"执行部门|执行科室|实施(?:科室|部门|单位)|责任(?:部门|科室|单位)|承办|(?:^|项目)(?:部门|科室|处室)|归口"
)
_CODE = re.compile(r"项目编[码号]")
_PERSON = re.compile(r"负责人")
_WHOLE_COLUMN = re.compile(r"合计|小计|总额|金额$")
_NO_PROJECT = re.compile(
    r"^[一二三四五六七八九十]+[、.．]|(?:收入|支出|结转|结余|拨款)(?:合计|总计)?$|^(?:本年|上年|年末|年初|基本支出)|合计|总计|^其中|^[总小]?计$|^因公出国|^公务(?:用车|接待)|^(?:增加|减少)"
)
_BUDGETS = frozenset([Measure.ORIGINAL, Measure.ADJUSTED, Measure.BUDGET])
_AMOUNTS = frozenset([*_BUDGETS, Measure.INCREASE, Measure.REDUCTION, Measure.SPENT])
_NOTHING = frozenset(["-", "—", "——", "/", "无"])
_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|(?<!\s)\s++(?=[^\x00-\x7f])|(?<!\s)\s*\n\s*")


@dataclass(frozen=True)
class RowSaid:
    """A row of such a table (表中一行): the project's name as printed, and its figures by measure."""

    name: str
    label: GridCell
    number: int | None
    office: GridCell | None
    code: str
    person: str
    figures: Mapping[Measure, Mention]


@dataclass(frozen=True)
class TableSaid:
    """A table of projects (项目表): `measures` have one column, `doubled` several."""

    table: Table
    rows: Sequence[RowSaid]
    total: Mapping[Measure, Mention]
    measures: frozenset[Measure]
    doubled: Sequence[tuple[Measure, Sequence[str]]] = ()
    left_out: Sequence[str] = field(default=())
    is_focus: bool = True
    unit: UnsaidUnit | None = None  # the unit that it is taken to be in, where it names none


def tables_said(facts: Facts, fiscal_year: int) -> Iterator[TableSaid]:
    """The tables of projects, in the order of the document."""
    for table in facts.tables:
        read = _table_said(facts, table, fiscal_year)
        if read is not None and read.rows:
            yield read


def _table_said(facts: Facts, table: Table, fiscal_year: int) -> TableSaid | None:
    grid = table.grid
    if grid.is_listing or any(row.code for row in grid.body[:3]):
        return None
    names = _name_column(grid)
    if names is None:
        return None
    columns, doubled = _columns(grid, fiscal_year)
    measures = frozenset(columns.values())
    if not _BUDGETS & measures:
        return None
    roles = _Roles.of(grid)
    rows: list[RowSaid] = []
    left_out: list[str] = []
    for row in grid.body:
        cell = grid.at(row.index, names.index)
        if row.kind is not RowKind.DATA or cell is None:
            continue
        name = printed_name(grid.text_of(cell))
        if not name or row.is_among or row.is_ragged or _NO_PROJECT.search(name):
            if name:
                left_out.append(name)
            continue
        figures = _figures(table, row, columns)
        if _AMOUNTS & figures.keys():
            rows.append(_row_said(grid, row, roles, cell, name, figures))
    if len(left_out) > len(rows):
        return None
    totals = [row for row in grid.body if row.kind is RowKind.TOTAL]
    total = _figures(table, totals[-1], columns) if len(totals) == 1 else {}
    unit = unsaid_unit(facts, [(compared(row.name), _amounts(row.figures)) for row in rows])
    if unit is not None:
        rows = [replace(row, figures=unit.given(row.figures)) for row in rows]
        total = unit.given(total)
    return TableSaid(table, rows, total, measures, doubled, left_out, _is_focus(facts, grid), unit)


def _name_column(grid: Grid) -> GridColumn | None:
    """The column that holds the names of projects; none where no header says so."""
    labels = [column for column in grid.columns if column.kind is ColumnKind.LABEL]
    for column in labels:
        if _SURE_NAME.search(_squeezed(column)):
            return column
    has_company = any(
        column.kind is ColumnKind.ORDINAL or _OFFICE.search(_squeezed(column)) for column in grid.columns
    )
    named = [column for column in labels if _NAME.search(_squeezed(column))]
    return named[0] if named and has_company else None


def _columns(
    grid: Grid, fiscal_year: int
) -> tuple[dict[int, Measure], Sequence[tuple[Measure, Sequence[str]]]]:
    """What the columns of this year measure; of several that measure the same the one of the total."""
    by_measure: dict[Measure, list[GridColumn]] = {}
    for column in grid.values:
        measured = measure_of_column(grid, column)
        if measured is None or measured.year not in (0, fiscal_year):
            continue
        by_measure.setdefault(measured.measure, []).append(column)
    chosen: dict[int, Measure] = {}
    doubled = []
    for measure, columns in by_measure.items():
        wholes = [each for each in columns if each.is_total or _WHOLE_COLUMN.search(_squeezed(each))]
        if len(columns) > 1 and len(wholes) != 1:
            doubled.append((measure, tuple(each.header for each in columns)))
        else:
            chosen[(wholes or columns)[0].index] = measure
    return chosen, doubled


def _figures(table: Table, row: GridRow, columns: Mapping[int, Measure]) -> dict[Measure, Mention]:
    """The figures of the row in the columns whose measure is known."""
    found = {measure: table.cells.get((row.index, index)) for index, measure in columns.items()}
    return {measure: figure for measure, figure in found.items() if figure is not None}


def _amounts(figures: Mapping[Measure, Mention]) -> Mapping[Measure, Mention]:
    return {measure: figure for measure, figure in figures.items() if measure in _AMOUNTS}


@dataclass(frozen=True, slots=True)
class _Roles:
    """The columns of a table that say of a project what is no amount."""

    ordinal: GridColumn | None
    office: GridColumn | None
    code: GridColumn | None
    person: GridColumn | None

    @classmethod
    def of(cls, grid: Grid) -> _Roles:
        def first(header: re.Pattern[str]) -> GridColumn | None:
            return next((each for each in grid.columns if header.search(_squeezed(each))), None)

        ordinal = next((each for each in grid.columns if each.kind is ColumnKind.ORDINAL), None)
        return cls(ordinal, first(_OFFICE), first(_CODE), first(_PERSON))


def _row_said(
    grid: Grid, row: GridRow, roles: _Roles, cell: GridCell, name: str, figures: Mapping[Measure, Mention]
) -> RowSaid:
    digits = _text(grid, row, roles.ordinal)
    return RowSaid(
        name,
        cell,
        int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None,
        grid.at(row.index, roles.office.index) if roles.office else None,
        _text(grid, row, roles.code),
        _text(grid, row, roles.person),
        figures,
    )


def _text(grid: Grid, row: GridRow, column: GridColumn | None) -> str:
    cell = grid.at(row.index, column.index) if column else None
    words = printed_name(grid.text_of(cell)) if cell else ""
    return words if words not in _NOTHING else ""


def _is_focus(facts: Facts, grid: Grid) -> bool:
    """Whether the table is of focus projects: unless its title says 一般."""
    words = grid.title + "".join(each.title for each in grid.headings[-1:])
    return "一般" not in words.replace("一般公共预算", "") or "重点" in words


def printed_name(words: str) -> str:
    r"""Words of a cell in one line, without the spaces and breaks that layout put among them.

    >>> printed_name("老旧小区 保洁\n经费")
    '老旧小区保洁经费'
    """
    return _SPACE.sub("", words.strip())


def compared(name: str) -> str:
    """The name under which names are compared."""
    return name_of(name)


def _squeezed(column: GridColumn) -> str:
    return "".join(column.header.split())
