"""`jixiao read` (读报告): from a report to a year's ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.arguments import AsOf, WrongArgument, date_given
from jixiao.cli.language import counted, is_chinese, say
from jixiao.cli.year import Force

if TYPE_CHECKING:
    from rich.console import Console

    from jixiao.facts.years import Doubt, YearRead
    from jixiao.tracking.year import Year

_FORMS = (".xlsx", ".json", "")
_MANY = 20
"""Doubts of one severity that are told unless all are asked for."""

_MISSING = {
    "unit": "the unit's name",
    "projects": "projects",
    "table": "a table of projects",
    "approvals": "the document that approved the budget",
    "adjustments": "the letters of adjustment",
    "totals": "the unit's totals",
    "spending": "what was spent",
}


def read(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="The report: .docx .pdf .ofd .html .md .txt …")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="TARGET",
            help="A workbook (.xlsx), a .json file, or a folder for text files.",
        ),
    ],
    fiscal_year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", help="The fiscal year, where the report does not say it."),
    ] = None,
    as_of: AsOf = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every doubt, however many there are of a kind.")
    ] = False,
    force: Force = False,
) -> None:
    """Make a year's ledger of a report: projects, budget, adjustments, spending, letters.

    What the report says firmly is taken as printed, and exactly from a .docx that Jixiao wrote. What it does
    not say stays empty. Every doubt is told, stands among the year's remarks, and is marked in the workbook.
    """
    from jixiao.cli.output import checked, unused
    from jixiao.cli.page import page
    from jixiao.exchange.report_file import read_report, write_read

    if output.suffix.casefold() not in _FORMS:
        raise WrongArgument(say("{file}: a year is written as .xlsx, .json or a folder.", file=output))
    if output.suffix:
        checked([output], report, _FORMS)
    unused(output, force=force)
    year, told = read_report(report, fiscal_year=fiscal_year, as_of=date_given(as_of))
    write_read(told, output)
    console = page()
    console.print(str(output))
    _summary(console, year, told)
    for title, doubts in _by_severity(told.doubts):
        _show(console, title, doubts, most=None if everything else _MANY)
    console.print()
    console.print(say("Look through it, then: {command}", command=f"jixiao year check {output}"))


def _summary(console: Console, year: Year, told: YearRead) -> None:
    """Print whose year it is, how much was found, and what was not."""
    from jixiao.findings import Severity

    head = [year.unit.short_name or year.unit.name, str(year.fiscal_year)]
    if told.as_of is not None:
        head.append(say("as of {date}", date=told.as_of))
    console.print(" · ".join(head))
    counts = told.counts
    found = [
        counted(counts["projects"], "{n} project", "{n} projects"),
        counted(counts["approval_lines"], "{n} line of approval", "{n} lines of approval"),
        counted(counts["adjustment_lines"], "{n} line of adjustment", "{n} lines of adjustment"),
        counted(counts["entries"], "{n} sum spent", "{n} sums spent"),
        counted(counts["adjustments"], "{n} letter", "{n} letters"),
    ]
    console.print(say("Found: {what}", what=say(", ").join(found)))
    if told.missing:
        missing = say(", ").join(say(_MISSING[name]) for name in told.missing)
        console.print(say("Not found: {what}", what=missing))
    doubts = sum(each.finding.severity is Severity.WARNING for each in told.doubts)
    notices = len(told.doubts) - doubts
    kinds = [counted(doubts, "{n} doubt", "{n} doubts"), counted(notices, "{n} notice", "{n} notices")]
    console.print(say("To look at: {what}", what=say(", ").join(kinds)))


def _by_severity(doubts: Sequence[Doubt]) -> list[tuple[str, Sequence[Doubt]]]:
    from jixiao.findings import Severity

    groups: list[tuple[str, Sequence[Doubt]]] = []
    for severity in Severity:
        rows = [each for each in doubts if each.finding.severity is severity]
        if rows:
            word = severity.chinese if is_chinese() else f"{severity.value.capitalize()} {severity.chinese}"
            groups.append((f"{word} · {len(rows)}", rows))
    return groups


def _show(console: Console, title: str, doubts: Sequence[Doubt], *, most: int | None) -> None:
    """Print the doubts of one severity, each with what to do and where the report says it."""
    from jixiao.cli.table import show_entries, show_heading, show_lines

    console.print()
    show_heading(console, title)
    entries = []
    for each in doubts[:most]:
        lines = [f"{each.finding.message}  [{each.finding.rule}]"]
        lines += [f"→ {each.finding.hint}"] if each.finding.hint else []
        lines += [say("in the report: {place}", place=each.source)] if each.source else []
        entries.append((each.subject or "·", "\n".join(lines)))
    show_entries(console, entries, indent=2)
    if len(entries) < len(doubts):
        show_lines(console, [say("… and {n} more (--all)", n=len(doubts) - len(entries))])
