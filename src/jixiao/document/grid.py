"""Grid (表格布局): where the cells of a table stand, for writers that must know the column of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.document.model import Align, Cell, Row, Span, Table


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell and the column where it begins; it never reaches over the edge of the table."""

    column: int
    cell: Cell


def column_shares(table: Table) -> list[float]:
    """Each column's share of the table's width; equal ones where the columns claim none."""
    whole = sum(max(column.width, 0) for column in table.columns)
    count = len(table.columns)
    return [max(column.width, 0) / whole if whole else 1 / count for column in table.columns]


def header_rows(table: Table) -> tuple[Row, ...]:
    """The rows that are repeated on each page: the columns' headers, and header rows at the top."""
    rows = []
    if table.headed:
        cells = tuple(Cell((Span(column.header),), align=Align.CENTER) for column in table.columns)
        rows.append(Row(cells, is_header=True))
    for row in table.rows:
        if not row.is_header:
            break
        rows.append(row)
    return tuple(rows)


def body_rows(table: Table) -> tuple[Row, ...]:
    """The rows below the header."""
    leading = len(header_rows(table)) - table.headed
    return table.rows[leading:]


def placed(rows: Sequence[Row], columns: int) -> Iterator[list[PlacedCell]]:
    """The cells of each row with their columns.

    A row with too few cells is filled with empty ones, a cell that reaches too far is cut, one for which
    there is no room is left out: a table that a reader found broken still prints.
    """
    open_rows = [0] * columns  # how many rows below are covered by a cell above, by column
    for number, row in enumerate(rows):
        waiting = iter(row.cells)
        found = []
        column = 0
        while column < columns:
            if open_rows[column]:
                open_rows[column] -= 1
                column += 1
                continue
            cell = next(waiting, Cell())
            room = next((each for each in range(column, columns) if open_rows[each]), columns) - column
            reach = min(max(cell.columns, 1), room), min(max(cell.rows, 1), len(rows) - number)
            if reach != (cell.columns, cell.rows):
                cell = replace(cell, columns=reach[0], rows=reach[1])
            found.append(PlacedCell(column, cell))
            for each in range(column, column + cell.columns):
                open_rows[each] = cell.rows - 1
            column += cell.columns
        yield found
