"""Balance tables (收支总表): what every unit's table of all revenue and all expenditure adds up.

On either side the items make 本年收入合计 or 本年支出合计; with what was brought or is carried forward,
that makes the 总计; and both 总计 are the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.tables.values import Sheet

_SUB = re.compile(r"(?:本年)(?:收入|支出)(?:合计|小计|总计)?|(?:收入|支出)(?:合计|小计)")
_GRAND = re.compile(r"(?:收入|支出)?总计(?:数)?|合计")
_BROUGHT = re.compile(r"结[转余]|结余分配|用事业基金弥补|使用.{2,10}结余|动用|弥补")
_SPLIT = re.compile(
    r"^(?:其中[:：]?)?(?:[一二三四123][、.．])?(?:一般公共预算|政府性基金|国有资本|基本支出|项目支出|经营)"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the table (收方或支方): its rows by what they are."""

    sheet: Sheet
    items: tuple[GridRow, ...]
    sub: GridRow
    brought: tuple[GridRow, ...]
    grand: GridRow

    @property
    def columns(self) -> Sequence[GridColumn]:
        """Its columns of amounts."""
        return self.sheet.adding


def balances_of(sheets: Sequence[Sheet]) -> Iterator[tuple[Side, Side]]:
    """The balance tables whose both sides have the rows of such a table, revenue first."""
    halves: dict[int, dict[str, Sheet]] = defaultdict(dict)
    for sheet in sheets:
        if sheet.grid.side in ("收入", "支出") and not sheet.grid.is_listing and not sheet.is_torn:
            halves[sheet.grid.start][sheet.grid.side] = sheet
    for both in halves.values():
        if len(both) == 2:
            left, right = _side(both["收入"]), _side(both["支出"])
            if left and right:
                yield left, right


def _side(sheet: Sheet) -> Side | None:
    rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION or row.label]
    names = [squeezed(row.label) for row in rows]
    subs = [n for n, name in enumerate(names) if _SUB.fullmatch(name)]
    if len(subs) != 1 or not sheet.adding:
        return None
    at = subs[0]
    grands = [n for n in range(at + 1, len(rows)) if _GRAND.fullmatch(names[n])]
    if len(grands) != 1 or grands[0] != len(rows) - 1:
        return None
    items = [row for row in rows[:at] if row.kind is RowKind.DATA and not row.is_among and row.parent is None]
    between = range(at + 1, grands[0])
    brought = [rows[n] for n in between if _BROUGHT.search(names[n]) and not _SPLIT.search(names[n])]
    others = [
        n for n in between if not _BROUGHT.search(names[n]) and not _SPLIT.search(names[n]) and names[n]
    ]
    if others or not items or any(row.kind is RowKind.TOTAL for row in rows[:at]):
        return None
    return Side(sheet, tuple(items), rows[at], tuple(brought), rows[-1])
