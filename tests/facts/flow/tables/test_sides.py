"""Two tables side by side, revenue and expenditure, are two grids over one range."""

from __future__ import annotations

from jixiao.facts import ColumnKind
from tests.facts.telling import flow, headers, rows

HEAD = ["收入", "支出", "项目", "预算数", "项目", "预算数"]
ROWS = [
    ["一、一般公共预算拨款收入", "900.00", "一、一般公共服务支出", "700.00"],
    ["二、政府性基金预算收入", "50.00", "二、教育支出", "80.00"],
    ["三、国有资本经营预算收入", "10.00", "三、城乡社区支出", "180.00"],
    ["收入总计", "960.00", "支出总计", "960.00"],
]
LEFT = [
    "一、一般公共预算拨款收入 | 900.00",
    "二、政府性基金预算收入 | 50.00",
    "三、国有资本经营预算收入 | 10.00",
    "收入总计 | 960.00",
]
RIGHT = [
    "一、一般公共服务支出 | 700.00",
    "二、教育支出 | 80.00",
    "三、城乡社区支出 | 180.00",
    "支出总计 | 960.00",
]


def test_cells_one_a_line_are_two_grids() -> None:
    read = flow("\n".join(["部门收支预算总表", "单位：万元", *HEAD, *(cell for row in ROWS for cell in row)]))
    left, right = read.grids
    assert (left.start, left.end) == (right.start, right.end)
    assert (left.side, right.side) == ("收入", "支出")
    assert rows(left) == LEFT
    assert rows(right) == RIGHT
    assert left.title == "部门收支预算总表"
    assert left.unit == right.unit == "万元"


def test_rows_with_tabs_are_two_grids() -> None:
    lines = ["收入\t\t支出\t", "项目\t预算数\t项目\t预算数", *("\t".join(row) for row in ROWS)]
    left, right = flow("\n".join(lines)).grids
    assert headers(left) == ["收入 / 项目", "收入 / 预算数"]
    assert rows(left) == LEFT
    assert rows(right) == RIGHT


def test_the_shorter_side_ends_before_the_longer() -> None:
    more = [["四、卫生健康支出", "60.00"], ["五、住房保障支出", "40.00"]]
    cells = [cell for row in [*ROWS[:3], *more, ROWS[3]] for cell in row]
    left, right = flow("\n".join([*HEAD, *cells])).grids
    assert rows(left) == LEFT
    assert rows(right) == [*RIGHT[:3], "四、卫生健康支出 | 60.00", "五、住房保障支出 | 40.00", RIGHT[3]]


def test_balances_of_a_final_account_stand_on_their_sides() -> None:
    cells = [
        *["收入", "支出", "项目", "决算数", "项目", "决算数"],
        *["一、一般公共预算财政拨款收入", "90.00", "一、一般公共服务支出", "60.00"],
        *["二、其他收入", "5.00", "二、教育支出", "30.00"],
        *["本年收入合计", "95.00", "本年支出合计", "90.00"],
        *["年初结转和结余", "3.00", "年末结转和结余", "8.00", "总计", "98.00", "总计", "98.00"],
    ]
    left, right = flow("\n".join(cells)).grids
    assert rows(left)[2:] == ["本年收入合计 | 95.00", "年初结转和结余 | 3.00", "总计 | 98.00"]
    assert rows(right)[2:] == ["本年支出合计 | 90.00", "年末结转和结余 | 8.00", "总计 | 98.00"]


def test_a_group_of_the_header_gives_way_to_its_members() -> None:
    cells = [
        *["本年收入", "本年支出", "项目", "预算数", "项目", "预算数"],
        *["合计", "基本支出", "项目支出", "人员经费", "公用经费"],
        *["一、财政拨款收入", "90.00", "一、教育支出", "60.00", "30.00", "10.00", "20.00"],
        *["二、事业收入", "二、卫生健康支出", "30.00", "30.00"],
        *["收入总计", "90.00", "支出总计", "90.00", "60.00", "10.00", "20.00"],
    ]
    _, right = flow("\n".join(cells)).grids
    assert headers(right) == ["项目", "合计", "人员经费", "公用经费", "项目支出"]
    assert rows(right)[2] == "支出总计 | 90.00 | 60.00 | 10.00 | 20.00"
    assert right.body[1].is_ragged


def test_where_the_sides_remain_open_the_table_is_a_listing() -> None:
    cells = [
        "收入",
        "支出",
        "项目",
        "预算数",
        "项目",
        "预算数",
        "甲类",
        "1.00",
        "乙类",
        "2.00",
        "丙类",
        "3.00",
    ]
    (grid,) = flow("\n".join(cells)).grids
    assert grid.is_listing


def test_line_numbers_stand_before_amounts() -> None:
    cells = [
        *["收入", "支出", "项目", "行次", "金额", "项目", "行次", "金额", "栏次", "1", "栏次", "2"],
        *["一、财政拨款收入", "1", "90.00", "一、一般公共服务支出", "32", "60.00"],
        *["二、其他收入", "2", "5.00", "二、教育支出", "33", "30.00", "3"],
        *["三、卫生健康支出", "34", "1.00"],
        *["本年收入合计", "27", "95.00", "本年支出合计", "57", "91.00"],
    ]
    left, right = flow("\n".join(["收入支出决算总表", "公开01表", "部门：某局", *cells])).grids
    assert left.title == "收入支出决算总表"
    assert headers(left) == ["项目", "行次", "金额"]
    assert rows(left) == [
        "一、财政拨款收入 | 1 | 90.00",
        "二、其他收入 | 2 | 5.00",
        "本年收入合计 | 27 | 95.00",
    ]
    assert rows(right)[1:] == [
        "二、教育支出 | 33 | 30.00 ?? 3",
        "三、卫生健康支出 | 34 | 1.00",
        "本年支出合计 | 57 | 91.00",
    ]
    assert right.columns[1].kind is ColumnKind.ORDINAL
