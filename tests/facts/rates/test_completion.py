"""Which figure is the budget, which the outturn: told by the words of each."""

from __future__ import annotations

import pytest

from jixiao.facts.budgets.spending import part_of, spendings_of
from jixiao.facts.rates.basis import Basis, basis_of, rate_words
from jixiao.facts.rates.completion import completions_of
from tests.facts.prose import facts_of_text


@pytest.mark.parametrize(
    ("lead", "basis"),
    [
        ("一般公共预算收入年初预算合计", Basis.ORIGINAL),
        ("支出预算调整为", Basis.ADJUSTED),
        ("调整后预算金额", Basis.ADJUSTED),
        ("调整预算数为", Basis.ADJUSTED),
        ("重点项目全年预算调整后资金总额为", Basis.ADJUSTED),
        ("预算金额", Basis.BUDGET),
        ("2024年预算安排", Basis.BUDGET),
        ("实际到位资金", Basis.FUNDS),
        ("年度任务", Basis.PLAN),
        ("一般公共预算收入", None),
        ("一般公共预算收入完成", None),
        ("2023年当年预算执行数为", None),
        ("追加预算", None),
        ("实际完成", None),
    ],
)
def test_an_amount_is_a_budget_by_its_own_words(lead, basis):
    assert basis_of(lead) is basis


@pytest.mark.parametrize(
    ("lead", "basis"),
    [
        ("为预算的", Basis.BUDGET),
        ("为调整预算的", Basis.ADJUSTED),
        ("完成年初预算的", Basis.ORIGINAL),
        ("占调整预算的", Basis.ADJUSTED),
        ("预算执行率", Basis.BUDGET),
        ("完成全年任务量的", Basis.PLAN),
    ],
)
def test_a_rate_names_its_denominator(lead, basis):
    said = rate_words(lead)
    assert said is not None
    assert said[1] is basis


@pytest.mark.parametrize("lead", ["占一般公共预算收入的", "增长", "占比", "综合执行率"])
def test_shares_and_changes_are_no_completion(lead):
    assert rate_words(lead) is None


def test_a_part_is_not_measured_by_the_budget_of_the_whole():
    text = "收入预算100亿元，实际完成101亿元，为预算的101%，其中税收完成70亿元，为预算的98%。"
    found = [it for it in completions_of(facts_of_text(text).sentences) if it.rate.text == "98%"]
    assert not any(it.is_close for it in found)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("部门整体支出", "整体"),
        ("其中：基本支出", "基本"),
        ("项目支出安排", "项目"),
        ("追加项目支出", None),
        ("教育支出", None),
    ],
)
def test_the_parts_of_a_unit_s_spending_have_their_words(words, part):
    assert part_of(words) == part


def test_budget_and_spending_of_a_part_are_found_paragraphs_apart():
    text = (
        "调整后部门整体预算为300.00万元，其中基本支出安排100.00万元，项目支出安排200.00万元。\n\n"
        "全年部门整体支出280.00万元，其中：基本支出99.00万元，项目支出181.00万元。项目支出执行率90.50%。"
    )
    [found] = spendings_of(facts_of_text(text).sentences)
    assert (found.actual.text, found.budgets[0].text) == ("181.00万元", "200.00万元")
