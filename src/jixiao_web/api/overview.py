"""The overview over the API (总览接口): by office, by month, and what changed since a date."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from jixiao.tracking.glance import Standing, date_to_look_at
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.selectors import today
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Day, PositionOut, Year, position_out, yuan
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.overview.selectors import Overview, offices_for, overview_at
from jixiao_web.overview.week import start_of_week, week_for

router = Router(tags=["overview"])
Since = Annotated[dt.date | None, Query(description="What came after this day; absent: this week.")]


class OfficeOut(Schema):
    """An office's projects together (一个部门)."""

    name: str = Field(description="Empty: projects without an office.")
    projects: int
    focus: int = Field(description="How many of them are focus projects.")
    behind: list[str] = Field(description="The codes of those behind their own plan or the pro-rata share.")
    position: PositionOut


class OfficesOut(Schema):
    """The year by office (按部门): one's own one by one, the others together."""

    as_of: dt.date
    offices: list[OfficeOut]
    others: PositionOut | None
    basic: PositionOut | None
    unit: PositionOut


class MonthOut(Schema):
    """Where the unit stood, or should stand, at the end of a day (曲线上的一点), in yuan."""

    date: dt.date
    spent: str | None = Field(description="Absent after the date looked at, and where it is not known.")
    planned: str | None = Field(description="Absent where no project has a plan.")
    pro_rata: str


class MovementOut(Schema):
    """A project, or basic expenditure, whose budget or spending changed (一处变动), in yuan."""

    kind: str
    project: str
    budgeted: str
    spent: str | None
    entries: dict[str, int] = Field(description="How many entries of each nature made it.")


class NewOutputOut(Schema):
    """An output that was reported anew (新成果), and what it was before."""

    subject: str
    name: str
    amount: str
    unit: str
    before: str | None


class ChangesOut(Schema):
    """What changed in the ledger by its own dates (期间变化)."""

    since: dt.date
    as_of: dt.date
    movements: list[MovementOut]
    letters: list[str] = Field(description="The codes of the adjustments that came.")
    outputs: list[NewOutputOut]


@router.get("/years/{fiscal_year}/offices", response=OfficesOut, summary="The year by office")
def offices(request: HttpRequest, fiscal_year: Year, as_of: Day = None) -> Any:
    """The offices whose figures the caller sees, those with the largest balance first (按部门)."""
    actor, _year, overview = _overview(request, fiscal_year, as_of)
    seen = offices_for(actor, overview)
    return {
        "as_of": overview.glance.as_of,
        "offices": [
            {
                "name": each.name,
                "projects": each.count,
                "focus": each.focus_count,
                "behind": [project.code for project, _pace in each.behind],
                "position": position_out(each.standing),
            }
            for each in seen.shown
        ],
        "others": _position(seen.others),
        "basic": _position(seen.basic),
        "unit": position_out(seen.unit),
    }


@router.get("/years/{fiscal_year}/months", response=list[MonthOut], summary="The year by month")
def months(request: HttpRequest, fiscal_year: Year, as_of: Day = None) -> Any:
    """Cumulative spending, the plan and the pro-rata line, as the chart draws them (执行进度)."""
    _actor, _year, overview = _overview(request, fiscal_year, as_of)
    return [
        {
            "date": each.date,
            "spent": None if each.spent is None else yuan(each.spent),
            "planned": None if each.planned is None else yuan(each.planned),
            "pro_rata": yuan(each.pro_rata),
        }
        for each in overview.curve
    ]


@router.get("/years/{fiscal_year}/changes", response=ChangesOut, summary="What changed since a date")
def changes(request: HttpRequest, fiscal_year: Year, since: Since = None, as_of: Day = None) -> Any:
    """What changed after a day, as far as the caller sees it (本周变化)."""
    actor, year, overview = _overview(request, fiscal_year, as_of)
    day = overview.glance.as_of
    week = week_for(actor, year, min(since or start_of_week(day), day), day)
    return {
        "since": week.since,
        "as_of": week.as_of,
        "movements": [
            {
                "kind": each.movement.account[0].value,
                "project": each.movement.account[1],
                "budgeted": yuan(each.movement.budgeted),
                "spent": None if each.movement.spent is None else yuan(each.movement.spent),
                "entries": {nature.value: count for nature, count in each.counts},
            }
            for each in week.movements
        ],
        "letters": [each.code for each in week.letters],
        "outputs": [
            {
                "subject": new.output.subject,
                "name": new.output.name,
                "amount": f"{new.output.amount:f}",
                "unit": new.output.unit,
                "before": None if new.before is None else f"{new.before.amount:f}",
            }
            for new, _project in week.outputs
        ],
    }


def _overview(
    request: HttpRequest, fiscal_year: int, as_of: dt.date | None
) -> tuple[Actor, BudgetYear, Overview]:
    actor, year = year_of_call(request, fiscal_year)
    return actor, year, overview_at(year, date_to_look_at(fiscal_year, as_of or today()))


def _position(standing: Standing | None) -> dict[str, Any] | None:
    return None if standing is None else position_out(standing)
