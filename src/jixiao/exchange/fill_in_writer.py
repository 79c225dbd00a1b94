"""Writes the fill-in workbook (填报工作簿) that goes out to somebody without an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jixiao.exchange import numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.fill_in import (
    FIELDS,
    FIRST_ROW,
    GUIDE,
    HEADER_ROW,
    INDICATORS,
    KEYS,
    NEW,
    OUTPUTS,
    SHORTCOMINGS,
    SPARE_OUTPUTS,
    SPARE_SHORTCOMINGS,
    STATEMENTS,
    TEXTS,
    VERSION,
    Field,
    FillIn,
    Subject,
    fields_of,
    given_text,
    numbered,
    packed,
    seal,
)
from jixiao.exchange.refusals import cannot_write
from jixiao.exchange.replacing import replacing

FONT = "宋体"
_LINE, _HIGHEST = 15, 300  # points
_MOST_DIGITS = 15
_LONGEST = 30_000  # characters of a cell of the hidden sheet; Excel holds 32,767

_READ = frozenset({"subject", "name", "indicator", "target"})
"""Fields of words, set flush left where they are given."""


class Row(NamedTuple):
    """The key of a row, what its cells say by field, and which of its cells nobody is to fill in."""

    key: str
    cells: dict[str, str]
    closed: frozenset[str] = frozenset()


def write_fill_in(fill_in: FillIn, path: Path, secret: bytes) -> None:
    """Write the workbook (.xlsx). Raises UnwritableFile, and then leaves no file behind."""
    with replacing(path) as part:
        book = xlsxwriter.Workbook(part, {"strings_to_formulas": False, "strings_to_urls": False})
        created = dt.datetime.combine(fill_in.issued, dt.time())
        book.set_properties({"title": fill_in.title, "created": created})
        _Writer(book, fill_in, secret).write()
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise cannot_write(path, error) from None


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, fill_in: FillIn, secret: bytes) -> None:
        base = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
        base |= {"border_color": "#98a5b3"}
        self.book, self.fill_in, self.secret = book, fill_in, secret
        self.header = book.add_format(base | {"bold": True, "align": "center", "bg_color": "#dfe7ef"})
        self.given = book.add_format(base | {"bg_color": "#e6e9ed", "locked": True})
        self.given_number = book.add_format(base | {"bg_color": "#e6e9ed", "align": "right"})
        self.fill = book.add_format(base | {"bg_color": "#fff8dc", "locked": False})
        self.day = book.add_format(
            base | {"bg_color": "#fff8dc", "locked": False, "num_format": "yyyy-mm-dd"}
        )
        self.title = book.add_format({"font_name": FONT, "font_size": 14, "bold": True})
        self.words = book.add_format({"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
        self.keys: list[list[str]] = []

    def write(self) -> None:
        self._guide()
        self._sheet(OUTPUTS, _output_rows(self.fill_in.subjects), "数量按实际填写；没有开展的不填 0。")
        self._sheet(
            TEXTS, _text_rows(self.fill_in.subjects), "写做成了什么；金额由台账提供，不填。换行：Alt+Enter。"
        )
        if any(each.indicators for each in self.fill_in.subjects):
            self._sheet(
                INDICATORS,
                self._indicator_rows(),
                "只填黄色格。0 是数，没有数的留空；偏差原因可多选，用顿号隔开。",
            )
            self._sheet(STATEMENTS, self._statement_rows(), "每格都写；没有的写“无”。")
        self._sheet(
            SHORTCOMINGS,
            _shortcoming_rows(self.fill_in.subjects),
            "一条一行；没有不足就不填。只供内部的填“是”。",
        )
        self._hidden()

    def _guide(self) -> None:
        it = self.fill_in
        sheet = self.book.add_worksheet(GUIDE)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 90)
        addressee = f"{it.office} {it.person}" if it.person else it.office
        sheet.write_string(0, 0, f"{it.title}：{addressee}", self.title)
        told = (
            f"请于 {_date(it.due)}前填好，把这个文件发回{it.return_to}。",
            f"填到 {_date(it.as_of)}为止的情况，共 {len(it.subjects)} 项；每张表各填一类，表名写明。",
            "黄色格填写，灰色格由台账给出，已锁定；灰色格有误请在备注中说明，由综合办公室更正。",
            "数量只填数，单位写在“计量单位”。为零填 0；没有就留空，不要填“-”。",
            "每个项目下面留了空行，可写新的成果；不够时在最后一行之后接着写，首栏写项目名称。",
            "不要改文件里的隐藏内容，不要把上一批次的文件改了再用：导入时会核对。",
        )
        for row, words in enumerate(told, start=2):
            sheet.write_string(row, 0, words, self.words)
        sheet.protect()
        sheet.activate()

    def _sheet(self, name: str, rows: Sequence[Row], words: str) -> None:
        sheet = self.book.add_worksheet(name)
        fields = fields_of(name, is_evaluation=self.fill_in.is_evaluation)
        sheet.write_string(0, 1, f"{self.fill_in.title}：{name}", self.title)
        sheet.write_string(1, 1, words)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_row(HEADER_ROW, 32)
        for column, each in enumerate(fields, start=1):
            sheet.set_column(column, column, each.width)
            sheet.write_string(HEADER_ROW, column, each.label, self.header)
            self._choices(sheet, column, each, len(rows))
        for number, row in enumerate(rows, start=FIRST_ROW):
            self._row(sheet, number, row, fields)
            self.keys.append(["row", name, row.key, given_text(_given(fields, row.cells))])
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)

    def _row(self, sheet: Worksheet, number: int, row: Row, fields: Sequence[Field]) -> None:
        sheet.write_string(number, 0, row.key)
        lines = 1
        for column, each in enumerate(fields, start=1):
            words = row.cells.get(each.name, "")
            lines = max(lines, -(-_width(words) // max(each.width - 1, 1)), words.count("\n") + 1)
            if each.is_given or each.name in row.closed or (each.name == "name" and NEW not in row.key):
                sheet.write_string(
                    number, column, words, self.given if each.name in _READ else self.given_number
                )
            else:
                self._yellow(sheet, number, column, words, each)
        if lines > 1:
            sheet.set_row(number, min(lines * _LINE + 3, _HIGHEST))

    def _yellow(self, sheet: Worksheet, row: int, column: int, words: str, each: Field) -> None:
        base = each.attribute.base if each.attribute else str
        if not words:
            sheet.write_blank(row, column, None, self.day if base is dt.date else self.fill)
        elif base is dt.date:
            try:
                sheet.write_datetime(row, column, dt.date.fromisoformat(words), self.day)
            except ValueError:
                sheet.write_string(row, column, words, self.fill)
        elif base is Decimal and (number := _as_number(words)) is not None:
            sheet.write_number(row, column, number, self.fill)
        else:
            sheet.write_string(row, column, words, self.fill)

    def _choices(self, sheet: Worksheet, column: int, each: Field, rows: int) -> None:
        base = each.attribute.base if each.attribute else None
        words: list[str] = []
        if each.attribute is not None and each.attribute.is_many:
            return
        if base is not None and issubclass(base, Enum):
            words = [str(member.value) for member in base]
        elif base is bool or each.name == "no_outputs":
            words = ["是", "否"]
        if words:
            sheet.data_validation(
                FIRST_ROW,
                column,
                FIRST_ROW + max(rows, 1) + 20,
                column,
                {"validate": "list", "source": words, "error_message": "请从下拉列表里选一个。"},
            )

    def _indicator_rows(self) -> list[Row]:
        every = fields_of(INDICATORS, is_evaluation=self.fill_in.is_evaluation)
        typed = frozenset(each.name for each in every if not each.is_given)
        rows = []
        for subject in self.fill_in.subjects:
            entered = {str(each.get("code")): each for each in subject.content.get("indicators") or ()}
            for number, asked in enumerate(subject.indicators):
                said = entered.get(asked.code, {})
                cells = {name: str(said.get(name) or "") for name in asked.fields}
                cells |= {"subject": subject.name, "indicator": asked.name}
                cells |= {"target": asked.target, "last": asked.last}
                rows.append(Row(f"{subject.key}#{number}", cells, typed.difference(asked.fields)))
        return rows

    def _statement_rows(self) -> list[Row]:
        names = fields_of(STATEMENTS, is_evaluation=self.fill_in.is_evaluation)
        return [
            Row(
                each.key,
                {it.name: str(each.content.get(it.name) or "") for it in names} | {"subject": each.name},
            )
            for each in self.fill_in.subjects
            if each.indicators
        ]

    def _hidden(self) -> None:
        it = self.fill_in
        rows = [
            ["fill-in", VERSION],
            ["round", it.round_key],
            ["title", it.title],
            ["office", it.office],
            *([["person", it.person]] if it.person else []),
            ["issued", it.issued.isoformat()],
            *(["subject", each.key, each.name] for each in it.subjects),
            *(
                ["indicator", each.key, asked.code, asked.name]
                for each in it.subjects
                for asked in each.indicators
            ),
            *(["entered", each.key, part] for each in it.subjects for part in _parts(packed(each.content))),
            *self.keys,
        ]
        sheet = self.book.add_worksheet(KEYS)
        for number, row in enumerate([*rows, ["seal", seal(rows, self.secret)]]):
            for column, words in enumerate(row):
                sheet.write_string(number, column, words)
        sheet.protect()
        sheet.very_hidden()


def _parts(words: str) -> list[str]:
    return [words[start : start + _LONGEST] for start in range(0, len(words), _LONGEST)]


def _given(fields: Sequence[Field], cells: dict[str, str]) -> list[str]:
    return [cells.get(each.name, "") for each in fields if each.is_given]


def _output_rows(subjects: Sequence[Subject]) -> list[Row]:
    rows: list[Row] = []
    for subject in subjects:
        for number, output in enumerate(numbered(subject.content, "outputs")):
            cells = {name: str(value or "") for name, value in output.items()}
            last = subject.last.get(cells["name"], "")
            rows.append(Row(f"{subject.key}#{number}", {**cells, "subject": subject.name, "last": last}))
        rows += [
            Row(f"{subject.key}{NEW}{number}", {"subject": subject.name}) for number in range(SPARE_OUTPUTS)
        ]
    return rows


def _text_rows(subjects: Sequence[Subject]) -> list[Row]:
    rows = []
    for subject in subjects:
        money = dict(zip((each.name for each in FIELDS[TEXTS][1:5]), subject.money, strict=False))
        cells = {
            each.name: str(subject.content.get(each.name) or "")
            for each in FIELDS[TEXTS]
            if not each.is_given
        }
        cells["no_outputs"] = "是" if cells.get("no_outputs") else ""
        rows.append(Row(subject.key, {**cells, **money, "subject": subject.name}))
    return rows


def _shortcoming_rows(subjects: Sequence[Subject]) -> list[Row]:
    rows: list[Row] = []
    for subject in subjects:
        if subject.is_theme:
            continue
        for number, each in enumerate(numbered(subject.content, "shortcomings")):
            cells = {name: str(each.get(name) or "") for name in ("kind", "text", "is_internal")}
            rows.append(Row(f"{subject.key}#{number}", {**cells, "subject": subject.name}))
        rows += [
            Row(f"{subject.key}{NEW}{number}", {"subject": subject.name})
            for number in range(SPARE_SHORTCOMINGS)
        ]
    return rows


def _as_number(words: str) -> Any:
    """The number for a cell, where a cell holds it exactly; none else."""
    try:
        value = numbers.number(words)
    except Fault:
        return None
    is_exact = (
        Decimal(repr(float(value))) == value and len(value.normalize().as_tuple().digits) <= _MOST_DIGITS
    )
    return float(value) if is_exact else None


def _width(words: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in words)


def _date(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
