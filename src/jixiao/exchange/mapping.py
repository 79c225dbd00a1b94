"""Mapping (对照): a unit's own sheets and headers, named once and remembered.

It is a small file of text beside the workbook (台账.map.toml), or for all workbooks of a user in the user's
folder of settings. Fields are named by the label that they have in Jixiao's own workbook.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from jixiao.errors import UnreadableFile
from jixiao.exchange import toml
from jixiao.exchange.refusals import cannot_write
from jixiao.exchange.replacing import replacing
from jixiao.exchange.sheet_forms import FORMS, Form
from jixiao.exchange.values import folded
from jixiao.quantity import MoneyUnit
from jixiao.quantity.money import UNITS
from jixiao.tracking.noun import Attribute

NINE_COLUMNS = "九栏表"
"""The name, in a mapping, of the table that offices keep: original, changes, adjusted, spent, rate."""

SUFFIX = ".map.toml"

_IGNORED = ("", "不读入")


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a sheet of the unit is, and what its columns are."""

    table: str = ""  # the name of one of Jixiao's sheets, or NINE_COLUMNS; empty: not read
    header_row: int | None = None  # the last row of the header, counted from 1
    unit: str = ""  # 元 or 万元, where the sheet does not say it
    columns: dict[str, str] = field(default_factory=dict)  # own header → label; empty: not read
    suggestions: dict[str, str] = field(default_factory=dict)  # own header → the label that it resembles

    @property
    def form(self) -> Form | None:
        """The table whose rows the sheet holds; none where it is not read or is the nine-column table."""
        return form_named(self.table)

    @property
    def money_unit(self) -> MoneyUnit | None:
        """The unit of its amounts, where given."""
        return UNITS.get(self.unit)


@dataclass(frozen=True, slots=True)
class Mapping:
    """A unit's own words: its sheets, and what its workbooks do not say."""

    sheets: dict[str, SheetMapping] = field(default_factory=dict)
    fiscal_year: int | None = None
    unit: dict[str, str] = field(default_factory=dict)  # fields of the unit's row, by label or name

    def sheet(self, name: str) -> SheetMapping | None:
        """The mapping of the sheet of that name; the year in it does not matter."""
        wanted = _without_year(name)
        return next((each for own, each in self.sheets.items() if _without_year(own) == wanted), None)


def form_named(name: str) -> Form | None:
    """The form of that name, English name or table name."""
    wanted = folded(name)
    return next(
        (each for each in FORMS if wanted in (folded(each.name), folded(each.noun.english), each.table)), None
    )


def attribute_named(known: Dictionary[str, Attribute], name: str) -> Attribute | None:
    """The field that is called so, by label or by name."""
    wanted = folded(name)
    return next((each for each in known.values() if wanted in (folded(each.column.label), each.name)), None)


def _without_year(name: str) -> str:
    return re.sub(r"(?:19|20)\d{2}年?度?", "", folded(name))


def mapping_beside(workbook: Path | str) -> Path:
    """Where the mapping of a workbook is kept."""
    path = Path(workbook)
    return path.with_name(path.stem + SUFFIX)


def users_mapping() -> Path:
    """Where the mapping for all workbooks of the user is kept."""
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "jixiao" / ("workbook" + SUFFIX)


def find_mapping(workbook: Path | str) -> Mapping | None:
    """The mapping that applies to a workbook: the one beside it, else the user's, else none."""
    for path in (mapping_beside(workbook), users_mapping()):
        if path.is_file():
            return load_mapping(path)
    return None


def load_mapping(path: Path | str) -> Mapping:
    """The mapping that the file holds. Raises UnreadableFile where it cannot be used."""
    file = Path(path)
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise _unusable(file, f"读不了：{error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise _unusable(file, f"读不通：{error}") from None
    sheets = content.get("sheets", {})
    unit = content.get("unit", {})
    year = content.get("fiscal_year")
    if not isinstance(sheets, dict) or not isinstance(unit, dict) or not isinstance(year, int | None):
        raise _unusable(file, "写法不对")
    return Mapping(
        {name: _sheet(file, name, each) for name, each in sheets.items()},
        year,
        {str(key): str(value) for key, value in unit.items()},
    )


def _sheet(file: Path, name: str, content: Any) -> SheetMapping:
    known = {each.name for each in fields(SheetMapping)} - {"suggestions"}
    if not isinstance(content, dict) or set(content) - known:
        raise _unusable(file, f"“{name}”的写法不对", f"可写的栏目：{'、'.join(sorted(known))}。")
    table, unit = str(content.get("table", "")), str(content.get("unit", ""))
    table = "" if table in _IGNORED else table
    row, columns = content.get("header_row"), content.get("columns", {})
    form = form_named(table)
    if table and form is None and table != NINE_COLUMNS:
        names = "、".join(each.name for each in FORMS)
        raise _unusable(file, f"“{name}”对应的表“{table}”不认识", f"可写：{NINE_COLUMNS}、{names}。")
    if unit and unit not in UNITS:
        raise _unusable(file, f"“{name}”的金额单位“{unit}”不认识", "请写元或万元。")
    if not isinstance(row, int | None) or not isinstance(columns, dict):
        raise _unusable(file, f"“{name}”的写法不对")
    wanted = {str(key): "" if value in _IGNORED else str(value) for key, value in columns.items()}
    if form is not None:
        labels = {each.name: each for each in form.attributes}
        for own, label in wanted.items():
            if label and attribute_named(labels, label) is None:
                raise _unusable(
                    file,
                    f"“{name}”的栏“{own}”对应的“{label}”不认识",
                    "可写：" + "、".join(each.column.label for each in form.attributes) + "。",
                )
    return SheetMapping(table, row, unit, wanted)


def _unusable(file: Path, why: str, hint: str = "请改正，或用 jixiao year map 重新生成。") -> UnreadableFile:
    return UnreadableFile(
        f"对照文件 {file.name} 不能用：{why}。",
        hint=hint,
        english=f"The mapping {file.name} cannot be used: mend it, or make it anew with jixiao year map.",
    )


def save_mapping(mapping: Mapping, path: Path | str) -> None:
    """Write the mapping, with a remark on what every line may say. Raises UnwritableFile."""
    target = Path(path)
    lines = [
        "# 本单位的工作表和表头与台账各栏的对照；改好后保存，以后读这个工作簿时自动使用。",
        f"# table 写台账的表名或“{NINE_COLUMNS}”，留空表示不读。",
        "# columns 左边是本单位的表头，右边是台账的栏目，留空表示不读。",
        "",
    ]
    if mapping.fiscal_year is not None:
        lines += [f"fiscal_year = {mapping.fiscal_year}", ""]
    if mapping.unit:
        lines += [
            "[unit]",
            *(f"{toml.key(key)} = {toml.string(value)}" for key, value in mapping.unit.items()),
            "",
        ]
    for name, sheet in mapping.sheets.items():
        lines += _sheet_lines(name, sheet)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(target, error) from None
    with replacing(target) as part:
        part.write_text("\n".join(lines), "utf-8", newline="\n")


def _sheet_lines(name: str, sheet: SheetMapping) -> list[str]:
    head = f"[sheets.{toml.key(name)}"
    lines = [f"{head}]", f"table = {toml.string(sheet.table)}"]
    if sheet.header_row is not None:
        lines.append(f"header_row = {sheet.header_row}")
    if sheet.unit:
        lines.append(f"unit = {toml.string(sheet.unit)}")
    if sheet.columns:
        form = sheet.form
        if form is not None:
            lines.append("# 可写的栏目：" + "、".join(each.column.label for each in form.attributes))
        lines.append(f"{head}.columns]")
        for own, label in sheet.columns.items():
            near = sheet.suggestions.get(own)
            remark = f"  # 是不是“{near}”？" if near and not label else ""
            lines.append(f"{toml.key(own)} = {toml.string(label)}{remark}")
    return [*lines, ""]
