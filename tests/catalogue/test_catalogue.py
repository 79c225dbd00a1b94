from __future__ import annotations

import re
from types import ModuleType

import pytest

from jixiao import catalogue
from jixiao.catalogue import (
    FAMILIES,
    LEDGER_RULES,
    RETIRED,
    RULES,
    AnyRule,
    UnknownRule,
    check_year,
    page_of,
    rule_of,
)
from jixiao.checks.rule import Declaration
from jixiao.findings import Severity
from jixiao.tracking.policy import load_policy
from tests.tracking.years import FULL_YEAR, granted, paid, year


def test_codes_and_names_are_used_once_and_never_again():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert not set(codes) & RETIRED.keys()
    assert len({rule.name for rule in RULES}) == len({rule.title for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.rpartition(".")[2])
def test_a_family_lists_all_its_rules_under_one_prefix_in_order(family: ModuleType):
    declared = [each for each in vars(family).values() if isinstance(each, Declaration)]
    assert tuple(declared) == family.RULES
    assert [rule.code for rule in declared] == sorted(rule.code for rule in declared)
    assert len({rule.code[:3] for rule in declared}) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_declared_in_full(rule: AnyRule):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert rule.title
    assert rule.hint.endswith("。")
    assert rule.message.endswith("。")
    assert rule.reference
    assert rule.english.isascii() or "×" in rule.english or "〔" in rule.english


def test_every_rule_runs_and_says_what_it_did():
    report = check_year(year(), load_policy("national"), FULL_YEAR)
    assert [tally.rule for tally in report.tallies] == list(LEDGER_RULES)
    assert all(tally.is_idle for tally in report.tallies)
    assert report.coverage == (
        f"运行{len(LEDGER_RULES)}条规则：0处相符，0处发现，0处未能核对；"
        f"{len(LEDGER_RULES)}条规则没有可核对的内容。"
    )


def test_the_conclusion_counts_errors_and_nothing_else():
    overspent = year(approval_lines=(granted(1),), entries=(paid(2),))
    report = check_year(overspent, load_policy("national"), FULL_YEAR)
    assert report.conclusion == "改后再报（1处）"
    assert report.counts[Severity.ERROR] == 1
    assert set(report.counts) == set(Severity)
    assert check_year(year(), load_policy("national"), FULL_YEAR).conclusion == "可以报"


@pytest.mark.parametrize("asked", ["EXE001", "exe001", "overspent", " Overspent "])
def test_a_rule_is_found_by_code_or_name(asked: str):
    assert rule_of(asked).code == "EXE001"


def test_an_unknown_rule_is_refused_with_those_there_are():
    with pytest.raises(UnknownRule, match="EXE001、EXE002"):
        rule_of("EXE999")


def test_a_retired_rule_is_refused_with_the_version_that_dropped_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogue, "RETIRED", {"EXE900": "0.4.0"})
    with pytest.raises(UnknownRule, match=r"0\.4\.0"):
        rule_of("EXE900")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_shows_its_own_part_of_the_page(rule: AnyRule):
    page = page_of(rule)
    assert page.startswith(f"## {rule.code} {rule.title}\n")
    assert page.count("\n## ") == 0
    assert "例子" in page.splitlines()[-1]
