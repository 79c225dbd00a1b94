"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.work import views

app_name = "work"

_YEAR = "<year:fiscal_year>/work/"

urlpatterns = [
    path(_YEAR, views.waiting, name="waiting"),
    path(f"{_YEAR}sent/", views.sent, name="sent"),
    path(f"{_YEAR}returned/", views.returned, name="returned"),
    path(f"{_YEAR}done/", views.done, name="done"),
]
