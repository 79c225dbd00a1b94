"""`jixiao report` (报告): the year's report, in as many formats as one likes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.arguments import (
    AsOf,
    Forced,
    Layouted,
    Perioded,
    Policied,
    WrongArgument,
    YearFile,
    as_of_given,
    one_of,
)
from jixiao.cli.language import say, spoken

SUFFIXES = (".docx", ".html", ".md", ".pdf")


def report(
    year: YearFile,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write: .docx, .html, .md or .pdf; may be repeated.",
        ),
    ] = None,
    as_of: AsOf = "",
    period: Perioded = "",
    outline: Annotated[
        str,
        typer.Option(
            "--outline", metavar="NAME|FILE", help="full-year, half-year, or your own file (.toml)."
        ),
    ] = "",
    policy: Policied = "",
    layout: Layouted = "gbt-9704",
    tone: Annotated[
        str,
        typer.Option("--tone", metavar="TONE", help="external (default), or internal: names and dates too."),
    ] = "external",
    final: Annotated[
        bool, typer.Option("--final", help="A clean copy: nothing is written while anything is wanting.")
    ] = False,
    refresh: Annotated[
        Path | None,
        typer.Option(
            "--refresh", metavar="EDITED", help="Bring the figures of this edited report (.docx) up to date."
        ),
    ] = None,
    force: Forced = False,
) -> None:
    """Write the performance report of the year, every figure from the ledger.

    What the ledger lacks stands in the draft as 【待补】 and is listed here; --final refuses it.
    """
    if refresh is not None:
        from jixiao.cli.refresh import refresh_report

        given = {"--as-of": as_of, "--period": period, "--final": final}
        refresh_report(
            refresh,
            year,
            output or [],
            given=given,
            outline=outline,
            policy=policy,
            layout=layout,
            force=force,
        )
        return
    if not output:
        raise WrongArgument(say("Say where to write the report: -o report.docx"))
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import checked
    from jixiao.cli.summary import refuse_unfinished, show_draft
    from jixiao.document.layout import load_layout
    from jixiao.document.writers import write
    from jixiao.narrative.outline import load_outline
    from jixiao.narrative.report import chosen_period, write_report
    from jixiao.tracking.policy import load_policy

    chosen_tone = one_of(tone, ("external", "internal"), "--tone")
    checked(output, year, SUFFIXES, force=force)
    styles = load_layout(layout)
    loaded = load_year(year)
    chosen = chosen_period(loaded, period)
    draft = write_report(
        loaded,
        chosen,
        as_of=as_of_given(as_of, loaded.fiscal_year),
        outline=load_outline(outline) if outline else None,
        policy=load_policy(policy) if policy else None,
        tone=chosen_tone,
    )
    if final:
        refuse_unfinished(draft)
    notes = [write(draft.document, path, styles, lang=spoken()) for path in output]
    show_draft(draft, output, notes)
