"""Merging (归并): what tables and prose say of one project, which figure is taken, which differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.years.amount import LABELS, agree
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.doubt import Rule
from jixiao.facts.years.rows import RowSaid, TableSaid, compared, printed_name
from jixiao.facts.years.spoken import Spoken
from jixiao.findings import Severity

Range = tuple[int, int]

_CHANGES = (Measure.INCREASE, Measure.REDUCTION)
_MOST_NAMES = 5


@dataclass
class ProjectSaid:
    """A project as the report tells it (报告中的项目).

    `figures` are those taken, by measure; `rivals` what else was said of the same, with nothing where a table
    leaves blank what prose tells; `has_changes` says that a table had columns for changes.
    """

    name: str
    place: Range
    number: int | None = None
    code: str = ""
    official_code: str = ""
    person: str = ""
    is_focus: bool = True
    has_changes: bool = False
    figures: dict[Measure, Mention] = field(default_factory=dict)
    rivals: list[tuple[Measure, Mention | None, Mention]] = field(default_factory=list)
    offices: list[tuple[str, Range]] = field(default_factory=list)
    reasons: Mapping[Measure, tuple[str, Range]] = field(default_factory=dict)


def merged(
    build: Builder, tables: Sequence[TableSaid], spoken: Mapping[str, Spoken]
) -> Sequence[ProjectSaid]:
    """The projects of the report: those of its tables, the fullest first; without any those of its prose."""
    found: dict[str, ProjectSaid] = {}
    for table in sorted(tables, key=lambda each: -len(each.measures)):
        _take_table(build, table, found)
    strangers = []
    for name, said in spoken.items():
        known = found.get(name)
        if known is None and said.is_told:
            if tables:
                strangers.append(said)
                continue
            known = found[name] = ProjectSaid(said.name, said.place)
        if known is not None:
            _take_spoken(build, known, said)
    if strangers:
        named = "、".join(f"“{each.name}”" for each in strangers[:_MOST_NAMES])
        others = "等" if len(strangers) > _MOST_NAMES else ""
        build.doubt(
            Rule.LEFT_OUT,
            Severity.NOTICE,
            f"正文写到{named}{others}{len(strangers)}个项目，表中没有，没有读入",
            [each.place for each in strangers[:_MOST_NAMES]],
            hint="需要的，请在“项目”表里补上",
        )
    return tuple(found.values())


def _take_table(build: Builder, table: TableSaid, found: dict[str, ProjectSaid]) -> None:
    own: dict[str, RowSaid] = {}
    for row in table.rows:
        name = compared(row.name)
        if name in own:
            if own[name].name == row.name:
                _doubt_twice(build, own[name], row)
                continue
            name = row.name
        own[name] = row
        known = found.get(name)
        if known is None:
            place = (row.label.start, row.label.end)
            known = found[name] = ProjectSaid(row.name, place, row.number, is_focus=table.is_focus)
        _take_row(build, known, row, table)
    grid = (table.table.grid.start, table.table.grid.start + 1)
    if table.unit is not None:
        message = f"项目表没有写金额单位，按{table.unit.name}读入"
        build.doubt(
            Rule.ASSUMED,
            Severity.NOTICE if table.unit.is_sure else Severity.WARNING,
            message + ("，正文中同一个数的单位是它" if table.unit.is_sure else "，请核对"),
            [grid],
        )
    if table.left_out:
        names = "、".join(f"“{each}”" for each in table.left_out[:_MOST_NAMES])
        build.doubt(
            Rule.LEFT_OUT,
            Severity.NOTICE,
            f"表中{len(table.left_out)}行不像项目（{names}），没有读入",
            [grid],
        )
    for measure, headers in table.doubled:
        build.doubt(
            Rule.LEFT_OUT,
            Severity.WARNING,
            f"表中有{len(headers)}栏都是{LABELS[measure]}（{'、'.join(headers)}），不知取哪一栏，没有读入",
            [grid],
        )


def _take_row(build: Builder, known: ProjectSaid, row: RowSaid, table: TableSaid) -> None:
    known.official_code = known.official_code or row.code
    known.person = known.person or row.person
    known.has_changes = known.has_changes or bool(table.measures & {*_CHANGES})
    if row.office is not None:
        words = printed_name(table.table.grid.text_of(row.office))
        if words:
            known.offices.append((words, (row.office.start, row.office.end)))
    for measure, figure in row.figures.items():
        key = build.amounts.keys.get(figure.start)
        if key is not None and key.subject.startswith("project."):
            known.code = known.code or key.subject.removeprefix("project.")
        _take(known, measure, figure)


def _take_spoken(build: Builder, known: ProjectSaid, said: Spoken) -> None:
    known.reasons = said.reasons
    known.offices += [(build.facts.text[start:end], (start, end)) for start, end in said.offices]
    for measure, figures in said.figures.items():
        for figure in figures:
            if measure is Measure.AMOUNT:
                continue
            if measure is Measure.BUDGET and _meets_a_budget(known, figure):
                continue
            if measure in _CHANGES and known.has_changes and measure not in known.figures:
                known.rivals.append((measure, None, figure))
            else:
                _take(known, measure, figure)


def _take(known: ProjectSaid, measure: Measure, figure: Mention) -> None:
    """Take the figure where nothing was said of its measure, else keep it as a rival if it differs."""
    taken = known.figures.setdefault(measure, figure)
    if taken is not figure and not agree(taken, figure):
        known.rivals.append((measure, taken, figure))


def _meets_a_budget(known: ProjectSaid, figure: Mention) -> bool:
    """Whether a figure that is called just 预算 is the adjusted budget or the original one."""
    budgets = [known.figures.get(each) for each in (Measure.ADJUSTED, Measure.ORIGINAL)]
    return any(each is not None and agree(each, figure) for each in budgets)


def _doubt_twice(build: Builder, first: RowSaid, again: RowSaid) -> None:
    build.doubt(
        Rule.LEFT_OUT,
        Severity.WARNING,
        f"项目“{again.name}”在表中出现两次，只读入前一行",
        [(again.label.start, again.label.end), (first.label.start, first.label.end)],
        hint="确是两个项目的，请在名称上区分后补上",
    )
