"""Score forms with a cell on each line: each row ends with what it may score and what it was given."""

from __future__ import annotations

from tests.facts.telling import flow, headers, only_grid, rows

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]
FIRST = ["产出指标", "数量指标", "巡查次数", "≥50次", "62次", "20", "20.0"]
OTHERS = [
    "质量指标",
    "合格率",
    "≥95%",
    "96%",
    "30",
    "29.0",
    "时效指标",
    "完成及时",
    "达成",
    "达成",
    "20",
    "18.0",
]
LAST = ["效益指标", "社会效益指标", "环境改善", "明显", "明显", "30", "28.5"]


def test_the_scores_stand_in_the_last_columns_however_many_cells_are_before_them() -> None:
    grid = only_grid("\n".join([*HEADER, *FIRST, *OTHERS, *LAST, "总分", "100", "95.5"]))
    assert [row.split(" | ")[-2:] for row in rows(grid)] == [
        ["20", "20.0"],
        ["30", "29.0"],
        ["20", "18.0"],
        ["30", "28.5"],
        ["100", "95.5"],
    ]


def test_where_a_row_lacks_its_score_the_scores_have_no_columns() -> None:
    read = flow("\n".join([*HEADER, *FIRST[:-1], *OTHERS, *LAST, "总分", "100", "95.5"]))
    assert not any(column.header == "得分" and column.index for grid in read.grids for column in grid.columns)


def test_standards_between_the_scores_and_reasons_behind_them_are_seen_through() -> None:
    lines = ["一级指标", "三级指标", "分值", "评分标准", "得分"]
    for name in ("目标合理性", "指标明确性", "制度健全性", "使用合规性"):
        lines += [name, "25", "符合要求的，计25分；每发现一处不符，扣5分。", "24"]
    grid = only_grid("\n".join([*lines, "合计", "100", "96"]))
    assert headers(grid)[-2:] == ["分值(分)", "得分(分)"]
    assert [row.split(" | ")[-2:] for row in rows(grid)] == [["25", "24"]] * 4 + [["100", "96"]]


def test_the_block_of_money_and_the_rows_on_one_line_each_are_two_tables() -> None:
    money, indicators = flow(
        """
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 350.00 350.00 343.00 10 98.00% 9.8
其中：财政拨款 350.00 350.00 343.00 — 98.00% —
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析
产出指标 数量指标 养护面积 ≥85万平方米 86.2万平方米 25 25
补植数量 ≥500株 520株 15 15
时效指标 按期完成率 100% 98% 10 9.8 连续降雨影响作业
效益指标 空气质量 明显 较明显 30 27 缺少监测数据
满意度指标 市民满意度 ≥90% 91% 10 10
总分 100 96.6
"""
    ).grids
    assert rows(money)[0] == "年度资金总额 | 350.00 | 350.00 | 343.00 | 10 | 98.00% | 9.8"
    assert headers(money)[1] == "年初预算数(万元)"
    assert [row.split(" | ")[-2:] for row in rows(indicators)][1:4] == [
        ["15", "15"],
        ["10", "9.8"],
        ["30", "27"],
    ]
