"""Rounds over the API (批次接口): what is asked of whom, what came, focus projects, notices, calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.accounts.actor import Actor
from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import Number, Year, yuan
from jixiao_web.results.models import Form
from jixiao_web.results.selectors import tasks_for
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.permissions import may_read
from jixiao_web.rounds.selectors import notices_for, rounds_for, selection_of, special_days

router = Router(tags=["rounds"])


class TaskOut(Schema):
    """What a round asks of an office (填报任务)."""

    kind: str
    code: str
    name: str
    office: str
    state: str = Field(description="Empty where nobody has begun.")


class RoundOut(Schema):
    """A round of tracking (批次), with what the caller may see of what it asks for."""

    id: int
    name: str
    period: str
    state: str
    due_office: dt.date
    due_bureau: dt.date | None
    tasks: list[TaskOut]


class FormOut(Schema):
    """What an office has entered (填报)."""

    kind: str
    code: str
    office: str
    state: str
    content: dict[str, Any] = Field(description="As it was entered, by field.")
    changed_at: dt.datetime | None
    sent_at: dt.datetime | None
    passed_at: dt.datetime | None
    taken_at: dt.datetime | None
    reason: str = Field(description="Why it was asked back.")


class ChoiceOut(Schema):
    """A project, and whether it is a focus project of the round (重点项目选取)."""

    project: str
    amount: str = Field(description="The budget by which it is chosen, in yuan.")
    is_focus: bool
    grounds: list[str] = Field(description="What the criteria propose it for.")
    is_decided: bool = Field(description="Whether somebody decided otherwise than proposed, or the same.")
    reason: str


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


class DayOut(Schema):
    """A day that is not what its weekday says (节假日与调休)."""

    date: dt.date
    is_workday: bool
    name: str


@router.get("/years/{fiscal_year}/rounds", response=list[RoundOut], summary="The rounds of a year")
def rounds(request: HttpRequest, fiscal_year: Year) -> Any:
    """Each round with what it asks of the offices that the caller sees, and how far they are (批次)."""
    actor, year = year_of_call(request, fiscal_year, may_read)
    return [
        {
            "id": each.pk,
            "name": each.name,
            "period": each.period,
            "state": each.state,
            "due_office": each.due_office,
            "due_bureau": each.due_bureau,
            "tasks": [
                {
                    "kind": task.subject.kind,
                    "code": task.subject.code,
                    "name": task.subject.name,
                    "office": task.subject.office,
                    "state": task.state,
                }
                for task in tasks_for(actor, each)
            ],
        }
        for each in rounds_for(actor, year)
    ]


@router.get(
    "/years/{fiscal_year}/rounds/{round_id}/forms", response=list[FormOut], summary="What was handed in"
)
def forms(request: HttpRequest, fiscal_year: Year, round_id: Number) -> Any:
    """What the offices that the caller sees have entered for a round (填报成果)."""
    actor, found = _round(request, fiscal_year, round_id)
    return [_form_out(each.form) for each in tasks_for(actor, found) if each.form]


@router.get(
    "/years/{fiscal_year}/rounds/{round_id}/selection",
    response=list[ChoiceOut],
    summary="The focus projects of a round",
)
def selection(request: HttpRequest, fiscal_year: Year, round_id: Number) -> Any:
    """Every project, the largest first, with what the criteria propose and what was decided (重点项目)."""
    _actor, found = _round(request, fiscal_year, round_id)
    return [
        {
            "project": each.project.code,
            "amount": yuan(each.amount),
            "is_focus": each.is_focus,
            "grounds": [ground.value for ground in each.grounds],
            "is_decided": each.decision is not None,
            "reason": each.reason,
        }
        for each in selection_of(found).choices
    ]


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


@router.get("/calendar/{fiscal_year}", response=list[DayOut], summary="Holidays and days worked instead")
def calendar(request: HttpRequest, fiscal_year: Year) -> Any:
    """The days of a year on which work is not as the weekday says (节假日与调休)."""
    calling(request, may_read)
    return [
        {"date": day.date, "is_workday": day.is_workday, "name": day.name}
        for day, _own in special_days(fiscal_year)
    ]


def _round(request: HttpRequest, fiscal_year: int, round_id: int) -> tuple[Actor, Round]:
    actor, year = year_of_call(request, fiscal_year, may_read)
    found = rounds_for(actor, year).select_related("year").filter(pk=round_id).first()
    if found is None:
        raise Http404
    return actor, found


def _form_out(form: Form) -> dict[str, Any]:
    return {
        "kind": form.kind,
        "code": form.code,
        "office": form.office,
        "state": form.state,
        "content": form.content,
        "changed_at": form.changed_at,
        "sent_at": form.sent_at,
        "passed_at": form.passed_at,
        "taken_at": form.taken_at,
        "reason": form.reason,
    }
