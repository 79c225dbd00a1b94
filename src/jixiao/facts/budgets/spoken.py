"""Spoken statements (正文的陈述): what prose says of subjects, and where tables speak of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.facts.budgets.statement import Statement, Statements, goes_on, is_under
from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.grid import GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, Measured, measure_of, year_of
from jixiao.facts.naming.naming import name_of
from jixiao.facts.naming.subject import Named, named_first, named_in
from jixiao.facts.tables.table import Table
from jixiao.numerals.token import Kind

_UNTIL = re.compile(
    r"截[至止]到?\s?(?:\d{4}\s?年)?\s?(?P<month>\d{1,2})\s?月|(?P<half>截[至止]目前|上半年|前三季度|[一二三]季度|半年)"
)
_ANNOUNCED = 240
"""Within how many characters before it a table is announced."""
_PLANNED = re.compile(r"预计|计划|拟|目标|力争|左右")
_PARTIAL = re.compile(
    r"(?<!\d)(?:[1-9]|1[01])\s?月|12\s?月(?!\s?(?:底|末|份?31|3[01]))|季度|[上中下]旬|[本当每]月|月均|每年|年均|人均|首期|二期|标段"
)
"""Words of a lead by which the figure is that of a part of the year, or no sum."""
_BARE = re.compile(
    r"[”\"]?\s?(?:科目)?(?:支出|预算|决算|执行|完成|安排|资金|金额|数|为|共|合计|总额|年初|年度|当年|\d{4}\s?年|[：:，,\s])*"
)
_NEXT = 24
"""How many characters may stand between a name and the amount that follows it: ”科目2024年预算安排."""


def statements_of(text: str, sentences: Sequence[Sentence], tables: Sequence[Table]) -> Statements:
    """What prose says of named subjects, and where tables speak of them."""
    rows: dict[str, list[tuple[Table, GridRow]]] = defaultdict(list)
    for table in tables:
        for row in table.grid.body:
            if row.label and row.kind in (RowKind.DATA, RowKind.SUBTOTAL, RowKind.TOTAL):
                rows[name_of(row.label)].append((table, row))
    names = [_names(text, sentence, rows) for sentence in sentences]
    told = [(name, sentence) for own, sentence in zip(names, sentences, strict=True) for name in own]
    years = {id(table.grid): _year(text, table) for table in tables}
    return Statements(tuple(_spoken(text, sentences, names)), told, years, rows)


def _names(text: str, sentence: Sentence, rows: Mapping[str, object]) -> tuple[Named, ...]:
    """The subjects that a sentence names; without quotes only where it opens its paragraph."""
    names = tuple(named_in(text, sentence.start, sentence.end, rows))
    if names or not rows or sentence.start != sentence.block.start:
        return names
    first = named_first(text, sentence.start, sentence.end, rows)
    return (first,) if first else ()


def _year(text: str, table: Table) -> int:
    """The year of a table: by its title, or by the last words before it that name one."""
    grid = table.grid
    headings = (heading.title for heading in reversed(grid.headings))
    words = (grid.title, text[max(0, grid.start - _ANNOUNCED) : grid.start], *headings)
    return next((year for year in map(year_of, words) if year), 0)


@dataclass(slots=True)
class _Topic:
    """Of what a paragraph speaks, and since when."""

    named: Named
    block: Headline | Prose
    is_joint: bool = False


@dataclass(frozen=True, slots=True)
class _When:
    """Whether the subject was named in this paragraph, and whether the sentence is of part of the year."""

    is_near: bool
    is_dated: bool


def _spoken(
    text: str, sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]
) -> Iterator[Statement]:
    topic: _Topic | None = None
    for sentence, names in zip(sentences, named, strict=True):
        block = sentence.block
        near = topic is not None and (is_under(block, topic.block) or text[block.start] == "”")
        if (
            topic is not None
            and not names
            and not near
            and (topic.named.is_item or not goes_on(block, topic.block))
        ):
            topic = None
        if topic is None and not names:
            continue
        if names and not near:
            topic = None
        waiting = 0
        months = _UNTIL.search(text, sentence.start, sentence.end) if sentence.mentions else None
        is_dated = bool(months and (months["half"] or months["month"] not in ("12", None)))
        said = 0
        for mention in sentence.mentions:
            while waiting < len(names) and names[waiting].end <= mention.start:
                before = topic
                topic = _Topic(names[waiting], block)
                if before and before.block is block and not said and not names[waiting].is_item:
                    topic.is_joint = waiting > 0
                waiting += 1
                said = 0
            said += 1
            if topic is None or (mention.start < topic.named.end and topic.block is block):
                continue
            statement = _statement(text, mention, topic, _When(near or bool(names), is_dated))
            if statement:
                yield statement
        while waiting < len(names):
            topic = _Topic(names[waiting], block)
            waiting += 1


def _statement(text: str, mention: Mention, topic: _Topic, when: _When) -> Statement | None:
    named = topic.named
    between = text[named.end : mention.start]
    lead = mention.lead
    if len(between) < len(lead):
        lead = between.lstrip('”" ')
    measured = measure_of(mention, lead, text)
    if measured is None or (named.is_item and not measured.is_plain):
        if mention.kind is not Kind.AMOUNT or len(between) > _NEXT or not _is_bare(between):
            return None
        measured = Measured(
            _bare_measure(between), year_of(between), is_plain=named.is_item or bool(named.code)
        )
    is_firm = when.is_near and measured.is_plain and not topic.is_joint and not mention.slack
    if is_firm and (when.is_dated or _is_partial(mention.lead)):
        is_firm = False
    return Statement(mention, named.path, named.is_item, named.code, measured.measure, measured.year, is_firm)


def is_partial(mention: Mention, text: str) -> bool:
    """Whether a figure of prose is planned, or of a part of the year."""
    clause = mention.clause
    start = max(clause.sentence.start, mention.start - _ANNOUNCED) if clause else mention.start
    months = _UNTIL.search(text, start, mention.start)
    dated = bool(months and (months["half"] or months["month"] != "12"))
    return dated or _is_partial(mention.lead)


def _is_partial(lead: str) -> bool:
    return bool(_PLANNED.search(lead) or _PARTIAL.search(lead))


def _is_bare(between: str) -> bool:
    found = _BARE.match(between)
    return found is not None and found.end() == len(between)


def _bare_measure(between: str) -> Measure:
    if "决算" in between or "执行" in between or "完成" in between:
        return Measure.SPENT
    if "年初" in between:
        return Measure.ORIGINAL
    return Measure.BUDGET if "预算" in between or "安排" in between else Measure.AMOUNT
