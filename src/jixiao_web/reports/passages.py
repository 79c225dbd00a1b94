"""Paragraphs of a report (段落): rewrite, preview, take back, remark."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.narrative.edits import preview as preview_of
from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.reports.errors import DigitsTyped, EditedMeanwhile, NotNow
from jixiao_web.reports.finding import place_in, report_in
from jixiao_web.reports.forms import CommentForm, PassageForm
from jixiao_web.reports.models import Comment, Edit, Report
from jixiao_web.reports.permissions import may_comment, may_draft, may_edit_passage, may_read
from jixiao_web.reports.presenting import Presenting, anchor_of
from jixiao_web.reports.selectors import composer_of, draft_of, facts_of, office_of, passage_of
from jixiao_web.reports.services import comment as remark_on
from jixiao_web.reports.services import restore_passage, save_edit, settle_comment
from jixiao_web.reports.views import presented


@require_GET
@year_page(may_read)
def passage(request: SignedIn, report_id: int, anchor: str) -> HttpResponseBase:
    """The paragraph as it is printed, for putting back in place of its editor."""
    report = report_in(request, report_id)
    return _shown(request, report, place_in(anchor))


@require_http_methods(["GET", "POST"])
@year_page(may_read)
def edit(request: SignedIn, report_id: int, anchor: str) -> HttpResponseBase:
    """The editor of a paragraph, its printed form beside it; or save it."""
    report, place = report_in(request, report_id), place_in(anchor)
    found = passage_of(report, place)
    standing = Edit.objects.filter(report=report, place=place).select_related("edited_by").first()
    if found is None and standing is None:
        raise Http404(_("报告里没有这一段。"))
    if not may_edit_passage(request.actor, office_of(report, place)):
        raise PermissionDenied
    text = standing.text if standing else (found.text if found else "")
    version = standing.version if standing else None
    shown: dict[str, Any] = {"report": report, "place": place, "anchor": anchor, "edit": standing}
    shown["generated"] = found.generated if found else ""
    if request.method == "GET":
        form = PassageForm(initial={"text": text, "version": version})
        return _editor(request, form, text, shown)
    form = PassageForm(request.POST)
    if not form.is_valid():
        return _editor(request, form, request.POST.get("text", ""), shown, status=422)
    typed = form.cleaned_data["text"]
    try:
        save_edit(
            actor=request.actor,
            report=report,
            place=place,
            text=typed,
            seen_version=form.cleaned_data["version"],
            keeps_digits=form.cleaned_data["meant"] == "text",
        )
    except EditedMeanwhile as error:
        shown["theirs"] = error.edit.text if error.edit else shown["generated"]
        shown["their_edit"] = error.edit
        return _editor(request, form, typed, shown, status=409)
    except DigitsTyped as error:
        shown["pairs"] = error.pairs
        return _editor(request, form, typed, shown, status=422)
    except NotNow as error:
        form.add_error(None, told(error))
        return _editor(request, form, typed, shown, status=409)
    if not request.htmx:
        return redirect(_address(request, report, anchor))
    return _shown(request, report, place)


@require_POST
@year_page(may_read)
def preview(request: SignedIn, report_id: int, anchor: str) -> HttpResponseBase:
    """What the text that is being typed would print."""
    report, place = report_in(request, report_id), place_in(anchor)
    return render(
        request,
        "reports/printed.html",
        _printed(request, report, place, request.POST.get("text", "")[:20_000]),
    )


@require_POST
@year_page(may_read)
def restore(request: SignedIn, report_id: int, anchor: str) -> HttpResponseBase:
    """Let the ledger speak again in a place."""
    report, place = report_in(request, report_id), place_in(anchor)
    if not may_edit_passage(request.actor, office_of(report, place)):
        raise PermissionDenied
    try:
        restore_passage(actor=request.actor, report=report, place=place)
    except NotNow as error:
        messages.error(request, told(error))
    if not request.htmx:
        return redirect(_address(request, report, anchor))
    return _shown(request, report, place)


@require_POST
@year_page(may_comment)
def comment(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Remark on a paragraph."""
    report = report_in(request, report_id)
    form = CommentForm(request.POST)
    place = request.POST.get("place", "")[:300]
    if form.is_valid():
        remark_on(actor=request.actor, report=report, place=place, text=form.cleaned_data["text"])
    else:
        messages.error(request, _("批注没有内容，没有保存。"))
    return redirect(_address(request, report, anchor_of(place) if place else "comments"))


@require_POST
@year_page(may_read)
def settle(request: SignedIn, report_id: int, comment_id: int) -> HttpResponseBase:
    """Mark a remark as dealt with: who made it, or who drafts."""
    report = report_in(request, report_id)
    remark = Comment.objects.filter(report=report, pk=comment_id).first()
    if remark is None:
        raise Http404
    if remark.made_by_id != request.user.pk and not may_draft(request.actor):
        raise PermissionDenied
    settle_comment(actor=request.actor, remark=remark)
    return redirect(_address(request, report, anchor_of(remark.place) if remark.place else "comments"))


def _shown(request: SignedIn, report: Report, place: str) -> HttpResponseBase:
    presenting = presented(request, report)
    found = next((each for each in presenting.draft.passages if each.place == place), None)
    if found is None:
        raise Http404(_("报告里没有这一段。"))
    shown = {"report": report, "each": presenting.passage(found), "may_comment": may_comment(request.actor)}
    return render(request, "reports/passage.html", shown)


def _editor(
    request: SignedIn, form: PassageForm, text: str, shown: dict[str, Any], status: int = 200
) -> HttpResponseBase:
    printed = _printed(request, shown["report"], shown["place"], text)
    template = "reports/editor.html" if request.htmx else "reports/editor_page.html"
    return render(request, template, {**shown, **printed, "form": form}, status=status)


def _printed(request: SignedIn, report: Report, place: str, text: str) -> dict[str, Any]:
    """What a text prints, and what is wanting in it."""
    composer = composer_of(report)
    made = preview_of(text, place, composer)
    presenting = Presenting(facts_of(report), draft_of(report))
    return {
        "printed": [presenting.spans(each.spans) for each in made],
        "gaps": composer.gaps,
        "typed": [digits for each in composer.typed for digits in each.digits],
    }


def _address(request: SignedIn, report: Report, anchor: str) -> str:
    return reverse("reports:report", args=[request.year.fiscal_year, report.pk]) + f"#{anchor}"
