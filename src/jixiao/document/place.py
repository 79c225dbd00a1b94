"""Places (位置) of a span in the file that it was read from, by the kind of file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPlace:
    """In a text: the offset of the span's first character after decoding, a line end counting as one."""

    start: int


@dataclass(frozen=True, slots=True)
class WordPlace:
    """In a Word file: the paragraph of the part (both counted from 1 in document order) and the run in it.

    `part` is `body`, `footnotes`, `endnotes` or `textbox`; `offset` is the span's first character in the run.
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


Place = TextPlace | WordPlace | PagePlace | CellPlace
