"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.files import views

app_name = "files"
urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("<int:file_id>/", views.download, name="download"),
    path("<int:file_id>/remove/", views.remove, name="remove"),
    path("<int:file_id>/restore/", views.restore, name="restore"),
]
