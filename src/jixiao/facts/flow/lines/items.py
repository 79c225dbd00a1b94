"""Items (行段): the lines of one paragraph, what kind of text they are, and the cells that they hold."""

from __future__ import annotations

from enum import Enum

from jixiao.facts.flow.cells import Content
from jixiao.facts.flow.lines.line_cells import cells_of
from jixiao.facts.flow.raw import Fragments, RawCell
from jixiao.facts.flow.tables.words import heads_table


class Kind(Enum):
    """What kind of text a paragraph is."""

    PROSE = "prose"
    CONTENTS = "contents"
    TABLE = "table"  # its lines were put together by their tabs
    SHORT = "short"


class Item:
    """A paragraph's lines, what kind of text they make, and the cells that they hold."""

    __slots__ = ("_cells", "_is_above", "fragments", "is_top", "kind", "number", "starts_page", "text")

    def __init__(
        self, number: int, fragments: Fragments, text: str, kind: Kind, *, is_top: bool, starts_page: bool
    ) -> None:
        self.number = number
        self.fragments = fragments
        self.text = text
        self.kind = kind
        self.is_top = is_top  # of a page or of the document
        self.starts_page = starts_page
        self._cells: list[RawCell] | None = None
        self._is_above: bool | None = None

    @property
    def cells(self) -> list[RawCell]:
        """The cells that it holds."""
        if self._cells is None:
            is_one = len(self.fragments) == 1
            self._cells = cells_of(self.fragments[0], self.text) if is_one else [RawCell(self.fragments)]
        return self._cells

    @property
    def is_above(self) -> bool:
        """Whether it stands above a table: its title, its unit, whose it is."""
        if self._is_above is None:
            self._is_above = heads_table(self.text)
        return self._is_above

    @property
    def holds_number(self) -> bool:
        """Whether a number stands in it alone or beside words."""
        cells = self.cells
        return len(cells) > 1 or cells[0].content is Content.NUMBER

    @property
    def holds_value(self) -> bool:
        """Whether a number or the sign for none stands in it."""
        cells = self.cells
        return len(cells) > 1 or cells[0].is_value
