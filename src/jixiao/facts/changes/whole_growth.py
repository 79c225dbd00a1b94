"""Yearly rates of a growth that is told whole (累计增幅与年均增速): 比2019年增长20.5%，两年平均增长9.8%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import Change, change_of

_MOST = 20
_SINCE = re.compile(r"^(?P<year>(?:19|20)\d\d)年(?!末|底|初)")
_NOW = re.compile(r"\s*(?:到|至|截[至止])?(?P<year>(?:19|20)\d\d)年(?!以?来|[前后起])")


@dataclass(frozen=True, slots=True)
class WholeGrowth:
    """By how much something changed over `years`, and each year on average; both in percent."""

    whole: Change
    yearly: Change
    years: int


def whole_growths_of(sentences: Iterable[Sentence]) -> Iterator[WholeGrowth]:
    """The yearly rates right behind the rate since a year that the words name."""
    for sentence in sentences:
        whole: Change | None = None
        span: Mention | None = None
        for mention in sentence.mentions:
            if mention.unit == "年":
                span = mention
                continue
            change = change_of(mention) if mention.is_percent else None
            if change and change.is_yearly and whole and change.sign == whole.sign and not change.subject:
                told = span.mantissa if span and span.clause is mention.clause else 0
                years = told or _years_since(whole, sentence)
                if 1 < years <= _MOST:
                    yield WholeGrowth(whole, change, years)
            is_since = change is not None and not change.is_yearly and _SINCE.search(change.comparator)
            whole, span = change if is_since else None, None


def _years_since(whole: Change, sentence: Sentence) -> int:
    """From the year that is compared with to the one that the sentence begins with; 0 where it names none."""
    since, now = _SINCE.search(whole.comparator), _NOW.match(sentence.source, sentence.start)
    return int(now["year"]) - int(since["year"]) if since and now else 0
