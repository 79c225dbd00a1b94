"""The nine-column table (九栏表): the table that every office keeps, read as the ledger of a year.

序号 · 项目执行部门 · 项目名称 · 年初预算 · 年中追加 · 年中追减 · 调整后预算 · 实际支出 · 执行率

The original budgets become one approval, the changes lines without a letter (seen on the date of the table),
the expenditure cumulative statements up to that date. What the table computes, 调整后预算 and 执行率, is
checked and not taken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.exchange import numbers
from jixiao.exchange.assembly import Assembly
from jixiao.exchange.dates import in_words
from jixiao.exchange.fault import Fault
from jixiao.exchange.grid import Broken, Grid
from jixiao.exchange.headers import Header, Words, find_header, with_own_words, words_of
from jixiao.exchange.reading import Rule, found, quoted
from jixiao.exchange.references import loose
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.exchange.totals import Totals, is_part, is_total
from jixiao.findings import Severity
from jixiao.quantity import YUAN, Figure, Interval, Money
from jixiao.tracking.budget import Change
from jixiao.tracking.execution import Nature
from jixiao.tracking.noun import Attribute, Column, Origin, attributes
from jixiao.tracking.project import Attention, Project


def _column(name: str, base: type, label: str, english: str, *synonyms: str) -> Attribute:
    return Attribute(name, Column(label, english, synonyms=synonyms), base, False, False, None)  # noqa: FBT003


NUMBER = _column("number", int, "序号", "Number", "编号")
PARTY = _column(
    "party",
    str,
    "项目执行部门",
    "Party",
    *("执行部门", "部门", "科室", "处室", "实施科室", "责任部门", "责任科室", "承办部门", "项目单位"),
)
NAME = _column("name", str, "项目名称", "Project", "项目", "名称", "重点项目名称")
ORIGINAL = _column(
    "original", Money, "年初预算", "Original budget", "年初预算数", "年初批复数", "年初批复预算", "年初数"
)
INCREASES = _column("increases", Money, "年中追加", "Increases", "追加", "追加预算", "调增", "年中调增")
REDUCTIONS = _column(
    "reductions", Money, "年中追减", "Reductions", "追减", "追减预算", "调减", "年中调减", "核减"
)
ADJUSTED = _column(
    "adjusted", Money, "调整后预算", "Adjusted budget", "调整后预算数", "全年预算", "全年预算数", "调整后"
)
SPENT = _column(
    "spent",
    Money,
    "实际支出",
    "Spent",
    *("实际支出数", "支出", "支出数", "累计支出", "执行数", "全年执行数", "已支出", "支出金额"),
)
RATE = _column("rate", str, "执行率", "Execution rate", "预算执行率", "支出率", "支出进度", "执行进度")

TAKEN = (ORIGINAL, INCREASES, REDUCTIONS, SPENT)
AMOUNTS = (*TAKEN, ADJUSTED)

_OWN = (NUMBER, PARTY, NAME, ORIGINAL, INCREASES, REDUCTIONS, ADJUSTED, SPENT, RATE)
_FURTHER = tuple(each for each in attributes(Project) if each.name not in ("number", "party", "name"))
COLUMNS = (*_OWN, *_FURTHER)
"""Every column that such a table may have."""

_WORDS: Words = words_of(COLUMNS)

_DATE = re.compile(r"(?:截至|截止|截止到|至)(\d{4})年(\d{1,2})月(\d{1,2})日")


def find_nine_columns(
    grid: Grid, own: Mapping[str, str] | None = None, row: int | None = None, *, fewest: int = 2
) -> Header | None:
    """The header of the nine-column table, where the sheet holds one.

    Columns may be missing, but for the project's name and the `fewest` of the amounts.
    """
    header = find_header(grid, with_own_words(_WORDS, own or {}), row)
    if header is None:
        return None
    names = {each.name for each in header.fields.values()}
    amounts = names & {each.name for each in AMOUNTS}
    return header if NAME.name in names and ORIGINAL.name in names and len(amounts) >= fewest else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: where it is, and what it says."""

    number: int
    values: dict[str, Any]
    rate: object

    def amount(self, attribute: Attribute) -> Money | None:
        """The amount of a column, where there is one."""
        value: Money | None = self.values.get(attribute.name)
        return value


class NineColumns:
    """Reads one nine-column table into an assembly."""

    def __init__(self, sheet: SheetReader, assembly: Assembly, seen: dt.date | None) -> None:
        self.sheet = sheet
        self.assembly = assembly
        self._seen = seen
        fields = sheet.fields()
        self._fields = [each for each in fields if each.name != RATE.name]
        self._rate = next((each for each in fields if each.name == RATE.name), None)
        self._money = {each.attribute.column.label: each for each in fields if each.attribute in AMOUNTS}
        self._totals = Totals(
            {label: sheet.unit_of(each.column) or YUAN for label, each in self._money.items()}
        )

    def read(self) -> None:
        """Read the rows, check what the table computes, and hand the rest to the assembly."""
        lines = list(self._lines())
        for finding in self._totals.finish():
            self.sheet.report(finding)
        for line in lines:
            if NAME.name in line.values:
                self._check(line)
        self._hand_over([line for line in lines if NAME.name in line.values])
        self.sheet.warn_of_assumed_unit()
        self.sheet.notice_what_was_not_read()

    # --- rows ---

    def _lines(self) -> Iterator[_Line]:
        for number, cells in self.sheet.data_rows():
            rate = cells[self._rate.index] if self._rate else ""
            label = is_total(cells)
            if label:
                self._check_total(label, number, cells, rate)
                continue
            if is_part(cells):
                self.sheet.report_part(number, cells)
                continue
            line = _Line(number, self.sheet.read_values(self._fields, number, cells), rate)
            if NAME.name not in line.values and NAME.name not in self.sheet.failed:
                self._report_nameless(line, cells)
            self._add_to_totals(line)
            yield line

    def _report_nameless(self, line: _Line, cells: list[object]) -> None:
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

    def _add_to_totals(self, line: _Line) -> None:
        self._totals.add(
            {
                label: amount
                for label, each in self._money.items()
                if (amount := line.amount(each.attribute)) is not None
            }
        )
        for label, each in self._money.items():
            if each.name in self.sheet.failed:
                self._totals.spoil(label)

    def _check_total(self, label: str, number: int, cells: list[object], rate: object) -> None:
        self.sheet.left_out.append((number, "合计，只核对"))
        values = self.sheet.check_total(self._totals, label, self._money, number, cells)
        line = _Line(number, {self._money[name].name: amount for name, amount in values.items()}, rate)
        self._check_rate(line)

    # --- what the table computes ---

    def _check(self, line: _Line) -> None:
        adjusted = line.amount(ADJUSTED)
        changes = (INCREASES.name in self.sheet.columns) or (REDUCTIONS.name in self.sheet.columns)
        if adjusted is not None and changes:
            self._check_adjusted(line, adjusted)
        self._check_rate(line)

    def _figure(self, attribute: Attribute, amount: Money) -> Figure:
        return self._totals.sum_of(attribute.column.label).figure(amount)

    def _interval(self, attribute: Attribute, amount: Money) -> Interval:
        """What an amount of the column may really be."""
        figure = self._figure(attribute, amount)
        exact = self._totals.sum_of(attribute.column.label).unit is YUAN
        return Interval(figure.printed, figure.printed) if exact else figure.denotes

    def _check_adjusted(self, line: _Line, adjusted: Money) -> None:
        terms = [(each, line.amount(each)) for each in (ORIGINAL, INCREASES, REDUCTIONS)]
        known = [(each, amount) for each, amount in terms if amount is not None]
        units = {self._totals.sum_of(each.column.label).unit for each, _ in known}
        if any(each.name in self.sheet.failed for each in AMOUNTS) or len(units) > 1:
            return
        nothing = Interval(Decimal(0), Decimal(0))
        total = nothing
        words = ""
        for each, amount in known:
            interval = self._interval(each, abs(amount) if each is REDUCTIONS else amount)
            total = total - interval if each is REDUCTIONS else total + interval
            sign = " − " if each is REDUCTIONS else " + " if words else ""
            shown = self._figure(each, abs(amount) if each is REDUCTIONS else amount).printed
            words += f"{sign}{each.column.label} {shown:,f}"
        figure = self._figure(ADJUSTED, adjusted)
        exact = self._totals.sum_of(ADJUSTED.column.label).unit is YUAN
        printed = Interval(figure.printed, figure.printed) if exact else figure.allows
        if printed.meets(total):
            return
        due = ((total.low + total.high) / 2).quantize(figure.last_place)
        self.sheet.report(
            found(
                Rule.COMPUTED,
                Severity.WARNING,
                f"“{line.values[NAME.name]}”的调整后预算是 {figure.printed:,f} {figure.unit}，"
                f"按 {words} 应为 {due:,f} {figure.unit}，相差 {abs(figure.printed - due):,f} {figure.unit}",
                [self.sheet.place(line.number, ADJUSTED.name, figure.printed)],
                hint="台账按年初预算和追加、追减计算；请核对是哪一个数没有更新",
            )
        )

    def _check_rate(self, line: _Line) -> None:
        spent, adjusted = line.amount(SPENT), line.amount(ADJUSTED)
        printed = _percent(line.rate)
        if spent is None or adjusted is None or printed is None or adjusted.fen <= 0:
            return
        above, below = self._interval(SPENT, spent), self._interval(ADJUSTED, adjusted)
        scale = Decimal(self._totals.sum_of(SPENT.column.label).unit.fen) / Decimal(
            self._totals.sum_of(ADJUSTED.column.label).unit.fen
        )
        if below.low <= 0:
            return
        due = Interval(above.low * scale / below.high * 100, above.high * scale / below.low * 100)
        if printed.allows.meets(due):
            return
        rate = spent.per(adjusted)
        assert rate is not None, "the adjusted budget is not zero"
        original = line.amount(ORIGINAL)
        other = spent.per(original) if original else None
        hint = (
            "这是对年初预算之比；执行率按调整后预算计算"
            if other is not None and printed.allows.holds(other.percent(4))
            else "执行率不读入，由台账计算；请核对是哪一个数没有更新"
        )
        self.sheet.report(
            found(
                Rule.COMPUTED,
                Severity.WARNING,
                f"“{line.values.get(NAME.name, '合计')}”的执行率写作 {printed.printed:f}%，按支出 "
                f"{self._figure(SPENT, spent).printed:,f} ÷ 调整后预算 "
                f"{self._figure(ADJUSTED, adjusted).printed:,f} 应为 {rate.percent():f}%",
                [self.sheet.place(line.number, RATE.name, line.rate)],
                hint=hint,
            )
        )

    # --- the ledger ---

    def _hand_over(self, lines: list[_Line]) -> None:
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
        for line in lines:
            name = line.values[NAME.name]
            if loose(name) in first:
                self._report_twice(name, first[loose(name)], line.number)
                continue
            first[loose(name)] = line.number
            if loose(name) not in known:
                self._add_project(line)
            project = known.get(loose(name), name)
            granted = self._add_amounts(line, project, approval, date) or granted
        if granted:
            origin = Origin(self.sheet.file, self.sheet.grid.name, self.sheet.header.row + 1)
            self.assembly.add("approvals", {"title": approval}, origin, self.sheet.locate)

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

    def _origin(self, line: _Line) -> Origin:
        return Origin(self.sheet.file, self.sheet.grid.name, line.number)

    def _add_project(self, line: _Line) -> None:
        wanted = {each.name for each in attributes(Project)}
        values = {name: value for name, value in line.values.items() if name in wanted}
        values.setdefault("attention", Attention.ORDINARY if self._is_ordinary() else Attention.FOCUS)
        self.assembly.add("projects", values, self._origin(line), self.sheet.locate)

    def _is_ordinary(self) -> bool:
        """Whether the title says that the table is of ordinary projects."""
        words = self.sheet.grid.name + "".join(self.sheet.titles())
        return "一般" in words.replace("一般公共预算", "") and "重点" not in words

    def _add_amounts(self, line: _Line, project: str, approval: str, date: dt.date) -> bool:
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

    def _changes(self, line: _Line) -> Iterator[tuple[Change, Money]]:
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


def _percent(value: object) -> Figure | None:
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
    percent = number * 100 if abs(number) <= 2 else number
    return Figure(_at_least_two_places(percent), "%")


def _at_least_two_places(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent <= -2 else value.quantize(Decimal("0.01"))
