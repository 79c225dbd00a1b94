from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.cli.width import padded, shortened, width, wrapped

texts = st.text(alphabet=st.sampled_from("支出调整ab 12，。（）“”-"), max_size=60)


def test_a_chinese_character_takes_two_columns():
    assert width("执行率 98.08%") == 13


@given(texts, st.integers(2, 40))
def test_a_shortened_text_fits(text: str, columns: int):
    assert width(shortened(text, columns)) <= columns


@given(texts, st.integers(10, 40))
def test_wrapping_keeps_every_character_but_blanks(text: str, columns: int):
    assert "".join(wrapped(text, columns)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("预算执行情况良好。", ["预算执", "行情况", "良好。"]),  # the stop stays with its word
        ("支出（附件", ["支出", "（附件"]),
        ("spent in full", ["spent", "in full"]),
        ("an-endless-word x", ["an-endless-word", "x"]),
        ("", [""]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, lines: list[str]):
    assert wrapped(text, 7) == lines


def test_padding_fills_up_to_the_columns():
    assert padded("支出", 6) == "支出  "
    assert padded("支出", 3) == "支出"
