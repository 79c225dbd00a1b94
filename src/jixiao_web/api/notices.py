"""Notices and the calendar over the API (通知、日历接口)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import Number, Year
from jixiao_web.rounds.permissions import may_organize, may_read
from jixiao_web.rounds.selectors import notices_for, read_marks_of, special_days

router = Router(tags=["rounds"])


class NoticeOut(Schema):
    """A notice (通知)."""

    id: int
    kind: str
    title: str
    text: str
    number: str
    issuer: str
    dated: dt.date
    due: dt.date | None
    is_read: bool


class ReadOut(Schema):
    """That somebody has read a notice (已阅)."""

    by: str
    at: dt.datetime


class DayOut(Schema):
    """A day that is not what its weekday says (节假日与调休)."""

    date: dt.date
    is_workday: bool
    name: str


@router.get("/years/{fiscal_year}/notices", response=list[NoticeOut], summary="Notices")
def notices(request: HttpRequest, fiscal_year: Year) -> Any:
    """The notices that reached the caller's offices; the coordinator's are all (通知)."""
    actor, year = year_of_call(request, fiscal_year, may_read)
    return [
        {
            "id": each.pk,
            "kind": each.kind,
            "title": each.title,
            "text": each.text,
            "number": each.number,
            "issuer": each.issuer,
            "dated": each.dated,
            "due": each.due,
            "is_read": each.is_read,  # type: ignore[attr-defined]
        }
        for each in notices_for(actor, year)
    ]


@router.get(
    "/years/{fiscal_year}/notices/{notice_id}/reads",
    response=list[ReadOut],
    summary="Who has read a notice",
)
def reads(request: HttpRequest, fiscal_year: Year, notice_id: Number) -> Any:
    """Who has read a notice, in the order in which they did, for who sends notices (已阅)."""
    actor, year = year_of_call(request, fiscal_year, may_organize)
    found = notices_for(actor, year).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return [{"by": str(each.user), "at": each.read_at} for each in read_marks_of(found)]


@router.get("/calendar/{fiscal_year}", response=list[DayOut], summary="Holidays and days worked instead")
def calendar(request: HttpRequest, fiscal_year: Year) -> Any:
    """The days of a year on which work is not as the weekday says (节假日与调休)."""
    calling(request, may_read)
    return [
        {"date": day.date, "is_workday": day.is_workday, "name": day.name}
        for day, _own in special_days(fiscal_year)
    ]
