"""What waits about the year as a whole (待办): a workbook that was looked at and not put in place."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.start.permissions import may_keep_year
from jixiao_web.start.selectors import uploads_waiting
from jixiao_web.work.items import Item, provides_work


@provides_work
def workbooks_to_confirm(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """The latest workbook of the year that differs from the ledger and waits to be confirmed."""
    if not may_keep_year(actor):
        return
    for upload in uploads_waiting(year)[:1]:
        yield Item(
            kind=_("年度工作簿"),
            title=_("确认换入：%(name)s") % {"name": upload.file.name},
            detail=_("和台账有 %(n)s 处不同，还没有写入") % {"n": upload.differences.get("count", 0)},
            address=reverse("start:upload", args=[year.fiscal_year, upload.pk]),
            verb=_("看差异"),
            from_=str(upload.made_by or ""),
            icon="excel",
        )
