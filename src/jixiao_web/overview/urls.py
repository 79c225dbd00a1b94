"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.overview import views

app_name = "overview"
urlpatterns = [
    path("<year:fiscal_year>/overview/", views.year, name="year"),
    path("<year:fiscal_year>/overview/offices/", views.offices, name="offices"),
    path("<year:fiscal_year>/overview/week/", views.week, name="week"),
    path("<year:fiscal_year>/overview/charts/<slug:kind>.json", views.chart, name="chart"),
]
