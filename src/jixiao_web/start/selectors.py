"""Reads what the start is about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet

from jixiao.exchange.as_json import from_json
from jixiao.tracking.year import Year
from jixiao_web.accounts.models import User
from jixiao_web.files.models import StoredFile
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.start.models import Upload

SHOWN_UPLOADS = 20


def is_empty() -> bool:
    """Whether the installation holds nothing yet: no year and no account."""
    return not BudgetYear.objects.exists() and not User.objects.exists()


def last_closing(year: BudgetYear) -> Entry | None:
    """Who closed the accounts of a year, when and why; nothing where they are open."""
    if not year.is_closed:
        return None
    return Entry.objects.filter(year=year, act="year.close").select_related("actor").order_by("pk").last()


def uploads_of(year: BudgetYear) -> QuerySet[Upload]:
    """The workbooks that were brought for a year, latest first."""
    return Upload.objects.filter(year=year).select_related("file", "made_by", "entry", "previous", "job")


def uploads_waiting(year: BudgetYear) -> QuerySet[Upload]:
    """The latest workbook of a year, where it can be put in place as the year is now."""
    latest = Upload.objects.filter(year=year).values_list("pk", flat=True).first()
    return uploads_of(year).filter(
        pk=latest or 0,
        written="",
        proposal__isnull=False,
        based_on=year.revision,
    )


def policies() -> list[tuple[str, str]]:
    """The rule packs that come with the program (地区政策), by name."""
    import tomllib

    found = []
    for each in sorted((files("jixiao") / "policies/packs").iterdir(), key=lambda pack: pack.name):
        if each.name.endswith(".toml"):
            told = tomllib.loads(each.read_text("utf-8"))
            found.append(
                (each.name.removesuffix(".toml"), str(told.get("title") or told.get("name") or each.name))
            )
    return sorted(found, key=lambda each: each[0] != "national")


def kept_year(file: StoredFile) -> tuple[Year, Mapping[str, Sequence[int]]]:
    """The year that a file of ours keeps, and the numbers that its rows had, where it says so."""
    with file.content.open("rb") as opened:
        document: dict[str, Any] = json.loads(opened.read())
    numbers: Mapping[str, Sequence[int]] = document.pop("row_numbers", {})
    reading = from_json(json.dumps(document, ensure_ascii=False), file.name)
    assert reading.year is not None, reading
    return reading.year, numbers
