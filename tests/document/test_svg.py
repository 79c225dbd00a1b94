from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.svg import text_width, wrapped


@given(st.text(st.sampled_from("预算执行率（含）以上不足100%“甲”，。 ABC"), max_size=40), st.integers(9, 120))
def test_wrapping_keeps_every_character_in_order(words: str, width: int):
    assert "".join(wrapped(words, width)) == words


@given(st.text(st.sampled_from("预算执行率办公室"), min_size=1, max_size=40), st.integers(9, 120))
def test_no_line_is_wider_than_asked(words: str, width: int):
    assert all(text_width(line) <= width for line in wrapped(words, width))


def test_a_number_is_not_parted_and_no_mark_begins_a_line():
    assert wrapped("执行率90%（含）以上不足100%", 110) == ["执行率90%（含）以上不足", "100%"]
    assert wrapped("甲乙丙，丁", 27) == ["甲乙", "丙，丁"]
