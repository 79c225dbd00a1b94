"""Words against values: what is said of an indicator that was met, and of one that was not."""

from __future__ import annotations

import pytest

from jixiao.catalogue import check_year
from jixiao.tracking.attainment import Statement
from tests.tracking.test_goals import END, JULY, NATIONAL, PERIODS, attained, year


def found(actual: str, words: str, completion: str = "") -> list[str]:
    said = (Statement(subject="P01", as_of=END, completion=completion),) if completion else ()
    of = year((attained("K03", END, actual=actual, explanation=words),), statements=said)
    report = check_year(of, NATIONAL, PERIODS[1])
    return [each.message for each in report.findings if each.rule == "ATT010"]


@pytest.mark.parametrize("words", ["因疫情没有完成", "场地装修，尚未达到目标", "进度滞后"])
def test_a_failure_that_was_none_is_told(words: str):
    assert found("1200", words) == [f"指标“指标K03”已经达到指标值，原因说明却写“{words}”。"]
    assert found("1199", words) == []


@pytest.mark.parametrize("words", ["全年任务已完成", "超额完成年度任务", "如期完成"])
def test_a_success_that_was_none_is_told(words: str):
    assert found("1199", words) == [f"指标“指标K03”没有达到指标值，原因说明却写“{words}”。"]
    assert found("1200", words) == []


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        ("1200", "上半年滞后，加派人手后按期完成"),
        ("1200", "前期没有完成的场次下半年补办，全部完成"),
        ("1199", "其余场次均已完成，最后一场因天气没有完成"),
        ("1199", "差一人次，报名者临时退出"),
        ("1200", ""),
    ],
)
def test_words_that_tell_of_both_or_of_neither_are_left_alone(actual: str, words: str):
    assert found(actual, words) == []


@pytest.mark.parametrize("words", ["各项指标均已完成。", "全年工作顺利，所有绩效指标全部达到。"])
def test_all_indicators_are_said_to_be_met_where_one_is_not(words: str):
    assert len(found("1199", "", words)) == 1
    assert found("1200", "", words) == []


def test_within_the_year_words_may_run_ahead_of_values():
    of = year((attained("K03", JULY, actual="300", explanation="上半年任务已完成"),))
    assert "ATT010" not in {each.rule for each in check_year(of, NATIONAL, PERIODS[0]).findings}
