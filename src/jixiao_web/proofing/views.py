"""The proofing desk (核稿台): bring a file, read it with its findings, decide, take it away."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.catalogue import UnknownRule, rule_of
from jixiao.errors import JixiaoError
from jixiao.reporting.checked import Noted
from jixiao.reporting.worklist import write_worklist
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.errors import FileRefused
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.proofing import rules as rule_pages
from jixiao_web.proofing import selectors, services
from jixiao_web.proofing.errors import ReasonMissing
from jixiao_web.proofing.forms import BringForm, DecideForm
from jixiao_web.proofing.models import Decision, Run
from jixiao_web.proofing.permissions import may_proof

PAGE = 50
LATEST = 8
REFUSED = 422
STATES = {
    "accept": Decision.State.ACCEPTED,
    "dismiss": Decision.State.DISMISSED,
    "reopen": Decision.State.OPEN,
}


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_proof)
def desk(request: SignedIn) -> HttpResponseBase:
    """Where a file is dropped, and the latest runs."""
    papers = selectors.papers_of(request.actor, request.year)[:20]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BringForm(*sent, papers=papers, initial={"against": True})
    if form.is_valid():
        run = _brought(request, form)
        if run:
            return redirect("proofing:run", request.year.fiscal_year, run.pk)
    latest = selectors.runs_of(request.actor, request.year)[:LATEST]
    status = REFUSED if form.errors else 200
    return render(request, "proofing/desk.html", {"form": form, "latest": latest}, status=status)


@require_GET
@year_page(may_proof)
def runs(request: SignedIn) -> HttpResponseBase:
    """Every run that the reader may see."""
    found = selectors.runs_of(request.actor, request.year)
    words = request.GET.get("q", "").strip()
    found = found.filter(paper__title__icontains=words) if words else found
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "proofing/runs.html", {"page": page, "words": words})


@require_GET
@year_page(may_proof)
def run(request: SignedIn, run_id: int) -> HttpResponseBase:
    """The document with its marks beside the findings; while it is worked on, how far that has come."""
    shown = _run(request, run_id)
    if shown.finished_at is None:
        return render(request, "proofing/waiting.html", {"run": shown, "form": BringForm()})
    found = selectors.findings_of(shown)
    return render(
        request,
        "proofing/run.html",
        {
            "run": shown,
            "found": found,
            "tallies": selectors.tallies(found),
            "coverage": _coverage(shown),
            "others": selectors.other_versions(shown),
            "form": BringForm(initial={"against": shown.against_id is not None}),
            "is_annotated": bool(shown.annotated_id)
            and shown.annotated_for == selectors.decisions_digest(shown),
            "downloads_now": "annotated" in request.GET,
            "is_outdated": shown.against is not None and shown.against.revision != shown.revision,
        },
    )


@require_POST
@year_page(may_proof)
def decide(request: SignedIn, run_id: int, number: int) -> HttpResponseBase:
    """Accept a finding, dismiss it with a reason, take that back, or remark on it; answers with its card."""
    shown = _run(request, run_id)
    finding = selectors.finding_of(shown, number)
    if finding is None:
        raise Http404
    form = DecideForm(request.POST)
    given, error = form.data, ""
    if form.is_valid():
        given = form.cleaned_data
        act = form.cleaned_data["act"]
        try:
            services.decide(
                actor=request.actor,
                run=shown,
                item=finding.item,
                state=STATES.get(act, Decision.State(finding.state)),
                reason=given["reason"] if act != "remark" else _reason(finding),
                remark=given["remark"] if act == "remark" else None,
            )
        except ReasonMissing as missing:
            error = told(missing)
    else:
        error = " ".join(str(message) for each in form.errors.values() for message in each)
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect(f"{request.path.partition('/findings/')[0]}/#f{number}")
    context = {
        "run": shown,
        "told": selectors.finding_of(shown, number),
        "error": error,
        "given": given,
        "is_reply": True,
        "tallies": selectors.tallies(selectors.findings_of(shown)),
    }
    return render(request, "proofing/card.html", context, status=REFUSED if error else 200)


@require_POST
@year_page(may_proof)
def again(request: SignedIn, run_id: int) -> HttpResponseBase:
    """Proof the same file again, or another version of it where one is sent along."""
    shown = _run(request, run_id)
    if "file" not in request.FILES and "version" not in request.POST:
        against = request.year if request.POST.get("against") else None
        made = services.start(
            actor=request.actor, file=shown.file, against=against, year=request.year, paper=shown.paper
        )
        return redirect("proofing:run", request.year.fiscal_year, made.pk)
    form = BringForm(request.POST, request.FILES, papers=[shown.paper])
    if form.is_valid():
        brought = _brought(request, form, shown)
        if brought:
            return redirect("proofing:run", request.year.fiscal_year, brought.pk)
    for each in form.errors.values():
        messages.error(request, " ".join(map(str, each)))
    return redirect("proofing:run", request.year.fiscal_year, shown.pk)


@require_POST
@year_page(may_proof)
def annotated(request: SignedIn, run_id: int) -> HttpResponseBase:
    """Have the commented Word file made; the run's page shows how far it is and hands it out."""
    shown = _run(request, run_id)
    try:
        made = services.ask_annotated(actor=request.actor, run=shown)
    except JixiaoError as error:
        messages.error(request, told(error))
        return redirect("proofing:run", request.year.fiscal_year, shown.pk)
    is_ready = made.annotated_id and made.annotated_for == selectors.decisions_digest(made)
    address = redirect("proofing:run", request.year.fiscal_year, shown.pk)
    return redirect(f"{address.url}?annotated") if is_ready else address


@require_GET
@year_page(may_proof)
def worklist(request: SignedIn, run_id: int) -> HttpResponseBase:
    """The findings as a workbook to work through, with what was decided."""
    shown = _run(request, run_id)
    found = selectors.findings_of(shown)
    decided = {each.item.number: each.decision for each in found if each.decision}

    def opinion(noted: Noted) -> tuple[str, str]:
        decision = decided.get(noted.number)
        if decision is None:
            return "", ""
        words = [str(decision.get_state_display()) if decision.state != Decision.State.OPEN else ""]
        words += [decision.reason, decision.remark]
        return "；".join(filter(None, words)), str(decision.by)

    with tempfile.TemporaryDirectory(prefix="jixiao-proof-") as folder:
        path = Path(folder) / "list.xlsx"
        write_worklist([selectors.checked_of(shown, found)], path, opinion)
        opened = path.open("rb")
    name = f"{Path(shown.file.name).stem}（{_('处理清单')}）.xlsx"
    return FileResponse(opened, as_attachment=True, filename=name)


@require_GET
@year_page(may_proof)
def compare(request: SignedIn, run_id: int, other_id: int) -> HttpResponseBase:
    """What changed from another version to this one: findings, figures, words."""
    after, before = _run(request, run_id), _run(request, other_id)
    if before.paper_id != after.paper_id or before.finished_at is None or after.finished_at is None:
        raise Http404
    found = selectors.comparison(before, after)
    return render(request, "proofing/compare.html", {"run": after, "before": before, "comparison": found})


@require_GET
@year_page(may_proof)
def rules(request: SignedIn) -> HttpResponseBase:
    """The catalogue of rules."""
    return render(request, "proofing/rules.html", {"halves": rule_pages.families()})


@require_GET
@year_page(may_proof)
def rule(request: SignedIn, code: str) -> HttpResponseBase:
    """One rule: what it checks, why, with examples, and what it cannot see."""
    try:
        declared = rule_of(code)
    except UnknownRule as error:
        raise Http404(told(error)) from error
    context = {"rule": declared, "text": rule_pages.rendered(declared)}
    return render(request, "proofing/rule.html", context)


def _run(request: SignedIn, run_id: int) -> Run:
    """The run; of one that the reader may not see, or of another year, there is none."""
    found = selectors.run_for(request.actor, run_id)
    if found is None or found.paper.year_id != request.year.pk:
        raise Http404(_("没有这次核稿。"))
    return found


def _brought(request: SignedIn, form: BringForm, earlier: Run | None = None) -> Run | None:
    """The run over the file that was sent; none where it was refused, which the form then says."""
    file = form.cleaned_data["file"]
    try:
        return services.bring(
            actor=request.actor,
            year=request.year,
            name=file.name,
            content=file.file,
            against=request.year if form.cleaned_data["against"] else None,
            paper=earlier.paper if earlier else form.chosen_paper,
            is_new=form.is_new,
        )
    except FileRefused as error:
        form.add_error("file", told(error))
        return None


def _reason(finding: selectors.Told) -> str:
    return finding.decision.reason if finding.decision else ""


def _coverage(shown: Run) -> list[dict[str, object]]:
    """The parts of the coverage bar: class, count, and where each begins and how wide it is, of 1000."""
    told_of = shown.coverage
    counts = (
        ("sound", told_of.get("verified", 0)),
        ("single", told_of.get("single", 0)),
        ("open", told_of.get("uncheckable", 0) - shown.at_odds),
        ("odd", shown.at_odds),
    )
    whole, at = max(1, sum(count for _, count in counts)), 0
    parts = []
    for kind, count in counts:
        width = 1000 * count // whole
        parts.append({"kind": kind, "count": count, "at": at, "width": width})
        at += width
    return parts
