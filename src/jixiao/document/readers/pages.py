"""From pages to a document (由版面到文稿): text, tables and furniture told apart, and pages put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from statistics import median

from jixiao.document.model import Block, Document, Heading, Paragraph, Sentence, Span
from jixiao.document.place import PagePlace
from jixiao.document.readers.page_captions import Lead, lead_of, plain
from jixiao.document.readers.page_cells import is_table, rows_of_grid
from jixiao.document.readers.page_charts import charts_apart
from jixiao.document.readers.page_columns import passages_of
from jixiao.document.readers.page_furniture import furniture, is_page_number
from jixiao.document.readers.page_grids import fill, grids_of
from jixiao.document.readers.page_ink import Page
from jixiao.document.readers.page_lines import Interval, Line, around, lines_of
from jixiao.document.readers.page_paragraphs import (
    PlacedLine,
    Setting,
    begins,
    block_of,
    edges,
    leading,
)
from jixiao.document.readers.page_tables import InkTable, edges_of, table_of
from jixiao.document.readers.page_unruled import unruled_tables

_NOTE = re.compile(r"[*＊※]?(?:备?注|说明|资料来源|数据来源)\s*\d{0,2}\s*[:：、.]")

_MOST_LINES = 1_500  # of a page that is looked at for columns and tables without lines; more are no print
_NEAR_EDGE = 6.0  # points

Item = PlacedLine | InkTable


@dataclass(slots=True)
class Sheet:
    """A page taken apart: its ruled tables, the lines outside of them, and which of these are furniture."""

    page: Page
    tables: list[InkTable]
    lines: list[Line]
    dropped: set[int] = field(default_factory=set)

    @property
    def text(self) -> list[Line]:
        """The lines that are text."""
        return [line for number, line in enumerate(self.lines) if number not in self.dropped]


def document_of(pages: Sequence[Page], name: str, properties: dict[str, str]) -> Document:
    """The document that the pages show; `name` is its title where no line on them is one."""
    blocks = Reading(sheets_of(pages)).blocks()
    title = next((block.text for block in blocks if isinstance(block, Heading) and block.level == 0), name)
    return Document(title, tuple(blocks), properties=properties)


def sheets_of(pages: Sequence[Page]) -> list[Sheet]:
    """The pages taken apart."""
    sheets = [_sheet(page) for page in pages]
    dropped = furniture([(sheet.page, sheet.lines) for sheet in sheets])
    for sheet, numbers in zip(sheets, dropped, strict=True):
        sheet.dropped = numbers
    return sheets


def _sheet(page: Page) -> Sheet:
    grids = grids_of(page.rules)
    outside = fill(grids, page.glyphs)
    tables = []
    for grid in grids:
        rows = rows_of_grid(grid, page)
        if is_table(grid, rows):
            tables.append(InkTable(page, grid.xs, rows, grid.ys[0], grid.ys[-1]))
        else:
            outside += [glyph for cell in grid.cells for glyph in cell.glyphs]
    return Sheet(page, tables, lines_of(outside))


class Reading:
    """Puts the pages together, one after the other.

    `left_out` tells by page the captions and headers that a table repeats where it goes on.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._blocks: list[Block] = []
        self._open: list[PlacedLine] = []  # of the paragraph that may go on
        self._table: InkTable | None = None  # that may go on
        self._lead = Lead((), "", frozenset())  # of that table
        self._notes: list[list[PlacedLine]] = []  # of that table
        self._labels: list[Block] = []  # of charts, which wait for the end of the paragraph
        self._passages = count()
        self.left_out: dict[int, list[str]] = defaultdict(list)
        sizes = [line.size for sheet in sheets for line in sheet.text for _ in line.glyphs]
        self._usual = median(sizes) if sizes else 0.0
        by_format: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for sheet in sheets:
            by_format[_format(sheet.page)] += sheet.text
        self._edges = {key: edges(lines) for key, lines in by_format.items()}
        apart = [
            each
            for sheet in sheets
            if (each := leading(sheet.text, *self._sides(sheet.page, sheet.text))) is not None
        ]
        self._leading = median(apart) if apart else 1.8 * self._usual

    def blocks(self) -> list[Block]:
        """The blocks of the document."""
        for sheet in self._sheets:
            items, labels = self._items(sheet)
            self._take(items, sheet.page.number)
            self._labels += [*labels, *_asides(sheet.page)]
        self._close()
        return self._blocks

    def _items(self, sheet: Sheet) -> tuple[list[Item], list[Paragraph]]:
        """Lines and tables of a page in reading order, and what its charts say."""
        page, waiting = sheet.page, sheet.text
        sides = self._sides(page, waiting)
        setting = Setting(*sides, leading(waiting, *sides) or self._leading, self._usual)
        waiting, labels = charts_apart(waiting, page, setting)
        items: list[Item] = []
        for table in sheet.tables:
            above = [line for line in waiting if _is_before(line, table)]
            waiting = [line for line in waiting if not _is_before(line, table)]
            items += [*self._text(above, page, setting), table]
        return [*items, *self._text(waiting, page, setting)], labels

    def _sides(self, page: Page, lines: Sequence[Line]) -> Interval:
        """Between which edges the text of a page runs: its own where lines are filled, else as usual."""
        own, usual = edges(lines), self._edges[_format(page)]
        if own:
            ending = sum(abs(line.x1 - own[1]) < _NEAR_EDGE for line in lines)
            beyond = sum(line.x1 > own[1] + _NEAR_EDGE for line in lines)
            if ending > 3 and beyond <= len(lines) / 10:
                return own
        if usual:
            return usual
        return own or (
            min((line.x0 for line in lines), default=0),
            max((line.x1 for line in lines), default=0),
        )

    def _text(self, lines: Sequence[Line], page: Page, setting: Setting) -> Iterator[Item]:
        if len(lines) > _MOST_LINES:
            yield from self._placed(lines, page, setting)
            return
        for passage in passages_of(lines):
            if passage.is_column:
                left, right = edges(passage.lines) or (passage.left, passage.right)
                apart = leading(passage.lines, left, right) or setting.leading
                yield from self._placed(
                    passage.lines, page, replace(setting, left=left, right=right, leading=apart)
                )
                continue
            at = 0
            for start, end, rows, columns in unruled_tables(passage.lines, page):
                yield from self._placed(passage.lines[at:start], page, setting)
                first, last = passage.lines[start], passage.lines[end - 1]
                yield InkTable(page, edges_of(columns), rows, first.top, last.bottom)
                at = end
            yield from self._placed(passage.lines[at:], page, setting)

    def _placed(self, lines: Sequence[Line], page: Page, setting: Setting) -> Iterator[PlacedLine]:
        passage = next(self._passages)
        for line in lines:
            yield PlacedLine(line, page, setting, passage)

    def _take(self, items: Sequence[Item], number: int) -> None:
        """Take the items of a page in."""
        lines: list[PlacedLine] = []
        for item in items:
            if isinstance(item, PlacedLine):
                lines.append(item)
                continue
            lead = lead_of(lines, item)
            if self._goes_on(item, lead, number):
                assert self._table is not None
                self.left_out[number] += [line.line.text for line in lead.lines]
                self.left_out[number] += self._table.append(item)
            else:
                for line in lead.lines:
                    self._take_line(line)
                self._close()
                item.unit_note = lead.unit_note
                self._table, self._lead = item, lead
            lines = []
        for line in lines:
            self._take_line(line)

    def _goes_on(self, table: InkTable, lead: Lead, number: int) -> bool:
        """Whether the table, with nothing but its own caption before it, is the rest of the one before."""
        last = self._table
        if last is None or last.last_page != number - 1 or self._notes or self._open:
            return False
        if not all(plain(line.line.text) in self._lead.words | {""} for line in lead.lines):
            return False
        return last.goes_on_in(table)

    def _take_line(self, line: PlacedLine) -> None:
        if self._table:
            notes = self._notes
            if _NOTE.match(line.line.text):
                notes.append([line])
                return
            if notes and notes[-1][-1].page is line.page and not begins(notes[-1], line):
                notes[-1].append(line)
                return
            self._close()
        if self._open and begins(self._open, line):
            self._close()
        self._open.append(line)

    def _close(self) -> None:
        """End the paragraph or table that might have gone on."""
        if self._open:
            titled = any(isinstance(block, Heading) and block.level == 0 for block in self._blocks)
            self._blocks.append(block_of(self._open, titled=titled))
            self._open = []
        if self._table:
            for lines in self._notes:
                note = block_of(lines, titled=True)
                if isinstance(note, Paragraph):
                    self._table.notes.append(note)
            self._blocks.append(table_of(self._table))
            self._table, self._notes = None, []
        self._blocks += self._labels
        self._labels = []


def _format(page: Page) -> tuple[int, int]:
    return round(page.width / 10), round(page.height / 10)


def _is_before(line: Line, table: InkTable) -> bool:
    """Whether a line is read before the table: it stands above, or beside it to the left."""
    middle = line.base - 0.36 * line.size
    return middle < table.top or (middle < table.bottom and line.x1 <= table.xs[0])


def _asides(page: Page) -> Iterator[Paragraph]:
    """Text that runs in another direction, but numbers of pages."""
    for glyphs in page.asides:
        text = "".join(glyph.text for glyph in glyphs).strip()
        if not is_page_number(text) and not (text.isdecimal() and len(text) < 4):
            place = PagePlace(page.number, page.shown(around(glyphs)))
            yield Paragraph((Sentence((Span(text, place=place),)),))
