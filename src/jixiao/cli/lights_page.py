"""Lights in a terminal (预警灯): each project with its lights and forecast, the formulas one step away."""

from __future__ import annotations

from collections import Counter

from jixiao.cli.arguments import WrongArgument
from jixiao.cli.language import counted, is_chinese, say
from jixiao.cli.page import page
from jixiao.cli.table import Column, Section, show_entries, show_heading, show_lines, show_table
from jixiao.numerals import printing
from jixiao.tracking.glance import Glance
from jixiao.tracking.lights import Light, Lit, percent
from jixiao.tracking.monitoring import Monitored, Monitoring
from jixiao.tracking.project import Project
from jixiao.tracking.year_end import Forecast, accuracy, forecast

_NONE = "—"


def show_lights(glance: Glance) -> None:
    """Print the lights of every project, the worst first; nothing where the year has no indicators."""
    if not glance.visible.indicators:
        return
    console, monitoring = page(), Monitoring(glance)
    found = sorted(monitoring.projects.values(), key=lambda each: _rank(each.lit))
    console.print()
    show_heading(console, say("Lights (projects, worst first)"))
    columns = (
        Column(say("Project"), may_be_cut=True),
        Column(say("Light")),
        Column(say("Budget")),
        Column(say("Indicators")),
        Column(say("Year's end (forecast)"), is_number=True),
    )
    rows = [
        (
            each.project.name if each.project else "",
            _word(each.lit.light),
            _told(each.budget),
            _counts(each),
            _amount(_forecast(each, monitoring)),
        )
        for each in found
    ]
    show_table(console, columns, [Section(rows)])
    show_lines(console, [say("How a light or forecast came about: --why PROJECT")], indent=0)
    _show_accuracy(glance)


def show_why(glance: Glance, asked: str) -> None:
    """Print how the lights of a project and its forecast came about. Raises WrongArgument for no project."""
    known = {name: each for each in glance.visible.projects for name in (each.code, each.name)}
    project: Project | None = known.get(asked)
    if project is None:
        raise WrongArgument(say("No project is called “{name}”.", name=asked))
    console, monitoring = page(), Monitoring(glance)
    found = monitoring.of(project)
    show_heading(console, f"{project.code} {project.name}")
    entries = [
        (say("Light"), f"{_word(found.lit.light)} · {found.lit.formula}"),
        (say("Budget"), f"{_word(found.budget.light)} · {found.budget.formula}"),
        *(
            (each.goal.indicator.name, f"{_word(each.lit.light)} · {each.lit.formula}")
            for each in found.indicators
        ),
        (say("Year's end (forecast)"), _with_reason(_forecast(found, monitoring))),
    ]
    show_entries(console, entries)


def _show_accuracy(glance: Glance) -> None:
    """Print how right the forecasts of a year that is over were, office by office."""
    last = (glance.as_of.month, glance.as_of.day) == (12, 31)
    found = accuracy(glance.year, glance.policy.hierarchy(glance.year.fiscal_year)) if last else {}
    if not found:
        return
    console = page()
    console.print()
    show_heading(console, say("How right the year's forecasts were"))
    entries = []
    for office, each in found.items():
        off = _NONE if each.share_off is None else percent(each.share_off)
        told = say("off by {share} of what was spent", share=off)
        certain = counted(each.certain, "{n} indicator called certain", "{n} indicators called certain")
        entries.append((office or _NONE, f"{told}; {certain}, {say('{n} not met', n=each.missed)}"))
    show_entries(console, entries)


def _forecast(found: Monitored, monitoring: Monitoring) -> Forecast:
    assert found.project is not None
    standing = monitoring.glance.standing(found.project)
    adjusted, as_of = standing.position.adjusted, monitoring.glance.as_of
    return forecast(found.project.code, standing.spent, adjusted, found.due, monitoring.plans, as_of)


def _counts(found: Monitored) -> str:
    lights = Counter(each.lit.light for each in found.indicators if not each.goal.is_removed)
    return " ".join(f"{_word(each)} {lights[each]}" for each in (*Light, None) if lights[each]) or _NONE


def _told(lit: Lit) -> str:
    return _word(lit.light) if lit.value is None else f"{_word(lit.light)} {percent(lit.value)}"


def _amount(found: Forecast) -> str:
    return printing.money(found.amount) if found.amount is not None else _NONE


def _with_reason(found: Forecast) -> str:
    return f"{_amount(found)} · {found.how}"


def _word(light: Light | None) -> str:
    if light is None:
        return _NONE
    return light.value if is_chinese() else light.name.lower()


def _rank(lit: Lit) -> int:
    return lit.light.rank if lit.light else len(Light)
