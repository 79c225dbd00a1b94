"""Difference (差): what a stated figure lacks of the one that should stand there, as a clerk writes it."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.findings import Finding

_FIGURE = re.compile(r"(?P<sign>[-−－]?)(?P<digits>\d[\d,，]*(?:\.\d+)?)(?P<unit>\D{0,6})")


def difference_of(finding: Finding) -> str:
    """Stated less expected, in their unit; nothing where they are not two figures of one unit.

    >>> from jixiao.findings import Severity
    >>> two = Finding("TAB001", Severity.ERROR, "", expected="13,112.03", stated="12,505.92")
    >>> difference_of(two)
    '−606.11'
    >>> difference_of(Finding("RAT001", Severity.ERROR, "", expected="98.31%", stated="100%"))
    '+1.69个百分点'
    """
    stated = _FIGURE.fullmatch(finding.stated)
    expected = _FIGURE.fullmatch(finding.repair or finding.expected)
    if stated is None or expected is None or stated["unit"] != expected["unit"]:
        return ""
    difference = _value(stated) - _value(expected)
    if not difference:
        return ""
    unit = "个百分点" if stated["unit"] in ("%", "％") else stated["unit"]
    return f"{difference:+,f}{unit}".replace("-", "\N{MINUS SIGN}")


def _value(figure: re.Match[str]) -> Decimal:
    value = Decimal(figure["digits"].replace(",", "").replace("，", ""))
    return -value if figure["sign"] else value
