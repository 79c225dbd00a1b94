"""Addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path

from jixiao_web.api.site import api

urlpatterns: list[Any] = [path("api/", api.urls)]
