"""Addresses."""

from __future__ import annotations

from typing import Any

app_name = "rounds"
urlpatterns: list[Any] = []
