"""Grids (表格线): which lines of a page rule a table, and the cells between them.

Lines are joined where they are drawn in pieces or twice, and belong together where they meet. Where no line
stands between two cells of the grid they are one. A table that is open at its sides ends where its level
lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.document.readers.page_ink import Box, Glyph, Rule

_NEAR = 3.0  # points: lines this close are one, ends this close meet
_SHORT = 7.0  # points: what is shorter is a dash, a tick or a part of a drawing
_OVERHANG = 8.0  # points by which level lines must pass the outermost upright one to open another column
_COVERED = 0.5  # of a cell's side: how much of it a line must cover to bound the cell
_MOST_LINES = 3_000  # of a page, once joined; more are a drawing
_MOST_CELLS = 40_000  # of a grid before any are joined


@dataclass(slots=True)
class GridCell:
    """A cell of a grid: its row and column, counted from 0, how many it reaches over, its box, its glyphs."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """The cells between ruling lines, by row and column."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def box(self) -> Box:
        """Its outer edges."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def filled(self) -> list[GridCell]:
        """The cells that hold ink."""
        return [cell for cell in self.cells if any(glyph.text != " " for glyph in cell.glyphs)]


@dataclass(slots=True)
class _Edge:
    """A line of the grid: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """The empty grids that the lines of a page rule, from top to bottom; a mere frame is none."""
    level, upright = _edges(rules)
    if len(level) + len(upright) > _MOST_LINES:
        return []
    grids = [
        grid
        for level_part, upright_part in _connected(level, upright)
        if (grid := _grid(level_part, upright_part))
    ]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def fill(grids: list[Grid], glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Put each glyph into the cell where it stands, and return those that stand outside of all grids."""
    owners = [_Owners(grid) for grid in grids]
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for owner in owners:
            if owner.take(glyph, x, y):
                break
        else:
            outside.append(glyph)
    return outside


class _Owners:
    """Which cell holds a place."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._cells = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def take(self, glyph: Glyph, x: float, y: float) -> bool:
        grid = self._grid
        if not (grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]):
            return False
        row = min(bisect_right(grid.ys, y), len(grid.ys) - 1) - 1
        column = min(bisect_right(grid.xs, x), len(grid.xs) - 1) - 1
        self._cells[row, column].glyphs.append(glyph)
        return True


def _edges(rules: Iterable[Rule]) -> tuple[list[_Edge], list[_Edge]]:
    """The level and the upright lines, those in pieces joined."""
    level, upright = [], []
    for x0, y0, x1, y1 in rules:
        if abs(y1 - y0) <= 1:
            level.append(_Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1:
            upright.append(_Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return _joined(level), _joined(upright)


def _joined(edges: list[_Edge]) -> list[_Edge]:
    """Edges on one line, joined where they meet or nearly meet."""
    joined: list[_Edge] = []
    for group in _clusters(edges):
        at = sum(edge.at * (edge.end - edge.start) for edge in group)
        length = sum(edge.end - edge.start for edge in group)
        middle = at / length if length else group[0].at
        parts = sorted(group, key=lambda edge: edge.start)
        current = _Edge(middle, parts[0].start, parts[0].end)
        for edge in parts[1:]:
            if edge.start <= current.end + _NEAR:
                current.end = max(current.end, edge.end)
            else:
                joined.append(current)
                current = _Edge(middle, edge.start, edge.end)
        joined.append(current)
    return [edge for edge in joined if edge.end - edge.start >= _SHORT]


def _clusters(edges: list[_Edge]) -> list[list[_Edge]]:
    clusters: list[list[_Edge]] = []
    for edge in sorted(edges, key=lambda each: each.at):
        if clusters and edge.at - clusters[-1][0].at <= _NEAR:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    return clusters


def _connected(level: list[_Edge], upright: list[_Edge]) -> list[tuple[list[_Edge], list[_Edge]]]:
    """Lines that meet, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for number, down in enumerate(upright, len(level)):
        for index, across in enumerate(level):
            meets = (
                across.start - _NEAR <= down.at <= across.end + _NEAR
                and down.start - _NEAR <= across.at <= down.end + _NEAR
            )
            if meets:
                parent[root(index)] = root(number)
    parts: dict[int, tuple[list[_Edge], list[_Edge]]] = {}
    for index, edge in enumerate(level):
        parts.setdefault(root(index), ([], []))[0].append(edge)
    for number, edge in enumerate(upright, len(level)):
        parts.setdefault(root(number), ([], []))[1].append(edge)
    return list(parts.values())


def _grid(level: list[_Edge], upright: list[_Edge]) -> Grid | None:
    if not level or not upright:
        return None
    ys = [group[0].at for group in _clusters(level)]
    xs = [group[0].at for group in _clusters(upright)]
    left, right = min(edge.start for edge in level), max(edge.end for edge in level)
    top, bottom = min(edge.start for edge in upright), max(edge.end for edge in upright)
    xs = _opened(xs, left, right)
    ys = _opened(ys, top, bottom)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    return Grid(xs, ys, _cells(xs, ys, level, upright))


def _opened(places: list[float], first: float, last: float) -> list[float]:
    """The places of lines, with those that an open side lacks."""
    if places[0] - first > _OVERHANG:
        places = [first, *places]
    if last - places[-1] > _OVERHANG:
        places = [*places, last]
    return places


def _cells(xs: list[float], ys: list[float], level: list[_Edge], upright: list[_Edge]) -> list[GridCell]:
    walls = {
        (row, column)
        for column, x in enumerate(xs[1:-1])
        for at_x in [[edge for edge in upright if abs(edge.at - x) <= _NEAR]]
        for row, (y0, y1) in enumerate(pairwise(ys))
        if _cover(at_x, y0, y1)
    }  # right of (row, column)
    floors = {
        (row, column)
        for row, y in enumerate(ys[1:-1])
        for at_y in [[edge for edge in level if abs(edge.at - y) <= _NEAR]]
        for column, (x0, x1) in enumerate(pairwise(xs))
        if _cover(at_y, x0, x1)
    }  # below (row, column)
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            across = 1
            while (
                column + across < columns
                and (row, column + across - 1) not in walls
                and (row, column + across) not in taken
            ):
                across += 1
            down = 1
            while (
                row + down < rows
                and all((row + down - 1, each) not in floors for each in range(column, column + across))
                and all((row + down, each) not in walls for each in range(column, column + across - 1))
            ):
                down += 1
            taken |= {
                (each, other) for each in range(row, row + down) for other in range(column, column + across)
            }
            box = (xs[column], ys[row], xs[column + across], ys[row + down])
            cells.append(GridCell(row, column, down, across, box))
    return cells


def _cover(edges: list[_Edge], start: float, end: float) -> bool:
    """Whether the lines cover most of the way."""
    covered = sum(max(0.0, min(edge.end, end) - max(edge.start, start)) for edge in edges)
    return covered >= _COVERED * (end - start)
