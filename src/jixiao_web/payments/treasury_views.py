"""Pages about the two sources (两源核对): the treasury's totals beside the ledger's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao.quantity import Money
from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.payments import treasury
from jixiao_web.payments.forms import ExportForm
from jixiao_web.payments.models import TreasuryStatement
from jixiao_web.payments.permissions import may_write_payments, sees_all_payments
from jixiao_web.payments.selectors import statements_of
from jixiao_web.payments.services import UNITS_OF_EXPORTS

KEPT_ON_PAGE = 20


class StatementForm(ExportForm):
    """A file of totals, its date, and what its amounts count where it does not say so."""

    as_of = forms.DateField(
        label=gettext_lazy("截至日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("金额单位"),
        choices=[(each, each) for each in UNITS_OF_EXPORTS],
        help_text=gettext_lazy("表里写了单位的，以表为准"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(sees_all_payments)
def reconcile(request: SignedIn) -> HttpResponseBase:
    """Hold the treasury's totals to the ledger; `?statement=` chooses, `?export=xlsx` hands it out."""
    may_write = may_write_payments(request.actor)
    form = StatementForm(initial={"as_of": request.as_of, "unit": UNITS_OF_EXPORTS[0]})
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        form = StatementForm(request.POST, request.FILES)
        if form.is_valid() and (kept := _keep(request, form)) is not None:
            return redirect(f"{request.path}?statement={kept.pk}")
    statements = list(statements_of(request.year)[:KEPT_ON_PAGE])
    statement = _chosen(request, statements)
    found = treasury.differences(statement) if statement else []
    differing = [each for each in found if each.amount]
    shown = found if request.GET.get("all") == "1" else differing
    if statement and request.GET.get("export") == "xlsx":
        return _export(request, statement, shown)
    given: dict[str, Any] = {
        "form": form,
        "statements": statements,
        "statement": statement,
        "rows": shown,
        "same": len(found) - len(differing),
        "is_all": request.GET.get("all") == "1",
        "theirs": Money.total(each.theirs for each in found if each.theirs is not None),
        "ours": Money.total(each.ours for each in found if each.ours is not None),
        "may_write": may_write,
    }
    return render(request, "payments/reconcile.html", given, status=422 if form.errors else 200)


@require_POST
@year_page(may_write_payments)
def remove(request: SignedIn, statement_id: int) -> HttpResponseBase:
    """Take away what the treasury says; the toast brings it back."""
    statement = statements_of(request.year).filter(pk=statement_id).first()
    entry = statement and treasury.remove_statement(actor=request.actor, statement=statement)
    if statement and entry:  # else pressed twice, or somebody else was quicker
        words = _("已移除“%(name)s”") % {"name": statement.file.name}
        messages.success(request, words, extra_tags=f"undo:{entry.pk}")
    return redirect("payments:reconcile", request.year.fiscal_year)


def _keep(request: SignedIn, form: StatementForm) -> TreasuryStatement | None:
    file: UploadedFile[Any] = form.cleaned_data["file"]
    as_of = form.cleaned_data["as_of"]
    if as_of.year != request.year.fiscal_year:
        form.add_error("as_of", _("日期要在 %(year)s 年内。") % {"year": request.year})
        return None
    try:
        return treasury.keep_statement(
            actor=request.actor,
            year=request.year,
            name=file.name or "",
            content=file.read(),
            as_of=as_of,
            unit=form.cleaned_data["unit"],
        )
    except JixiaoError as error:
        form.add_error("file", told(error))
        return None


def _chosen(request: SignedIn, statements: list[TreasuryStatement]) -> TreasuryStatement | None:
    asked = request.GET.get("statement", "")
    if not asked:
        chosen = statements[0] if statements else None
    else:
        number = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
        chosen = statements_of(request.year).filter(pk=number).first()
        if chosen is None:
            raise Http404(_("没有这份国库支出数。"))
    if chosen is not None:
        chosen.year = request.year
    return chosen


def _export(
    request: SignedIn, statement: TreasuryStatement, shown: list[treasury.Difference]
) -> HttpResponse:
    columns: list[SheetColumn[treasury.Difference]] = [
        SheetColumn(_("项目编号"), lambda each: each.code, 10),
        SheetColumn(_("项目"), lambda each: each.name, 32),
        SheetColumn(_("文件里的项目"), lambda each: each.said, 32),
        SheetColumn(_("国库支出"), lambda each: each.theirs, 18),
        SheetColumn(_("台账支出"), lambda each: each.ours, 18),
        SheetColumn(_("支出差额"), lambda each: each.amount, 18),
    ]
    note = _("截至 %(date)s") % {"date": statement.as_of.isoformat()}
    return sheet_response(_("支出差额"), columns, shown, unit=shown_unit(request), note=note)
