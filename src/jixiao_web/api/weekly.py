"""The page of the leader's weekly meeting over the API (例会一页纸接口)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from jixiao.quantity import Money
from jixiao.tracking.glance import Standing, date_to_look_at
from jixiao_web.accounts.selectors import today
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Day, PositionOut, Year, percent, position_out, yuan
from jixiao_web.reports.weekly import Together, weekly_for

router = Router(tags=["overview"])


class GroupOut(Schema):
    """Offices together (合计), in yuan."""

    position: PositionOut
    unpaid: str = Field(description="Signed and not paid.")
    expected: str = Field(description="Expected to be paid in the month.")
    behind: int = Field(description="How many projects are behind.")


class WeeklyOfficeOut(GroupOut):
    """An office on the weekly page (一个部门)."""

    name: str = Field(description="Empty: projects without an office.")
    lacks_amounts: bool = Field(description="A contract has no amount: more may be unpaid than is told.")


class BehindOut(Schema):
    """A project that is behind (落后的项目); both shares are percent of its adjusted budget."""

    project: str
    name: str
    office: str
    position: PositionOut
    wanted_rate: str | None = Field(description="Where it should be by the date.")
    has_plan: bool = Field(description="Whether by a plan of its own; else by the share of the year.")
    points: str | None = Field(description="Percentage points; negative: behind.")


class WeeklyOut(Schema):
    """The page of the weekly meeting (例会一页纸)."""

    as_of: dt.date
    offices: list[WeeklyOfficeOut]
    others: GroupOut | None = Field(description="The offices that the caller does not see one by one.")
    basic: PositionOut | None
    unit: GroupOut
    behind: list[BehindOut]


@router.get("/years/{fiscal_year}/weekly", response=WeeklyOut, summary="The page of the weekly meeting")
def weekly(request: HttpRequest, fiscal_year: Year, as_of: Day = None) -> Any:
    """By office: budget, spent, unpaid, expected, who is behind; one's own one by one (例会一页纸)."""
    actor, year = year_of_call(request, fiscal_year)
    seen = weekly_for(actor, year, date_to_look_at(fiscal_year, as_of or today()))
    page, glance = seen.weekly, seen.weekly.glance
    return {
        "as_of": glance.as_of,
        "offices": [
            {
                **_group(each.standing, each.unpaid, each.expected, len(each.behind)),
                "name": each.name,
                "lacks_amounts": each.lacks_amounts,
            }
            for each in seen.rows
        ],
        "others": _others(seen.others),
        "basic": None if page.basic is None else position_out(page.basic),
        "unit": _group(page.unit, page.unpaid, page.expected, len(page.behind)),
        "behind": [
            {
                "project": project.code,
                "name": project.name,
                "office": project.party,
                "position": position_out(glance.standing(project)),
                "wanted_rate": percent(pace.planned),
                "has_plan": pace.has_plan,
                "points": None if pace.points is None else f"{pace.points:.2f}",
            }
            for project, pace in seen.behind
        ],
    }


def _others(together: Together | None) -> dict[str, Any] | None:
    if together is None:
        return None
    return _group(together.standing, together.unpaid, together.expected, together.behind)


def _group(standing: Standing, unpaid: Money, expected: Money, behind: int) -> dict[str, Any]:
    return {
        "position": position_out(standing),
        "unpaid": yuan(unpaid),
        "expected": yuan(expected),
        "behind": behind,
    }
