"""Rules on facts told twice (重述): one subject, measure and year is one figure wherever it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Same
from jixiao.checks.judge import agree, are_one
from jixiao.facts.budgets.project import offices_named
from jixiao.facts.budgets.statement import ALIKE, Entry, Statement
from jixiao.facts.budgets.whole import rates_of_focus, told_of_focus
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.findings import Severity
from jixiao.numerals.token import Kind

_PRACTICE = "《预算法》第十四条：公开的预算决算应当真实、完整；报告正文与附表应当一致"
_APPROPRIATED = re.compile("财政拨款|一般公共预算|政府性基金|国有资本")
_BASIC = re.compile("基本支出|经济分类")
_BEFORE = 400
"""How many characters before a paragraph say of which account its items are: 财政拨款支出主要内容如下."""
_BUDGETS = frozenset([Measure.ORIGINAL, Measure.ADJUSTED])
_MOST_TOLD = 3
"""With how many cells a figure of prose is compared where several tables print the same."""


@document_rule(
    "RST001",
    "text-against-table",
    "正文与表格不一致",
    Severity.ERROR,
    message="“{subject}”{measure}正文写为{stated}，表中为{other}。",
    hint="请核对正文和表格哪一处是旧数。",
    reference=_PRACTICE,
)
def text_against_table(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """What prose says of a project or item is not what the table says of it."""
    several = _told_severally(facts.statements.spoken)
    for statement, facing in facts.statements.faced:
        entries = list(facing)
        agreeing = [entry for entry in entries if agree(statement.figure, entry.figure)]
        if not agreeing and (
            not statement.is_firm
            or (statement.path, statement.measure) in several
            or not _is_of_account(statement, entries, facts.text)
            or _are_of_basic_alone(statement, entries, facts.text)
        ):
            continue
        if not agreeing and not are_one([entry.figure for entry in entries]):
            entries = _of_one_row(statement, entries)
        for entry in (agreeing or entries)[:_MOST_TOLD]:
            if _differs_in_last_digit(statement.figure, entry.figure):
                continue
            accuses = Severity.ERROR if statement.is_firm else None
            yield this.claim(
                Same(statement.figure, entry.figure),
                accuses=accuses,
                subject=statement.path[-1],
                measure=statement.measure.value,
                other=entry.figure.with_unit,
            )
    yield from _totals(this, facts)


def _totals(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """What prose says of the focus projects together, and the total row of their table."""
    if len(facts.project_tables) != 1 or facts.project_tables[0].total is None:
        return
    total = facts.project_tables[0].total.figures
    spoken = [
        *told_of_focus(facts.sentences, facts.text),
        *rates_of_focus(facts.tokens_of(Kind.MALFORMED), facts.text),
    ]
    for told in spoken:
        facing = [total[each] for each in sorted(ALIKE[told.measure], key=_order) if each in total]
        facing = [figure for figure in facing if figure.unit == told.figure.unit]
        for figure in _nearest(told.figure, facing):
            yield this.claim(
                Same(told.figure, figure),
                accuses=Severity.ERROR,
                subject="重点项目合计",
                measure=told.measure.value,
                other=figure.with_unit,
            )


def _nearest(figure: Mention, facing: Sequence[Mention]) -> Sequence[Mention]:
    """Of cells that a figure may repeat, that which agrees, or else the nearest."""
    if not facing:
        return ()
    return [min(facing, key=lambda each: abs(each.denoted.middle - figure.denoted.middle))]


def _order(measure: Measure) -> str:
    return measure.value


@document_rule(
    "RST002",
    "text-against-text",
    "前后文数字不一致",
    Severity.ERROR,
    message="“{subject}”{measure}前文写为{arithmetic}，此处写为{stated}。",
    hint="请核对两处哪一处是旧数；口径或时点不同的，请写明。",
    reference=_PRACTICE,
)
def text_against_text(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Prose says two different figures of one project or item, of one measure and year."""
    several = _told_severally(facts.statements.spoken)
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in facts.statements.spoken:
        groups[statement.path, statement.code, statement.measure.told_once].append(statement)
    for group in groups.values():
        latest = max(each.year for each in group)
        for number, later in enumerate(group[1:], 1):
            for first in group[: min(number, _MOST_TOLD)]:
                if first.figure.unit != later.figure.unit or not _may_be_one_year(first, later, latest):
                    continue
                firm = first.is_firm and later.is_firm and (later.path, later.measure) not in several
                firm = firm and not _differs_in_last_digit(first.figure, later.figure)
                yield this.claim(
                    Same(later.figure, first.figure),
                    accuses=Severity.ERROR if firm else None,
                    subject=later.path[-1],
                    measure=later.measure.value,
                )


@document_rule(
    "RST003",
    "last-digit",
    "同一数字两处尾数不同",
    Severity.WARNING,
    message="“{subject}”{measure}正文写为{stated}，表中为{other}，尾数不同。",
    hint="两处都可能是四舍五入的结果，请统一为一个数。",
    reference=_PRACTICE,
)
def last_digit(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Prose and table print one figure with as many decimals, and the last digit differs by one."""
    for statement, entries in facts.statements.faced:
        if not statement.is_firm:
            continue
        if any(_is_printed_alike(statement.figure, entry.figure) for entry in entries):
            continue
        for entry in entries:
            if _differs_in_last_digit(statement.figure, entry.figure):
                yield this.slip(
                    [_at(statement.figure), _at(entry.figure)],
                    subject=statement.path[-1],
                    measure=statement.measure.value,
                    other=entry.figure.with_unit,
                )
                break


@document_rule(
    "RST004",
    "office",
    "实施部门不一致",
    Severity.ERROR,
    message="“{subject}”的实施部门正文写为{stated}，表中为{expected}。",
    hint="请按职责分工核实实施部门，并统一正文和表格。",
    reference=_PRACTICE,
)
def office(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Prose names another office for a project than the table does."""
    text = facts.text
    for table in facts.project_tables:
        known = {_bare(text[each.office.start : each.office.end]) for each in table.projects if each.office}
        for (start, end), project in offices_named(text, facts.statements, table):
            assert project.office is not None, "only projects with an office are named"
            said = _bare(text[start:end])
            listed = _bare(text[project.office.start : project.office.end])
            places = ((start, end), (project.office.start, project.office.end))
            if said in listed or listed in said:
                yield this.tie(*places)
            elif said in known:
                yield this.slip(places, expected=listed, repair=listed, subject=project.name)


def _bare(words: str) -> str:
    return "".join(words.split())


def _told_severally(spoken: Sequence[Statement]) -> frozenset[tuple[tuple[str, ...], Measure]]:
    """The increases and reductions that one paragraph tells in several steps: 6月追加…，10月追加…."""
    steps: dict[tuple[tuple[str, ...], Measure, int], set[tuple[int, int]]] = defaultdict(set)
    for it in spoken:
        if it.measure in (Measure.INCREASE, Measure.REDUCTION) and it.figure.clause is not None:
            block = it.figure.clause.sentence.block
            steps[it.path, it.measure, block.start].add(it.figure.value)
    return frozenset((path, measure) for (path, measure, _), values in steps.items() if len(values) > 1)


def _is_of_account(statement: Statement, entries: Sequence[Entry], text: str) -> bool:
    """Whether the tables are of the account of which prose speaks; 支出决算表 holds more than 财政拨款."""
    if not statement.is_item or len({entry.figure.grid.start for entry in entries if entry.figure.grid}) > 1:
        return True
    titles = [entry.figure.grid.title for entry in entries if entry.figure.grid]
    clause = statement.figure.clause
    if clause is None or any(_APPROPRIATED.search(title) for title in titles):
        return True
    block = clause.sentence.block
    headings = "".join(heading.title for heading in block.headings)
    before = text[max(0, block.start - _BEFORE) : statement.figure.start]
    return not _APPROPRIATED.search(headings + before)


def _are_of_basic_alone(statement: Statement, entries: Sequence[Entry], text: str) -> bool:
    """Whether the tables hold basic expenditure by economic use, of which prose does not speak.

    公务接待费 of all “三公”经费 is more than what 基本支出 holds of it.
    """
    clause = statement.figure.clause
    if clause is None or not all(
        entry.figure.grid and _BASIC.search(entry.figure.grid.title) for entry in entries
    ):
        return False
    block = clause.sentence.block
    return text.find("基本支出", block.start, block.end) < 0


def _of_one_row(statement: Statement, entries: Sequence[Entry]) -> list[Entry]:
    """Of the budgets of one row, original and adjusted, the nearest to a figure that only says 预算."""
    if statement.measure is not Measure.BUDGET or any(
        entry.measured.measure not in _BUDGETS for entry in entries
    ):
        return []
    if len({(id(entry.figure.grid), id(entry.figure.row)) for entry in entries}) != 1:
        return []
    nearest = _nearest(statement.figure, [entry.figure for entry in entries])
    return [entry for entry in entries if entry.figure in nearest]


def _is_printed_alike(figure: Mention, other: Mention) -> bool:
    return figure.denoted.meets(other.denoted) and not _differs_in_last_digit(figure, other)


def _differs_in_last_digit(figure: Mention, other: Mention) -> bool:
    """Whether two figures of the same last place differ by one there."""
    return figure.place == other.place and abs(figure.mantissa - other.mantissa) == 1 and not figure.is_exact


def _may_be_one_year(first: Statement, later: Statement, latest: int) -> bool:
    """Whether two statements speak of one year: both say it, or one is open and the other says the last."""
    if first.year == later.year:
        return True
    return 0 in (first.year, later.year) and max(first.year, later.year) == latest


def _at(figure: Mention) -> tuple[int, int]:
    return figure.start, figure.end


RULES = (
    text_against_table,
    text_against_text,
    last_digit,
    office,
)
