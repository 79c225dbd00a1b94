"""The trail of a project or a subject, for the page that is about it (办理记录).

{% load history %}{% trail year project=project.code %}
{% trail year subject="adjustments/12" %}
"""

from __future__ import annotations

from typing import Any

from django import template

from jixiao_web.history.selectors import entries_about
from jixiao_web.history.telling import lines_of
from jixiao_web.ledger.models import BudgetYear

register = template.Library()
SHOWN = 30


@register.inclusion_tag("history/trail.html", takes_context=True)
def trail(
    context: dict[str, Any], year: BudgetYear, *, project: str = "", subject: str = "", most: int = SHOWN
) -> dict[str, Any]:
    """What was done on a project or a subject; the page has made sure that its reader may see it."""
    entries = entries_about(year, project=project, subject=subject)[:most]
    request = context["request"]
    return {
        "lines": lines_of(entries, request.actor),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
