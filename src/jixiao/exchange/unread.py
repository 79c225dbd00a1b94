"""What was not read (没有读入的): unknown columns, rows that are no data; named, never lost silently."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.exchange.grid import a1
from jixiao.exchange.reading import Rule, found
from jixiao.exchange.rows import is_blank
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.findings import Place, Severity


def notice_what_was_not_read(sheet: SheetReader) -> None:
    """Report the columns and rows of a sheet that were not taken."""
    unknown = {column: words for column, words in _columns_with_data(sheet) if words is not None}
    if unknown:
        names = "、".join(
            words or f"第 {a1(0, column)[:-1]} 列（没有表头）" for column, words in unknown.items()
        )
        sheet.report(
            found(
                Rule.UNKNOWN_COLUMN,
                Severity.NOTICE,
                f"表“{sheet.grid.name}”里不认识、没有读入的栏：{names}",
                [_header_place(sheet, next(iter(unknown)))],
                hint="需要读入的，请用 jixiao year map 指明是哪一栏；不需要的不用管",
            )
        )
    for column, each in sheet.header.doubles.items():
        sheet.report(
            found(
                Rule.TWICE,
                Severity.WARNING,
                f"不止一栏像是“{each.column.label}”，这一栏没有读入",
                [_header_place(sheet, column)],
                hint="请改用不同的表头，或用 jixiao year map 指明",
            )
        )
    for what in dict.fromkeys(what for _, what in sheet.left_out):
        rows = [str(number) for number, each in sheet.left_out if each == what]
        shown = "、".join(rows[:10]) + ("等" if len(rows) > 10 else "")
        sheet.report(
            found(
                Rule.LEFT_OUT,
                Severity.NOTICE,
                f"表“{sheet.grid.name}”第 {shown} 行是{what}，没有当作数据",
                [Place(sheet.file, sheet.grid.name, f"第{rows[0]}行")],
            )
        )


def _columns_with_data(sheet: SheetReader) -> Iterator[tuple[int, str | None]]:
    start = sheet.grid.first_column
    known = {*sheet.header.fields, *sheet.header.doubles}
    below = sheet.grid.rows[max(0, sheet.header.row + 1 - sheet.grid.first_row) :]
    for column in range(start, sheet.grid.end_column):
        words = sheet.header.unknown.get(column)
        if column in known or (words is None and sheet.header.texts.get(column) is None):
            continue
        if any(not is_blank(row[column - start]) for row in below):
            yield column, words if words is not None else _title(sheet, column)


def _title(sheet: SheetReader, column: int) -> str | None:
    """Nothing over a column without a header; none where the header says that it is not wanted."""
    return None if sheet.grid.value(sheet.header.row, column) != "" else ""


def _header_place(sheet: SheetReader, column: int) -> Place:
    return Place(
        sheet.file, sheet.grid.name, a1(sheet.header.row, column), sheet.header.texts.get(column, "")
    )
