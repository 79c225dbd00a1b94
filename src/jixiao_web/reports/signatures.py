"""Signing and issuing (会签和印发)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import formset_factory
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.services import keep
from jixiao_web.jobs.services import enqueue
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.reports import signing as services
from jixiao_web.reports.finding import job_in, report_in
from jixiao_web.reports.forms import DecisionForm, IssueForm, PaperForm, StepForm
from jixiao_web.reports.models import Decision, Report, State, Version
from jixiao_web.reports.permissions import may_draft, may_read, may_record_paper, may_sign
from jixiao_web.reports.selectors import (
    chain,
    draft_of,
    drift_since,
    issued_files,
    latest_version,
    next_step,
    standing_of,
)
from jixiao_web.reports.wanting import wanting_in


@require_GET
@year_page(may_read)
def signing(request: SignedIn, report_id: int) -> HttpResponseBase:
    """The chain of signatures on the latest version, and what this person may do in it."""
    return _page(request, report_in(request, report_id))


def _page(request: SignedIn, report: Report, status: int = 200, **forms: Any) -> HttpResponseBase:
    version, step = latest_version(report), next_step(report)
    hidden = {"version": version.pk, "order": step.order} if version and step else {}
    shown = {
        "report": report,
        "version": version,
        "standing": standing_of(version) if version else [],
        "chain": chain(),
        "step": step,
        "earlier": [each for each in report.versions.prefetch_related("signatures__by") if each != version],
        "drift": drift_since(version) if version and report.state != State.ISSUED else [],
        "may_draft": may_draft(request.actor),
        "may_sign": step is not None and may_sign(request.actor, step.role),
        "may_record_paper": step is not None and may_record_paper(request.actor),
        "decision_form": forms.get("decision_form") or DecisionForm(initial=hidden),
        "paper_form": forms.get("paper_form") or PaperForm(initial=hidden, prefix="paper"),
        "wanting": wanting_in(draft_of(report)) if report.state == State.DRAFTING else [],
        "job": job_in(request),
        "files": issued_files([report])[report.subject],
        "issue_form": forms.get("issue_form")
        or IssueForm(initial={"number": report.number, "dated": report.dated}),
    }
    return render(request, "reports/sign.html", shown, status=status)


@require_POST
@year_page(may_draft)
def send(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Send the draft to be signed."""
    report = report_in(request, report_id)
    try:
        services.send_to_be_signed(
            actor=request.actor, report=report, note=request.POST.get("note", "")[:200]
        )
    except JixiaoError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已送签"))
    return redirect("reports:sign", request.year.fiscal_year, report.pk)


@require_POST
@year_page(may_read)
def decide(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Sign, or return with a reason."""
    report, step = report_in(request, report_id), None
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, report, 422, decision_form=form)
    step = next((each for each in chain() if each.order == form.cleaned_data["order"]), None)
    if step is None or not may_sign(request.actor, step.role):
        raise PermissionDenied
    return _decided(request, report, form, None)


@require_POST
@year_page(may_record_paper)
def paper(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Record a signature that was given on paper, with the minutes' number and a scan."""
    report = report_in(request, report_id)
    form = PaperForm(request.POST, request.FILES, prefix="paper")
    if not form.is_valid():
        return _page(request, report, 422, paper_form=form)
    scan = None
    if uploaded := form.cleaned_data.get("scan"):
        try:
            scan = keep(
                actor=request.actor,
                name=uploaded.name,
                content=uploaded,
                kind="reports.signature",
                subject=f"reports.signature/{report.pk}",
                year=request.year,
            )
        except FileRefused as error:
            form.add_error("scan", told(error))
            return _page(request, report, 422, paper_form=form)
    signed = {"signer": form.cleaned_data["signer"], "minutes": form.cleaned_data["minutes"], "scan": scan}
    return _decided(request, report, form, signed)


def _decided(
    request: SignedIn, report: Report, form: DecisionForm, paper: dict[str, Any] | None
) -> HttpResponseBase:
    sent = form.cleaned_data
    version = Version.objects.filter(report=report, pk=sent["version"]).first()
    step = next((each for each in chain() if each.order == sent["order"]), None)
    if version is None or step is None:
        messages.error(request, _("报告有了新的版本，请重新看过再签。"))
        return redirect("reports:sign", request.year.fiscal_year, report.pk)
    try:
        services.sign(
            actor=request.actor,
            report=report,
            version=version,
            step=step,
            decision=sent["decision"],
            reason=sent["reason"],
            paper=paper,
        )
    except JixiaoError as error:
        messages.error(request, told(error))
    else:
        done = _("已签：%(step)s") if sent["decision"] == Decision.SIGNED else _("已退回：%(step)s")
        messages.success(request, done % {"step": step.name})
    return redirect("reports:sign", request.year.fiscal_year, report.pk)


@require_POST
@year_page(may_draft)
def take_back(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Take the report back to drafting."""
    report = report_in(request, report_id)
    reason = request.POST.get("reason", "").strip()[:500]
    if not reason:
        messages.error(request, _("收回要写明原因，签批人看得到。"))
    else:
        try:
            services.take_back(actor=request.actor, report=report, reason=reason)
        except JixiaoError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("已收回起草"))
    return redirect("reports:sign", request.year.fiscal_year, report.pk)


@require_POST
@year_page(may_draft)
def issue(request: SignedIn, report_id: int) -> HttpResponseBase:
    """Give the signed report its number and date, and make the files that go out."""
    report = report_in(request, report_id)
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _page(request, report, 422, issue_form=form)
    try:
        services.prepare_issue(actor=request.actor, report=report, **form.cleaned_data)
    except JixiaoError as error:
        form.add_error(None, told(error))
        return _page(request, report, 409, issue_form=form)
    job = enqueue(
        actor=request.actor, kind="reports.issue", arguments={"report_id": report.pk}, year=request.year
    )
    return redirect(reverse("reports:sign", args=[request.year.fiscal_year, report.pk]) + f"?job={job.pk}")


@require_http_methods(["GET", "POST"])
@year_page(may_draft)
def set_chain(request: SignedIn) -> HttpResponseBase:
    """Set the unit's chain of signatures."""
    make = formset_factory(StepForm, extra=0 if request.method == "POST" else 2, max_num=12)
    standing = [{"name": each.name, "role": each.role} for each in chain()]
    forms = make(request.POST or None, initial=standing)
    if request.method == "POST" and forms.is_valid():
        steps = [(each["name"], each["role"]) for each in forms.cleaned_data if each.get("name")]
        if steps:
            services.set_chain(actor=request.actor, steps=steps)
            messages.success(request, _("会签环节已保存"))
            return redirect("reports:current", request.year.fiscal_year)
        messages.error(request, _("至少要有一个环节。"))
    return render(request, "reports/chain.html", {"forms": forms})
