"""How lights, scores and weights are said (目标与指标用语)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from jixiao.tracking.hierarchy import plain
from jixiao.tracking.lights import Light, percent
from jixiao_web.pages.templatetags.components import light

register = template.Library()

_NAMES = {Light.RED: "red", Light.YELLOW: "amber", Light.GREEN: "green", Light.BLUE: "blue"}


@register.simple_tag
def glow(lit: Light | None, value: object = "") -> SafeString:
    """A light with its shape, its word and what stands behind it; without one it says so."""
    told = percent(value) if isinstance(value, Fraction) else str(value or "")
    return light(_NAMES[lit] if lit else "none", value=told)


@register.filter
def points(number: Decimal | str | None) -> str:
    """Points without needless zeros; a dash where there are none, as of an indicator without a weight."""
    return plain(number) if isinstance(number, Decimal) else "—"


@register.filter
def share(value: Fraction | None) -> str:
    """A share in percent."""
    return "—" if value is None else percent(value)


@register.filter
def mean(value: Fraction | None) -> str:
    """A mean of points, two places at most."""
    return "—" if value is None else percent(value / 100).removesuffix("%")


@register.filter
def lookup(rows: dict[str, object], key: str) -> object:
    """What a mapping holds under a key."""
    return rows.get(key)
