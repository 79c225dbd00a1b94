"""Parts in paragraphs of their own (另段分列): what takes apart a total that a paragraph before tells.

“从地域看，城镇…；乡村…” tells kinds; “基本支出9万元，其中：” announces the paragraphs right behind it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.closure import are_all_kinds
from jixiao.facts.parts.level import BY_KIND, Joined, Level, adds_up
from jixiao.facts.parts.readings import readings_of

_ANNOUNCES = re.compile(r"(?:其中|包括|如下)[：:]\s*$")
_NEAR = 8
"""Characters at the end of a paragraph that may announce the next ones."""
_MOST = 4
"""Paragraphs before, of whose first figures one may be the total."""
_MOST_PARTS = 12

_Tried = tuple[Level, Sequence[tuple[Level, ...]]]
"""A figure that may be the total, and the readings of its parts."""


def parts_apart_of(paragraphs: Sequence[Sequence[Level]], text: str) -> Iterator[Breakdown]:
    """The totals that paragraphs behind them take apart, by kinds or as announced.

    Of several figures before, the one that the parts add up to, or that only ever consists of them.
    """
    before: deque[Sequence[Level]] = deque(maxlen=_MOST)
    for number, levels in enumerate(paragraphs):
        is_by_kind = _is_by_kind(levels[0], text)
        tried = list(_announced(paragraphs, number, text))
        if not tried and is_by_kind:
            tried = list(_kinds_in(levels, before))
        found = (it for whole, readings in tried if (it := _fitting(whole, readings)))
        yield from islice(found, 1)
        if not is_by_kind:
            before.append(levels)


def _is_by_kind(first: Level, text: str) -> bool:
    """Whether a paragraph begins with the kinds that it tells apart: 从地域看，…."""
    opening = text[first.paragraph : first.figure.start].lstrip()
    return BY_KIND.match(opening) is not None


def _kinds_in(levels: Sequence[Level], before: Sequence[Sequence[Level]]) -> Iterator[_Tried]:
    """The figures of the paragraphs before, each with what may be its kinds.

    Those that lead a paragraph first, the last first. Where no figure fits, the one that leads the paragraph
    right before may be wrong, if none that leads another is larger and one sentence tells all the kinds.
    """
    first = levels[0]
    heads = tuple(each for each in levels if each.unit == first.unit and each.mark >= 3)
    told = [[each for each in paragraph if each.unit == first.unit] for paragraph in reversed(before)]
    leading = [paragraph[0] for paragraph in told if paragraph]
    others = [each for paragraph in told for each in paragraph[1:]]
    for whole in (*leading, *others):
        readings = [heads, *readings_of(levels, whole, 0)]
        if any(adds_up(whole, each) for each in readings):
            yield whole, readings
            return
    is_near = bool(told and told[0]) and all(each.mark == 3 for each in heads[1:])
    if is_near and max(each.figure.denoted.high for each in leading) == leading[0].figure.denoted.high:
        yield leading[0], [heads]


def _announced(paragraphs: Sequence[Sequence[Level]], number: int, text: str) -> Iterator[_Tried]:
    """The figures of a paragraph that 其中： or the first part ends, with the first of each one behind it."""
    last = paragraphs[number][-1]
    block = _block(last)
    parts = [last] if last.joined is Joined.AMONG else []
    if not parts and not _ANNOUNCES.search(text, max(block.start, block.end - _NEAR), block.end):
        return
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
    readings = [tuple(parts[:count]) for count in range(len(parts), 1, -1)]
    for whole in paragraphs[number]:
        if readings and whole is not parts[0] and whole.unit == parts[0].unit:
            yield whole, readings


def _fitting(whole: Level, readings: Sequence[tuple[Level, ...]]) -> Breakdown | None:
    if not any(adds_up(whole, each) or are_all_kinds(whole, each) for each in readings):
        return None
    return Breakdown(whole, list(dict.fromkeys(readings)), Joined.AMONG)


def _block(level: Level) -> Prose | Headline:
    clause = level.figure.clause
    assert clause, "levels stand in sentences"
    return clause.sentence.block
