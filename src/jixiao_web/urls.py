"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path
from django.urls.converters import register_converter

from jixiao_web.pages import errors


class FiscalYear:
    """Four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        """The year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


register_converter(FiscalYear, "year")

urlpatterns = [
    path("", include("jixiao_web.pages.urls")),
    path("", include("jixiao_web.accounts.urls")),
    path("history/", include("jixiao_web.history.urls")),
    path("jobs/", include("jixiao_web.jobs.urls")),
    path("files/", include("jixiao_web.files.urls")),
    path("", include("jixiao_web.start.urls")),
    path("", include("jixiao_web.work.urls")),
    path("", include("jixiao_web.overview.urls")),
    path("", include("jixiao_web.projects.urls")),
    path("", include("jixiao_web.objectives.urls")),
    path("", include("jixiao_web.budget.urls")),
    path("", include("jixiao_web.payments.urls")),
    path("", include("jixiao_web.rounds.urls")),
    path("", include("jixiao_web.results.urls")),
    path("", include("jixiao_web.reports.urls")),
    path("", include("jixiao_web.proofing.urls")),
    path("", include("jixiao_web.search.urls")),
    path("", include("jixiao_web.help.urls")),
    path("", include("jixiao_web.api.urls")),
]

handler403 = errors.refused
handler404 = errors.not_found
handler500 = errors.failed
