"""Kinds told apart (另段分列): a paragraph takes the total of one before apart: 从地域看，城镇…；乡村…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.closure import are_all_kinds
from jixiao.facts.parts.level import Joined, Level, adds_up
from jixiao.facts.parts.readings import readings_of

_OPENS = re.compile(r"\s*[按从分][^，。；：]{1,10}(?:[分看]|统计|划分|分类|分组)[，：]")
_MOST = 4
"""Paragraphs before, of whose first figures one may be the total."""


def kinds_apart_of(paragraphs: Sequence[Sequence[Level]], text: str) -> Iterator[Breakdown]:
    """The first figure of a paragraph before that the kinds add up to, or that only ever consists of them."""
    leading: list[Level] = []
    for levels in paragraphs:
        first = levels[0]
        if not _OPENS.match(text, first.paragraph, first.figure.start):
            leading = [*leading[1 - _MOST :], first]
            continue
        heads = tuple(each for each in levels if each.unit == first.unit and each.mark >= 3)
        for whole in reversed([each for each in leading if each.unit == first.unit]):
            readings = list(dict.fromkeys([heads, *readings_of(levels, whole, 0)]))
            if any(adds_up(whole, each) for each in readings) or are_all_kinds(whole, heads):
                yield Breakdown(
                    whole,
                    readings,
                    Joined.KINDS,
                    is_direct=False,
                    is_partial=False,
                    is_plain=False,
                    is_announced=False,
                    heads=heads,
                    sum_told=None,
                    is_sure_of_whole=False,
                )
                break
