"""`jixiao track` (跟踪): the year at a glance in a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from jixiao.cli.arguments import AsOf, Policied, WrongArgument, YearFile, as_of_given, date_given, today
from jixiao.cli.language import say


def track(
    year: YearFile,
    as_of: AsOf = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Also show what changed after this date.")
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Ordinary projects too, and everything that is behind.")
    ] = False,
    why: Annotated[
        str,
        typer.Option(
            "--why", metavar="PROJECT", help="How the lights and the forecast of a project came about."
        ),
    ] = "",
    policy: Policied = "",
) -> None:
    """Show the year at a glance: budget, spending, bands, what is behind, lights of budget and objectives.

    Rates are given of the adjusted and of the original budget. A project with planned spending is held
    against its own plan, any other against the share of the year that has passed. Without --as-of the year
    is shown as of today, a past one as of its last day.
    """
    from jixiao.cli.glance_page import show_changes, show_glance
    from jixiao.cli.lights_page import show_lights, show_why
    from jixiao.cli.loading import load_year
    from jixiao.tracking.glance import Glance, date_to_look_at
    from jixiao.tracking.policy import load_policy
    from jixiao.tracking.since import changes_since

    loaded = load_year(year)
    day = as_of_given(as_of, loaded.fiscal_year) or date_to_look_at(loaded.fiscal_year, today())
    first = date_given(since)
    if first is not None and first >= day:
        raise WrongArgument(say("--since {since} is not before {date}.", since=first, date=day))
    glance = Glance(loaded, day, load_policy(policy or loaded.unit.policy))
    if why:
        show_why(glance, why)
        return
    show_glance(glance, everything=everything)
    show_lights(glance)
    if first is not None:
        show_changes(changes_since(loaded, first, day), glance, everything=everything)
