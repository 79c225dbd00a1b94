"""Page numbers, running heads and repeated heads of tables are no part of the text."""

from __future__ import annotations

import pytest

from tests.facts.telling import dropped, flow, only_grid, prose, rows

SENTENCE = (
    "全年共安排资金3,518.85万元，实际支出3,402.17万元，执行率为96.68%，比上年提高1.24个百分点，好于预期。"
)


@pytest.mark.parametrize(
    "mark", ["- 5 -", "—5—", "第5页", "第 5 页 共 12 页", "第5页/共12页", "Page 5 of 12", "·5·"]
)
def test_a_marked_page_number_is_dropped(mark: str) -> None:
    read = flow(f"{SENTENCE}\n{mark}\n{SENTENCE}")
    assert dropped(read) == [mark]
    assert prose(read) == [SENTENCE, SENTENCE]


def test_bare_numbers_that_count_up_from_page_to_page_are_dropped() -> None:
    pages = [f"{SENTENCE}\n" * 9 + f"\n{number}\n" for number in range(1, 6)]
    read = flow("\n".join(pages))
    assert dropped(read) == ["1", "2", "3", "4", "5"]


def test_a_bare_number_that_counts_nothing_stays() -> None:
    read = flow(f"{SENTENCE}\n17\n{SENTENCE}")
    assert dropped(read) == []


def test_a_bare_number_within_a_sentence_is_dropped() -> None:
    first, rest = SENTENCE[:40], SENTENCE[40:] + SENTENCE
    read = flow(f"{SENTENCE}\n{first}\n17\n{rest}")
    assert dropped(read) == ["17"]


def test_ordinals_of_a_table_are_no_page_numbers() -> None:
    names = ["路灯改造", "公园养护", "河道清淤", "街巷保洁", "社区食堂", "居家养老", "文化站", "图书馆"]
    cells = [f"{n}\n{name}\n{n * 11}.50" for n, name in enumerate(names, 1)]
    grid = only_grid("序号\n项目\n预算数\n" + "\n".join(cells))
    assert rows(grid)[2] == "3 | 河道清淤 | 33.50"


def test_a_dash_is_a_cell_and_no_page_number() -> None:
    grid = only_grid(
        "项目\n预算数\n决算数\n路灯\n12.50\n-\n公园\n8.00\n7.90\n河道\n-\n3.20\n合计\n20.50\n11.10"
    )
    assert rows(grid)[0] == "路灯 | 12.50 | -"
