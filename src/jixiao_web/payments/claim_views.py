"""Payments that nobody has claimed (待认领)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.quantity import Money
from jixiao.tracking.execution import Nature
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.errors import ChangedMeanwhile, YearIsClosed
from jixiao_web.ledger.models import Row
from jixiao_web.pages.views import year_page
from jixiao_web.payments import services
from jixiao_web.payments.errors import NotAllowed
from jixiao_web.payments.forms import project_choices
from jixiao_web.payments.naming import Named
from jixiao_web.payments.permissions import may_write_payments, sees_all_payments
from jixiao_web.payments.reading import naming_of
from jixiao_web.payments.selectors import (
    aliases_of,
    said_of,
    unclaimed,
    unclaimed_total,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Payments that the finance system calls by one name (待认领), and the projects that it may mean."""

    said: str
    rows: Sequence[Row]
    proposals: Sequence[Named]

    @property
    def amount(self) -> Money:
        """What they come to."""
        return Money.total(
            -abs(each.amount) if each.nature is Nature.REFUND else each.amount for each in self.rows
        )


MOST_CLAIMED = 2_000
"""Payments that one page shows to be claimed; the rest follow when these are done."""


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(sees_all_payments)
def claims(request: SignedIn) -> HttpResponseBase:
    """What nobody has claimed: claim it for a project, remembered for the next file."""
    if request.method == "POST":
        if not may_write_payments(request.actor):
            raise PermissionDenied
        return _claim(request)
    rows = list(unclaimed(request.year).order_by("-date", "-id")[:MOST_CLAIMED])
    said = said_of([row.pk for row in rows])
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[said.get(row.pk, "")].append(row)
    naming = naming_of(request.year, aliases_of(request.year))
    groups = [Group(words, some, naming.proposals(words) if words else ()) for words, some in grouped.items()]
    groups.sort(key=lambda each: -each.amount.fen)
    given = {
        "groups": groups,
        "total": unclaimed_total(request.year),
        "projects": project_choices(request.year),
        "may_write": may_write_payments(request.actor),
    }
    return render(request, "payments/claims.html", given)


def _claim(request: SignedIn) -> HttpResponseBase:
    back = redirect("payments:claims", request.year.fiscal_year)
    project, said = request.POST.get("project", ""), request.POST.get("said", "")[:200]
    chosen = {int(each) for each in request.POST.getlist("entry") if each.isdecimal()}
    known = dict(project_choices(request.year))
    if not chosen or project not in known:
        messages.error(request, _("先勾选支付，再选项目。") if not chosen else _("先选项目，再点“认领”。"))
        return back
    try:
        entry = services.claim(
            actor=request.actor,
            year=request.year,
            entries=chosen,
            project=project,
            said=said if request.POST.get("remember") else "",
        )
    except (NotAllowed, YearIsClosed, ChangedMeanwhile) as error:
        messages.error(request, str(error))
        return back
    if entry is None:
        messages.info(request, _("这些支付已经认领了"))
        return back
    told = _("已认领 %(count)s 笔支付，计入 %(project)s") % {
        "count": len(entry.changes),
        "project": known[project],
    }
    messages.success(request, told, extra_tags=f"undo:{entry.pk}")
    return back
