"""What a passage says of indicators: how many are met, which are not, and why; every number bound."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jixiao.document.model import Document, Paragraph
from jixiao.example import example_year
from jixiao.measure import Key
from jixiao.narrative.facts import Facts
from jixiao.narrative.report import chosen_period, write_report
from jixiao.terms import term
from jixiao.tracking.policy import load_policy
from jixiao.tracking.problem import Problem, Statistic
from jixiao.tracking.prose import references
from jixiao.tracking.results import ShortcomingKind
from jixiao.tracking.year import Year

END = dt.date(2023, 12, 31)


@pytest.fixture(scope="module")
def year() -> Year:
    return example_year("shifan-2023")


def document(year: Year, period: str = "") -> Document:
    return write_report(year, chosen_period(year, period)).document


def lines(document: Document) -> list[str]:
    """Each paragraph's words."""
    found = (each for each in document.blocks if isinstance(each, Paragraph))
    return ["".join(s.text for part in each.sentences for s in part.spans) for each in found]


def said(year: Year, period: str = "") -> list[str]:
    return [each for each in lines(document(year, period)) if each.startswith("设定的绩效指标")]


def test_at_the_years_end_what_counts_is_the_target(year: Year):
    found = said(year)
    assert found[0].startswith("设定的绩效指标5项，均已达到指标值。")
    assert "其中4项已达到指标值；“上门服务”应不少于32,000人次，实际完成31,000人次，" in found[2]
    assert "“管理维护机制”：部分达成年度指标并具有一定效果，" in found[4]


def test_within_the_year_what_counts_is_the_pace(year: Year):
    found = said(year, "seven-months")
    assert found[0] == "设定的绩效指标5项，均按进度完成。"
    assert "2项尚未到完成时间" in found[-2]


def test_at_the_years_end_what_was_called_certain_is_answered_for(year: Year):
    found = said(year)
    assert found[0].endswith("上期监控时预计能够完成的5项，均已完成。")
    assert found[3].endswith("上期监控时预计能够完成的5项，4项已完成，“救助款发放时间”没有完成。")


def test_within_the_year_and_where_nothing_was_monitored_no_promise_is_told(year: Year):
    assert not [each for each in said(year, "seven-months") if "预计能够" in each]
    only_last = tuple(each for each in year.attainments if each.as_of == END)
    assert not [each for each in said(replace(year, attainments=only_last)) if "预计能够" in each]


def test_nothing_is_said_of_a_project_whose_indicators_nobody_filled_in(year: Year):
    assert said(replace(year, attainments=())) == []


def test_every_number_of_the_sentence_leads_back_to_the_year(year: Year):
    facts = Facts(year, chosen_period(year), load_policy(year.unit.policy), END)
    for block in document(year).blocks:
        if not isinstance(block, Paragraph):
            continue
        for span in (each for part in block.sentences for each in part.spans if each.binding):
            if span.binding and ".indicators" in f".{span.binding.key.measure}":
                fact = facts.lookup(span.binding.key)
                assert fact is not None
                assert span.text in fact.printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{指标.个数}", "5项"),
        ("{指标.达到个数}", "4项"),
        ("{指标.未达个数}", "1项"),
        ("{指标.预计完成个数}", "3项"),
        ("{指标.如期完成个数}", "3项"),
        ("{指标.上门服务.目标数}", "32,000人次"),
        ("{项目.P03.指标.上门服务.完成数}", "31,000人次"),
        ("{项目.P01.指标.市级检查达标率.完成数}", "95.63%"),
    ],
)
def test_texts_may_refer_to_indicators(written: str, printed: str, year: Year):
    facts = Facts(year, chosen_period(year), load_policy(year.unit.policy), END)
    (found,) = references(written)
    assert facts.resolve(found, "P03").printed == printed


def test_the_key_of_an_indicator_that_is_gone_names_nothing(year: Year):
    facts = Facts(year, chosen_period(year), load_policy(year.unit.policy), END)
    assert facts.lookup(Key("project.P03", "indicators.K99.wanted", END)) is None


def test_a_problem_is_stated_with_the_projects_that_missed_an_indicator(year: Year):
    problem = Problem(
        code="Q1",
        kind=ShortcomingKind.EFFECT,
        heading="指标完成不够",
        text="部分目标没有完成。",
        statistics=Statistic.MISSED,
    )
    found = lines(document(replace(year, problems=(problem,))))
    assert any("6个重点项目中4个有绩效指标没有完成，占66.67%。" in each for each in found), found


def test_what_a_problem_counts_is_looked_up_again(year: Year):
    facts = Facts(year, chosen_period(year), load_policy(year.unit.policy), END)
    for name, printed in (("missed_count", "4个"), ("missed_share", "66.67%")):
        key = Key("focus", name, END)
        found = facts.lookup(key)
        assert found is not None
        assert found.printed == printed
        assert facts.resolve(references("{重点项目." + term(name).label + "}")[0], "unit").printed == printed  # type: ignore[union-attr]
