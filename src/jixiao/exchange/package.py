"""Package (文件夹): a year as a folder of TOML files, text that can be reviewed and compared.

Every file of the folder may hold any tables; they are read in the order of their names. Keys are the names
of the fields; money is written with its unit ("124.00万元", "20,842,151元"), dates are dates, the values of
enumerations are their Chinese words.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from jixiao.errors import UnreadableFile, UnwritableFile
from jixiao.exchange import toml
from jixiao.exchange.assembly import Assembly
from jixiao.exchange.reading import Reading, Rule, found, quoted
from jixiao.exchange.records import read_record, read_version
from jixiao.exchange.refusals import cannot_write, no_text, too_deep, too_large, unparsed
from jixiao.exchange.tables import FISCAL_YEAR, NOUNS, UNIT_TABLE
from jixiao.findings import Place, Severity
from jixiao.quantity import WAN, YUAN, Money
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.year import FORMAT_VERSION, TABLES, Year

MOST_FILES = 200
LARGEST_FILE = 16 * 2**20
"""Bytes; the text of a unit's whole year takes a hundredth of it."""


def read_package(path: Path | str) -> Reading:
    """The year that the folder holds. Raises UnreadableFile where the folder or a file cannot be read."""
    folder = Path(path)
    if not folder.is_dir():
        raise UnreadableFile(f"找不到文件夹：{folder}", english=f"No such folder: {folder}")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise UnreadableFile(
            f"文件夹里没有 .toml 文件：{folder}", english=f"There is no .toml file in {folder}."
        )
    if len(files) > MOST_FILES:
        raise UnreadableFile(
            f"文件夹里的 .toml 文件超过 {MOST_FILES} 个：{folder}",
            english=f"There are more than {MOST_FILES} .toml files in {folder}.",
        )
    assembly = Assembly()
    for file in files:
        _read_file(file, _parsed(file), assembly)
    return assembly.finish()


def _parsed(file: Path) -> dict[str, Any]:
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise too_large(file.name, size, LARGEST_FILE)
    try:
        return tomllib.loads(file.read_text("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise no_text(file.name) from None
    except ValueError as error:
        raise unparsed(file.name, "TOML", error) from None
    except RecursionError:
        raise too_deep(file.name) from None


def _read_file(file: Path, content: dict[str, Any], assembly: Assembly) -> None:
    for name, value in content.items():
        place = Place(file.name, name, "", str(value)[:40])
        if name == "format":
            read_version(value, file.name)
        elif name == FISCAL_YEAR.name:
            _take_fiscal_year(value, place, assembly)
        elif name == UNIT_TABLE and isinstance(value, dict):
            read_record(assembly, name, value, file=file.name, row=1)
        elif name in TABLES and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for index, record in enumerate(value, 1):
                read_record(assembly, name, record, file=file.name, row=index)
        elif name in NOUNS:
            assembly.report(
                found(
                    Rule.CONTENT,
                    Severity.ERROR,
                    f"“{name}”的写法不对",
                    [place],
                    expected=f"[{name}]" if name == UNIT_TABLE else f"一行一个 [[{name}]]",
                )
            )
        else:
            assembly.report(
                found(
                    Rule.UNKNOWN_SHEET,
                    Severity.ERROR,
                    f"不认识的表{quoted(name)}",
                    [place],
                    expected="、".join(NOUNS),
                )
            )


def _take_fiscal_year(value: object, place: Place, assembly: Assembly) -> None:
    known = assembly.fiscal_year
    if not isinstance(value, int) or isinstance(value, bool) or (known is not None and known != value):
        assembly.report(
            found(
                Rule.CONTENT,
                Severity.ERROR,
                f"“fiscal_year”读到{quoted(value)}",
                [place],
                expected=str(known) if known else "四位年份，如 2019",
                hint="各文件的年度必须相同",
            )
        )
        return
    assembly.fiscal_year = value


def write_package(year: Year, folder: Path | str) -> None:
    """Write the year into the folder, a file for each table that has rows.

    Raises UnwritableFile where the folder cannot be written, or holds .toml files of its own.
    """
    target = Path(folder)
    texts = _texts(year)
    try:
        target.mkdir(parents=True, exist_ok=True)
        strangers = {each.name for each in target.glob("*.toml")} - set(_file_names())
        if strangers:
            raise UnwritableFile(
                f"文件夹里已有别的 .toml 文件：{'、'.join(sorted(strangers))}。",
                hint="请换一个空文件夹。",
                english=f"There are other .toml files in {target}: choose an empty folder.",
            )
        parts = {name: target / f".{name}.part" for name in texts}
        for name, part in parts.items():
            part.write_text(texts[name], "utf-8", newline="\n")
        for name in _file_names():
            if name in parts:
                parts[name].replace(target / name)
            else:
                (target / name).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(target, error) from None


def _file_names() -> list[str]:
    return ["00-year.toml", *(f"{index:02}-{name}.toml" for index, name in enumerate(TABLES, 1))]


def _texts(year: Year) -> dict[str, str]:
    """The text of each file by its name."""
    names = _file_names()
    head = [f"format = {FORMAT_VERSION}", f"fiscal_year = {year.fiscal_year}", ""]
    texts = {names[0]: "\n".join([*head, f"[{UNIT_TABLE}]", *_lines(year.unit), ""])}
    for file, table in zip(names[1:], TABLES, strict=True):
        rows = year.table(table)
        if rows:
            blocks = ["\n".join([f"[[{table}]]", *_lines(row), ""]) for row in rows]
            texts[file] = "\n".join(blocks)
    return texts


def _lines(row: Noun) -> Iterable[str]:
    """The fields of a row that are not as by default."""
    for each in attributes(type(row)):
        value = getattr(row, each.name)
        if each.is_required or value != each.default:
            yield f"{each.name} = {_toml(value)}"


def _toml(value: Any) -> str:
    match value:
        case tuple():
            return "[" + ", ".join(_toml(part) for part in value) + "]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Money():
            return toml.string(_money(value))
        case Decimal():
            return toml.string(f"{value:f}")
        case dt.date():
            return value.isoformat()
        case Enum():
            return toml.string(value.value)
        case str():
            return toml.string(value)
    raise TypeError(f"no TOML for {value!r}")


def _money(amount: Money) -> str:
    """The amount in the unit that shows it best: 万元 with two decimals, else 元."""
    wan = amount.rounded_in(WAN)
    if amount and Money.of(wan, WAN) == amount:
        return f"{wan:,f}万元"
    yuan = amount.yuan
    return f"{yuan:,.0f}元" if yuan == yuan.to_integral_value() else f"{amount.rounded_in(YUAN):,f}元"
