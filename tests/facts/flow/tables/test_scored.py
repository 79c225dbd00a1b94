"""Score forms with a cell on each line: each row ends with what it may score and what it was given."""

from __future__ import annotations

from tests.facts.telling import flow, only_grid, rows

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
