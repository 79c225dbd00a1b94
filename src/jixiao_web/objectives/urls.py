"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.objectives import boards, editing, pages

app_name = "objectives"
urlpatterns = [
    path("<year:fiscal_year>/objectives/", pages.listing, name="list"),
    path("<year:fiscal_year>/objectives/of/<project:code>", pages.page, name="page"),
    path("<year:fiscal_year>/objectives/rules/", pages.policy, name="policy"),
    path("<year:fiscal_year>/objectives/begin/<project:code>", editing.begin, name="begin"),
    path("<year:fiscal_year>/objectives/begin-kind/<project:code>", editing.begin_kind, name="begin-kind"),
    path("<year:fiscal_year>/objectives/new/<project:code>", editing.add_objective, name="add-objective"),
    path("<year:fiscal_year>/objectives/<int:row_id>/", editing.change_objective, name="objective"),
    path(
        "<year:fiscal_year>/objectives/indicators/new/<project:code>",
        editing.add_indicator,
        name="add-indicator",
    ),
    path(
        "<year:fiscal_year>/objectives/indicators/<int:row_id>/", editing.change_indicator, name="indicator"
    ),
    path(
        "<year:fiscal_year>/objectives/indicators/<int:row_id>/change/",
        editing.change_approved,
        name="add-change",
    ),
    path("<year:fiscal_year>/objectives/changes/<int:row_id>/", editing.correct_change, name="change"),
    path("<year:fiscal_year>/objectives/<slug:table>/<int:row_id>/remove/", editing.remove, name="remove"),
    path("<year:fiscal_year>/monitoring/", boards.lights, name="lights"),
    path("<year:fiscal_year>/self-evaluation/", boards.scores, name="scores"),
    path("<year:fiscal_year>/self-evaluation/of/<project:code>", boards.score, name="score"),
]
