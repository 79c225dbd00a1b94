from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.catalogue import LEDGER_RULES, RULES
from tests.checks.pages import NAMES, Example, examples, report_of, sections

PARTS = ["查什么", "为什么", "错例", "正例", "已知局限", "依据"]
HEAVY = ("违规", "挪用", "造假", "虚假", "严重", "失控", "不力", "虚报", "套取", "违法")

EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_example_has_exactly_the_findings_that_its_page_says(example: Example, tmp_path: Path):
    report = report_of(example, tmp_path)
    abstained = [f"?{each.rule}" for each in report.abstentions if each.rule == example.rule]
    assert sorted([finding.rule for finding in report.findings] + abstained) == sorted(example.expected)


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.told], ids=str)
def test_the_page_shows_the_message_as_the_user_reads_it(example: Example, tmp_path: Path):
    report = report_of(example, tmp_path)
    said = [each.message for each in report.findings] + [each.reason for each in report.abstentions]
    for message in example.told:
        assert message in said


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.expected], ids=str)
def test_a_finding_says_where_it_is_and_how_to_mend_it(example: Example, tmp_path: Path):
    for finding in report_of(example, tmp_path).findings:
        assert finding.places
        assert "第" in finding.places[0].cell
        assert finding.hint
        assert "{{" not in finding.hint + finding.message


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_a_section_for_every_rule_with_all_its_parts(name: str):
    for code, title, text in sections(name):
        rule = next(rule for rule in RULES if rule.code == code)
        assert title == rule.title
        assert [line[4:] for line in text.splitlines() if line.startswith("### ")] == PARTS, code
        assert rule.reference.rstrip("。") in text.partition("### 依据")[2], code


@pytest.mark.parametrize("rule", LEDGER_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_a_wrong_and_a_right_example(rule):
    own = [each for each in EXAMPLES if each.rule == rule.code]
    assert any(rule.code in each.expected for each in own)
    assert any(not each.expected for each in own)
    assert any(each.told for each in own)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_nothing_that_only_a_court_may_say(name: str):
    words = "".join(text for _, _, text in sections(name))
    assert [word for word in HEAVY if word in words] == []


def test_no_rule_says_anything_that_only_a_court_may_say():
    words = "".join(rule.title + rule.message + rule.hint + rule.reference for rule in RULES)
    assert [word for word in HEAVY if word in words] == []
