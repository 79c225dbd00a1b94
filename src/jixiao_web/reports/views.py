"""The report's own pages (报告): which there are, and the one that is worked on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jixiao.document.model import Picture
from jixiao_web.accounts.permissions import works_here
from jixiao_web.accounts.request import SignedIn
from jixiao_web.jobs.services import enqueue
from jixiao_web.pages.views import year_page
from jixiao_web.reports.finding import job_in, report_in
from jixiao_web.reports.models import Comment, Report, State
from jixiao_web.reports.permissions import may_comment, may_draft, may_edit_passage, may_read, may_sign
from jixiao_web.reports.presenting import Presenting, outline_of
from jixiao_web.reports.selectors import (
    content_of,
    draft_of,
    drift_since,
    facts_of,
    issued_files,
    issued_reports,
    latest_version,
    next_step,
    office_of,
    periods_of,
    reports_of,
)
from jixiao_web.reports.services import open_report
from jixiao_web.reports.wanting import wanting_in

EXPORTS = ("docx", "pdf", "html")


@require_GET
@year_page(may_read)
def current(request: SignedIn) -> HttpResponseBase:
    """The periods of the year and how far the report of each has come."""
    by_period = {each.period: each for each in reports_of(request.year)}
    rows = []
    for period in periods_of(request.year):
        report = by_period.get(period.code)
        rows.append({"period": period, "report": report, **(_standing(report) if report else {})})
    return render(request, "reports/current.html", {"rows": rows, "may_draft": may_draft(request.actor)})


def _standing(report: Report) -> dict[str, Any]:
    """How far a report has come: what is wanting, what is out of date, who is next."""
    draft, version = draft_of(report), latest_version(report)
    return {
        "gaps": len(draft.gaps) + len(draft.stops),
        "version": version,
        "stale": len(drift_since(version)) if version else 0,
        "step": next_step(report),
    }


@require_POST
@year_page(may_draft)
def open_(request: SignedIn) -> HttpResponseBase:
    """Open the report of a period."""
    code = request.POST.get("period", "")
    if code not in {each.code for each in periods_of(request.year)}:
        raise Http404(_("没有这个期间。"))
    report = open_report(actor=request.actor, year=request.year, period=code)
    return redirect("reports:report", request.year.fiscal_year, report.pk)


@require_GET
@year_page(may_read)
def issued(request: SignedIn) -> HttpResponseBase:
    """Every report that was issued, with its files."""
    reports = list(issued_reports())
    files = issued_files(reports)
    rows = [{"report": each, "files": files[each.subject]} for each in reports]
    return render(request, "reports/issued.html", {"rows": rows})


@require_GET
@year_page(may_read)
def report(request: SignedIn, report_id: int) -> HttpResponseBase:
    """The draft as it is printed now, each paragraph to be rewritten and remarked on."""
    found = report_in(request, report_id)
    with_annexes = "annexes" in request.GET
    version = latest_version(found)
    drift = drift_since(version) if version and found.state != State.ISSUED else []
    presenting = presented(request, found, stale=frozenset(each.key for each in drift))
    draft = presenting.draft
    period = content_of(found)[1]
    request.as_of = period.end
    return render(
        request,
        "reports/report.html",
        {
            "report": found,
            "period": period,
            "job": job_in(request),
            "blocks": list(presenting.blocks(with_annexes=with_annexes)),
            "with_annexes": with_annexes,
            "outline": outline_of(draft.document),
            "wanting": wanting_in(draft),
            "draft": draft,
            "drift": drift,
            "version": version,
            "step": next_step(found),
            "open_comments": [each for each in found.comments.all() if each.settled_at is None],
            "may_draft": may_draft(request.actor),
            "may_proof": works_here(request.actor),
            "may_comment": may_comment(request.actor),
            "may_sign": (step := next_step(found)) is not None and may_sign(request.actor, step.role),
        },
    )


def presented(request: SignedIn, found: Report, *, stale: frozenset[str] = frozenset()) -> Presenting:
    """A draft with the edits and remarks on it, and which of its paragraphs this person may rewrite."""
    draft = draft_of(found)
    remarks: dict[str, list[Comment]] = defaultdict(list)
    for each in found.comments.select_related("made_by"):
        remarks[each.place].append(each)
    editable: frozenset[str] = frozenset()
    if found.state == State.DRAFTING:
        editable = frozenset(
            each.place
            for each in draft.passages
            if may_edit_passage(request.actor, office_of(found, each.place))
        )
    edits = {each.place: each for each in found.edits.select_related("edited_by")}
    return Presenting(facts_of(found), draft, edits, remarks, stale, editable)


@require_GET
@year_page(may_read)
def picture(request: SignedIn, report_id: int, number: int) -> HttpResponseBase:
    """A chart of the draft."""
    found = report_in(request, report_id)
    pictures = [each for each in draft_of(found).document.blocks if isinstance(each, Picture)]
    if not 1 <= number <= len(pictures):
        raise Http404
    return HttpResponse(pictures[number - 1].svg, content_type="image/svg+xml")


@require_POST
@year_page(may_read)
def export(request: SignedIn, report_id: int, form: str) -> HttpResponseBase:
    """Make a file of the draft."""
    found = report_in(request, report_id)
    if form not in EXPORTS:
        raise Http404
    job = enqueue(
        actor=request.actor,
        kind="reports.export",
        arguments={"report_id": found.pk, "form": form},
        year=request.year,
    )
    return redirect(reverse("reports:report", args=[request.year.fiscal_year, found.pk]) + f"?job={job.pk}")


@require_POST
@year_page(works_here)
def proof(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Have the draft proofed against the ledger, at the proofing desk."""
    found = report_in(request, report_id)
    job = enqueue(
        actor=request.actor, kind="reports.proof", arguments={"report_id": found.pk}, year=request.year
    )
    return redirect(reverse("reports:report", args=[request.year.fiscal_year, found.pk]) + f"?job={job.pk}")
