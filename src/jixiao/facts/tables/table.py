"""Table (表中的数): the figures of a grid, cell by cell, in the units that its headers give them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.grid import ColumnKind, Grid, GridCell, GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.numerals.token import FIGURES, Kind, Token
from jixiao.numerals.units import read_unit

_BARE = frozenset([Kind.CELL, Kind.NUMBER, Kind.INDEX])


@dataclass(frozen=True)
class Table:
    """The figures of a grid (表中的数).

    `cells[row, column]` are those whose column is known; a blank, “-” or “/” has none: it is absent, not 0.
    """

    grid: Grid
    cells: dict[tuple[int, int], Mention]
    unplaced: Sequence[Mention]
    worded: Sequence[GridCell] = ()
    """The cells whose words hold figures: what a form says in sentences."""

    @property
    def mentions(self) -> Iterator[Mention]:
        """All its figures."""
        yield from self.cells.values()
        yield from self.unplaced

    def at(self, row: GridRow, column: GridColumn) -> Mention | None:
        """The figure in a cell; none where it is blank, absent, words or unknown."""
        return self.cells.get((row.index, column.index))


def table_of(grid: Grid, tokens: Sequence[Token]) -> Table:
    """The figures of a grid from the numbers within its range."""
    by_start = {token.start: token for token in tokens}
    cells: dict[tuple[int, int], Mention] = {}
    unplaced: list[Mention] = []
    kinds = {column.index: column for column in grid.columns}
    for row in grid.rows:
        if row.kind in (RowKind.CAPTION, RowKind.HEADER):
            continue
        for cell in row.cells:
            if cell is None:
                continue
            column = kinds.get(cell.column)
            if column is None or column.kind in (ColumnKind.CODE, ColumnKind.ORDINAL, ColumnKind.EMPTY):
                continue
            mention = _mention(grid, row, column, cell, by_start)
            if mention:
                cells[row.index, cell.column] = mention
        for cell in row.unplaced:
            mention = _mention(grid, row, None, cell, by_start)
            if mention:
                unplaced.append(mention)
    taken = {mention.start for mention in (*cells.values(), *unplaced)}
    return Table(grid, cells, unplaced, tuple(_worded(grid, tokens, taken)))


def _worded(grid: Grid, tokens: Sequence[Token], taken: set[int]) -> Iterator[GridCell]:
    """The cells below the header that hold figures among words, in the order of the text."""
    kept = [token for token in tokens if token.kind in FIGURES and token.start not in taken]
    if not kept:
        return
    found: dict[int, GridCell] = {}
    bodies = [row for row in grid.body if row.kind is not RowKind.SECTION]
    cells = sorted(cell for row in bodies for cell in (*row.cells, *row.unplaced) if cell)
    starts = [cell.start for cell in cells]
    for token in kept:
        at = bisect_right(starts, token.start) - 1
        if at < 0 or token.end > cells[at].end:
            continue
        if token.end - token.start < cells[at].end - cells[at].start:
            found.setdefault(cells[at].start, cells[at])
    yield from found.values()


def _mention(
    grid: Grid, row: GridRow, column: GridColumn | None, cell: GridCell, tokens: dict[int, Token]
) -> Mention | None:
    """The figure that fills a cell; none where words stand beside it."""
    token = tokens.get(cell.start) or tokens.get(cell.start + 1)
    if token is None or token.end < cell.end or (token.kind not in FIGURES and token.kind not in _BARE):
        return None
    unit, scale, kind = token.unit, 0, token.kind
    if not unit and token.kind in _BARE:
        said = read_unit(grid.unit_of(row, column) if column else row.unit or grid.unit)
        if said:
            unit, scale, kind = said.name, said.scale, said.kind
    mention = Mention(token, kind=kind, unit=unit, scale=scale)
    mention.grid, mention.row, mention.column = grid, row, column
    return mention
