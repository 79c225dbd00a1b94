"""Topics (所指总体): wholes told before that a sentence names by words alone, “常住人口中，男性…”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jixiao.facts.naming.naming import named
from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.level import Joined, Level
from jixiao.facts.parts.readings import readings_of

_TOPIC = re.compile(
    r"(?:^|[。；\n]|[，：](?=[在按]))\s*(?:（[^）]{0,12}）)?(?:在|按)?(?P<of>[^，。；：\d\n（）]{2,20}?)(?<!其)(?<![当集之])中[，,：:]?"
    r"[^，。；：]{0,30}$"
)
_PLACE = re.compile(r"^(?:本|我|全)(?:[国省市县区州镇乡盟旗]|自治区)")
_MOST = 12
"""Figures of one name of which the last ones are looked at."""
_HAS = re.compile("^(?:现|共|拥|设|建)?有")


@lru_cache(maxsize=8192)
def topic_in(words: str) -> str:
    """The name of what the words right before a figure speak of; empty where they name nothing.

    >>> topic_in("全市常住人口中，男性人口为")
    '常住人口'
    """
    found = _TOPIC.search(words) if "中" in words else None
    return thing(found["of"]) if found else ""


@lru_cache(maxsize=8192)
def thing(words: str) -> str:
    """What a figure or a topic is called, without the place that it is of.

    >>> thing("年末全市常住人口为")
    '常住人口'
    """
    return _HAS.sub("", _PLACE.sub("", named(_PLACE.sub("", named(words)))))


def topics_of(paragraphs: Sequence[Sequence[Level]], text: str) -> Iterator[Breakdown]:
    """The wholes told before that a sentence takes apart by naming them again, each with its parts."""
    told: dict[str, list[Level]] = defaultdict(list)
    for levels in paragraphs:
        for at, level in enumerate(levels):
            topic = _topic_of(level, text)
            wholes = [each for each in told[topic][-_MOST:] if each.unit == level.unit] if topic else []
            if wholes and len({each.figure.mantissa for each in wholes}) == 1:
                whole = wholes[-1]
                readings = readings_of(levels, whole, at)
                yield Breakdown(whole, readings, Joined.AMONG, is_direct=True)
            name = thing(level.words)
            if name:
                told[name].append(level)


def _topic_of(level: Level, text: str) -> str:
    clause = level.figure.clause
    if clause is None or level.joined not in (Joined.BESIDE, Joined.LATER):
        return ""
    start = max(clause.sentence.start, level.figure.start - len(level.between))
    if text.find("中", start, level.figure.start) < 0:
        return ""
    return topic_in(text[start : level.figure.start])
