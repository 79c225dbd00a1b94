"""Pages about payments (支付): the list, one payment, and what nobody has claimed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.quantity import YUAN, Money
from jixiao.tracking.execution import Nature
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.errors import ChangedMeanwhile, YearIsClosed
from jixiao_web.ledger.forms import word_of
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page
from jixiao_web.payments.forms import NAMES, check_payment
from jixiao_web.payments.paging import Pages
from jixiao_web.payments.permissions import may_write_payments, sees_all_payments
from jixiao_web.payments.selectors import (
    PAGE,
    SORTS,
    Wanted,
    payments,
    project_names,
    projects_of_offices,
    total,
    unclaimed_total,
    written_batches,
)

Names = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A payment as the list shows it (一笔支付)."""

    row: Row
    name: str
    office: str

    @property
    def signed(self) -> Money:
        """What it adds: a refund takes away."""
        amount: Money = self.row.amount
        return -abs(amount) if self.row.nature is Nature.REFUND else amount

    @property
    def nature(self) -> str:
        """Payment, refund or statement, in the reader's language."""
        return word_of(self.row.nature)

    @property
    def is_statement(self) -> bool:
        """Whether it is a sum up to its date, which adds nothing to the payments."""
        return self.row.nature is Nature.CUMULATIVE


@require_safe
@year_page()
def listing(request: SignedIn) -> HttpResponseBase:
    """All payments, filtered and sorted; `?export=xlsx` hands out what is seen."""
    year = request.year
    wanted = Wanted.of(request.GET, projects_of_offices(year, request.actor))
    names = project_names(year)
    rows = payments(year, wanted, request.as_of)
    sums = total(year, wanted, request.as_of)
    if request.GET.get("export") == "xlsx":
        return _export(request, shown(rows.iterator(2_000), names), sums.amount, sums.count)
    pages = Pages.of(request.GET.get("page", ""), sums.count, PAGE)
    mine = {code for code in names if wanted.allowed is None or code in wanted.allowed}
    given = {
        "wanted": wanted,
        "pages": pages,
        "rows": list(shown(rows[pages.first : pages.end], names)),
        "total": sums,
        "projects": [(code, name) for code, (name, _party) in names.items() if code in mine],
        "offices": sorted({party for code, (_name, party) in names.items() if party and code in mine}),
        "months": range(1, 13),
        "natures": [(each.name, word_of(each)) for each in Nature],
        "batches": list(written_batches(year)) if sees_all_payments(request.actor) else [],
        "heads": _heads(request, wanted),
        "word_date": _("日期"),
        "word_voucher": _("凭证号"),
        "word_project": _("项目"),
        "word_payee": _("收款人"),
        "word_amount": _("金额"),
        "unclaimed": unclaimed_total(year) if sees_all_payments(request.actor) else None,
        "may_write": may_write_payments(request.actor),
        **_queries(request, wanted),
    }
    return render(request, "payments/list.html", given)


def shown(rows: Iterable[Row], names: Names) -> Iterable[Shown]:
    """The payments with the names of their projects."""
    for row in rows:
        name, party = names.get(row.project, (row.project, ""))
        yield Shown(row, name, party)


def _queries(request: SignedIn, wanted: Wanted) -> dict[str, str]:
    """The queries of the links on the list; the date that is looked at stays in all of them."""
    asked = _asked(request)
    return {
        "export_query": wanted.query(export="xlsx", **asked),
        "page_query": wanted.query(**asked),
        "unclaimed_query": wanted.query(unclaimed="1", **asked),
        "claimed_query": wanted.query(unclaimed="", **asked),
    }


def _asked(request: SignedIn) -> dict[str, str]:
    return {"as_of": request.as_of.isoformat()} if "as_of" in request.GET else {}


def _heads(request: SignedIn, wanted: Wanted) -> dict[str, dict[str, str]]:
    """For each column by which one may sort: which way it is sorted, and the query that turns it around."""
    heads = {}
    for name in SORTS:
        is_up, is_down = wanted.sort == name, wanted.sort == f"-{name}"
        turned = f"-{name}" if is_up or (name in ("date", "amount") and not is_down) else name
        direction = "ascending" if is_up else "descending" if is_down else ""
        heads[name] = {"sorted": direction, "query": wanted.query(sort=turned, **_asked(request))}
    return heads


def _export(request: SignedIn, rows: Iterable[Shown], amount: Money, count: int) -> HttpResponse:
    columns: list[SheetColumn[Shown]] = [
        SheetColumn(_("日期"), lambda each: each.row.date, 12),
        SheetColumn(_("凭证号"), lambda each: each.row.voucher, 18),
        SheetColumn(_("项目编号"), lambda each: each.row.project, 10),
        SheetColumn(_("项目"), lambda each: each.name if each.row.project else "", 32),
        SheetColumn(_("执行部门"), lambda each: each.office, 20),
        SheetColumn(_("收款人"), lambda each: each.row.payee, 28),
        SheetColumn(_("用途"), lambda each: each.row.purpose, 32),
        SheetColumn(_("性质"), lambda each: each.row.nature, 8),
        SheetColumn(_("金额"), lambda each: each.signed, 18),
        SheetColumn(_("支出类型"), lambda each: each.row.kind, 12),
        SheetColumn(_("资金性质"), lambda each: each.row.fund, 16),
        SheetColumn(_("资金来源"), lambda each: each.row.source, 12),
        SheetColumn(_("合同"), lambda each: each.row.contract, 12),
        SheetColumn(_("备注"), lambda each: each.row.note, 24),
    ]
    told = ngettext("%(count)s 笔", "%(count)s 笔", count) % {"count": count}
    foot = [_("合计"), told, "", "", "", "", "", "", amount]
    note = _("截至 %(date)s") % {"date": request.as_of.isoformat()}
    name = _("支付明细")
    return sheet_response(name, columns, rows, unit=shown_unit(request), total=foot, note=note)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_write_payments)
def add(request: SignedIn) -> HttpResponseBase:
    """Register a payment or a refund by hand."""
    initial: dict[str, Any] = {
        name: request.GET[name] for name in ("project", "payee", "contract", "voucher") if name in request.GET
    }
    if request.GET.get("nature") == "REFUND":
        initial["nature"] = Nature.REFUND
    return edit(request, _editing(request, None, _("登记支付"), initial))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page()
def change(request: SignedIn, entry_id: int) -> HttpResponseBase:
    """Change a payment; who does not write payments reads it, as far as they may."""
    row = _row(request, entry_id)
    title = _("支付 %(voucher)s") % {"voucher": row.voucher or row.date.isoformat()}
    if not may_write_payments(request.actor):
        return _reading(request, row, title)
    return edit(request, _editing(request, row, title, {}))


def _reading(request: SignedIn, row: Row, title: str) -> HttpResponseBase:
    if request.method == "POST":
        raise PermissionDenied
    allowed = projects_of_offices(request.year, request.actor)
    if allowed is not None and row.project not in allowed:
        raise Http404
    (payment,) = shown([row], project_names(request.year))
    return render(request, "payments/payment.html", {"payment": payment, "title": title})


def _editing(request: SignedIn, row: Row | None, title: str, initial: dict[str, Any]) -> Editing:
    return Editing(
        table="entries",
        title=title,
        act="payment.change" if row else "payment.add",
        back=reverse("payments:list", args=[request.year.fiscal_year]),
        names=NAMES,
        row=row,
        project=row.project if row else request.POST.get("project", "")[:200],
        unit=YUAN,
        initial=initial,
        check=lambda form: check_payment(form, request.year),
        template="payments/edit.html",
    )


@require_POST
@year_page(may_write_payments)
def remove(request: SignedIn, entry_id: int) -> HttpResponseBase:
    """Take a payment out of the ledger; the toast brings it back."""
    row = table_of(request.year, "entries").filter(pk=entry_id).first()
    back = redirect("payments:list", request.year.fiscal_year)
    if row is None:
        return back  # pressed twice, or somebody else was quicker
    try:
        version = int(request.POST.get("version") or row.version)
        gone = Change("entries", None, row.pk, version)
        entry = write(
            actor=request.actor,
            year=request.year,
            act="payment.remove",
            changes=[gone],
            project=row.project,
            summary=row.voucher,
        )
    except (ChangedMeanwhile, YearIsClosed, ValueError) as error:
        messages.error(request, str(error))
        return redirect("payments:change", request.year.fiscal_year, entry_id)
    told = _("已删除支付 %(voucher)s") % {"voucher": row.voucher or row.date.isoformat()}
    messages.success(request, told, extra_tags=f"undo:{entry.pk}")
    return back


def _row(request: SignedIn, entry_id: int) -> Row:
    row: Row | None = table_of(request.year, "entries").filter(pk=entry_id).first()
    if row is None:
        raise Http404(_("没有这笔支付，可能已被删除。"))
    return row
