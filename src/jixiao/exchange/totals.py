"""Totals (合计、小计): rows of sums are checked against the rows above and below them, never imported.

An amount in a sheet that counts 万元 may have been rounded there, so each row may be off by half of its last
digit, and the total by one. The last digit is the finest that the column shows. Amounts in yuan are exact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.exchange.reading import Rule, found
from jixiao.exchange.values import folded
from jixiao.findings import Finding, Place, Severity
from jixiao.quantity import YUAN, Figure, Interval, Money, MoneyUnit

_BARE = re.compile(r"(?:合计|小计|总计|共计|总额)")
_LABELLED = re.compile(r"[^,，。;；]{0,10}(?:合计|小计|总计|共计|总额)(?:\([^()]*\))?[:：]?")
_PART = re.compile(r"其中[:：]?.*")
_MOST_WORDS = 4


def is_total(cells: list[object]) -> str:
    """The label of a row of sums, such as 合计 or 项目支出小计; empty for any other row.

    The label is the row's first words, or stands alone in one of its cells.
    """
    for position, each in enumerate(_first_words(cells)):
        if "计" in each or "总额" in each:
            short = folded(each)
            if _BARE.fullmatch(short) or (position == 0 and _LABELLED.fullmatch(short)):
                return short
    return ""


def is_part(cells: list[object]) -> bool:
    """Whether a row is a part of the row above it (其中：…), so that it must not be added again."""
    return any("其" in each and _PART.fullmatch(folded(each)) for each in _first_words(cells)[:3])


def _first_words(cells: list[object]) -> list[str]:
    """The first words of a row, where what it is would stand."""
    words: list[str] = []
    for each in cells:
        if isinstance(each, str) and each and not each.isspace():
            words.append(each)
            if len(words) == _MOST_WORDS:
                break
    return words


@dataclass(slots=True)
class Sum:
    """What a column adds up to so far."""

    unit: MoneyUnit
    fen: int = 0
    count: int = 0
    place: int = 0  # fen of the finest digit that was seen
    is_complete: bool = True

    def __post_init__(self) -> None:
        self.place = 1 if self.unit is YUAN else self.unit.fen // 100

    def add(self, amount: Money) -> None:
        """Add the amount of a row."""
        self.fen += amount.fen
        self.count += 1
        self.note_place(amount)

    def note_place(self, amount: Money) -> None:
        """See how fine the amount is written."""
        while self.place > 1 and amount.fen % self.place:
            self.place //= 10

    def figure(self, amount: Money) -> Figure:
        """An amount as the column shows it."""
        places = len(str(self.unit.fen // self.place)) - 1
        return Figure(amount.rounded_in(self.unit, places), self.unit.name)

    @property
    def allowed(self) -> Interval:
        """What the rows may really come to, in the unit of the column: half a last digit each."""
        exact = Money(self.fen).amount_in(self.unit)
        half = Decimal(0) if self.unit is YUAN else Decimal(self.place * self.count) / self.unit.fen / 2
        return Interval(exact - half, exact + half)

    def ties(self, total: Money) -> bool:
        """Whether a printed total may be the sum of the rows."""
        figure = self.figure(total)
        printed = Interval(figure.printed, figure.printed) if self.unit is YUAN else figure.allows
        return printed.meets(self.allowed)


@dataclass(slots=True)
class _Total:
    """A row of sums that waits for rows to be compared with."""

    label: str
    amounts: dict[str, Money]
    places: dict[str, Place]


@dataclass(slots=True)
class Totals:
    """The sums of a sheet: of all rows, and of those since the last subtotal."""

    units: Mapping[str, MoneyUnit]  # of each column, by label
    findings: list[Finding] = field(default_factory=list)
    _all: dict[str, Sum] = field(default_factory=dict)
    _block: dict[str, Sum] = field(default_factory=dict)
    _rows_in_block: int = 0
    _above: list[_Total] = field(default_factory=list)  # totals that stand over their rows
    _above_block: _Total | None = None

    def __post_init__(self) -> None:
        self._all = {label: Sum(unit) for label, unit in self.units.items()}
        self._block = {label: Sum(unit) for label, unit in self.units.items()}

    def add(self, amounts: Mapping[str, Money]) -> None:
        """Add the amounts of a row, by column."""
        self._rows_in_block += 1
        for label, amount in amounts.items():
            self._all[label].add(amount)
            self._block[label].add(amount)

    def sum_of(self, label: str) -> Sum:
        """What a column adds up to."""
        return self._all[label]

    def spoil(self, label: str) -> None:
        """An amount of the column could not be read: its sums cannot be compared."""
        self._all[label].is_complete = self._block[label].is_complete = False

    def check(self, label: str, amounts: Mapping[str, Money], places: Mapping[str, Place]) -> None:
        """Compare a row of sums with the rows that it stands under, or note it where it stands above."""
        total = _Total(label, dict(amounts), dict(places))
        if "小计" in label:
            if self._rows_in_block and self._above_block is None:
                self._compare(total, self._block)
            else:
                self._close_block()
                self._above_block = total
        elif any(each.count for each in self._all.values()):
            self._close_block()
            self._compare(total, self._all, self._block)
        else:
            self._above.append(total)
        self._block = {name: Sum(unit) for name, unit in self.units.items()}
        self._rows_in_block = 0

    def finish(self) -> list[Finding]:
        """Compare what still waits, and return everything that was found."""
        self._close_block()
        for total in self._above:
            self._compare(total, self._all)
        return self.findings

    def _close_block(self) -> None:
        if self._above_block is not None:
            self._compare(self._above_block, self._block)
            self._above_block = None

    def _compare(
        self, total: _Total, sums: Mapping[str, Sum], others: Mapping[str, Sum] | None = None
    ) -> None:
        for label, amount in total.amounts.items():
            rows = sums[label]
            rows.note_place(amount)
            if not rows.is_complete or rows.ties(amount) or (others and others[label].ties(amount)):
                continue
            self.findings.append(_untied(total.label, label, rows, amount, total.places[label]))


def _untied(total: str, label: str, rows: Sum, amount: Money, place: Place) -> Finding:
    unit = rows.unit.name
    added = rows.figure(Money(rows.fen)).printed
    printed = rows.figure(amount).printed
    return found(
        Rule.TOTAL,
        Severity.WARNING,
        f"“{label}”的{total}是 {printed:,f} {unit}，各行相加是 {added:,f} {unit}（{rows.count} 行），"
        f"相差 {abs(printed - added):,f} {unit}",
        [place],
        hint="合计行不读入；请核对是合计没有更新，还是有行漏填或填错",
    )
