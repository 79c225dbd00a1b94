"""Readings (读法): which figures behind a whole may be its parts, up to each place where a list may end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.parts.level import Joined, Level
from jixiao.quantity.bounds import Bounds

_ENDS = re.compile("加上|^[，；。、]加|减去|扣除|相抵|截[至止]|[，；。]另|此外|同时|预计年末|余额")
"""What the words between two parts begin anew with: what comes is no part."""
_LIMIT = re.compile("限额|上限|控制在")
"""What a thing must not exceed is no part of it: 控制在债务限额398亿元以内."""
MOST_PARTS = 40
_MOST_CUTS = 6
"""Places where the parts of a whole may end that are tried, besides the last."""
FARTHEST = 80
"""Levels within which the parts of a whole stand, those of the parts among them."""


def readings_of(levels: Sequence[Level], whole: Level, at: int) -> list[tuple[Level, ...]]:
    """What may be the parts of a whole, the first of which stands at `at`; the most natural reading first."""
    every = (each for nested in ("fit", "cut", "one") for each in _readings(levels, whole, at, nested))
    return list(dict.fromkeys(each for each in every if each))


def whole_of(levels: Sequence[Level], at: int) -> int | None:
    """The level that the part at `at` is a part of: the last one before it in its unit."""
    first = levels[at]
    if first.joined is Joined.APART:
        return at - 1 if levels[at - 1].unit == first.unit else None
    for number in range(at - 1, max(at - 6, -1), -1):
        level = levels[number]
        if level.depth > first.depth:
            continue
        if level.unit == first.unit:
            return number
        if level.mark == 4:
            return None
    return None


def _readings(levels: Sequence[Level], whole: Level, at: int, nested: str) -> Iterator[tuple[Level, ...]]:
    """The parts of `whole` from `at` on, up to each place where they may end."""
    first = levels[at]
    parts: list[Level] = []
    cuts = 0
    number = at
    while number < min(len(levels), at + FARTHEST) and len(parts) <= MOST_PARTS:
        level = levels[number]
        if parts and number > at:
            if _is_beyond(level, first, whole, parts[-1]):
                break
            if cuts < _MOST_CUTS and _may_end(levels[number - 1], level, parts):
                cuts += 1
                yield tuple(parts)
            if level.depth == first.depth or level.joined is Joined.APART:
                if level.joined is not Joined.BESIDE:
                    number = end_of_inner(levels, number, nested)
                    continue
            else:
                number += 1
                continue
        if level.unit == whole.unit:
            parts.append(level)
        number += 1
    yield tuple(parts)


def _is_beyond(level: Level, first: Level, whole: Level, last: Level) -> bool:
    """Whether a level stands behind the list that begins with `first`, of which `last` is the last so far."""
    if level.depth < first.depth or (level.mark == 4 and first.joined is not Joined.APART):
        return True
    if level.is_total and level.unit == whole.unit:
        return True
    if _LIMIT.search(level.between) and not _LIMIT.search(whole.words + first.between):
        return True
    return bool(_ENDS.search(level.between)) and "余额" not in whole.words + last.words


def _may_end(before: Level, level: Level, parts: Sequence[Level]) -> bool:
    """Whether a list may end before a level: at a semicolon, at a comma behind figures joined by 、."""
    return level.mark >= 3 or (level.mark == 2 and len(parts) > 1 and before.mark == 1)


def end_of_inner(levels: Sequence[Level], at: int, nested: str) -> int:
    """Behind the parts of a part, the first of which stands at `at`."""
    first = levels[at]
    end = min(len(levels), at + MOST_PARTS)
    if first.joined is Joined.APART:
        while at < end and levels[at].depth >= first.depth:
            at += 1
        return at
    if nested == "one":
        return at + 1
    whole_at = whole_of(levels, at) if nested == "fit" else None
    whole = levels[whole_at].figure.allowed if whole_at is not None else None
    low = high = parts = 0
    number = at
    while number < end:
        level = levels[number]
        if number > at and (level.mark >= 3 or level.depth < first.depth):
            is_second = parts == 1 and level.mark == 3 and level.unit == first.unit
            if whole and is_second and _with(low, high, level).meets(whole):
                return number + 1
            break
        if level.unit == first.unit:
            parts += 1
            low, high = low + level.figure.denoted.low, high + level.figure.denoted.high
            if whole and parts > 1 and Bounds(low, high).meets(whole):
                return number + 1
        number += 1
    return number


def _with(low: int, high: int, level: Level) -> Bounds:
    return Bounds(low + level.figure.denoted.low, high + level.figure.denoted.high)
