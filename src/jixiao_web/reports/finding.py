"""Finds the report that an address names, within its year (取报告)."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from jixiao_web.accounts.request import SignedIn
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.permissions import may_see
from jixiao_web.reports.models import Report
from jixiao_web.reports.presenting import place_of


def report_in(request: SignedIn, report_id: int) -> Report:
    """The report of the request's year. Raises Http404 where it has none of that number."""
    found = Report.objects.filter(year=request.year, pk=report_id).first()
    if found is None:
        raise Http404(_("这个年度没有这份报告。"))
    found.year = request.year
    return found


def place_in(anchor: str) -> str:
    """The place that an address names. Raises Http404 where it names none."""
    try:
        return place_of(anchor)
    except ValueError:
        raise Http404(_("报告里没有这一段。")) from None


def job_in(request: SignedIn) -> Job | None:
    """The job that the address says is being done, where it is this person's."""
    asked = request.GET.get("job", "")
    job = Job.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    return job if job is not None and may_see(request.actor, job) else None
