"""Texts as documents, and grids as lines of text, so that a test can be read like the page it speaks of."""

from __future__ import annotations

from jixiao.document.model import Document, Paragraph, Sentence, Span
from jixiao.document.place import TextPlace
from jixiao.facts import Flow, Grid, GridCell, GridRow, flow_of


def text_document(text: str) -> Document:
    """The document that a text file with this text is: a paragraph a line, blank lines left out."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            paragraphs.append(Paragraph((Sentence((Span(line, place=TextPlace(start)),)),)))
        start += len(line) + 1
    return Document("", tuple(paragraphs))


def flow(text: str) -> Flow:
    """The flow of a text file."""
    return flow_of(text_document(text))


def only_grid(text: str) -> Grid:
    """The one grid of a text file."""
    (grid,) = flow(text).grids
    return grid


def rows(grid: Grid) -> list[str]:
    """The rows below the header, a blank a `·`, what has no column behind `??`."""
    return [told(grid, row) for row in grid.body]


def told(grid: Grid, row: GridRow) -> str:
    """The row in one line."""

    def text(cell: GridCell | None) -> str:
        return grid.text_of(cell) if cell else "·"

    said = " | ".join(map(text, row.cells))
    return f"{said} ?? {' | '.join(map(text, row.unplaced))}" if row.unplaced else said


def headers(grid: Grid) -> list[str]:
    """The headers of the columns, with their units."""
    return [f"{each.header}({each.unit})" if each.unit else each.header for each in grid.columns]


def prose(read: Flow) -> list[str]:
    """The paragraphs."""
    return [read.text[each.start : each.end] for each in read.prose]


def titles(read: Flow) -> list[tuple[int, str]]:
    """The headings with their levels."""
    return [(each.level, each.title) for each in read.headlines]


def dropped(read: Flow) -> list[str]:
    """The furniture of pages that was left out."""
    return [stretch.text for stretch in read.dropped]
