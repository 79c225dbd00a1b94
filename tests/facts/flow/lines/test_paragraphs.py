"""Headings are told from paragraphs and items, each paragraph knows those above it."""

from __future__ import annotations

from jixiao.facts import Loose
from tests.facts.telling import flow, prose, titles

SENTENCE = "全年共安排资金3,518.85万元，实际支出3,402.17万元，执行率为96.68%，比上年提高1.24个百分点。"


def test_ordinals_give_headings_their_levels() -> None:
    read = flow(
        "\n".join(
            [
                "一、基本情况",
                SENTENCE,
                "（一）预算安排",
                SENTENCE,
                "1.年初预算",
                SENTENCE,
                "（二）预算调整",
                SENTENCE,
            ]
        )
    )
    assert titles(read) == [(1, "基本情况"), (2, "预算安排"), (3, "年初预算"), (2, "预算调整")]
    above = [[each.title for each in paragraph.headings] for paragraph in read.prose]
    assert above == [
        ["基本情况"],
        ["基本情况", "预算安排"],
        ["基本情况", "预算安排", "年初预算"],
        ["基本情况", "预算调整"],
    ]


def test_a_run_in_heading_ends_where_its_sentence_does() -> None:
    read = flow(f"（一）加强组织领导。{SENTENCE}")
    assert titles(read) == [(2, "加强组织领导。")]
    assert prose(read) == [SENTENCE]


def test_an_item_with_an_amount_is_no_heading() -> None:
    read = flow(f"一、基本情况\n（一）全年支出3,402.17万元。{SENTENCE}")
    assert titles(read) == [(1, "基本情况")]


def test_items_that_head_nothing_are_a_list() -> None:
    read = flow(f"{SENTENCE}\n1.保洁项目\n2.绿化项目\n3.照明项目\n{SENTENCE}")
    assert titles(read) == []
    assert prose(read)[1:4] == ["1.保洁项目", "2.绿化项目", "3.照明项目"]


def test_a_table_of_contents_is_loose() -> None:
    read = flow(f"目录\n一、基本情况…………1\n二、预算执行…………3\n三、存在问题…………7\n一、基本情况\n{SENTENCE}")
    (contents,) = [block for block in read.blocks if isinstance(block, Loose)]
    assert contents.is_contents
    assert titles(read)[-1] == (1, "基本情况")


def test_lone_numbers_between_words_are_loose() -> None:
    read = flow(f"{SENTENCE}\n35.6\n{SENTENCE}")
    (loose,) = [block for block in read.blocks if isinstance(block, Loose)]
    assert read.text[loose.start : loose.end] == "35.6"
    assert not loose.is_contents
