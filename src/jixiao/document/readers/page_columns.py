"""Columns of text (分栏): the order in which the lines of a page are read.

A newspaper page is read column by column. Columns show by a strip that stays empty over many lines while
the lines on both sides are filled as running text is; what only looks alike, a table or a list in columns,
is left as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from jixiao.document.readers.page_ink import Glyph
from jixiao.document.readers.page_lines import Interval, Line, line_of, pieces_of, united

_GUTTER = 0.7  # of the size: the narrowest strip between two columns
_FEWEST_LINES = 6  # that a column has
_FEWEST_CHARACTERS = 8  # in the middling line of a column
_FILLED = 0.85  # of the column's width: how far a line of running text reaches
_MOSTLY = 0.6  # of the lines: how many must reach so far


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that are read from top to bottom, and the edges between which they run."""

    lines: tuple[Line, ...]
    left: float = 0.0
    right: float = 0.0
    is_column: bool = False


def passages_of(rows: Sequence[Line]) -> list[Passage]:
    """The passages of a page in reading order; `rows` are its lines from top to bottom, right across."""
    inked = [[(piece.x0, piece.x1) for piece in pieces_of(row, _GUTTER / 2)] for row in rows]
    passages: list[Passage] = []
    plain: list[Line] = []
    at = 0
    while at < len(rows):
        columns, end = _columns(rows, inked, at)
        if columns:
            if plain:
                passages.append(Passage(tuple(plain)))
                plain = []
            passages += columns
            at = end
        else:
            step = max((end - at) // 4, 1)  # not from each row on anew: that would be quadratic
            plain += rows[at : at + step]
            at += step
    if plain:
        passages.append(Passage(tuple(plain)))
    return passages


def _columns(rows: Sequence[Line], inked: Sequence[list[Interval]], start: int) -> tuple[list[Passage], int]:
    """The columns that begin with that row, none where the text is not in columns; and the row after them."""
    union: list[Interval] = []
    end = start
    while end < len(rows):
        wider = united([*union, *inked[end]])
        if len(_strips(wider, rows[end].size)) < 2:
            break
        union = wider
        end += 1
    if end - start < _FEWEST_LINES:
        return [], end
    strips = _strips(union, median(row.size for row in rows[start:end]))
    pieces: list[list[Line]] = [[] for _ in strips]
    for row in rows[start:end]:
        for piece in _shared(row, strips):
            middle = (piece.x0 + piece.x1) / 2
            nearest = min(range(len(strips)), key=lambda index: _away(strips[index], middle))
            pieces[nearest].append(piece)
    passages = [
        Passage(tuple(lines), left, right, is_column=True)
        for lines, (left, right) in zip(pieces, strips, strict=True)
    ]
    if all(map(_runs, passages)):
        return passages, end
    return [], end


def _strips(inked: list[Interval], size: float) -> list[Interval]:
    """The strips of ink, those too near each other joined."""
    strips: list[Interval] = []
    for left, right in inked:
        if strips and left - strips[-1][1] < _GUTTER * size:
            strips[-1] = (strips[-1][0], right)
        else:
            strips.append((left, right))
    return strips


def _shared(row: Line, strips: list[Interval]) -> list[Line]:
    """The row cut at the gaps between the strips."""
    pieces: list[list[Glyph]] = [[] for _ in strips]
    for glyph in row.glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        pieces[min(range(len(strips)), key=lambda index: _away(strips[index], middle))].append(glyph)
    return [line for piece in pieces if (line := line_of(piece))]


def _away(strip: Interval, x: float) -> float:
    return max(strip[0] - x, x - strip[1], 0)


def _runs(passage: Passage) -> bool:
    """Whether the lines are running text: long enough, and most of them filled."""
    lines = passage.lines
    if len(lines) < _FEWEST_LINES or median(len(line.glyphs) for line in lines) < _FEWEST_CHARACTERS:
        return False
    width = passage.right - passage.left
    filled = sum(line.x1 >= passage.left + _FILLED * width for line in lines)
    return filled >= _MOSTLY * len(lines)
