from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.numerals.chinese import counted_in_chinese, in_chinese


def value(written: str) -> int:
    """Read a number in Chinese characters, by adding up what its digits and places say."""
    total = group = digit = 0
    for character in written:
        if character in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(character)
        elif character in "十百千":
            group += (digit or 1) * 10 ** ("十百千".index(character) + 1)
            digit = 0
        else:
            total += (group + digit) * {"万": 10**4, "亿": 10**8}[character]
            group = digit = 0
    return total + group + digit


@given(st.integers(0, 10**12 - 1) | st.integers(0, 20_000))
def test_a_number_reads_back_as_itself(number: int):
    assert value(in_chinese(number)) == number


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
