"""What payments have for people to do (待办): to be claimed for a project, imports to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.templatetags.figures import wan
from jixiao_web.payments.models import BatchState
from jixiao_web.payments.permissions import may_write_payments
from jixiao_web.payments.selectors import batches, unclaimed_total
from jixiao_web.work.items import Item, provides_work


@provides_work
def payments_to_claim(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Payments that count in no project until somebody claims them."""
    total = unclaimed_total(year) if may_write_payments(actor) else None
    if total is None or not total.count:
        return []
    title = ngettext("认领 %(n)s 笔未匹配支付", "认领 %(n)s 笔未匹配支付", total.count)
    return [
        Item(
            kind=_("支付"),
            title=title % {"n": total.count},
            detail=_("合计 %(amount)s 万元；认领前不计入任何项目") % {"amount": wan(total.amount)},
            address=reverse("payments:claims", args=[year.fiscal_year]),
            verb=_("认领"),
            icon="coins",
        )
    ]


@provides_work
def imports_to_confirm(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Imports that were begun and wait for their columns to be named, or to be confirmed."""
    if not may_write_payments(actor):
        return []
    waiting = batches(year).filter(state__in=(BatchState.MAPPING, BatchState.READY))
    return [
        Item(
            kind=_("支付"),
            title=_("确认导入：%(name)s") % {"name": each},
            detail=_("%(state)s；确认后才入账") % {"state": each.get_state_display()},
            address=reverse("payments:batch", args=[year.fiscal_year, each.pk]),
            verb=_("确认"),
            icon="coins",
        )
        for each in waiting
    ]
