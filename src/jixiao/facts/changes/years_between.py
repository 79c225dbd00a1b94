"""Years between two values (相隔的年数): as their own words say, or the paragraph: 五年来, “十三五”期间."""

from __future__ import annotations

import re

from jixiao.facts.changes.comparison import Value
from jixiao.facts.flow.mention import Mention

_SPANS = {"三": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5, "十": 10, "10": 10}
_SPAN = re.compile(
    r"(?<![一二三四五六七八九十\d])(?P<years>[三四五十345]|10)年(?:来|间|里)|(?:过去|这|近)(?:的)?(?P<ago>五)年"
    r"|“?[九十][一二三四]?五”?(?:时期|期间|计划期|规划期)"
)
_FROM_TO = re.compile(
    r"[由从](?P<since>(?:19|20)\d\d)年[^。；\d]{0,8}\d[^。；]{0,24}?[到至为](?P<to>(?:19|20)\d\d)年"
)
_CENSUS = re.compile("第[五六]次(?:全国)?人口普查")


def years_between(now: Value, base: Value) -> int:
    """How many years lie between two values, where both say theirs; ten from one census to the next."""
    if _CENSUS.search(base.lead) and not now.year:
        return 10
    return now.year - base.year if now.year and base.year else 0


def years_of_paragraph(rate: Mention) -> int:
    """Of how many years the words of a paragraph before a yearly rate speak: 五年来, “十三五”期间."""
    clause = rate.clause
    if clause is None:
        return 0
    years = 0
    text, start = clause.sentence.source, clause.sentence.block.start
    for told in _FROM_TO.finditer(text, start, rate.start):
        years = int(told["to"]) - int(told["since"])
    for found in _SPAN.finditer(clause.sentence.source, clause.sentence.block.start, rate.start):
        years = _SPANS.get(found["years"] or "", 5)
    return years
