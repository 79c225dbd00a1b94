"""Sheet (工作表): what the cells of a sheet show, whatever kind of workbook it is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Place = tuple[int, int]
"""Row and column, counted from 0."""

MOST_CELLS = 1_200_000  # with words, in all sheets together
MOST_CHARACTERS = 64 * 2**20  # of their words, each as often as it is shown
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class TooMuch(Exception):
    """The workbook has more in it than a report can have. / 内容过多。"""


class Merged(NamedTuple):
    """A rectangle of merged cells: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


class Ranges:
    """Rows or columns from first to last, and whether one is among them."""

    def __init__(self) -> None:
        self._first: list[int] = []
        self._last: list[int] = []

    def add(self, first: int, last: int) -> None:
        """Add those from `first` to `last`; ranges come in their order, as files tell them."""
        if self._last and first <= self._last[-1] + 1:
            self._last[-1] = max(self._last[-1], last)
        else:
            self._first.append(first)
            self._last.append(last)

    def __contains__(self, number: int) -> bool:
        index = bisect_right(self._first, number) - 1
        return index >= 0 and number <= self._last[index]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._first, self._last, strict=True))


@dataclass(slots=True)
class Sheet:
    """A sheet: the words of its cells as they are printed, and what of it is not seen.

    `uncalculated` are formulas whose result no program has saved.
    """

    name: str
    is_hidden: bool = False
    cells: dict[Place, str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: Ranges = field(default_factory=Ranges)
    hidden_columns: Ranges = field(default_factory=Ranges)
    uncalculated: list[Place] = field(default_factory=list)

    def shows(self, row: int, column: int) -> bool:
        """Whether a cell there is seen."""
        return row not in self.hidden_rows and column not in self.hidden_columns


@dataclass(slots=True)
class Room:
    """How much may still be read from a workbook. Raises TooMuch where it is used up."""

    cells: int = MOST_CELLS
    characters: int = MOST_CHARACTERS

    def take(self, words: str = "") -> None:
        """Take note of a cell that shows these words, or of another mark on the sheet."""
        self.cells -= 1
        self.characters -= len(words)
        if self.cells < 0 or self.characters < 0:
            raise TooMuch


def cell_name(row: int, column: int) -> str:
    """The name of a cell.

    >>> cell_name(11, 2), cell_name(0, 27)
    ('C12', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def place_of(name: str) -> Place | None:
    """The row and column of a cell's name; none where it names no cell.

    >>> place_of("C12"), place_of("$AB$1"), place_of("12C")
    ((11, 2), (0, 27), None)
    """
    column = row = 0
    letters = 0
    for character in name.replace("$", "").upper():
        if "A" <= character <= "Z" and not row:
            column = column * 26 + ord(character) - 64
            letters += 1
        elif "0" <= character <= "9" and letters:
            row = row * 10 + ord(character) - 48
        else:
            return None
        if column > LAST_COLUMN or row > LAST_ROW:
            return None
    return (row - 1, column - 1) if row and column else None


def merged_of(reference: str) -> Merged | None:
    """The rectangle of a reference such as A1:C2."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None or start > end:
        return None
    return Merged(start[0], start[1], end[0], end[1])


def visible(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """The cells that are seen and hold words, row by row."""
    for (row, column), words in sorted(sheet.cells.items()):
        if words.strip() and sheet.shows(row, column):
            yield (row, column), words
