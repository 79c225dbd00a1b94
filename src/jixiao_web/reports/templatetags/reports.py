"""How reports are shown."""

from __future__ import annotations

from django import template

from jixiao_web.reports.presenting import anchor_of

register = template.Library()


@register.filter
def anchor(place: str) -> str:
    """The id of a paragraph on the report's page."""
    return anchor_of(place)
