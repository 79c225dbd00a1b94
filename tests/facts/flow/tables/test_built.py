"""Tables that the file itself knows: merged cells, levels of headers, captions, units."""

from __future__ import annotations

import pytest

from jixiao.document.model import Cell, Column, Document, Heading, Paragraph, Row, Sentence, Span, Table
from jixiao.facts import ColumnKind, Grid, flow_of
from tests.facts.telling import headers, rows


def cell(text: str, columns: int = 1, height: int = 1) -> Cell:
    return Cell((Span(text),) if text else (), columns=columns, rows=height)


def read(*lines: list[Cell], caption: str = "", unit: str = "") -> Grid:
    width = max(sum(each.columns for each in line) for line in lines)
    table = Table(
        tuple(Column("") for _ in range(width)),
        tuple(Row(tuple(line)) for line in lines),
        caption,
        unit,
        headed=False,
    )
    (grid,) = flow_of(Document("", (table,))).grids
    return grid


MERGED = [
    [cell("项目", height=2), cell("年中", columns=2), cell("决算数", height=2)],
    [cell("追加"), cell("追减")],
    [cell("路灯"), cell("1.00"), cell("-"), cell("11.50")],
    [cell("公园"), cell(""), cell("2.00"), cell("3.00")],
]


def test_merged_headers_give_columns_their_levels() -> None:
    grid = read(*MERGED)
    assert [column.parts for column in grid.columns] == [
        ("项目",),
        ("年中", "追加"),
        ("年中", "追减"),
        ("决算数",),
    ]
    assert rows(grid) == ["路灯 | 1.00 | - | 11.50", "公园 | · | 2.00 | 3.00"]


def test_a_merged_cell_stands_once_and_covers_the_rest() -> None:
    grid = read(
        [cell("部门"), cell("项目"), cell("预算数")],
        [cell("城建科", height=2), cell("路灯"), cell("1.00")],
        [cell("公园"), cell("2.00")],
        [cell("合计", columns=2), cell("3.00")],
    )
    below = grid.at(2, 0)
    assert below is not None
    assert grid.text_of(below) == "城建科"
    assert rows(grid) == ["城建科 | 路灯 | 1.00", "· | 公园 | 2.00", "合计 | · | 3.00"]


def test_a_title_row_and_a_unit_row_are_captions() -> None:
    grid = read(
        [cell("2023年项目支出明细表", columns=2)],
        [cell("单位：万元", columns=2)],
        [cell("项目"), cell("预算数")],
        [cell("路灯"), cell("1.00")],
        [cell("公园"), cell("2.00")],
    )
    assert (grid.title, grid.unit) == ("2023年项目支出明细表", "万元")
    assert headers(grid) == ["项目", "预算数"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("金额（万元）", "万元"),
        ("金额(元)", "元"),
        ("面积（平方米）", "平方米"),
        ("执行率", "%"),
        ("占比（%）", "%"),
        ("比上年增长%", "%"),
        ("预算数", ""),
    ],
)
def test_the_header_names_the_unit(header: str, unit: str) -> None:
    grid = read([cell("项目"), cell(header)], [cell("路灯"), cell("12.5")], [cell("公园"), cell("8.0")])
    assert grid.columns[1].unit == unit


def test_the_unit_stands_in_the_paragraph_above() -> None:
    table = Table((Column("项目"), Column("预算数")), (Row((cell("路灯"), cell("1.00"))),))
    above = [Paragraph((Sentence((Span(text),)),)) for text in ("表2 项目支出表", "（单位：千元）")]
    (grid,) = flow_of(Document("", (Heading(1, "一、项目情况"), *above, table))).grids
    assert (grid.title, grid.unit) == ("表2 项目支出表", "千元")
    assert [each.title for each in grid.headings] == ["项目情况"]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    grid = read(
        [cell("指标"), cell("单位"), cell("数量")],
        [cell("粮食产量"), cell("万吨"), cell("82.5")],
        [cell("常住人口"), cell("万人"), cell("310.2")],
    )
    assert [grid.unit_of(row, grid.columns[2]) for row in grid.body] == ["万吨", "万人"]


def test_a_row_that_numbers_the_columns_is_header() -> None:
    grid = read(
        [cell("项目"), cell("预算数"), cell("决算数")],
        [cell("栏次"), cell("1"), cell("2")],
        [cell("路灯"), cell("1.00"), cell("1.50")],
    )
    assert rows(grid) == ["路灯 | 1.00 | 1.50"]
    assert grid.columns[1].kind is ColumnKind.VALUE


def test_a_line_break_within_a_cell_is_one_of_layout() -> None:
    grid = read(
        [cell("项目"), cell("预算数")],
        [cell("老旧小区\n改造"), cell("1,234\n.50")],
        [cell("公园"), cell("1.00")],
    )
    assert rows(grid)[0] == "老旧小区改造 | 1,234.50"
