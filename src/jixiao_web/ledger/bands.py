"""The bands of execution rates in the reader's language (执行率档)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from jixiao.tracking.policy import Band

BAND_WORDS: Mapping[str, str | Promise] = {
    "超过100%": pgettext_lazy("band", "超过100%"),
    "100%": pgettext_lazy("band", "100%"),
    "90%（含）以上不足100%": pgettext_lazy("band", "90%（含）以上不足100%"),
    "不足90%": pgettext_lazy("band", "不足90%"),
    "不计算执行率": pgettext_lazy("band", "不计算执行率"),
    "达到序时进度": pgettext_lazy("band", "达到序时进度"),
    "达到序时进度的80%（含）以上": pgettext_lazy("band", "达到序时进度的80%（含）以上"),
    "不足序时进度的80%": pgettext_lazy("band", "不足序时进度的80%"),
}
"""The labels of the bands of the policies that ship; a unit's own stand as it wrote them."""


def band_word(band: Band) -> str:
    """What a band is called in the reader's language."""
    return str(BAND_WORDS.get(band.label, band.label))
