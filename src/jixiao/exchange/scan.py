"""Scan (预读): what the reader of values does not tell about cells, read from the file itself.

python-calamine gives values, fast; but it shows a formula's error as an empty cell, gives no formats, and
takes the memory that a file asks for. So every file is scanned first: for errors, formulas that were never
calculated, percent and zero-padding formats, merged cells, and for the extent of its sheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jixiao.errors import UnreadableFile
from jixiao.exchange.limits import MOST_CELLS, MOST_SHEETS

Cell = tuple[int, int]
"""Row and column, counted from 0."""

Span = tuple[Cell, Cell]
"""First and last cell of a rectangle."""

UNCALCULATED = "公式"
"""Stands for the result of a formula that no program has calculated yet."""


@dataclass(slots=True)
class Marks:
    """What was seen on one sheet besides its values."""

    broken: dict[Cell, str] = field(default_factory=dict)  # an error such as #REF!, or UNCALCULATED
    percent: set[Cell] = field(default_factory=set)
    padded: dict[Cell, int] = field(default_factory=dict)  # numbers shown with that many digits: 007
    truths: dict[Cell, bool] = field(default_factory=dict)  # where values would not tell them from 1 and 0
    merged: list[Span] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Take note that a cell has content."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def check_extent(marks: dict[str, Marks], name: str) -> None:
    """Refuse a file whose sheets are too many, or span more cells than a year can need."""
    if len(marks) > MOST_SHEETS:
        raise UnreadableFile(
            f"{name} 有 {len(marks)} 个工作表（上限 {MOST_SHEETS} 个），没有读取。",
            hint="请只留台账用的工作表，另存后再读。",
            english=f"{name} has more than {MOST_SHEETS} sheets.",
        )
    wide = [sheet for sheet, each in marks.items() if each.rows * each.columns > MOST_CELLS]
    if wide:
        raise UnreadableFile(
            f"{name} 的工作表“{wide[0]}”占到第 {marks[wide[0]].rows} 行、第 {marks[wide[0]].columns} 列，"
            f"超过 {MOST_CELLS // 10_000} 万格，没有读取。",
            hint="表格远处多半有误填的内容，请按 Ctrl+End 找到，删去这些行和列后另存。",
            english=f"Sheet {wide[0]} of {name} spans more than {MOST_CELLS} cells: delete stray content.",
        )


def is_percent(code: str) -> bool:
    """Whether a number format shows percent."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def padding(code: str) -> int:
    """How many digits a number format such as 000 always shows; 0 for other formats."""
    return len(code) if re.fullmatch("0{2,}", code) else 0
