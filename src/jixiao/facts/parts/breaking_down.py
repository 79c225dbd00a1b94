"""Breaking down (找分项): which figure of a paragraph is taken apart, and from which figure on.

A word says so (其中, 包括, 分产业看), a number before each part, or a semicolon behind parts that add up:
what comes then may part the same whole again. Of several wholes the one is meant that the parts add up to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.facts.parts.breakdown import Breakdown, breakdown_of, numbered
from jixiao.facts.parts.closure import are_all_kinds, closes
from jixiao.facts.parts.level import Joined, Level, adds_up
from jixiao.facts.parts.readings import FARTHEST, whole_of

_NEAR = 8
"""Levels before a whole among which its parts may find another whole."""
_SHARED = 3
"""Characters at the end of names from which they name one thing."""
_BESIDE_TWO = 3
"""Levels from a whole to what stands behind two parts of it."""


def breakdowns_of(levels: Sequence[Level], text: str) -> Iterator[Breakdown]:
    """The breakdowns of a paragraph. Where inner ones end, and which of several wholes is meant, shows where
    the parts add up."""
    taken_apart: dict[int, int] = {}
    for at in range(1, len(levels)):
        first = levels[at]
        if first.joined is Joined.BESIDE:
            before = taken_apart.get(at - 1)
            found = _by_number(levels, at, text) or _once_more(levels, at, text, before)
        elif first.joined is Joined.KINDS:
            beside = next((n for n in range(at - 1, 0, -1) if levels[n].depth <= first.depth), 0)
            found = list(_by_kind(levels, at, text, taken_apart.get(beside)))
        else:
            found = [
                it for whole_at in _wholes_of(levels, at) if (it := breakdown_of(levels, whole_at, at, text))
            ]
            if found and not any(it.fitting for it in found):
                found = _of_another(levels, found[-1].whole.number, at, text) or found
            if first.joined is Joined.INTO and not any(it.fitting for it in found):
                before = taken_apart.get(at - 1)
                before = _taken_apart_before(levels, at) if before is None else before
                found = _once_more(levels, at, text, before) or found
        yield from found
        for it in found:
            if it.fitting:
                taken_apart.setdefault(it.fitting[-1].number, it.whole.number)


def _wholes_of(levels: Sequence[Level], at: int) -> Iterator[int]:
    """The whole of the part at `at`, and those in other units whose parts stand among its parts.

    “拆除76处，面积893平方米。其中商业类18处，面积187平方米；办公类58处，面积706平方米”
    """
    whole_at = whole_of(levels, at)
    if whole_at is None:
        return
    yield _called_so(levels, whole_at, at)
    if levels[at].joined is not Joined.AMONG:
        return
    units = {levels[at].unit}
    for number in range(at - 1, max(at - 4, -1), -1):
        if levels[number].unit not in units and levels[number].depth <= levels[at].depth:
            units.add(levels[number].unit)
            yield number
        if levels[number].mark == 4:
            return


def _called_so(levels: Sequence[Level], whole_at: int, at: int) -> int:
    """The level of the sentence whose name the first two parts bear, where the one before them has another.

    “资产总额30万元，负债总额9万元，净资产21万元。其中，行政单位资产总额9万元，事业单位资产总额21万元”
    """
    parts = [each.told for each in levels[at : at + 2] if each.unit == levels[at].unit]
    if len(parts) < 2 or _shared_end([levels[whole_at].told, *parts]):
        return whole_at
    for number in range(whole_at - 1, max(whole_at - _NEAR, -1), -1):
        if levels[number + 1].mark == 4:
            break
        level = levels[number]
        if level.unit == levels[at].unit and len(_shared_end([level.told, *parts])) >= _SHARED:
            return number
    return whole_at


def _shared_end(names: Sequence[str]) -> str:
    """What names have in common at their end."""
    shared = names[0]
    while not all(name.endswith(shared) for name in names):
        shared = shared[1:]
    return shared


def _by_kind(levels: Sequence[Level], at: int, text: str, before: int | None) -> Iterator[Breakdown]:
    """What “按经营地分” takes apart: of what was said before it, what fits, or else what has those kinds.

    Or else what the parts right before it, of other kinds, add up to: the level of the number `before`.
    """
    unit = levels[at].unit
    wholes = [
        number
        for number in range(at - 1, max(at - 10, -1), -1)
        if levels[number].unit == unit and (number == at - 1 or levels[number].mark == 4)
    ]
    found = [it for number in wholes if (it := breakdown_of(levels, number, at, text))]
    fitting = [it for it in found if any(adds_up(it.whole, each) for each in it.readings)]
    alike = [
        it
        for it in found
        if it.whole.joined is Joined.BESIDE
        and it.whole.mark == 4
        and any(
            are_all_kinds(it.whole, each) or (it.whole.number == at - 1 and closes(it.whole, each))
            for each in it.readings
        )
        and not _has_larger_before(levels, it.whole)
    ]
    if not fitting and not alike and before is not None and levels[before].unit == unit:
        it = breakdown_of(levels, before, at, text)
        if it:
            it.is_parallel = True
            yield it
        return
    yield from (fitting or alike)[:1]


def _by_number(levels: Sequence[Level], at: int, text: str) -> list[Breakdown]:
    """What numbers take apart without a word: “收入58亿元，下降3%。①税收收入47亿元。②非税收入11亿元。”

    Of the levels before them the one that fits; else the only one, if these are all its kinds.
    """
    first = levels[at]
    if first.mark < 3 or not numbered(levels, at):
        return []
    near = levels[max(at - _NEAR, 0) : at]
    wholes = [each.number for each in reversed(near) if (each.unit, each.depth) == (first.unit, first.depth)]
    found = [it for number in wholes if (it := breakdown_of(levels, number, at, text))]
    fitting = [it for it in found if it.fitting]
    if len(found) == 1 and closes(found[0].whole, found[0].readings[0]):
        return found
    return fitting[:1]


def _once_more(levels: Sequence[Level], at: int, text: str, whole_at: int | None) -> list[Breakdown]:
    """What a semicolon takes apart once more: “其中县道2公里、乡道3公里；水泥路面5公里”.

    Or a word: “收支总预算7万元。收入包括：…；支出包括：…”. `whole_at` is the level that the parts
    before add up to.
    """
    first = levels[at]
    is_apart = first.mark == 3 or (first.mark == 4 and first.joined is Joined.INTO)
    if whole_at is None or not is_apart or first.unit != levels[whole_at].unit:
        return []
    it = breakdown_of(levels, whole_at, at, text)
    if not it:
        return []
    it.is_parallel = True
    return [it] if it.fitting or are_all_kinds(it.whole, max(it.readings, key=len)) else []


def _of_another(levels: Sequence[Level], whole_at: int, at: int, text: str) -> list[Breakdown]:
    """What the parts add up to before the level that is nearest: 资产30万元，净资产21万元；其中固定资产…."""
    first = levels[at]
    for number in range(whole_at - 1, max(whole_at - _NEAR, -1), -1):
        if levels[number + 1].mark == 4:
            break
        if levels[number].unit == first.unit and levels[number].depth <= first.depth:
            it = breakdown_of(levels, number, at, text)
            if it and it.fitting:
                return [it]
    return []


def _taken_apart_before(levels: Sequence[Level], at: int) -> int | None:
    """The level that all between it and the one at `at` add up to, without a word that says so."""
    for number in range(at - _BESIDE_TWO, max(at - _NEAR, 0) - 1, -1):
        between = levels[number + 1 : at]
        if all(each.unit == levels[number].unit for each in between) and adds_up(levels[number], between):
            return number
    return None


def _has_larger_before(levels: Sequence[Level], whole: Level) -> bool:
    """Whether a larger figure in its unit, which may be the whole, stands before it."""
    before = levels[max(0, whole.number - FARTHEST) : whole.number]
    return any(
        each.unit == whole.unit and each.figure.denoted.high > whole.figure.denoted.high for each in before
    )
