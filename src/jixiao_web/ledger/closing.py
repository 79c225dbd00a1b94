"""Closing the accounts of a year (结账): the ledger takes no more changes until somebody opens it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.services import hold


@transaction.atomic
def close_year(*, actor: Actor, year: BudgetYear, reason: str = "") -> Entry:
    """Take no more changes from now on. Raises YearIsClosed where it is so already."""
    held = hold(year)
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    return record(actor=actor, act="year.close", year=held, summary=str(held.fiscal_year), reason=reason)


@transaction.atomic
def reopen_year(*, actor: Actor, year: BudgetYear, reason: str) -> Entry | None:
    """Take changes again, for a reason that stays in the trail; nothing where the year is open."""
    held = BudgetYear.objects.select_for_update().get(pk=year.pk)
    if not held.is_closed:
        return None
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    return record(actor=actor, act="year.reopen", year=held, summary=str(held.fiscal_year), reason=reason)
