"""Sheet reader (读表): the rows of one sheet under its header, as rows of an assembly and findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.exchange.assembly import Assembly
from jixiao.exchange.derived import generated_key
from jixiao.exchange.fault import Fault
from jixiao.exchange.grid import Broken, Grid, a1
from jixiao.exchange.headers import Header
from jixiao.exchange.numbers import ABSENT, written
from jixiao.exchange.reading import Rule, as_shown, fault_found, found, quoted
from jixiao.exchange.rows import is_blank, is_remark, repeats_header
from jixiao.exchange.scan import UNCALCULATED
from jixiao.exchange.tables import Locate
from jixiao.exchange.totals import Totals, is_total
from jixiao.exchange.values import folded, reader
from jixiao.findings import Finding, Place, Severity
from jixiao.quantity import YUAN, Money, MoneyUnit
from jixiao.tracking.noun import Attribute


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is read: where it is, what it is, and how."""

    column: int
    index: int  # in the rows of the grid
    name: str
    attribute: Attribute
    read: Callable[[object], Any]
    is_unsaid: bool  # an amount whose unit nothing says


class SheetReader:
    """Reads one sheet into an assembly."""

    def __init__(self, grid: Grid, header: Header, file: str, assembly: Assembly) -> None:
        self.grid = grid
        self.header = header
        self.file = file
        self.assembly = assembly
        self.columns = {each.name: column for column, each in header.fields.items()}
        self.left_out: list[tuple[int, str]] = []  # rows (counted from 1) that are no data, and what they are
        self._assumed: tuple[int, object] | None = None  # an amount that nothing told the unit of

    # --- places and findings ---

    def place(self, row: int, name: str, quote: object) -> Place:
        """The place of a field in a row counted from 1; of a column that is not there, the row."""
        column = self.columns.get(name)
        cell = a1(row - 1, column) if column is not None else f"第{row}行"
        return Place(self.file, self.grid.name, cell, as_shown(quote))

    @property
    def locate(self) -> Locate:
        """The same, for the rows of an assembly."""
        return self.place

    def report(self, finding: Finding) -> None:
        """Hand a finding to the assembly."""
        self.assembly.report(finding)

    def cell_fault(self, attribute: Attribute, fault: Fault, value: object, place: Place) -> None:
        """Report why a cell could not be read as it stands."""
        label = attribute.column.label
        if isinstance(value, Broken):
            self.report(broken_found(label, value, place))
        else:
            self.report(fault_found(fault, label, value, place))

    # --- units ---

    def unit_of(self, column: int) -> MoneyUnit | None:
        """The unit of the amounts in a column, as its header or a line above says it."""
        return self.header.units.get(column, self.header.general_unit)

    def fields(self) -> list[Field]:
        """The columns that are read, in their order."""
        return [
            Field(
                column,
                column - self.grid.first_column,
                each.name,
                each,
                reader(each, self.unit_of(column) or YUAN),
                self._is_unsaid(column),
            )
            for column, each in sorted(self.header.fields.items())
        ]

    def warn_of_assumed_unit(self) -> None:
        """Say that amounts were taken for yuan, where nothing said so."""
        if self._assumed is None:
            return
        row, value = self._assumed[0], as_shown(self._assumed[1])
        name = next(each.name for column, each in self.header.fields.items() if self._is_unsaid(column))
        self.report(
            found(
                Rule.UNIT,
                Severity.WARNING,
                f"表“{self.grid.name}”没有写明金额单位，按元读取（例如这里的 {value} 读作 {value} 元）",
                [self.place(row, name, value)],
                expected="表头写“金额（元）”或“金额（万元）”，或表格上方写“单位：万元”",
                hint="如果是万元，请在表头写明后重读",
            )
        )

    def _is_unsaid(self, column: int) -> bool:
        return self.header.fields[column].base is Money and self.unit_of(column) is None

    # --- rows ---

    def data_rows(self) -> Iterator[tuple[int, list[object]]]:
        """The rows below the header that hold data, counted from 1; others are noted as left out.

        Rows of sums are yielded too, for the caller to check.
        """
        self._fill_merged()
        start = self.grid.first_column
        titles = [(column - start, text) for column, text in self.header.texts.items() if text]
        for number in range(max(self.header.row + 1, self.grid.first_row), self.grid.end_row):
            cells = self.grid.row(number)
            if all(is_blank(each) for each in cells):
                continue
            if repeats_header(cells, titles):
                self.left_out.append((number + 1, "重复的表头"))
            elif self._is_caption(cells):
                self.left_out.append((number + 1, "小标题"))
            elif is_remark(cells) and not self.is_complete(cells):
                self.left_out.append((number + 1, "表尾说明"))
            else:
                yield number + 1, cells

    def _is_caption(self, cells: list[object]) -> bool:
        """Whether all that a row holds is words in the column of numbers: 一、社区建设."""
        column = next(index for index, each in enumerate(cells) if not is_blank(each))
        attribute = self.header.fields.get(column + self.grid.first_column)
        words = cells[column]
        return (
            attribute is not None
            and attribute.base is int
            and isinstance(words, str)
            and written(words) is None
            and all(is_blank(each) for each in cells[column + 1 :])
        )

    def _fill_merged(self) -> None:
        """Repeat what stands in cells that are merged over several rows, except amounts and keys."""
        for (top, left), (bottom, _) in self.grid.merged:
            attribute = self.header.fields.get(left)
            if bottom <= top or top <= self.header.row or attribute is None or attribute.column.is_key:
                continue
            value = self.grid.value(top, left)
            if value == "":
                continue
            if attribute.base in (Money, Decimal, int):
                if attribute.base is Money:
                    self.report(self._unassignable(attribute, top, bottom, value))
                continue
            for row in range(top + 1, min(bottom, self.grid.end_row - 1) + 1):
                self.grid.put((row, left), value)

    def _unassignable(self, attribute: Attribute, top: int, bottom: int, value: object) -> Finding:
        return found(
            Rule.MERGED,
            Severity.ERROR,
            f"“{attribute.column.label}”读到{quoted(value)}，合并了第 {top + 1} 至 {bottom + 1} 行，"
            "分不清哪一行是多少",
            [self.place(top + 1, attribute.name, value)],
            hint="请取消合并，把金额分到每一行",
        )

    # --- values ---

    def read_values(self, fields: list[Field], number: int, cells: list[object]) -> dict[str, Any]:
        """The values of a row by field name; what could not be read is reported, and left out.

        Fields that failed are entered in `failed`, so that they are not reported as missing as well.
        """
        values: dict[str, Any] = {}
        self.failed: set[str] = set()
        for each in fields:
            cell = cells[each.index]
            if cell == "" or (isinstance(cell, str) and cell.strip() in ABSENT):
                continue
            try:
                values[each.name] = each.read(cell)
            except Fault as fault:
                self.cell_fault(each.attribute, fault, cell, self.place(number, each.name, cell))
                if fault.value is not None:
                    values[each.name] = fault.value
                else:
                    self.failed.add(each.name)
            if each.is_unsaid and self._assumed is None:
                self._assumed = (number, cell)
        return values

    # --- rows that are no data ---

    def is_complete(self, cells: list[object]) -> bool:
        """Whether a row has all the words and dates that its noun requires, so that it must be data."""
        start = self.grid.first_column
        needed = [
            column - start
            for column, each in self.header.fields.items()
            if each.is_required and each.base in (str, dt.date) and generated_key(each) is None
        ]
        return len(needed) > 1 and not any(is_blank(cells[index]) for index in needed)

    def is_sum(self, cells: list[object]) -> bool:
        """Whether a row adds up others; one that begins with other words and is complete does not."""
        label = is_total(cells)
        if not label or not self.is_complete(cells):
            return bool(label)
        first = next(each for each in cells if isinstance(each, str) and each.strip())
        return folded(first) == label

    def check_total(
        self, totals: Totals, label: str, money: Mapping[str, Field], number: int, cells: list[object]
    ) -> dict[str, Money]:
        """Have the amounts of a row of sums checked, and return them by the label of their column."""
        amounts: dict[str, Money] = {}
        places: dict[str, Place] = {}
        for name, each in money.items():
            cell = cells[each.index]
            if is_blank(cell):
                continue
            place = self.place(number, each.name, cell)
            try:
                amounts[name] = each.read(cell)
                places[name] = place
            except Fault as fault:
                self.report(_unreadable_total(name, cell, fault, place))
        totals.check(label, amounts, places)
        return amounts

    def report_part(self, number: int, cells: list[object]) -> None:
        """Say that a row is a part of the row above, and was not read."""
        words = next(str(each) for each in cells if isinstance(each, str) and each.strip())
        self.report(
            found(
                Rule.LEFT_OUT,
                Severity.WARNING,
                f"第 {number} 行{quoted(words)}是上一行的其中数，没有读入，以免重复计算",
                [Place(self.file, self.grid.name, f"第{number}行", words)],
                hint="需要分开的，请把上一行也拆成几行，各填各的数",
            )
        )

    def titles(self) -> list[str]:
        """The words above the header."""
        rows = range(self.grid.first_row, self.header.row - self.header.depth + 1)
        return [
            str(each) for row in rows for each in self.grid.row(row) if isinstance(each, str) and each.strip()
        ]


def broken_found(label: str, value: Broken, place: Place) -> Finding:
    """The finding that a formula has no result."""
    if value.shown == UNCALCULATED:
        return found(
            Rule.FORMULA,
            Severity.ERROR,
            f"“{label}”是公式，但没有计算结果",
            [place],
            hint="请在表格软件中打开，重新计算并保存后再读",
        )
    return found(
        Rule.FORMULA,
        Severity.ERROR,
        f"“{label}”的公式出错，显示 {value.shown}",
        [place],
        expected="算得出的值",
        hint="请修正公式，或直接填数",
    )


def _unreadable_total(label: str, cell: object, fault: Fault, place: Place) -> Finding:
    why = "公式没有结果" if isinstance(cell, Broken) else fault.message
    return found(
        Rule.TOTAL,
        Severity.WARNING,
        f"合计行的“{label}”读到{quoted(cell)}，{why}，没有核对",
        [place],
        hint="合计行不读入，不影响台账",
    )
