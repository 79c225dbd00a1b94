"""Headers that come again within a flattened table (重复表头), where it goes on over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable

_FEWEST = 2  # cells that show that words are the header again
_LONGEST = 60  # cells; more words are no header
_LABELS = 3  # words at most that the first row's label adds to the header


@dataclass(frozen=True, slots=True)
class Repeat:
    """A header that came again: its cells, and the cell that follows them."""

    cells: list[RawCell]
    following: RawCell


def without_repeats(cells: Sequence[RawCell]) -> tuple[list[RawCell], list[Repeat]]:
    """The cells of the table without the headers that came again, and these."""
    head = [squeezed(cell.text) for cell in takewhile(lambda cell: not cell.is_value, cells)]
    least = max(_FEWEST, len(head) - _LABELS)
    if not least <= len(head) <= _LONGEST:
        return list(cells), []
    kept: list[RawCell] = list(cells[: len(head)])
    repeats: list[Repeat] = []
    n = len(head)
    while n < len(cells):
        count = 0
        if not cells[n].is_value and squeezed(cells[n].text) == head[0]:
            texts = (squeezed(cell.text) for cell in cells[n : n + len(head)])
            pairs = zip(texts, head, strict=False)
            count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if count >= least and n + count < len(cells):
            repeats.append(Repeat(list(cells[n : n + count]), cells[n + count]))
            n += count
        else:
            kept.append(cells[n])
            n += 1
    return kept, repeats


def put_back(table: RawTable, repeats: Sequence[Repeat]) -> None:
    """Put the headers that came again before the rows that they stood above, as header rows."""
    if not repeats:
        return
    waiting = {_place(each.following): each for each in repeats}
    rows: list[RawRow] = []
    for row in table.rows:
        found = [each for cell in row.cells if (each := waiting.pop(_place(cell), None))]
        rows += [RawRow([cell.at(-1) for cell in each.cells], is_header=True) for each in found]
        rows.append(row)
    table.rows[:] = rows
    table.notes += [cell.fragments for each in waiting.values() for cell in each.cells]


def _place(cell: RawCell) -> tuple[int, int]:
    line, start, _ = cell.fragments[0]
    return id(line), start
