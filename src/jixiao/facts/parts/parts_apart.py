"""Parts in paragraphs of their own (另段分列): what takes apart a total that a paragraph before tells.

“从地域看，城镇…；乡村…” tells kinds; “基本支出9万元，其中：” announces the paragraphs right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.closure import are_all_kinds
from jixiao.facts.parts.level import Joined, Level, adds_up
from jixiao.facts.parts.readings import readings_of

_OPENS = re.compile(r"\s*[按从分][^，。；：]{1,10}(?:[分看]|统计|划分|分类|分组)[，：]")
_ANNOUNCES = re.compile(r"(?:其中|包括|如下)[：:]\s*$")
_NEAR = 8
"""Characters at the end of a paragraph that may announce the next ones."""
_MOST = 4
"""Paragraphs before, of whose first figures one may be the total."""
_MOST_PARTS = 12


def parts_apart_of(paragraphs: Sequence[Sequence[Level]], text: str) -> Iterator[Breakdown]:
    """The totals that paragraphs behind them take apart, by kinds or as announced.

    Of several figures before, the one that the parts add up to, or that only ever consists of them.
    """
    leading: list[Level] = []
    for number, levels in enumerate(paragraphs):
        first = levels[0]
        wholes: Sequence[Level] = ()
        if _OPENS.match(text, first.paragraph, first.figure.start):
            heads = tuple(each for each in levels if each.unit == first.unit and each.mark >= 3)
            wholes = leading[::-1]
            readings = [[heads, *readings_of(levels, whole, 0)] for whole in wholes]
        else:
            leading = [*leading[1 - _MOST :], first]
        if parts := _announced(paragraphs, number, text):
            wholes = [each for each in levels if each is not parts[0]]
            readings = [[parts[:end] for end in range(len(parts), 1, -1)]] * len(wholes)
        for whole, read in zip(wholes, readings if wholes else (), strict=True):
            if whole.unit == read[0][0].unit and (found := _fitting(whole, read)):
                yield found
                break


def _announced(paragraphs: Sequence[Sequence[Level]], number: int, text: str) -> tuple[Level, ...]:
    """The first figures of the unnumbered paragraphs behind one that 其中： or its first part ends."""
    last = paragraphs[number][-1]
    block = _block(last)
    parts = [last] if last.joined is Joined.AMONG else []
    if not parts and not _ANNOUNCES.search(text, max(block.start, block.end - _NEAR), block.end):
        return ()
    end = block.end
    for levels in paragraphs[number + 1 : number + 1 + _MOST_PARTS]:
        first, own = levels[0], _block(levels[0])
        opens = first.figure.clause is not None and first.figure.clause.start == own.start
        if own.ordinal is not None or not opens or text[end : own.start].strip():
            break
        if parts and first.unit != parts[0].unit:
            break
        parts.append(first)
        end = own.end
    return tuple(parts) if len(parts) > 1 else ()


def _fitting(whole: Level, readings: Sequence[tuple[Level, ...]]) -> Breakdown | None:
    if not any(adds_up(whole, each) or are_all_kinds(whole, each) for each in readings):
        return None
    return Breakdown(whole, list(dict.fromkeys(readings)), Joined.AMONG)


def _block(level: Level) -> Prose | Headline:
    clause = level.figure.clause
    assert clause, "levels stand in sentences"
    return clause.sentence.block
