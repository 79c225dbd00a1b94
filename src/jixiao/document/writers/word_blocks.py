"""The body of a Word file: the blocks of a document in order, sections where the paper turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from jixiao.document.layout import Layout
from jixiao.document.model import Block, Heading, PageBreak, Paragraph, Picture, Table
from jixiao.document.writers import word_pictures, word_tables
from jixiao.document.writers.word_record import bookmark_name
from jixiao.document.writers.word_sections import section, text_size_mm, text_width
from jixiao.document.writers.word_styles import PARAGRAPH_STYLES, PICTURE, heading_style, twips
from jixiao.document.writers.word_xml import bookmark, paragraph, run, runs, spacer

AIR = twips(8)  # between a table and what follows
CAPTION_MM = 14  # what a picture leaves of the page's height to its caption


@dataclass(slots=True)
class Body:
    """The body as it grows. `footers` gives the relation id of each footer, by kind and orientation."""

    layout: Layout
    footers: dict[tuple[str, bool], str]
    images: list[word_pictures.Raster] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _pieces: list[str] = field(default_factory=list)
    _landscape: bool = False
    _breaks: bool = False  # the next paragraph starts a page
    _after_table: bool = False  # a table stands right above what comes next
    _marked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def xml(self, blocks: tuple[Block, ...]) -> str:
        """Return the body of the blocks."""
        for block in blocks:
            self._add(block)
        if self._ends_in_table() or not self._pieces:
            self._pieces.append(spacer())  # Word wants a paragraph after the last table
        last = section(self.layout, self.footers, landscape=self._landscape)
        return f"<w:body>{''.join(self._pieces)}{last}</w:body>"

    def _add(self, block: Block) -> None:
        match block:
            case PageBreak():
                self._turn(landscape=block.landscape)
            case Heading():
                self._heading(block)
            case Paragraph():
                style = PARAGRAPH_STYLES[block.style.value].id
                self._paragraph(style, runs(block.spans, self.numbers))
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _paragraph(self, style: str, content: str, *, keep_next: bool = False, after: int = 0) -> None:
        before = f' w:before="{AIR}"' if self._after_table else ""
        behind = f' w:after="{after}"' if after else ""
        spacing = f"<w:spacing{before}{behind}/>" if before or behind else ""
        self._pieces.append(
            paragraph(style, content, keep_next=keep_next, page_break=self._breaks, spacing=spacing)
        )
        self._breaks = self._after_table = False

    def _heading(self, heading: Heading) -> None:
        """A heading on its own line, or one in the first words of a paragraph (段首标题).

        The latter wears the heading's linked character style inside a body paragraph: 目录 finds it so, and
        Word, WPS and LibreOffice all print it on one line.
        """
        style = heading_style(heading.level)
        if heading.body and heading.level:
            content = run(heading.text, style=f"{style}Char") + runs(heading.spans, self.numbers)
            self._paragraph(PARAGRAPH_STYLES["body"].id, content)
        else:
            self._paragraph(style, run(heading.text) + runs(heading.spans, self.numbers))

    def _table(self, table: Table) -> None:
        if table.caption:
            self._paragraph(PARAGRAPH_STYLES["caption"].id, run(table.caption), keep_next=True)
        if table.unit_note:
            self._paragraph(PARAGRAPH_STYLES["unit-note"].id, run(table.unit_note), keep_next=True)
        if self._breaks or self._ends_in_table():  # two tables that touch would become one
            self._pieces.append(spacer(page_break=self._breaks))
            self._breaks = False
        width = text_width(self.layout, landscape=self._landscape)
        self._pieces.append(
            word_tables.table(
                table, width, self.numbers, name=self._name("table", table.key), keep_next=bool(table.notes)
            )
        )
        self._after_table = not table.notes
        for number, note in enumerate(table.notes, start=1):
            last = number == len(table.notes)
            self._paragraph(
                PARAGRAPH_STYLES[note.style.value].id,
                runs(note.spans, self.numbers),
                keep_next=not last,
                after=AIR if last else 0,
            )

    def _picture(self, picture: Picture) -> None:
        width, height = text_size_mm(self.layout, landscape=self._landscape)
        image = word_pictures.raster(picture, self.layout, widest_mm=width, highest_mm=height - CAPTION_MM)
        self.images.append(image)
        shown = word_pictures.inline(
            picture, image, relation=image_relation(len(self.images)), number=next(self.numbers)
        )
        marked = bookmark(self._name("picture", picture.key), shown, number=next(self.numbers))
        self._paragraph(PICTURE.id, marked, keep_next=bool(picture.caption))
        if picture.caption:
            self._paragraph(PARAGRAPH_STYLES["caption"].id, run(picture.caption))

    def _name(self, kind: str, key: str) -> str:
        """The bookmark of the next table or picture of that key; none where it has no key."""
        self._marked[kind, key] += 1
        return bookmark_name(kind, key, self._marked[kind, key]) if key else ""

    def _turn(self, *, landscape: bool) -> None:
        """Start a page; where the paper turns, end the section in the last paragraph."""
        self._after_table = False
        if landscape == self._landscape:
            self._breaks = bool(self._pieces)
            return
        if self._pieces:
            ended = section(self.layout, self.footers, landscape=self._landscape)
            if self._ends_in_table():
                self._pieces.append(spacer(section=ended))
            else:  # the section's properties are the last of a paragraph's properties
                self._pieces[-1] = self._pieces[-1].replace("</w:pPr>", f"{ended}</w:pPr>", 1)
        self._landscape, self._breaks = landscape, False

    def _ends_in_table(self) -> bool:
        return bool(self._pieces) and self._pieces[-1].startswith("<w:tbl>")


def image_relation(number: int) -> str:
    """Return the relation id of the picture of that number."""
    return f"rIdImage{number}"
