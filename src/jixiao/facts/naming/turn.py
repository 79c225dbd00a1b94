"""Turns (变动的起止): “由100亿元增加到120亿元”, “比上年的100亿元”: words that make a figure the one before.

“由…” and “从…” stand before the former value, “增加到”, “降至”, “调整为” before the new one; “比…的” before
one that the value is compared with.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.facts.flow.mention import Mention, kept

_MOST_CLAUSES = 5
"""How many clauses after its value a change may stand: “120亿元，完成预算的98%，增加20亿元，增长20%”."""

_FROM = re.compile(r"(?<![自理经])[由从][^，。；由从]{0,24}?的?$")
_UP = ["增加", "增长", "提高", "提升", "上升", "扩大", "攀升", "增", "升", "调增"]
_DOWN = [
    "下降",
    "减少",
    "降低",
    "压缩",
    "压减",
    "精简",
    "核减",
    "收窄",
    "缩减",
    "缩小",
    "回落",
    "下滑",
    "降",
    "减",
    "调减",
]
_EVEN = ["整合", "合并", "调整", "变", "变化"]
_SIGNS = dict.fromkeys(_UP, 1) | dict.fromkeys(_DOWN, -1) | dict.fromkeys(_EVEN, 0)
_TO = re.compile(
    rf"(?P<word>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?:到|至|为|成)[^，。；]{{0,20}}?的?$"
)
_ONLY = re.compile(r"[，, 逐步稳已]*$")
_BESIDE = re.compile(
    r"(?:(?<![占同环可对相])比(?![重例率值])|(?<![为比])较)[^，。；]{0,30}"
    r"(?:的|完成|数|时期|期间|为|[”’）)]|年|同期|[末初底]|平均|水平|预算|计划|目标|平均值)$"
)

_OPENS_BESIDE = re.compile(
    r"[，,\s]*(?:比|较|与|和|同)(?:上年|去年|上一年|年初|预算|计划|调整|原|(?:19|20)\d\d年)[^，。；增减升降高低多少节超省]{0,20}$"
)
_COMPARED = ("相比", "比较", "对比")
_WITH = re.compile(r"[与和同][^，。；]{2,40}$")


class Turn(NamedTuple):
    """The words that make a figure the new value (增至, 降到, 调整为).

    `sign` is the way that they say, 0 for 调整为; `back` how many characters before the figure they begin;
    `is_bare` says that nothing stands before them, so that the value is of what was spoken of before.
    """

    sign: int
    back: int
    is_bare: bool


@lru_cache(maxsize=8192)
def turn_of(lead: str) -> Turn | None:
    """The turn that the words before a figure make; none where they make none."""
    found = _TO.search(lead)
    if not found:
        return None
    is_bare = _ONLY.match(lead[: found.start()]) is not None
    return Turn(_SIGNS[found["word"]], len(lead) - found.start(), is_bare)


@lru_cache(maxsize=8192)
def is_start(lead: str) -> bool:
    """Whether the words before a figure make it the value that something began from: 由, 从."""
    return _FROM.search(lead) is not None


@lru_cache(maxsize=8192)
def is_beside(lead: str) -> bool:
    """Whether the words before a figure make it one that another is compared with: 比上年的, 较“十三五”."""
    return _BESIDE.search(lead) is not None


@kept
def stands_beside(mention: Mention) -> bool:
    """Whether a figure is one that another is compared with: 比上年的100亿元, 与2010年的100万人相比."""
    if is_beside(mention.lead):
        return True
    clause = mention.clause
    if clause is not None and clause.mentions[0] is mention and _opens_beside(mention.lead):
        return True
    return (
        clause is not None
        and clause.sentence.source.startswith(_COMPARED, mention.end)
        and _WITH.search(mention.lead) is not None
    )


@lru_cache(maxsize=8192)
def _opens_beside(lead: str) -> bool:
    """Whether a clause begins by comparing with the figure: “较上年支出31.05万元减少”."""
    return _OPENS_BESIDE.match(lead) is not None


def has_turned(mention: Mention) -> bool:
    """Whether a figure is what another one of its clause became: “由5.21%下降为3.00%”."""
    clause = mention.clause
    turn = turn_of(mention.lead)
    if clause is None or turn is None or not turn.is_bare:
        return False
    own = clause.mentions
    at = next((number for number, each in enumerate(own) if each is mention), 0)
    return at > 0 and is_start(own[at - 1].lead)


def is_near(value: Mention, mention: Mention) -> bool:
    """Whether a figure stands few clauses behind a value, or early in a later sentence."""
    first, then = value.clause, mention.clause
    if first is None or then is None:
        return False
    start = first.number if first.sentence is then.sentence else 0
    return 0 <= then.number - start <= _MOST_CLAUSES
