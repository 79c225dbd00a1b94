"""Rows of a form (台账的行): a sheet that holds a table of the year is read into an assembly."""

from __future__ import annotations

from typing import Any

from jixiao.exchange.derived import generated_key
from jixiao.exchange.reading import Rule, found
from jixiao.exchange.rows import is_blank
from jixiao.exchange.sheet_forms import Form
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.exchange.tables import FISCAL_YEAR
from jixiao.exchange.totals import Totals, is_part, is_total
from jixiao.exchange.unread import notice_what_was_not_read
from jixiao.findings import Place, Severity
from jixiao.quantity import YUAN, Money
from jixiao.tracking.noun import Attribute, Origin


def read_rows(form: Form, sheet: SheetReader) -> None:
    """Read all rows of a sheet that holds the table of `form`."""
    fields = sheet.fields()
    required = [each for each in form.attributes if each.is_required and generated_key(each) is None]
    _report_missing_columns(form, sheet, required)
    money = {each.attribute.column.label: each for each in fields if each.attribute.base is Money}
    totals = Totals({label: sheet.unit_of(each.column) or YUAN for label, each in money.items()})
    for number, cells in sheet.data_rows():
        if sheet.is_sum(cells):
            sheet.left_out.append((number, "合计，只核对"))
            sheet.check_total(totals, is_total(cells), money, number, cells)
            continue
        if is_part(cells) and not sheet.is_complete(cells):
            sheet.report_part(number, cells)
            continue
        values = sheet.read_values(fields, number, cells)
        if not values and not sheet.failed:
            sheet.left_out.append((number, "只在不认识的栏里有内容"))
            continue
        if money:
            totals.add({name: values[each.name] for name, each in money.items() if each.name in values})
            for name, each in money.items():
                if each.name in sheet.failed:
                    totals.spoil(name)
        for each_required in required:
            _require(sheet, each_required, values, number)
        if FISCAL_YEAR.name in values:
            sheet.assembly.fiscal_year = values.pop(FISCAL_YEAR.name)
        sheet.assembly.add(form.table, values, Origin(sheet.file, sheet.grid.name, number), sheet.locate)
    for finding in totals.finish():
        sheet.report(finding)
    sheet.warn_of_assumed_unit()
    notice_what_was_not_read(sheet)


def _report_missing_columns(form: Form, sheet: SheetReader, required: list[Attribute]) -> None:
    missing = [each for each in required if each.name not in sheet.columns]
    if missing and _has_rows(sheet):
        names = "、".join(each.column.label for each in missing)
        sheet.report(
            found(
                Rule.MISSING_COLUMN,
                Severity.ERROR,
                f"表“{sheet.grid.name}”缺少必填的栏：{names}",
                [Place(sheet.file, sheet.grid.name, f"第{sheet.header.row + 1}行")],
                hint="请加上这一栏；如果叫别的名称，请用 jixiao year map 指明",
            )
        )


def _has_rows(sheet: SheetReader) -> bool:
    """Whether anything at all stands below the header."""
    return any(
        not is_blank(cell)
        for number in range(sheet.header.row + 1, sheet.grid.end_row)
        for cell in sheet.grid.row(number)
    )


def _require(sheet: SheetReader, attribute: Attribute, values: dict[str, Any], number: int) -> None:
    name = attribute.name
    if (name in values and values[name] != "") or name in sheet.failed or name not in sheet.columns:
        return
    values.pop(name, None)
    sheet.report(
        found(
            Rule.REQUIRED,
            Severity.ERROR,
            f"“{attribute.column.label}”没有填",
            [sheet.place(number, name, "")],
            hint=attribute.column.help or "这一栏必填；整行不要的，请删去该行",
        )
    )
