"""Projects (项目): the tables of a report with a project a row: budget, changes, spending and rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.facts.budgets.statement import Statements, entries_of
from jixiao.facts.flow.grid import ColumnKind, Grid, GridCell, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.naming.naming import name_of
from jixiao.facts.tables.table import Table

_PROJECTS = re.compile(r"项目(?!支出|分类|编码)")
_OFFICE = re.compile(r"部门|单位|科室|处室|责任|主管")
_TELLING = frozenset([Measure.ADJUSTED, Measure.RATE])
_FEWEST = 3
_DOING = re.compile(
    r"(?:^|[，。；：、\s\d.．）)由])(?P<office>[^，。；：“”\s\d.．、（）()由]{3,24}?)(?:负责|牵头|组织|承担|具体|实施|执行|开展|管理|申报)+的$"
)
_REACH = 40


@dataclass(frozen=True)
class Project:
    """A row of such a table (项目一行): `figures` by measure, those of ambiguous columns left out."""

    name: str
    row: GridRow
    label: GridCell
    office: GridCell | None
    figures: Mapping[Measure, Mention]


@dataclass(frozen=True)
class ProjectTable:
    """A table of projects (项目明细表), its total row among them where it has one."""

    table: Table
    projects: Sequence[Project]
    total: Project | None


def project_tables(tables: Sequence[Table]) -> Iterator[ProjectTable]:
    """The tables with a row for each project: a column of project names, and what was budgeted and spent."""
    for table in tables:
        grid = table.grid
        if grid.is_listing or any(row.code for row in grid.body[:_FEWEST]):
            continue
        if not any(_is_names(column.header) for column in grid.columns if column.kind is ColumnKind.LABEL):
            continue
        offices = [
            column.index
            for column in grid.columns
            if column.kind is ColumnKind.LABEL
            and _OFFICE.search(column.header)
            and not _is_names(column.header)
        ]
        office = offices[0] if len(offices) == 1 else None
        projects = [_project(table, row, office) for row in grid.body if row.kind is RowKind.DATA]
        told = [project for project in projects if project is not None]
        if len(told) < _FEWEST or len(told) < len(projects):
            continue
        if not _TELLING & set(told[0].figures) or Measure.SPENT not in told[0].figures:
            continue
        totals = [row for row in grid.body if row.kind is RowKind.TOTAL]
        yield ProjectTable(table, told, _project(table, totals[-1], None) if len(totals) == 1 else None)


def offices_named(
    text: str, statements: Statements, table: ProjectTable
) -> Iterator[tuple[tuple[int, int], Project]]:
    """Who carries out a project, as prose says it right before its name, with the project of the table."""
    by_name: dict[str, list[Project]] = {}
    for project in table.projects:
        by_name.setdefault(project.name, []).append(project)
    for named, sentence in statements.names:
        rows = by_name.get(named.path[-1], ())
        if len(rows) != 1 or named.is_item or rows[0].office is None:
            continue
        start = max(sentence.start, named.start - _REACH)
        found = _DOING.search(text[start : named.start])
        if found:
            yield (start + found.start("office"), start + found.end("office")), rows[0]


def _is_names(header: str) -> bool:
    words = "".join(header.split())
    return bool(_PROJECTS.search(words)) and not words.endswith(
        ("部门", "单位", "负责人", "内容", "类别", "类型")
    )


def _project(table: Table, row: GridRow, office: int | None) -> Project | None:
    label = _label(table.grid, row)
    if label is None:
        return None
    figures: dict[Measure, Mention] = {}
    twice: set[Measure] = set()
    for entry in entries_of(table, row):
        measure = entry.measured.measure
        if measure in figures:
            twice.add(measure)
        figures.setdefault(measure, entry.figure)
    kept = {measure: figure for measure, figure in figures.items() if measure not in twice}
    cell = row.cells[office] if office is not None else None
    return Project(name_of(row.label), row, label, cell, kept)


def _label(grid: Grid, row: GridRow) -> GridCell | None:
    wanted = "".join(row.label.split())
    for cell in row.cells:
        if cell and "".join(grid.text_of(cell).split()).endswith(wanted):
            return cell
    return next((cell for cell in row.cells if cell), None)
