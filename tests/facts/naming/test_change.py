"""What a figure says of a rise or fall is read from the words right before it."""

from __future__ import annotations

import pytest

from jixiao.facts.naming.change import OPPOSITES, Comparand, change_of
from tests.facts.prose import facts_of_text


def last_change(text: str):
    return change_of(facts_of_text(text).mentions[-1])


@pytest.mark.parametrize(
    ("text", "sign", "comparator", "subject"),
    [
        ("收入120亿元，比上年增加20亿元。", 1, "上年", ""),
        ("收入120亿元，同比下降3.1%。", -1, "", ""),
        ("收入120亿元，较2023年预算执行数减少了20亿元。", -1, "2023年预算执行数", ""),
        ("收入120亿元，与上年相比增长5%。", 1, "上年", ""),
        ("收入120亿元，同比上年度增加20亿元。", 1, "上年度", ""),
        ("实施项目340个，完成投资增长16.6%。", 1, "", "完成投资"),
        ("收入120亿元，其中税收比上年增长5%。", 1, "上年", "其中税收"),
        ("占比为53%，比上年提高2.3个百分点。", 1, "上年", ""),
    ],
)
def test_sign_comparator_and_subject_are_those_of_the_words(text, sign, comparator, subject):
    change = last_change(text)
    assert change is not None
    assert (change.sign, change.comparator, change.subject) == (sign, comparator, subject)


@pytest.mark.parametrize("text", ["收入增至120亿元。", "占比提高到53%。", "占比为53%。", "完成120亿元。"])
def test_a_new_value_is_no_change(text):
    assert last_change(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "收入120亿元，按可比口径增长5%。",
        "收入120亿元，扣除价格因素实际增长5%。",
        "收入120亿元，按不变价格计算，增长5%。",
    ],
)
def test_an_adjusted_comparison_is_known_as_such(text):
    change = last_change(text)
    assert change is not None
    assert change.is_adjusted


def test_growth_by_year_is_known_as_such():
    change = last_change("收入从2020年的80亿元增加到2025年的160亿元，年均增长14.9%。")
    assert change is not None
    assert change.is_yearly


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("余额120亿元，比年初增加20亿元。", Comparand.YEAR_START),
        ("余额120亿元，比2023年增加20亿元。", Comparand.LAST_YEAR),
        ("余额120亿元，比预算增加20亿元。", Comparand.BUDGET),
        ("余额120亿元，环比增长2%。", Comparand.MONTH),
        ("余额120亿元，增长2%。", Comparand.UNSAID),
    ],
)
def test_what_it_is_against_is_told_apart(text, against):
    change = last_change(text)
    assert change is not None
    assert change.against is against


def test_the_other_word_of_a_pair_goes_the_other_way():
    assert OPPOSITES["增加"] == "减少"
    assert OPPOSITES["下降"] == "增长"


def test_a_long_clause_without_marks_takes_no_time():
    assert last_change("增长比" * 20_000 + "5%。") is None
