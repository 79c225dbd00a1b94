"""The unit's own words as people read them."""

from __future__ import annotations

import datetime as dt

from jixiao.example import example_year
from jixiao.narrative.facts import Facts
from jixiao.narrative.read_out import read_out
from jixiao.narrative.report import chosen_period
from jixiao.tracking.policy import load_policy

YEAR = example_year("shifan-2023")
FACTS = Facts(YEAR, chosen_period(YEAR, ""), load_policy(YEAR.unit.policy), dt.date(2023, 12, 31))


def test_a_reference_is_read_as_what_it_prints_and_keeps_its_name():
    assert read_out("完成{指标.个数}。\n\n全部达标。", FACTS, "P01") == [
        [("完成", ""), ("5项", "{指标.个数}"), ("。", "")],
        [("全部达标。", "")],
    ]


def test_a_reference_that_names_nothing_stays_as_it_is_written():
    assert read_out("开展{成果.没有这一项}", FACTS, "P01") == [
        [("开展", ""), ("{成果.没有这一项}", "{成果.没有这一项}")]
    ]
