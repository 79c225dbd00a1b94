"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.history import views

app_name = "history"
urlpatterns = [
    path("", views.trail, name="all"),
    path("<int:entry_id>/undo/", views.undo, name="undo"),
]
