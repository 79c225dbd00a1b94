"""Pages about imports (导入): bring a file, say what its columns are, look, confirm, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.quantity import Money
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.errors import FileRefused
from jixiao_web.ledger.forms import label_of
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.payments import services
from jixiao_web.payments.errors import BadColumns
from jixiao_web.payments.forms import ExportForm, project_choices
from jixiao_web.payments.models import Batch, BatchState, LineKind
from jixiao_web.payments.paging import Pages
from jixiao_web.payments.permissions import may_write_payments, sees_all_payments
from jixiao_web.payments.posting import edited_since, take_back
from jixiao_web.payments.preview import line_shown, lines_sheet, preview_of, said_groups
from jixiao_web.payments.reading import FIELDS, NEEDED
from jixiao_web.payments.selectors import batches as batches_of
from jixiao_web.payments.selectors import project_names

PAGE = 100
BATCHES_ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(sees_all_payments)
def batches(request: SignedIn) -> HttpResponseBase:
    """Every import, and the place to bring the next file."""
    may_write, form = may_write_payments(request.actor), ExportForm()
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        form = ExportForm(request.POST, request.FILES)
        if form.is_valid():
            begun = _begin(request, form)
            if begun is not None:
                return redirect("payments:batch", request.year.fiscal_year, begun.pk)
    rows = batches_of(request.year)
    pages = Pages.of(request.GET.get("page", ""), rows.count(), BATCHES_ON_A_PAGE)
    given = {
        "form": form,
        "batches": [_in_list(each) for each in rows[pages.first : pages.end]],
        "pages": pages,
        "may_write": may_write,
    }
    return render(request, "payments/batches.html", given, status=422 if form.errors else 200)


def _begin(request: SignedIn, form: ExportForm) -> Batch | None:
    file = form.cleaned_data["file"]
    try:
        return services.begin_import(
            actor=request.actor, year=request.year, name=file.name or "", content=file.read()
        )
    except FileRefused as error:
        form.add_error("file", told(error))
        return None


def _in_list(batch: Batch) -> dict[str, Any]:
    written = batch.summary.get("written", {})
    kinds = batch.summary.get("kinds", {})
    count = written.get("added", 0) + written.get("changed", 0)
    return {
        "batch": batch,
        "count": count if written else sum(each["count"] for each in kinds.values()),
        "amount": Money(written["fen"]) if written else None,
        "is_waiting": batch.state in (BatchState.MAPPING, BatchState.READY),
    }


Step = Callable[[SignedIn, Batch], HttpResponseBase]


def step(view: Step) -> Callable[..., HttpResponseBase]:
    """A POST that takes a batch one step on; what cannot be done is said on the batch's own page."""

    @require_POST
    @year_page(may_write_payments)
    @wraps(view)
    def taken(request: SignedIn, batch_id: int) -> HttpResponseBase:
        batch = _batch(request, batch_id)
        try:
            return view(request, batch)
        except JixiaoError as error:
            messages.error(request, told(error))
            return _to(batch)

    return taken


@require_safe
@year_page(sees_all_payments)
def batch(request: SignedIn, batch_id: int) -> HttpResponseBase:
    """An import at whatever step it is; `?kind=` chooses rows, `?export=xlsx` hands them out."""
    found = _batch(request, batch_id)
    given: dict[str, Any] = {"batch": found, "may_write": may_write_payments(request.actor)}
    if found.state == BatchState.MAPPING:
        return redirect("payments:columns", request.year.fiscal_year, found.pk)
    if found.state not in (BatchState.READY, BatchState.WRITTEN, BatchState.UNDONE):
        return render(request, "payments/batch_job.html", given)
    kind = request.GET.get("kind", "")
    kind = kind if kind in LineKind.values else _first_kind(found)
    lines = found.lines.filter(kind=kind)
    names = project_names(request.year)
    if request.GET.get("export") == "xlsx":
        return lines_sheet(found, kind, [line_shown(line, names) for line in lines])
    pages = Pages.of(request.GET.get("page", ""), lines.count(), PAGE)
    shown = [line_shown(line, names) for line in lines[pages.first : pages.end]]
    given |= preview_of(found, names) | {
        "kind": LineKind(kind),
        "pages": pages,
        "lines": shown,
        "may_choose": found.state == BatchState.READY and any(each.is_readable for each in shown),
        "groups": said_groups(found)
        if kind == LineKind.UNCLAIMED and found.state == BatchState.READY
        else [],
        "kind_query": f"kind={kind}",
        "projects": project_choices(request.year),
    }
    return render(request, "payments/batch.html", given)


def _first_kind(batch: Batch) -> str:
    """What most wants a look."""
    kinds = batch.summary.get("kinds", {})
    order = (LineKind.UNCLAIMED, LineKind.FAULTY, LineKind.CHANGED, LineKind.NEW, LineKind.DUPLICATE)
    return next((each.value for each in order if kinds.get(each.value, {}).get("count")), LineKind.NEW.value)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_write_payments)
def columns(request: SignedIn, batch_id: int) -> HttpResponseBase:
    """Say what each column of the file is; guessed from its header, or remembered."""
    found = _batch(request, batch_id)
    if found.state not in (BatchState.MAPPING, BatchState.READY):
        return _to(found)
    held = {int(index): name for index, name in found.columns.items()}
    unit, error = found.unit, ""
    if request.method == "POST":
        held = {
            index: request.POST.get(f"column-{index}", "") for index in range(len(found.layout["titles"]))
        }
        unit = request.POST.get("unit", "")
        try:
            services.map_columns(actor=request.actor, batch=found, columns=held, unit=unit)
        except BadColumns as refused:
            error = told(refused)
        else:
            return _to(found)
    samples = found.layout["samples"]
    given = {
        "batch": found,
        "error": error,
        "unit": unit,
        "units": services.UNITS_OF_EXPORTS,
        "is_unit_said": bool(found.layout["unit"]),
        "columns": [
            {
                "index": index,
                "title": title,
                "field": held.get(index, ""),
                "samples": [row[index] for row in samples if index < len(row) and row[index]],
            }
            for index, title in enumerate(found.layout["titles"])
        ],
        "fields": [(name, label_of(each), name in NEEDED) for name, each in FIELDS.items()],
    }
    return render(request, "payments/columns.html", given, status=422 if error else 200)


@step
def decide(request: SignedIn, batch: Batch) -> HttpResponseBase:
    """Leave rows out, or take them in."""
    numbers = [int(each) for each in request.POST.getlist("line") if each.isdecimal()]
    if not numbers:
        messages.error(request, _("先勾选行。"))
    else:
        services.decide(
            actor=request.actor,
            batch=batch,
            numbers=numbers,
            is_left_out=request.POST.get("turn") != "back",
        )
    return _to(batch, request.POST.get("kind", ""), request.POST.get("page", ""))


@step
def assign(request: SignedIn, batch: Batch) -> HttpResponseBase:
    """Claim the rows that name a project so."""
    project = request.POST.get("project", "")
    known = dict(project_choices(request.year))
    if project not in known:
        messages.error(request, _("先选项目，再点“认领”。"))
        return _to(batch, LineKind.UNCLAIMED.value)
    said = request.POST.get("said", "")[:200]
    count = services.assign(
        actor=request.actor,
        batch=batch,
        said=said,
        project=project,
        is_remembered=bool(request.POST.get("remember")),
    )
    messages.success(
        request, _("已认领 %(count)s 行，计入 %(project)s") % {"count": count, "project": known[project]}
    )
    return _to(
        batch, LineKind.UNCLAIMED.value if batch.lines.filter(kind=LineKind.UNCLAIMED).exists() else ""
    )


@step
def confirm(request: SignedIn, batch: Batch) -> HttpResponseBase:
    """Have it written; once, however often it is pressed."""
    services.confirm(
        actor=request.actor,
        batch=batch,
        replaces_statements=request.POST.get("replace_statements") == "1",
    )
    return _to(batch)


@step
def step_back(request: SignedIn, batch: Batch) -> HttpResponseBase:
    """Back to the step before, where a job came to nothing."""
    services.step_back(actor=request.actor, batch=batch)
    return _to(batch)


@step
def drop(request: SignedIn, batch: Batch) -> HttpResponseBase:
    """Give the import up; nothing of it is in the ledger."""
    services.drop(actor=request.actor, batch=batch)
    messages.success(request, _("已放弃导入“%(name)s”，台账没有变动") % {"name": batch.file.name})
    return redirect("payments:batches", request.year.fiscal_year)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_write_payments)
def undo(request: SignedIn, batch_id: int) -> HttpResponseBase:
    """Take a whole batch out of the ledger again, after saying in numbers what goes."""
    found = _batch(request, batch_id)
    if found.state != BatchState.WRITTEN:
        return _to(found)
    if request.method == "POST":
        try:
            take_back(actor=request.actor, batch=found)
        except JixiaoError as error:
            messages.error(request, told(error))
            return redirect("payments:undo", request.year.fiscal_year, found.pk)
        count = found.summary["written"]["added"]
        words = ngettext("已撤销批次，去掉 %(count)s 笔支付", "已撤销批次，去掉 %(count)s 笔支付", count)
        messages.success(request, words % {"count": count})
        return _to(found)
    edited = edited_since(found)
    given = {
        "batch": found,
        "written": found.summary["written"],
        "amount": Money(found.summary["written"]["fen"]),
        "edited": edited[:20],
        "edited_count": len(edited),
        "claimed": services.claimed_since(found),
        "statements": len(found.replaced),
    }
    return render(request, "payments/undo.html", given)


def _batch(request: SignedIn, batch_id: int) -> Batch:
    found = batches_of(request.year).filter(pk=batch_id).first()
    if found is None:
        raise Http404(_("没有这个导入批次。"))
    found.year = request.year
    return found


def _to(batch: Batch, kind: str = "", page: str = "") -> HttpResponse:
    response = redirect("payments:batch", batch.year.fiscal_year, batch.pk)
    query = "&".join(f"{name}={value}" for name, value in (("kind", kind), ("page", page)) if value.isalnum())
    if query:
        response["Location"] += f"?{query}"
    return response
