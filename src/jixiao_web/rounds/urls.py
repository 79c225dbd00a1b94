"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.rounds import calendar, sampling, selecting, telling, views

app_name = "rounds"

_YEAR = "<year:fiscal_year>/rounds/"
_ROUND = f"{_YEAR}<int:round_id>/"

urlpatterns = [
    path(_YEAR, views.list_, name="list"),
    path(f"{_YEAR}open/", views.open_, name="open"),
    path(_ROUND, views.round_page, name="round"),
    path(f"{_ROUND}change/", views.change, name="change"),
    path(f"{_ROUND}close/", views.close, name="close"),
    path(f"{_ROUND}reopen/", views.reopen, name="reopen"),
    path(f"{_ROUND}notice/", telling.notice_document, name="notice-document"),
    path(f"{_ROUND}announce/", telling.announce, name="announce"),
    path(f"{_ROUND}remind/", telling.remind, name="remind"),
    path("<year:fiscal_year>/selection/", selecting.selection, name="selection"),
    path(f"{_ROUND}sampling/", sampling.sampling, name="sampling"),
    path(f"{_ROUND}freeze/", selecting.freeze, name="freeze"),
    path(f"{_ROUND}thaw/", selecting.thaw, name="thaw"),
    path("<year:fiscal_year>/calendar/", calendar.calendar, name="calendar"),
    path("<year:fiscal_year>/calendar/import/", calendar.import_days, name="import-days"),
    path("<year:fiscal_year>/calendar/days/<int:day_id>/drop/", calendar.drop, name="drop-day"),
    path("<year:fiscal_year>/notices/", telling.notices, name="notices"),
    path("<year:fiscal_year>/notices/new/", telling.new, name="new-notice"),
    path("<year:fiscal_year>/notices/receive/", telling.receive, name="receive"),
    path("<year:fiscal_year>/notices/<int:notice_id>/", telling.notice, name="notice"),
    path("<year:fiscal_year>/notices/<int:notice_id>/read/", telling.read, name="read"),
]
