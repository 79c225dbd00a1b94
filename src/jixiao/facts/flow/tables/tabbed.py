"""Tables whose cells begin with a tab (以制表符起首的单元格): a word processor's table saved as text.

Each cell stands on a line of its own and begins with a tab; the lines after it without one belong to it. A
blank line before a cell ends a row; one before a line without tab does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jixiao.facts.flow.cells import Content
from jixiao.facts.flow.pieces import Line, whole
from jixiao.facts.flow.raw import RawCell, RawTable
from jixiao.facts.flow.tables.delimited import label_columns, merged_headers, placed_row
from jixiao.facts.flow.tables.stacked import cell_table

_FEWEST_ROWS = 2
_LONGEST_CELL = 60  # characters; tabs before longer lines are indents


def tabbed_table(lines: Sequence[Line]) -> RawTable | None:
    """The table that the lines make up, blank ones among them; none where nothing shows its columns."""
    rows = _rows(lines)
    cells = [cell for row in rows for cell in row]
    if sum(cell.is_value for cell in cells) < _FEWEST_ROWS or any(
        len(cell.text) > _LONGEST_CELL for cell in cells
    ):
        return None
    numbered = [row for row in rows if any(cell.content is Content.NUMBER for cell in row)]
    counted = Counter(len(row) for row in numbered)
    width, often = counted.most_common(1)[0] if counted else (0, 0)
    if width < 2 or often < _FEWEST_ROWS or 10 * often < 6 * len(numbered):
        return cell_table(cells)
    return _grid(rows, width)


def _rows(lines: Sequence[Line]) -> list[list[RawCell]]:
    """The cells, in the rows that blank lines part."""
    rows: list[list[RawCell]] = [[]]
    blank = False
    for line in lines:
        if not line.text or line.text.isspace():
            blank = True
            continue
        part = whole(line)
        if line.text.startswith("\t") or not rows[-1]:
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append(RawCell((part,)))
        else:
            rows[-1][-1] = RawCell((*rows[-1][-1].fragments, part))
        blank = False
    return rows


def _grid(rows: Sequence[list[RawCell]], width: int) -> RawTable:
    table = RawTable([], width)
    top = next(n for n, row in enumerate(rows) if len(row) == width and any(cell.is_value for cell in row))
    labels = label_columns(rows[top:], width)
    table.rows += merged_headers(rows[:top], width, labels)
    table.rows += [placed_row(row, width, labels) for row in rows[top:]]
    return table
