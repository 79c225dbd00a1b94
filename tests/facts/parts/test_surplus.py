"""What is left of an income, under the names that reports give it."""

from __future__ import annotations

import pytest

from jixiao.facts.parts.surplus import surpluses_of
from tests.facts.prose import facts_of_text


@pytest.mark.parametrize("name", ["当年结余", "当期结存", "本年收支结余"])
def test_what_is_left_of_a_year_is_its_income_less_its_spending(name):
    text = f"基金收入30.9亿元，比上年增长7.6%；支出24.6亿元；{name}6.3亿元，累计结存42.6亿元。"
    [found] = surpluses_of(facts_of_text(text).sentences)
    assert (found.stated.text, found.more.text, found.less.text) == ("6.3亿元", "30.9亿元", "24.6亿元")
