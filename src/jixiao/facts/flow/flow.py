"""Flow (文流): the one form in which every check sees a document, whatever file it came from.

One text, a paragraph or a cell a line, wrapped lines joined and the furniture of pages dropped; its blocks
(headings, paragraphs, grids, loose lines) by their ranges in that text; and for every character the place
in the original where it stands.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from jixiao.document.model import Span
from jixiao.document.place import HtmlPlace, Place, TextPlace, WordPlace
from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.grid import Grid, GridCell

Block = Headline | Prose | Grid | Loose


class Stretch(NamedTuple):
    """A stretch of the original (原文片段): characters `start` to `end` of a span."""

    span: Span
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its characters."""
        return self.span.text[self.start : self.end]

    @property
    def place(self) -> Place | None:
        """Where its first character stands in the file; none where the document was written from a year."""
        match self.span.place:
            case TextPlace(start=at):
                return TextPlace(at + self.start)
            case HtmlPlace(start=at, line=line):
                return HtmlPlace(at + self.start, line)
            case WordPlace() as at:
                return replace(at, offset=at.offset + self.start)
            case at:
                return at


def offsets_of(stretches: Sequence[Stretch]) -> tuple[int, int] | None:
    """The range in the decoded text that stretches cover; none where they come from no text."""
    ranges = [
        (place.start + stretch.start, place.start + stretch.end)
        for stretch in stretches
        if isinstance(place := stretch.span.place, TextPlace)
    ]
    if not ranges or len(ranges) < len(stretches):
        return None
    return min(first for first, _ in ranges), max(last for _, last in ranges)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The stretches of the original in the order of the flow, by where each begins in it."""

    starts: array[int]
    lengths: array[int]
    spans: Sequence[Span]
    offsets: array[int]

    def within(self, start: int, end: int) -> Iterator[tuple[int, Stretch]]:
        """The stretches that the range meets, cut to it, each with where it begins in the flow."""
        number = max(bisect_right(self.starts, start) - 1, 0)
        while number < len(self.starts) and self.starts[number] < end:
            begins = self.starts[number]
            first = max(start, begins)
            last = min(end, begins + self.lengths[number])
            if first < last:
                moved = self.offsets[number] - begins
                yield first, Stretch(self.spans[number], first + moved, last + moved)
            number += 1


@dataclass(frozen=True)
class Flow:
    """A document as checks see it (文流).

    `blocks` stand in the order of `text`; the two halves of a table are two grids over one range. `dropped`
    is the furniture of pages: page numbers, running heads, repeated heads of tables.
    """

    text: str
    blocks: tuple[Block, ...]
    pieces: Pieces = field(repr=False)
    dropped: tuple[Stretch, ...] = ()

    def place(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The stretches of the original that the range shows, exactly and in order.

        What the flow itself puts between blocks and between Latin words stands in no stretch.
        """
        return tuple(stretch for _, stretch in self.pieces.within(start, end))

    def offsets(self, start: int, end: int) -> tuple[int, int] | None:
        """The range in the decoded text that the document was read from; none where it was no text.

        Where the range reaches over a line break or over page furniture, so does the range in the text.
        """
        return offsets_of(self.place(start, end))

    def span_at(self, offset: int) -> Span | None:
        """The span that the character stands in; none between blocks."""
        return next((stretch.span for _, stretch in self.pieces.within(offset, offset + 1)), None)

    def bound(self) -> Iterator[tuple[int, int, Span]]:
        """The ranges that print bound figures, with their spans; a figure cut by layout comes in pieces."""
        for start, length, span in zip(
            self.pieces.starts, self.pieces.lengths, self.pieces.spans, strict=True
        ):
            if span.binding:
                yield start, start + length, span

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headings."""
        return tuple(block for block in self.blocks if isinstance(block, Headline))

    @property
    def prose(self) -> tuple[Prose, ...]:
        """The paragraphs."""
        return tuple(block for block in self.blocks if isinstance(block, Prose))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    def block_at(self, offset: int) -> Block | None:
        """The block that the character stands in; of two halves of a table the first."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return None
        number = bisect_left(self._starts, self._starts[number])
        block = self.blocks[number]
        return block if block.start <= offset < block.end else None

    def cell_at(self, offset: int) -> tuple[Grid, GridCell] | None:
        """The cell that the character stands in, and its grid."""
        starts, cells = self._cells
        number = bisect_right(starts, offset) - 1
        if number < 0 or offset >= cells[number][1].end:
            return None
        return cells[number]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _cells(self) -> tuple[list[int], list[tuple[Grid, GridCell]]]:
        cells = [
            (grid, cell)
            for grid in self.grids
            for row in grid.rows
            for cell in (*row.cells, *row.unplaced)
            if cell
        ]
        cells.sort(key=lambda each: each[1].start)
        return [cell.start for _, cell in cells], cells
