"""Forms in a workbook (表样工作簿): a sheet for each form, set to print on A4.

Amounts, rates, quantities and dates are numbers with a format, so that clerks can go on calculating.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from jixiao.document.layout import Layout
from jixiao.document.model import Span
from jixiao.document.writers.word_package import replace_file
from jixiao.exchange.form_formulas import Formulas
from jixiao.narrative.forms import FilledForm, Form, FormCell, FormRow
from jixiao.narrative.forms.cell import Filled
from jixiao.narrative.forms.vocabulary import CHANGES
from jixiao.quantity import Money, MoneyUnit, Quantity, Rate

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
A4 = 9
LONGEST_SHEET_NAME = 31
HIGHEST_ROW = 409  # points, the most that a spreadsheet takes
BESIDE, ABOVE = 4, 6  # points that a cell keeps free beside its text, and above and below it together
LEADING = 1.3  # a line's height over the size of its type

MONEY, CHANGE = "#,##0.00", '#,##0.00;-#,##0.00;"-"'
PERCENT, COUNT, DATE, TEXT = "0.00%", "0", 'yyyy"年"m"月"d"日"', "@"


def write_form_workbook(
    forms: Sequence[FilledForm], path: Path, layout: Layout, *, author: str, dated: dt.date
) -> None:
    """Write the forms as .xlsx, a sheet each, whole or not at all; the same forms make the same file."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    made = dt.datetime(dated.year, dated.month, dated.day, tzinfo=dt.UTC)
    book.set_properties({"title": forms[0].title if forms else "", "author": author, "created": made})
    formats = _Formats(book, layout)
    taken: set[str] = set()
    for number, form in enumerate(forms, start=1):
        called = f"{number:02} {form.project.name}" if form.project else form.title
        _write(book.add_worksheet(sheet_name(called, taken)), form, layout, formats)
    book.close()
    replace_file(path, buffer.getvalue())


def sheet_name(words: str, taken: set[str]) -> str:
    """A name that a sheet may have, without the forbidden signs and not `taken`; taken from now on.

    >>> sheet_name("01 甲/乙[丙]", set())
    '01 甲_乙_丙_'
    """
    plain = "".join("_" if sign in "[]:*?/\\'" else sign for sign in words)[:LONGEST_SHEET_NAME].strip()
    name, number = plain or "表", 2
    while name.casefold() in taken:
        tail = f" ({number})"
        name, number = plain[: LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def lines_needed(text: str, points: float, size: float) -> int:
    r"""How many lines a text takes in a cell `points` wide; a Chinese character is as wide as its size.

    >>> lines_needed("预算执行情况", 40, 9), lines_needed("一\n二", 40, 9)
    (2, 2)
    """
    room = max(points - BESIDE, size)
    return sum(max(1, math.ceil(_width(line) * size / room)) for line in text.split("\n"))


@dataclass
class _Formats:
    """The cell formats of a workbook, each made once."""

    book: Any
    layout: Layout
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def of(
        self,
        style: str,
        align: str,
        number: str = "General",
        *,
        bold: bool = False,
        border: bool = False,
    ) -> Any:
        key = (style, align, number, bold, border)
        if key not in self.made:
            chosen = self.layout.styles[style]
            self.made[key] = self.book.add_format(
                {
                    "font_name": chosen.font,
                    "font_size": chosen.size_pt,
                    "bold": bold,
                    "align": align,
                    "valign": "vcenter",
                    "text_wrap": True,
                    "num_format": number,
                    "border": int(border),
                }
            )
        return self.made[key]


def _write(sheet: Any, form: FilledForm, layout: Layout, formats: _Formats) -> None:
    """Write a form on its sheet: title, line above, unit, the table, line below."""
    widths = _column_points(form.layout, layout)
    for column, points in enumerate(widths):
        sheet.set_column(column, column, _column_units(points))
    before = [
        ("title", form.title, "center"),
        *(("note", _text(spans), "left") for spans in (form.above,) if spans),
        ("unit-note", f"单位：{form.layout.unit.name}", "right"),
    ]
    first = len(before)
    after = [("note", _text(form.below), "left")] if form.below else []
    lines = [*enumerate(before), *enumerate(after, start=first + len(form.rows))]
    for row, (style, text, align) in lines:
        size = layout.styles[style].size_pt
        height = lines_needed(text, sum(widths), size) * size * LEADING + ABOVE
        sheet.set_row(row, height)
        _put(sheet, (row, 0, row, len(widths) - 1), formats.of(style, align))
        sheet.write_string(row, 0, text, formats.of(style, align))
    formulas = Formulas(form, first)
    for number, filled in enumerate(form.rows):
        sheet.set_row(first + number, _row_points(filled, widths, layout.styles["table"].size_pt))
        for cell in filled.cells:
            _write_cell(sheet, cell, filled, first, form.layout.unit, formats, formulas.of(cell, filled))
    headed = sum(1 for each in form.rows if each.is_header)
    if headed:
        sheet.repeat_rows(first, first + headed - 1)
        sheet.freeze_panes(first + headed, 0)
    _set_print(sheet, form.layout, layout, (first + len(form.rows) + len(after) - 1, len(widths) - 1))


def _write_cell(
    sheet: Any, cell: FormCell, row: FormRow, first: int, unit: MoneyUnit, formats: _Formats, formula: str
) -> None:
    content = cell.content
    style = "table-header" if cell.is_label or row.is_header else "table"
    place = (first + cell.row, cell.column)
    chosen = formats.of(style, content.align.value, _number_format(content), bold=row.is_total, border=True)
    _put(sheet, (*place, place[0] + cell.rows - 1, place[1] + cell.columns - 1), chosen)
    number = _number(content, unit)
    if formula:
        sheet.write_formula(*place, formula, chosen, number)
    elif number is not None:
        sheet.write_number(*place, number, chosen)
    elif isinstance(content.value, dt.date):
        sheet.write_datetime(*place, content.value, chosen)
    elif content.text:
        sheet.write_string(*place, content.text, chosen)


def _put(sheet: Any, place: tuple[int, int, int, int], chosen: Any) -> None:
    """Set the format of a cell, joining it where it takes more than one."""
    top, left, bottom, right = place
    if (top, left) == (bottom, right):
        sheet.write_blank(top, left, None, chosen)
    else:
        sheet.merge_range(top, left, bottom, right, "", chosen)


def _number(content: Filled, unit: MoneyUnit) -> float | None:
    """The exact value as a spreadsheet counts; a spreadsheet knows only binary floats."""
    match content.value:
        case Money():
            return float(content.value.amount_in(unit))
        case Rate():
            return float(content.value.value)
        case Quantity():
            return float(content.value.amount)
        case int():
            return float(content.value)
        case _:
            return None


def _number_format(content: Filled) -> str:
    match content.value:
        case Money():
            key = content.key
            return CHANGE if key and key.measure in CHANGES else MONEY
        case Rate():
            return PERCENT
        case Quantity(amount=amount, unit=unit, precision=precision):
            exponent = amount.normalize().as_tuple().exponent
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            digits = "#,##0" + (f".{'0' * places}" if places else "")
            return f"{_literal(precision.before)}{digits}{_literal(precision.after + unit)}"
        case int():
            return COUNT
        case dt.date():
            return DATE
        case _:
            return TEXT if content.spans else "General"


def _literal(words: str) -> str:
    """Words within a number format.

    >>> _literal("㎡")
    '"㎡"'
    """
    plain = words.replace('"', "")
    return f'"{plain}"' if plain else ""


def _set_print(sheet: Any, form: Form, layout: Layout, last: tuple[int, int]) -> None:
    """A4 upright or turned, its margins turned with it; as wide as the page, as long as it gets."""
    page = layout.page
    top, right, bottom, left = page.top_mm, page.right_mm, page.bottom_mm, page.left_mm
    sheet.set_paper(A4)
    if form.landscape:
        sheet.set_landscape()
        top, right, bottom, left = left, top, right, bottom
    sheet.set_margins(left / MM_PER_INCH, right / MM_PER_INCH, top / MM_PER_INCH, bottom / MM_PER_INCH)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, *last)
    sheet.set_footer(f"&C{layout.page_number.format(page='&P')}")


def _column_points(form: Form, layout: Layout) -> list[float]:
    """The widths of the columns in points, together as wide as the type area of the page."""
    page = layout.page
    across = (
        page.height_mm - page.top_mm - page.bottom_mm
        if form.landscape
        else page.width_mm - page.left_mm - page.right_mm
    )
    whole = sum(form.widths)
    return [width / whole * across / MM_PER_INCH * POINTS_PER_INCH for width in form.widths]


def _column_units(points: float) -> float:
    """The width as spreadsheets count it: digits of 7 pixels and 5 pixels of margin, 96 to the inch."""
    return max((points * 96 / POINTS_PER_INCH - 5) / 7, 1)


def _row_points(row: FormRow, widths: Sequence[float], size: float) -> float:
    """The height that the row's texts and its room for handwriting need."""
    lines = max(
        (
            lines_needed(cell.content.text, sum(widths[cell.column : cell.column + cell.columns]), size)
            for cell in row.cells
            if cell.rows == 1
        ),
        default=1,
    )
    return min(max(lines, row.lines) * size * LEADING + ABOVE, HIGHEST_ROW)


def _width(text: str) -> float:
    """The width of a line in Chinese characters; other characters take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.55 for sign in text)


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
