"""Grids from written tables (成表): the grid of a table, or those of its halves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jixiao.facts.flow.blocks import Headline
from jixiao.facts.flow.grid import ColumnKind, Grid, GridCell, GridRow, Range
from jixiao.facts.flow.tables.columns import columns_of, halves, side_of
from jixiao.facts.flow.tables.matrix import Matrix, Placed
from jixiao.facts.flow.tables.rows import rows_of
from jixiao.facts.flow.tables.sides import side_said
from jixiao.facts.flow.tables.words import is_about, is_title, unit_line_within, units_in


@dataclass(frozen=True, slots=True)
class Written:
    """A table that stands in the flow: its range, its cells, the lines above it and the notes below."""

    start: int
    end: int
    rows: Sequence[Sequence[Placed]]
    width: int
    above: Sequence[str]
    notes: tuple[Range, ...]
    headings: tuple[Headline, ...]
    is_listing: bool
    leading: tuple[ColumnKind, ...] = ()
    cuts: tuple[int, ...] = ()


def grids_of(written: Written, text: str) -> list[Grid]:
    """The grid of the table; one for each half where two tables stand side by side."""
    matrix = Matrix(written.rows, written.width)
    columns = columns_of(matrix, written.leading)
    title, unit = _title_and_unit(written, matrix)
    starts = [0, *(written.cuts or halves(columns))]
    found = []
    for start, end in zip(starts, [*starts[1:], written.width], strict=True):
        mine = [replace(column, index=n) for n, column in enumerate(columns[start:end])]
        rows = rows_of(matrix, mine, start, is_half=len(starts) > 1, is_listing=written.is_listing)
        found.append(
            Grid(
                start=written.start,
                end=written.end,
                text=text,
                columns=tuple(mine),
                rows=tuple(rows),
                headings=written.headings,
                title=title,
                unit=unit,
                side=(side_of(mine) or side_said(row.label for row in rows)) if len(starts) > 1 else "",
                notes=written.notes,
                is_listing=written.is_listing,
                covered=_covered(rows),
            )
        )
    return found


def _title_and_unit(written: Written, matrix: Matrix) -> tuple[str, str]:
    """The title and the unit that the lines above the table say, or its own captions."""
    lines = [*written.above, *(each.text for row in matrix.rows[: matrix.top] for each in row)]
    title = ""
    units: list[str] = []
    for line in lines:
        said = units_in(line)
        if said is not None:
            units += said
            continue
        name = line.strip()
        if within := unit_line_within(line):
            units.append(within)
            name = name[: name.rindex("单")].rstrip("（( ")
        if name and not is_about(name):
            title = f"{title} {name}" if title else name
    if not title:
        headers = (each.text for row in matrix.rows for each in row if each.is_header and each.column < 0)
        title = next((text.strip() for text in headers if is_title(text)), "")
    amounts = sorted(set(units) - {"%", "‰"}) or sorted(set(units))
    return title, amounts[0] if len(amounts) == 1 else ""


def _covered(rows: Sequence[GridRow]) -> dict[tuple[int, int], GridCell]:
    """The cell over each place that a merged cell covers."""
    found = {}
    for row in rows:
        for cell in row.cells:
            if cell and (cell.rows > 1 or cell.columns > 1):
                for down in range(cell.rows):
                    for along in range(cell.columns):
                        found[cell.row + down, cell.column + along] = cell
    return found
