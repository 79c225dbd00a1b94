"""Rows that are lines: cells between tabs, or between runs of spaces."""

from __future__ import annotations

from tests.facts.telling import dropped, flow, headers, only_grid, rows


def test_tabs_part_cells() -> None:
    grid = only_grid("项目\t预算数\t决算数\n路灯\t12.00\t11.50\n公园\t\t3.00\n合计\t12.00\t14.50")
    assert headers(grid) == ["项目", "预算数", "决算数"]
    assert rows(grid) == ["路灯 | 12.00 | 11.50", "公园 | · | 3.00", "合计 | 12.00 | 14.50"]


def test_strokes_part_cells_though_none_stands_outside() -> None:
    grid = only_grid("项目 | 预算数 | 决算数\n---|---|---\n路灯 | 12.00 | 11.50\n|\n公园 | 4.00 | 3.00")
    assert headers(grid) == ["项目", "预算数", "决算数"]
    assert rows(grid) == ["路灯 | 12.00 | 11.50", "公园 | 4.00 | 3.00"]


def test_a_stroke_in_a_sentence_parts_nothing() -> None:
    assert "预算12.00万元" in flow("来源：财政局 | 作者：张三\n路灯 | 预算12.00万元，支出11.50万元。").text


def test_runs_of_spaces_part_cells() -> None:
    grid = only_grid(
        "项    目        预算数    决算数\n路灯            12.00     11.50\n公园             4.00      3.00\n"
        "合    计        16.00     14.50"
    )
    assert rows(grid) == ["路灯 | 12.00 | 11.50", "公园 | 4.00 | 3.00", "合    计 | 16.00 | 14.50"]


def test_a_blank_shows_by_where_columns_are_printed() -> None:
    grid = only_grid(
        "项目            预算数    决算数\n路灯            12.00     11.50\n公园             4.00      3.00\n"
        "河道                       5.00\n合计            16.00     19.50"
    )
    assert rows(grid)[2] == "河道 | · | 5.00"


def test_single_blanks_part_numbers() -> None:
    grid = only_grid("项目 预算数 决算数\n路灯 12.00 11.50\n公园 4.00 3.00\n河道 5.00 5.00\n合计 21.00 19.50")
    assert rows(grid) == [
        "路灯 | 12.00 | 11.50",
        "公园 | 4.00 | 3.00",
        "河道 | 5.00 | 5.00",
        "合计 | 21.00 | 19.50",
    ]


def test_a_group_reaches_over_its_columns() -> None:
    grid = only_grid(
        "项目\t年中调整\t\t决算数\n\t追加\t追减\t\n路灯\t1.00\t-\t11.50\n公园\t-\t2.00\t3.00\n河道\t-\t2.50\t3.00"
    )
    assert headers(grid) == ["项目", "年中调整 / 追加", "年中调整 / 追减", "决算数"]


def test_a_total_takes_the_place_of_ordinal_and_words() -> None:
    grid = only_grid(
        "序号\t部门\t项目\t预算数\n1\t城建科\t路灯\t12.00\n2\t民政科\t养老\t4.00\n3\t党建办\t服务\t4.50\n合计\t20.50"
    )
    assert rows(grid)[-1] == "合计 | · | · | 20.50"
    (cell,) = [cell for cell in grid.rows[-1].cells[:1] if cell]
    assert cell.columns == 3


def test_cells_that_begin_with_a_tab_are_a_table() -> None:
    cells = [
        ["\t项目", "\t预算数", "\t决算数"],
        ["\t路灯", "\t12.00", "\t11.50"],
        ["\t公园", "\t4.00", "\t3.00"],
    ]
    grid = only_grid("\n\n".join("\n".join(row) for row in cells))
    assert rows(grid) == ["路灯 | 12.00 | 11.50", "公园 | 4.00 | 3.00"]


def test_upright_strokes_part_cells() -> None:
    lines = ["| 项目 | 预算数 | 决算数 |", "|------|-------:|--------|", "| 路灯 | 12.00 | 11.50 |"]
    read = flow("\n".join([*lines, "| 公园 |  | 3.00 |", "| 合计 | 12.00 | 14.50 |"]))
    (grid,) = read.grids
    assert headers(grid) == ["项目", "预算数", "决算数"]
    assert rows(grid) == ["路灯 | 12.00 | 11.50", "公园 | · | 3.00", "合计 | 12.00 | 14.50"]
    assert dropped(read) == [lines[1]]


def test_a_header_line_has_as_many_cells_as_the_rows() -> None:
    grid = only_grid(
        "附表：一般公共预算支出表 单位：万元\n科目 年初预算 调整预算 执行数\n公共安全 9100 9300 9250\n"
        "教育 68000 70000 70150\n科学技术 1200 1300 1290\n支出合计 78300 80600 80690"
    )
    assert headers(grid) == ["科目", "年初预算", "调整预算", "执行数"]
    assert (grid.title, grid.unit) == ("附表：一般公共预算支出表", "万元")
    assert rows(grid)[0] == "公共安全 | 9100 | 9300 | 9250"
