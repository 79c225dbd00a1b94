"""Tables by their tabs (制表符): lines whose cells tabs or strokes part, or that each begin with a tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.lines.line_cells import LONGEST_ROW
from jixiao.facts.flow.pieces import Line
from jixiao.facts.flow.raw import RawBlock, RawTable
from jixiao.facts.flow.tables.delimited import PIPE, pipe_table, tab_table
from jixiao.facts.flow.tables.tabbed import tabbed_table

_LONGEST_CELL = 60  # characters; longer lines that begin with a tab are indented paragraphs
_LONGEST_PIECE = 20  # characters of a cell that went on to another line
_BROKEN = 6  # lines that a broken cell may have
_FEWEST_ROWS = 2
_FEWEST_CELLS = 6
_TRIES = 3
_RULE = re.compile(r"(?=.*[-—─])[|｜│:\-—─┼+\s]+")

_Stretch = tuple[list[int], Callable[[Sequence[Line]], RawTable | None] | None]


def tabbed_stretches(lines: Sequence[Line], pages: Pages) -> Iterator[tuple[int, tuple[list[int], RawBlock]]]:
    """The stretches of lines that tabs make tables, by their first line.

    A stretch that makes none is tried again without its first line, and after a few times let be.
    """
    ways = [_Way(_rows_with_pipes), _Way(_rows_with_tabs), _Way(_cells_with_tabs)]
    n = 0
    while n < len(lines):
        text = lines[n].text
        has_marks = "\t" in text or PIPE.search(text)
        if not has_marks or n in pages.furniture or not text.strip():
            n += 1
            continue
        found = next((found for way in ways if (found := way.table(lines, n, pages))), None)
        if found:
            yield found[0][0], found
            n = found[0][-1]
        n += 1


class _Way:
    """A way to put a table together, and how far it is known to fail."""

    def __init__(self, stretch: Callable[[Sequence[Line], int, Pages], _Stretch]) -> None:
        self._stretch = stretch
        self._end = -1
        self._tries = 0

    def table(self, lines: Sequence[Line], start: int, pages: Pages) -> tuple[list[int], RawBlock] | None:
        """The table that begins here, with the numbers of its lines."""
        if start > self._end:
            self._tries = 0
        elif self._tries >= _TRIES:
            return None
        numbers, build = self._stretch(lines, start, pages)
        table = build([lines[n] for n in numbers]) if build else None
        if table:
            return numbers, table
        self._tries += 1
        self._end = max(self._end, numbers[-1] if numbers else start)
        return None


def _rows_with_pipes(lines: Sequence[Line], start: int, pages: Pages) -> _Stretch:
    """The rows from here on whose cells upright strokes part; rules between them are furniture."""
    stretch = []
    for n in range(start, len(lines)):
        body = lines[n].body
        if n in pages.furniture:
            continue
        if len(body) > LONGEST_ROW or not PIPE.search(body):
            break
        if _RULE.fullmatch(body):
            pages.furniture.add(n)
            continue
        stretch.append(n)
    return stretch, pipe_table if len(stretch) >= _FEWEST_ROWS else None


def _rows_with_tabs(lines: Sequence[Line], start: int, pages: Pages) -> _Stretch:
    """The rows from here on whose cells tabs part."""
    stretch = []
    for n in range(start, len(lines)):
        text = lines[n].text
        if n in pages.furniture or (not text.strip() and n + 1 in pages.starts):
            continue
        if "\t" not in text.strip(" ") or len(text.strip()) > LONGEST_ROW or not text.strip():
            break
        stretch.append(n)
    are_rows = sum("\t" in lines[n].text.strip() for n in stretch) >= _FEWEST_ROWS
    return stretch, tab_table if are_rows else None


def _cells_with_tabs(lines: Sequence[Line], start: int, pages: Pages) -> _Stretch:
    """The cells from here on that each begin with a tab."""
    stretch: list[int] = []
    if not lines[start].text.startswith("\t"):
        return stretch, None
    last = start
    for n in range(start, len(lines)):
        text = lines[n].text
        if n in pages.furniture:
            continue
        if len(text) > _LONGEST_CELL or "\t" in text.strip():
            break
        if text.startswith("\t"):
            last = n
        elif text.strip() and (n - last > _BROKEN or len(text.strip()) > _LONGEST_PIECE):
            break
        stretch.append(n)
    stretch = [n for n in stretch if n <= last]
    are_cells = sum(lines[n].text.startswith("\t") for n in stretch) >= _FEWEST_CELLS
    return stretch, tabbed_table if are_cells else None
