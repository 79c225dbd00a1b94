"""Frames (合计行及其各行): a row of a table and the rows that it may add up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from jixiao.facts.flow.grid import GridRow


class Origin(Enum):
    """What says that rows are the parts of another (合计的依据)."""

    TOTAL = "total"  # a row 合计 and the rows above it
    LEVEL = "level"  # codes, ordinals, indents
    KNOWN = "known"  # a whole whose parts the statistical system fixes
    RUN = "run"  # the figures of at least one column


@dataclass(frozen=True, slots=True)
class Frame:
    """A row and its parts (合计行及其各行).

    `is_classic`: the whole is a 合计 right behind rows that are numbered without a gap, so that nothing but
    these can be its parts. `is_among`: the parts follow the word 其中 and need not be all.
    """

    whole: GridRow
    parts: tuple[GridRow, ...]
    origin: Origin
    is_classic: bool = False
    is_among: bool = False
