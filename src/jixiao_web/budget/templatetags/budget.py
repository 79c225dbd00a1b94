"""How the budget is shown: words of choices, and the history of a project's budget wherever it is wanted.

{% load budget %}{% budget_history project.code %}
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from django import template

from jixiao.quantity import MoneyUnit
from jixiao_web.budget.selectors.balances import Event, history_of
from jixiao_web.budget.selectors.letters import LineShown
from jixiao_web.ledger.forms import word_of
from jixiao_web.pages.templatetags.figures import ABSENT, in_unit

register = template.Library()


@register.filter
def choice_word(member: Enum | None) -> str:
    """What a choice is called, in the reader's language."""
    return "" if member is None else word_of(member)


@register.inclusion_tag("budget/history.html", takes_context=True)
def budget_history(context: Any, project: str) -> dict[str, Any]:
    """How the budget of a project became what it is on the date that the page looks at (预算变动)."""
    request = context["request"]
    events: list[Event] = history_of(request.year, project, request.as_of)
    return {
        "events": events,
        "budget_year": context["budget_year"],
        "money_unit": context.get("money_unit"),
        "request": request,
    }


@register.filter
def asked_in(line: LineShown, unit: MoneyUnit) -> str:
    """What a line asks for, in the unit of the form."""
    return ABSENT if line.row.requested is None else in_unit(line.row.requested, unit)
