"""Totals of self-evaluation forms (自评表的总分): what the indicators score and what execution scores.

The form of 财预〔2020〕10号 scores the rate of execution in the block of money above the indicators: its
10 points and the 90 of the indicators are the 100 of the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.values import Sheet, marks_of

_FEWEST = 3
"""Indicators of a form."""


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """The total of a form, 分值 and 得分, and the same of execution and of each indicator (自评总分)."""

    full: Mention
    got: Mention
    fulls: tuple[Mention, ...]
    marks: tuple[Mention, ...]


def score_forms_of(sheets: Sequence[Sheet]) -> Iterator[ScoreForm]:
    """The forms whose indicators follow the block of money in which execution is scored."""
    for money, indicators in pairwise(sheets):
        execution = [*marks_of(money)]
        if len(execution) != 1 or not any("执行率" in squeezed(column.header) for column in money.columns):
            continue
        rows = [*marks_of(indicators)]
        if len(rows) <= _FEWEST or rows[-1][0].kind is not RowKind.TOTAL:
            continue
        *scored, (_, got, full) = rows
        if any(row.kind is not RowKind.DATA for row, _, _ in scored):
            continue
        every = [*execution, *scored]
        yield ScoreForm(full, got, tuple(each[2] for each in every), tuple(each[1] for each in every))
