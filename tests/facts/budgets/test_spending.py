"""Rates of execution of a unit's spending, and whether the budget that was told is the one in force."""

from __future__ import annotations

import pytest

from jixiao.facts.budgets.spending import spendings_of
from tests.facts.prose import facts_of_text

BUDGET = "年初部门预算8,640.25万元，其中基本支出2,315.80万元、项目支出6,324.45万元。"
SPENT = "全年支出9,402.18万元；其中基本支出2,298.46万元，执行率99.25%，项目支出7,103.72万元，执行率96.29%。"


def sure(text: str) -> dict[str, bool]:
    return {each.rate.text: each.is_sure for each in spendings_of(facts_of_text(text).sentences)}


@pytest.mark.parametrize(
    ("between", "is_sure"),
    [
        ("", True),
        ("年中追加项目支出1,208.60万元，收回155.30万元，调整后预算9,693.55万元。", False),
        ("年中追加项目支出1,208.60万元。", False),
        (
            (
                "年中追加项目支出1,053.30万元，调整后预算9,693.55万元，"
                "其中基本支出2,315.80万元、项目支出7,377.75万元。"
            ),
            True,
        ),
    ],
)
def test_a_budget_altered_as_a_whole_leaves_its_parts_unknown(between: str, is_sure: bool):
    assert sure(BUDGET + between + SPENT) == {"99.25%": is_sure, "96.29%": is_sure}
