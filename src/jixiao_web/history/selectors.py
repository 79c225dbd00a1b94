"""Reads what was done (办理记录)."""

from __future__ import annotations

from django.db.models import QuerySet

from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear


def entries_about(year: BudgetYear, *, project: str = "", subject: str = "") -> QuerySet[Entry]:
    """The acts in a year, on a project or a subject where one is named; latest first."""
    found = Entry.objects.filter(year=year).select_related("actor", "on_behalf_of")
    if project:
        found = found.filter(project=project)
    return found.filter(subject=subject) if subject else found
