"""Paper on which tests write, character by character and line by line, as a PDF or OFD does."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from jixiao.document.model import Document, Heading, Paragraph, Table
from jixiao.document.readers.page_ink import Mark, Page, Rule, page_of
from jixiao.document.readers.pages import document_of

LEFT, RIGHT, SIZE, LEADING = 80.0, 520.0, 12.0, 20.0
PER_LINE = int((RIGHT - LEFT) / SIZE)


def width_of(text: str, size: float = SIZE) -> float:
    """How wide the text is: Latin letters and digits are half as wide as Chinese characters."""
    return sum(size if unicodedata.east_asian_width(each) in "WFA" else size / 2 for each in text)


class Paper:
    """One page of A4 upright; `y` of every method is the baseline in points from the top."""

    def __init__(self, width: float = 595.0, height: float = 842.0) -> None:
        self.width, self.height = width, height
        self.marks: list[Mark] = []
        self.rules: list[Rule] = []
        self.pictured = False

    def write(self, x: float, y: float, text: str, size: float = SIZE, turn: int = 0) -> Paper:
        """Write from x on."""
        for each in text:
            width = width_of(each, size)
            if turn:
                box = (x - 0.14 * size, y, x + 0.86 * size, y + width)
            else:
                box = (x, y - 0.86 * size, x + width, y + 0.14 * size)
            self.marks.append(Mark(each, *box, x, y, size, turn))
            if turn:
                y += width
            else:
                x += width
        return self

    def right(self, x: float, y: float, text: str, size: float = SIZE) -> Paper:
        """Write up to x."""
        return self.write(x - width_of(text, size), y, text, size)

    def center(self, y: float, text: str, size: float = SIZE) -> Paper:
        """Write in the middle between the edges of the text."""
        return self.write((LEFT + RIGHT - width_of(text, size)) / 2, y, text, size)

    def prose(self, y: float, text: str, left: float = LEFT, right: float = RIGHT, indent: int = 2) -> float:
        """Write a paragraph, its first line indented, as many lines as it takes; the next baseline."""
        x = left + indent * SIZE
        line = ""
        for each in text:
            if x + width_of(line + each) > right + 0.1:
                self.write(x, y, line)
                x, y, line = left, y + LEADING, ""
            line += each
        self.write(x, y, line)
        return y + LEADING

    def table(
        self,
        y: float,
        rows: Sequence[Sequence[str]],
        xs: Sequence[float],
        height: float = 24.0,
        *,
        ruled: bool = True,
    ) -> float:
        """Write cells between the edges `xs`, with lines around them or without; where the table ends.

        A line feed in a cell starts another line of it.
        """
        tops = [y + height * number for number in range(len(rows) + 1)]
        for row, top in zip(rows, tops, strict=False):
            for text, left in zip(row, xs, strict=False):
                for number, line in enumerate(text.split("\n")):
                    self.write(left + 4, top + 14 + number * 13, line, 10)
        if ruled:
            self.rules += [Rule(xs[0], top, xs[-1], top) for top in tops]
            self.rules += [Rule(x, tops[0], x, tops[-1]) for x in xs]
        return tops[-1]

    def page(self, number: int) -> Page:
        """The page as the readers see it."""
        return page_of(number, (self.width, self.height), self.marks, self.rules, pictured=self.pictured)


def read(*papers: Paper) -> Document:
    """The document that the pages show."""
    return document_of([paper.page(number) for number, paper in enumerate(papers, 1)], "文件名", {})


def lines(document: Document) -> list[str]:
    """What headings, paragraphs and cells say, rows with bars between their cells."""
    said: list[str] = []
    for block in document.blocks:
        match block:
            case Heading():
                said.append(f"{'#' * (block.level + 1)} {block.text}")
            case Paragraph():
                said.append(block.text)
            case Table():
                said += rows_of(block)
            case _:
                raise AssertionError(block)
    return said


def rows_of(table: Table) -> list[str]:
    """The rows of a table, cells with bars between them."""
    return ["|".join(cell.text for cell in row.cells) for row in table.rows]


def tables_of(document: Document) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def steps(places: Sequence[float]) -> list[float]:
    """How far the places are apart."""
    return [right - left for left, right in pairwise(places)]
