"""Grid (表格): a table as checks see it, however it was printed.

Cells know where they stand in the flow; columns know their header, unit and kind; rows know what they are
and how deep. Where the text does not tell in which column a number stood, the number is `unplaced` and
what is missing in its row is unknown, not absent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from jixiao.facts.flow.blocks import Headline

Range = tuple[int, int]


class GridCell(NamedTuple):
    """A cell (单元格): its text is `flow.text[start:end]`. A merged cell stands once, where it begins."""

    start: int
    end: int
    row: int
    column: int  # -1 where the text does not tell
    rows: int = 1
    columns: int = 1


class ColumnKind(Enum):
    """What a column holds (列的性质)."""

    LABEL = "label"  # words: 项目, 部门, 备注
    VALUE = "value"  # numbers to reckon with
    CODE = "code"  # 科目编码; never an amount
    ORDINAL = "ordinal"  # 序号; never an amount
    EMPTY = "empty"


class RowKind(Enum):
    """What a row is (行的性质)."""

    CAPTION = "caption"  # the table's title or unit within the table
    HEADER = "header"
    SECTION = "section"  # a label without numbers above the rows that it heads
    DATA = "data"
    SUBTOTAL = "subtotal"  # 小计
    TOTAL = "total"  # 合计, 总计, 本年收入合计


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column (列).

    `parts` are the levels of its header from the top, “年中” and “追加”; `unit` is what the header or the
    table says, `%` where the header names a rate; empty where nothing says.
    """

    index: int
    kind: ColumnKind
    parts: tuple[str, ...] = ()
    unit: str = ""
    is_total: bool = False  # 合计, 小计 across the row

    @property
    def header(self) -> str:
        """Its header, the levels joined: “年中 / 追加”."""
        return " / ".join(self.parts)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row (行).

    `level` is a hint of how deep it stands, 0 at the top, from code, indent or ordinal; none where the row
    does not tell. `parent` is the nearest row above that stands higher. `code` is its code, 2010301, put
    together where 类 款 项 are columns of their own. `unit` is what a column “计量单位” says of it.
    """

    index: int
    kind: RowKind
    cells: tuple[GridCell | None, ...]
    label: str = ""
    code: str = ""
    level: int | None = None
    parent: int | None = None
    unit: str = ""
    is_among: bool = False  # 其中
    unplaced: tuple[GridCell, ...] = ()

    @property
    def is_ragged(self) -> bool:
        """Whether it holds numbers whose column the text does not tell."""
        return bool(self.unplaced)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表).

    `side` names the half of a table with two halves, 收入 or 支出, where it names them; each half is a grid
    of its own over the same range. `is_listing` says that only the rows are certain: labels and their
    numbers belong together, but what stands above each other need not add up.
    """

    start: int
    end: int
    text: str = field(repr=False)
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    headings: tuple[Headline, ...] = ()
    title: str = ""
    unit: str = ""
    side: str = ""
    notes: tuple[Range, ...] = ()
    is_listing: bool = False
    covered: dict[tuple[int, int], GridCell] = field(default_factory=dict, repr=False, compare=False)

    @property
    def body(self) -> tuple[GridRow, ...]:
        """The rows below the header."""
        return tuple(row for row in self.rows if row.kind not in (RowKind.CAPTION, RowKind.HEADER))

    @property
    def values(self) -> tuple[GridColumn, ...]:
        """The columns of numbers."""
        return tuple(column for column in self.columns if column.kind is ColumnKind.VALUE)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers the place, merged cells included; none where it is blank or unknown."""
        return self.rows[row].cells[column] or self.covered.get((row, column))

    def text_of(self, cell: GridCell) -> str:
        """The words or the number in the cell."""
        return self.text[cell.start : cell.end]

    def unit_of(self, row: GridRow, column: GridColumn) -> str:
        """The unit of a number there, where the number itself names none."""
        return column.unit if column.unit == "%" else row.unit or column.unit or self.unit
