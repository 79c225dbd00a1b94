"""How a project's values are said (项目用语)."""

from __future__ import annotations

from enum import Enum

from django import template
from django.utils.translation import get_language

from jixiao.catalogue import english_of
from jixiao.findings import Severity
from jixiao.tracking.noun import Column
from jixiao.tracking.policy import Band
from jixiao_web.ledger import bands, forms

register = template.Library()

_TAGS = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.NOTICE: "blue", Severity.STYLE: ""}
_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


@register.filter
def word_of(member: Enum | None) -> str:
    """A choice in the reader's language."""
    return "—" if member is None else forms.word_of(member)


@register.filter
def band_word(band: Band) -> str:
    """A band in the reader's language."""
    return bands.band_word(band)


@register.filter
def label_of(column: Column) -> str:
    """A column of a noun in the reader's language."""
    return column.english if get_language() == "en" else column.label


@register.filter
def rule_in_english(code: str) -> str:
    """What a rule looks for, for readers of English; nothing for others."""
    return english_of(code) if get_language() == "en" else ""


@register.filter
def severity_tag(severity: Severity) -> str:
    """The colour of a severity."""
    return _TAGS[severity]


@register.filter
def severity_icon(severity: Severity) -> str:
    """The shape of a severity."""
    return _ICONS.get(severity, "info")


@register.filter
def word_of_severity(severity: Severity) -> str:
    """A severity in the reader's language."""
    return severity.value.capitalize() if get_language() == "en" else severity.chinese
