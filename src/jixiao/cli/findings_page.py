"""The page of findings (检查结果): worst first, by sheet, each with its place and the way to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from jixiao.catalogue import english_of
from jixiao.cli.language import counted, is_chinese, say
from jixiao.cli.table import show_entries, show_heading, show_lines
from jixiao.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from jixiao.catalogue import Report

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}

FEW = 4
"""Further places that a finding names."""

MANY = 100
"""Findings of one severity on one sheet that are told unless all are asked for."""


def show_findings(console: Console, findings: Iterable[Finding], *, most: int | None = MANY) -> None:
    """Print the findings under headings of severity and sheet, `most` of each (none: all)."""
    found = sorted(findings, key=lambda each: _ORDER.index(each.severity))
    for severity in Severity:
        rows = [each for each in found if each.severity is severity]
        by_sheet: dict[str, list[Finding]] = {}
        for each in rows:
            by_sheet.setdefault(_sheet(each), []).append(each)
        for sheet, group in by_sheet.items():
            console.print()
            heading = " · ".join(filter(None, (_severity(severity), sheet, str(len(group)))))
            console.print(Text(heading, style=_STYLES.get(severity, "bold")))
            shown = group[:most]
            show_entries(console, [(_cell(each), "\n".join(_texts(each))) for each in shown], indent=2)
            if len(shown) < len(group):
                show_lines(console, [say("… and {n} more (--all)", n=f"{len(group) - len(shown):,}")])


def show_coverage(console: Console, report: Report) -> None:
    """Print what the rules of the ledger could not check, and how much they did."""
    console.print()
    reasons = Counter((each.rule, each.reason) for each in report.abstentions)
    if reasons:
        show_heading(console, say("Not checked"))
        show_lines(
            console,
            (
                f"{reason}  [{rule}]" + (f" ×{count}" if count > 1 else "")
                for (rule, reason), count in reasons.items()
            ),
        )
        console.print()
    tallies = report.tallies
    told = say(
        "{rules} rules: {sound} relations hold, {found} do not; {idle} rules had nothing to check",
        rules=len(tallies),
        sound=f"{sum(each.sound for each in tallies):,}",
        found=f"{sum(each.found for each in tallies):,}",
        idle=sum(each.is_idle for each in tallies),
    )
    show_lines(console, [told], indent=0)


def verdict(findings: Sequence[Finding]) -> str:
    """The line that a leader understands, with the counts behind it."""
    counts = Counter(each.severity for each in findings)
    errors = counts[Severity.ERROR]
    told = (
        counted(errors, "Mend {n} error first", "Mend {n} errors first")
        if errors
        else say("Sound: no errors")
    )
    others = [
        (counts[Severity.WARNING], "{n} doubt", "{n} doubts"),
        (counts[Severity.NOTICE], "{n} notice", "{n} notices"),
        (counts[Severity.STYLE], "{n} matter of style", "{n} matters of style"),
    ]
    return say("; ").join([told, *(counted(count, one, many) for count, one, many in others if count)])


_ORDER = tuple(Severity)


def _texts(finding: Finding) -> list[str]:
    """What was found, what was expected, how to mend it, where else: a line each."""
    texts = [f"{finding.message}  [{finding.rule}]"]
    if not is_chinese() and (told := english_of(finding.rule)):
        texts.append(told)
    if finding.expected:
        texts.append(say("expected: {what}", what=finding.expected))
    if finding.hint:
        texts.append(f"→ {finding.hint}")
    if len(finding.places) > 1:
        further = [str(place) for place in finding.places[1:]]
        told = "、".join(further[:FEW]) + (" …" if len(further) > FEW else "")
        texts.append(say("see also: {places}", places=told))
    return texts


def _severity(severity: Severity) -> str:
    return severity.chinese if is_chinese() else f"{severity.value.capitalize()} {severity.chinese}"


def _place(finding: Finding) -> Place:
    return finding.places[0] if finding.places else Place()


def _sheet(finding: Finding) -> str:
    place = _place(finding)
    return place.sheet or place.file


def _cell(finding: Finding) -> str:
    return _place(finding).cell or "·"
