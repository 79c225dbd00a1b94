"""Rounds over the API (批次接口): what is asked of whom, what came, focus projects, workbooks, phrases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import Predicate
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Number, Year, yuan
from jixiao_web.results.models import Form, WorkbookImport
from jixiao_web.results.permissions import fills_in, may_collect
from jixiao_web.results.review import told_of_import
from jixiao_web.results.selectors import imports_of, phrases_for, tasks_for
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.permissions import may_read
from jixiao_web.rounds.selectors import rounds_for, selection_of

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


class ReturnedOut(Schema):
    """A fill-in workbook that came back (发回的工作簿)."""

    id: int
    file: int | None = Field(description="The number of its file.")
    name: str
    office: str
    person: str = Field(description="Whose it is; empty: the whole office's.")
    state: str = Field(description="waiting, taken or dropped")
    came_at: dt.datetime
    brought_by: str


class PartOut(Schema):
    """A part that the workbook or somebody else has changed since it went out (一处变化)."""

    label: str
    cell: str = Field(description="Where it stands in the workbook.")
    side: str = Field(description="back: the workbook changed it; now: somebody else; both.")
    was: str = Field(description="As it went out.")
    now: str = Field(description="As it stands in the application.")
    back: str = Field(description="As it came back.")


class MendOut(Schema):
    """What is still to be mended (待补)."""

    cell: str
    message: str


class ReviewedOut(Schema):
    """A project or theme of a workbook, and what becomes of it (逐项核对)."""

    key: str
    name: str
    state: str
    changes: list[PartOut]
    remarks: list[MendOut]


class WholeReturnedOut(ReturnedOut):
    """A workbook that came back, part by part."""

    subjects: list[ReviewedOut]


class PhraseOut(Schema):
    """A sentence that an office uses again (常用语)."""

    id: int
    office: str = Field(description="Empty: everybody's.")
    field: str = Field(description="results, evaluation, shortcoming or explanation")
    text: str


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


@router.get(
    "/years/{fiscal_year}/rounds/{round_id}/workbooks",
    response=list[ReturnedOut],
    summary="Fill-in workbooks that came back",
)
def workbooks(request: HttpRequest, fiscal_year: Year, round_id: Number) -> Any:
    """The workbooks that came back in a round, latest first, for who collects them (发回的工作簿)."""
    _actor, found = _round(request, fiscal_year, round_id, may_collect)
    return [_returned_out(each) for each in imports_of(found)]


@router.get(
    "/years/{fiscal_year}/rounds/{round_id}/workbooks/{import_id}",
    response=WholeReturnedOut,
    summary="One workbook that came back",
)
def workbook(request: HttpRequest, fiscal_year: Year, round_id: Number, import_id: Number) -> Any:
    """What the workbook would change, or what became of it, part by part with its cells (核对)."""
    _actor, found = _round(request, fiscal_year, round_id, may_collect)
    made = imports_of(found).select_related("round__year").filter(pk=import_id).first()
    if made is None:
        raise Http404
    return {**_returned_out(made), "subjects": told_of_import(made)}


@router.get("/years/{fiscal_year}/phrases", response=list[PhraseOut], summary="The phrase bank")
def phrases(request: HttpRequest, fiscal_year: Year) -> Any:
    """The phrases of the offices for which the caller fills in, and those of everybody (常用语)."""
    actor, year = year_of_call(request, fiscal_year, fills_in)
    return [
        {"id": each.pk, "office": each.office, "field": each.field, "text": each.text}
        for each in phrases_for(actor, year)
    ]


def _round(
    request: HttpRequest, fiscal_year: int, round_id: int, predicate: Predicate = may_read
) -> tuple[Actor, Round]:
    actor, year = year_of_call(request, fiscal_year, predicate)
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


def _returned_out(made: WorkbookImport) -> dict[str, Any]:
    return {
        "id": made.pk,
        "file": made.file_id,
        "name": made.name,
        "office": made.office,
        "person": made.person,
        "state": made.state,
        "came_at": made.imported_at,
        "brought_by": str(made.imported_by or ""),
    }
