"""Reading (读入): the rows of a batch's file as lines, each with what it is to the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from jixiao.errors import JixiaoError
from jixiao.exchange.grid import Grid
from jixiao.exchange.list_file import grids_of
from jixiao.exchange.list_reader import ListReading, ListRow, best_layout, read_list
from jixiao.exchange.values import folded, plain
from jixiao.findings import Finding, Severity
from jixiao.quantity import YUAN, Money
from jixiao.quantity.money import UNITS
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.noun import Attribute, Column, attributes
from jixiao_web.jobs.bodies import Running
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.payments.models import Batch, Line, LineKind
from jixiao_web.payments.naming import Named, Naming, is_basic

PROJECT_CODE = Attribute(
    "project_code",
    Column(
        "项目编码",
        "Project code",
        help="一体化系统的项目编码，或台账的项目编号",
        synonyms=("项目代码", "预算项目编码", "预算项目代码", "项目编号"),
    ),
    str,
    is_many=False,
    is_required=False,
    default="",
)
"""The code by which the finance system names the project; it counts before the name."""

FIELDS: dict[str, Attribute] = {each.name: each for each in (*attributes(Entry), PROJECT_CODE)}
"""What the columns of a file may be."""
NEEDED = ("date", "amount")

_PLAIN_FIELDS = attributes(Entry)
_STEP = 1_000


class NoList(JixiaoError):
    """文件里找不到支付清单。"""


def layout_of_file(data: bytes, name: str) -> dict[str, Any]:
    """How the file looks, as a batch keeps it. Raises UnreadableFile, NoList."""
    layout = best_layout(grids_of(data, name), tuple(FIELDS.values()))
    if layout is None:
        raise NoList(
            f"{name} 里找不到表头和数据行。",
            hint="第一行应是各栏的名称，如 支付日期、项目名称、支付金额。",
            english=f"No header with rows below it was found in {name}.",
        )
    return {
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "first_column": layout.first_column,
        "titles": layout.titles,
        "guesses": layout.guesses,
        "unit": layout.unit.name if layout.unit else "",
        "samples": layout.samples,
        "rows": layout.rows,
        "signature": layout.signature,
    }


def naming_of(year: BudgetYear, aliases: Mapping[str, str]) -> Naming:
    """What the projects of the year are called."""
    rows = table_of(year, "projects").values_list("code", "name", "official_code", "party")
    return Naming((Named(*each) for each in rows), aliases)


def lines_of_file(
    batch: Batch, data: bytes, naming: Naming, running: Running
) -> tuple[list[Line], ListReading]:
    """Every row of the file as a line; all that can be read count as new until they are compared."""
    layout = batch.layout
    grid = next(each for each in grids_of(data, batch.file.name) if each.name == layout["sheet"])
    columns = {
        layout["first_column"] + int(index): FIELDS[name] for index, name in batch.columns.items() if name
    }
    contracts = _contracts(batch.year)
    reading, lines = ListReading(), []
    total = layout["rows"]
    unit = UNITS.get(batch.unit, YUAN)
    for count, row in enumerate(_rows(grid, layout["header_row"], columns, unit, reading)):
        if count % _STEP == 0:
            running.progress(count, total, _("读取各行"))
        lines.append(_line(batch, row, naming, contracts))
    return lines, reading


def _rows(
    grid: Grid, header_row: int, columns: Mapping[int, Attribute], unit: Any, reading: ListReading
) -> Iterable[ListRow]:
    return read_list(grid, header_row, columns, unit, reading)


def _contracts(year: BudgetYear) -> dict[str, str]:
    """The code of each contract, by code and by subject."""
    rows = list(table_of(year, "contracts").values_list("code", "subject"))
    return {
        **{folded(subject): code for code, subject in rows if subject},
        **{code: code for code, _ in rows},
    }


def _line(batch: Batch, row: ListRow, naming: Naming, contracts: Mapping[str, str]) -> Line:
    values = dict(row.values)
    said, official = values.pop("project", ""), values.pop("project_code", "")
    is_faulty = any(_is_fatal(each, row) for each in row.findings)
    values["project"] = naming.code_of(said, official)
    if "kind" not in values and not values["project"] and is_basic(said):
        values["kind"] = ExpenditureKind.BASIC
    if values.get("kind") is ExpenditureKind.BASIC:
        values["project"] = ""
    contract = values.get("contract", "")
    if contract:
        values["contract"] = contracts.get(contract) or contracts.get(folded(contract)) or ""
        if not values["contract"]:
            values["note"] = "；".join(each for each in (values.get("note", ""), contract) if each)
    _sign(values)
    line = Line(
        batch=batch,
        number=row.number,
        kind=LineKind.NEW,
        values={name: _plain(value) for name, value in values.items()},
        amount=_signed(values),  # type: ignore[misc]
        said=(said or official)[:200],
    )
    if is_faulty:
        line.kind = LineKind.FAULTY
    elif reason := _improbable(batch.year, values):
        line.kind, line.reason = LineKind.FAULTY, reason
        return line
    if row.findings:
        first, *others = row.findings
        line.cell = first.places[0].cell[:20]
        line.reason = "\n".join([_told(first), *(f"{each.places[0].cell} {_told(each)}" for each in others)])
    return line


def _is_fatal(finding: Finding, row: ListRow) -> bool:
    """Whether the row cannot be written: nothing else is needed of it but when and how much."""
    if finding.severity is not Severity.ERROR:
        return False
    return any(
        name not in row.values and f"“{FIELDS[name].column.label}”" in finding.message for name in NEEDED
    )


def _told(finding: Finding) -> str:
    parts = [finding.message]
    if finding.expected:
        parts.append(f"应为{finding.expected}")
    return "；".join([*parts, finding.hint] if finding.hint else parts)


def _improbable(year: BudgetYear, values: Mapping[str, Any]) -> str:
    """Why a row that can be read is not written unless somebody says so."""
    date: dt.date = values["date"]
    if date.year != year.fiscal_year:
        return _("日期 %(date)s 不在 %(year)s 年度内") % {
            "date": date.isoformat(),
            "year": year.fiscal_year,
        }
    return "" if values["amount"] else _("金额为 0")


def _sign(values: dict[str, Any]) -> None:
    """A negative payment is a refund; a refund is kept without a sign."""
    amount = values.get("amount")
    if amount is None:
        return
    nature = values.get("nature", Nature.PAYMENT)
    if amount.fen < 0 and nature is Nature.PAYMENT:
        values["nature"] = nature = Nature.REFUND
    if nature is Nature.REFUND:
        values["amount"] = abs(amount)


def _signed(values: Mapping[str, Any]) -> Money | None:
    """The amount as it counts: a refund takes away."""
    amount: Money | None = values.get("amount")
    return -amount if amount is not None and values.get("nature") is Nature.REFUND else amount


def _plain(value: Any) -> Any:
    told = plain(value)
    return told.isoformat() if isinstance(told, dt.date) else told


def entry_of(line: Line) -> Entry:
    """The payment that the line says."""
    return entry_from(line.values)


def entry_from(values: Mapping[str, Any]) -> Entry:
    """The payment whose values are kept as plain text; absent ones are as the noun has them."""
    return Entry(**{name: _READ[name](value) for name, value in values.items() if value is not None})


def _reader(attribute: Attribute) -> Any:
    base = attribute.base
    if base is Money:
        return Money.of
    if base is dt.date:
        return dt.date.fromisoformat
    if issubclass(base, Enum):
        return {member.value: member for member in base}.__getitem__
    return Decimal if base is Decimal else str


_READ: dict[str, Any] = {each.name: _reader(each) for each in _PLAIN_FIELDS}
