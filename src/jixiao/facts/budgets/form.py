"""Forms (自评表): the funds of the project that a self-evaluation is about, and what its prose says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from jixiao.facts.budgets.statement import entries_of, is_partial
from jixiao.facts.flow.grid import GridColumn, GridRow
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, measure_of, measure_of_column
from jixiao.facts.naming.naming import label_of
from jixiao.facts.tables.table import Table
from jixiao.facts.tables.values import Sheet

_TOTAL = re.compile(r"^(?:年度|项目|预算)?资金总(?:额|量|计)(?:\(.{1,4}\))?$|^年度预算(?:资金)?总额$")
_TOLD = frozenset([Measure.ORIGINAL, Measure.ADJUSTED, Measure.SPENT, Measure.RATE])


def funds_of_form(tables: Sequence[Table]) -> Mapping[Measure, Mention]:
    """The total funds of the one form of a document by measure; empty where there is none, or several."""
    found: list[dict[Measure, Mention]] = []
    for table in tables:
        for row in table.grid.body:
            if row.label and _TOTAL.match(label_of(row.label)):
                figures = {entry.measured.measure: entry.figure for entry in entries_of(table, row)}
                if Measure.SPENT in figures and len(figures) > 1:
                    found.append(figures)
    return found[0] if len(found) == 1 else {}


_SOURCE = re.compile("财政拨款|结转|其他资金|自有|单位资金|财政专户|债券|基金|社会")
_LAST = re.compile("其他(?:资金)?$")


@dataclass(frozen=True, slots=True)
class Funds:
    """The rows of a form that tell the funds (项目资金): the total, its sources, and the sheet."""

    sheet: Sheet
    total: GridRow
    sources: tuple[GridRow, ...]

    @property
    def are_all(self) -> bool:
        """Whether the sources end with 其他资金, so that there are no others."""
        return bool(self.sources) and _LAST.search(label_of(self.sources[-1].label)) is not None

    def columns(self, measure: Measure) -> list[GridColumn]:
        """The columns of that measure."""
        grid = self.sheet.grid
        told = [(column, measure_of_column(grid, column)) for column in grid.values]
        return [column for column, measured in told if measured and measured.measure is measure]


def funds_rows(sheets: Sequence[Sheet]) -> Iterator[Funds]:
    """The funds that the forms of a document tell."""
    for sheet in sheets:
        rows = sheet.rows
        for number, row in enumerate(rows):
            if not row.label or not _TOTAL.match(label_of(row.label)):
                continue
            behind = takewhile(lambda each: _SOURCE.search(each.label) is not None, rows[number + 1 :])
            yield Funds(sheet, row, tuple(behind))


def told_of_form(
    sentences: Sequence[Sentence], text: str, named: Collection[int]
) -> Iterator[Sequence[tuple[Measure, Mention]]]:
    """What each paragraph says of the funds of the project, in plain words; `named` are other subjects'."""
    groups: dict[int, list[tuple[Measure, Mention]]] = defaultdict(list)
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.start in named or mention.slack:
                continue
            measured = measure_of(mention, mention.lead, text)
            if measured and measured.is_plain and measured.measure in _TOLD and not is_partial(mention, text):
                groups[sentence.block.start].append((measured.measure, mention))
    yield from groups.values()
