"""The shapes of what the API says (数据形状), those of ledger rows derived from the nouns.

Money is a string of yuan ("20842151.00") and a rate one of percent ("98.31"), so that no reader makes floats
of them; choices are the Chinese words of the workbook.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

from ninja import Field, Path, Query, Schema
from pydantic import create_model

from jixiao.quantity import Money, Rate
from jixiao.tracking.glance import Standing
from jixiao.tracking.noun import Attribute, Noun, attributes
from jixiao.tracking.year import TABLES

MOST = 1_000
FARTHEST = 10_000_000

Year = Annotated[int, Path(description="The fiscal year (年度).", ge=1000, le=2999)]
Number = Annotated[int, Path(ge=1, lt=1 << 62)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=FARTHEST, description="How many are left out first.")]
Words = Annotated[str, Query(max_length=200, description="Words to look for.")]
Day = Annotated[
    dt.date | None, Query(description="The date to look at (截至); absent: today or the year's end.")
]


class Failure(Schema):
    """What went wrong, and how to mend it, in the caller's language."""

    message: str
    hint: str = ""
    fields: dict[str, str] = Field(default_factory=dict, description="By field, what is wrong with it.")


class YearOut(Schema):
    """A budget year (年度)."""

    fiscal_year: int
    unit: str
    short_name: str
    is_closed: bool
    revision: str = Field(description="Another word after each change of the ledger.")


class PositionOut(Schema):
    """Where a project or group stands (预算执行情况), in yuan; absent: not known, or nothing budgeted."""

    original: str
    carried_over: str
    increases: str
    reductions: str
    adjusted: str
    spent: str | None
    balance: str | None
    execution_rate: str | None = Field(description="Spent ÷ adjusted, percent.")
    outturn_ratio: str | None = Field(description="Spent ÷ original, percent.")


class TotalsOut(Schema):
    """The totals of a year on a date (总览)."""

    fiscal_year: int
    as_of: dt.date
    totals: dict[str, PositionOut] = Field(
        description="By unit, basic, project_expenditure, focus, ordinary; groups without money left out."
    )


class JobOut(Schema):
    """A piece of long work (后台任务)."""

    id: int
    kind: str
    state: Literal["waiting", "running", "done", "failed", "canceled"]
    done: int
    total: int
    note: str
    error: str
    result: dict[str, Any]


class FindingOut(Schema):
    """Something in the ledger that is not as it must be (发现)."""

    rule: str
    severity: str
    confidence: str
    message: str
    expected: str
    hint: str
    places: list[str]


class ItemOut(Schema):
    """Something that waits for the caller (待办)."""

    title: str
    text: str
    due: dt.date | None
    address: str


def _type(each: Attribute) -> Any:
    if each.base is bool or each.base is int:
        kind: Any = each.base
    elif each.base is dt.date:
        kind = dt.date
    elif issubclass(each.base, Enum):
        kind = Literal[tuple(member.value for member in each.base)]
    else:
        kind = str
    if each.is_many:
        return list[kind]
    return kind if each.is_required or each.default is not None else kind | None


def _described(each: Attribute) -> str:
    parts = [f"{each.column.english} ({each.column.label})"]
    if each.base is Money:
        parts.append("yuan")
    if each.base is Decimal:
        parts.append(f"decimal {each.column.unit}".strip())
    if each.column.targets:
        parts.append("key of " + " or ".join(each.column.targets))
    return ", ".join(parts)


def _row_shape(cls: type[Noun]) -> type[Schema]:
    fields: dict[str, Any] = {
        "id": (int, Field(description="The row's number.")),
        "version": (int, Field(description="Rises with each change of the row.")),
    }
    for each in attributes(cls):
        fields[each.name] = (_type(each), Field(description=_described(each)))
    return create_model(cls.__name__, __base__=Schema, __doc__=f"{cls.english} ({cls.sheet}).", **fields)


def page_shape(name: str, row: Any) -> type[Schema]:
    """The shape of a page of such rows."""
    count = (int, Field(description="How many there are, whatever the page."))
    return create_model(
        f"{name}Page", __base__=Schema, __doc__="A page of rows.", count=count, items=(list[row], ...)
    )


ROWS: dict[str, type[Schema]] = {table: _row_shape(cls) for table, cls in TABLES.items()}
"""The shape of a row of each table."""
PAGES: dict[str, type[Schema]] = {
    table: page_shape(TABLES[table].__name__, row) for table, row in ROWS.items()
}
"""The shape of a page of rows of each table."""


ProjectOut: Any = create_model(
    "ProjectWithPosition",
    __base__=ROWS["projects"],
    __doc__="A project with its position (项目).",
    position=(PositionOut, ...),
)
ProjectPage = page_shape("Projects", ProjectOut)
FindingPage = page_shape("Finding", FindingOut)
JobPage = page_shape("Job", JobOut)


def position_out(standing: Standing) -> dict[str, Any]:
    """A position as the API says it."""
    position = standing.position
    return {
        "original": yuan(position.original),
        "carried_over": yuan(position.carried_over),
        "increases": yuan(position.increases),
        "reductions": yuan(position.reductions),
        "adjusted": yuan(position.adjusted),
        "spent": None if standing.spent is None else yuan(standing.spent),
        "balance": yuan(position.balance) if standing.is_known else None,
        "execution_rate": percent(standing.execution_rate),
        "outturn_ratio": percent(standing.outturn_ratio),
    }


def yuan(amount: Money) -> str:
    """An amount as the API says it: exact yuan."""
    return f"{amount.yuan:.2f}"


def percent(rate: Rate | None) -> str | None:
    """A rate as the API says it: percent."""
    return None if rate is None else f"{rate.percent():.2f}"
