"""`jixiao year` (年度台账): an empty workbook, checks, a unit's own headers, other forms of the same year."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.arguments import Perioded, Policied, WrongArgument, YearFile, today
from jixiao.cli.language import counted, say

if TYPE_CHECKING:
    from jixiao.tracking.year import Year

Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")]


def init(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write (.xlsx).")
    ],
    force: Force = False,
) -> None:
    """Write an empty workbook that explains itself."""
    from jixiao.cli.output import checked, unused
    from jixiao.exchange import empty_workbook

    checked([output], None, (".xlsx",))
    unused(output, force=force)
    empty_workbook(output)
    print(output)


def check(
    year: YearFile,
    period: Perioded = "",
    policy: Policied = "",
    before: Annotated[
        Path | None,
        typer.Option(
            "--before", metavar="YEAR", help="The year before, to see what was copied or carried over."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every finding, however many there are of a kind.")
    ] = False,
) -> int:
    """Read the year and tell everything that is wrong with it.

    Each finding names sheet and cell, what was read, what was expected and how to mend it. The exit code is
    0 where there are no errors, 1 where there are, 2 where the file cannot be read.
    """
    from jixiao.catalogue import check_year
    from jixiao.cli.findings_page import MANY, show_coverage, show_findings, verdict
    from jixiao.cli.page import page
    from jixiao.exchange import read_year
    from jixiao.findings import Severity
    from jixiao.narrative.report import chosen_period
    from jixiao.tracking.glance import date_to_look_at, period_to
    from jixiao.tracking.policy import load_policy

    console = page()
    most = None if everything else MANY
    reading = read_year(year)
    findings = list(reading.findings)
    read = reading.year
    if read is None:
        print(f"{year} · {say('not read; the rules of the ledger could not be checked')}")
        show_findings(console, findings, most=most)
    else:
        unit = read.unit.short_name or read.unit.name
        rows = sum(1 for _ in read.rows())
        print(f"{year} · {unit} · {read.fiscal_year} · {counted(rows, '{n} row', '{n} rows')}")
        looked_at = period_to(read, date_to_look_at(read.fiscal_year, today()))
        chosen = chosen_period(read, period) if period else looked_at
        last = _year_before(before, read) if before else None
        report = check_year(read, load_policy(policy or read.unit.policy), chosen, last)
        findings += report.findings
        show_findings(console, findings, most=most)
        show_coverage(console, report)
    print()
    print(verdict(findings))
    return int(any(each.severity is Severity.ERROR for each in findings))


def _year_before(file: Path, read: Year) -> Year:
    """The year before, from its own file. Raises UnreadableFile where it is another one."""
    from jixiao.cli.loading import load_year
    from jixiao.errors import UnreadableFile

    before = load_year(file)
    wanted = read.fiscal_year - 1
    if before.fiscal_year != wanted:
        raise UnreadableFile(
            f"{file} 是{before.fiscal_year}年度，不是上一年（{wanted}年度）。",
            english=f"{file} is the year {before.fiscal_year}, not the year before, {wanted}.",
        )
    return before


def mapping(
    workbook: Annotated[
        Path, typer.Argument(metavar="FILE", help="The unit's own workbook (.xlsx .xls .et .ods).")
    ],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="OWN=OURS",
            help="What a sheet or a column is; may be repeated. See the examples.",
        ),
    ] = None,
    fiscal_year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The fiscal year, where no sheet says it.")
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help="Remember it as shown, in a file beside the workbook.")
    ] = False,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Remember it for all workbooks of yours.")
    ] = False,
) -> None:
    """Name your own sheets and headers once.

    Shows what each sheet and column of the workbook is taken for. Whatever is set is remembered and used by
    all commands from then on; with nothing behind the sign = it is not read.
    """
    from dataclasses import replace

    from jixiao.cli.mapping_page import show_mapping, with_settings
    from jixiao.cli.page import page
    from jixiao.exchange.mapping import mapping_beside, save_mapping, users_mapping
    from jixiao.exchange.workbook import propose_mapping

    proposed = with_settings(propose_mapping(workbook), settings or ())
    if fiscal_year is not None:
        proposed = replace(proposed, fiscal_year=fiscal_year)
    show_mapping(page(), proposed)
    print()
    if settings or fiscal_year is not None or save or everywhere:
        target = users_mapping() if everywhere else mapping_beside(workbook)
        save_mapping(proposed, target)
        print(say("Remembered in {file}.", file=target))
    else:
        print(say("If that is right, add --save; else --set OWN=OURS."))


def convert(
    source: YearFile,
    target: Annotated[
        Path,
        typer.Argument(
            metavar="TARGET", help="A workbook (.xlsx), a .json file, or a folder for text files."
        ),
    ],
    force: Force = False,
) -> None:
    """Write the year in another form: workbook, JSON or a folder of text files."""
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import unused
    from jixiao.exchange import write_year

    if target.suffix.casefold() not in (".xlsx", ".json", ""):
        raise WrongArgument(say("{file}: a year is written as .xlsx, .json or a folder.", file=target))
    unused(target, force=force)
    write_year(load_year(source), target)
    print(target)


def take(
    source: YearFile,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FORM...", help="Filled-in forms (.xlsx .xls .et .ods), or folders of them."),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The year with them: .xlsx, .json or a folder."),
    ],
    period: Perioded = "",
    policy: Policied = "",
    force: Force = False,
) -> int:
    """Take monitoring or self-evaluation forms that came back into the year.

    A form is known by its project, its rows by their indicators. What is blank in a form stays as the year
    has it. Rows that were not matched, a second form of a project and files that are no form are told. The
    exit code is 2 where a file could not be read; the others are taken all the same.
    """
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import unused
    from jixiao.cli.running import told
    from jixiao.exchange import write_year
    from jixiao.exchange.forms_taken import take_forms
    from jixiao.exchange.grid import SUFFIXES
    from jixiao.narrative.report import chosen_period
    from jixiao.tracking.policy import load_policy

    if output.suffix.casefold() not in (".xlsx", ".json", ""):
        raise WrongArgument(say("{file}: a year is written as .xlsx, .json or a folder.", file=output))
    unused(output, force=force)
    year = load_year(source)
    asked = chosen_period(year, period)
    found = take_forms(year, asked, load_policy(policy or year.unit.policy), _forms_in(files, SUFFIXES))
    for form in found.forms:
        rows = counted(form.indicators, "{n} indicator", "{n} indicators")
        print(f"{form.file} · {form.project} · {asked.name} · {rows}")
        for gap in form.to_mend:
            print(f"  {gap.message}")
    for file, row in found.left:
        where = f" · {row.sheet} {row.row}" if row.sheet else ""
        print(f"{file}{where} · {say('not taken')}: {row.words}")
    for _file, error in found.refused:
        print(told(error), file=sys.stderr)
    if found.forms:
        write_year(found.year, output)
        print(output)
    elif not found.refused:
        print(say("No form was found."), file=sys.stderr)
    return 2 if found.refused or not found.forms else 0


def _forms_in(files: Iterable[Path], suffixes: Collection[str]) -> Iterator[Path]:
    """The files, and those in the folders that look like workbooks, by name."""
    for each in files:
        if each.is_dir():
            inside = (file for file in each.rglob("*") if file.suffix.casefold() in suffixes)
            yield from sorted(file for file in inside if not file.name.startswith((".", "~$")))
        else:
            yield each


def national(
    year: YearFile,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="The folder to write into; made if missing."),
    ],
    stamp: Annotated[
        str,
        typer.Option("--stamp", metavar="DIGITS", help="The time that the tables bear; usually now."),
    ] = "",
    policy: Policied = "",
) -> None:
    """Write the self-evaluations as the national exchange tables: CSV for each table, JSON of all.

    The year is taken at its end. A project of which a score is missing is left out, and named.
    """
    from jixiao.cli.loading import load_year
    from jixiao.exchange.national import STAMP, national_tables, write_national
    from jixiao.tracking.glance import Glance
    from jixiao.tracking.policy import load_policy

    made = stamp or f"{dt.datetime.now().astimezone():%Y%m%d%H%M%S}000"
    if not STAMP.fullmatch(made):
        raise WrongArgument(say("--stamp {stamp} is no time of 17 digits.", stamp=stamp))
    loaded = load_year(year)
    last = dt.date(loaded.fiscal_year, 12, 31)
    found = national_tables(Glance(loaded, last, load_policy(policy or loaded.unit.policy)), made)
    for path in write_national(found, output):
        print(path)
    for name in found.left_out:
        print(say("left out, a score is missing: {name}", name=name))


def schema() -> None:
    """Print the JSON Schema of a year."""
    from jixiao.exchange.as_json import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
