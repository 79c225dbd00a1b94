"""How reports are shown."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jixiao_web.reports.presenting import ShownSpan, anchor_of

register = template.Library()


@register.filter
def anchor(place: str) -> str:
    """The id of a paragraph on the report's page."""
    return anchor_of(place)


@register.simple_tag
def printed(spans: Iterable[ShownSpan]) -> SafeString:
    """Words as they are printed, each figure a button that says where it comes from.

    A report has a thousand figures: they are put together here, not by a template each.
    """
    ledger, stale = escape(_("台账")), escape(_("与最近一版不同"))
    parts = []
    for span in spans:
        text = escape(span.text)
        if span.key:
            css, reason = ("fig stale", f' data-reason="{stale}"') if span.is_stale else ("fig", "")
            parts.append(
                f'<button type="button" class="{css}" aria-haspopup="dialog" aria-expanded="false" '
                f'data-title="{escape(span.about)}" data-source="{ledger}" '
                f'data-formula="{escape(span.key)}"{reason}>{text}</button>'
            )
        elif span.is_gap:
            parts.append(f'<mark class="gap">{text}</mark>')
        else:
            parts.append(text)
    return SafeString("".join(parts))
