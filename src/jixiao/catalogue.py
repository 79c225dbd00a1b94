"""Catalogue (规则目录): every rule in one tuple, the retired codes, and what came of running the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import ModuleType

from jixiao.checks import (
    accounts,
    adjustments,
    against,
    annexes,
    attainments,
    budget_lines,
    budget_sense,
    completion,
    contracts,
    costing,
    counted,
    department,
    entries,
    execution,
    growth,
    layout,
    letters,
    lists,
    objectives,
    periods,
    products,
    projects,
    rates,
    restated,
    scores,
    shares,
    stages,
    sums,
    table_rows,
    table_totals,
    tables,
    texts,
    writing,
)
from jixiao.checks.books import Books
from jixiao.checks.claim import DocumentRule
from jixiao.checks.rule import Outcome, Rule
from jixiao.errors import JixiaoError
from jixiao.findings import Abstention, Confidence, Finding, Relation, Severity
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import Policy
from jixiao.tracking.year import Year

LEDGER_FAMILIES = (
    execution,
    entries,
    adjustments,
    letters,
    contracts,
    costing,
    projects,
    objectives,
    attainments,
    texts,
)
DOCUMENT_FAMILIES = (
    against,
    department,
    growth,
    completion,
    shares,
    rates,
    sums,
    budget_lines,
    products,
    lists,
    layout,
    periods,
    writing,
    restated,
    annexes,
    table_totals,
    tables,
    table_rows,
    accounts,
    counted,
    budget_sense,
    scores,
    stages,
)

AnyRule = Rule | DocumentRule

LEDGER_RULES: tuple[Rule, ...] = tuple(rule for family in LEDGER_FAMILIES for rule in family.RULES)
"""The rules over a year (台账规则)."""

DOCUMENT_RULES: tuple[DocumentRule, ...] = tuple(
    rule for family in DOCUMENT_FAMILIES for rule in family.RULES
)
"""The rules over a document (文稿规则)."""

FAMILIES = (*LEDGER_FAMILIES, *DOCUMENT_FAMILIES)

RULES: tuple[AnyRule, ...] = (*LEDGER_RULES, *DOCUMENT_RULES)

RETIRED: Mapping[str, str] = {}
"""Codes that were rules once, with the version that dropped them; none is used again."""


class UnknownRule(JixiaoError):
    """No rule has that code. / 没有这个编号的规则。"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule did (规则执行情况): relations that hold, findings, abstentions."""

    rule: Rule
    sound: int
    found: int
    abstained: int

    @property
    def is_idle(self) -> bool:
        """Whether the year holds nothing that the rule is about."""
        return not (self.sound or self.found or self.abstained)


@dataclass(frozen=True, slots=True)
class Report:
    """What the rules say of a year: findings worst first, what could not be checked, what each rule did."""

    findings: tuple[Finding, ...]
    abstentions: tuple[Abstention, ...]
    tallies: tuple[Tally, ...]

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity there are, those without any among them."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def conclusion(self) -> str:
        """The line that a leader reads: 可以报, or 改后再报 with the number of errors."""
        errors = self.counts[Severity.ERROR]
        return f"改后再报（{errors}处）" if errors else "可以报"

    @property
    def coverage(self) -> str:
        """What was checked, in a sentence: silence must never look like success."""
        sound = sum(tally.sound for tally in self.tallies)
        idle = sum(tally.is_idle for tally in self.tallies)
        return (
            f"运行{len(self.tallies)}条规则：{sound}处相符，{len(self.findings)}处发现，"
            f"{len(self.abstentions)}处未能核对；{idle}条规则没有可核对的内容。"
        )


def check_year(year: Year, policy: Policy, period: Period, before: Year | None = None) -> Report:
    """Run every rule over the year at the end of the period; some also look at the year before."""
    books = Books(year, policy, period, before)
    outcomes: dict[Rule, tuple[Outcome, ...]] = {rule: tuple(rule.outcomes(books)) for rule in LEDGER_RULES}
    everything = [outcome for row in outcomes.values() for outcome in row]
    found = [each.finding for each in everything if isinstance(each, Relation) and each.finding]
    return Report(
        findings=tuple(sorted(found, key=_rank)),
        abstentions=tuple(each for each in everything if isinstance(each, Abstention)),
        tallies=tuple(_tally(rule, row) for rule, row in outcomes.items()),
    )


_SEVERITIES, _CONFIDENCES = tuple(Severity), tuple(Confidence)


def _rank(finding: Finding) -> tuple[int, int]:
    return _SEVERITIES.index(finding.severity), _CONFIDENCES.index(finding.confidence)


def _tally(rule: Rule, outcomes: tuple[Outcome, ...]) -> Tally:
    abstained = sum(isinstance(each, Abstention) for each in outcomes)
    found = sum(isinstance(each, Relation) and each.finding is not None for each in outcomes)
    return Tally(rule, len(outcomes) - abstained - found, found, abstained)


def rule_of(code: str) -> AnyRule:
    """The rule of that code or name. Raises UnknownRule where there is none, or where it is retired."""
    wanted = code.strip()
    for rule in RULES:
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    if wanted.upper() in RETIRED:
        raise UnknownRule(f"规则 {wanted.upper()} 已在 {RETIRED[wanted.upper()]} 版停用。")
    raise UnknownRule(f"没有规则“{wanted}”。", hint=f"现有：{'、'.join(rule.code for rule in RULES)}。")


def english_of(code: str) -> str:
    """What a rule looks for, in an English sentence; empty for a code that is no rule's (reading a file)."""
    return _ENGLISH.get(code, "")


_ENGLISH = {rule.code: rule.english for rule in RULES}


def page(family: str) -> str:
    """The page of a family of rules, as Markdown (`execution`, `letters` …)."""
    return (files("jixiao.checks") / "pages" / f"{family}.md").read_text(encoding="utf-8")


def page_title(family: ModuleType) -> str:
    """What a family of rules is called: the title of its page."""
    return page(family.__name__.rpartition(".")[2]).partition("\n")[0].removeprefix("# ").strip()


def page_of(rule: AnyRule) -> str:
    """The part of its family's page that is about one rule, and what the page says of its examples."""
    family = next(each for each in FAMILIES if rule in each.RULES)
    head, *parts = page(family.__name__.rpartition(".")[2]).split("\n## ")
    part = next(each for each in parts if each.startswith(f"{rule.code} "))
    _, _, about = head.partition("\n")
    return f"## {part.strip()}\n\n---\n\n{about.strip()}\n"
