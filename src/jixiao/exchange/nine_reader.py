"""The nine-column table read as the ledger of a year.

The original budgets become one approval, the changes lines without a letter (seen on the date of the table),
the expenditure cumulative statements up to that date. What the table computes, 调整后预算 and 执行率, is
checked and not taken; where it tells no changes, they are the adjusted budget less the original one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from jixiao.exchange import numbers
from jixiao.exchange.assembly import Assembly
from jixiao.exchange.dates import in_words
from jixiao.exchange.fault import Fault
from jixiao.exchange.grid import Broken
from jixiao.exchange.nine_checks import Checks, Line
from jixiao.exchange.nine_columns import (
    ADJUSTED,
    AMOUNTS,
    INCREASES,
    NAME,
    ORIGINAL,
    RATE,
    REDUCTIONS,
    SPENT,
)
from jixiao.exchange.reading import Rule, found, quoted
from jixiao.exchange.references import loose
from jixiao.exchange.sheet_reader import Field, SheetReader
from jixiao.exchange.totals import Totals, is_part, is_total
from jixiao.exchange.unread import notice_what_was_not_read
from jixiao.findings import Place, Severity
from jixiao.quantity import YUAN, Money
from jixiao.tracking.budget import Change
from jixiao.tracking.execution import Nature
from jixiao.tracking.noun import Origin, attributes
from jixiao.tracking.project import Attention, Project

_DATE = re.compile(r"(?:截至|截止|截止到|至)(\d{4})年(\d{1,2})月(\d{1,2})日")


class NineColumns:
    """Reads one nine-column table into an assembly."""

    def __init__(
        self, sheet: SheetReader, assembly: Assembly, seen: dt.date | None, told: dict[str, SheetReader]
    ) -> None:
        self.sheet = sheet
        self.assembly = assembly
        self._seen = seen
        self._told = told  # the tables in which projects were already told, by loose name
        self._sums: list[Line] = []
        fields = sheet.fields()
        self._computed = [each for each in fields if each.attribute is ADJUSTED and self._has_changes()]
        apart = {RATE.name, *(each.name for each in self._computed)}
        self._fields = [each for each in fields if each.name not in apart]
        self._rate = next((each for each in fields if each.name == RATE.name), None)
        self._money = {each.attribute.column.label: each for each in fields if each.attribute in AMOUNTS}
        self._totals = Totals(
            {label: sheet.unit_of(each.column) or YUAN for label, each in self._money.items()}
        )

    def read(self) -> None:
        """Read the rows, check what the table computes, and hand the rest to the assembly."""
        lines = [line for line in self._lines() if NAME.name in line.values]
        for finding in self._totals.finish():
            self.sheet.report(finding)
        checks = Checks(self.sheet, self._totals)
        for line in lines:
            checks.check(line)
        for line in self._sums:
            checks.check_rate(line)
        self._hand_over(lines)
        self.sheet.warn_of_assumed_unit()
        notice_what_was_not_read(self.sheet)

    def _has_changes(self) -> bool:
        """Whether the table tells increases and reductions, so that it computes the adjusted budget."""
        return INCREASES.name in self.sheet.columns or REDUCTIONS.name in self.sheet.columns

    # --- rows ---

    def _lines(self) -> Iterator[Line]:
        for number, cells in self.sheet.data_rows():
            rate = cells[self._rate.index] if self._rate else ""
            label = is_total(cells)
            if label:
                self.sheet.left_out.append((number, "合计，只核对"))
                amounts = self.sheet.check_total(self._totals, label, self._money, number, cells)
                named = {self._money[column].name: amount for column, amount in amounts.items()}
                self._sums.append(Line(number, named, rate))
            elif is_part(cells):
                self.sheet.report_part(number, cells)
            else:
                yield self._line(number, cells, rate)

    def _line(self, number: int, cells: list[object], rate: object) -> Line:
        values = self.sheet.read_values(self._fields, number, cells)
        failed = frozenset(self.sheet.failed)
        for each in self._computed:
            amount = self._computed_amount(each, number, cells[each.index])
            if amount is not None:
                values[each.name] = amount
        line = Line(number, values, rate, failed)
        if NAME.name not in values and NAME.name not in failed:
            self._report_nameless(line, cells)
        self._add_to_totals(line)
        return line

    def _computed_amount(self, field: Field, number: int, cell: object) -> Money | None:
        """The amount of a computed cell, where it can be read; the ledger does not need it."""
        if numbers.is_absent(cell):
            return None
        try:
            amount: Money = field.read(cell)
        except Fault as fault:
            why = "公式出错" if isinstance(cell, Broken) else fault.message
            message = f"“{field.attribute.column.label}”读到{quoted(cell)}，{why}，没有核对"
            self.sheet.report(
                found(
                    Rule.COMPUTED,
                    Severity.WARNING,
                    message,
                    [self.sheet.place(number, field.name, cell)],
                    hint="这一栏不读入，由台账计算",
                )
            )
            self._totals.spoil(field.attribute.column.label)
            return None
        return amount

    def _report_nameless(self, line: Line, cells: list[object]) -> None:
        if not any(line.amount(each) for each in AMOUNTS):
            words = "，".join(str(each) for each in cells if isinstance(each, str) and each.strip())
            self.sheet.left_out.append((line.number, f"没有项目名称和金额的行（{words[:20]}）"))
            return
        self.sheet.report(
            found(
                Rule.REQUIRED,
                Severity.ERROR,
                "这一行有金额，没有项目名称",
                [self.sheet.place(line.number, NAME.name, "")],
                hint="请填上项目名称；是合计的，请在名称栏写“合计”",
            )
        )

    def _add_to_totals(self, line: Line) -> None:
        self._totals.add(
            {
                label: amount
                for label, each in self._money.items()
                if (amount := line.amount(each.attribute)) is not None
            }
        )
        for label, each in self._money.items():
            if each.name in line.failed:
                self._totals.spoil(label)

    # --- the ledger ---

    def _hand_over(self, lines: list[Line]) -> None:
        date = self._as_of()
        if date is None:
            return
        known = {
            loose(row.values["name"]): row.values["name"]
            for row in self.assembly.rows["projects"]
            if "name" in row.values
        }
        approval = f"年初预算（表“{self.sheet.grid.name}”）"
        first: dict[str, int] = {}
        granted = False
        self._report_other_tables([line.values[NAME.name] for line in lines])
        for line in lines:
            name = line.values[NAME.name]
            if loose(name) in first:
                self._report_twice(name, first[loose(name)], line.number)
                continue
            first[loose(name)] = line.number
            self._told.setdefault(loose(name), self.sheet)
            if loose(name) not in known:
                self._add_project(line)
            project = known.get(loose(name), name)
            granted = self._add_amounts(line, project, approval, date) or granted
        if granted:
            origin = Origin(self.sheet.file, self.sheet.grid.name, self.sheet.header.row + 1)
            self.assembly.add("approvals", {"title": approval}, origin, self.sheet.locate)

    def _report_other_tables(self, names: list[str]) -> None:
        """Refuse to add up two tables of the same projects, such as of June and of December."""
        again = [name for name in names if loose(name) in self._told]
        if not again:
            return
        other = self._told[loose(again[0])]
        self.sheet.report(
            found(
                Rule.TWICE,
                Severity.ERROR,
                f"表“{other.grid.name}”和“{self.sheet.grid.name}”里有 {len(again)} 个相同的项目"
                f"（如{quoted(again[0])}），不能相加",
                [Place(self.sheet.file, self.sheet.grid.name), Place(other.file, other.grid.name)],
                hint="请用 jixiao year map 指明只读哪一张",
            )
        )

    def _report_twice(self, name: str, first: int, again: int) -> None:
        places = [self.sheet.place(number, NAME.name, name) for number in (again, first)]
        self.sheet.report(
            found(
                Rule.SAME_PROJECT,
                Severity.ERROR,
                f"项目{quoted(name)}在第 {first} 行和第 {again} 行出现了两次",
                places,
                hint="同一个项目只留一行；确是不同的项目，请在名称上区分",
            )
        )

    def _origin(self, line: Line) -> Origin:
        return Origin(self.sheet.file, self.sheet.grid.name, line.number)

    def _add_project(self, line: Line) -> None:
        wanted = {each.name for each in attributes(Project)}
        values = {name: value for name, value in line.values.items() if name in wanted}
        values.setdefault("attention", Attention.ORDINARY if self._is_ordinary() else Attention.FOCUS)
        self.assembly.add("projects", values, self._origin(line), self.sheet.locate)

    def _is_ordinary(self) -> bool:
        """Whether the title says that the table is of ordinary projects."""
        words = self.sheet.grid.name + "".join(self.sheet.titles())
        return "一般" in words.replace("一般公共预算", "") and "重点" not in words

    def _add_amounts(self, line: Line, project: str, approval: str, date: dt.date) -> bool:
        """Add what the row says about money; return whether it grants any budget."""
        origin, locate = self._origin(line), self.sheet.locate
        original, spent = line.amount(ORIGINAL), line.amount(SPENT)
        if original is not None:
            granted = {"approval": approval, "project": project, "amount": original}
            self.assembly.add("approval_lines", granted, origin, locate)
        for change, amount in self._changes(line):
            changed = {"change": change, "project": project, "approved": amount, "seen": date}
            self.assembly.add("adjustment_lines", changed, origin, locate)
        if spent is not None:
            entry = {"date": date, "nature": Nature.CUMULATIVE, "project": project, "amount": spent}
            self.assembly.add("entries", entry, origin, locate)
        return original is not None

    def _changes(self, line: Line) -> Iterator[tuple[Change, Money]]:
        increase, reduction = line.amount(INCREASES), line.amount(REDUCTIONS)
        if INCREASES.name not in self.sheet.columns and REDUCTIONS.name not in self.sheet.columns:
            adjusted = line.amount(ADJUSTED)
            increase = adjusted - (line.amount(ORIGINAL) or Money()) if adjusted is not None else None
        if increase:
            yield (Change.INCREASE if increase.fen > 0 else Change.REDUCTION), abs(increase)
        if reduction:
            yield Change.REDUCTION, abs(reduction)

    def _as_of(self) -> dt.date | None:
        """The date of the table: as asked for, else as its title says, else the end of the year."""
        if self._seen is not None:
            return self._seen
        match = next((each for words in self.sheet.titles() if (each := _DATE.search(words))), None)
        if match:
            try:
                return dt.date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                pass  # a date that does not exist dates nothing
        year = self.assembly.fiscal_year
        if year is None:
            return None  # reported when the year is put together
        date = dt.date(year, 12, 31)
        self.sheet.report(
            found(
                Rule.DERIVED,
                Severity.NOTICE,
                f"表“{self.sheet.grid.name}”没有写明截至日期，按{in_words(date)}读入",
                [self.sheet.place(self.sheet.header.row + 1, NAME.name, "")],
                hint="请在表格上方写明“截至×年×月×日”，或用参数指定",
            )
        )
        return date
