"""Tables of a document that knows tables (文稿中的表格): their rows as raw rows, merged cells resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.document.grid import PlacedCell, placed
from jixiao.document.model import Cell, Row, Span, Table
from jixiao.facts.flow.cells import Content
from jixiao.facts.flow.pieces import lines_of, whole
from jixiao.facts.flow.raw import Fragments, RawCell, RawRow, RawTable


def built_table(table: Table) -> RawTable:
    """The table as raw rows; its caption, unit and notes are lines around it."""
    width = len(table.columns) or max((_reach(row.cells) for row in table.rows), default=0)
    raw = RawTable([], width)
    for line in (table.caption, table.unit_note):
        if line.strip():
            raw.above.append(_fragments((Span(line),)))
    if table.headed:
        cells = [RawCell(_fragments((Span(column.header),)), n) for n, column in enumerate(table.columns)]
        raw.rows.append(RawRow(_filled(cells), is_header=True))
    for row, cells_of_row in zip(table.rows, _placed(table.rows, width), strict=True):
        cells = [
            RawCell(_fragments(each.cell.spans), each.column, columns=each.cell.columns, rows=each.cell.rows)
            for each in cells_of_row
        ]
        raw.rows.append(RawRow(_filled(cells), is_header=row.is_header))
    raw.notes += [_fragments(note.spans) for note in table.notes]
    return raw


def _placed(rows: Sequence[Row], width: int) -> Iterator[list[PlacedCell]]:
    """The cells of each row with their columns; where none is merged that is the order in which they come."""
    if any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row.cells):
        return placed(rows, width)
    return ([PlacedCell(n, cell) for n, cell in enumerate(row.cells[:width])] for row in rows)


def _reach(cells: tuple[Cell, ...]) -> int:
    return sum(max(cell.columns, 1) for cell in cells)


def _filled(cells: list[RawCell]) -> list[RawCell]:
    return [cell for cell in cells if cell.content is not Content.EMPTY]


def _fragments(spans: tuple[Span, ...]) -> Fragments:
    """What a cell says: its lines one after the other, for a break in a cell is one of layout."""
    return tuple(whole(line) for line in lines_of(spans) if line.body)
