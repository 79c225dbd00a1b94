"""Forms (自评表): the funds of the project that a self-evaluation is about, and what its prose says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from jixiao.facts.measured import Measure, measure_of
from jixiao.facts.mention import Mention
from jixiao.facts.sentence import Sentence
from jixiao.facts.statement import entries_of, is_partial
from jixiao.facts.subject import label_of
from jixiao.facts.table import Table

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
