from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.line_breaks import balanced, title_lines
from jixiao.document.svg import text_width

WIDEST = 20  # characters of 2号 in the type area

TITLES = st.text(st.sampled_from("预算绩效报告关于的2023年"), max_size=45)


def test_a_title_that_fits_stays_on_one_line():
    assert title_lines("2023年度财政支出绩效跟踪报告", WIDEST) == ["2023年度财政支出绩效跟踪报告"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "清河区人民政府柳荫街道办事处2023年全年财政支出绩效跟踪报告",
            ["清河区人民政府柳荫街道办事处", "2023年全年财政支出绩效跟踪报告"],
        ),
        (
            "清河区财政局关于2023年度区级项目支出绩效目标的通知",
            ["清河区财政局关于2023年度", "区级项目支出绩效目标的通知"],
        ),
    ],
)
def test_a_long_title_is_broken_by_meaning(title: str, lines: list[str]):
    assert title_lines(title, WIDEST) == lines


def test_a_line_feed_in_a_title_is_obeyed():
    assert title_lines("柳荫街道\n报告", WIDEST) == ["柳荫街道", "报告"]


@given(TITLES)
def test_nothing_is_lost_and_no_line_is_too_wide(title: str):
    lines = title_lines(title, WIDEST)
    assert "".join(lines) == title
    assert len(lines) == 1 or all(text_width(line, 1) <= WIDEST for line in lines)


@given(TITLES)
def test_no_number_is_cut(title: str):
    lines = title_lines(title, WIDEST)
    assert not any(one[-1].isdigit() and other[0].isdigit() for one, other in itertools.pairwise(lines))


def test_a_label_is_broken_into_halves_and_one_with_digits_or_marks_is_left_to_the_printer():
    assert balanced("项目执行部门", 5) == ["项目执", "行部门"]
    assert balanced("2023年预算数额", 4) == ["2023年预算数额"]
    assert balanced("绩效目标（是否偏离）", 4) == ["绩效目标（是否偏离）"]
