"""The whole year as a workbook (年度工作簿): down at once, up after a look at what would become different."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao.tracking.noun import attributes
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.models import StoredFile
from jixiao_web.history.telling import rows_in_words, sheet_of
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.services import enqueue
from jixiao_web.ledger.errors import CannotUndo, YearIsClosed
from jixiao_web.ledger.forms import label_of
from jixiao_web.ledger.models import table_of
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.start import replacing
from jixiao_web.start.forms import WorkbookForm
from jixiao_web.start.models import Upload
from jixiao_web.start.permissions import may_keep_year
from jixiao_web.start.putting_back import outlook, put_back
from jixiao_web.start.reading import told_differences
from jixiao_web.start.selectors import SHOWN_UPLOADS, uploads_of

AT_ONCE = 3_000
"""Payments up to which the year is written while its reader waits."""
SUFFIXES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def workbook(request: SignedIn) -> HttpResponseBase:
    """Download the year, bring a workbook, see those that were brought."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form.is_valid() and (upload := _brought(request, form)):
            return redirect("start:upload", request.year.fiscal_year, upload.pk)
        form.is_valid()
    content = {
        "form": form,
        "uploads": uploads_of(request.year)[:SHOWN_UPLOADS],
        "made": _made(request),
        "job": _export_job(request),
        "here": "workbook",
    }
    return render(request, "start/workbook.html", content, status=422 if request.method == "POST" else 200)


def _brought(request: SignedIn, form: WorkbookForm) -> Upload | None:
    file = form.cleaned_data["file"]
    try:
        return replacing.bring(
            actor=request.actor, year=request.year, name=file.name or "", content=file.file
        )
    except FileRefused as error:
        form.add_error("file", told(error))
        return None


def _made(request: SignedIn) -> StoredFile | None:
    """The file that an export has made, when it has just come to its end."""
    number = request.GET.get("made", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return StoredFile.objects.filter(pk=int(number), kind="start.export", year=request.year).first()


def _export_job(request: SignedIn) -> Any:
    found = Job.objects.filter(kind="start.export", year=request.year, actor=request.user).first()
    return found if found and not found.is_over else None


@require_POST
@year_page(may_keep_year)
def download(request: SignedIn) -> HttpResponseBase:
    """The whole year as a workbook or as JSON: at once where it is small, else as a job."""
    suffix = request.POST.get("suffix", ".xlsx")
    if suffix not in SUFFIXES:
        raise Http404
    if table_of(request.year, "entries").count() > AT_ONCE:
        enqueue(actor=request.actor, kind="start.export", arguments={"suffix": suffix}, year=request.year)
        return redirect("start:workbook", request.year.fiscal_year)
    file = replacing.export(actor=request.actor, year=request.year, suffix=suffix)
    with file.content.open("rb") as opened:
        response = HttpResponse(opened.read(), content_type=SUFFIXES[suffix])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or ""
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def upload(request: SignedIn, upload_id: int) -> HttpResponseBase:
    """A workbook that was brought: what was read, how it differs; put it in place, or compare again."""
    found = uploads_of(request.year).select_related("year", "proposal").filter(pk=upload_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            if request.POST.get("act") == "again":
                replacing.bring_again(actor=request.actor, upload=found)
            elif not (found.job and not found.job.is_over):
                replacing.confirm(actor=request.actor, upload=found)
        except JixiaoError as error:
            messages.error(request, told(error))
        return redirect("start:upload", request.year.fiscal_year, found.pk)
    errors = [each for each in found.findings if each["severity"] == "error"]
    content = {
        "upload": found,
        "errors": len(errors),
        "is_running": found.job is not None and not found.job.is_over,
        "is_failed": found.job is not None and found.job.state in ("failed", "canceled"),
        "was_changed_since": found.is_written and found.written != request.year.revision,
        "is_stale": found.is_read and not found.is_written and found.based_on != request.year.revision,
        "tables": [_shown(each) for each in found.differences.get("tables", [])],
        "unit": _shown_unit(found.differences.get("unit", [])),
        "here": "workbook",
    }
    return render(request, "start/upload.html", content)


@never_cache
@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def undo(request: SignedIn, upload_id: int) -> HttpResponseBase:
    """Undo a workbook after the ledger was changed: what stays of these changes, and what would be lost."""
    found = uploads_of(request.year).select_related("year", "proposal").filter(pk=upload_id).first()
    if found is None:
        raise Http404
    if found.entry is None or found.is_undone:
        return redirect("start:upload", request.year.fiscal_year, found.pk)
    if request.method == "POST":
        try:
            put_back(actor=request.actor, entry=found.entry, seen=request.POST.get("seen", ""))
        except CannotUndo:
            messages.error(request, _("看过以后，又有人改了台账。再看一次会丢掉什么。"))
            return redirect("start:undo", request.year.fiscal_year, found.pk)
        except YearIsClosed as error:
            messages.error(request, told(error))
        return redirect("start:upload", request.year.fiscal_year, found.pk)
    outcome = outlook(found)
    lost = told_differences(outcome.lost)
    content = {
        "upload": found,
        "kept": outcome.kept,
        "lost": lost["count"],
        "tables": [_shown(each) for each in lost["tables"]],
        "unit": _shown_unit(lost["unit"]),
        "here": "workbook",
    }
    return render(request, "start/undo.html", content)


def _shown_unit(kept: list[list[str]]) -> list[tuple[str, str, str]]:
    """What differs in the unit, in words."""
    labels = {each.name: label_of(each) for each in attributes(Unit)}
    return [(labels[name], old, new) for name, old, new in kept]


def _shown(kept: dict[str, Any]) -> dict[str, Any]:
    """The differences of a table in words."""
    rows = rows_in_words(kept["rows"])
    count = kept["new"] + kept["gone"] + kept["changed"]
    return {
        **kept,
        "sheet": sheet_of(TABLES[kept["table"]]),
        "rows": rows,
        "more": max(0, count - len(rows)),
    }
