"""Pages about jobs (后台任务): how far each has come, and what may be done about it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jixiao_web.accounts.permissions import signed_in
from jixiao_web.accounts.request import SignedIn
from jixiao_web.jobs import services
from jixiao_web.jobs.models import Job, State
from jixiao_web.jobs.permissions import may_see
from jixiao_web.jobs.selectors import jobs_of
from jixiao_web.pages.way_back import way_back

PAGE = 50


@never_cache
@require_GET
@signed_in
def status(request: SignedIn, job_id: int) -> HttpResponseBase:
    """How far a job has come: asked every second by the page that shows it; when over, the page goes on."""
    job = _visible(request, job_id)
    if not request.htmx:
        return redirect(str(job.result.get("address") or "jobs:mine") if job.is_over else "jobs:mine")
    if job.is_over:
        address = str(job.result.get("address") or "") if job.state == State.DONE else ""
        return HttpResponse(headers={"HX-Redirect": address} if address else {"HX-Refresh": "true"})
    return render(request, "jobs/progress.html", {"job": job})


@require_POST
@signed_in
def cancel(request: SignedIn, job_id: int) -> HttpResponseBase:
    """Ask for a job's end."""
    job = _visible(request, job_id)
    services.cancel(actor=request.actor, job=job)
    return _back(request, job)


@require_POST
@signed_in
def retry(request: SignedIn, job_id: int) -> HttpResponseBase:
    """Have a job done again; pressing twice does it once."""
    job = _visible(request, job_id)
    if job.state in (State.FAILED, State.CANCELED):
        services.retry(actor=request.actor, job=job)
    return _back(request, job)


@require_GET
@signed_in
def mine(request: SignedIn) -> HttpResponseBase:
    """My jobs; the coordinator's list has everybody's."""
    page = Paginator(jobs_of(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/mine.html", {"page": page})


def _visible(request: SignedIn, job_id: int) -> Job:
    job = Job.objects.select_related("actor", "year").filter(pk=job_id).first()
    if job is None or not may_see(request.actor, job):
        raise Http404
    return job


def _back(request: SignedIn, job: Job) -> HttpResponseBase:
    if request.htmx:
        return render(request, "jobs/progress.html", {"job": job})
    return way_back(request, "jobs:mine")
