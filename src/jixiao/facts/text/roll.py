"""Rolls (名单): lists of places and bodies by name, which may be given twice in one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.parts.enumeration import Enumeration, Range, suffixed

_RUN = re.compile(
    r"(?P<suffix>社区|街道|镇|乡|村|小学|中学|学校|医院|公司|中心)[、，,和及与][一-龥]{1,12}?(?P=suffix)"
)
"""Two neighbors of a list whose names end alike."""
_FEWEST_NAMES = 5
_FEWEST_GROUPS = 2
_NOUN = 2
"""Characters behind a count that tell its noun."""
_BEFORE = 40
"""Characters before the paragraph that may say of what its list is."""


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of names without what they all end in (名单), and the words that stand before it."""

    names: tuple[Range, ...]
    words: frozenset[str]
    before: str
    sentence: int


def rolls_of(facts: Facts) -> Iterator[Roll]:
    """The lists of five names and more, in order: those with a count, and runs of names that end alike."""
    found = {each.names[0]: (each.names, sentence) for sentence, each in facts.enumerations}
    counted = {sentence.number for sentence, _ in facts.enumerations}
    text = facts.text
    starts = [sentence.start for sentence in facts.sentences]
    for match in _RUN.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at < 0:
            continue
        sentence = facts.sentences[at]
        if sentence.number in counted or match.end() > sentence.end:
            continue
        counted.add(sentence.number)
        suffix = match["suffix"]
        run = suffixed(
            text, sentence.start, text.rfind(suffix, match.start(), sentence.end) + len(suffix), suffix
        )
        if run:
            found[run[0]] = (tuple(run), sentence)
    for _, (names, sentence) in sorted(found.items()):
        bare = [_bare_name(text[a:b]) for a, b in names]
        if len(set(bare)) == len(bare) >= _FEWEST_NAMES:
            before = text[max(sentence.block.start - _BEFORE, 0) : names[0][0]]
            yield Roll(names, frozenset(bare), before, sentence.number)


@dataclass(frozen=True, slots=True)
class Divided:
    """A count of places, and the lists that name them group by group (分组名单)."""

    whole: Mention
    groups: tuple[Enumeration, ...]
    names: tuple[Range, ...]
    different: int


def divided_of(facts: Facts) -> Iterator[Divided]:
    """The counts of a paragraph whose groups it lists by name: 覆盖13个社区，其中甲班7个社区，包括…."""
    for block, pairs in groupby(facts.enumerations, key=lambda each: each[0].block.start):
        groups = [each for _, each in pairs]
        if len(groups) < _FEWEST_GROUPS:
            continue
        first = groups[0].count
        earlier = facts.within(block, first.start)
        before = [each for each in earlier if _counts_alike(each, first, facts.text)]
        if not before or not all(_counts_alike(each.count, first, facts.text) for each in groups):
            continue
        names = tuple(name for each in groups for name in each.names)
        different = len({_bare_name(facts.text[a:b]) for a, b in names})
        yield Divided(before[-1], tuple(groups), names, different)


def _counts_alike(mention: Mention, other: Mention, text: str) -> bool:
    """Whether two exact counts have one unit and one noun behind it."""
    nouns = [text[each.end : each.end + _NOUN] for each in (mention, other)]
    return mention.is_exact and mention.unit == other.unit and nouns[0] == nouns[1]


def _bare_name(name: str) -> str:
    for suffix in ("社区", "街道", "学校", "公司", "中心"):
        if name.endswith(suffix) and len(name) > len(suffix):
            return name.removesuffix(suffix)
    return name
