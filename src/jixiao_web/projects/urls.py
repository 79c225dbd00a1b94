"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.projects import listing, pages, parts

app_name = "projects"
urlpatterns = [
    path("<year:fiscal_year>/projects/", listing.everything, name="all"),
    path("<year:fiscal_year>/projects/focus/", listing.focus, name="focus"),
    path("<year:fiscal_year>/projects/columns/", listing.columns, name="columns"),
    path("<year:fiscal_year>/projects/export.xlsx", listing.export, name="export"),
    path("<year:fiscal_year>/projects/new/", pages.new, name="new"),
    path("<year:fiscal_year>/projects/of/<path:code>", pages.page, name="page"),
    path("<year:fiscal_year>/projects/edit/<path:code>", pages.change, name="edit"),
    path("<year:fiscal_year>/projects/remove/<path:code>", pages.remove, name="remove"),
    path("<year:fiscal_year>/projects/curve/<path:code>", pages.curve, name="curve"),
    path("<year:fiscal_year>/projects/parts/<slug:table>/<int:row_id>/", parts.change, name="part"),
    path(
        "<year:fiscal_year>/projects/parts/<slug:table>/<int:row_id>/remove/",
        parts.remove,
        name="part-remove",
    ),
    path("<year:fiscal_year>/projects/parts/<slug:table>/new/<path:code>", parts.new, name="part-new"),
]
