"""Workbooks as offices fill them, made for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from jixiao.exchange.reading import Reading
from jixiao.exchange.workbook import read_workbook
from jixiao.findings import Finding

Cells = Sequence[Sequence[object]]

UNIT_SHEET: Cells = [["年度", "单位全称", "单位简称"], [2019, "某街道办事处", "某街道"]]
PROJECT_SHEET: Cells = [["项目编号", "项目名称"], ["P01", "垃圾分类"], ["P02", "社区养老"]]

PERCENT = "0.00%"


@dataclass(frozen=True)
class Formula:
    """A formula with the result that the spreadsheet kept; none: it was never calculated."""

    text: str
    result: object = None


@dataclass(frozen=True)
class Shown:
    """A number under a number format."""

    value: float
    code: str


def book(path: Path, sheets: Mapping[str, Cells], merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Write a workbook with these cells; `merged` names the ranges to merge, by sheet."""
    written = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    date = written.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = written.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                match value:
                    case None:
                        pass
                    case Formula(text, None):
                        sheet.write_formula(row, column, text, None, "")
                    case Formula(text, result):
                        sheet.write_formula(row, column, text, None, result)
                    case Shown(number, code):
                        sheet.write_number(row, column, number, written.add_format({"num_format": code}))
                    case bool():
                        sheet.write_boolean(row, column, value)
                    case int() | float():
                        sheet.write_number(row, column, value)
                    case dt.date():
                        sheet.write_datetime(row, column, value, date)
                    case _:
                        sheet.write_string(row, column, str(value))
        for cells_merged in (merged or {}).get(name, ()):
            first = cells_merged.split(":")[0]
            row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
            value = rows[row][column]
            sheet.merge_range(cells_merged, value)
    written.close()
    return path


def patched(path: Path, changes: Mapping[bytes, bytes]) -> Path:
    """Replace bytes in the parts of a workbook, as another program might have written them."""
    target = path.with_name(f"改过的{path.name}")
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes.items():
                content = content.replace(before, after)
            new.writestr(name, content)
    return target


def read(
    path: Path, sheets: Mapping[str, Cells], merged: Mapping[str, Sequence[str]] | None = None
) -> Reading:
    """Write these cells as a workbook with a unit, and read it."""
    return read_workbook(book(path / "台账.xlsx", {"单位": UNIT_SHEET, **sheets}, merged))


def entries(path: Path, rows: Cells, header: Sequence[object] = ("日期", "项目", "金额（元）")) -> Reading:
    """Read a workbook with two projects and these payments under a header in row 1."""
    return read(path, {"项目": PROJECT_SHEET, "支出": [header, *rows]})


def told(reading: Reading) -> list[tuple[str, str]]:
    """The findings as rule and place."""
    return [(each.rule, str(each.places[0]) if each.places else "") for each in reading.findings]


def only(reading: Reading) -> Finding:
    """The one finding that there is."""
    assert len(reading.findings) == 1, str(reading)
    return reading.findings[0]
