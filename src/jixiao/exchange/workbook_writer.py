"""The workbook that Jixiao writes (工作簿): a sheet a noun, made to be filled in by people.

Everything follows from the nouns: headers with units, drop-down lists, notes, formats, print set-up. Text is
always written as text, so that nothing that begins with = becomes a formula; a number that a cell could not
hold exactly is written as text too. One writer holds the formats that all its parts share: hence its length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jixiao.errors import UnwritableFile
from jixiao.exchange.refusals import cannot_write
from jixiao.exchange.replacing import replacing
from jixiao.exchange.sheet_forms import (
    FIRST_ROW,
    FORMS,
    GUIDE,
    HEADER_ROW,
    HINT_ROW,
    LAST_ROW,
    REQUIRED_MARK,
    TITLE_ROW,
    VERSION_LABEL,
    Callings,
    Form,
    header,
    hint,
    lines,
    note,
    width,
)
from jixiao.exchange.sheet_lists import add_lists
from jixiao.exchange.tables import FISCAL_YEAR, UNIT_TABLE
from jixiao.exchange.values import LONGEST_TEXT, NO, YES, joined
from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, attributes
from jixiao.tracking.year import FORMAT_VERSION, TABLES, Year
from jixiao.undisturbed import undisturbed

FONT = "宋体"
LINE_HEIGHT, HIGHEST_ROW = 15.0, 405.0  # points

_FIRST_SAFE_DATE = dt.date(1900, 3, 1)  # spreadsheets believe in a 29 February 1900
_MOST_DIGITS = 15
_PAGE_BREADTH = 150  # characters across a landscape page that can still be read

_RULES = (
    "一个表一类内容，一行一件事。灰色小字说明每栏填什么，光标移到表头可看备注。",
    f"带“{REQUIRED_MARK}”的栏必填；没有的留空，为零填 0，不要填“-”。",
    "金额一律以元为单位，最小到分。要用万元填，请把表头的“（元）”改成“（万元）”。",
    "有下拉列表的栏从列表里选。项目、部门等先在各自的表里登记，别的表才能选到。",
    "日期写成 2019-8-21 这样；文号、编码照原样填写。",
    "文字栏里的数字请写成引用，如 {支出}、{成果.巡视}，打印时自动填入；直接写数字也可以，但不随台账变化。",
    "可以增加合计行（首格写“合计”或“小计”），读入时核对，不当作数据。",
    "可以调换栏的顺序、增加自己的栏和表；不认识的栏和表不读入，读入时会提示。",
)


Marks = Mapping[tuple[str, int, str], str]
"""Remarks on cells, by table, number of the row (from 0) and field."""


def write_workbook(year: Year, path: Path | str, marks: Marks | None = None) -> None:
    """Write the year as a workbook (.xlsx). Raises UnwritableFile, and then leaves no file behind.

    Cells with `marks` are colored and bear a remark.
    """
    tables: dict[str, tuple[Noun, ...]] = {name: year.table(name) for name in TABLES}
    tables[UNIT_TABLE] = (year.unit,)
    _refuse_what_does_not_fit(tables)
    with undisturbed():
        _write(Path(path), tables, year, marks or {})


def empty_workbook(path: Path | str) -> None:
    """Write a workbook without rows, to be filled in. Raises UnwritableFile."""
    _write(Path(path), {form.table: () for form in FORMS}, None, {})


def _write(path: Path, tables: dict[str, tuple[Noun, ...]], year: Year | None, marks: Marks) -> None:
    date = dt.datetime(year.fiscal_year if year else 2000, 12, 31)  # noqa: DTZ001 - a fixed mark, no clock
    with replacing(path) as part:
        book = xlsxwriter.Workbook(part, {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": "年度绩效跟踪台账", "created": date})
        _Writer(book, tables, year, marks).write()
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise cannot_write(path, error) from None


def _refuse_what_does_not_fit(tables: dict[str, tuple[Noun, ...]]) -> None:
    """Refuse a year whose texts do not fit into cells, or whose rows into a sheet."""
    long = [
        f"{form.name}第{number}行“{each.column.label}”"
        for form in FORMS
        for each in attributes(form.noun)
        if each.base is str
        for number, words in enumerate(_all_words(tables[form.table], each), 1)
        if len(words) > LONGEST_TEXT // 2 and len(words.encode("utf-16-le")) // 2 > LONGEST_TEXT
    ]
    if long:
        raise UnwritableFile(
            f"文字超过一个单元格能放的 {LONGEST_TEXT} 字：{'、'.join(long[:10])}。",
            hint="请缩短或分段；也可以导出为 JSON 或文件夹。",
            english=f"Texts longer than a cell's {LONGEST_TEXT} characters: export to JSON instead.",
        )
    full = [form.name for form in FORMS if len(tables[form.table]) > LAST_ROW - FIRST_ROW]
    if full:
        raise UnwritableFile(
            f"行数超过一个工作表能放的：{'、'.join(full)}。",
            hint="请导出为 JSON。",
            english="Too many rows for a sheet.",
        )


def _all_words(rows: Sequence[Noun], attribute: Attribute) -> Iterator[str]:
    """The words of a column of text, row by row."""
    values = map(attrgetter(attribute.name), rows)
    return map(joined, values) if attribute.is_many else values


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(
        self, book: xlsxwriter.Workbook, tables: dict[str, tuple[Noun, ...]], year: Year | None, marks: Marks
    ) -> None:
        self.book = book
        self.marks = marks
        self.tables = tables
        self.year = year
        self.callings = Callings({form.noun: tables[form.table] for form in FORMS})
        top = {"font_name": FONT, "font_size": 11, "valign": "top"}
        edge = {**top, "border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
        small = {**top, "italic": True, "font_size": 9, "font_color": "#7F7F7F", "text_wrap": True}
        self.title = book.add_format({**top, "bold": True, "font_size": 12})
        self.hint = book.add_format(small)
        self.header = book.add_format(
            {**edge, "bold": True, "bg_color": "#D9E1F2", "text_wrap": True, "align": "center"}
        )
        self.number = book.add_format({**top, "align": "right"})
        self.doubtful = book.add_format({"bg_color": "#FFF2CC"})
        self.link = book.add_format({**top, "font_color": "#0563C1", "underline": 1})
        self.prose = book.add_format({**top, "text_wrap": True})
        self.formats = {
            Money: book.add_format({**top, "num_format": "#,##0.00"}),
            dt.date: book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
            int: book.add_format({**top, "num_format": "0", "align": "center"}),
            Decimal: book.add_format(top),
            str: book.add_format({**top, "num_format": "@", "text_wrap": True}),
        }

    def write(self) -> None:
        """Write the guide, then the sheets in the order of the year."""
        self._guide()
        for form in FORMS:
            sheet = self.book.add_worksheet(form.name)
            self._head(sheet, form)
            self._rows(sheet, form)
            self._mark(sheet, form)
            add_lists(sheet, form, self.tables, self.callings)
            _print_setup(sheet, form)

    def _guide(self) -> None:
        sheet = self.book.add_worksheet(GUIDE)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 84)
        name = f"{self.year.unit.short_name}{self.year.fiscal_year}年度" if self.year else ""
        sheet.write_string(0, 0, f"{name}绩效跟踪台账　{GUIDE}", self.title)
        row = 2
        for number, words in enumerate(_RULES, 1):
            sheet.write_string(row, 0, f"（{number}）", self.number)
            sheet.write_string(row, 1, words, self.prose)
            row += 1
        row += 1
        sheet.write_string(row, 0, "表", self.header)
        sheet.write_string(row, 1, "填什么", self.header)
        for form in FORMS:
            row += 1
            sheet.write_url(row, 0, f"internal:'{form.name}'!A1", self.link, form.name)
            sheet.write_string(row, 1, form.noun.about, self.prose)
        sheet.write_string(row + 2, 0, VERSION_LABEL, self.hint)
        sheet.write_number(row + 2, 1, FORMAT_VERSION, self.hint)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.activate()

    def _head(self, sheet: Worksheet, form: Form) -> None:
        sheet.write_string(TITLE_ROW, 0, f"{form.name}：{form.noun.about}", self.title)
        sheet.set_row(TITLE_ROW, 20)
        sheet.set_row(HINT_ROW, 38)
        sheet.set_row(HEADER_ROW, 24)
        for column, each in enumerate(form.attributes):
            sheet.set_column(column, column, width(each), self._format(each))
            sheet.write_string(HINT_ROW, column, hint(each), self.hint)
            sheet.write_string(HEADER_ROW, column, header(each), self.header)
            if each.column.help:
                sheet.write_comment(HEADER_ROW, column, note(each), {"x_scale": 1.4, "font_size": 9})
        sheet.freeze_panes(FIRST_ROW, form.frozen_columns)
        last = max(FIRST_ROW, HEADER_ROW + len(self.tables[form.table]))
        if form.table != UNIT_TABLE:
            sheet.autofilter(HEADER_ROW, 0, last, len(form.attributes) - 1)

    def _format(self, attribute: Attribute) -> Format:
        """The format of the cells of a column."""
        if attribute.column.is_prose or attribute.is_many:
            return self.prose
        return self.formats.get(attribute.base, self.formats[str])

    def _rows(self, sheet: Worksheet, form: Form) -> None:
        rows = self.tables[form.table]
        self._heights(sheet, rows, form)
        writers = [self._writer(sheet, each) for each in form.attributes]
        columns = [self._values(rows, each) for each in form.attributes]
        for row, values in enumerate(zip(*columns, strict=True), FIRST_ROW):
            for column, value in enumerate(values):
                if value is not None and value != "" and value != ():
                    writers[column](row, column, value)

    def _mark(self, sheet: Worksheet, form: Form) -> None:
        """Color the cells that are doubtful, and say why."""
        columns = {each.name: number for number, each in enumerate(form.attributes)}
        for (table, row, name), words in self.marks.items():
            if table == form.table and name in columns:
                place = (FIRST_ROW + row, columns[name])
                sheet.write_comment(*place, words, {"x_scale": 2.2, "y_scale": 1.4, "font_size": 9})
                sheet.conditional_format(
                    *place, *place, {"type": "formula", "criteria": "=TRUE", "format": self.doubtful}
                )

    def _values(self, rows: Sequence[Noun], attribute: Attribute) -> Iterable[Any]:
        if attribute is FISCAL_YEAR:
            return [self.year.fiscal_year for _ in rows] if self.year else []
        return map(attrgetter(attribute.name), rows)

    def _heights(self, sheet: Worksheet, rows: Sequence[Noun], form: Form) -> None:
        """Make rows as high as their longest text, which not every program does by itself."""
        counts: dict[int, int] = {}
        for each in attributes(form.noun):
            breadth = width(each)
            for row, words in enumerate(_all_words(rows, each) if each.base is str else (), FIRST_ROW):
                if len(words) * 2 > breadth or "\n" in words:
                    counts[row] = max(counts.get(row, 1), lines(words, breadth))
        for row, count in sorted(counts.items()):
            sheet.set_row(row, min(count * LINE_HEIGHT, HIGHEST_ROW))

    def _writer(self, sheet: Worksheet, attribute: Attribute) -> Callable[[int, int, Any], None]:
        """The function that writes a value of the column into a cell."""
        form, base = self._format(attribute), attribute.base
        text = self.formats[str]

        def number(row: int, column: int, value: Decimal) -> None:
            if (
                Decimal(repr(float(value))) == value
                and len(value.normalize().as_tuple().digits) <= _MOST_DIGITS
            ):
                sheet.write_number(row, column, float(value), form)
            else:
                sheet.write_string(row, column, f"{value:f}", text)

        def date(row: int, column: int, value: dt.date) -> None:
            if value < _FIRST_SAFE_DATE:
                sheet.write_string(row, column, value.isoformat(), text)
            else:
                sheet.write_datetime(row, column, value, form)

        def truth(row: int, column: int, value: bool) -> None:  # noqa: FBT001 - a value like the others
            if value != attribute.default or value:
                sheet.write_string(row, column, YES if value else NO, form)

        if attribute.is_many:
            return lambda row, column, value: _text(sheet, row, column, joined(value), form)
        if attribute.column.refers:
            shown = self.callings.of(attribute)
            return lambda row, column, value: _text(sheet, row, column, shown.get(value, value), form)
        if base is Money:
            return lambda row, column, value: number(row, column, value.yuan)
        if base is int:
            return lambda row, column, value: number(row, column, Decimal(value))
        if base is Decimal:
            return number
        if base is dt.date:
            return date
        if base is bool:
            return truth
        if issubclass(base, Enum):
            return lambda row, column, value: _text(sheet, row, column, value.value, form)
        return lambda row, column, value: _text(sheet, row, column, value, form)


def _text(sheet: Worksheet, row: int, column: int, words: str, form: Format) -> None:
    if sheet.write_string(row, column, words, form) != 0:
        raise AssertionError(f"cell {row},{column} was not written")  # lengths were checked before


def _print_setup(sheet: Worksheet, form: Form) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.hide_gridlines(0)  # printed as well
    breadth = sum(width(each) for each in form.attributes)
    sheet.fit_to_pages(max(1, round(breadth / _PAGE_BREADTH)), 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, form.frozen_columns - 1)
    sheet.set_footer(f"&L{form.name}&R— &P —")
