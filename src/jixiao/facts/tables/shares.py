"""Shares in tables (占比列): a column of percentages of the total of another column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.linear import BITS
from jixiao.facts.tables.row_formula import SAMPLE, Shape, ratio_bounds
from jixiao.facts.tables.values import Sheet
from jixiao.quantity.bounds import ONE


def shares_of(sheet: Sheet) -> Iterator[tuple[GridColumn, GridColumn, GridRow]]:
    """The columns of shares: each figure is that of another column ÷ the one in the row of the whole."""
    rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION and not row.unplaced]
    wholes = [row for row in rows if row.kind is RowKind.TOTAL][-2:]
    wholes += [row for row in (*rows[:1], *rows[-1:]) if row not in wholes]
    for at, stated in enumerate(sheet.columns):
        if stated.unit != "%":
            continue
        step = max(1, len(rows) // SAMPLE)
        for part in sheet.columns[max(0, at - 3) :]:
            whole = next(
                (
                    row
                    for row in wholes
                    if part.unit != "%" and _are_shares(sheet, rows[::step], stated, part, row)
                ),
                None,
            )
            if whole:
                yield stated, part, whole
                break


def _are_shares(
    sheet: Sheet, rows: Iterable[GridRow], stated: GridColumn, part: GridColumn, whole: GridRow
) -> bool:
    base = sheet.value(whole, part)
    if not isinstance(base, Mention) or base.is_zero:
        return False
    holds = fails = bits = 0
    for row in rows:
        share, figure = sheet.value(row, stated), sheet.value(row, part)
        if row is whole or not (isinstance(share, Mention) and isinstance(figure, Mention)):
            continue
        got = ratio_bounds(figure, base, Shape.QUOTIENT)
        if got is None or figure.unit != base.unit:
            return False
        wanted = share.allowed
        if not got.meets(wanted):
            fails += 1
            if fails * 4 > holds + 5:
                return False
        elif not share.is_zero:
            holds += 1
            window = (got.high - got.low) + (wanted.high - wanted.low)
            bits += (min(abs(wanted.middle), 50 * ONE) // max(window, 1)).bit_length()
    return holds >= 3 and fails <= max(1, holds // 8) and bits >= BITS // 2
