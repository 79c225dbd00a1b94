"""Addresses of the shell itself."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView

from jixiao_web.pages import gallery, preferences, views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", RedirectView.as_view(url=static("pages/favicon.svg"))),
    path("shown/unit/", preferences.money_unit, name="money-unit"),
    path("shown/language/", preferences.language, name="language"),
    path("shown/large-type/", preferences.large_type, name="large-type"),
]
if settings.DEBUG:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/<slug:kind>.json", gallery.figures, name="gallery-figures"),
    ]
