"""Two tables side by side, revenue and expenditure, are two grids over one range."""

from __future__ import annotations

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
