"""Series of shares (成组的占比): parts that are told one by one, each with its share of the same whole.

“非常满意的312人，占56.93%；满意的168人，占30.66%；不满意的68人，占12.41%”: each part divided by its share
gives the whole, printed or not. A share that names another whole begins another series.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import VALUES

_SHARE = re.compile(r"(?:所占|占)(?:(?P<whole>[^，。；占]{2,20}?)的)?(?:比重|比例|比)?(?:为|达到?|是)?$")
_AIMED = re.compile("计划|任务|目标|预算|指标")
"""What each part may have of its own: 占计划的80%."""
_NEAR = 2
"""Clauses from a part to its share."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A part and its share (部分与占比)."""

    part: Mention
    rate: Mention


@dataclass(frozen=True, slots=True)
class Series:
    """Parts of one whole with their shares; `wholes` are the figures told before them in the paragraph."""

    pairs: tuple[Pair, ...]
    wholes: tuple[Mention, ...]


def share_series_of(sentences: Iterable[Sentence]) -> Iterator[Series]:
    """The series of two shares and more of a document, paragraph by paragraph."""
    block: object = None
    told: list[Mention] = []
    pairs: list[Pair] = []
    named = ""
    for sentence in sentences:
        if sentence.block is not block:
            yield from _series(pairs, told)
            block, told, pairs, named = sentence.block, [], [], ""
        for mention in sentence.mentions:
            if mention.kind in VALUES:
                if change_of(mention) is None:
                    told.append(mention)
                continue
            said = _said(mention.lead) if mention.is_percent else None
            part = _part(told, mention) if said is not None else None
            if part is None:
                continue
            is_of_another = bool(said and named and said != named)
            if pairs and (is_of_another or pairs[-1].part.unit != part.unit):
                yield from _series(pairs, told)
                pairs = []
            pairs.append(Pair(part, mention))
            named = said or named
    yield from _series(pairs, told)


def _series(pairs: Sequence[Pair], told: Sequence[Mention]) -> Iterator[Series]:
    if len(pairs) > 1:
        first = pairs[0].part
        wholes = tuple(each for each in told if each.start < first.start and each.unit == first.unit)
        yield Series(tuple(pairs), wholes)


@lru_cache(maxsize=8192)
def _said(lead: str) -> str | None:
    """The whole that the words before a rate name, empty for none; no words of a share: none."""
    found = _SHARE.fullmatch(lead)
    if found is None or (found["whole"] and _AIMED.search(found["whole"])):
        return None
    return found["whole"] or ""


def _part(told: Sequence[Mention], rate: Mention) -> Mention | None:
    """The figure right before a rate, what parentheses hold left out; none where one is rounded or far."""
    then = rate.clause
    for part in reversed(told):
        first = part.clause
        if first is None or then is None or first.sentence is not then.sentence:
            return None
        if first.depth > then.depth:
            continue
        is_plain = not (part.slack or rate.slack or part.is_zero or rate.is_zero)
        return part if is_plain and then.number - first.number <= _NEAR else None
    return None
