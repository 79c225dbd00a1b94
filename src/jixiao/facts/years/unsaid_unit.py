"""Tables that name no unit (没有写单位的表): in which unit their amounts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.years.amount import printed
from jixiao.numerals.token import Kind

Figures = Mapping[Measure, Mention]

_WAN = 4
_SCALES = (_WAN, 0)
_MOST_ROWS = 200
"""Rows that are asked for a figure that prose repeats with its unit."""


@dataclass(frozen=True, slots=True)
class UnsaidUnit:
    """The unit that a table is taken to be in (推断的单位), 10^`scale` yuan; `is_sure` if prose says so."""

    scale: int
    is_sure: bool

    @property
    def name(self) -> str:
        """Its name."""
        return "万元" if self.scale == _WAN else "元"

    def given(self, figures: Figures) -> dict[Measure, Mention]:
        """The figures with the unit, where they had none."""
        return {measure: self._given(figure) for measure, figure in figures.items()}

    def _given(self, figure: Mention) -> Mention:
        if figure.unit:
            return figure
        found = Mention(figure.token, kind=Kind.AMOUNT, unit="元", scale=self.scale)
        found.grid, found.row, found.column, found.index = (
            figure.grid,
            figure.row,
            figure.column,
            figure.index,
        )
        return found


def unsaid_unit(facts: Facts, rows: Iterable[tuple[str, Figures]]) -> UnsaidUnit | None:
    """In which unit the figures of the rows are, each with its project; none where they say it themselves.

    Prose that says one of them with its unit decides; else, as a guess, the unit that prose uses more.
    """
    bare = [(name, [each for each in figures.values() if not each.unit]) for name, figures in rows]
    if not any(figures for _, figures in bare):
        return None
    spoken: dict[str, list[Mention]] = {}
    for each in facts.statements.spoken:
        if each.figure.unit == "元":
            spoken.setdefault(each.path[-1], []).append(each.figure)
    votes = Counter(
        scale
        for name, figures in bare[:_MOST_ROWS]
        for figure in figures
        for scale in _SCALES
        if any(printed(figure).scaleb(scale) == printed(other) for other in spoken.get(name, ()))
    )
    if votes:
        return UnsaidUnit(votes.most_common(1)[0][0], is_sure=True)
    return UnsaidUnit(_usual(facts.mentions), is_sure=False)


def _usual(mentions: Sequence[Mention]) -> int:
    """The scale of most amounts of prose; yuan where it has none."""
    scales = Counter(each.scale for each in mentions if each.is_prose and each.unit == "元")
    return _WAN if scales[_WAN] > scales[0] else 0
