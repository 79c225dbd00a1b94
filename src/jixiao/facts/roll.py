"""Rolls (名单): lists of places and bodies by name, which may be given twice in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.enumeration import Range, enumerations_of, suffixed
from jixiao.facts.sentence import Sentence

_PLACES = re.compile(
    r"(?P<suffix>社区|街道|镇|乡|村|学校|小学|中学|医院|公司|中心)(?=[、，,和及与以]|[一-龥]{0,4}(?:开设|开展|实施|进行|举办|组织|设立)|。|；)"
)
_FEWEST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of names without what they all end in (名单), and the words that stand before it."""

    names: tuple[Range, ...]
    words: frozenset[str]
    before: str
    block: int


def rolls_of(sentences: Sequence[Sentence]) -> Iterator[Roll]:
    """The lists of five names and more: those with a count, and runs of names that end alike."""
    for number, sentence in enumerate(sentences):
        text = sentence.source
        found = [each.names for each in enumerations_of(sentence)]
        if not found:
            for match in _PLACES.finditer(text, sentence.start, sentence.end):
                run = suffixed(text, sentence.start, match.end(), match["suffix"])
                if len(run) >= _FEWEST_NAMES:
                    found = [tuple(run)]
        for names in found:
            bare = [_bare_name(text[a:b]) for a, b in names]
            if len(set(bare)) == len(bare) >= _FEWEST_NAMES:
                before = text[max(sentence.block.start - 40, 0) : names[0][0]]
                yield Roll(names, frozenset(bare), before, number)


def _bare_name(name: str) -> str:
    for suffix in ("社区", "街道", "学校", "公司", "中心"):
        if name.endswith(suffix) and len(name) > len(suffix):
            return name.removesuffix(suffix)
    return name
