"""The parts that pages are made of (组件): icons, fields, figures that say where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from jixiao.quantity import WAN, Money, Rate
from jixiao_web.pages.templatetags.figures import ABSENT, in_unit, rate

register = template.Library()

LIGHTS = {
    "red": _("红"),
    "amber": _("黄"),
    "green": _("绿"),
    "blue": _("蓝"),
    "none": _("未评"),
}
_LIST_WIDGETS = ("radio", "checkbox_select", "multiple_input")
_LONG_LIST = 8


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "", css: str = "icon") -> SafeString:
    """A drawing of pages/static/pages/icons.svg; with a label it speaks, without one it only decorates."""
    address = f"{static('pages/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, address
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', css, address
    )


@register.simple_tag
def light(name: str, word: str = "", value: str = "") -> SafeString:
    """A light (灯): shape, colour and word; `value` stands behind it where there is room."""
    name = name if name in LIGHTS else "none"
    told = f"{word or LIGHTS[name]} {value}".strip()
    return format_html('<span class="light {}">{}{}</span>', name, icon(f"light-{name}"), told)


@register.inclusion_tag("pages/field.html")
def field(bound: BoundField, label: str = "", help_text: str = "", css: str = "") -> dict[str, Any]:
    """A field of a form: label, control, help and error, tied to one another for those who listen."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    template_name = widget.template_name or ""
    is_list = widget.use_fieldset or any(part in template_name for part in ("radio.html", "checkbox_select"))
    described = [
        part
        for part, is_there in (
            (f"{bound.auto_id}_help", bool(help_text or bound.help_text)),
            (f"{bound.auto_id}_error", bool(bound.errors)),
        )
        if is_there
    ]
    given: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        given["aria-invalid"] = "true"
    control = bound.as_widget(attrs=given)
    count = control.count("<input") if is_list else 0
    classes = [
        css,
        "long-list" if count > _LONG_LIST else "",
        "wide" if kind == "" and _is_prose(widget) else "",
    ]
    return {
        "bound": bound,
        "control": control,
        "label": label or bound.label,
        "help_text": help_text or bound.help_text,
        "is_list": is_list,
        "is_tick": kind == "checkbox" and not is_list,
        "is_needed": bound.field.required and not is_list and kind != "checkbox",
        "css": " ".join(part for part in classes if part),
        "described": given.get("aria-describedby", ""),
    }


def _is_prose(widget: Any) -> bool:
    return "textarea" in (widget.template_name or "")


@register.inclusion_tag("pages/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form as a whole, and the way to each field in which something is wrong."""
    return {
        "form": form,
        "whole": form.non_field_errors(),
        "hidden": [(each.label, each.errors) for each in form.hidden_fields() if each.errors],
        "wrong": [each for each in form.visible_fields() if each.errors],
    }


@register.simple_tag(takes_context=True)
def figure(
    context: Mapping[str, Any],
    amount: Money | Rate | str | None,
    *,
    source: str = "",
    formula: str = "",
    used: str = "",
    title: str = "",
    reason: str = "",
    document: str = "",
    link: str = "",
    link_word: str = "",
) -> SafeString:
    """A figure that can be asked where it comes from (数字): source, reason, document, formula, use."""
    told = _told(context, amount)
    if told == ABSENT and not (source or reason or document):
        return SafeString(ABSENT)
    parts = {
        "title": title,
        "source": source,
        "reason": reason,
        "document": document,
        "formula": formula,
        "used": used,
        "link": link,
        "link-word": link_word,
    }
    attributes = format_html_join(
        "", ' data-{}="{}"', ((name, value) for name, value in parts.items() if value)
    )
    return format_html(
        '<button type="button" class="fig" aria-haspopup="dialog" aria-expanded="false"{}>{}</button>',
        attributes,
        told,
    )


def _told(context: Mapping[str, Any], amount: Money | Rate | str | None) -> str:
    if amount is None:
        return ABSENT
    if isinstance(amount, Money):
        return in_unit(amount, context.get("money_unit") or WAN)
    return rate(amount) if isinstance(amount, Rate) else str(amount)


@register.simple_tag
def address(view: str, *args: Any) -> str:
    """The address of a view, or nothing where there is none for these arguments."""
    try:
        return reverse(view, args=[each for each in args if each not in (None, "")])
    except NoReverseMatch:
        return ""


@register.filter
def undo_of(message: Message) -> str:
    """The entry of the trail that a toast can undo, from the tag "undo:…" of its message."""
    for part in (message.extra_tags or "").split():
        if part.startswith("undo:"):
            return part.removeprefix("undo:")
    return ""


@register.filter
def is_toast(message: Message) -> bool:
    """Whether a message passes by as a toast; warnings and errors stay until they are read."""
    return message.level_tag not in ("warning", "error")
