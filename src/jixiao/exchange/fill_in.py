"""Fill-in workbook (填报工作簿): how somebody without an account reports results, and what comes back.

Gray cells are given and protected, yellow ones are to be filled in. A hidden sheet says for which round,
office and person the workbook was made, what its gray cells said, and all that was entered when it went out,
so that what others have changed since can be told from what came back; a seal tells whether it was changed.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import compress, decompress

from jixiao.exchange.indicator_entry import ATTAINED, EVALUATED, MONITORED, STATEMENT
from jixiao.exchange.result_entry import EVALUATION, OUTPUT, SHORTCOMING
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.noun import Attribute, attributes
from jixiao.tracking.results import Evaluation, Output, Shortcoming

VERSION = "3"
READABLE = ("1", "2", VERSION)
"""The versions that are read; the first did not say what was entered when it went out, the second knew no
indicators."""

GUIDE, OUTPUTS, TEXTS, SHORTCOMINGS, KEYS = "说明", "成果", "完成情况", "不足", "jixiao"
INDICATORS, STATEMENTS = "指标", "情况说明"
FILLED = (OUTPUTS, TEXTS, INDICATORS, STATEMENTS, SHORTCOMINGS)
"""The sheets that are filled in, in their order."""

HEADER_ROW, FIRST_ROW = 2, 3
SPARE_OUTPUTS, SPARE_SHORTCOMINGS = 3, 2
"""Empty rows that each project has for what is new."""

NEW = "+"
"""After the key of a project, in rows where something new may be written."""

MONEY_LABELS = ("年初预算（万元）", "调整后预算（万元）", "支出（万元）", "执行率")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A column of a sheet: its header, the field of the entry that it is, whether it is given (gray)."""

    label: str
    name: str
    attribute: Attribute | None = None
    is_given: bool = False
    width: int = 14


def _fields(noun: Any, names: Iterable[str], widths: Mapping[str, int]) -> list[Field]:
    known = {each.name: each for each in attributes(noun)}
    return [Field(known[name].column.label, name, known[name], width=widths.get(name, 12)) for name in names]


_NAME = Field("项目或主题", "subject", is_given=True, width=30)
_OUTPUT = _fields(Output, OUTPUT, {"name": 20, "scope": 18, "note": 20})
_GIVEN_OF_INDICATOR = (
    Field("三级指标", "indicator", is_given=True, width=22),
    Field("年度指标值", "target", is_given=True, width=16),
    Field("上期完成", "last", is_given=True, width=12),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    OUTPUTS: (_NAME, _OUTPUT[0], Field("上期数", "last", is_given=True, width=12), *_OUTPUT[1:]),
    TEXTS: (
        _NAME,
        *(Field(label, label, is_given=True, width=13) for label in MONEY_LABELS),
        Field("完成情况", "results", width=48),
        Field("评价", "evaluation", width=36),
        *_fields(Evaluation, EVALUATION, {"explanation": 30, "forecast": 16}),
        Field("本期没有数量", "no_outputs", width=12),
    ),
    INDICATORS: (
        _NAME,
        *_GIVEN_OF_INDICATOR,
        *_fields(Attainment, ATTAINED, {"tier": 18, "words": 24, "explanation": 30, "remark": 24}),
    ),
    STATEMENTS: (_NAME, *_fields(Statement, STATEMENT, dict.fromkeys(STATEMENT, 30))),
    SHORTCOMINGS: (_NAME, *_fields(Shortcoming, SHORTCOMING, {"text": 60})),
}
"""The columns of each sheet after the first one, which holds the key and is hidden."""

_AT_THE_END = frozenset({"score", *EVALUATED})
_WITHIN = frozenset({"forecast", "forecast_words", "likelihood", "causes", "remark", *MONITORED})


def fields_of(sheet: str, *, is_evaluation: bool) -> tuple[Field, ...]:
    """The columns that a sheet has in a workbook: forecasts and causes within the year, scores at its end."""
    if sheet not in (INDICATORS, STATEMENTS):
        return FIELDS[sheet]
    asked, other = (_AT_THE_END, _WITHIN) if is_evaluation else (_WITHIN, _AT_THE_END)
    return tuple(each for each in FIELDS[sheet] if each.name in asked or each.name not in other)


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that a project is asked about, with the fields that its target wants (要填的指标)."""

    code: str
    name: str
    target: str
    fields: Collection[str]
    last: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A project or theme with what is entered for it so far; `content` is as exchange.result_entry has it."""

    key: str
    name: str
    is_theme: bool = False
    money: tuple[str, ...] = ()
    last: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    indicators: Sequence[Asked] = ()


@dataclass(frozen=True, slots=True)
class FillIn:
    """A workbook that is to go out (填报工作簿); `person` is who fills it in, where it is not the office.

    `is_evaluation` says that the year is over: then indicators are scored, not forecast.
    """

    round_key: str
    title: str
    office: str
    as_of: dt.date
    due: dt.date
    issued: dt.date
    return_to: str
    subjects: Sequence[Subject]
    person: str = ""
    is_evaluation: bool = False


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that belongs to nothing the workbook was made for; it is shown, never dropped (未对应的行)."""

    sheet: str
    row: int
    words: str


@dataclass(frozen=True)
class Returned:
    """A workbook that came back (回收的工作簿).

    `contents` holds what was filled in by subject key, `given` what was entered when it went out, `places`
    the cell of each field of the content ("outputs.0.amount": "成果!E4"). `is_altered` says that the hidden
    sheet is not the one that went out; `altered` names the rows whose gray cells were changed, whose change
    was not taken.
    """

    round_key: str
    title: str
    office: str
    issued: str
    contents: Mapping[str, dict[str, Any]]
    names: Mapping[str, str]
    person: str = ""
    given: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    places: Mapping[str, dict[str, str]] = field(default_factory=dict)
    unmatched: tuple[Unmatched, ...] = ()
    altered: tuple[Unmatched, ...] = ()
    is_altered: bool = False


def seal(rows: Iterable[Sequence[str]], secret: bytes) -> str:
    """The seal of the hidden sheet: only who knows the secret can make it."""
    told = "\n".join("\t".join(row) for row in rows)
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()


def given_text(values: Sequence[str]) -> str:
    """What the gray cells of a row say, as the hidden sheet keeps it."""
    return hashlib.sha256("\t".join(values).encode()).hexdigest()[:16]


def numbered(content: Mapping[str, Any], table: str) -> list[Mapping[str, Any]]:
    """The rows of a content in the order in which their keys count them."""
    return [each for each in content.get(table) or () if table != "outputs" or each.get("name")]


def packed(content: Mapping[str, Any]) -> str:
    """A content as one word that no program changes on its way through a cell."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return base64.b64encode(compress(told.encode())).decode()


def unpacked(word: str) -> dict[str, Any]:
    """The content that `packed` made a word of; only of a sealed one is it sure that it is one."""
    content: dict[str, Any] = json.loads(decompress(base64.b64decode(word)))
    return content
