"""Addresses."""

from __future__ import annotations

from typing import Any

app_name = "reports"
urlpatterns: list[Any] = []
