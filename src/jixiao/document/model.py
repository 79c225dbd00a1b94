"""Document (文稿): headings, paragraphs, tables and pictures in reading order, figures bound to their facts.

The narrative builds one from a year and the writers turn it into files; every printed figure that comes
from the ledger is a span with a `Binding`. Nothing here knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from jixiao.document.place import Place
from jixiao.measure import Key


@dataclass(frozen=True, slots=True)
class Binding:
    """What a printed figure is bound to: the key of the fact, and the unit in which it is printed.

    `exact` is the unrounded value as plain decimal text in the base unit (yuan, a ratio, a count), so
    that a file that came back can be compared with today's ledger without rounding twice.
    """

    key: Key
    unit: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text that is words, one bound figure, or a gap that the ledger must fill (【待补】).

    `place` is where it stands in the file that it was read from; none where it was written from a year.
    """

    text: str
    binding: Binding | None = None
    is_gap: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (句) or other piece of a paragraph that is decided as a whole.

    `key` says what it speaks of (`project.P07/money`) and `pattern` which of the possible sentences was
    chosen (`M3`), so that a refresh can tell when the ledger has come to need other words. Both are
    empty for text that no pattern decided.
    """

    spans: tuple[Span, ...]
    key: str = ""
    pattern: str = ""

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(span.text for span in self.spans)

    @property
    def words(self) -> tuple[str, ...]:
        """The words before, between and after its bound figures: one piece more than figures."""
        pieces = [""]
        for span in self.spans:
            if span.binding:
                pieces.append("")
            else:
                pieces[-1] += span.text
        return tuple(pieces)


class ParagraphStyle(Enum):
    """How a paragraph is set (段落样式); the layout gives each its font, size, indent and alignment."""

    BODY = "body"  # 正文: justified, first line indented by two characters
    BODY_FLUSH = "body-flush"  # 顶格正文: the addressee of a letter
    RIGHT = "right"  # 右对齐: signature and date of a letter
    CENTERED = "centered"  # 居中: lines of a cover page
    CAPTION = "caption"  # 表题、图题
    UNIT_NOTE = "unit-note"  # 表上“单位：万元”, right above the table
    NOTE = "note"  # 表下注
    ANNEX_LABEL = "annex-label"  # “附件1”, flush left in 黑体 on its own page


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (段落)."""

    sentences: tuple[Sentence, ...]
    style: ParagraphStyle = ParagraphStyle.BODY

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans in order."""
        if len(self.sentences) == 1:
            return self.sentences[0].spans
        return tuple(span for sentence in self.sentences for span in sentence.spans)

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading (标题); level 0 is the title of the document, 1 一、 2 （一） 3 1. 4 （1）.

    The ordinal stands in the text as printed. A run-in heading (段首标题) shares its line with `body`:
    “（一）加强组织领导。我街道……” is a heading whose body is the rest of the paragraph. `place` is where
    it begins in the file that it was read from; none where it was written from a year.
    """

    level: int
    text: str
    body: tuple[Sentence, ...] = ()
    place: Place | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the run-in body; none for a heading on a line of its own."""
        return tuple(span for sentence in self.body for span in sentence.spans)


class Align(Enum):
    """Where the text of a column stands (对齐)."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table (列); `width` is its share of the table's width, in any one unit."""

    header: str
    width: float = 1
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (单元格); it may reach over several columns or rows."""

    spans: tuple[Span, ...] = ()
    columns: int = 1
    rows: int = 1
    align: Align | None = None  # none: as the column says
    is_label: bool = False  # 表内的项目名: set in the header's font

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Row:
    """A row (行); cells that a spanning cell above covers are left out."""

    cells: tuple[Cell, ...]
    is_header: bool = False  # repeated on each page
    is_total: bool = False  # 合计


@dataclass(frozen=True, slots=True)
class Table:
    """A table (表). Where `headed` its columns' headers are its header row, before `rows`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit_note: str = ""
    notes: tuple[Paragraph, ...] = ()
    key: str = ""
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (图), drawn as SVG, with the words that stand for it where it cannot be seen."""

    svg: str
    alternative: str
    caption: str = ""
    width_mm: int = 156
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page (分页); `landscape` turns the pages from here on, until the next break."""

    landscape: bool = False


Block = Heading | Paragraph | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A report, letter or form (文稿): its blocks in reading order.

    `digest` identifies the state of the year from which it was written; empty where it was read.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    digest: str = ""
    properties: dict[str, str] = field(default_factory=dict, hash=False)

    def lines(self) -> Iterator[str]:
        """All that it says, a line for each heading, paragraph, caption and row of a table."""
        for block in self.blocks:
            match block:
                case Table():
                    yield from (block.caption, block.unit_note)
                    if block.headed:
                        yield "\t".join(column.header for column in block.columns)
                    yield from ("\t".join(cell.text for cell in row.cells) for row in block.rows)
                    yield from (note.text for note in block.notes)
                case Heading():
                    yield block.text + "".join(sentence.text for sentence in block.body)
                case Paragraph():
                    yield block.text
                case Picture():
                    yield from (block.caption, block.alternative)
                case PageBreak():
                    pass

    def spans(self) -> Iterator[Span]:
        """All spans in reading order: headings' bodies, paragraphs, table cells row by row, notes."""
        for block in self.blocks:
            match block:
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield from cell.spans
                    for note in block.notes:
                        yield from note.spans
                case Heading() | Paragraph():
                    yield from block.spans
                case Picture() | PageBreak():
                    pass

    def sentences(self) -> Iterator[Sentence]:
        """All sentences of paragraphs and run-in headings, in reading order."""
        for block in self.blocks:
            match block:
                case Heading():
                    yield from block.body
                case Paragraph():
                    yield from block.sentences
                case Table():
                    for note in block.notes:
                        yield from note.sentences
                case Picture() | PageBreak():
                    pass
