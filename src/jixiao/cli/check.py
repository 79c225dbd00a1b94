"""`jixiao check` (核稿): every figure of a report, checked."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jixiao.cli.arguments import AsOf, Perioded, Refusal, as_of_given, one_of
from jixiao.cli.language import say
from jixiao.cli.output import folder_for

if TYPE_CHECKING:
    from jixiao.reporting.batch import Answer, Job, Wish
    from jixiao.reporting.beside import Beside

_FORMS = {  # by what the file's name ends in
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
_LEVELS = ("error", "warning", "notice", "never")
_PAIR = 2
_FEW = 8
"""Files from which on several processes are worth starting."""


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…", help="Reports, or folders of them: .docx .pdf .ofd .html .xlsx .txt …"
        ),
    ] = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORM", help="text, json, jsonl, sarif, html, docx or xlsx.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE|FOLDER", help="Where to write; its ending tells the form."
        ),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="In a Word file, certain repairs as tracked changes, too.")
    ] = False,
    relations: Annotated[
        bool, typer.Option("--relations", help="In JSON, every relation found, sound ones too.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every finding, however many there are of a kind.")
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="YEAR", help="Hold the report to this year's ledger, too."),
    ] = None,
    same_unit: Annotated[
        bool,
        typer.Option("--same-unit", help="Hold what the files say of earlier years to each other, too."),
    ] = False,
    department: Annotated[
        Path | None,
        typer.Option(
            "--department",
            metavar="FILE",
            help="The department's own document: hold what it adds up to the FILEs of its units.",
        ),
    ] = None,
    period: Perioded = "",
    as_of: AsOf = "",
    fail_on: Annotated[
        str,
        typer.Option("--fail-on", metavar="LEVEL", help="Exit code 1 from error, warning, notice; or never."),
    ] = "error",
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="Settings; else the nearest jixiao.toml at or above the file."
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", help="Files to check at once; 0 as many as pay.")
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the results.")] = False,
) -> int:
    """Check every figure of a report against all others in it.

    The last lines say whether the report can go out and how many of its figures were verified. With -o and
    a name ending in .docx the report comes back with comments at the figures. The exit code is 0 where
    nothing was found at the level of --fail-on, 1 where something was, 2 where a file could not be read; the
    others are answered all the same.
    """
    if schema:
        from jixiao.reporting.as_json import schema_text

        print(schema_text(), end="")
        return 0
    if not files:
        raise Refusal(say("Say which report to check: jixiao check report.docx"))
    one_of(fail_on, _LEVELS, "--fail-on")
    if same_unit and len(files) < _PAIR and not any(each.is_dir() for each in files):
        raise Refusal(say("--same-unit takes two files or more: jixiao check 2023.pdf 2024.pdf --same-unit"))
    if department is not None and (not department.exists() or department.is_dir()):
        raise Refusal(say("{file} does not exist.", file=department))
    if (period or as_of) and not against:
        raise Refusal(say("--period and --as-of go with --against: they say which state of the ledger."))
    return _check(
        files,
        against=against,
        same_unit=same_unit,
        department=department,
        period=period,
        as_of=as_of,
        form=_form(output_format, output),
        output=output,
        suggest=suggest,
        relations=relations,
        most=None if everything else 0,
        fail_on=fail_on,
        config=config,
        processes=processes,
        force=force,
    )


def _check(
    files: Sequence[Path],
    *,
    against: Path | None,
    same_unit: bool,
    department: Path | None,
    period: str,
    as_of: str,
    form: str,
    output: Path | None,
    suggest: bool,
    relations: bool,
    most: int | None,
    fail_on: str,
    config: Path | None,
    processes: int,
    force: bool,
) -> int:
    import datetime as dt
    from dataclasses import replace

    from jixiao.cli.check_files import found_files, targets_of, with_department
    from jixiao.cli.check_page import show_progress
    from jixiao.findings import Severity
    from jixiao.reporting.batch import Job, Wish, answers
    from jixiao.reporting.settings import load_settings, settings_for

    given = found_files(files, output)
    if department:
        given = with_department(department, given)
    if config:
        load_settings(config)
    else:
        for folder in {each.parent for each in given.paths}:
            settings_for(folder / "-")
    targets = targets_of(given, form, output, force=force)
    beside = None
    if against or same_unit or department:
        beside = _beside(against, period, as_of)
        beside = replace(beside, unit=given.paths if same_unit else ())
    if beside and department:
        beside = replace(beside, department=given.paths[0], subordinates=given.paths[1:])
    wish = Wish(form, relations, suggest, config, dt.datetime.now().astimezone(), beside)
    jobs = [Job(path, wish, targets.get(path)) for path in given.paths]
    processes = processes or (_cores() if len(jobs) >= _FEW else 1)
    code = 0

    def heard() -> Iterator[Answer]:
        nonlocal code
        for each in show_progress(answers(jobs, processes), len(jobs)):
            if each.error:
                code = 2
            elif fail_on != "never" and each.has(Severity(fail_on)):
                code = max(code, 1)
            yield each

    _tell(heard(), jobs, wish, output, most=most)
    return code


def _beside(against: Path | None, period: str, as_of: str) -> Beside:
    """The ledger that the files are held to; nothing where none is named."""
    from jixiao.cli.loading import load_year
    from jixiao.narrative.report import chosen_period
    from jixiao.reporting.beside import Beside

    if against is None:
        return Beside()
    year = load_year(against)
    if period:
        chosen_period(year, period)
    return Beside(year, period, as_of_given(as_of, year.fiscal_year))


def _tell(
    answers: Iterator[Answer], jobs: Sequence[Job], wish: Wish, output: Path | None, *, most: int | None
) -> None:
    """Print or write the answers in the form that is wanted; refusals go to the error stream."""
    from jixiao.cli.check_page import CheckPage, refused

    form = wish.form
    if form == "text" or (form in ("html", "docx") and output is not None):
        page = CheckPage(most=most, several=len(jobs) > 1, output=output if form == "text" else None)
        with page:
            for each in answers:
                page.show(each, with_findings=form == "text")
            page.close()
        return
    sound = (each for each in answers if not refused(each))
    match form:
        case "jsonl":
            from jixiao.reporting.as_json import line_of

            _write((line_of(each.output) + "\n" for each in sound), output)
        case "json":
            records = [each.output for each in sound]
            told: Any = records if len(jobs) > 1 else (records or [None])[0]
            if told is not None:
                _write([json.dumps(told, ensure_ascii=False, indent=2) + "\n"], output)
        case "sarif":
            _write([_sarif(answers)], output)
        case "html":
            _write((each.output for each in sound), None)
        case "xlsx":
            from jixiao.reporting.worklist import write_worklist

            assert output is not None, "the targets were looked at"
            target = _list_file(output)
            everything = list(answers)
            write_worklist([each.checked for each in everything if each.checked], target)
            page = CheckPage(most=most, several=len(jobs) > 1, output=None)
            with page:
                for each in everything:
                    page.show(each, with_findings=False)
                page.close()
                page.written(target)


def _sarif(answers: Iterator[Answer]) -> str:
    from importlib.metadata import version

    from jixiao.cli.check_page import refused
    from jixiao.reporting.as_sarif import log_of

    results: list[Any] = []
    unread, doubts = [], []
    for each in answers:
        if refused(each):
            unread.append((each.path, str(each.error)))
        else:
            results += each.output
            doubts += [(each.path, doubt) for doubt in each.checked.coverage.doubts] if each.checked else []
    log = log_of(results, unread, version("jixiao"), doubts)
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _list_file(output: Path) -> Path:
    return output if output.suffix else output / "核稿.xlsx"


def _write(texts: Any, output: Path | None) -> None:
    import sys

    if output is None:
        for text in texts:
            sys.stdout.write(text)
        return
    folder_for(output.parent)
    with output.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(texts)


def _form(given: str, output: Path | None) -> str:
    """The form that is asked for, else the one that the name of the file tells."""
    from jixiao.reporting.batch import FORMS

    if given:
        return one_of(given, FORMS, "--format")
    if output is None:
        return "text"
    known = _FORMS.get(output.suffix.casefold())
    if known is None:
        raise Refusal(say("{file}: say in which form, --format {known}.", file=output, known="|".join(FORMS)))
    return known


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
