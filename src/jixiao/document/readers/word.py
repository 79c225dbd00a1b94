"""Word files (.docx) as a document: paragraphs, tables, notes and text boxes in the order of the text.

Changes are read as accepted, automatic numbers as words. Running heads and feet, tables of contents, comments
and hidden words are not part of what a report says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element as Element

from jixiao.document.model import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Span,
)
from jixiao.document.readers.refusals import content_of, scanned, too_large, without_text
from jixiao.document.readers.table_rows import GridCell, joined, table_of, without_empty_rows
from jixiao.document.readers.word_bindings import Bindings
from jixiao.document.readers.word_grids import WordCell, grid_of
from jixiao.document.readers.word_lines import NUMBER, PART, Line, Lines
from jixiao.document.readers.word_numbering import Numbering
from jixiao.document.readers.word_parts import WordParts, parts_of
from jixiao.document.readers.word_places import BODY, ENDNOTES, FOOTNOTES, counted, hidden_characters
from jixiao.document.readers.word_runs import W
from jixiao.document.readers.word_styles import Styles
from jixiao.document.readers.word_survey import blocks_within

MOST_PARAGRAPHS = 1_200_000  # in each part; as many as a workbook may have cells

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNREAD = (f"{W}object", f"{W}altChunk", f"{_MATH}oMath")
_HIDES = f"{W}vanish"
_PICTURES = (f"{W}drawing", f"{W}pict")
_SECTION = f"{W}sectPr"
_REFERENCES = {f"{W}footnoteReference": FOOTNOTES, f"{W}endnoteReference": ENDNOTES}


def read_word(path: Path) -> Document:
    """The text of a .docx file, each span with its paragraph and run, each bound figure with its binding.

    `properties` tell how many tracked `changes` were taken for accepted, how many `objects` (embedded files,
    formulas) were not read, and how much is `hidden`. Raises UnreadableFile where the file is no Word file,
    damaged, encrypted, too large, or nothing but pictures.
    """
    parts = parts_of(content_of(path), path.name)
    flow = _Flow(parts, path.name)
    blocks = tuple(flow.blocks())
    if all(isinstance(block, PageBreak) for block in blocks):
        is_pictured = next(parts.body.iter(*_PICTURES), None) is not None
        raise scanned(path.name) if is_pictured else without_text(path.name)
    title = next((block.text for block in blocks if isinstance(block, Heading) and not block.level), "")
    counts = {
        "changes": sum(1 for _ in parts.body.iter(*_CHANGES)),
        "objects": sum(1 for _ in parts.body.iter(*_UNREAD)),
    }
    properties = {name: str(count) for name, count in counts.items() if count}
    if flow.may_hide and (hidden := hidden_characters(parts.main, flow.styles)):
        properties["hidden"] = f"{hidden} 字"
    digest = ""
    if parts.record:  # a report of ours knows its period and date
        properties |= parts.record.properties
        digest = parts.record.digest
    return Document(
        "".join(title.splitlines()).strip() or path.stem, blocks, digest=digest, properties=properties
    )


class _Flow:
    """The text of a file from its start to its end."""

    def __init__(self, parts: WordParts, name: str) -> None:
        self._body = parts.body
        self.styles = Styles(parts.styles)
        numbering = Numbering(parts.numbering, self.styles)
        self._lines = Lines(self.styles, numbering, Bindings(parts.record))
        self.may_hide = any(
            root is not None and next(root.iter(_HIDES), None) is not None
            for root in (parts.main, parts.styles)
        )
        self._notes: dict[str, dict[str, Element]] = {FOOTNOTES: {}, ENDNOTES: {}}
        roots = {BODY: parts.main, FOOTNOTES: parts.footnotes, ENDNOTES: parts.endnotes}
        for part, root in roots.items():
            for where, number, paragraph in counted(root, part) if root is not None else ():
                if number > MOST_PARAGRAPHS:
                    limit = f"超过 {MOST_PARAGRAPHS // 10_000} 万段"
                    raise too_large(name, limit, f"more than {MOST_PARAGRAPHS:,} paragraphs")
                paragraph.set(NUMBER, str(number))
                if where != BODY:
                    paragraph.set(PART, where)
            if root is not None and part != BODY:
                self._notes[part] = {each.get(f"{W}id", ""): each for each in root}
        former = {old for each in parts.main.iter(f"{W}sectPrChange") for old in each}
        self._sections = (each for each in parts.main.iter(_SECTION) if each not in former)
        self._section = next(self._sections, None)
        self._anchored: list[Line] = []  # lines whose notes and boxes are still to come
        self._at_end: list[Element] = []  # endnotes
        self._said: Counter[Element] = Counter()

    def blocks(self) -> Iterator[Block]:
        """The blocks in order, page breaks only between others."""
        waiting: PageBreak | None = None
        is_first = True
        for block in self._all():
            if isinstance(block, PageBreak):
                waiting = block
                continue
            if waiting and not is_first:
                yield waiting
            waiting, is_first = None, False
            yield block

    def _all(self) -> Iterator[Block]:
        for child, line in self._children(self._body):
            if line is None:
                yield from self._table(child)
            else:
                yield from self._paragraph(child, line)
            yield from self._beside()
        for note in self._at_end:
            yield from self._note(note)

    def _children(
        self, container: Element, around: Element | None = None
    ) -> Iterator[tuple[Element, Line | None]]:
        """Tables, and paragraphs with what they say; one whose end was taken away is said with the next.

        A control `around` the container belongs to the first paragraph.
        """
        before: tuple[Span, ...] = ()
        wrapper: Element | None = None  # a control around several paragraphs belongs to the first
        last: tuple[Element, Line] | None = None
        for child, control in blocks_within(container):
            first = control if control is not None and control is not wrapper else around
            wrapper = control
            if child.tag == f"{W}tbl":
                yield child, None
                continue
            line = self._lines.line(child, first)
            around = None
            if line.notes or line.boxes:
                self._anchored.append(line)
            if line.is_merged:
                before += line.spans
                last = child, line
                continue
            if before:
                line.spans, before, last = (*before, *line.spans), (), None
            yield child, line
        if last and before:
            last[1].spans = before
            yield last

    def _paragraph(self, paragraph: Element, line: Line) -> Iterator[Block]:
        landscape = _is_turned(self._section)
        if line.breaks_before:
            yield PageBreak(landscape=landscape)
        block = line.block()
        if block:
            yield block
        if paragraph.find(f"{W}pPr/{_SECTION}") is not None:
            self._section = next(self._sections, None)
            kind = self._section.find(f"{W}type") if self._section is not None else None
            if kind is None or kind.get(f"{W}val") != "continuous":
                yield PageBreak(landscape=_is_turned(self._section))
        elif line.breaks_after:
            yield PageBreak(landscape=landscape)

    def _beside(self) -> Iterator[Block]:
        """What is anchored in the block before: its text boxes, then its footnotes."""
        while self._anchored:
            lines, self._anchored = self._anchored, []
            for line in lines:
                for box in line.boxes:
                    yield from self._within(box)
            for line in lines:
                for reference in line.notes:
                    yield from self._referred(reference)

    def _referred(self, reference: Element) -> Iterator[Block]:
        part = _REFERENCES[str(reference.tag)]
        note = self._notes[part].get(reference.get(f"{W}id", ""))
        if note is None or self._said[note]:
            return
        self._said[note] += 1
        if part == ENDNOTES:
            self._at_end.append(note)
        else:
            yield from self._note(note)

    def _note(self, note: Element) -> Iterator[Block]:
        for block in self._within(note):
            yield Paragraph(block.sentences, ParagraphStyle.NOTE) if isinstance(block, Paragraph) else block

    def _within(self, container: Element) -> Iterator[Block]:
        """The blocks of a text box, a note, or a table that is but a frame."""
        for child, line in self._children(container):
            if line is None:
                yield from self._table(child)
            elif block := line.block():
                yield block

    def _table(self, table: Element) -> Iterator[Block]:
        """A table, and those that stand in its cells behind it."""
        grid, headers = grid_of(table)
        if len(grid) == 1 and len(grid[0]) == 1 and grid[0][0].element is not None:
            yield from self._within(grid[0][0].element)
            return
        nested: list[Block] = []
        rows = [[self._cell(cell, nested) for cell in row] for row in grid]
        if any(cell.text.strip() for row in rows for cell in row):
            yield table_of(without_empty_rows(rows), marked=headers)
        yield from nested

    def _cell(self, cell: WordCell, nested: list[Block]) -> GridCell:
        parts: list[tuple[Span, ...]] = []
        if cell.element is not None:
            for child, line in self._children(cell.element, cell.control):
                if line is None:
                    nested += self._table(child)
                elif line.spans:
                    parts.append(line.spans)
        return GridCell(joined(parts), cell.columns, cell.rows)


def _is_turned(section: Element | None) -> bool:
    size = section.find(f"{W}pgSz") if section is not None else None
    return size is not None and size.get(f"{W}orient") == "landscape"
