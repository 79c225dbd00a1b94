"""Format codes (格式代码): a number format taken to pieces, and those that files name by number only.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;¥"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
} | {
    number: code
    for numbers, code in (
        ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        ((30,), "m-d-yy"),
        ((31,), 'yyyy"年"m"月"d"日"'),
        ((32,), 'h"时"mm"分"'),
        ((33,), 'h"时"mm"分"ss"秒"'),
        ((34, 55), '上午/下午h"时"mm"分"'),
        ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    )
    for number in numbers
}
"""Formats that files name by number only, as Excel in Chinese shows them."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])|(?P<noon>AM/PM|am/pm|A/P|上午/下午)|(?P<exponent>[eE][+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eEbBgG]+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts between semicolons."""

    tokens: tuple[tuple[str, str], ...]  # kind and text
    condition: tuple[str, Decimal] | None
    is_date: bool


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The parts of a format."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for found in [*_TOKEN.finditer(code), None]:
        if found is None or found[0] == ";":
            sections.append(Section(tuple(tokens), condition, _is_date(tokens)))
            tokens, condition = [], None
            continue
        kind = found.lastgroup or "blank"
        text = found[kind] if found.lastgroup else " "
        if kind != "bracket":
            tokens.append((kind, text if not found[0].startswith("*") else ""))
        elif limit := _CONDITION.fullmatch(text):
            condition = limit[1], Decimal(limit[2])
        elif _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", text.lower()))
        elif text.startswith("$"):
            tokens.append(("quoted", text[1:].partition("-")[0]))
    return tuple(sections)


def _is_date(tokens: list[tuple[str, str]]) -> bool:
    kinds = {kind for kind, _ in tokens}
    return bool(kinds & {"date", "elapsed"}) and "general" not in kinds


def as_general(number: Decimal) -> str:
    """The number as short as it can be."""
    words = f"{number.normalize():f}"
    return "0" if words in ("-0", "") else words
