"""Sheets (导出所见): any list of the site as a workbook, exactly the rows, order and columns that are seen.

    columns = [SheetColumn(_("项目"), lambda row: row.name), SheetColumn(_("金额"), lambda row: row.amount)]
    return sheet_response("支付明细", columns, rows, unit=shown_unit(request), total=["合计", amount])

Values keep their type: money and numbers stay numbers, dates stay dates, and text stays text, whatever it
begins with. Absent is an empty cell, never zero.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from jixiao.exchange.values import LONGEST_TEXT, joined
from jixiao.quantity import WAN, Money, MoneyUnit, Rate
from jixiao_web.ledger.forms import word_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; one with more is written as text, whole."""
MOST_ROWS = 1_000_000
FIRST_DATE = dt.date(1900, 3, 1)
"""Spreadsheets count days wrongly before it."""

R = TypeVar("R")


@dataclass(frozen=True)
class SheetColumn(Generic[R]):
    """A column: its head, and what of a row stands in it (栏).

    `width` is in characters; 0: as the head needs.
    """

    title: str | Promise
    value: Callable[[R], Any]
    width: int = 0


def as_workbook(
    columns: Sequence[SheetColumn[R]],
    rows: Iterable[R],
    *,
    title: str,
    unit: MoneyUnit = WAN,
    total: Sequence[Any] = (),
    note: str = "",
) -> bytes:
    """The rows as a workbook (.xlsx) of one sheet.

    `title` stands over the table and names the sheet; `note` says beside the unit what was filtered and as of
    when; `total` is the row below the last one, in the order of the columns. Money is written in `unit`,
    exact: the format alone rounds what is shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.xlsx"
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": folder,
            },
        )
        _Sheet(book, list(columns), unit).write(rows, title, total, note)
        book.close()
        return file.read_bytes()


def sheet_response(
    name: str,
    columns: Sequence[SheetColumn[R]],
    rows: Iterable[R],
    *,
    unit: MoneyUnit = WAN,
    total: Sequence[Any] = (),
    note: str = "",
) -> HttpResponse:
    """The workbook as a download, called by `name` and today's date."""
    content = as_workbook(columns, rows, title=name, unit=unit, total=total, note=note)
    response = HttpResponse(content, content_type=XLSX)
    file_name = f"{name}-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file_name.replace("/", "_")
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sheet_name(title: str) -> str:
    """The title as a sheet may be called.

    >>> sheet_name("支付[2019]/1月")
    '支付_2019__1月'
    """
    fit = "".join("_" if sign in "[]:*?/\\" or sign < " " else sign for sign in title).strip("'")
    return fit[:LONGEST_SHEET_NAME] or "Sheet1"


class _Sheet:
    """Writes the one sheet of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook, columns: list[SheetColumn[Any]], unit: MoneyUnit) -> None:
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.book, self.columns, self.unit = book, columns, unit
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.small = book.add_format({**base, "font_size": 9, "font_color": "#5A6775"})
        cell = {**base, "border": 1, "border_color": "#BFBFBF"}
        self.head = book.add_format(
            {**cell, "bold": True, "bg_color": "#EEF2F6", "align": "center", "text_wrap": True}
        )
        self.plain, self.strong = (
            {
                "text": book.add_format({**each, "text_wrap": True}),
                "money": book.add_format({**each, "num_format": "#,##0.00"}),
                "rate": book.add_format({**each, "num_format": "0.00%"}),
                "date": book.add_format({**each, "num_format": "yyyy-mm-dd"}),
                "number": book.add_format({**each, "num_format": "General"}),
            }
            for each in (cell, {**cell, "bold": True, "bg_color": "#EEF2F6"})
        )

    def write(self, rows: Iterable[Any], title: str, total: Sequence[Any], note: str) -> None:
        """Title, note, head, rows, total; set up to be printed on A4 across."""
        sheet = self.book.add_worksheet(sheet_name(title))
        for index, each in enumerate(self.columns):
            sheet.set_column(index, index, each.width or max(10, 2 * len(str(each.title)) + 4))
        sheet.write_string(0, 0, title, self.title)
        unit = _("金额单位：%(unit)s") % {"unit": self.unit.name}
        sheet.write_string(1, 0, f"{note}　{unit}".strip("　"), self.small)
        for index, each in enumerate(self.columns):
            sheet.write_string(2, index, str(each.title), self.head)
        last = 2
        for last, row in enumerate(rows, 3):
            if last >= MOST_ROWS:
                break
            for index, each in enumerate(self.columns):
                self._put(sheet, last, index, each.value(row), self.plain)
        if total:
            for index, value in enumerate(total):
                self._put(sheet, last + 1, index, value, self.strong)
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, last, max(len(self.columns) - 1, 0))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)

    def _put(self, sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
        match value:
            case None | "" | ():
                sheet.write_blank(row, column, None, formats["text"])
            case bool():
                sheet.write_string(row, column, _("是") if value else _("否"), formats["text"])
            case Money():
                self._number(sheet, row, column, value.amount_in(self.unit), formats["money"], formats)
            case Rate():
                self._number(sheet, row, column, Decimal(value.percent(4)) / 100, formats["rate"], formats)
            case int() | Decimal():
                self._number(sheet, row, column, Decimal(value), formats["number"], formats)
            case dt.datetime():
                told = timezone.localtime(value) if timezone.is_aware(value) else value
                sheet.write_string(row, column, f"{told:%Y-%m-%d %H:%M}", formats["text"])
            case dt.date():
                if value < FIRST_DATE:
                    sheet.write_string(row, column, value.isoformat(), formats["text"])
                else:
                    sheet.write_datetime(row, column, value, formats["date"])
            case Enum():
                sheet.write_string(row, column, word_of(value), formats["text"])
            case tuple() | list():
                sheet.write_string(
                    row, column, joined([str(each) for each in value])[:LONGEST_TEXT], formats["text"]
                )
            case _:
                sheet.write_string(row, column, str(value)[:LONGEST_TEXT], formats["text"])

    def _number(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Decimal,
        style: Any,
        formats: dict[str, Any],
    ) -> None:
        """A number that a cell holds exactly; else its digits as text."""
        if len(value.normalize().as_tuple().digits) > MOST_DIGITS or value.adjusted() > MOST_DIGITS:
            sheet.write_string(row, column, f"{value.normalize():f}", formats["text"])
        else:
            sheet.write_number(row, column, value, style)
