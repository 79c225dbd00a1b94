"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.search import views

app_name = "search"
urlpatterns = [
    path("<year:fiscal_year>/search/", views.results, name="results"),
    path("<year:fiscal_year>/search/suggest/", views.suggest, name="suggest"),
]
