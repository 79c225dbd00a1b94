"""Administration over the API (系统设置接口), for those who do it: people, years as workbooks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.accounts.permissions import may_keep_accounts
from jixiao_web.accounts.selectors import people
from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import Limit, Offset, Year, page_shape
from jixiao_web.start.permissions import may_keep_year
from jixiao_web.start.selectors import uploads_of

router = Router(tags=["administration"])


class PostOut(Schema):
    """A role that somebody has (任职)."""

    role: str
    office: str = Field(description="Empty: of the whole unit.")
    valid_from: dt.date | None
    valid_to: dt.date | None


class PersonOut(Schema):
    """Somebody with an account (账号)."""

    id: int
    username: str
    name: str
    is_active: bool
    posts: list[PostOut]


class WorkbookOut(Schema):
    """A workbook that was brought for a year (年度工作簿)."""

    id: int
    file: int = Field(description="The number of its file.")
    name: str
    made_at: dt.datetime
    made_by: str
    differences: int = Field(description="How many rows differed from the year.")
    errors: int
    is_written: bool = Field(description="Whether it took the year's place.")
    is_undone: bool
    previous: int | None = Field(description="The number of the file that keeps the year as it was before.")


WorkbookPage = page_shape("Workbook", WorkbookOut)


@router.get("/people", response=list[PersonOut], summary="People and their roles")
def everybody(request: HttpRequest) -> Any:
    """Everybody with an account, for those who keep accounts (人员和角色)."""
    calling(request, may_keep_accounts)
    return [
        {
            "id": each.pk,
            "username": each.username,
            "name": each.full_name,
            "is_active": each.is_active,
            "posts": [
                {
                    "role": post.role,
                    "office": post.office,
                    "valid_from": post.valid_from,
                    "valid_to": post.valid_to,
                }
                for post in each.memberships.all()
            ],
        }
        for each in people()
    ]


@router.get("/years/{fiscal_year}/workbooks", response=WorkbookPage, summary="Workbooks of a year")
def workbooks(request: HttpRequest, fiscal_year: Year, limit: Limit = 100, offset: Offset = 0) -> Any:
    """The workbooks that were brought to take a year's place, latest first (年度工作簿)."""
    _actor, year = year_of_call(request, fiscal_year, may_keep_year)
    found = uploads_of(year)
    items = [
        {
            "id": each.pk,
            "file": each.file_id,
            "name": each.file.name,
            "made_at": each.made_at,
            "made_by": str(each.made_by or ""),
            "differences": each.differences.get("count", 0),
            "errors": sum(finding["severity"] == "error" for finding in each.findings),
            "is_written": each.is_written,
            "is_undone": each.is_undone,
            "previous": each.previous_id,
        }
        for each in found[offset : offset + limit]
    ]
    return {"count": found.count(), "items": items}
