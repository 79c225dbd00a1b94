"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.start import closing_views, views, workbook_views

app_name = "start"
urlpatterns = [
    path("start/", views.begin, name="begin"),
    path("<year:fiscal_year>/offices/", views.offices, name="offices"),
    path("<year:fiscal_year>/offices/new/", views.office, name="new_office"),
    path("<year:fiscal_year>/offices/<int:party_id>/", views.office, name="office"),
    path("<year:fiscal_year>/next/", views.new_year, name="new_year"),
    path("<year:fiscal_year>/closing/", closing_views.closing, name="closing"),
    path("<year:fiscal_year>/workbook/", workbook_views.workbook, name="workbook"),
    path("<year:fiscal_year>/workbook/download/", workbook_views.download, name="download"),
    path("<year:fiscal_year>/workbook/<int:upload_id>/", workbook_views.upload, name="upload"),
    path("<year:fiscal_year>/workbook/<int:upload_id>/undo/", workbook_views.undo, name="undo"),
]
