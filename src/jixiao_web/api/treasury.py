"""The two sources over the API (两源核对接口): what the treasury says was spent, against the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Number, Year, yuan
from jixiao_web.payments.permissions import sees_all_payments
from jixiao_web.payments.selectors import statements_of
from jixiao_web.payments.treasury import differences

router = Router(tags=["payments"])


class StatementOut(Schema):
    """What the treasury says was spent by a date (国库支出数)."""

    id: int
    file: int = Field(description="The number of its file.")
    name: str
    as_of: dt.date
    made_at: dt.datetime
    made_by: str


class DifferenceOut(Schema):
    """A project of which either source speaks (支出差额), in yuan; absent is what one does not tell."""

    project: str = Field(description="Empty where the ledger does not know it.")
    said: str = Field(description="As the treasury's file names it.")
    theirs: str | None
    ours: str | None
    difference: str
    causes: list[int] = Field(description="The payments that may explain it.")


@router.get("/years/{fiscal_year}/treasury", response=list[StatementOut], summary="Treasury statements")
def statements(request: HttpRequest, fiscal_year: Year) -> Any:
    """What the treasury says, latest first (国库支出数)."""
    _actor, year = year_of_call(request, fiscal_year, sees_all_payments)
    return [
        {
            "id": each.pk,
            "file": each.file_id,
            "name": each.file.name,
            "as_of": each.as_of,
            "made_at": each.made_at,
            "made_by": str(each.made_by or ""),
        }
        for each in statements_of(year)
    ]


@router.get(
    "/years/{fiscal_year}/treasury/{statement_id}",
    response=list[DifferenceOut],
    summary="A treasury statement against the ledger",
)
def compared(request: HttpRequest, fiscal_year: Year, statement_id: Number) -> Any:
    """Every project of either source, the largest difference first (支出差额)."""
    _actor, year = year_of_call(request, fiscal_year, sees_all_payments)
    statement = statements_of(year).filter(pk=statement_id).first()
    if statement is None:
        raise Http404
    statement.year = year
    return [
        {
            "project": each.code,
            "said": each.said,
            "theirs": None if each.theirs is None else yuan(each.theirs),
            "ours": None if each.ours is None else yuan(each.ours),
            "difference": yuan(each.amount),
            "causes": [row.pk for row in each.causes],
        }
        for each in differences(statement)
    ]
