"""Addresses."""

from __future__ import annotations

from typing import Any

app_name = "budget"
urlpatterns: list[Any] = []
