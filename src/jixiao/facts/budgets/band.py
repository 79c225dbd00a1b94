"""Bands (分档): how many projects prose says there are, in all or of a kind: 执行率90%以上的项目有12个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_COUNTED = re.compile(r"(?:重点|一般|绩效|跟踪|预算|部门|财政|支出|评价|自评|的)*项目(?!支出|资金|经费|金额)")
_HAVE = re.compile(r"项目(?:数量?|个数)?(?:共|共有|有|为|共计|计|达)?$")
_RATE = re.compile(r"执行率|支出进度|支出率|完成率")
_BELOW = re.compile(r"(?:低于|不足|不到|小于|未达到?|＜|<)\s?$")
_ABOVE = re.compile(r"(?:高于|超过|大于|＞|>)\s?$")
_AT_LEAST = re.compile(r"^(?:\s?[（(]含[）)])?\s?(?:及以上|以上|（含）以上)")
_AT_MOST = re.compile(r"^\s?(?:[（(]含[）)])?(?:及以下|以下|以内)")
_TO = re.compile(r"^\s?[（(]?(?:不?含)?[）)]?\s?(?:至|到|-|—|－|–|~|～)\s?$")
_ADJUSTED = re.compile(
    r"预算(?:进行了?|发生了?|涉及)?调整|调整了?(?:项目)?预算|预算调整|进行了?调整|涉及调整"
)
_INCREASED = re.compile(r"追加|调增")
_REDUCED = re.compile(r"调减|追减|核减|压减")
_SHARE = re.compile(r"占.{0,12}项目.{0,4}(?:总?数量?|个数|总?数)?.{0,3}(?:的|比例为?|比重为?|比例是)?$")


_REACH = 80
_MOST = 6
"""Within how many characters and figures before a number the words stand that say what is counted."""


class Counting(Enum):
    """Of what kind the projects are that are counted (所数)."""

    ALL = "全部"
    BAND = "分档"
    ADJUSTED = "调整"
    INCREASED = "追加"
    REDUCED = "调减"


@dataclass(frozen=True, slots=True)
class Range:
    """Rates from `low` to `high` in 10⁻⁴ percent; an end that is none is open, flags say what is included."""

    low: int | None
    high: int | None
    with_low: bool = True
    with_high: bool = False

    def holds(self, rate: int) -> bool:
        """Whether a rate lies in the band."""
        if self.low is not None and (rate < self.low or (rate == self.low and not self.with_low)):
            return False
        return self.high is None or rate < self.high or (rate == self.high and self.with_high)


@dataclass(frozen=True, slots=True)
class ProjectCount:
    """A number of projects as prose says it (项目个数).

    `limits` are the percentages by which the band is said; `share` is what part of all it says they are.
    """

    figure: Mention
    counting: Counting
    band: Range | None = None
    limits: tuple[Mention, ...] = ()
    share: Mention | None = None


def project_counts(sentence: Sentence, text: str) -> Sequence[ProjectCount]:
    """The numbers of projects that a sentence says, in order."""
    return tuple(_counts(sentence, text)) if "项目" in sentence.text else ()


def _counts(sentence: Sentence, text: str) -> Iterator[ProjectCount]:
    mentions = sentence.mentions
    for number, mention in enumerate(mentions):
        if mention.kind is not Kind.COUNT or mention.unit not in ("个", "项") or not mention.is_exact:
            continue
        behind = text[mention.end : mention.end + 16]
        if not (_COUNTED.match(behind) or _HAVE.search(mention.lead)):
            continue
        clause = mention.clause
        assert clause is not None, "figures of sentences stand in clauses"
        words = text[max(clause.start, mention.start - _REACH) : min(clause.end, mention.end + _REACH)]
        if (
            _RATE.search(text, max(sentence.start, mention.start - 2 * _REACH), mention.start)
            and (limits := _limits(mention, mentions[max(0, number - _MOST) : number]))
            and (band := band_of(limits, text, mention.start))
        ):
            yield ProjectCount(mention, Counting.BAND, band, limits)
            continue
        after = mentions[number + 1].start if number + 1 < len(mentions) else clause.end
        behind = text[mention.end : min(clause.end, after, mention.end + _REACH)]
        counting = Counting.ALL
        if (
            mention.lead.endswith(("有", "共有", "涉及", "对", "其中"))
            or _HAVE.search(mention.lead)
            or "中" in words
        ):
            counting = _kind(behind)
        yield ProjectCount(mention, counting, share=_share(mentions[number + 1 : number + 2]))


def _kind(words: str) -> Counting:
    if _ADJUSTED.search(words):
        return Counting.ADJUSTED
    if _REDUCED.search(words):
        return Counting.REDUCED
    if _INCREASED.search(words):
        return Counting.INCREASED
    return Counting.ALL


def _share(after: Sequence[Mention]) -> Mention | None:
    first = after[0] if after else None
    return first if first and first.is_percent and _SHARE.search(first.lead) else None


def _limits(mention: Mention, before: Sequence[Mention]) -> tuple[Mention, ...]:
    """The one or two percentages of the clause before the count."""
    clause = mention.clause
    percents = [each for each in before if each.is_percent and each.clause is clause]
    counts = [each for each in before if each.kind is Kind.COUNT and each.clause is clause]
    if counts:
        percents = [each for each in percents if each.start > counts[-1].start]
    return tuple(percents) if len(percents) <= 2 else ()


def band_of(limits: Sequence[Mention], text: str, end: int) -> Range | None:
    """The band between its limits, or on one side of its limit, as the words up to `end` say."""
    if not limits or len(limits) > 2:
        return None
    last = limits[-1]
    behind = text[last.end : end]
    if len(limits) == 2:
        first = limits[0]
        if (first.text.endswith("以上") or _AT_LEAST.match(text[first.end : last.start])) and _BELOW.search(
            last.lead
        ):
            return Range(_scaled(first), _scaled(last))
        if not _TO.match(text[first.end : last.start]):
            return None
        return Range(_scaled(first), _scaled(last), with_high="不含" not in behind)
    if last.kind is Kind.RANGE:
        mantissa, exponent, _ = last.token.parts
        return Range(_scaled(last), mantissa * 10 ** (4 + exponent), with_high="不含" not in behind)
    return _one_sided(_scaled(last), last.lead, last.text[last.token.digits :].lstrip("%％") + behind)


@lru_cache(maxsize=1024)
def _one_sided(value: int, lead: str, behind: str) -> Range:
    if _BELOW.search(lead) or _AT_MOST.match(behind):
        return Range(None, value, with_high=bool(_AT_MOST.match(behind)) and "含" in behind[:4])
    if _ABOVE.search(lead):
        return Range(value, None, with_low=False)
    if _AT_LEAST.match(behind) or lead.endswith(("不低于", "达到或超过")):
        return Range(value, None)
    return Range(value, value, with_high=True)


def _scaled(mention: Mention) -> int:
    return int(mention.mantissa * 10 ** (4 + mention.place)) if mention.place >= -4 else 0


def rate_of(mention: Mention) -> int:
    """A printed rate in 10⁻⁴ percent."""
    return _scaled(mention)
