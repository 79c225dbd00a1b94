"""Reads what was done (办理记录)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear


def entries_about(year: BudgetYear, *, project: str = "", subject: str = "") -> QuerySet[Entry]:
    """The acts in a year, on a project or a subject where one is named; latest first."""
    found = Entry.objects.filter(year=year).select_related("actor", "on_behalf_of")
    if project:
        found = found.filter(project=project)
    return found.filter(subject=subject) if subject else found


def entries_like(
    *,
    person: int | None = None,
    act: str = "",
    words: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    year: BudgetYear | None = None,
) -> QuerySet[Entry]:
    """The acts of everybody, as a filter wants them; latest first."""
    found = Entry.objects.select_related("actor", "on_behalf_of", "year")
    if person is not None:
        found = found.filter(Q(actor=person) | Q(on_behalf_of=person))
    if act:
        found = found.filter(act=act)
    if words:
        found = found.filter(
            Q(summary__icontains=words) | Q(reason__icontains=words) | Q(project__icontains=words)
        )
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    return found.filter(year=year) if year else found
