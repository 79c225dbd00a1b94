"""Tests for jixiao.facts.facts."""

from __future__ import annotations

from jixiao.facts.facts import Facts
from tests.facts.prose import facts_of_text


def test_what_several_rules_ask_of_the_whole_document_is_reckoned_once() -> None:
    asked: list[Facts] = []

    def figures(facts: Facts) -> int:
        asked.append(facts)
        return len(facts.mentions)

    facts = facts_of_text("全年支出12.5万元，增长5%。")
    assert (facts.once(figures), facts.once(figures)) == (2, 2)
    assert asked == [facts]
