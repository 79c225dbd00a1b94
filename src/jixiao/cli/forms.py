"""`jixiao forms` and `jixiao letter` (表格、公函): what goes to the finance bureau with the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.arguments import (
    AsOf,
    Forced,
    Layouted,
    Perioded,
    WrongArgument,
    YearFile,
    as_of_given,
    date_given,
)
from jixiao.cli.language import counted, say

Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="The folder to write into; made if missing.")
]


def forms(
    year: YearFile,
    output: Folder,
    as_of: AsOf = "",
    period: Perioded = "",
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--form", metavar="NAME|FILE", help="A form, or your own file (.toml); may be repeated."
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="xlsx|docx|pdf", help="A format; may be repeated; xlsx and docx."),
    ] = None,
    project: Annotated[
        str, typer.Option("--project", metavar="CODE", help="Only this project's form, where each has one.")
    ] = "",
    layout: Layouted = "gbt-9704",
    blank: Annotated[
        Path | None, typer.Option("--blank", metavar="FILE", help="Fill the bureau's own blank (.xlsx).")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="Which cell of the blank gets what (.toml)."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Fill cells of the blank that hold something, too.")
    ] = False,
    force: Forced = False,
) -> None:
    """Write the annexes as workbooks and Word files, or fill a bureau's blank.

    Without --form they are those that the annexes of the year name.

    Into a FOLDER that ends in .zip every project gets a file of its own.
    """
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import checked, folder_for, spared
    from jixiao.document.layout import load_layout
    from jixiao.exchange.blank import fill_blank
    from jixiao.exchange.forms import FORMATS, USUAL_FORMATS, official_forms, pack_forms, write_forms
    from jixiao.narrative.facts import Facts
    from jixiao.narrative.report import chosen_period
    from jixiao.tracking.policy import load_policy

    if (blank is None) != (mapping is None):
        raise WrongArgument(say("--blank and --mapping go together."))
    wanted = tuple(formats or USUAL_FORMATS)
    if unknown := [each for each in wanted if each not in FORMATS]:
        raise WrongArgument(
            say("No such format: {name}. There are {known}.", name=unknown[0], known=say(", ").join(FORMATS))
        )
    loaded = load_year(year)
    chosen, day = chosen_period(loaded, period), as_of_given(as_of, loaded.fiscal_year)
    if project and project not in loaded.project_by_code:
        raise WrongArgument(say("No project has the code {code}.", code=project))
    if output.suffix.lower() == ".zip" and blank is None:
        checked([output], None, (".zip",), force=force)
        facts = Facts(loaded, chosen, load_policy(loaded.unit.policy), day or chosen.end)
        names = form or official_forms(loaded)
        number = pack_forms(facts, names, output, layout=load_layout(layout), formats=wanted)
        print(output)
        print(f"  {counted(number, '{n} file', '{n} files')}")
        return
    folder = folder_for(output)
    if blank is None or mapping is None:
        written = write_forms(
            loaded,
            chosen,
            folder,
            forms=form or (),
            as_of=day,
            layout=load_layout(layout),
            formats=wanted,
            project=project,
            may_write=None if force else spared,
        )
        for path in written:
            print(path)
        return
    for filled in fill_blank(loaded, chosen, blank, mapping, folder, as_of=day, overwrite=overwrite):
        print(filled.path)
        told = counted(filled.written, "{n} cell filled", "{n} cells filled")
        if filled.empty:
            told += say("; the ledger has nothing for {cells}", cells=say(", ").join(filled.empty))
        print(f"  {told}")


def letter(
    year: YearFile,
    output: Folder,
    number: Annotated[
        str, typer.Option("--number", metavar="NUMBER", help="The letter's number, e.g. 月办函〔2020〕3号.")
    ] = "",
    dated: Annotated[str, typer.Option("--dated", metavar="DATE", help="The date of letter and cover.")] = "",
    as_of: AsOf = "",
    period: Perioded = "",
    layout: Layouted = "gbt-9704",
    force: Forced = False,
) -> None:
    """Write the covering letter (报送函) and the cover page (封面) of the report.

    A number or date that is not given stands as 【待补】.
    """
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import checked
    from jixiao.cli.summary import show_draft
    from jixiao.document.layout import load_layout
    from jixiao.exchange.letters import write_letters
    from jixiao.narrative.report import chosen_period

    paths = [output / "报送函.docx", output / "封面.docx"]
    checked(paths, None, (".docx",), force=force)
    styles = load_layout(layout)
    loaded = load_year(year)
    chosen, date = chosen_period(loaded, period), date_given(dated)
    day = as_of_given(as_of, loaded.fiscal_year)
    made = write_letters(loaded, chosen, output, number=number, dated=date, as_of=day, layout=styles)
    for path, draft in made:
        show_draft(draft, [path], [])
