"""Names of figures leave out what differs from telling to telling."""

from __future__ import annotations

import pytest

from jixiao.facts.naming.naming import named, phrase, year_in


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2024年，全区税收收入完成", "全区税收收入"),
        ("其中：基本支出", "基本支出"),
        ("截至2019年12月31日实际支出金额", "实际支出"),
        ("年末常住人口", "常住人口"),
        ("其中：4G移动电话用户", "4G移动电话用户"),
        ("1.全区税收收入", "全区税收收入"),
        ("为", ""),
    ],
)
def test_time_verb_and_precision_are_left_out(words, name):
    assert named(words) == name


def test_the_same_comparison_in_other_words_is_one_phrase():
    assert phrase("2023年当年预算执行数为") == phrase("2023年预算执行数")
    assert phrase("上年预算数为") != phrase("上年执行数为")


def test_the_last_year_named_counts():
    assert year_in("较“十三五”末2020年") == 2020
    assert year_in("全年") == 0
