"""Pages about approvals (批复): documents with their lines, scans attached."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.quantity import Money
from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget.files import SCAN
from jixiao_web.budget.forms import check_granted
from jixiao_web.budget.pages import EDIT, form_unit, removed, row_or_404
from jixiao_web.budget.permissions import keeps_budget
from jixiao_web.budget.selectors.approvals import Grant, grants
from jixiao_web.budget.selectors.projects import projects_of
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.ledger.selectors import next_code
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page

LINE_NAMES = ("project", "amount", "kind", "fund", "source", "note")


@require_safe
@year_page()
def approvals(request: SignedIn) -> HttpResponseBase:
    """The documents that approve budget, with what they grant."""
    found = grants(request.year, projects_of(request.year, request.actor))
    if request.GET.get("export") == "xlsx":
        return _export(request, found)
    given = {
        "grants": found,
        "total": Money.total(each.amount for each in found),
        "may_write": keeps_budget(request.actor),
    }
    return render(request, "budget/approvals.html", given)


def _export(request: SignedIn, found: list[Grant]) -> HttpResponseBase:
    rows = [(grant.row, *line) for grant in found for line in grant.lines]
    columns: list[SheetColumn[tuple[Row, Row, str, str]]] = [
        SheetColumn(_("批复编号"), lambda each: each[0].code, 10),
        SheetColumn(_("文件名称"), lambda each: each[0].title, 40),
        SheetColumn(_("文号"), lambda each: each[0].number, 20),
        SheetColumn(_("批复日期"), lambda each: each[0].issued, 12),
        SheetColumn(_("项目"), lambda each: each[2], 32),
        SheetColumn(_("执行部门"), lambda each: each[3], 20),
        SheetColumn(_("支出类型"), lambda each: each[1].kind, 12),
        SheetColumn(_("资金性质"), lambda each: each[1].fund, 16),
        SheetColumn(_("资金来源"), lambda each: each[1].source, 12),
        SheetColumn(_("批复金额"), lambda each: each[1].amount, 18),
        SheetColumn(_("备注"), lambda each: each[1].note, 24),
    ]
    total = [_("合计"), "", "", "", "", "", "", "", "", Money.total(each.amount for each in found)]
    return sheet_response(_("预算批复"), columns, rows, unit=shown_unit(request), total=total)


@require_safe
@year_page()
def approval(request: SignedIn, row_id: int) -> HttpResponseBase:
    """One approval with its lines and scans."""
    row = row_or_404(request, "approvals", row_id)
    found = grants(request.year, projects_of(request.year, request.actor), row)
    if not found:
        raise Http404
    given = {
        "grant": found[0],
        "may_write": keeps_budget(request.actor),
        "file_kind": SCAN,
        "file_subject": f"approvals/{row.pk}",
    }
    return render(request, "budget/approval.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def add_approval(request: SignedIn) -> HttpResponseBase:
    """Register an approval."""
    return edit(request, _editing(request, None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def change_approval(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Change an approval."""
    return edit(request, _editing(request, row_or_404(request, "approvals", row_id)))


def _editing(request: SignedIn, row: Row | None) -> Editing:
    year = request.year
    return Editing(
        table="approvals",
        title=_("批复 %(code)s") % {"code": row.number or row.code} if row else _("登记批复文件"),
        act="budget.change_approval" if row else "budget.add_approval",
        back=reverse("budget:approval", args=[year.fiscal_year, row.pk])
        if row
        else reverse("budget:approvals", args=[year.fiscal_year]),
        names=("title", "number", "issuer", "issued", "note"),
        row=row,
        fixed={} if row else {"code": next_code(year, "approvals", "B")},
        template=EDIT,
    )


@require_POST
@year_page(keeps_budget)
def remove_approval(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Take an approval out with its lines."""
    row = row_or_404(request, "approvals", row_id)
    return removed(
        request,
        row,
        act="budget.remove_approval",
        summary=row.number or row.title or row.code,
        back=reverse("budget:approvals", args=[request.year.fiscal_year]),
        parts=list(table_of(request.year, "approval_lines").filter(approval=row.code)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def add_line(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Add a line to an approval."""
    return edit(request, _line_editing(request, row_or_404(request, "approvals", row_id), None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def change_line(request: SignedIn, line_id: int) -> HttpResponseBase:
    """Change a line of an approval."""
    line = row_or_404(request, "approval_lines", line_id)
    return edit(request, _line_editing(request, _parent(request, line), line))


def _line_editing(request: SignedIn, parent: Row | None, line: Row | None) -> Editing:
    return Editing(
        table="approval_lines",
        title=_("批复明细") if line else _("加一行批复明细"),
        act="budget.change_approval_line" if line else "budget.add_approval_line",
        back=_back(request, parent),
        names=LINE_NAMES,
        row=line,
        project=line.project if line else request.POST.get("project", "")[:200],
        unit=form_unit(request),
        fixed={"approval": parent.code} if parent else {},
        check=check_granted,
        template=EDIT,
    )


@require_POST
@year_page(keeps_budget)
def remove_line(request: SignedIn, line_id: int) -> HttpResponseBase:
    """Take a line out of an approval."""
    line = row_or_404(request, "approval_lines", line_id)
    return removed(
        request,
        line,
        act="budget.remove_approval_line",
        summary=_("批复明细 %(project)s") % {"project": line.project or line.kind.value},
        back=_back(request, _parent(request, line)),
        project=line.project,
    )


def _parent(request: SignedIn, line: Row) -> Row | None:
    parent: Row | None = table_of(request.year, "approvals").filter(code=line.approval).first()
    return parent


def _back(request: SignedIn, parent: Row | None) -> str:
    if parent is None:
        return reverse("budget:approvals", args=[request.year.fiscal_year])
    return reverse("budget:approval", args=[request.year.fiscal_year, parent.pk])
