"""Arguments (参数): those that several commands share, and how their words are understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.errors import JixiaoError

YearFile = Annotated[
    Path,
    typer.Argument(metavar="YEAR", help="The year's workbook (.xlsx .xls .et .ods), .json file or folder."),
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Figures as of this date, e.g. 2019-08-31.")
]


Perioded = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="A period of the year, e.g. half-year or 半年.")
]
Policied = Annotated[
    str, typer.Option("--policy", metavar="NAME|FILE", help="The region's rules, or your own file (.toml).")
]
Layouted = Annotated[
    str, typer.Option("--layout", metavar="NAME|FILE", help="How pages look; gbt-9704 unless said otherwise.")
]
Forced = Annotated[bool, typer.Option("--force", help="Overwrite even a document that was edited by hand.")]


class Refusal(JixiaoError):
    """What was asked for is not done. / 没有照办。

    Its message is in the user's language already, as those of the core are not.
    """


class WrongArgument(Refusal):
    """An argument cannot be understood. / 参数无法理解。"""


def date_given(text: str) -> dt.date | None:
    """The date that an argument spells: 2019-8-31, 2019/8/31, 20190831 or 2019年8月31日; none of none.

    Raises WrongArgument where it spells none.
    """
    if not text.strip():
        return None
    match = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?", text.strip(), re.ASCII)
    try:
        if match:
            return dt.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise WrongArgument(say("“{text}” is no date; write it as in 2019-08-31.", text=text))


def as_of_given(text: str, fiscal_year: int) -> dt.date | None:
    """The date that --as-of spells; none of none. Raises WrongArgument where the year had not begun."""
    date = date_given(text)
    if date is not None and date < dt.date(fiscal_year, 1, 1):
        raise WrongArgument(
            say("--as-of {date}: the year {year} has not begun by then.", date=date, year=fiscal_year)
        )
    return date


def one_of(text: str, choices: Sequence[str], option: str) -> str:
    """The choice that an argument names. Raises WrongArgument where it names none."""
    if text not in choices:
        known = say(", ").join(choices)
        raise WrongArgument(
            say("{option} takes {known}; not “{text}”.", option=option, known=known, text=text)
        )
    return text


def today() -> dt.date:
    """The day on which the program runs; only the shell has a clock."""
    return dt.datetime.now().astimezone().date()
