"""A value, what it was and how it changed are put together over a sentence, never over a new subject."""

from __future__ import annotations

import pytest

from jixiao.facts.changes.comparing import comparisons_of
from jixiao.facts.changes.step import steps_of
from tests.facts.prose import facts_of_text


def told(text: str):
    return [
        tuple(
            each and each.text
            for each in (it.now, it.base, it.delta and it.delta.figure, it.rate and it.rate.figure)
        )
        for it in comparisons_of(facts_of_text(text).sentences)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收入120亿元，比上年增加20亿元，增长20%。", ("120亿元", None, "20亿元", "20%")),
        ("收入120亿元，为预算的98%，比上年增加20亿元，增长20%。", ("120亿元", None, "20亿元", "20%")),
        ("收入120亿元，比上年的100亿元增加20亿元，增长20%。", ("120亿元", "100亿元", "20亿元", "20%")),
        (
            "决算46.28万元，比预算72.00万元减少25.72万元，下降35.72%，比上年减少8.94万元，下降16.19%。",
            ("46.28万元", None, "8.94万元", "16.19%"),
        ),
        (
            "决算46.28万元，比预算72.00万元减少25.72万元，比2021年减少8.94万元，下降16.19%。",
            ("46.28万元", None, "8.94万元", "16.19%"),
        ),
        (
            "清运垃圾28,640吨，日均78.47吨，比上年减少1,160吨，下降3.89%。",
            ("28,640吨", None, "1,160吨", "3.89%"),
        ),
        (
            "发放补贴1,200,000元，人均2,400元，比上年增加200元，增长9.09%。",
            ("2,400元", None, "200元", "9.09%"),
        ),
        ("收入由100亿元增加到120亿元，增长20%。", ("120亿元", "100亿元", None, "20%")),
        ("收入：120亿元。同比上年度增加20亿元，增长20%。", ("120亿元", None, "20亿元", "20%")),
        (
            "2023年当年预算执行数为100万元，2024年预算安排120万元，比2023年预算执行数增加20%。",
            ("120万元", "100万元", None, "20%"),
        ),
    ],
)
def test_the_figures_of_a_comparison_are_put_together(text, wanted):
    assert wanted in told(text)


def test_a_change_that_neither_a_value_nor_its_average_has_made_is_nobodys():
    text = "发放补贴1,200,000元，人均2,400元，比上年增加200元，增长12.5%。"
    assert not any(now and rate for now, _, _, rate in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "实施项目340个，增加34个，完成投资增长16.6%。",
        "全年收入100亿元，其中税收增加20亿元，增长35%。",
        "生猪存栏156.5万头，出栏318.5万头，分别下降20.8%和1.2%。",
    ],
)
def test_a_rate_of_another_subject_is_not_that_of_the_value_before(text):
    assert not any(now and rate for now, _, _, rate in told(text))


def test_the_value_of_a_name_is_found_a_sentence_before():
    text = "本单位2024年度收入支出总计307.82万元。与2023年度相比，收入支出总计增加100.00万元，增长48.12%。"
    assert ("307.82万元", None, "100.00万元", "48.12%") in told(text)


def test_two_printed_rates_and_their_difference_are_one_step():
    [step] = [
        step
        for sentence in facts_of_text("占比由36.1%提高到38.4%，提高2.3个百分点。").sentences
        for step in steps_of(sentence)
    ]
    assert (step.now.text, step.base.text, step.delta.figure.text) == ("38.4%", "36.1%", "2.3个百分点")


def test_a_figure_in_a_parenthesis_does_not_take_the_change_behind_it():
    text = "项目支出77.85亿元（含提前告知26.79亿元），比上年增加7.08亿元，增长10.0%。"
    assert ("77.85亿元", None, "7.08亿元", "10.0%") in told(text)


def test_a_rate_told_before_its_amount_is_paired_with_it():
    assert ("45.6亿元", None, "2.7亿元", "6.3%") in told("教育支出45.6亿元，增长6.3%，增加2.7亿元。")


@pytest.mark.parametrize(
    "text",
    [
        "收入包括财政拨款100万元、其他收入50万元，比上年增加10万元，增长8.7%。",
        "全市支出100亿元，其中教育20亿元；比上年增加8亿元，增长8.7%。",
        "支出决算为2.35万元，预算为3.00万元，比上年减少0.65万元，下降21.67%。",
    ],
)
def test_a_change_that_may_be_of_another_figure_is_doubtful(text):
    assert all(it.is_doubtful for it in comparisons_of(facts_of_text(text).sentences) if it.delta)
