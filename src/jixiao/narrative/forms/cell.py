"""A cell of a form (表格的一格): what it speaks of, and what it holds once it is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document.model import Align, Span
from jixiao.measure import Key
from jixiao.narrative.fact import Value
from jixiao.narrative.facts import UNIT
from jixiao.tracking.noun import Noun
from jixiao.tracking.position import Position


@dataclass(frozen=True, slots=True)
class Subject:
    """What a cell speaks of: the unit, a project, a row of a table, or the sum of the listed projects.

    `number` is its place among those listed (序号), from 1; `group` says whose sum `total` is.
    """

    code: str = UNIT
    number: int = 0
    row: Noun | None = None
    total: Position | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell as filled in: its spans; where it holds one figure or date alone, its exact value and key."""

    spans: tuple[Span, ...] = ()
    value: Value | None = None
    align: Align = Align.CENTER
    key: Key | None = None

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(span.text for span in self.spans)
