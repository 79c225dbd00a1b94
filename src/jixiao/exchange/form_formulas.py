"""Formulas of a form (表内公式): what follows from other cells of its sheet goes on following them.

A formula is written only where it gives exactly what the ledger gives; everything else is a plain number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from xlsxwriter.utility import xl_rowcol_to_cell

from jixiao.narrative.forms import FilledForm, FormCell, FormRow
from jixiao.quantity import Money, Rate

Place = tuple[str, str]
"""Whose fact and which measure: ("project.P07", "spent")."""

SUMS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "adjusted": (("original", 1), ("carried_over", 1), ("increases", 1), ("reductions", -1)),
    "net_change": (("increases", 1), ("reductions", -1)),
    "balance": (("adjusted", 1), ("spent", -1)),
}
QUOTIENTS: Mapping[str, tuple[str, str]] = {
    "execution_rate": ("spent", "adjusted"),
    "outturn_ratio": ("spent", "original"),
}
"""The equations of a budget: 年初 + 上年结转 + 追加 − 追减 = 调整后; 支出 ÷ 调整后 = 执行率."""


class Formulas:
    """The formulas of a form whose table begins in row `first` of its sheet (from 0)."""

    def __init__(self, form: FilledForm, first: int) -> None:
        self._first = first
        self._rows = form.rows
        self._cells: dict[Place, FormCell] = {}
        for row in form.rows:
            for cell in row.cells:
                if key := cell.content.key:
                    self._cells.setdefault((key.subject, key.measure), cell)

    def of(self, cell: FormCell, row: FormRow) -> str:
        """The formula of a cell; empty where it follows from nothing on the sheet."""
        key = cell.content.key
        if key is None:
            return ""
        if row.is_total and isinstance(cell.content.value, Money):
            return self._total(cell, cell.content.value)
        if key.measure in SUMS:
            return self._sum(cell, key.subject, SUMS[key.measure])
        if key.measure in QUOTIENTS:
            return self._quotient(cell, key.subject, *QUOTIENTS[key.measure])
        return ""

    def _total(self, cell: FormCell, value: Money) -> str:
        """The sum of the column, over neighboring rows of projects."""
        rows = [each for each in self._column(cell) if each is not cell]
        amounts = [each.content.value for each in rows if isinstance(each.content.value, Money)]
        numbers = [each.row for each in rows]
        joined = bool(rows) and numbers == list(range(numbers[0], numbers[0] + len(rows)))
        if not joined or len(amounts) != len(rows) or Money.total(amounts) != value:
            return ""
        return f"=SUM({self._name(rows[0])}:{self._name(rows[-1])})"

    def _column(self, cell: FormCell) -> Iterator[FormCell]:
        """The cells of a column that hold the same measure of projects."""
        measure = cell.content.key.measure if cell.content.key else ""
        for row in self._rows:
            for each in row.cells:
                key = each.content.key
                if each.column == cell.column and key and key.measure == measure and not row.is_total:
                    yield each

    def _sum(self, cell: FormCell, subject: str, terms: tuple[tuple[str, int], ...]) -> str:
        known = [
            (self._cells[subject, measure], sign)
            for measure, sign in terms
            if (subject, measure) in self._cells
        ]
        amounts = [(each.content.value, sign) for each, sign in known]
        money = [value if sign > 0 else -value for value, sign in amounts if isinstance(value, Money)]
        if len(known) < 2 or len(money) != len(known) or Money.total(money) != cell.content.value:
            return ""
        signed = "".join(f"{'+' if sign > 0 else '-'}{self._name(each)}" for each, sign in known)
        return f"={signed.removeprefix('+')}"

    def _quotient(self, cell: FormCell, subject: str, part: str, whole: str) -> str:
        above, below = self._cells.get((subject, part)), self._cells.get((subject, whole))
        value = cell.content.value
        if above is None or below is None:
            return ""
        match above.content.value, below.content.value, value:
            case Money(fen=spent), Money(fen=budget), Rate() if budget:
                if Fraction(spent, budget) != value.value:
                    return ""
            case _:
                return ""
        return f'=IF({self._name(below)}=0,"-",{self._name(above)}/{self._name(below)})'

    def _name(self, cell: FormCell) -> str:
        name: str = xl_rowcol_to_cell(self._first + cell.row, cell.column)
        return name
