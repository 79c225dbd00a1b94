"""Places (位置) of a span in the file that it was read from, by the kind of file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPlace:
    """In a text: the offset of the span's first character after decoding, a line end counting as one."""

    start: int


@dataclass(frozen=True, slots=True)
class HtmlPlace:
    """In a page of the web: the offset of the span's first character in its source, and the line there.

    The offset counts characters after decoding, a line end counting as one; lines count from 1. A span is as
    its source has it, character for character: where an entity or white space stands for another, a new one
    begins.
    """

    start: int
    line: int


@dataclass(frozen=True, slots=True)
class WordPlace:
    """In a Word file: the paragraph of the part (both counted from 1 in document order) and the run in it.

    `part` is `body`, `footnotes`, `endnotes` or `textbox`; `offset` is the span's first character in the run.
    An offset beyond the run goes on in the runs after it; below 0 it counts the characters before the run
    that Word makes itself, such as the number of a list. `readers.word_places` finds the elements.
    """

    paragraph: int
    run: int
    offset: int = 0
    part: str = "body"


@dataclass(frozen=True, slots=True)
class PagePlace:
    """On a page (counted from 1): the box around the span in points from the top left, x0 y0 x1 y1."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CellPlace:
    """In a workbook: the sheet and the cell, `C5`."""

    sheet: str
    cell: str


Place = TextPlace | HtmlPlace | WordPlace | PagePlace | CellPlace
