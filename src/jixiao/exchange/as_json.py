"""JSON: a year as one document, with the schema that describes it (JSON Schema draft 2020-12).

Money is a string of yuan ("20842151.00") and other decimals are strings too, so that no reader makes floats
of them. What is as by default is left out.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from typing import Any

from jixiao.errors import UnreadableFile
from jixiao.exchange.assembly import Assembly
from jixiao.exchange.reading import Reading, Rule, found, quoted
from jixiao.exchange.records import read_record, read_version
from jixiao.exchange.refusals import no_text, too_deep, unparsed
from jixiao.exchange.tables import FISCAL_YEAR, NOUNS, UNIT_TABLE, YEARS
from jixiao.exchange.values import plain
from jixiao.findings import Place, Severity
from jixiao.quantity import YUAN, Money
from jixiao.tracking.noun import Attribute, Noun, attributes
from jixiao.tracking.year import FORMAT_VERSION, TABLES, Year

SCHEMA_ID = "urn:jixiao:year:1"

_MONEY = r"^-?\d{1,16}(\.\d{1,2})?$"
_DECIMAL = r"^-?\d+(\.\d+)?$"


def to_json(year: Year) -> str:
    """The year as JSON text, the same for equal years."""
    document: dict[str, Any] = {
        "format": FORMAT_VERSION,
        FISCAL_YEAR.name: year.fiscal_year,
        UNIT_TABLE: _record(year.unit),
    }
    for table in TABLES:
        rows = year.table(table)
        if rows:
            document[table] = [_record(row) for row in rows]
    return json.dumps(document, ensure_ascii=False, indent=1, default=_iso) + "\n"


def from_json(text: str | bytes, file: str = "") -> Reading:
    """The year that the text holds; `file` is where it came from.

    Raises UnreadableFile where the text is not a JSON object.
    """
    name = file or "JSON"
    document = _parsed(text, name)
    if "format" in document:
        read_version(document.pop("format"), name)
    assembly = Assembly()
    year = document.pop(FISCAL_YEAR.name, None)
    if isinstance(year, int) and not isinstance(year, bool):
        assembly.fiscal_year = year
    for table, value in document.items():
        if table not in NOUNS:
            _report(assembly, file, table, value, "不认识的表" + quoted(table), "、".join(NOUNS))
            continue
        records = [value] if table == UNIT_TABLE else value
        if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
            kind = "一个对象" if table == UNIT_TABLE else "由对象组成的数组"
            _report(assembly, file, table, value, f"“{table}”的写法不对", kind)
            continue
        for row, record in enumerate(records, 1):
            read_record(assembly, table, record, file=file, row=row, unit=YUAN)
    return assembly.finish()


def json_schema() -> dict[str, Any]:
    """The schema of the documents that `to_json` writes, derived from the nouns."""
    tables: dict[str, Any] = {
        table: {
            "type": "array",
            "items": {"$ref": f"#/$defs/{cls.__name__}"},
            "description": cls.sheet,
            "default": [],
        }
        for table, cls in TABLES.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "年度数据 / a budget year",
        "description": "一个预算单位一个年度的绩效跟踪台账。金额是以元为单位的字符串，最小到分。",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT_VERSION, "description": "格式版本"},
            FISCAL_YEAR.name: {
                "type": "integer",
                "minimum": YEARS.start,
                "maximum": YEARS.stop - 1,
                "description": FISCAL_YEAR.column.label,
            },
            UNIT_TABLE: {"$ref": f"#/$defs/{NOUNS[UNIT_TABLE].__name__}"},
            **tables,
        },
        "required": ["format", FISCAL_YEAR.name, UNIT_TABLE],
        "additionalProperties": False,
        "$defs": {cls.__name__: _noun_schema(cls) for cls in NOUNS.values()},
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _record(row: Noun) -> dict[str, Any]:
    return {
        each.name: plain(value)
        for each in attributes(type(row))
        if (value := getattr(row, each.name)) != each.default or each.is_required
    }


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


def _noun_schema(cls: type[Noun]) -> dict[str, Any]:
    known = attributes(cls)
    return {
        "type": "object",
        "title": f"{cls.sheet} / {cls.english}",
        "description": cls.about,
        "properties": {each.name: _schema(each) for each in known},
        "required": [each.name for each in known if each.is_required],
        "additionalProperties": False,
    }


def _schema(attribute: Attribute) -> dict[str, Any]:
    single = _type_schema(attribute)
    schema = {"type": "array", "items": single} if attribute.is_many else single
    column = attribute.column
    described = [f"{column.label} / {column.english}"]
    described += [column.help] if column.help else []
    described += [f"引用 {'、'.join(column.targets)} 的编号"] if column.refers else []
    schema |= {"description": "。".join(described)}
    if not attribute.is_required and attribute.default is not None:
        schema |= {"default": plain(attribute.default)}
    return schema


def _type_schema(attribute: Attribute) -> dict[str, Any]:
    base = attribute.base
    if base is bool:
        return {"type": "boolean"}
    if base is int:
        return {"type": "integer"}
    if base is Money:
        return {"type": "string", "pattern": _MONEY}
    if base is Decimal:
        return {"type": "string", "pattern": _DECIMAL}
    if base is dt.date:
        return {"type": "string", "format": "date"}
    if issubclass(base, Enum):
        return {"enum": [member.value for member in base]}
    return {"type": "string", "minLength": 1} if attribute.is_required else {"type": "string"}


def _parsed(text: str | bytes, name: str) -> dict[str, Any]:
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        document = json.loads(
            words,
            parse_float=Decimal,
            parse_int=_integer,
            parse_constant=_refused,
            object_pairs_hook=_without_doubles,
        )
    except UnicodeDecodeError:
        raise no_text(name) from None
    except json.JSONDecodeError as error:
        raise unparsed(name, "JSON", f"第 {error.lineno} 行第 {error.colno} 列读不通。") from None
    except ValueError as error:
        raise unparsed(name, "JSON", error) from None
    except RecursionError:
        raise too_deep(name) from None
    if not isinstance(document, dict):
        raise UnreadableFile(
            f"{name} 里不是年度数据。", hint="应为一个 JSON 对象。", english=f"{name} holds no JSON object."
        )
    return document


def _integer(digits: str) -> int:
    if len(digits) > 40:
        raise ValueError("有一个长得不像真的数")
    return int(digits)


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} 不是数")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{double}”出现了不止一次")
    return document


def _report(assembly: Assembly, file: str, table: str, value: object, message: str, expected: str) -> None:
    place = Place(file, table, "", str(value)[:40])
    assembly.report(found(Rule.CONTENT, Severity.ERROR, message, [place], expected=expected))
