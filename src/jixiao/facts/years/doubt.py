"""Doubts (存疑): what a person should look at in a year that was read from a report, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from jixiao.findings import Finding, Place, Severity


class Rule(Enum):
    """Why something read from a report is doubtful; the codes are never used again."""

    CONTRADICTED = "REP001"  # two places say different things; one was taken
    ROUNDED = "REP002"  # figures close only within their last digit
    TOTAL = "REP003"  # a total does not tie to its rows
    ASSUMED = "REP004"  # the report does not say it; what was assumed is told
    DERIVED = "REP005"  # concluded from other figures
    UNSAID = "REP006"  # the report does not say it; it stays empty
    LEFT_OUT = "REP007"  # seen, and not taken


@dataclass(frozen=True, slots=True)
class Mark:
    """A field of the year (年度中的位置): table, number of the row (from 0), field."""

    table: str
    row: int
    field: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at (存疑): the finding with its places in the report, and what it marks in the year.

    `subject` is the code of the project that it concerns, empty for the whole unit; `source` tells the place
    in the report in words.
    """

    finding: Finding
    subject: str = ""
    source: str = ""
    marks: tuple[Mark, ...] = ()


def doubt(
    rule: Rule,
    severity: Severity,
    message: str,
    places: Sequence[Place] = (),
    *,
    subject: str = "",
    source: str = "",
    hint: str = "",
    marks: Sequence[Mark] = (),
) -> Doubt:
    """A doubt of one of the rules of reading a report."""
    finding = Finding(rule.value, severity, message, hint=hint, places=tuple(places))
    return Doubt(finding, subject, source, tuple(marks))
