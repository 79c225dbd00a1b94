"""Choosing the focus projects (重点项目选取): criteria propose, people decide, the round keeps the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.project import Attention
from jixiao.tracking.selection import Selection
from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.rounds import services
from jixiao_web.rounds.errors import RoundMoved, WrongState
from jixiao_web.rounds.finding import round_in
from jixiao_web.rounds.forms import CriteriaForm
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.permissions import may_organize, may_read
from jixiao_web.rounds.selectors import rounds_for, selection_of

LONGEST_REASON = 200


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_read)
def selection(request: SignedIn) -> HttpResponseBase:
    """The proposal of a round with its share of the budget; htmx asks again as criteria change."""
    may_change = may_organize(request.actor)
    rounds = list(rounds_for(request.actor, request.year).select_related("year", "frozen_by"))
    asked = request.POST.get("round") or request.GET.get("round", "")
    chosen = next((each for each in rounds if str(each.pk) == asked), rounds[0] if rounds else None)
    if chosen is None:
        return render(request, "rounds/no_selection.html", {"may_organize": may_change})
    unit = shown_unit(request)
    if request.method == "POST" and may_change:
        return _changed(request, chosen, rounds, unit)
    form = CriteriaForm(initial=_initial(chosen, unit), unit=unit)
    return _shown(request, chosen, rounds, form, selection_of(chosen))


def _changed(request: SignedIn, chosen: Round, rounds: list[Round], unit: MoneyUnit) -> HttpResponseBase:
    """Try what was typed; keep it where that is asked for."""
    form = CriteriaForm(request.POST, unit=unit)
    if not form.is_valid():
        return _shown(request, chosen, rounds, form, selection_of(chosen), status=422)
    codes = {each.project.code for each in selection_of(chosen).choices}
    decisions, wanting = _decisions(request, codes)
    if request.POST.get("do") == "adopt":
        decisions, wanting = _as_in_ledger(chosen), set()
    criteria = form.criteria | {
        name: [code for code in request.POST.getlist(name) if code in codes] for name in ("public", "policy")
    }
    if request.POST.get("do") not in ("save", "adopt"):
        chosen.criteria, chosen.decisions = criteria, {code: list(each) for code, each in decisions.items()}
        return _shown(request, chosen, rounds, form, selection_of(chosen), wanting=wanting)
    if wanting:
        chosen.criteria, chosen.decisions = criteria, {code: list(each) for code, each in decisions.items()}
        form.add_error(None, _("逐个加入或移出的，写明原因：%(n)s 个没写。") % {"n": len(wanting)})
        return _shown(request, chosen, rounds, form, selection_of(chosen), wanting=wanting, status=422)
    try:
        services.propose(
            actor=request.actor,
            round_=chosen,
            version=_version(request),
            criteria=criteria,
            decisions=decisions,
        )
    except (RoundMoved, WrongState) as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已保存选取条件"))
    return redirect(_address(chosen))


def _decisions(request: HttpRequest, codes: set[str]) -> tuple[dict[str, tuple[bool, str]], set[str]]:
    """What was decided by hand, and the codes of those that lack a reason."""
    found: dict[str, tuple[bool, str]] = {}
    for code in codes:
        decided = request.POST.get(f"decide-{code}", "")
        if decided in ("in", "out"):
            reason = request.POST.get(f"reason-{code}", "").replace("\x00", "").strip()[:LONGEST_REASON]
            found[code] = (decided == "in", reason)
    return found, {code for code, (_focus, reason) in found.items() if not reason}


def _as_in_ledger(chosen: Round) -> dict[str, tuple[bool, str]]:
    """The focus projects that the ledger has, each with the reason that stands there."""
    return {
        each.project.code: (True, each.project.selected_for or _("沿用台账名单"))
        for each in selection_of(chosen).choices
        if each.project.attention is Attention.FOCUS
    }


def _initial(chosen: Round, unit: MoneyUnit) -> dict[str, Any]:
    kept = chosen.criteria
    amount = Money(kept["at_least"]) if kept.get("at_least") is not None else None
    return {**kept, "at_least": f"{amount.amount_in(unit):f}" if amount is not None else ""}


def _shown(
    request: SignedIn,
    chosen: Round,
    rounds: list[Round],
    form: CriteriaForm,
    found: Selection,
    *,
    wanting: set[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    frozen_codes = {each["code"] for each in chosen.frozen}
    marks = {name: set(chosen.criteria.get(name, ())) for name in ("public", "policy")}
    rows = [
        {
            "choice": each,
            "is_public": each.project.code in marks["public"],
            "is_policy": each.project.code in marks["policy"],
            "lacks_reason": each.project.code in (wanting or ()),
        }
        for each in found.choices
    ]
    return render(
        request,
        "rounds/selection_table.html" if request.headers.get("HX-Request") else "rounds/selection.html",
        {
            "round": chosen,
            "rounds": rounds,
            "form": form,
            "selection": found,
            "rows": rows,
            "ordinary": [each for each in found.choices if each.project.code not in frozen_codes],
            "current": len(_as_in_ledger(chosen)) if not chosen.frozen else 0,
            "may_change": may_organize(request.actor) and not chosen.frozen,
            "may_organize": may_organize(request.actor),
            "frozen": [{**each, "amount": Money(each["fen"])} for each in chosen.frozen],
            "frozen_sum": Money.total(Money(each["fen"]) for each in chosen.frozen),
        },
        status=status,
    )


@require_POST
@year_page(may_organize)
def freeze(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Fix the list for the round and write the marks into the ledger."""
    round_ = round_in(request, round_id)
    try:
        made = services.freeze(actor=request.actor, round_=round_, version=_version(request))
    except (RoundMoved, WrongState) as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已固定 %(n)s 个重点项目") % {"n": len(made.frozen)})
    return redirect(_address(round_))


@require_POST
@year_page(may_organize)
def thaw(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Open the selection again, with a reason."""
    round_ = round_in(request, round_id)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST_REASON]
    if not reason:
        messages.error(request, _("解除固定要写原因。"))
        return redirect(_address(round_))
    try:
        services.thaw(actor=request.actor, round_=round_, version=_version(request), reason=reason)
    except RoundMoved as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("已解除固定，可以重新选取"))
    return redirect(_address(round_))


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _address(round_: Round) -> str:
    return f"{reverse('rounds:selection', args=[round_.year.fiscal_year])}?round={round_.pk}"
