"""The work over the API (办理接口): what waits, rounds, reports, jobs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import ItemOut, JobOut, JobPage, Limit, Offset, ReportOut, RoundOut, Year
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.permissions import may_see
from jixiao_web.jobs.selectors import jobs_of
from jixiao_web.jobs.services import cancel
from jixiao_web.reports.permissions import may_read
from jixiao_web.reports.selectors import reports_of
from jixiao_web.results.selectors import tasks_for
from jixiao_web.rounds.permissions import may_read as may_read_rounds
from jixiao_web.rounds.selectors import rounds_of
from jixiao_web.work.items import Place
from jixiao_web.work.selectors import items_in

router = Router(tags=["work"])
Number = Annotated[int, Path(ge=1, lt=1 << 62)]


@router.get("/years/{fiscal_year}/reports", response=list[ReportOut], summary="The reports of a year")
def reports(request: HttpRequest, fiscal_year: Year) -> Any:
    """Each period's report and how far it has come (报告)."""
    _actor, year = year_of_call(request, fiscal_year, may_read)
    return [
        {
            "id": each.pk,
            "period": each.period,
            "state": each.state,
            "number": each.number,
            "dated": each.dated,
            "issued_at": each.issued_at,
        }
        for each in reports_of(year)
    ]


@router.get("/years/{fiscal_year}/rounds", response=list[RoundOut], summary="The rounds of a year")
def rounds(request: HttpRequest, fiscal_year: Year) -> Any:
    """Each round with what it asks of the offices that the caller sees, and how far they are (批次)."""
    actor, year = year_of_call(request, fiscal_year, may_read_rounds)
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
        for each in rounds_of(year)
    ]


@router.get("/years/{fiscal_year}/work", response=list[ItemOut], summary="What waits for me")
def waiting(request: HttpRequest, fiscal_year: Year) -> Any:
    """What waits for the caller, as on the first page (待办)."""
    actor, year = year_of_call(request, fiscal_year)
    return [
        {"title": each.title, "text": each.detail, "due": each.due, "address": each.address}
        for each in items_in(actor, year, Place.WAITING)
    ]


@router.get("/jobs", response=JobPage, summary="My jobs")
def jobs(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The caller's jobs, latest first; the coordinator sees everybody's (后台任务)."""
    found = jobs_of(calling(request))
    return {"count": found.count(), "items": [job_out(each) for each in found[offset : offset + limit]]}


@router.get("/jobs/{job_id}", response=JobOut, summary="How far a job has come")
def job(request: HttpRequest, job_id: Number) -> Any:
    """One job; when it is done, `result.address` is where its result is."""
    return job_out(_job(request, job_id))


@router.post("/jobs/{job_id}/cancel", response=JobOut, summary="Cancel a job")
def cancel_job(request: HttpRequest, job_id: Number) -> Any:
    """Ask for a job's end."""
    found = _job(request, job_id)
    cancel(actor=calling(request), job=found)
    return job_out(found)


def _job(request: HttpRequest, job_id: int) -> Job:
    actor = calling(request)
    found = Job.objects.filter(pk=job_id).first()
    if found is None or not may_see(actor, found):
        raise Http404
    return found


def job_out(found: Job) -> dict[str, Any]:
    """A job as the API says it."""
    return {
        "id": found.pk,
        "kind": found.kind,
        "state": found.state,
        "done": found.done,
        "total": found.total,
        "note": found.note,
        "error": found.error,
        "result": found.result or {},
    }
