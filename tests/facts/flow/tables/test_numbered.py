"""Rows that are numbered are known from end to end, and may close with a remark."""

from __future__ import annotations

from jixiao.facts import ColumnKind
from tests.facts.telling import flow, headers, only_grid, rows

HEADER = ["序号", "项目名称", "主管部门", "总投资", "本年计划", "完成率", "备注"]
PROJECTS = [
    ["1", "污水管网改造", "住建局", "5,600.00", "1,800.00", "97.22%"],
    ["2", "医院迁建", "卫健局", "12,000.00", "3,500.00", "100.00%", "已完工"],
    ["3", "乡村道路", "交通局", "3,200.00", "1,200.00", "90.00%"],
]
TOTAL = ["合计", "20,800.00", "6,500.00", "96.92%"]


def stacked(*parts: list[str]) -> str:
    return "\n".join(cell for part in parts for cell in part)


def test_a_remark_that_other_rows_lack_closes_its_row() -> None:
    grid = only_grid(stacked(HEADER, *PROJECTS, TOTAL))
    assert headers(grid) == [*HEADER[:5], "完成率(%)", "备注"]
    assert rows(grid) == [
        "1 | 污水管网改造 | 住建局 | 5,600.00 | 1,800.00 | 97.22% | ·",
        "2 | 医院迁建 | 卫健局 | 12,000.00 | 3,500.00 | 100.00% | 已完工",
        "3 | 乡村道路 | 交通局 | 3,200.00 | 1,200.00 | 90.00% | ·",
        "合计 | · | · | 20,800.00 | 6,500.00 | 96.92% | ·",
    ]
    assert grid.columns[0].kind is ColumnKind.ORDINAL


def test_numbers_of_a_row_with_blanks_stay_without_columns() -> None:
    grid = only_grid(stacked(HEADER, *PROJECTS, ["4", "农田建设", "农业局", "2,400.00", "90.00%"]))
    assert rows(grid)[3] == "4 | 农田建设 | 农业局 | · | · | · | · ?? 2,400.00 | 90.00%"


def test_ordinals_that_skip_number_nothing() -> None:
    numbers = [["3", *row[1:]] for row in PROJECTS]
    assert all(
        column.kind is not ColumnKind.ORDINAL
        for grid in flow(stacked(HEADER, *numbers)).grids
        for column in grid.columns
    )
