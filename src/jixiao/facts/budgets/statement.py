"""Statements (陈述): what a document says of a subject, figure by figure: subject, measure, year.

A figure of prose speaks of the project or item that was named last before it in its paragraph, or by the
heading above; a cell speaks of the row and the column in which it stands. The same subject, measure and year
said twice must be the same figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.grid import GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, Measured, measure_of_column
from jixiao.facts.naming.naming import name_of
from jixiao.facts.naming.subject import Named, row_path
from jixiao.facts.tables.table import Table

_MOST_ROWS = 12
"""How many rows of one name are looked at; what more tables of a document repeat says nothing new."""
_THIS = re.compile(r"该项目|本项目|此项目")


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
        near = is_under(block, sentence.block) or goes_on(block, sentence.block)
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


def _where(name: tuple[Named, Sentence]) -> int:
    return name[0].start


def is_under(block: Headline | Prose, head: Headline | Prose) -> bool:
    """Whether a paragraph is the one that named the subject, or stands right under the heading that did."""
    return block is head or bool(isinstance(head, Headline) and block.headings and block.headings[-1] is head)


def goes_on(block: Headline | Prose, head: Headline | Prose) -> bool:
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
