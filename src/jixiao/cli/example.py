"""`jixiao example` (示例): the example year with everything that can be made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say, spoken

USUAL = "yuetan-2019"
FORMS = "附件"
LETTERS = "公函"


def example(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="The folder to write into; made if missing."),
    ] = Path("out"),
    name: Annotated[
        str,
        typer.Option("--year", metavar="NAME", help="The example: yuetan-2019, or the invented shifan-2023."),
    ] = USUAL,
) -> None:
    """Write the example year: workbook, report, forms and letters, and show it at a glance.

    The folder is written afresh each time; what you changed in it yourself keep under another name.
    """
    from jixiao.cli.glance_page import show_glance
    from jixiao.cli.output import folder_for
    from jixiao.cli.program import program, typed
    from jixiao.cli.summary import show_draft
    from jixiao.document.layout import load_layout
    from jixiao.document.writers import write
    from jixiao.example import example_year
    from jixiao.exchange import write_year
    from jixiao.exchange.forms import write_forms
    from jixiao.exchange.letters import write_letters
    from jixiao.narrative.report import chosen_period, write_report
    from jixiao.tracking.glance import Glance
    from jixiao.tracking.policy import load_policy

    year = example_year(name)
    period, layout = chosen_period(year), load_layout()
    folder = folder_for(output)
    workbook = folder / f"{name}.xlsx"
    write_year(year, workbook)
    draft = write_report(year, period)
    reports = [folder / f"{name}{suffix}" for suffix in (".docx", ".html", ".pdf")]
    notes = [write(draft.document, path, layout, lang=spoken()) for path in reports]
    forms = write_forms(year, period, folder / FORMS, layout=layout)
    letters = [path for path, _ in write_letters(year, period, folder / LETTERS, layout=layout)]
    show_glance(Glance(year, period.end, load_policy(year.unit.policy)), everything=False)
    print()
    show_draft(draft, [workbook, *reports, *forms, *letters], notes)
    command = typed(*program(), "report", workbook, "-o", folder / "new.docx")
    print(say("Change a payment in the workbook, then: {command}", command=command))
