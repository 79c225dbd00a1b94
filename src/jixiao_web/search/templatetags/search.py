"""What was looked for, marked where it was found (命中的字)."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jixiao.tracking.prose import Reference, pieces
from jixiao_web.search.query import Query

register = template.Library()
AROUND = 60
"""Characters that are shown before the first place; of the whole three times as many."""


@register.filter
def marked(text: str, query: Query) -> SafeString:
    """The text around the first place, every place marked; escaped. References are told by their names."""
    text = _told(" ".join(str(text).split()))
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


def _told(text: str) -> str:
    """The text with the name of each figure in place of its reference: 清运〔垃圾清运〕."""
    if "{" not in text:
        return text
    return "".join(
        f"〔{each.text.strip('{}').rpartition('成果.')[2]}〕" if isinstance(each, Reference) else each
        for each in pieces(text)
    )
