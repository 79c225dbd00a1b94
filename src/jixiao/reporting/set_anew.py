"""A report set anew (重排的正文): text of a PDF, a page or a workbook as a Word file to comment on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from jixiao.document.layout import load_layout
from jixiao.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.document.readers.word_places import counted
from jixiao.document.readers.word_runs import paragraph_text
from jixiao.document.writers.printable import printable
from jixiao.document.writers.word import word_package
from jixiao.document.writers.word_package import Package
from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.grid import Grid, GridCell, RowKind

_MOST_COLUMNS = 60  # Word takes 63
_DEEPEST = 4
_NARROWEST, _WIDEST = 4, 24  # characters by which columns are shared out

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The paragraphs of the new file by the ranges of the text that they print."""

    text: str
    ranges: tuple[Range, ...]
    paragraphs: tuple[Element, ...]

    def at(self, start: int, end: int) -> tuple[Element, int, int] | None:
        """The paragraph in which the range begins, and the characters of it."""
        number = bisect_right(self.ranges, (start, len(self.text))) - 1
        if number < 0 or number >= len(self.paragraphs) or start >= self.ranges[number][1]:
            return None
        low, high = self.ranges[number]
        first = len(printable(self.text[low:start]))
        last = first + len(printable(self.text[start : min(end, high)]))
        return self.paragraphs[number], first, last


@dataclass(frozen=True, slots=True)
class Lines:
    """The ranges of the text that were printed, a paragraph each, in the order of the file."""

    text: str
    ranges: tuple[Range, ...]

    def found(self, root: Element) -> Found:
        """The paragraphs that print them."""
        printed = [each for _, _, each in counted(root) if paragraph_text(each)]
        pairs = sorted(zip(self.ranges, printed, strict=False), key=lambda pair: pair[0])
        return Found(self.text, tuple(at for at, _ in pairs), tuple(element for _, element in pairs))


def set_anew(title: str, facts: Facts) -> tuple[Package, Lines]:
    """The text as a Word file in the official layout, and where in it everything stands."""
    text = facts.text
    ranges: list[Range] = []
    blocks = [made for block in facts.flow.blocks for made in _blocks(block, text, ranges)]
    package = word_package(Document(printable(title), tuple(blocks)), load_layout())
    return package, Lines(text, tuple(ranges))


def _blocks(block: Headline | Prose | Loose | Grid, text: str, ranges: list[Range]) -> Iterator[Block]:
    match block:
        case Headline(start=start, end=end, level=level) if level <= _DEEPEST:
            words = _words(text, (start, end), ranges)
            if words:
                yield Heading(level, words)
        case Headline(start=start, end=end) | Prose(start=start, end=end):
            yield from _paragraph((start, end), text, ranges, ParagraphStyle.BODY)
        case Loose(start=start, end=end):
            yield from _paragraph((start, end), text, ranges, ParagraphStyle.BODY_FLUSH)
        case Grid():
            yield from _grid(block, text, ranges)


def _paragraph(at: Range, text: str, ranges: list[Range], style: ParagraphStyle) -> Iterator[Paragraph]:
    words = _words(text, at, ranges)
    if words:
        yield Paragraph((Sentence((Span(words),)),), style)


def _words(text: str, at: Range, ranges: list[Range]) -> str:
    words = printable(text[at[0] : at[1]])
    if words:
        ranges.append(at)
    return words


def _grid(grid: Grid, text: str, ranges: list[Range]) -> Iterator[Block]:
    extra = max((len(row.unplaced) for row in grid.rows), default=0)
    width = len(grid.columns) + extra
    if width > _MOST_COLUMNS or not grid.columns:
        for row in grid.rows:
            for cell in (*row.cells, *row.unplaced):
                if cell:
                    at = cell.start, cell.end
                    yield from _paragraph(at, text, ranges, ParagraphStyle.BODY_FLUSH)
        return
    rows: list[Row] = []
    widest = [_NARROWEST] * width
    for row in grid.rows:
        cells: list[Cell] = []
        for column, cell in enumerate([*row.cells, *row.unplaced, *[None] * (extra - len(row.unplaced))]):
            words = _words(text, (cell.start, cell.end), ranges) if cell else ""
            if row.kind is not RowKind.CAPTION:
                widest[column] = max(widest[column], min(_WIDEST, max(map(len, words.split("\n")))))
            cells.append(Cell((Span(words),) if words else (), align=_align(words, cell)))
        rows.append(
            Row(tuple(cells), is_header=row.kind is RowKind.HEADER, is_total=row.kind is RowKind.TOTAL)
        )
    yield Table(tuple(Column("", each) for each in widest), tuple(rows), headed=False)
    for note in grid.notes:
        yield from _paragraph(note, text, ranges, ParagraphStyle.NOTE)


def _align(words: str, cell: GridCell | None) -> Align:
    is_number = bool(cell) and all(each in "0123456789.,，-−—%％+ " for each in words)
    return Align.RIGHT if is_number else Align.LEFT
