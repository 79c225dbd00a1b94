"""What words say of a share (占比的说法): its part, its whole, and that what follows takes a figure apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.called import WHOLE_OF, WITHIN
from jixiao.facts.naming.naming import named
from jixiao.numerals.token import Kind

RATES = frozenset([Kind.PERCENT, Kind.PERMILLE])
LONGEST = 60
REMEMBERED = 24
CANDIDATES = 8
_DIRECT = re.compile(r"(?P<subject>[^，。；占]*?)占(?P<whole>[^，。；占]{2,30})$")
_PLAIN = re.compile(
    r"(?P<subject>[^，。；占]*?)(?:所占比重|所占比例|占比重|占比例|占比|占|比重|占总额|占总数)(?:达到?|约?为|是|约|超过?|近)?$"
)
AMONG = re.compile(
    "其\n?中|中，?有|分为|包括|包含|主要用于|构成|分别[为是]|按.{1,8}分|分.{1,6}看|[:：]|，(?:有|发现|查出)[^，。；\\d]{0,12}$"
)
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
"""What parentheses took apart before, what follows them does not go on with."""

_LEAVES_OUT = re.compile("除去|除开|剔除|扣除|减去|不含|不包括")
"""The whole is what is left: “68家当中，除去2家新开办的，…”."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share, its part, and the figures that may be its whole, the likeliest first (占比).

    `is_named` says that the words name the whole and the first is called so; `is_close` that it stands in the
    same paragraph and that nothing else there could be meant. Where no words lead to the whole, `wholes` are
    the figures before it, and only several shares of one list can tell which: `is_open`.
    """

    rate: Mention
    part: Mention
    wholes: tuple[Mention, ...]
    words: str
    is_named: bool
    is_close: bool
    is_open: bool = False


@lru_cache(maxsize=16384)
def share_words(lead: str) -> tuple[str, str, str] | None:
    """Of the words before a percentage: the subject and the whole that they name, and their ink."""
    lead = lead[-LONGEST:]
    if "占" not in lead and "比重" not in lead:
        return None
    for pattern in (WHOLE_OF, _PLAIN, _DIRECT):
        found = pattern.search(lead)
        if found:
            whole = found["whole"] if "whole" in pattern.groupindex else ""
            ink = lead[found.start() + len(found["subject"]) :]
            return named(found["subject"]), named(whole.replace("GDP", "生产总值")), ink
    return None


def takes_apart(text: str, whole: Mention, end: int) -> bool:
    """Whether the words from a figure to the next make what follows its parts."""
    between = _ASIDE.sub("", text[whole.end : end])
    if _LEAVES_OUT.search(between):
        return False
    return bool(AMONG.search(between) or WITHIN.match(between))
