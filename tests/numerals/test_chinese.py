from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.numerals.chinese import counted_in_chinese, in_chinese, read_chinese


@given(st.integers(0, 10**12 - 1) | st.integers(0, 20_000))
def test_a_number_reads_back_as_itself(number: int):
    assert read_chinese(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (11, "十一"),
        (110, "一百一十"),
        (1_001, "一千零一"),
        (1_010, "一千零一十"),
        (10_010, "一万零一十"),
        (101_000, "十万一千"),
        (100_000_000, "一亿"),
        (100_010_000, "一亿零一万"),
        (100_000_001, "一亿零一"),
        (120_000_000_000, "一千二百亿"),
    ],
)
def test_a_number_is_written_as_people_write_it(number: int, written: str):
    assert in_chinese(number) == written


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_that_nobody_writes_out_is_refused(number: int):
    with pytest.raises(ValueError, match="not written in Chinese"):
        in_chinese(number)


def test_two_of_something_has_a_word_of_its_own():
    assert [counted_in_chinese(number) for number in (1, 2, 3, 12)] == ["一", "两", "三", "十二"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("两", 2),
        ("两千零五", 2_005),
        ("二〇一九", 2_019),
        ("二○二五", 2_025),
        ("壹佰贰拾叁", 123),
        ("百", 100),
        ("一万亿", 1_000_000_000_000),
    ],
)
def test_other_ways_of_writing_a_number_are_read(written: str, number: int):
    assert read_chinese(written) == number


@pytest.mark.parametrize(
    "written", ["", "三四", "一万五", "三百五", "十四五", "零五", "百百", "一十百", "一" * 30]
)
def test_what_is_no_one_number_is_not_read(written: str):
    assert read_chinese(written) is None
