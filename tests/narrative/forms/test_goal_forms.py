"""The official forms of objectives, monitoring and self-evaluation, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jixiao.errors import PolicyError
from jixiao.example import example_year
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms import FilledForm, filled_forms, load_form
from jixiao.narrative.report import chosen_period
from jixiao.quantity import Money
from jixiao.tracking.attainment import Cause, Likelihood, Statement, Tier
from jixiao.tracking.basis import Period
from jixiao.tracking.indicator import ChangeKind, IndicatorChange, Objective
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Attention
from jixiao.tracking.results import Evaluation
from jixiao.tracking.year import Year
from tests.tracking.test_goals import END, JULY, NATIONAL, PERIODS, WHOLE, attained, year

SAID = (
    attained("K01", JULY, actual="58", likelihood=Likelihood.CERTAIN),
    attained(
        "K03", JULY, actual="0", forecast="1100", causes=(Cause.STAFF, Cause.OTHER), explanation="人手不足",
        likelihood=Likelihood.POSSIBLE, remark="增派两人",
    ),
    attained("K05", JULY, tier=Tier.PARTLY, likelihood=Likelihood.IMPOSSIBLE, forecast_words="初见成效"),
)  # fmt: skip


def filed(**more: Any) -> Year:
    of = year(
        (*SAID, *WHOLE),
        objectives=(Objective(subject="P01", text="全年保洁达标。"),),
        statements=(Statement(subject="P01", as_of=END, completion="任务完成。"),),
        evaluations=(Evaluation(project="P01", forecast=Money(95_0000_00), as_of=JULY),),
        **more,
    )
    return replace(of, projects=tuple(replace(each, attention=Attention.FOCUS) for each in of.projects))


def form(name: str, period: Period, of: Year | None = None) -> FilledForm:
    (found,) = filled_forms(load_form(name), Facts(of or filed(), period, NATIONAL, period.end))
    return found


def rows(found: FilledForm) -> list[list[str]]:
    """The texts of the cells that begin in each row."""
    return [[cell.content.text for cell in row.cells] for row in found.rows]


def test_the_monitoring_form_has_its_sixteen_columns_in_order():
    found = rows(form("monitoring-136", PERIODS[0]))
    assert found[7] == [
        "一级指标", "二级指标", "三级指标", "年度指标值", "1—7月执行情况", "全年预计完成情况（预计）",
        "偏差原因分析", "完成目标可能性", "备注",
    ]  # fmt: skip
    assert found[8] == [
        "经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明",
        "确定能", "有可能", "完全不可能",
    ]  # fmt: skip


def test_the_monitoring_form_prints_what_was_said_and_ticks_what_was_chosen():
    found = rows(form("monitoring-136", PERIODS[0]))
    assert found[10] == [
        "产出指标", "数量指标", "指标K03", "≥1200人次", "0人次", "1100人次", "", "", "√", "", "√", "人手不足",
        "", "√", "", "增派两人",
    ]  # fmt: skip
    assert found[12][-4:] == ["", "", "√", ""]
    assert "部分达成年度指标并具有一定效果" in found[12]
    assert found[3][:3] == ["年度资金总额", "100.00", "60.00"]
    assert "95.00" in found[3]


def test_a_level_that_goes_on_is_one_merged_cell():
    cells = [cell for row in form("monitoring-136", PERIODS[0]).rows for cell in row.cells]
    (output,) = [each for each in cells if each.content.text == "产出指标"]
    assert output.rows == 2
    assert [each.rows for each in cells if each.content.text == "数量指标"] == [1]


def test_what_has_no_value_stays_blank_and_zero_is_printed():
    found = rows(form("monitoring-136", PERIODS[0]))
    assert found[11][:4] == ["质量指标", "指标K04", "≥95%", ""]
    assert found[10][4] == "0人次"


def test_the_self_evaluation_form_adds_up():
    found = rows(form("self-evaluation", PERIODS[1]))
    assert found[2][2:] == [
        "年初预算数",
        "全年预算数（A）",
        "全年执行数（B）",
        "分值",
        "执行率（B/A）",
        "得分",
    ]
    assert found[3][-3:] == ["10", "60.00%", "6"]
    assert "任务完成。" in found[7]
    assert found[10] == ["产出指标", "数量指标", "指标K03", "≥1200人次", "1200人次", "25", "25", ""]
    assert found[-1] == ["总分", "100", "94", "优"]


def test_a_total_that_is_not_known_stays_blank():
    of = filed()
    of = replace(of, attainments=tuple(each for each in of.attainments if each.indicator != "K05"))
    assert rows(form("self-evaluation", PERIODS[1], of))[-1] == ["总分", "100", "", ""]


def test_the_objectives_form_prints_the_target_in_force():
    changes = (
        IndicatorChange(indicator="K03", new_target="≥1000人次", approved=JULY),
        IndicatorChange(indicator="K06", kind=ChangeKind.REMOVED, approved=JULY),
    )
    found = rows(form("objectives", PERIODS[1], filed(indicator_changes=changes)))
    assert ["产出指标", "数量指标", "指标K03", "≥1000人次", "25", ""] in found
    assert ["满意度指标", "服务对象满意度指标", "指标K06", "（已删除）", "", ""] in found
    assert any("全年保洁达标。" in row for row in found)


@pytest.mark.parametrize("join", ["[9]", '["甲"]', "[-1]"])
def test_a_column_to_join_that_is_not_there_is_refused(join: str, tmp_path: Path):
    text = f'name = "x"\ntitle = "表"\nwidths = [1, 1]\n[[parts]]\njoin = {join}\nrows = "| 甲 | 乙 |"\n'
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="join"):
        load_form(path)


def test_the_units_own_form_has_its_money_by_kind_its_indicators_alone_and_its_score():
    of = example_year("shifan-2023")
    period = chosen_period(of, "")
    (found,) = filled_forms(
        load_form("unit-self-evaluation"), Facts(of, period, load_policy(of.unit.policy), period.end)
    )
    lines = rows(found)
    assert lines[2] == ["年度资金总额", "936.00", "961.00", "948.80", "10", "98.73%", "9.87"]
    assert lines[4][:4] == ["项目支出", "936.00", "961.00", "948.80"]
    assert [line[2:4] for line in lines[7:10]] == [
        ["重点任务完成", "≥6项"],
        ["居民诉求解决率", "≥90%"],
        ["居民满意度", "≥90%"],
    ]
    assert lines[-1] == ["总分", "100", "99.87", "优"]


def test_the_units_form_of_a_unit_without_indicators_is_drawn_to_be_filled_in_by_hand():
    (found,) = filled_forms(
        load_form("unit-self-evaluation"), Facts(year(()), PERIODS[1], NATIONAL, PERIODS[1].end)
    )
    blank = [line for line in rows(found) if not any(line)]
    assert len(blank) == 6
