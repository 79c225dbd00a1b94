"""Cells of a page (版面上的单元格): what stands in the cells of a grid, row by row.

A figure that was broken because its cell is narrow is whole again ("1,956." over "24", "100.00" over "%").
Where a table rules its columns but not its rows, the baselines of its figures part the rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.document.model import Span
from jixiao.document.readers.page_grids import Grid
from jixiao.document.readers.page_ink import Page
from jixiao.document.readers.page_lines import Line, joint, lines_of

AMOUNT = re.compile(r"[(（]?[-+－−–]?[¥￥]?\d[\d,，]*(?:[.．]\d+)?[)）]?[%％‰]?")
"""A whole figure as it stands alone in a cell."""

ABSENT = frozenset({"-", "—", "－", "–", "/", "——", "--", "…", "·"})
"""What stands in a cell that has no figure."""

_PADDING = 12.0  # points of a cell's width that programs leave blank left and right together, at most
_FEWEST_CELLS = 0.3  # of those that the grid would have if none reached over others
_MOST_FIGURES = 3  # below each other in one cell
_GOES_ON = re.compile(r"[.．,，]?\d|[%％‰)）]")
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d]+[、.．）)](?!\d)")
_STOPS = "。；;：:！？"


@dataclass(slots=True)
class InkCell:
    """A cell with its words; `columns` and `rows` say how many it reaches over.

    `rest` is what stands of it on the pages after.
    """

    column: int
    columns: int = 1
    rows: int = 1
    lines: list[Line] = field(default_factory=list)
    width: float = 0.0
    rest: list[tuple[Page, InkCell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says; lines that are separate statements are on lines of their own."""
        own = "".join(before + line.text for before, line in self._joined())
        return own + "".join(cell.text for _, cell in self.rest)

    def spans(self, page: Page) -> tuple[Span, ...]:
        """The same, with its places."""
        own = [span for before, line in self._joined() for span in line.spans(page, before)]
        return (*own, *(span for other, cell in self.rest for span in cell.spans(other)))

    def _joined(self) -> Iterator[tuple[str, Line]]:
        if self.lines:
            yield "", self.lines[0]
        for above, below in pairwise(self.lines):
            yield self._joint(above, below), below

    def _joint(self, above: Line, below: Line) -> str:
        """What stands between two lines: nothing where the cell was too narrow for them to be one."""
        first, second = above.text, below.text
        if abs(below.base - above.base) < above.size / 2:
            return " "
        if first[-1:].isdigit() and second[:1].isdigit():
            return "" if self.is_full(above, below) else "\n"
        if _GOES_ON.match(second) and first[-1:] in ".．,，":
            return ""
        if (_ORDINAL.match(second) or first[-1:] in _STOPS) and not self.is_full(above, below):
            return "\n"
        return joint(first, second)

    def is_full(self, above: Line, below: Line) -> bool:
        """Whether the first character of the line below had no room on the line above."""
        glyph = below.glyphs[0]
        return self.width > 0 and above.x1 - above.x0 + glyph.x1 - glyph.x0 > self.width - _PADDING


@dataclass(slots=True)
class InkRow:
    """A row: the cells that begin in it, from left to right."""

    cells: list[InkCell]
    page: Page

    @property
    def texts(self) -> list[str]:
        """What its cells say."""
        return [cell.text for cell in self.cells]


def rows_of_grid(grid: Grid, page: Page) -> list[InkRow]:
    """The rows of a ruled table that hold ink, those that share a band of the grid parted."""
    bands: dict[int, list[InkCell]] = defaultdict(list)
    for cell in grid.cells:
        lines = lines_of(cell.glyphs)
        bands[cell.row].append(
            InkCell(cell.column, cell.columns, cell.rows, lines, cell.box[2] - cell.box[0])
        )
    covered = {row for cell in grid.cells if cell.rows > 1 for row in range(cell.row, cell.row + cell.rows)}
    rows: list[InkRow] = []
    for number in range(len(grid.ys) - 1):
        cells = bands.get(number, [])
        parted = None if number in covered else _parted(cells)
        rows += [InkRow(each, page) for each in parted or [cells]]
    return _without_blank_rows(rows)


def _parted(cells: Sequence[InkCell]) -> list[list[InkCell]] | None:
    """The rows that share one band, or none where it is one row.

    They show by a column whose lines are all whole figures, and a second one on the same baselines.
    """
    guides = [cell for cell in cells if _lists_figures(cell)]
    for guide in guides:
        bases = [line.base for line in guide.lines]
        aligned = [cell for cell in cells if cell is not guide and _stands_on(cell, bases)]
        if aligned:
            break
    else:
        return None
    rows: list[list[InkCell]] = [[] for _ in bases]
    for cell in cells:
        shares: list[list[Line]] = [[] for _ in bases]
        for line in cell.lines:
            nearest = min(range(len(bases)), key=lambda index: abs(bases[index] - line.base))
            shares[nearest].append(line)
        for row, lines in zip(rows, shares, strict=True):
            row.append(InkCell(cell.column, cell.columns, 1, lines, cell.width))
    return rows


def _lists_figures(cell: InkCell) -> bool:
    texts = [line.text.replace(" ", "") for line in cell.lines]
    return (
        len(texts) > 1
        and all(AMOUNT.fullmatch(text) or text in ABSENT for text in texts)
        and any(AMOUNT.fullmatch(text) for text in texts)
        and not any(cell.is_full(above, below) for above, below in pairwise(cell.lines))
    )


def _stands_on(cell: InkCell, bases: Sequence[float]) -> bool:
    lines = cell.lines
    return len(lines) == len(bases) and all(
        abs(line.base - base) < 0.6 * line.size for line, base in zip(lines, bases, strict=True)
    )


def _without_blank_rows(rows: list[InkRow]) -> list[InkRow]:
    """The rows but those in which no cell has words; cells that reach over them become shorter."""
    reaching: list[tuple[int, InkCell]] = []
    blank = set()
    for number, row in enumerate(rows):
        reaching += [(number, cell) for cell in row.cells if cell.rows > 1]
        if not any(cell.lines for cell in row.cells) and not any(cell.rows > 1 for cell in row.cells):
            blank.add(number)
    for start, cell in reaching:
        cell.rows -= sum(number in blank for number in range(start + 1, start + cell.rows))
    return [row for number, row in enumerate(rows) if number not in blank]


def is_table(grid: Grid, rows: Sequence[InkRow]) -> bool:
    """Whether the grid and what stands in it are a table: words in two of its columns, and no chart.

    Charts rule their background and stroke their bars: hardly a cell is as wide as a column and as high as a
    row, or one holds the figures of a whole axis.
    """
    if len({cell.column for cell in grid.filled}) < 2:
        return False
    if len(grid.cells) < _FEWEST_CELLS * grid.columns * (len(grid.ys) - 1):
        return False
    return not any(_is_axis(cell) for row in rows for cell in row.cells)


def _is_axis(cell: InkCell) -> bool:
    return sum(bool(AMOUNT.fullmatch(line.text.replace(" ", ""))) for line in cell.lines) > _MOST_FIGURES
