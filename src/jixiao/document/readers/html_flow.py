"""The flow of a page (网页的文字流): its blocks in order, each with the elements that it stands in.

Whether a block belongs to the article is not decided here. A table that only lays out the page is taken apart
into what its cells hold; a table within a cell of another follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.document.model import Heading, Paragraph, ParagraphStyle, Sentence, Span, Table
from jixiao.document.readers.html_tables import HtmlCell, grid_of, is_layout
from jixiao.document.readers.html_tree import BREAK, HEADINGS, HIDDEN, LINK, UNREAD, Element, Words
from jixiao.document.readers.html_words import Source, count
from jixiao.document.readers.list_numbers import printed_number
from jixiao.document.readers.table_rows import GridCell, joined, table_of, without_empty_rows

_ALIGN = re.compile(r"text-align\s*+:\s*+(left|right|center|justify|start|end)", re.IGNORECASE)
_STYLES = {"center": ParagraphStyle.CENTERED, "right": ParagraphStyle.RIGHT, "end": ParagraphStyle.RIGHT}
_LIST_FORMS = {
    "": "decimal",
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a page: an element, the part around it, and how deep it lies."""

    element: Element
    around: Part | None = None
    depth: int = 0

    def within(self, element: Element) -> Part:
        """The part that an element in this one makes."""
        return Part(element, self, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Item:
    """A block, the part of the page that holds it, its characters and how many of them are links."""

    block: Heading | Paragraph | Table
    part: Part
    characters: int
    links: int

    @property
    def text(self) -> str:
        """What it says; of a table nothing."""
        return "" if isinstance(self.block, Table) else self.block.text


@dataclass(slots=True)
class _Around:
    """What a block inherits: the part of the page, how it is aligned, and the number of its list item."""

    part: Part
    align: str = ""
    marker: list[Span] = field(default_factory=list)


def flow_of(root: Element, source: str) -> list[Item]:
    """The blocks of a page in order."""
    return list(_Flow(Source(source)).blocks(root, _Around(Part(root))))


class _Flow:
    def __init__(self, source: Source) -> None:
        self._source = source

    def blocks(self, element: Element, around: _Around) -> Iterator[Item]:
        """The blocks that an element holds."""
        inside = _Around(around.part.within(element), _align(element) or around.align, around.marker)
        number = 0
        waiting: list[Words] = []
        for child in element.children:
            if isinstance(child, Words):
                if not child.marks & BREAK:
                    waiting.append(child)
                elif element.name in HEADINGS:
                    waiting.append(Words(" ", child.start, child.marks))
                else:
                    yield from self._line(waiting, inside)
                    waiting = []
                continue
            if waiting:
                yield from self._line(waiting, inside)
                waiting = []
            if child.is_hidden or child.name in UNREAD:
                continue
            if child.name == "table":
                yield from self._table(child, inside)
            elif child.name == "li" and element.name == "ol":
                number = (
                    _integer(child.get("value"), number + 1) if number else _integer(element.get("start"), 1)
                )
                form = _LIST_FORMS.get(element.get("type"), "decimal")
                marker = Span(f"{printed_number(number, form)}. ", place=self._source.place(child.start))
                yield from self.blocks(child, _Around(inside.part, inside.align, [marker]))
            else:
                yield from self.blocks(child, inside)
        if waiting:
            yield from self._line(waiting, inside)

    def _line(self, words: Sequence[Words], around: _Around) -> Iterator[Item]:
        """The words up to where a line ends, as a paragraph or heading; nothing where they are blank."""
        shown = [each for each in words if not each.marks & HIDDEN]
        spans = self._source.spans(shown)
        if not spans:
            return
        spans = (*around.marker, *spans)
        around.marker.clear()  # it stands before the first line of its item alone
        text = "".join(span.text for span in spans)
        name = around.part.element.name
        block: Heading | Paragraph
        if name in HEADINGS and len(text) <= _LONGEST_HEADING and "。" not in text:
            block = Heading(HEADINGS.index(name) + 1, text, place=spans[0].place)
        else:
            block = Paragraph((Sentence(spans),), _STYLES.get(around.align, ParagraphStyle.BODY))
        yield Item(block, around.part, count(shown), count(each for each in shown if each.marks & LINK))

    def _table(self, table: Element, around: _Around) -> Iterator[Item]:
        """A table as it stands, or what it lays out."""
        inside = _Around(around.part.within(table), around.align, around.marker)
        grid = grid_of(table)
        laid_out = is_layout(grid)
        # Browsers show before a table what stands in it outside of any cell.
        for element in (*grid.strays, *(grid.captions if laid_out else ())):
            yield from self.blocks(element, inside)
        if laid_out:
            for row in grid.rows:
                for cell in row:
                    yield from self.blocks(cell.element, inside)
            return
        rows: list[list[GridCell]] = []
        nested: list[Item] = []
        characters = links = 0
        for row in grid.rows:
            cells = []
            for cell in row:
                items = list(self.blocks(cell.element, _Around(inside.part)))
                characters += sum(item.characters for item in items)
                links += sum(item.links for item in items)
                nested += [item for item in items if isinstance(item.block, Table)]
                cells.append(_cell(cell, items))
            rows.append(cells)
        rows = without_empty_rows(rows)
        if characters:
            caption = " ".join(
                item.text for element in grid.captions for item in self.blocks(element, inside)
            )
            block = table_of(rows, marked=grid.header_rows, caption=caption)
            yield Item(block, inside.part, characters, links)
        yield from nested


def _cell(cell: HtmlCell, items: Sequence[Item]) -> GridCell:
    parts = [_spans(item.block) for item in items if not isinstance(item.block, Table)]
    return GridCell(joined(parts), cell.columns, cell.rows)


def _spans(block: Heading | Paragraph) -> tuple[Span, ...]:
    return (Span(block.text, place=block.place),) if isinstance(block, Heading) else block.spans


def _align(element: Element) -> str:
    if element.name == "center":
        return "center"
    found = _ALIGN.search(element.get("style"))
    return (found[1] if found else element.get("align")).lower()


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
