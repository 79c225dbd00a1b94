"""What the rules find on a form before it is sent (送审检查): errors hold it back, warnings want reasons.

The rules run over the one project in the ledger, with the texts, the evaluation, the indicators and the
statement that are typed put over it; outputs and shortcomings count as the ledger has them. An error passes
once it is mended, or once the coordinator releases it with a reason; a warning about what the form itself
fills in passes with an explanation. Both stay with the form, for whoever reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.catalogue import check_year
from jixiao.findings import Finding, Severity
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.owners import Owners, narrowed
from jixiao.tracking.results import Evaluation
from jixiao_web.ledger.selectors import before_in_sums
from jixiao_web.results.drafts import facts_of
from jixiao_web.results.models import Answer
from jixiao_web.results.selectors import Task

_FILED = (Attainment, Statement, Evaluation)
"""What is checked as it is typed: a doubt about something else is not for who fills it in to explain."""


@dataclass(frozen=True)
class Check:
    """A finding on a form, with what was said to it."""

    finding: Finding
    mark: str
    answer: Answer | None = None

    @property
    def is_error(self) -> bool:
        """Whether it holds the form back until somebody releases it."""
        return self.finding.severity is Severity.ERROR

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answer is None

    @property
    def field(self) -> str:
        """The field of the page in which it is explained."""
        return f"answer-{self.mark}"


def checks_of(task: Task) -> list[Check]:
    """The findings on the form of a project, gravest first; none while nothing is kept."""
    if task.form is None or not task.subject.is_project:
        return []
    code = task.subject.code
    facts = facts_of(task.round, [task])
    year = narrowed(facts.year, code)
    owners = Owners(year)
    before = before_in_sums(task.round.year)
    answers = {each.mark: each for each in task.form.answers.select_related("by")}
    return [
        Check(each, mark, answers.get(mark))
        for each in check_year(year, facts.policy, facts.period, before).findings
        if each.places and _is_asked(each, each.places[0].row) and code in owners.of(each.places[0].row)
        for mark in [mark_of(each)]
    ]


def _is_asked(finding: Finding, row: object) -> bool:
    if finding.severity is Severity.ERROR:
        return True
    return finding.severity is Severity.WARNING and isinstance(row, _FILED)


def open_checks(checks: Sequence[Check]) -> list[Check]:
    """Those that nobody has answered yet."""
    return [each for each in checks if each.is_open]


def mark_of(finding: Finding) -> str:
    """A mark of what a finding says: another one as soon as its figures are others."""
    return hashlib.sha256(f"{finding.rule}\n{finding.message}".encode()).hexdigest()[:32]
