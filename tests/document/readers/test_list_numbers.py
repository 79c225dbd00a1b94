"""Numbers of lists as Word and browsers print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.readers.list_numbers import printed_number


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", ["1", "10", "21"]),
        ("decimalZero", ["01", "10", "21"]),
        ("decimalFullWidth", ["１", "１０", "２１"]),
        ("chineseCounting", ["一", "十", "二十一"]),
        ("chineseCountingThousand", ["一", "十", "二十一"]),
        ("japaneseCounting", ["一", "十", "二十一"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "贰拾壹"]),
        ("ideographDigital", ["一", "一〇", "二一"]),
        ("ideographTraditional", ["甲", "癸", "21"]),
        ("ideographZodiac", ["子", "酉", "21"]),
        ("decimalEnclosedCircle", ["①", "⑩", "㉑"]),
        ("decimalEnclosedParen", ["⑴", "⑽", "21"]),
        ("decimalEnclosedFullstop", ["⒈", "⒑", "21"]),
        ("ideographEnclosedCircle", ["㊀", "㊉", "二十一"]),
        ("lowerLetter", ["a", "j", "u"]),
        ("upperRoman", ["I", "X", "XXI"]),
        ("numberInDash", ["- 1 -", "- 10 -", "- 21 -"]),
        ("none", ["", "", ""]),
        ("bullet", ["", "", ""]),
        ("hebrew1", ["1", "10", "21"]),
    ],
)
def test_each_form_prints_as_word_does(form: str, printed: list[str]):
    assert [printed_number(number, form) for number in (1, 10, 21)] == printed


def test_letters_double_where_the_alphabet_is_through():
    assert [printed_number(number, "lowerLetter") for number in (26, 27, 53)] == ["z", "aa", "aaa"]


@given(
    st.integers(-5, 10**9),
    st.sampled_from(["upperRoman", "upperLetter", "chineseLegalSimplified", "ideographZodiac"]),
)
def test_no_number_is_too_large_for_its_form(number: int, form: str):
    assert len(printed_number(number, form)) < 40
