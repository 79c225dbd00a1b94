"""Raw blocks (未定稿的段落): what lines or a document's blocks turned out to be, before the flow is written.

They are made of fragments, and so know nothing yet of where they will stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.facts.flow.cells import Content, blank_width, content_of
from jixiao.facts.flow.grid import ColumnKind
from jixiao.facts.flow.ordinals import Ordinal
from jixiao.facts.flow.pieces import Fragment, glue, joined

Fragments = tuple[Fragment, ...]


class RawCell:
    """A cell: its fragments, its column (-1 where unknown) and how far it reaches."""

    __slots__ = ("column", "columns", "content", "fragments", "rows", "text")

    def __init__(
        self,
        fragments: Fragments,
        column: int = -1,
        *,
        columns: int = 1,
        rows: int = 1,
        text: str | None = None,
        content: Content | None = None,
    ) -> None:
        self.fragments = fragments
        self.column = column
        self.columns = columns
        self.rows = rows
        self.text = joined(fragments) if text is None else text
        self.content = content or content_of(self.text)

    @property
    def indent(self) -> int:
        """The columns of white space before the text, where it begins its line or cell."""
        if not self.fragments:
            return 0
        line, start, _ = self.fragments[0]
        before = line.text[line.text.rfind("\t", 0, start) + 1 : start]
        return blank_width(before) if before.isspace() else 0

    @property
    def is_value(self) -> bool:
        """Whether a column of numbers may hold it."""
        return self.content.is_value

    def with_more(self, others: Iterable[RawCell]) -> RawCell:
        """The cell with the text of others behind its own; a copy where there are none."""
        more = [each for other in others for each in other.fragments]
        if not more:
            return RawCell(self.fragments, self.column, text=self.text, content=self.content)
        return RawCell((*self.fragments, *more), self.column)

    def at(self, column: int, *, columns: int = 1, rows: int = 1) -> RawCell:
        """The cell, in this column."""
        self.column, self.columns, self.rows = column, columns, rows
        return self


def cell_of(fragment: Fragment) -> RawCell:
    """The cell whose text is the fragment, white space at its ends aside."""
    line, start, _ = fragment
    text = fragment.text
    body = text.strip()
    start += len(text) - len(text.lstrip())
    return RawCell((Fragment(line, start, start + len(body)),), text=body)


def line_cell(fragment: Fragment) -> RawCell:
    """The cell that a line holds, white space at its ends left out already."""
    return RawCell((fragment,), text=fragment.line.body, content=fragment.line.content)


@dataclass(slots=True)
class RawRow:
    """A row of a table; its cells in reading order, which is that of their columns where these are known."""

    cells: list[RawCell]
    is_header: bool = False


@dataclass(slots=True)
class RawTable:
    """A table: the lines above it (title, unit), its rows, the notes below it.

    `leading` are the kinds of its first columns, and `cuts` the columns where another table begins beside it,
    where the way it was put together showed them.
    """

    rows: list[RawRow]
    width: int
    above: list[Fragments] = field(default_factory=list)
    notes: list[Fragments] = field(default_factory=list)
    is_listing: bool = False
    leading: tuple[ColumnKind, ...] = ()
    cuts: tuple[int, ...] = ()


@dataclass(slots=True)
class RawHeadline:
    """A heading and what stands behind it on its line."""

    fragments: Fragments
    level: int
    ordinal: Ordinal | None
    body: Fragments = ()


@dataclass(slots=True)
class RawProse:
    """A paragraph."""

    fragments: Fragments
    ordinal: Ordinal | None = None


@dataclass(slots=True)
class RawLoose:
    """Lines that belong to no paragraph and no table."""

    lines: list[Fragments]
    is_contents: bool = False


RawBlock = RawHeadline | RawProse | RawLoose | RawTable


def divided(fragments: Sequence[Fragment], offset: int) -> tuple[Fragments, Fragments]:
    """The fragments before and after the offset in their joined text."""
    before: list[Fragment] = []
    after: list[Fragment] = []
    at, last = 0, ""
    for fragment in fragments:
        text = fragment.text
        at += len(glue(last, text))
        cut = min(max(offset - at, 0), len(text))
        if cut:
            before.append(Fragment(fragment.line, fragment.start, fragment.start + cut))
        if cut < len(text):
            after.append(Fragment(fragment.line, fragment.start + cut, fragment.end))
        at += len(text)
        last = text
    if after:
        after[0] = after[0].stripped
    return tuple(before), tuple(after)
