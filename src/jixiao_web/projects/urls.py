"""Addresses."""

from __future__ import annotations

from django.urls import path
from django.urls.converters import register_converter

from jixiao_web.projects import listing, pages, parts


class ProjectCode:
    """Whatever an office took for the code of a project, slashes and line breaks among it."""

    regex = "(?s:.*)"

    def to_python(self, value: str) -> str:
        """The code."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it is."""
        return str(value)


register_converter(ProjectCode, "project")

app_name = "projects"
urlpatterns = [
    path("<year:fiscal_year>/projects/", listing.everything, name="all"),
    path("<year:fiscal_year>/projects/focus/", listing.focus, name="focus"),
    path("<year:fiscal_year>/projects/columns/", listing.columns, name="columns"),
    path("<year:fiscal_year>/projects/export.xlsx", listing.export, name="export"),
    path("<year:fiscal_year>/projects/new/", pages.new, name="new"),
    path("<year:fiscal_year>/projects/of/<project:code>", pages.page, name="page"),
    path("<year:fiscal_year>/projects/edit/<project:code>", pages.change, name="edit"),
    path("<year:fiscal_year>/projects/remove/<project:code>", pages.remove, name="remove"),
    path("<year:fiscal_year>/projects/curve/<project:code>", pages.curve, name="curve"),
    path("<year:fiscal_year>/projects/parts/<slug:table>/<int:row_id>/", parts.change, name="part"),
    path(
        "<year:fiscal_year>/projects/parts/<slug:table>/<int:row_id>/remove/",
        parts.remove,
        name="part-remove",
    ),
    path("<year:fiscal_year>/projects/parts/<slug:table>/new/<project:code>", parts.new, name="part-new"),
]
