"""A form that is several tables in one frame is read part by part, each under its own header."""

from __future__ import annotations

from jixiao.document.model import Cell, Column, Document, Row, Table
from jixiao.facts import Flow, RowKind, flow_of
from tests.facts.flow.tables.test_built import cell
from tests.facts.telling import headers, rows

LINES = [
    [cell("项目支出绩效自评表", 8)],
    [cell("项目名称", 2), cell("河道养护", 6)],
    [cell("主管部门", 2), cell("水务局", 3), cell("实施单位"), cell("河道所", 2)],
    [
        cell("项目资金（万元）", 1, 3),
        *map(cell, ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]),
    ],
    [*map(cell, ["年度资金总额", "350.00", "340.00", "331.50", "10", "97.50%", "9.75"])],
    [*map(cell, ["其中：当年财政拨款", "350.00", "340.00", "331.50", "—", "97.50%", "—"])],
    [cell("年度总体目标"), cell("完成12条河道的日常养护。", 4), cell("已完成。", 3)],
    [
        cell("绩效指标", 1, 3),
        *map(cell, ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]),
    ],
    [cell("产出指标", 1, 2), *map(cell, ["数量指标", "养护河道数量", "≥12条", "12条", "50", "50"])],
    [*map(cell, ["质量指标", "水质达标率", "≥95%", "92%", "40", "36"])],
    [cell("总分", 6), *map(cell, ["100", "95.75"])],
]


def form(lines: list[list[Cell]]) -> Flow:
    columns = tuple(Column("") for _ in range(8))
    return flow_of(Document("", (Table(columns, tuple(Row(tuple(line)) for line in lines), headed=False),)))


def test_each_part_of_a_form_is_a_grid() -> None:
    fields, money, goal, indicators = form(LINES).grids
    assert fields.title == "项目支出绩效自评表"
    assert rows(money)[0] == "· | 年度资金总额 | 350.00 | 340.00 | 331.50 | 10 | 97.50% | 9.75"
    assert headers(indicators)[1:5] == ["一级指标", "二级指标", "三级指标", "年度指标值"]
    assert len(indicators.body) == 3
    assert goal.start > money.end


def test_the_unit_beside_the_labels_governs_the_amounts_and_not_the_scores() -> None:
    money = form(LINES).grids[1]
    assert headers(money)[2:] == [
        *["年初预算数(万元)", "全年预算数(万元)", "全年执行数(万元)"],
        *["分值(分)", "执行率(%)", "得分(分)"],
    ]


def test_the_sum_of_the_scores_is_a_total() -> None:
    indicators = form(LINES).grids[-1]
    assert indicators.body[-1].kind is RowKind.TOTAL
    assert rows(indicators)[-1].endswith("100 | 95.75")


def test_a_table_with_one_header_is_one_grid() -> None:
    assert len(form([LINES[3], *LINES[4:6]]).grids) == 1


ANALYSIS = [
    [*map(cell, ["项目基本情况", "项目名称"]), cell("河道养护", 4), cell("项目编码"), cell("")],
    [
        cell("预算执行情况"),
        *map(cell, ["年初预算", "追加", "追减", "调整后预算", "实际支出", "执行率", "备注"]),
    ],
    [*map(cell, ["", "350.00", "-", "10.00", "340.00", "331.50", "97.50%", ""])],
    [*map(cell, ["产出成果", "指标", "范围", "口径", "预期值", "完成值", "完成率", "截至日期"])],
    [*map(cell, ["", "养护河道", "", "", "12条", "12条", "100%", "2023年12月31日"])],
    [*map(cell, ["绩效指标", "三级指标", "指标值", "口径", "完成值", "指标灯", "偏差原因说明", ""])],
    [*map(cell, ["", "水质达标率", "≥95%", "", "92%", "黄", "汛期来水偏浑", ""])],
]


def test_money_outputs_and_indicators_of_an_analysis_are_kept_apart() -> None:
    """Else an output's number stands in the column of a budget, and an output passes for a project."""
    found = [headers(each) for each in form(ANALYSIS).grids]
    money = next(each for each in found if "年初预算" in "".join(each))
    assert not any("完成值" in each or "三级指标" in each for each in money)
    assert any("预期值" in each for each in found)
