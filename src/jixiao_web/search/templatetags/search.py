"""What was looked for, marked where it was found (命中的字)."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jixiao_web.search.query import Query

register = template.Library()
AROUND = 60
"""Characters that are shown before the first place; of the whole three times as many."""


@register.filter
def marked(text: str, query: Query) -> SafeString:
    """The text around the first place, every place marked; escaped."""
    text = " ".join(str(text).split())
    shape = query.shape
    first = shape.search(text) if shape else None
    if first and first.start() > AROUND:
        text = "…" + text[first.start() - AROUND // 2 :]
    if len(text) > 3 * AROUND:
        text = text[: 3 * AROUND] + "…"
    if shape is None:
        return SafeString(escape(text))
    parts, end = [], 0
    for match in shape.finditer(text):
        parts += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        end = match.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part was escaped
