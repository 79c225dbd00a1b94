"""Writes the year that follows (新年度): its ledger from the last one, and who does what in it."""

from __future__ import annotations

from django.db import transaction

from jixiao.tracking.rollover import RollOver, next_year, successors
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Membership, Role
from jixiao_web.accounts.selectors import today
from jixiao_web.accounts.services import give_role
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import open_year, replace_year
from jixiao_web.results.services import bear_respondents_on
from jixiao_web.start.errors import YearThere


@transaction.atomic
def open_next_year(*, actor: Actor, year: BudgetYear, plan: RollOver) -> BudgetYear:
    """Open the year after `year` as the plan has it begin. Raises YearThere.

    Who has a role for an office that bears on under another name has it for that one too; the old role stays,
    for the old year is not done yet.
    """
    old = year_of(year)
    content = next_year(old, plan)
    if BudgetYear.objects.filter(fiscal_year=content.fiscal_year).exists():
        raise YearThere(
            f"{content.fiscal_year} 年度已经有了。",
            hint="右上角换到那一年。",
            english=f"The year {content.fiscal_year} is there already.",
        )
    opened = open_year(actor=actor, fiscal_year=content.fiscal_year, unit=content.unit)
    replace_year(actor=actor, year=opened, content=content)
    for office, heirs in successors(old).items():
        _bear_on(actor, office, heirs)
    bear_respondents_on(before=year, after=opened)
    record(
        actor=actor,
        act="start.new_year",
        year=opened,
        summary=f"{year.fiscal_year} → {opened.fiscal_year}，{len(content.projects)} 个项目",
    )
    return opened


def _bear_on(actor: Actor, office: str, heirs: tuple[str, ...]) -> None:
    """Give the roles that people have for an office for those that follow it as well."""
    for held in Membership.objects.filter(office=office, user__is_active=True).select_related("user"):
        if held.valid_to is not None and held.valid_to < today():
            continue
        known = set(held.user.memberships.filter(role=held.role).values_list("office", flat=True))
        wanted = tuple(heir for heir in heirs if heir not in known)
        if wanted:
            give_role(
                actor=actor,
                person=held.user,
                role=Role(held.role),
                offices=wanted,
                valid_to=held.valid_to,
            )
