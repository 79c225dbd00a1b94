"""Which rows of a table a caller sees (权限): the predicates of the pages, as conditions."""

from __future__ import annotations

from django.db.models import Q

from jixiao.tracking.unit import WHOLE_UNIT
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.projects.permissions import sees_office

_BY_PROJECT = (
    "sub_projects",
    "approval_lines",
    "adjustment_lines",
    "entries",
    "cost_standards",
    "contracts",
    "evaluations",
    "shortcomings",
    "planned_events",
    "inspections",
)
_BY_SUBJECT = ("objectives", "indicators", "statements")
_BY_INDICATOR = ("indicator_changes", "attainments")
_OF_THE_UNIT = ("remarks",)


def visible(actor: Actor, year: BudgetYear, table: str) -> Q:
    """The condition that a row is one that the actor sees; an office's people see what is their office's."""
    if actor.sees_all_offices:
        return Q()
    if table in _OF_THE_UNIT:
        return Q(pk__in=[])
    own = [
        code
        for code, party in table_of(year, "projects").values_list("code", "party")
        if sees_office(actor, party)
    ]
    if table == "projects":
        return Q(code__in=own)
    if table in _BY_PROJECT:
        return Q(project__in=own)
    if table in _BY_SUBJECT:
        return Q(subject__in=[*own, WHOLE_UNIT])
    if table in _BY_INDICATOR:
        indicators = table_of(year, "indicators").filter(subject__in=[*own, WHOLE_UNIT])
        return Q(indicator__in=indicators.values("code"))
    if table == "payment_terms":
        return Q(contract__in=table_of(year, "contracts").filter(project__in=own).values("code"))
    if table == "approvals":
        return Q(code__in=table_of(year, "approval_lines").filter(project__in=own).values("approval"))
    if table == "adjustments":
        return Q(code__in=table_of(year, "adjustment_lines").filter(project__in=own).values("adjustment"))
    if table == "outputs":
        themes = table_of(year, "themes").values_list("code", flat=True)
        return Q(subject__in=[*own, *themes, WHOLE_UNIT])
    return Q()
