"""The course of a project's year over the API (支付曲线接口): its budget, its plan and what was spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao.quantity import Money
from jixiao.tracking.glance import date_to_look_at
from jixiao_web.accounts.selectors import today
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Day, Year, yuan
from jixiao_web.projects.dossier import dossier
from jixiao_web.projects.permissions import sees

router = Router(tags=["ledger"])


class StepOut(Schema):
    """What an amount was from a day on (曲线上的一级), in yuan."""

    date: dt.date
    amount: str


class ProjectMonthOut(Schema):
    """A month in which the project paid (一个月), in yuan."""

    date: dt.date = Field(description="The last day of payment in it.")
    spent: str = Field(description="In this month.")
    total: str = Field(description="From the year's beginning.")
    budget: str = Field(description="The adjusted budget on that day.")
    pro_rata: str = Field(description="The share of the budget for the part of the year that had passed.")


class CurveOut(Schema):
    """The course of a project's year (支付曲线)."""

    as_of: dt.date
    budget: list[StepOut] = Field(description="The adjusted budget as it changed.")
    planned: list[StepOut] = Field(description="What it plans to have spent by a day; empty: no plan.")
    spent: list[StepOut] = Field(description="What had been spent after each day of payment.")
    months: list[ProjectMonthOut]


@router.get(
    "/years/{fiscal_year}/projects/{code}/curve", response=CurveOut, summary="The course of a project's year"
)
def curve(request: HttpRequest, fiscal_year: Year, code: str, as_of: Day = None) -> Any:
    """Budget, plan and spending of a project up to a date, as its page draws and tells them (支付曲线)."""
    actor, year = year_of_call(request, fiscal_year)
    day = date_to_look_at(fiscal_year, as_of or today())
    found = dossier(year, day, code.replace("\x00", ""))
    if found is None or not sees(actor, found.line.project):
        raise Http404
    return {
        "as_of": day,
        "budget": _steps((each.date, each.amount) for each in found.budget_steps),
        "planned": _steps(found.planned_steps),
        "spent": _steps((each.date, each.amount) for each in found.spent_steps),
        "months": [
            {
                "date": each["date"],
                **{name: yuan(each[name]) for name in ("spent", "total", "budget", "pro_rata")},
            }
            for each in found.months()
        ],
    }


def _steps(steps: Iterable[tuple[dt.date, Money]]) -> list[dict[str, Any]]:
    return [{"date": date, "amount": yuan(amount)} for date, amount in steps]
