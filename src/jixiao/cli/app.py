"""The app (程序): all commands, in the order in which a unit comes to need them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from jixiao.cli.check import check as check_files
from jixiao.cli.example import example
from jixiao.cli.forms import forms, letter
from jixiao.cli.help import Command, Group
from jixiao.cli.read import read
from jixiao.cli.report import report
from jixiao.cli.rules import explain, rules
from jixiao.cli.track import track
from jixiao.cli.year import check, convert, init, mapping, national, schema, take

app = typer.Typer(
    cls=Group,
    name="jixiao",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
SHELLS = "jixiao.commands"
"""The group of entry points by which shells around the core add commands of their own."""

year = typer.Typer(
    cls=Group,
    name="year",
    no_args_is_help=True,
    help="The year's ledger as a file: make an empty one, check it, read your own.",
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"jixiao {version('jixiao')}")
        raise typer.Exit


@app.callback()
def root(
    shown: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=lambda given: _version(wanted=given)),
    ] = False,
    language: Annotated[
        str, typer.Option("--lang", metavar="en|zh", help="The language to speak; also JIXIAO_LANG.")
    ] = "",
) -> None:
    """Jixiao keeps a unit's budget year and writes its performance report from it."""


app.command(epilog="jixiao example -o out", cls=Command)(example)
app.add_typer(year)
year.command(epilog="jixiao year init -o year.xlsx", cls=Command)(init)
year.command(epilog="jixiao year check year.xlsx", cls=Command)(check)
year.command(
    "map",
    epilog='jixiao year map ours.xlsx\njixiao year map ours.xlsx --set "金额合计=支出.金额"',
    cls=Command,
)(mapping)
year.command(epilog="jixiao year convert year.xlsx year.json", cls=Command)(convert)
year.command(epilog="jixiao year take year.xlsx 监控表/ -o year-7.xlsx --period seven-months", cls=Command)(
    take
)
year.command(epilog="jixiao year national year.xlsx -o 交换表", cls=Command)(national)
year.command(epilog="jixiao year schema > year.schema.json", cls=Command)(schema)
app.command(epilog="jixiao track year.xlsx --since 2019-09-30", cls=Command)(track)
app.command(
    epilog="jixiao report year.xlsx -o report.docx -o report.pdf\n"
    "jixiao report year.xlsx -o half.docx --period half-year --as-of 2019-06-30",
    cls=Command,
)(report)
app.command(
    epilog="jixiao forms year.xlsx -o forms\n"
    "jixiao forms year.xlsx -o forms --blank blank.xlsx --mapping map.toml",
    cls=Command,
)(forms)
app.command(epilog="jixiao letter year.xlsx -o letters", cls=Command)(letter)
app.command(epilog="jixiao read report.docx -o year.xlsx", cls=Command)(read)
app.command("check", epilog="jixiao check report.docx", cls=Command)(check_files)
app.command(epilog="jixiao rules", cls=Command)(rules)
app.command(epilog="jixiao explain BUD001", cls=Command)(explain)


@cache
def with_shells() -> typer.Typer:
    """The app with the commands of every shell that is installed, such as the web application's `serve`."""
    from importlib.metadata import entry_points

    for each in entry_points(group=SHELLS):
        each.load()(app)
    return app


def program_for(arguments: Sequence[str]) -> Any:
    """The program as the arguments need it: shells are looked for where a word is none of the core's own."""
    own = typer.main.get_command(app)
    words = [each for each in arguments if not each.startswith("-")]
    if words and words[0] in getattr(own, "commands", {}):
        return own
    return typer.main.get_command(with_shells())
