"""Lists to choose from (下拉列表): what a cell of a sheet may hold, said before something else is typed.

Only words of fixed lists are insisted on; a project that is not registered yet, or an odd date, may be typed
after a warning, and is found when the workbook is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from jixiao.exchange.sheet_forms import FIRST_ROW, FORM_BY_NOUN, HEADER_ROW, LAST_ROW, Callings, Form, choices
from jixiao.exchange.tables import UNIT_TABLE
from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, key_attribute, name_attribute

SPARE_ROWS = 500
"""Rows below the last one that still have lists."""

Tables = Mapping[str, tuple[Noun, ...]]


def add_lists(sheet: Worksheet, form: Form, tables: Tables, callings: Callings) -> None:
    """Let cells be chosen from lists, and say at once when a date or an amount is none."""
    last = min(HEADER_ROW + len(tables[form.table]) + SPARE_ROWS, LAST_ROW)
    if form.table == UNIT_TABLE:
        last = FIRST_ROW
    for column, each in enumerate(form.attributes):
        options = _validation(each, tables, callings)
        if options:
            sheet.data_validation(FIRST_ROW, column, last, column, options)


def _validation(attribute: Attribute, tables: Tables, callings: Callings) -> dict[str, Any]:
    words = choices(attribute)
    if words:
        return {
            "validate": "list",
            "source": list(words),
            "error_title": attribute.column.label,
            "error_message": "请从下拉列表里选一个。",
        }
    if attribute.is_many:
        return {}
    if attribute.column.refers:
        target = FORM_BY_NOUN[attribute.column.targets[0]]
        return {
            "validate": "list",
            "source": _names_present(target, tables, callings),
            "error_type": "warning",
            "show_error": len(attribute.column.targets) == 1,
            "error_title": attribute.column.label,
            "error_message": f"“{target.name}”表里还没有这一项。",
        }
    if attribute.base is dt.date:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1949, 10, 1),
            "maximum": dt.date(2199, 12, 31),
            "error_type": "warning",
            "error_title": "日期",
            "error_message": "请填日期，如 2019-8-21。",
        }
    if attribute.base in (Money, Decimal, int):
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e15,
            "maximum": 1e15,
            "error_type": "warning",
            "error_title": attribute.column.label,
            "error_message": "请只填数字；没有就留空。",
        }
    return {}


def _names_present(target: Form, tables: Tables, callings: Callings) -> str:
    """The cells that hold what rows of that sheet are called, as far as they are filled in."""
    key = key_attribute(target.noun)
    name = name_attribute(target.noun)
    assert key is not None, "only a noun with a key is referred to"
    shown = name if name is not None and callings.shows_names(target.noun) else key
    letter = xl_col_to_name(target.attributes.index(shown))
    first, last = FIRST_ROW + 1, FIRST_ROW + len(tables[target.table]) + SPARE_ROWS
    cells = f"'{target.name}'!${letter}${first}:${letter}${last}"
    return f"=OFFSET('{target.name}'!${letter}${first},0,0,MAX(1,COUNTA({cells})),1)"
