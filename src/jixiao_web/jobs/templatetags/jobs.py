"""How jobs are shown."""

from __future__ import annotations

from django import template

from jixiao_web.jobs.bodies import title_of
from jixiao_web.jobs.models import Job

register = template.Library()


@register.filter
def grouped(count: int) -> str:
    """A count with separators: 12,000."""
    return f"{count:,}"


@register.filter
def job_title(job: Job) -> str:
    """What people call such a job."""
    return title_of(job.kind)
