"""Statements (陈述): what a document says of a subject, figure by figure: subject, measure, year.

A figure of prose speaks of the project or item that was named last before it in its paragraph, or by the
heading above; a cell speaks of the row and the column in which it stands. The same subject, measure and year
said twice must be the same figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.grid import GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, Measured, measure_of, measure_of_column, year_of
from jixiao.facts.naming.naming import name_of
from jixiao.facts.naming.subject import Named, named_first, named_in, row_path
from jixiao.facts.tables.table import Table
from jixiao.numerals.token import Kind

_UNTIL = re.compile(
    r"截[至止]到?\s?(?:\d{4}\s?年)?\s?(?P<month>\d{1,2})\s?月|(?P<half>截[至止]目前|上半年|前三季度|[一二三]季度|半年)"
)
_MOST_ROWS = 12
"""How many rows of one name are looked at; what more tables of a document repeat says nothing new."""
_ANNOUNCED = 240
"""Within how many characters before it a table is announced."""
_THIS = re.compile(r"该项目|本项目|此项目")
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


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure of prose with what it says (陈述): `path` is its subject, the last name the nearest one.

    `is_firm` says that subject, measure and time stand in plain words beside it; `year` is 0 where no words
    name one.
    """

    figure: Mention
    path: tuple[str, ...]
    is_item: bool
    code: str
    measure: Measure
    year: int
    is_firm: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table with what it says (表中的陈述)."""

    figure: Mention
    measured: Measured


@dataclass(frozen=True)
class Statements:
    """All statements of a document; rows of tables by the names of their subjects."""

    spoken: Sequence[Statement]
    names: Sequence[tuple[Named, Sentence]] = field(repr=False)
    years: Mapping[int, int] = field(repr=False)
    rows: Mapping[str, Sequence[tuple[Table, GridRow]]] = field(repr=False)

    def subject_at(self, mention: Mention) -> str:
        """The name of the project or item of which a figure of prose speaks; empty where none was named.

        The name stands in its paragraph or in the numbered item with which its paragraph goes on.
        """
        number = bisect_right(self.names, mention.start, key=_where) - 1
        if number < 0 or mention.clause is None:
            return ""
        named, sentence = self.names[number]
        block = mention.clause.sentence.block
        near = _is_under(block, sentence.block) or _goes_on(block, sentence.block)
        if not near and _THIS.search(mention.clause.sentence.text):
            near = block.headings == sentence.block.headings
        return named.path[-1] if near else ""

    @cached_property
    def faced(self) -> Sequence[tuple[Statement, Sequence[Entry]]]:
        """The statements of prose that cells of tables face, with those cells."""
        told = ((statement, _newest(statement, tuple(self.entries(statement)))) for statement in self.spoken)
        return tuple((statement, entries) for statement, entries in told if entries)

    def _rows_of(self, statement: Statement) -> Sequence[tuple[Table, GridRow]]:
        """The rows of its name; of an item also with 支出 at the end: 农林水（类） is 农林水支出."""
        name = statement.path[-1]
        return self.rows.get(name) or (self.rows.get(f"{name}支出", ()) if statement.is_item else ())

    def entries(self, statement: Statement) -> Iterator[Entry]:
        """The cells that speak of the subject of a statement and may say the same of it."""
        for table, row in self._rows_of(statement)[:_MOST_ROWS]:
            if not _is_of(statement, table, row):
                continue
            for entry in self._entries_of(table, row):
                if is_alike(statement, entry, self.years.get(id(table.grid), 0)):
                    yield entry

    def _entries_of(self, table: Table, row: GridRow) -> Sequence[Entry]:
        """The cells of a row, looked up once however many statements speak of it."""
        key = id(table), row.index
        if key not in self._known:
            self._known[key] = tuple(entries_of(table, row))
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[int, int], Sequence[Entry]]:
        return {}


def _newest(statement: Statement, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Of the cells that an amount without measure or year may repeat those of the latest year."""
    if statement.measure is not Measure.AMOUNT or statement.year:
        return entries
    latest = max((entry.measured.year for entry in entries), default=0)
    return [entry for entry in entries if entry.measured.year in (0, latest)]


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


def entries_of(table: Table, row: GridRow) -> Iterator[Entry]:
    """The cells of a row whose column says what they measure."""
    for column in table.grid.values:
        figure = table.at(row, column)
        measured = measure_of_column(table.grid, column) if figure else None
        if figure and measured:
            yield Entry(figure, measured)


def is_alike(statement: Statement, entry: Entry, year: int) -> bool:
    """Whether a cell may say what the statement says: the same measure, unit and year, as far as said.

    `year` is that of the table where the column names none.
    """
    if statement.figure.unit != entry.figure.unit:
        return False
    told = entry.measured.year or year
    if statement.year and told and statement.year != told:
        return False
    return entry.measured.measure in ALIKE[statement.measure]


ALIKE: Mapping[Measure, frozenset[Measure]] = {
    Measure.ORIGINAL: frozenset([Measure.ORIGINAL]),
    Measure.INCREASE: frozenset([Measure.INCREASE]),
    Measure.REDUCTION: frozenset([Measure.REDUCTION]),
    Measure.ADJUSTED: frozenset([Measure.ADJUSTED]),
    Measure.SPENT: frozenset([Measure.SPENT]),
    Measure.RATE: frozenset([Measure.RATE]),
    Measure.BUDGET: frozenset([Measure.BUDGET, Measure.ORIGINAL, Measure.ADJUSTED]),
    Measure.AMOUNT: frozenset([Measure.BUDGET, Measure.SPENT, Measure.AMOUNT]),
}
"""Which measures of a table may be what prose means by its own."""


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
        near = topic is not None and (_is_under(block, topic.block) or text[block.start] == "”")
        if (
            topic is not None
            and not names
            and not near
            and (topic.named.is_item or not _goes_on(block, topic.block))
        ):
            topic = None
        if topic is None and not names:
            continue
        if names and not near:
            topic = None
        waiting = 0
        months = _UNTIL.search(text, sentence.start, sentence.end)
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


def _where(name: tuple[Named, Sentence]) -> int:
    return name[0].start


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


def _is_under(block: Headline | Prose, head: Headline | Prose) -> bool:
    """Whether a paragraph is the one that named the subject, or stands right under the heading that did."""
    return block is head or bool(isinstance(head, Headline) and block.headings and block.headings[-1] is head)


def _goes_on(block: Headline | Prose, head: Headline | Prose) -> bool:
    """Whether a paragraph goes on with the numbered item that named the subject."""
    return isinstance(block, Prose) and block.item is not None and block.item is head


def _is_of(statement: Statement, table: Table, row: GridRow) -> bool:
    """Whether a row speaks of the subject of a statement."""
    if statement.code:
        return row.code == statement.code
    if not statement.is_item:
        return row.kind is RowKind.DATA
    path = tuple(name_of(each).removesuffix("支出") for each in row_path(table.grid.rows, row))
    said = tuple(name_of(each).removesuffix("支出") for each in statement.path)
    if len(said) == 1:
        return len(path) == 1
    depth = min(len(path), len(said))
    return path[-depth:] == said[-depth:]
