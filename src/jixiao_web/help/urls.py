"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.page, name="page"),
    path("help/<slug:name>/", views.topic, name="topic"),
]
