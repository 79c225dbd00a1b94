"""The page of `jixiao track` (年度一览): tables with bars that read the same without color."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction

from rich.console import Console

from jixiao.cli.language import counted, say
from jixiao.cli.page import page
from jixiao.cli.table import Column, Section, show_heading, show_lines, show_table
from jixiao.numerals import printing
from jixiao.quantity import Money, Rate
from jixiao.tracking.budget import Adjustment, ExpenditureKind
from jixiao.tracking.execution import Nature
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.pace import Pace
from jixiao.tracking.policy import Band
from jixiao.tracking.project import Project
from jixiao.tracking.since import Changes, Movement, NewOutput
from jixiao.tracking.statistics import Statistics

WIDE = 110
"""Columns of a terminal from which offices and original budgets are shown as well."""

FEW = 5
"""How many of those behind, and how many outputs of a project, are named where nobody asks for all."""

UNKNOWN = "?"
"""Stands for what was spent by a date where only a later cumulative statement tells of it."""

_BAR, _WIDE_BAR = 6, 12
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STYLES = {"over": "red", "full": "green", "ahead": "green", "low": "red", "far-behind": "red"}


def show_glance(glance: Glance, *, everything: bool) -> None:
    """Print the year: title, totals, projects by band, and what is behind its plan."""
    console = page()
    unit = glance.year.unit.short_name or glance.year.unit.name
    year, date = glance.year.fiscal_year, glance.as_of
    show_heading(console, say("{unit} · {year} · as of {date} · in 万元", unit=unit, year=year, date=date))
    console.print()
    _show_totals(console, glance)
    if glance.focus.projects or not everything:
        console.print()
        show_heading(console, say("Focus projects by execution rate (spent ÷ adjusted)"))
        _show_projects(console, glance, glance.focus)
    if glance.ordinary.projects and everything:
        console.print()
        show_heading(console, say("Ordinary projects by execution rate (spent ÷ adjusted)"))
        _show_projects(console, glance, glance.ordinary)
    _show_behind(console, glance, everything=everything)


def show_changes(changes: Changes, glance: Glance, *, everything: bool) -> None:
    """Print what changed: money by project, letters, outputs."""
    console = page()
    console.print()
    since, date = changes.since, changes.as_of
    show_heading(console, say("Changed after {since}, up to {date}", since=since, date=date))
    if not changes:
        console.print(say("Nothing."))
        return
    if changes.movements:
        columns = (
            Column(say("Project"), may_be_cut=True),
            Column(f"± {say('Spent')}", is_number=True),
            Column(f"± {say('Adjusted')}", is_number=True),
            Column(say("Entries")),
        )
        rows = [_movement(each, glance) for each in changes.movements]
        show_table(console, columns, [Section(rows)])
        if any(each.spent is None for each in changes.movements):
            show_lines(
                console, [say("? not known: only a later statement tells what was spent before")], indent=0
            )
    if changes.letters:
        console.print()
        show_heading(console, say("Letters"))
        show_lines(console, map(_letter, changes.letters))
    if changes.outputs:
        console.print()
        show_heading(console, say("Outputs"))
        show_lines(console, _outputs(changes.outputs, glance, everything=everything))


def _show_totals(console: Console, glance: Glance) -> None:
    names = {
        "unit": say("Unit"),
        "basic": "  " + say("Basic expenditure"),
        "project_expenditure": "  " + say("Project expenditure"),
        "focus": "    " + say("Focus projects ({n})", n=glance.focus.count),
        "ordinary": "    " + say("Ordinary projects"),
    }
    headers = (say(each) for each in ("Original", "Adjusted", "Spent", "Rate", "÷ original"))
    rows = [
        (
            names[name],
            printing.money(standing.position.original),
            printing.money(standing.position.adjusted),
            *_spending(standing),
        )
        for name, standing in glance.totals.items()
    ]
    columns = [Column("", may_be_cut=True), *(Column(header, is_number=True) for header in headers)]
    show_table(console, columns, [Section(rows)])


def _show_projects(console: Console, glance: Glance, statistics: Statistics) -> None:
    if not statistics.projects:
        show_lines(console, [say("There are no focus projects; --all shows the ordinary ones.")])
        return
    is_wide = console.width >= WIDE
    more = (Column(say("Office")), Column(say("Original"), is_number=True)) if is_wide else ()
    columns = (
        Column(say("No."), is_number=True),
        Column(say("Project"), may_be_cut=True),
        *more,
        Column(say("Adjusted"), is_number=True),
        Column(say("Spent"), is_number=True),
        Column(""),
        Column(say("Rate"), is_number=True),
        Column(say("÷ orig."), is_number=True),
        Column(say("± plan"), is_number=True),
    )
    sections = [
        Section(
            [_project(console, glance, project, is_wide=is_wide) for project in projects],
            heading=_band_heading(band, len(projects)),
            style=_STYLES.get(band.code, ""),
        )
        for band, projects in glance.bands(statistics).items()
    ]
    show_table(console, columns, sections)


def _band_heading(band: Band, count: int) -> str:
    return f"{band.label} · {counted(count, '{n} project', '{n} projects')}"


def _project(console: Console, glance: Glance, project: Project, *, is_wide: bool) -> Sequence[str]:
    standing = glance.standing(project)
    position = standing.position
    spent, rate, ratio = _spending(standing)
    return (
        str(project.number or ""),
        project.name,
        *((project.party, printing.money(position.original)) if is_wide else ()),
        printing.money(position.adjusted),
        spent,
        bar(standing, _WIDE_BAR if is_wide else _BAR, is_plain=console.options.ascii_only),
        rate,
        ratio,
        _points(glance.pace(project)),
    )


def bar(standing: Standing, cells: int, *, is_plain: bool) -> str:
    """What was spent within the adjusted budget; full only where all of it was, and marked ! beyond."""
    rate = standing.execution_rate
    if rate is None:
        return ""
    share = min(max(rate.value, Fraction(0)), Fraction(1))
    mark = "!" if standing.position.is_overspent else ""
    if is_plain:
        full = int(share * cells)
        return "#" * full + "-" * (cells - full) + mark
    full, part = divmod(int(share * cells * 8), 8)
    return ("█" * full + _EIGHTHS[part].strip()).ljust(cells, "░") + mark


def _show_behind(console: Console, glance: Glance, *, everything: bool) -> None:
    projects = [*glance.focus.projects, *(glance.ordinary.projects if everything else ())]
    paced = [project for project in projects if glance.pace(project).points is not None]
    behind = glance.behind(paced)
    shown = behind if everything else behind[:FEW]
    if paced:
        console.print()
    if behind:
        show_heading(console, say("Behind, furthest first ({n} of {all})", n=len(behind), all=len(paced)))
        columns = (
            Column(say("Project"), may_be_cut=True),
            Column(say("Rate"), is_number=True),
            Column(say("Planned"), is_number=True),
            Column(say("± plan"), is_number=True),
        )
        rows = [
            (project.name, _rate(pace.rate), _rate(pace.planned), _points(pace)) for project, pace in shown
        ]
        show_table(console, columns, [Section(rows)])
    elif paced:
        show_heading(console, say("Nothing is behind."))
    if len(behind) > len(shown):
        show_lines(console, [say("… and {n} more (--all)", n=len(behind) - len(shown))], indent=0)
    legend = say("± plan: percentage points ahead (+) or behind (-) of the share of the year that has passed")
    if any(glance.pace(project).has_plan for project in projects):
        legend += say("; * of the project's own plan")
    if glance.ledger.unknown:
        legend += say("; ? not known: only a later statement tells what was spent")
    console.print()
    show_lines(console, [legend], indent=0)


def _movement(movement: Movement, glance: Glance) -> Sequence[str]:
    kind, code = movement.account
    name = _subject(code, glance) if code else _KINDS[kind]()
    entries = ", ".join(_NATURES[nature](count) for nature, count in movement.entries.items())
    return name, _signed(movement.spent), _signed(movement.budgeted), entries


_KINDS: dict[ExpenditureKind, Callable[[], str]] = {
    ExpenditureKind.BASIC: lambda: say("Basic expenditure"),
    ExpenditureKind.PROJECT: lambda: say("Project expenditure"),
}
_NATURES: dict[Nature, Callable[[int], str]] = {
    Nature.PAYMENT: lambda count: counted(count, "{n} payment", "{n} payments"),
    Nature.REFUND: lambda count: counted(count, "{n} refund", "{n} refunds"),
    Nature.CUMULATIVE: lambda count: counted(count, "{n} statement", "{n} statements"),
}


def _letter(letter: Adjustment) -> str:
    title = letter.request_number or letter.title or letter.code
    requested, approved = (str(each) if each else "…" for each in (letter.requested, letter.approved))
    return say(
        "{title}: requested {requested}, approved {approved}, {state}",
        title=title,
        requested=requested,
        approved=approved,
        state=letter.state.value,
    )


def _outputs(found: Sequence[NewOutput], glance: Glance, *, everything: bool) -> list[str]:
    """The outputs, a line a project or theme; those that were stated before come first."""
    by_subject: dict[str, list[NewOutput]] = defaultdict(list)
    for new in sorted(found, key=lambda each: each.before is None):
        by_subject[new.output.subject].append(new)
    lines = []
    for code, outputs in by_subject.items():
        shown = outputs if everything else outputs[:FEW]
        words = [_output(each) for each in shown]
        if len(outputs) > len(shown):
            words.append(say("… and {n} more (--all)", n=len(outputs) - len(shown)))
        lines.append(say("{subject}: {outputs}", subject=_subject(code, glance), outputs="；".join(words)))
    return lines


def _output(new: NewOutput) -> str:
    now = f"{new.output.name} {printing.quantity(new.output.quantity)}"
    if new.before is None:
        return now
    return say("{now} (was {before})", now=now, before=printing.quantity(new.before.quantity))


def _spending(standing: Standing) -> tuple[str, str, str]:
    """What was spent, and both rates, as the tables print them."""
    if standing.spent is None:
        return UNKNOWN, UNKNOWN, UNKNOWN
    return (
        printing.money(standing.spent),
        _rate(standing.execution_rate),
        _rate(standing.outturn_ratio),
    )


def _rate(rate: Rate | None) -> str:
    return printing.percent(rate) if rate is not None else printing.ABSENT


def _points(pace: Pace) -> str:
    if pace.points is None:
        return printing.ABSENT
    sign = "+" if pace.is_ahead else ""
    return f"{sign}{pace.points:f}" + ("*" if pace.has_plan else "")


def _signed(amount: Money | None) -> str:
    if amount is None:
        return UNKNOWN
    if not amount:
        return printing.ABSENT
    return ("+" if amount > Money() else "") + printing.money(amount)


def _subject(code: str, glance: Glance) -> str:
    project = glance.visible.project_by_code.get(code)
    if project is not None:
        return project.name
    theme = next((each.heading for each in glance.visible.themes if each.code == code), None)
    return theme or (glance.year.unit.short_name if code == "unit" else code)
