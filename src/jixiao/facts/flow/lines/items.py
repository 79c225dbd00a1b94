"""Items (行段): the lines of one paragraph, what kind of text they are, and the cells that they hold."""

from __future__ import annotations

from enum import Enum

from jixiao.facts.flow.cells import Content
from jixiao.facts.flow.lines.line_cells import GAP, cells_of, may_be_parted
from jixiao.facts.flow.raw import Fragments, RawCell, line_cell
from jixiao.facts.flow.tables.delimited import by_gaps
from jixiao.facts.flow.tables.words import heads_table


class Kind(Enum):
    """What kind of text a paragraph is."""

    PROSE = "prose"
    CONTENTS = "contents"
    TABLE = "table"  # its lines were put together by their tabs
    SHORT = "short"


class Item:
    """A paragraph's lines, what kind of text they make, and the cells that they hold."""

    __slots__ = (
        "_between_gaps",
        "_cells",
        "_is_above",
        "fragments",
        "is_top",
        "kind",
        "number",
        "starts_page",
        "text",
    )

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
        self._between_gaps: list[RawCell] | None = None
        self._is_above: bool | None = None

    @property
    def cells(self) -> list[RawCell]:
        """The cells that it holds."""
        if self._cells is None:
            if len(self.fragments) > 1:
                self._cells = [RawCell(self.fragments)]
            elif not may_be_parted(self.fragments[0].line, self.text):
                self._cells = [line_cell(self.fragments[0])]
            elif self.has_gaps:
                self._cells = self.between_gaps
            else:
                self._cells = cells_of(self.fragments[0], self.text)
        return self._cells

    @property
    def between_gaps(self) -> list[RawCell]:
        """The cells between the runs of blanks in it; one where it has more than one line."""
        if self._between_gaps is None:
            is_one = len(self.fragments) == 1
            self._between_gaps = by_gaps(self.fragments[0].line) if is_one else [RawCell(self.fragments)]
        return self._between_gaps

    @property
    def has_gaps(self) -> bool:
        """Whether runs of blanks part its cells, of which one is a number or the sign for none."""
        if not GAP.search(self.text):
            return False
        return len(self.between_gaps) > 1 and any(cell.is_value for cell in self.between_gaps)

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
