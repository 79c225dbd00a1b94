"""Bands that make a whole (各档之和): 7个100%, 12个90%以上, 1个低于90% are all of 20 projects.

The bands must leave no rate out and hold none twice: from 100% down, each begins where the one above ends,
and the last one is open. “90%以上” behind “100%” means what is left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.budgets.band import Range, band_of
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_RATE = re.compile("执行率|支出进度|支出率|完成率|完成比例")
_UNITS = frozenset(["个", "项"])
_PROJECTS = re.compile(r"项目[^，。；：:]{0,8}$")
_AMONG = re.compile("其中|占")
_FULL = 100 * 10**4
_FEWEST = 2
_WORDS = 6
"""Characters behind a percentage that may belong to its band: （含）以上."""


@dataclass(frozen=True, slots=True)
class BandTotal:
    """How many projects there are, and how many in each band of rates (项目总数与各档个数)."""

    total: Mention
    bands: tuple[Mention, ...]


def band_totals_of(sentences: Iterable[Sentence], text: str) -> Iterator[BandTotal]:
    """The sentences that count all projects by bands; the total may stand in the sentence before."""
    total: Mention | None = None
    for sentence in sentences:
        if total and total.clause and total.clause.sentence.block is not sentence.block:
            total = None
        counts = [each for each in sentence.mentions if _is_count(each)]
        rates = [each for each in sentence.mentions if each.is_percent]
        if rates and counts and _RATE.search(sentence.text):
            first = counts[0]
            if rates[0].start > first.start and _is_of_projects(first, text) and len(counts) > _FEWEST:
                bands = _bands(counts[1:], rates, first.end, sentence, text)
                if bands:
                    yield BandTotal(first, tuple(counts[1:]))
            elif total and rates[0].start < first.start and len(counts) >= _FEWEST:
                bands = _bands(counts, rates, sentence.start, sentence, text)
                if bands:
                    yield BandTotal(total, tuple(counts))
            total = None
        elif len(counts) == 1 and _is_of_projects(counts[0], text):
            total = counts[0]
        elif counts:
            total = None


def _is_count(mention: Mention) -> bool:
    return mention.kind is Kind.COUNT and mention.unit in _UNITS and mention.is_exact


def _is_of_projects(count: Mention, text: str) -> bool:
    behind = text[count.end : count.end + 8]
    return bool(_PROJECTS.search(count.lead)) or "项目" in behind.split("，")[0]


def _bands(
    counts: Sequence[Mention], rates: Sequence[Mention], start: int, sentence: Sentence, text: str
) -> bool:
    """Whether each count has its band, all before it or all behind it, and the bands leave nothing out."""
    if _AMONG.search(text[counts[0].end : sentence.end]):
        return False
    ends = [start, *(each.end for each in counts)]
    nexts = [*(each.start for each in counts), sentence.end]
    before = [
        [each for each in rates if low <= each.start < high] for low, high in zip(ends, nexts, strict=True)
    ]
    if all(before[:-1]) and not before[-1]:
        found = [band_of(row, text, count.start) for count, row in zip(counts, before, strict=False)]
    elif all(before[1:]) and not before[0]:
        found = [band_of(row, text, row[-1].end + _WORDS) for row in before[1:]]
    else:
        return False
    return all(found) and _leave_nothing_out([each for each in found if each])


def _leave_nothing_out(bands: Sequence[Range]) -> bool:
    """Whether the bands, from the highest down, hold every rate once."""
    ordered = sorted(bands, key=lambda band: -1 if band.low is None else band.low, reverse=True)
    first, *others = ordered
    if first.low is None or not (first.high is None or first.high == _FULL):
        return False
    low = first.low
    for band in others:
        if band.low is not None and band.low >= low:
            return False
        if band.high is not None and band.high != low:
            return False
        if band.low is None:
            return band is ordered[-1] and band.high is not None
        low = band.low
    return low == 0
