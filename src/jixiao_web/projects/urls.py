"""Addresses."""

from __future__ import annotations

from typing import Any

app_name = "projects"
urlpatterns: list[Any] = []
