"""Presents a draft as a page shows it (报告页): blocks in order, and what can be done to each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.document.grid import PlacedCell, body_rows, header_rows, placed
from jixiao.document.model import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Picture,
    Sentence,
    Span,
    Table,
)
from jixiao.narrative.edits import EditablePassage
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import described
from jixiao.narrative.report import Draft
from jixiao_web.reports.models import Comment, Edit


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """Words, a figure with its source in words, or a gap (一截文字)."""

    text: str
    key: str = ""
    about: str = ""
    is_gap: bool = False
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A paragraph that may be rewritten, with who did and what was remarked on it (可改的段落)."""

    passage: EditablePassage
    anchor: str
    paragraphs: tuple[tuple[ShownSpan, ...], ...]
    edit: Edit | None
    comments: tuple[Comment, ...]
    may_edit: bool
    is_outdated: bool

    @property
    def is_left_out(self) -> bool:
        """Whether somebody took the paragraph out of the report."""
        return not self.paragraphs


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block as the page shows it; one of its parts is there (一块)."""

    kind: str
    level: int = 0
    text: str = ""
    anchor: str = ""
    passage: ShownPassage | None = None
    table: ShownTable | None = None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its cells in place (表)."""

    caption: str
    unit_note: str
    rows: tuple[tuple[bool, bool, tuple[tuple[PlacedCell, tuple[ShownSpan, ...]], ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Presenting:
    """What the blocks of a draft are shown with (呈现)."""

    facts: Facts
    draft: Draft
    edits: Mapping[str, Edit] = field(default_factory=dict)
    comments: Mapping[str, Sequence[Comment]] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    editable: frozenset[str] = frozenset()

    def blocks(self, *, with_annexes: bool) -> Iterator[ShownBlock]:
        """The blocks in reading order; annexes only where they are wanted."""
        passages = list(self.draft.passages)
        shown_already: set[int] = set()  # further paragraphs of an edit, which stand with its first
        pictures = 0
        for number, block in enumerate(self.draft.document.blocks):
            if isinstance(block, Picture):
                pictures += 1
            if not with_annexes and _begins_annexes(block):
                break
            while passages and not passages[0].sentences:
                yield ShownBlock("passage", passage=self.passage(passages.pop(0)))
            first = next(iter(_sentences(block)), None)
            owner = passages[0] if passages and first is not None else None
            if isinstance(block, Heading):
                yield ShownBlock("heading", block.level, block.text, anchor=f"h{number}")
            if first is not None and id(first) in shown_already:
                continue
            if owner is not None and first is owner.sentences[0]:
                shown_already |= {id(each) for each in owner.sentences[1:]}
                yield ShownBlock("passage", passage=self.passage(passages.pop(0)))
                continue
            shown = self._block(block, pictures)
            if shown is not None:
                yield shown

    def passage(self, passage: EditablePassage) -> ShownPassage:
        """A paragraph with everything that is known of it."""
        edit = self.edits.get(passage.place)
        return ShownPassage(
            passage,
            anchor_of(passage.place),
            tuple(self.spans(each.spans) for each in _lines(passage)),
            edit,
            tuple(self.comments.get(passage.place, ())),
            passage.place in self.editable,
            bool(edit and edit.generated != passage.generated),
        )

    def spans(self, spans: Sequence[Span]) -> tuple[ShownSpan, ...]:
        """Spans as the page shows them."""
        return tuple(
            ShownSpan(
                each.text,
                str(each.binding.key),
                described(self.facts, each.binding.key),
                is_stale=str(each.binding.key) in self.stale,
            )
            if each.binding
            else ShownSpan(each.text, is_gap=each.is_gap)
            for each in spans
        )

    def _block(self, block: Block, pictures: int) -> ShownBlock | None:
        match block:
            case Paragraph() if block.text.strip():
                return ShownBlock(block.style.value, text=block.text)
            case Table():
                return ShownBlock("table", table=self._table(block))
            case Picture():
                return ShownBlock("picture", text=block.caption, picture=pictures)
            case _:
                return None

    def _table(self, table: Table) -> ShownTable:
        rows = [(True, False, cells) for cells in placed(header_rows(table), len(table.columns))]
        body = body_rows(table)
        rows += [
            (row.is_header, row.is_total, cells)
            for row, cells in zip(body, placed(body, len(table.columns)), strict=True)
        ]
        return ShownTable(
            table.caption,
            table.unit_note,
            tuple(
                (is_header, is_total, tuple((cell, self.spans(cell.cell.spans)) for cell in cells))
                for is_header, is_total, cells in rows
            ),
            tuple(note.text for note in table.notes),
        )


def outline_of(document: Document) -> list[tuple[int, str, str]]:
    """The headings of a document with their anchors, two levels deep."""
    return [
        (block.level, block.text, f"h{number}")
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and 1 <= block.level <= 2
    ]


def anchor_of(place: str) -> str:
    """The id of a paragraph on the page; a place holds signs that an id may not."""
    return "p" + place.encode().hex()


def place_of(anchor: str) -> str:
    """The place that an anchor stands for. Raises ValueError where it stands for none."""
    return bytes.fromhex(anchor.removeprefix("p")).decode()


def _lines(passage: EditablePassage) -> list[_Line]:
    """The paragraphs of a passage: one of what the ledger wrote, as many of an edit as it has lines."""
    if not passage.is_edited:
        return [_Line(tuple(span for each in passage.sentences for span in each.spans))]
    return [_Line(each.spans) for each in passage.sentences]


@dataclass(frozen=True, slots=True)
class _Line:
    spans: tuple[Span, ...]


def _sentences(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Heading():
            return block.body
        case Paragraph():
            return block.sentences
        case _:
            return ()


def _begins_annexes(block: Block) -> bool:
    is_label = isinstance(block, Paragraph) and block.style is ParagraphStyle.ANNEX_LABEL
    return is_label or (isinstance(block, PageBreak) and block.landscape)
