"""Pages about contracts (合同): what was agreed, what is due, paid and left; and balances on any date."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jixiao.quantity import Money
from jixiao.tracking.glance import Standing
from jixiao.tracking.position import Position
from jixiao_web.accounts.request import SignedIn
from jixiao_web.budget.files import SCAN
from jixiao_web.budget.forms import check_contract, check_term, narrow
from jixiao_web.budget.pages import EDIT, form_unit, removed, row_or_404
from jixiao_web.budget.permissions import keeps_budget
from jixiao_web.budget.selectors.balances import Balance, balances
from jixiao_web.budget.selectors.contracts import ContractShown, contracts
from jixiao_web.budget.selectors.projects import projects_of
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.models import Row, table_of
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.pages.views import year_page

TERM_NAMES = ("name", "share", "amount", "due", "condition", "paid", "note")


@require_safe
@year_page()
def listing(request: SignedIn) -> HttpResponseBase:
    """Every contract, paid against due; `?project=` chooses, `?late=1` those with something due."""
    projects = projects_of(request.year, request.actor)
    project = request.GET.get("project", "").replace("\x00", "")[:200]
    if project and not projects.sees(project):
        raise Http404
    found = contracts(request.year, projects, request.as_of, project)
    late = [each for each in found if each.late]
    wanted = request.GET.get("late") == "1"
    shown = late if wanted else found
    if request.GET.get("export") == "xlsx":
        return _export(request, shown)
    given = {
        "contracts": shown,
        "late": len(late),
        "is_late": wanted,
        "unsaid": sum(each.row.amount is None for each in shown),
        "total": _sums(shown),
        "project": project,
        "project_name": projects.name(project) if project else "",
        "may_write": keeps_budget(request.actor),
    }
    return render(request, "budget/contracts.html", given)


def _sums(shown: list[ContractShown]) -> dict[str, Money]:
    return {
        "amount": Money.total(each.row.amount for each in shown if each.row.amount is not None),
        "due": Money.total(each.due for each in shown),
        "paid": Money.total(each.paid for each in shown),
        "unpaid": Money.total(each.unpaid for each in shown if each.unpaid is not None),
    }


def _export(request: SignedIn, shown: list[ContractShown]) -> HttpResponse:
    columns: list[SheetColumn[ContractShown]] = [
        SheetColumn(_("合同编号"), lambda each: each.row.code, 14),
        SheetColumn(_("合同内容"), lambda each: each.row.subject, 32),
        SheetColumn(_("项目"), lambda each: each.name, 30),
        SheetColumn(_("执行部门"), lambda each: each.party, 20),
        SheetColumn(_("供应商"), lambda each: each.row.supplier, 28),
        SheetColumn(_("签订日期"), lambda each: each.row.signed, 12),
        SheetColumn(_("合同金额"), lambda each: each.row.amount, 16),
        SheetColumn(_("应付"), lambda each: each.due, 16),
        SheetColumn(_("已付"), lambda each: each.paid, 16),
        SheetColumn(_("已签未付"), lambda each: each.unpaid, 16),
    ]
    sums = _sums(shown)
    total = [_("合计"), "", "", "", "", "", sums["amount"], sums["due"], sums["paid"], sums["unpaid"]]
    note = _("截至 %(date)s") % {"date": request.as_of.isoformat()}
    return sheet_response(_("合同"), columns, shown, unit=shown_unit(request), total=total, note=note)


@require_safe
@year_page()
def contract(request: SignedIn, row_id: int) -> HttpResponseBase:
    """One contract with its terms."""
    row = row_or_404(request, "contracts", row_id)
    projects = projects_of(request.year, request.actor)
    found = [
        each
        for each in contracts(request.year, projects, request.as_of, code=row.code)
        if each.row.pk == row.pk
    ]
    if not found:
        raise Http404
    given = {
        "contract": found[0],
        "may_write": keeps_budget(request.actor),
        "file_kind": SCAN,
        "file_subject": f"contracts/{row.pk}",
    }
    return render(request, "budget/contract.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def add_contract(request: SignedIn) -> HttpResponseBase:
    """Register a contract."""
    return edit(request, _editing(request, None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def change_contract(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Change a contract."""
    return edit(request, _editing(request, row_or_404(request, "contracts", row_id)))


def _editing(request: SignedIn, row: Row | None) -> Editing:
    year = request.year
    initial = {"project": request.GET["project"]} if row is None and request.GET.get("project") else {}
    return Editing(
        table="contracts",
        title=row.subject if row else _("登记合同"),
        act="budget.change_contract" if row else "budget.add_contract",
        back=reverse("budget:contract", args=[year.fiscal_year, row.pk])
        if row
        else reverse("budget:contracts", args=[year.fiscal_year]),
        names=(
            "code", "project", "subject", "supplier", "procurement", "amount", "signed", "starts", "ends_on",
            "has_incentives", "note",
        ) if row is None else (
            "project", "subject", "supplier", "procurement", "amount", "signed", "starts", "ends_on",
            "has_incentives", "note",
        ),
        row=row,
        project=row.project if row else request.POST.get("project", "")[:200],
        unit=form_unit(request),
        initial=initial,
        prepare=narrow(projects_of(year, request.actor)),
        check=check_contract,
        template=EDIT,
    )  # fmt: skip


@require_POST
@year_page(keeps_budget)
def remove_contract(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Take a contract out with its terms."""
    row = row_or_404(request, "contracts", row_id)
    return removed(
        request,
        row,
        act="budget.remove_contract",
        summary=row.subject,
        back=reverse("budget:contracts", args=[request.year.fiscal_year]),
        parts=list(table_of(request.year, "payment_terms").filter(contract=row.code)),
        project=row.project,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def add_term(request: SignedIn, row_id: int) -> HttpResponseBase:
    """Add a term of payment."""
    return edit(request, _term_editing(request, row_or_404(request, "contracts", row_id), None))


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(keeps_budget)
def change_term(request: SignedIn, term_id: int) -> HttpResponseBase:
    """Change a term of payment."""
    term = row_or_404(request, "payment_terms", term_id)
    return edit(request, _term_editing(request, _parent(request, term), term))


def _term_editing(request: SignedIn, parent: Row, term: Row | None) -> Editing:
    return Editing(
        table="payment_terms",
        title=term.name if term else _("加一条付款条款"),
        act="budget.change_term" if term else "budget.add_term",
        back=reverse("budget:contract", args=[request.year.fiscal_year, parent.pk]),
        names=TERM_NAMES,
        row=term,
        project=parent.project,
        unit=form_unit(request),
        fixed={"contract": parent.code},
        check=lambda form: check_term(form, parent),
        template=EDIT,
    )


@require_POST
@year_page(keeps_budget)
def remove_term(request: SignedIn, term_id: int) -> HttpResponseBase:
    """Take a term of payment out."""
    term = row_or_404(request, "payment_terms", term_id)
    parent = _parent(request, term)
    return removed(
        request,
        term,
        act="budget.remove_term",
        summary=term.name,
        back=reverse("budget:contract", args=[request.year.fiscal_year, parent.pk]),
        project=parent.project,
    )


def _parent(request: SignedIn, term: Row) -> Row:
    parent: Row | None = table_of(request.year, "contracts").filter(code=term.contract).first()
    if parent is None:
        raise Http404(_("这条付款条款的合同不在台账里。"))
    return parent


@require_safe
@year_page()
def balance(request: SignedIn) -> HttpResponseBase:
    """What is left of each project's budget on the date that the page looks at."""
    found = balances(request.year, projects_of(request.year, request.actor), request.as_of)
    whole = Standing(
        sum((each.standing.position for each in found), Position()),
        all(each.standing.is_known for each in found),
    )
    if request.GET.get("export") == "xlsx":
        return _export_balances(request, found, whole)
    given = {
        "balances": found,
        "whole": whole,
        "count": sum(not each.project.is_remainder for each in found),
        "has_provisional": any(each.standing.position.provisional for each in found),
    }
    return render(request, "budget/balances.html", given)


def _export_balances(request: SignedIn, found: list[Balance], whole: Standing) -> HttpResponse:
    columns: list[SheetColumn[Balance]] = [
        SheetColumn(_("项目编号"), lambda each: each.project.code, 10),
        SheetColumn(_("项目"), lambda each: each.project.name, 32),
        SheetColumn(_("执行部门"), lambda each: each.project.party, 20),
        SheetColumn(_("年初预算"), lambda each: each.standing.position.original, 16),
        SheetColumn(_("追加"), lambda each: each.standing.position.increases, 16),
        SheetColumn(_("追减"), lambda each: each.standing.position.reductions, 16),
        SheetColumn(_("调整后预算"), lambda each: each.standing.position.adjusted, 16),
        SheetColumn(_("支出"), lambda each: each.standing.spent, 16),
        SheetColumn(_("结余"), lambda each: _left(each.standing), 16),
        SheetColumn(_("执行率"), lambda each: each.standing.execution_rate, 10),
        SheetColumn(_("对年初之比"), lambda each: each.standing.outturn_ratio, 10),
    ]
    sums = whole.position
    total = [
        _("合计"), "", "", sums.original, sums.increases, sums.reductions, sums.adjusted, whole.spent,
        _left(whole), whole.execution_rate, whole.outturn_ratio,
    ]  # fmt: skip
    note = _("截至 %(date)s") % {"date": request.as_of.isoformat()}
    return sheet_response(_("项目余额"), columns, found, unit=shown_unit(request), total=total, note=note)


def _left(standing: Standing) -> Money | None:
    return standing.position.balance if standing.is_known else None
