"""Versions of a report (版本): what there were, and what differs between two of them or from now."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.views import year_page
from jixiao_web.reports.finding import report_in
from jixiao_web.reports.models import Version
from jixiao_web.reports.permissions import may_draft, may_read
from jixiao_web.reports.selectors import draft_of, drift_between, drift_since, paragraphs_of
from jixiao_web.reports.services import make_version


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came (改动的一截)."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph that differs between two states of a report (改动的段落)."""

    heading: str
    pieces: tuple[Piece, ...]


@require_GET
@year_page(may_read)
def versions(request: SignedIn, report_id: int) -> HttpResponseBase:
    """The versions of a report, latest first."""
    report = report_in(request, report_id)
    shown = {
        "report": report,
        "versions": report.versions.select_related("made_by", "file").prefetch_related("signatures"),
        "may_draft": may_draft(request.actor),
    }
    return render(request, "reports/versions.html", shown)


@require_POST
@year_page(may_draft)
def make(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Keep the report as it stands now."""
    report = report_in(request, report_id)
    version = make_version(actor=request.actor, report=report, note=request.POST.get("note", "")[:200])
    messages.success(request, _("已存为第 %(number)s 版") % {"number": version.number})
    return redirect("reports:versions", request.year.fiscal_year, report.pk)


@require_GET
@year_page(may_read)
def version(request: SignedIn, report_id: int, number: int) -> HttpResponseBase:
    """A version held against another (`?with=`), or against the report as it is now."""
    report = report_in(request, report_id)
    found = _numbered(report.versions, number)
    asked = request.GET.get("with", "")
    other = _numbered(report.versions, int(asked)) if asked.isdecimal() else None
    now: Sequence[dict[str, Any]] = other.paragraphs if other else paragraphs_of(draft_of(report))
    shown = {
        "report": report,
        "version": found,
        "other": other,
        "others": report.versions.exclude(pk=found.pk),
        "changes": changed_paragraphs(found.paragraphs, now),
        "drift": drift_between(found, other) if other else drift_since(found),
    }
    return render(request, "reports/version.html", shown)


def changed_paragraphs(
    old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> list[ChangedParagraph]:
    """The paragraphs that were reworded, came or went; those whose figures alone differ among them."""
    before, after = {each["place"]: each for each in old}, {each["place"]: each for each in new}
    found = []
    for place in dict.fromkeys([*before, *after]):
        was, now = before.get(place), after.get(place)
        left, right = was["printed"] if was else "", now["printed"] if now else ""
        if left != right:
            heading = (now or was or {}).get("heading", "")
            found.append(ChangedParagraph(heading, tuple(pieces(left, right))))
    return found


def pieces(old: str, new: str) -> list[Piece]:
    """The words of two paragraphs, each as it stayed, went (old) or came (new)."""
    made: list[Piece] = []
    for tag, start, end, other, other_end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            made.append(Piece(old[start:end]))
            continue
        if end > start:
            made.append(Piece(old[start:end], "gone"))
        if other_end > other:
            made.append(Piece(new[other:other_end], "come"))
    return made


def _numbered(versions: Any, number: int) -> Version:
    found: Version | None = versions.filter(number=number).first()
    if found is None:
        raise Http404(_("没有这一版。"))
    return found
