"""A Word file that went round and came back (返回稿)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jixiao.errors import JixiaoError
from jixiao.narrative.returned import Returned, compare_returned
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.uploads import uploaded
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.reports.errors import NotNow
from jixiao_web.reports.finding import report_in
from jixiao_web.reports.forms import ReturnedForm
from jixiao_web.reports.models import Report
from jixiao_web.reports.permissions import may_draft
from jixiao_web.reports.presenting import place_of
from jixiao_web.reports.selectors import draft_of, facts_of
from jixiao_web.reports.services import take_over
from jixiao_web.reports.versions import pieces


@require_http_methods(["GET", "POST"])
@year_page(may_draft)
def returned(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Ask for the file; show what became of it; take over what is chosen."""
    report = report_in(request, report_id)
    if request.method == "POST" and "take" in request.POST:
        return _take(request, report)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"report": report, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                back = _compared(report, form.cleaned_data["file"])
            except JixiaoError as error:
                form.add_error("file", told(error))
            else:
                status = 200
                shown |= {
                    "back": back,
                    "reworded": [(each, pieces(each.ours, each.theirs)) for each in back.reworded],
                }
    return render(request, "reports/returned.html", shown, status=status)


def _compared(report: Report, file: UploadedFile[Any]) -> Returned:
    with uploaded(file) as path:
        return compare_returned(path, draft_of(report), facts_of(report))


def _take(request: SignedIn, report: Report) -> HttpResponseBase:
    """Take over the chosen paragraphs, whose texts the page carries."""
    edits: dict[str, str] = {}
    for anchor in request.POST.getlist("take"):
        try:
            place = place_of(anchor)
        except ValueError:
            continue
        text = request.POST.get(f"text-{anchor}")
        if text is not None:
            edits[place] = text[:20_000]
    if not edits:
        messages.error(request, _("没有选中任何一段，什么也没有改。"))
        return redirect("reports:returned", request.year.fiscal_year, report.pk)
    try:
        count = take_over(actor=request.actor, report=report, edits=edits)
    except NotNow as error:
        messages.error(request, told(error))
    else:
        words = ngettext("已采用 %(n)s 段", "已采用 %(n)s 段", count) % {"n": count}
        messages.success(request, words)
    return redirect("reports:report", request.year.fiscal_year, report.pk)
