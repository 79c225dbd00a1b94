"""What rounds have for the coordinator to do (待办): drafts to announce, and the bureau's dates."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.models import Round, State
from jixiao_web.rounds.permissions import may_organize
from jixiao_web.rounds.selectors import rounds_of
from jixiao_web.work.items import Item, provides_work


@provides_work
def rounds_to_move_on(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Rounds that nobody was told of yet, and those whose report is due at the bureau."""
    if not may_organize(actor):
        return []
    found: list[Item] = []
    for round_ in rounds_of(year).exclude(state=State.CLOSED).select_related("year"):
        if round_.state == State.DRAFT:
            found.append(_to_announce(round_))
        elif round_.due_bureau:
            found.append(_to_report(round_))
    return found


def _to_announce(round_: Round) -> Item:
    return Item(
        kind=_("批次"),
        title=_("发填报通知：%(round)s") % {"round": round_.name},
        detail=_("各部门 %(due)s 前报送；通知发出后各部门才能填报") % {"due": round_.due_office.isoformat()},
        due=round_.due_office,
        address=reverse("rounds:round", args=[round_.year.fiscal_year, round_.pk]),
        verb=_("发通知"),
        icon="send",
    )


def _to_report(round_: Round) -> Item:
    bureau = round_.year.unit.finance_bureau
    return Item(
        kind=_("报告"),
        title=_("报送%(bureau)s：%(round)s") % {"bureau": bureau, "round": round_.name},
        detail=_("报送后在批次页结束批次"),
        from_=bureau,
        due=round_.due_bureau,
        address=reverse("reports:current", args=[round_.year.fiscal_year]),
        verb=_("看报告"),
        icon="flag",
    )
