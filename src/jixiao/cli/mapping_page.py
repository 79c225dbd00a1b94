"""The page of `jixiao year map` (对照表): what each of a unit's own sheets and headers is taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console

from jixiao.cli.arguments import WrongArgument
from jixiao.cli.language import counted, say
from jixiao.cli.table import Column, Section, show_heading, show_table
from jixiao.exchange.mapping import NINE_COLUMNS, Mapping, SheetMapping, attribute_named, form_named
from jixiao.exchange.nine_columns import COLUMNS
from jixiao.exchange.sheet_forms import FORMS


def show_mapping(console: Console, mapping: Mapping) -> None:
    """Print the mapping, a sheet after the other; what is not read says so."""
    for name, sheet in mapping.sheets.items():
        console.print()
        table = sheet.table or say("not read")
        row = say(" (header in row {n})", n=sheet.header_row) if sheet.header_row else ""
        if sheet.columns and all(_is_ours(own, label) for own, label in sheet.columns.items()):
            told = counted(len(sheet.columns), "{n} column by its own name", "{n} columns by their own names")
            show_heading(console, f"{name} → {table}{row}: {told}")
            continue
        show_heading(console, f"{name} → {table}{row}")
        if sheet.columns:
            columns = (Column(say("Your header")), Column(say("is taken for")), Column(""))
            rows = [
                (own, label or say("not read"), _suggested(sheet, own, label))
                for own, label in sheet.columns.items()
            ]
            show_table(console, columns, [Section(rows)])


def _is_ours(own: str, label: str) -> bool:
    """Whether a header is a column's own name already, as in a workbook of ours."""
    return re.sub(r"[*（(].*", "", own) == label


def _suggested(sheet: SheetMapping, own: str, label: str) -> str:
    near = "" if label else sheet.suggestions.get(own, "")
    return say("“{label}”?", label=near) if near else ""


def with_settings(mapping: Mapping, settings: Sequence[str]) -> Mapping:
    """The mapping with settings laid over it: SHEET=TABLE, or SHEET!HEADER=COLUMN; nothing means not read.

    Raises WrongArgument where a setting names what is not there.
    """
    for setting in settings:
        own, separator, meant = (part.strip() for part in setting.partition("="))
        if not separator:
            raise WrongArgument(say("“{text}”: write SHEET=TABLE or SHEET!HEADER=COLUMN.", text=setting))
        name, has_header, header = own.partition("!")
        sheet = mapping.sheets.get(name)
        if sheet is None:
            known = say(", ").join(mapping.sheets)
            raise WrongArgument(say("There is no sheet “{name}”; there are {known}.", name=name, known=known))
        changed = _with_column(sheet, name, header, meant) if has_header else _with_table(sheet, meant)
        mapping = replace(mapping, sheets={**mapping.sheets, name: changed})
    return mapping


def _with_table(sheet: SheetMapping, table: str) -> SheetMapping:
    if table and table != NINE_COLUMNS and form_named(table) is None:
        known = say(", ").join([NINE_COLUMNS, *(form.name for form in FORMS)])
        raise WrongArgument(say("“{name}” is no table; there are {known}.", name=table, known=known))
    form = form_named(table)
    return replace(sheet, table=form.name if form else table)


def _with_column(sheet: SheetMapping, name: str, header: str, label: str) -> SheetMapping:
    if not sheet.table:
        raise WrongArgument(say("Say first what sheet “{name}” is: {name}=TABLE.", name=name))
    form = sheet.form
    columns = form.attributes if form else COLUMNS
    known = {each.name: each for each in columns}
    attribute = attribute_named(known, label) if label else None
    if label and attribute is None:
        labels = say(", ").join(each.column.label for each in columns)
        raise WrongArgument(say("“{name}” is no column; there are {known}.", name=label, known=labels))
    return replace(sheet, columns={**sheet.columns, header: attribute.column.label if attribute else ""})
