"""Results as an office enters them (成果填报): the same reading for the screen and for the workbook.

What was typed is a mapping of plain text, kept as it is while it is a draft:

    outputs       [{name amount unit precision planned scope as_of note, row and version of the ledger's}]
    no_outputs    "1" where the office says that there is no quantity to report
    results evaluation                                                       texts; a theme has results alone,
                                                                             the whole unit none
    objectives balance_reason balance_use explanation forecast               the evaluation
    shortcomings  [{kind text is_internal, row and version of the ledger's}]
    indicators    [{code, and what was reached, forecast and explained}]     see exchange.indicator_entry
    regulations management … suggestions                                     the texts of monitoring

Zero is a value; blank is none, and a gap where something is wanted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jixiao.exchange.fault import Fault
from jixiao.exchange.indicator_entry import (
    ATTAINED,
    STATEMENT,
    EnteredIndicator,
    IndicatorsWanted,
    entered_indicators,
    entered_texts,
)
from jixiao.exchange.numbers import is_absent
from jixiao.exchange.values import folded, reader
from jixiao.findings import Severity
from jixiao.quantity import Money, MoneyUnit
from jixiao.quantity.money import YUAN
from jixiao.tracking.attainment import Attainment
from jixiao.tracking.noun import Attribute, Noun, attributes
from jixiao.tracking.results import Evaluation, Output, Shortcoming

OUTPUT = ("name", "amount", "unit", "precision", "planned", "scope", "as_of", "note")
EVALUATION = ("objectives", "balance_reason", "balance_use", "explanation", "forecast")
SHORTCOMING = ("kind", "text", "is_internal")
TEXTS = ("results", "evaluation")
LABELS = {"results": "完成情况", "evaluation": "评价"}

PLAIN = (*TEXTS, "no_outputs", *EVALUATION, *STATEMENT)
"""What stands alone in an entry, in the order in which it is told."""

OF_ROW = ("row", "version")
"""Which row of the ledger a row of an entry is about, in the version that was seen."""

_GIVEN_AHEAD = frozenset({"code", "unit", "precision", "planned", "scope", "as_of", *OF_ROW})
"""Fields of an output that stand there from last time; alone they say nothing new."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a period wants to know of a project or theme, or of the whole unit (填报要求).

    `balance` is what is left where its reason is asked, at the year's end; `is_low` says that the execution
    rate lies in the lowest band, which wants an explanation; `indicators` is absent where there are none.
    """

    as_of: dt.date
    is_theme: bool = False
    is_unit: bool = False
    balance: Money | None = None
    is_low: bool = False
    indicators: IndicatorsWanted | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend or to look at, at a field: `outputs.0.amount` (填报提示)."""

    path: str
    message: str
    english: str = ""
    is_gap: bool = False
    is_doubt: bool = False


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row that was entered; `row` and `version` are those of the ledger's row that it is about."""

    values: dict[str, Any]
    row: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class Entered:
    """What was entered, as the nouns hold it, and what there is to say about it (填报内容)."""

    outputs: tuple[EnteredRow, ...] = ()
    shortcomings: tuple[EnteredRow, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    indicators: tuple[EnteredIndicator, ...] = ()
    statement: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def to_mend(self) -> tuple[Remark, ...]:
        """What has to be mended or filled in before it can be sent."""
        return tuple(each for each in self.remarks if not each.is_doubt)

    @property
    def is_complete(self) -> bool:
        """Whether it can be sent."""
        return not self.to_mend


def entered(raw: Mapping[str, Any], wanted: Wanted, unit: MoneyUnit = YUAN) -> Entered:
    """What the raw text says; `unit` is what a bare number of money counts."""
    remarks: list[Remark] = []
    if wanted.is_unit:
        indicators, statement = _indicators(raw, wanted.indicators, remarks)
        return Entered(indicators=indicators, statement=statement, remarks=tuple(remarks))
    outputs = _outputs(raw, wanted, remarks)
    texts = {name: str(raw.get(name) or "").strip() for name in TEXTS}
    if wanted.is_theme:
        if not texts["results"]:
            remarks.append(_gap("results", "内容未填。", "The text is missing."))
        return Entered(outputs, (), {"results": texts["results"]}, remarks=tuple(remarks))
    if not texts["results"]:
        remarks.append(
            _gap(
                "results",
                "完成情况未填。未开展就写“未开展”。",
                "Results are missing. If nothing was done, say so.",
            )
        )
    evaluation = _evaluation(raw, wanted, remarks, unit)
    shortcomings = _shortcomings(raw, wanted, remarks)
    indicators, statement = _indicators(raw, wanted.indicators, remarks)
    return Entered(outputs, shortcomings, texts, evaluation, indicators, statement, tuple(remarks))


def identity_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Which row of the ledger a row is about, where it is about one."""
    return {name: row[name] for name in OF_ROW if row.get(name)}


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether a row of outputs or shortcomings says nothing, whatever stands there from last time."""
    return all(is_absent(value) or value is False for name, value in row.items() if name not in _GIVEN_AHEAD)


def _gap(path: str, message: str, english: str) -> Remark:
    return Remark(path, message, english, is_gap=True)


def _outputs(raw: Mapping[str, Any], wanted: Wanted, remarks: list[Remark]) -> tuple[EnteredRow, ...]:
    found: list[EnteredRow] = []
    names: dict[str, int] = {}
    for number, row in enumerate(raw.get("outputs") or ()):
        if is_blank(row):
            continue
        path = f"outputs.{number}"
        name = str(row.get("name") or "").strip()
        if not name:
            remarks.append(_gap(f"{path}.name", "成果名称未填。", "The output has no name."))
        elif folded(name) in names:
            remarks.append(
                Remark(
                    f"{path}.name",
                    f"“{name}”已在第{names[folded(name)] + 1}行，换一个名称。",
                    f"{name} stands in row {names[folded(name)] + 1} already: choose another name.",
                )
            )
        names.setdefault(folded(name), number)
        if is_absent(row.get("amount")):
            remarks.append(
                _gap(
                    f"{path}.amount",
                    f"“{name or '这一行'}”的数量未填。没有开展的删去这一行并在完成情况中写明，不要填 0。",
                    f"The quantity of {name or 'this row'} is missing. "
                    "Delete the row if nothing was done; do not write 0.",
                )
            )
        values = _read(Output, OUTPUT, row, path, remarks)
        values.setdefault("as_of", None)
        values["as_of"] = values["as_of"] or wanted.as_of
        if values["as_of"] > wanted.as_of:
            remarks.append(
                Remark(
                    f"{path}.as_of",
                    f"截至日期晚于本期的 {wanted.as_of.isoformat()}。",
                    f"The date lies after the period's {wanted.as_of.isoformat()}.",
                )
            )
        found.append(EnteredRow(values, *_of_row(row)))
    if not found and not raw.get("no_outputs"):
        remarks.append(
            _gap(
                "no_outputs",
                "至少填一项成果；本期确实没有数量可报的，勾选“本期没有数量”。",
                "Enter one output, or tick that there is no quantity this time.",
            )
        )
    return tuple(found)


def _evaluation(
    raw: Mapping[str, Any], wanted: Wanted, remarks: list[Remark], unit: MoneyUnit
) -> dict[str, Any]:
    values = _read(Evaluation, EVALUATION, raw, "", remarks, unit)
    if is_absent(raw.get("objectives")):
        remarks.append(_gap("objectives", "目标完成情况未选。", "Say whether the objectives were met."))
    if wanted.balance and is_absent(raw.get("balance_reason")):
        remarks.append(
            _gap(
                "balance_reason",
                f"结余 {wanted.balance.yuan:,.2f} 元，结余原因未选。",
                f"{wanted.balance.yuan:,.2f} yuan are left: choose the reason.",
            )
        )
    if wanted.is_low and is_absent(raw.get("explanation")):
        remarks.append(
            _gap(
                "explanation",
                "执行率在最低一档，原因说明未填。",
                "The execution rate is in the lowest band: explain why.",
            )
        )
    values["as_of"] = wanted.as_of
    return values


def _shortcomings(raw: Mapping[str, Any], wanted: Wanted, remarks: list[Remark]) -> tuple[EnteredRow, ...]:
    found = []
    for number, row in enumerate(raw.get("shortcomings") or ()):
        if is_absent(row.get("text")) and is_absent(row.get("row")):
            continue
        path = f"shortcomings.{number}"
        if is_absent(row.get("text")):
            continue
        if is_absent(row.get("kind")):
            remarks.append(_gap(f"{path}.kind", "不足的类别未选。", "Choose the kind of shortcoming."))
        values = _read(Shortcoming, SHORTCOMING, row, path, remarks)
        found.append(EnteredRow(values | {"as_of": wanted.as_of}, *_of_row(row)))
    return tuple(found)


def _indicators(
    raw: Mapping[str, Any], wanted: IndicatorsWanted | None, remarks: list[Remark]
) -> tuple[tuple[EnteredIndicator, ...], Mapping[str, str]]:
    """What was entered of the indicators, and the texts of the filing; nothing where there are none."""
    if wanted is None:
        return (), {}

    def note(path: str, message: str, english: str, *, is_doubt: bool = False) -> None:
        remarks.append(Remark(path, message, english, is_gap=not is_doubt, is_doubt=is_doubt))

    def read(row: Mapping[str, Any], path: str) -> dict[str, Any]:
        return _read(Attainment, ATTAINED, row, path, remarks)

    return tuple(entered_indicators(raw, wanted, read, note)), entered_texts(raw, wanted, note)


def _read(
    noun: type[Noun],
    names: Iterable[str],
    row: Mapping[str, Any],
    path: str,
    remarks: list[Remark],
    unit: MoneyUnit = YUAN,
) -> dict[str, Any]:
    """The values of the row's fields; what cannot be read is remarked and left out."""
    known = {each.name: each for each in attributes(noun)}
    values: dict[str, Any] = {}
    for name in names:
        place = f"{path}.{name}" if path else name
        given = row.get(name)
        if given is None or given == "" or (known[name].base is not str and is_absent(given)):
            if not known[name].is_required:
                values[name] = known[name].default
            continue
        try:
            values[name] = reader(known[name], unit)(given)
        except Fault as fault:
            is_doubt = fault.severity is not Severity.ERROR and fault.value is not None
            if is_doubt:
                values[name] = fault.value
            said = f"{known[name].column.english}: {fault.english}"
            remarks.append(Remark(place, _sentence(known[name], fault), said, is_doubt=is_doubt))
    return values


def _sentence(attribute: Attribute, fault: Fault) -> str:
    parts = [f"{attribute.column.label}{fault.message}"]
    if fault.expected:
        parts.append(f"应为{fault.expected}")
    if fault.hint:
        parts.append(fault.hint)
    return "；".join(parts) + "。"


def _of_row(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The identity and version of the ledger's row, where there is one."""
    given = [row.get(each) for each in OF_ROW]
    identity, version = (int(str(each)) if str(each or "").isdecimal() else None for each in given)
    return identity, version
