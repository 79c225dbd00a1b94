"""Checks of the nine-column table (九栏表的核对): what it computes is held against what it is computed from.

Amounts in 万元 may have been rounded there: each operand may be off by half of its last digit, the result by
one whole digit. Amounts in yuan are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.exchange import numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.grid import Broken
from jixiao.exchange.nine_columns import ADJUSTED, INCREASES, NAME, ORIGINAL, RATE, REDUCTIONS, SPENT
from jixiao.exchange.reading import Rule, found
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.exchange.totals import Sum, Totals
from jixiao.findings import Severity
from jixiao.quantity import YUAN, Figure, Interval, Money
from jixiao.tracking.noun import Attribute


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: where it is, and what it says."""

    number: int
    values: dict[str, Any]
    rate: object = ""
    failed: frozenset[str] = frozenset()  # the columns that could not be read

    def amount(self, attribute: Attribute) -> Money | None:
        """The amount of a column, where there is one."""
        value: Money | None = self.values.get(attribute.name)
        return value


class Checks:
    """Compares the computed cells of one table, once all its rows have been read."""

    def __init__(self, sheet: SheetReader, totals: Totals) -> None:
        self._sheet = sheet
        self._totals = totals

    def check(self, line: Line) -> None:
        """Compare the adjusted budget and the execution rate of a row."""
        columns = self._sheet.columns
        if INCREASES.name in columns or REDUCTIONS.name in columns:
            self._check_adjusted(line)
        self.check_rate(line)

    def _sum(self, attribute: Attribute) -> Sum:
        return self._totals.sum_of(attribute.column.label)

    def _figure(self, attribute: Attribute, amount: Money) -> Figure:
        return self._sum(attribute).figure(amount)

    def _operand(self, attribute: Attribute, amount: Money) -> Interval:
        """What an amount of the column may really be."""
        figure = self._figure(attribute, amount)
        if self._sum(attribute).unit is YUAN:
            return Interval(figure.printed, figure.printed)
        return figure.denotes

    def _check_adjusted(self, line: Line) -> None:
        adjusted = line.amount(ADJUSTED)
        if adjusted is None:
            return
        terms = [(each, line.amount(each)) for each in (ORIGINAL, INCREASES, REDUCTIONS)]
        known = [(each, abs(amount) if each is REDUCTIONS else amount) for each, amount in terms if amount]
        units = {self._sum(each).unit for each in (ADJUSTED, *(term for term, _ in known))}
        if len(units) > 1 or line.failed & {each.name for each, _ in terms}:
            return
        total, words = Interval(Decimal(0), Decimal(0)), ""
        for each, amount in known:
            interval = self._operand(each, amount)
            total = total - interval if each is REDUCTIONS else total + interval
            sign = " − " if each is REDUCTIONS else " + " if words else ""
            words += f"{sign}{each.column.label} {self._figure(each, amount).printed:,f}"
        figure = self._figure(ADJUSTED, adjusted)
        exact = Interval(figure.printed, figure.printed)
        if (exact if self._sum(ADJUSTED).unit is YUAN else figure.allows).meets(total):
            return
        due = ((total.low + total.high) / 2).quantize(figure.last_place)
        told = f"“{line.values[NAME.name]}”的调整后预算是 {figure.printed:,f} {figure.unit}，"
        told += (
            f"按 {words} 应为 {due:,f} {figure.unit}，相差 {abs(figure.printed - due):,f} {figure.unit}"
            if words
            else "而年初预算、追加、追减都没有填"
        )
        self._report(line, ADJUSTED, told, "台账按年初预算和追加、追减计算；请核对是哪一个数没有更新")

    def check_rate(self, line: Line) -> None:
        """Compare the execution rate of a row, which is spent ÷ adjusted."""
        spent, adjusted = line.amount(SPENT), line.amount(ADJUSTED)
        printed = percent(line.rate)
        if spent is None or adjusted is None or printed is None or adjusted.fen <= 0:
            return
        above, below = self._operand(SPENT, spent), self._operand(ADJUSTED, adjusted)
        if below.low <= 0:
            return
        scale = Decimal(self._sum(SPENT).unit.fen) / Decimal(self._sum(ADJUSTED).unit.fen) * 100
        if printed.allows.meets(Interval(above.low * scale / below.high, above.high * scale / below.low)):
            return
        rate = spent.per(adjusted)
        assert rate is not None, "the adjusted budget is not zero"
        original = line.amount(ORIGINAL)
        other = spent.per(original) if original else None
        hint = "执行率不读入，由台账计算；请核对是哪一个数没有更新"
        if other is not None and printed.allows.holds(other.percent(4)):
            hint = "这是对年初预算之比；执行率按调整后预算计算"
        self._report(
            line,
            RATE,
            f"“{line.values.get(NAME.name, '合计')}”的执行率写作 {printed.printed:f}%，按支出 "
            f"{self._figure(SPENT, spent).printed:,f} ÷ 调整后预算 "
            f"{self._figure(ADJUSTED, adjusted).printed:,f} 应为 {rate.percent():f}%",
            hint,
        )

    def _report(self, line: Line, attribute: Attribute, message: str, hint: str) -> None:
        value = (
            line.rate if attribute is RATE else self._figure(attribute, line.values[attribute.name]).printed
        )
        place = self._sheet.place(line.number, attribute.name, value)
        self._sheet.report(found(Rule.COMPUTED, Severity.WARNING, message, [place], hint=hint))


def percent(value: object) -> Figure | None:
    """The printed rate in percent; none where the cell holds none."""
    if isinstance(value, Broken) or numbers.is_absent(value) or isinstance(value, bool):
        return None
    if isinstance(value, str):
        written = numbers.written(value)
        if written is None or written.unit not in ("", "%"):
            return None
        number = written.value
        if written.unit == "%" or abs(number) > 2:
            return Figure(number, "%")
    else:
        try:
            number = numbers.number(value)
        except Fault:
            return None
    shown = number * 100 if abs(number) <= 2 else number
    return Figure(_at_least_two_places(shown), "%")


def _at_least_two_places(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent <= -2 else value.quantize(Decimal("0.01"))
