"""Shares, structures, payments: which figure is the part, which the whole."""

from __future__ import annotations

import pytest

from jixiao.facts.contracts.payment import payments_of
from jixiao.facts.rates.average import averages_of, samples_of
from jixiao.facts.rates.formula import formulas_of
from jixiao.facts.rates.named_ratio import named_ratios_of
from jixiao.facts.rates.share import shares_of
from jixiao.facts.rates.structure import structures_of
from tests.facts.prose import facts_of_text


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("债务余额180亿元，其中一般债务95亿元、占比53%。", "95亿元", "180亿元"),
        ("财政收入145亿元，增长4%，其中税收107亿元，增长2%，占财政收入的比重为73%。", "107亿元", "145亿元"),
        ("总产值75亿元。从构成看，房屋产值71亿元，占总产值的95%。", "71亿元", "75亿元"),
        ("财政收入145亿元，其中税收收入107亿元，税收收入占比73%。", "107亿元", "145亿元"),
    ],
)
def test_part_and_whole_are_found_by_words_or_by_the_list(text, part, whole):
    [found] = shares_of(facts_of_text(text).sentences)
    assert (found.part.text, found.wholes[0].text) == (part, whole)
    assert found.is_close


@pytest.mark.parametrize(
    "text",
    [
        "采购规模为20亿元。货物和服务分别为5亿元和15亿元，占采购规模的比重为25%、75%。",
        "采购规模为20亿元。货物、服务采购金额为5亿元、15亿元，占采购规模的25%和75%。",
        "货物和服务分别为5亿元、15亿元，分别占采购规模20亿元的25%和75%。",
    ],
)
def test_shares_listed_behind_a_list_are_each_of_its_own_part(text):
    found = shares_of(facts_of_text(text).sentences)
    assert [(each.part.text, each.wholes[0].text, each.rate.text) for each in found] == [
        ("5亿元", "20亿元", "25%"),
        ("15亿元", "20亿元", "75%"),
    ]


def test_a_mark_of_a_footnote_is_no_part_of_a_name():
    [found] = shares_of(facts_of_text("在园幼儿[4]480万人，其中公办360万人，占在园幼儿的75%。").sentences)
    assert found.wholes[0].text == "480万人"


def test_a_whole_that_is_not_printed_is_not_made_up():
    [*found] = shares_of(facts_of_text("财政收入300亿元，民生支出250亿元，占财政支出的83%。").sentences)
    assert all(each.is_open for each in found)


def test_the_shares_of_a_structure_stand_at_their_own_places():
    text = "三次产业结构由上年的9.0∶41.0∶50.0调整为8.0∶40.0∶52.0。"
    facts = facts_of_text(text)
    [former, present] = structures_of(facts.sentences)
    assert [facts.text[each.start : each.end] for each in former.shares] == ["9.0", "41.0", "50.0"]
    assert [facts.text[each.start : each.end] for each in present.shares] == ["8.0", "40.0", "52.0"]


def test_the_contracts_of_a_payment_are_those_last_told_of():
    text = "甲公司合同金额120.00万元，乙公司合同金额80.00万元。\n\n按合同约定支付合同款的80%，即160.00万元。"
    [payment] = payments_of(facts_of_text(text).sentences)
    assert [each.text for each in payment.contracts] == ["120.00万元", "80.00万元"]


def test_a_ratio_with_a_name_takes_its_terms_by_name():
    text = "送审金额8,200万元，审减金额1,148万元，审减率14.0%。"
    [ratio] = named_ratios_of(facts_of_text(text).sentences)
    assert (ratio.part.text, ratio.whole.text) == ("1,148万元", "8,200万元")


def test_an_average_stands_right_behind_total_and_count():
    [found] = averages_of(facts_of_text("发放补贴120万元，惠及400人，人均3000元。").sentences)
    assert (found.total.text, found.count.text) == ("120万元", "400人")
    assert not list(
        averages_of(facts_of_text("生产总值200亿元，人口31万人，人均生产总值64200元。").sentences)
    )


def test_a_sample_is_of_those_who_were_asked():
    [found] = samples_of(facts_of_text("共有42人参加测评，满意率97.62%。").sentences)
    assert found.asked.text == "42人"
    assert not list(samples_of(facts_of_text("全街道有居民42人，满意率97.62%。").sentences))


def test_a_formula_in_print_is_read_with_its_result():
    facts = facts_of_text("预算执行率=支出数/预算数×100%=476.50万元/500.00万元×100%=95.30%。")
    [found] = formulas_of(facts.sentences, facts.text)
    assert [facts.text[each.start : each.end] for each in (found.rate, found.part, found.whole)] == [
        "95.30",
        "476.50",
        "500.00",
    ]
