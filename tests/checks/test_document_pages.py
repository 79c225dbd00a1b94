from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.catalogue import DOCUMENT_RULES
from tests.checks.document_pages import Example, examples, proof_of_example

EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_exactly_what_the_page_marks_is_found(example: Example, tmp_path: Path):
    found = proof_of_example(example, tmp_path).findings
    places = [(each.rule, each.places[0].start, each.places[0].quote) for each in found]
    assert sorted(places) == sorted((each.code, each.start, each.quote) for each in example.wanted), [
        each.message for each in found
    ]
    for wanted in example.wanted:
        finding = next(
            each for each in found if each.places[0].start == wanted.start and each.rule == wanted.code
        )
        assert wanted.severity in ("", finding.severity.value)
        assert wanted.expected in ("", finding.expected)


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.told], ids=str)
def test_the_page_shows_the_message_as_the_user_reads_it(example: Example, tmp_path: Path):
    said = [each.message for each in proof_of_example(example, tmp_path).findings]
    for message in example.told:
        assert message in said


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.wanted], ids=str)
def test_a_finding_quotes_the_ink_and_says_how_to_mend_it(example: Example, tmp_path: Path):
    for finding in proof_of_example(example, tmp_path).findings:
        assert finding.hint
        assert all(example.text[place.start : place.end] == place.quote for place in finding.places)
        assert "{" not in finding.hint + finding.message


@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_a_wrong_and_a_right_example(rule):
    own = [each for each in EXAMPLES if each.rule == rule.code]
    assert any(any(wanted.code == rule.code for wanted in each.wanted) for each in own)
    assert any(not each.wanted for each in own)
    assert any(each.told for each in own)
