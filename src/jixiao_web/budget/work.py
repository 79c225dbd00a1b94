"""What the budget has for people to do (待办): letters that are still to come, lines of no letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jixiao.tracking.budget import AdjustmentState
from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import keeps_budget
from jixiao_web.budget.selectors.letters import outstanding
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import kept, year_in_sums
from jixiao_web.work.items import Item, provides_work

NAMED = 3
"""Letters that are named in the line of an item."""


@provides_work
def letters_to_register(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Adjustments that count in the system while their letter is outstanding, and lines without a letter."""
    return list(_items(year)) if keeps_budget(actor) else []


@provides_work
def requests_to_send(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Requests that offices have drafted and that bear no number yet."""
    if not keeps_budget(actor):
        return []
    drafts = [
        each
        for each in year_in_sums(year).adjustments
        if each.state is AdjustmentState.REQUESTED and not each.request_number
    ]
    if not drafts:
        return []
    title = ngettext("报送 %(n)s 份预算调整申请", "报送 %(n)s 份预算调整申请", len(drafts))
    names = "、".join(each.title or each.code for each in drafts[:NAMED])
    return [
        Item(
            kind=_("预算"),
            title=title % {"n": len(drafts)},
            detail=_("还没有申请文号：%(names)s") % {"names": names},
            address=f"{reverse('budget:adjustments', args=[year.fiscal_year])}?state=REQUESTED",
            verb=_("办理"),
            icon="coins",
        )
    ]


def _items(year: BudgetYear) -> Iterator[Item]:
    ledger = year_in_sums(year)
    address = reverse("budget:adjustments", args=[year.fiscal_year])
    waiting = kept(year, "budget-outstanding", lambda: outstanding(year))
    if waiting:
        names = [each.request_number or each.title or each.code for each in waiting]
        title = ngettext("登记 %(n)s 份调整批复", "登记 %(n)s 份调整批复", len(waiting))
        yield Item(
            kind=_("预算"),
            title=title % {"n": len(waiting)},
            detail=_("已调整、文未到：%(names)s")
            % {"names": "、".join(names[:NAMED]) + (_("等") if len(names) > NAMED else "")},
            from_=year.unit.finance_bureau,
            address=address,
            verb=_("登记"),
            icon="coins",
        )
    loose = {each.project for each in ledger.adjustment_lines if not each.adjustment}
    if loose:
        numbers = [each.request_number for each in ledger.adjustments if each.request_number]
        title = ngettext("补登 %(n)s 个项目的调整函号", "补登 %(n)s 个项目的调整函号", len(loose))
        detail = _("这些调整还没有对应到函件")
        if numbers:
            detail = _("已登记的函：%(numbers)s；尚未对应到项目") % {"numbers": "、".join(numbers[:NAMED])}
        yield Item(
            kind=_("预算"),
            title=title % {"n": len(loose)},
            detail=detail,
            address=address,
            verb=_("补登"),
            icon="coins",
        )
