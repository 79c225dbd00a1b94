"""Each rule by itself: it finds what its page marks, and nothing in the sound documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.catalogue import DOCUMENT_RULES
from jixiao.checks.claim import DocumentRule
from jixiao.proof import proof_of_facts
from tests.checks.document_pages import examples, proof_of_example
from tests.golden.golden import LOUD, NAMES, loud, sound_proof

QUIET = ("BUD004",)
"""Rules that explain a sound row of figures: the tracking report has one."""


@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=lambda rule: rule.code)
def test_a_rule_alone_finds_what_its_page_marks(rule: DocumentRule, tmp_path: Path):
    marked = [
        each
        for each in examples()
        if each.rule == rule.code and any(it.code == rule.code for it in each.wanted)
    ]
    found = set()
    for number, example in enumerate(marked):
        folder = tmp_path / str(number)
        folder.mkdir()
        facts = proof_of_example(example, folder).facts
        found |= {each.rule for each in proof_of_facts(facts, [rule]).findings}
    assert found == {rule.code}


@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=lambda rule: rule.code)
def test_a_rule_alone_accuses_nothing_in_the_sound_documents(rule: DocumentRule):
    for name in NAMES:
        findings = proof_of_facts(sound_proof(name).facts, [rule]).findings
        assert loud(findings) == [], name
        assert rule.code in QUIET or findings == (), name


def test_a_sound_document_is_vouched_for_by_many_rules():
    sound = {each.rule for name in NAMES for each in sound_proof(name).relations}
    accusing = {rule.code for rule in DOCUMENT_RULES if rule.severity in LOUD}
    assert len(sound & accusing) >= 25, sorted(accusing - sound)
