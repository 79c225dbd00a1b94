"""Reading (读入的结果): a year, or everything that keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from jixiao.exchange.fault import Fault
from jixiao.findings import Finding, Place, Severity
from jixiao.tracking.year import Year


class Rule(Enum):
    """What can be wrong with a year in a file; the codes are never used again."""

    VALUE = "IMP001"  # a value is not of the kind that its column wants
    REQUIRED = "IMP002"  # a required value is missing
    REFERENCE = "IMP003"  # a reference names nothing, or more than one thing
    DUPLICATE = "IMP004"  # two rows have the same key
    SAME_PROJECT = "IMP005"  # two projects have the same name
    DATE = "IMP006"  # a date is far from the fiscal year
    FORMULA = "IMP007"  # a formula has failed, or was never calculated
    UNKNOWN_COLUMN = "IMP101"  # a column that no field of the sheet's noun is
    UNKNOWN_SHEET = "IMP102"  # a sheet that is no table of a year
    MISSING_COLUMN = "IMP103"  # a required column is not there
    TWICE = "IMP104"  # two columns, sheets or values stand for the same thing
    UNIT = "IMP105"  # it is not said in which unit amounts are
    MERGED = "IMP106"  # merged cells cannot be taken apart
    LEFT_OUT = "IMP107"  # rows or cells that were left out
    DERIVED = "IMP108"  # rows that were concluded from others
    TOTAL = "IMP201"  # a total does not tie to its rows
    COMPUTED = "IMP202"  # a computed cell does not tie to its row
    CONTENT = "IMP301"  # the file holds no year, or not the year that is wanted


MOST_LINES = 200
"""Findings that are printed; all of them are kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: the year, absent where any finding is an error, and all findings."""

    year: Year | None
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the year from being used."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    def __str__(self) -> str:
        """The findings as lines that a person can work through, errors first."""
        count = len(self.errors)
        heading = f"{count} 处错误，未读入" if count else "已读入"
        lines = [line(each) for each in worst_first(self.findings)[:MOST_LINES]]
        left = len(self.findings) - len(lines)
        return "\n".join([heading, *lines, *([f"……另有 {left} 处"] if left else [])])


_ORDER = tuple(Severity)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity, otherwise in the order in which they were made."""
    return tuple(sorted(findings, key=lambda each: _ORDER.index(each.severity)))


def line(finding: Finding) -> str:
    """A finding in one line: severity, place, what was read, what was expected, how to mend it."""
    place = finding.places[0] if finding.places else Place()
    where = f"{place.file} {place}" if place.file.endswith(".toml") else str(place)
    parts = [f"[{finding.severity.chinese}]", f"{where}：" if where else "", finding.message]
    if finding.expected:
        parts.append(f"；应为{finding.expected}")
    if finding.hint:
        parts.append(f"。{finding.hint}")
    return " ".join(parts[:1]) + " " + "".join(parts[1:])


def as_shown(value: object) -> str:
    """What was read, as a spreadsheet shows it: 3, not 3.0.

    >>> as_shown(3.0), as_shown(None)
    ('3', '')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return "" if value is None else str(value)


def quoted(value: object) -> str:
    """What was read, short enough for a message: “12O.5”."""
    words = " ".join(as_shown(value).split())
    return f"“{words[:40]}…”" if len(words) > 41 else f"“{words}”"


def fault_found(fault: Fault, label: str, value: object, place: Place) -> Finding:
    """The finding that a value of the column `label` could not be read as it stands."""
    return Finding(
        Rule.VALUE.value,
        fault.severity,
        f"“{label}”读到{quoted(value)}，{fault.message}",
        expected=fault.expected,
        hint=fault.hint,
        places=(place,),
    )


def found(
    rule: Rule,
    severity: Severity,
    message: str,
    places: Sequence[Place] = (),
    *,
    expected: str = "",
    hint: str = "",
) -> Finding:
    """A finding of one of the rules of reading."""
    return Finding(rule.value, severity, message, expected, hint, tuple(places))
