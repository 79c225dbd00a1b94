"""What the cells of a form are called, by their labels."""

from __future__ import annotations

import pytest

from jixiao.narrative.forms.names import named_cells
from tests.narrative.forms.test_goal_forms import form
from tests.tracking.test_goals import PERIODS


@pytest.mark.parametrize(
    ("layout", "period", "told"),
    [
        ("self-evaluation", 1, ("项目名称", "保洁")),
        ("self-evaluation", 1, ("实施单位", "城管办")),
        ("self-evaluation", 1, ("项目资金 · 年度资金总额 · 全年执行数（B）", "60.00")),
        ("self-evaluation", 1, ("项目资金 · 其中：当年财政拨款 · 执行率（B/A）", "60.00%")),
        ("self-evaluation", 1, ("年度总体目标 · 预期目标", "全年保洁达标。")),
        ("self-evaluation", 1, ("产出指标 · 质量指标 · 指标K04 · 得分", "15")),
        ("self-evaluation", 1, ("总分 · 得分", "94")),
        ("monitoring-136", 0, ("项目资金 · 年度资金总额 · 1—7月执行率", "60.00%")),
        ("monitoring-136", 0, ("产出指标 · 数量指标 · 指标K03 · 人员保障", "√")),
        ("monitoring-136", 0, ("产出指标 · 数量指标 · 指标K03 · 原因说明", "人手不足")),
        ("monitoring-136", 0, ("产出指标 · 数量指标 · 指标K03 · 有可能", "√")),
    ],
)
def test_a_value_is_called_by_the_labels_of_its_row_and_column(
    layout: str, period: int, told: tuple[str, str]
):
    found = [(name, cell.content.text) for cell, name in named_cells(form(layout, PERIODS[period]))]
    assert told in found


@pytest.mark.parametrize(("layout", "period"), [("self-evaluation", 1), ("monitoring-136", 0)])
def test_every_value_is_named_once_in_the_order_of_the_form(layout: str, period: int):
    filled = form(layout, PERIODS[period])
    values = [
        cell for row in filled.rows for cell in row.cells if not cell.is_label and cell.content.text.strip()
    ]
    found = list(named_cells(filled))
    assert [cell for cell, _name in found] == values
    assert all(name for _cell, name in found)
    assert len({name for _cell, name in found}) > len(found) * 0.8
