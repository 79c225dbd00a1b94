"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.proofing import views

app_name = "proofing"
urlpatterns = [
    path("<year:fiscal_year>/proofing/", views.desk, name="desk"),
    path("<year:fiscal_year>/proofing/runs/", views.runs, name="runs"),
    path("<year:fiscal_year>/proofing/runs/<int:run_id>/", views.run, name="run"),
    path("<year:fiscal_year>/proofing/runs/<int:run_id>/findings/<int:number>/", views.decide, name="decide"),
    path("<year:fiscal_year>/proofing/runs/<int:run_id>/again/", views.again, name="again"),
    path("<year:fiscal_year>/proofing/runs/<int:run_id>/annotated/", views.annotated, name="annotated"),
    path("<year:fiscal_year>/proofing/runs/<int:run_id>/worklist/", views.worklist, name="worklist"),
    path(
        "<year:fiscal_year>/proofing/runs/<int:run_id>/compare/<int:other_id>/", views.compare, name="compare"
    ),
    path("<year:fiscal_year>/proofing/rules/", views.rules, name="rules"),
    path("<year:fiscal_year>/proofing/rules/<str:code>/", views.rule, name="rule"),
]
