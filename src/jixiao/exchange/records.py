"""Records (记录): a row as JSON and TOML have it, a mapping from field names to values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jixiao.errors import UnreadableFile
from jixiao.exchange.assembly import Assembly
from jixiao.exchange.fault import Fault
from jixiao.exchange.reading import Rule, fault_found, found, quoted
from jixiao.exchange.tables import NOUNS, Locate
from jixiao.exchange.values import reader
from jixiao.findings import Place, Severity
from jixiao.quantity import MoneyUnit
from jixiao.tracking.noun import Origin, attributes
from jixiao.tracking.year import FORMAT_VERSION


def read_record(
    assembly: Assembly,
    table: str,
    record: Mapping[str, Any],
    *,
    file: str,
    row: int,
    unit: MoneyUnit | None = None,
) -> None:
    """Add a record to the rows of the table; `unit` is what a bare number of money counts."""
    known = {each.name: each for each in attributes(NOUNS[table])}
    origin = Origin(file, table, row)
    within = _locator(file, table)
    values: dict[str, Any] = {}
    for name, value in record.items():
        each = known.get(name)
        if each is None:
            assembly.report(
                found(
                    Rule.UNKNOWN_COLUMN,
                    Severity.ERROR,
                    f"不认识的字段{quoted(name)}",
                    [within(row, name, value)],
                    expected="、".join(known),
                )
            )
            continue
        if value is None:
            continue
        try:
            values[name] = reader(each, unit)(value)
        except Fault as fault:
            assembly.report(fault_found(fault, name, value, within(row, name, value)))
            if fault.value is not None:
                values[name] = fault.value
            elif fault.severity is Severity.ERROR:
                known.pop(name)  # reported: it is not missing as well
    for name, each in known.items():
        if each.is_required and (name not in values or values[name] == ""):
            assembly.report(
                found(
                    Rule.REQUIRED,
                    Severity.ERROR,
                    f"缺少必填的“{name}”（{each.column.label}）",
                    [within(row, name, "")],
                    hint=each.column.help,
                )
            )
            values.pop(name, None)
    assembly.add(table, values, origin, within)


def read_version(value: object, file: str) -> None:
    """Accept the version of the form of the file. Raises UnreadableFile for one that is not known."""
    if not isinstance(value, int) or isinstance(value, bool) or not value >= 1:
        raise UnreadableFile(
            f"{file} 的格式版本写作“{value}”，应为 {FORMAT_VERSION}。",
            english=f"{file} gives its format as {value!r}; it should be {FORMAT_VERSION}.",
        )
    if value > FORMAT_VERSION:
        raise UnreadableFile(
            f"{file} 的格式版本是 {value}，本程序只认识到 {FORMAT_VERSION}。",
            hint="请升级程序后再读。",
            english=f"{file} has format {value}, newer than this program reads ({FORMAT_VERSION}).",
        )


def _locator(file: str, table: str) -> Locate:
    return lambda row, name, quote: Place(file, table, f"第{row}行 {name}", str(quote))
