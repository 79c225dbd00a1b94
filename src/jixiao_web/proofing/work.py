"""What proofing has for people to do (待办): findings of their own papers that nobody has decided on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.proofing.models import Decision, Run
from jixiao_web.proofing.models import Item as Finding
from jixiao_web.proofing.permissions import may_proof
from jixiao_web.work.items import Item, provides_work

_SETTLED = (Decision.State.ACCEPTED, Decision.State.DISMISSED)


@provides_work
def findings_to_decide(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """The actor's papers whose latest version has findings that are neither accepted nor dismissed."""
    if not may_proof(actor):
        return []
    latest = Run.objects.filter(paper=OuterRef("run__paper")).exclude(finished_at=None).order_by("-pk")
    settled = Decision.objects.filter(
        paper=OuterRef("run__paper"), fingerprint=OuterRef("fingerprint"), state__in=_SETTLED
    )
    rows = (
        Finding.objects.filter(run__paper__owner=actor.user, run__paper__year=year)
        .filter(run=Subquery(latest.values("pk")[:1]))
        .exclude(Exists(settled))
        .values("run", "run__paper__title")
        .annotate(count=Count("pk"), wrong=Count("pk", filter=Q(severity="error")))
        .order_by("run")
    )
    return [_item(year, row) for row in rows]


def _item(year: BudgetYear, row: Any) -> Item:
    title = ngettext("处理核稿发现 %(n)s 条", "处理核稿发现 %(n)s 条", row["count"])
    return Item(
        kind=_("核稿"),
        title=title % {"n": row["count"]},
        detail=_("%(paper)s：其中错误 %(wrong)s 条")
        % {"paper": row["run__paper__title"], "wrong": row["wrong"]},
        address=reverse("proofing:run", args=[year.fiscal_year, row["run"]]),
        verb=_("核稿"),
        icon="file-check",
    )
