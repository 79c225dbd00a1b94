"""The work over the API (办理接口): what waits for the caller, and jobs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import ItemOut, JobOut, JobPage, Limit, Number, Offset, Year
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.permissions import may_see
from jixiao_web.jobs.selectors import jobs_of
from jixiao_web.jobs.services import cancel
from jixiao_web.work.items import Place
from jixiao_web.work.selectors import items_in

router = Router(tags=["work"])
Where = Annotated[Place, Query(description="Which tab of the page.")]


@router.get("/years/{fiscal_year}/work", response=list[ItemOut], summary="What waits for me")
def waiting(request: HttpRequest, fiscal_year: Year, place: Where = Place.WAITING) -> Any:
    """What waits for the caller, as on the first page; or what they sent on, or was sent back (待办)."""
    actor, year = year_of_call(request, fiscal_year)
    return [
        {"title": each.title, "text": each.detail, "due": each.due, "address": each.address}
        for each in items_in(actor, year, place)
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
