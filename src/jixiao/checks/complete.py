"""Complete lists (列全的分项): which figures are all the parts of a whole, so that they must add up to it.

That parts are listed is one question, that all are listed another: a list that leaves something out is right
whatever it adds up to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.checks.equation import Total
from jixiao.checks.judge import verdict_on
from jixiao.checks.slips import is_slip
from jixiao.facts.facts import Facts
from jixiao.facts.parts.breakdown import Breakdown
from jixiao.facts.parts.closure import (
    are_alike,
    are_all_kinds,
    are_all_states,
    are_apart,
    are_functions,
    are_views,
    closes,
    is_minute,
    is_rest,
)
from jixiao.facts.parts.level import Joined, Level, adds_up
from jixiao.facts.parts.tally import Tally
from jixiao.findings import Verdict

RARITY_ANNOUNCED, _RARITY, _RARITY_OF_COUNTS = 250, 600, 3000
"""How far beyond its slack a difference must be for a slip to explain it better than a part left out.

Lists of amounts behind 其中： leave something out once in thirty times, those without the colon once in
twelve, lists of counts once in three.
"""
_GRAND = re.compile("总计|合计|总量|总收入|总支出")
"""A total of these names is listed in full."""
_OWN, _ALL_OF = re.compile("本级|[省市州县区]直"), re.compile("全[国省市州县区]")
"""What one level of government has, and what all below it have together."""
_NOT_ALL = re.compile("新[收受立增]|收案|结转|旧存|上年")
"""Neither what came in nor what was left of before is all that is dealt with."""
_MANY = 4
"""Parts from which a list of counts hardly counts the same thing twice."""
_BESIDE = 3
"""Levels within which two figures say two things of one part."""
_Parts = tuple[Level, ...]


def total_of_levels(whole: Level, parts: Sequence[Level]) -> Total:
    """The equation of a whole and its parts."""
    return Total(whole.figure, tuple(part.figure for part in parts))


def is_sound(whole: Level, parts: _Parts) -> bool:
    """Whether the parts add up without more slack than rounding half up leaves."""
    return verdict_on(total_of_levels(whole, parts)) is Verdict.SOUND


@dataclass(slots=True)
class Known:
    """What the lists that add up tell of others (旁证): the names of their parts, and where these stand."""

    names: dict[frozenset[str], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    """The wholes of the lists of parts of these names, by where the lists begin."""
    lists: dict[tuple[int, int], _Parts] = field(default_factory=dict)
    """By paragraph and the number of their first part in it."""
    wholes: set[tuple[int, int]] = field(default_factory=set)
    """What words like 其中 take apart into parts that add up, by paragraph and number in it."""

    def vouches_for(self, whole: Level, parts: _Parts, name: str = "") -> bool:
        """Whether the same parts, or those woven with these, add up elsewhere to a whole beside this one.

        Where nothing but its place ties the whole to these parts, it must be called as the other: `name`.
        """
        names = _names(parts)
        if len(names) == len(parts):
            for start, other in self.names.get(names, {}).items():
                if start != parts[0].figure.start and (name in other or other in name):
                    return True
        first = parts[0].number
        beside = (self.lists.get((whole.paragraph, first + by)) for by in range(-_BESIDE, _BESIDE + 1))
        return any(others and _are_woven(parts, others) for others in beside)


def known_lists(facts: Facts) -> Known:
    """The lists of a document that add up."""
    known = Known()
    for it in facts.breakdowns:
        parts = it.fitting
        if parts and is_sound(it.whole, parts):
            known.names[_names(parts)][parts[0].figure.start] = it.whole.name
            known.lists[it.whole.paragraph, parts[0].number] = parts
            known.wholes.add((it.whole.paragraph, it.whole.number))
    for tally in facts.tallies:
        if (tally.is_bare or tally.is_behind) and (parts := tally.fitting):
            known.lists[tally.total.paragraph, parts[0].number] = parts
    return known


def _are_woven(parts: _Parts, others: _Parts) -> bool:
    """Whether both lists have as many parts, and each of one stands beside one of the other."""
    if len(parts) != len(others) or parts[0].unit == others[0].unit:
        return False
    first, then = sorted((parts, others), key=lambda each: each[0].number)
    return all(
        part.number < other.number <= part.number + _BESIDE for part, other in zip(first, then, strict=True)
    ) and all(other.number < part.number for other, part in zip(then, first[1:], strict=False))


def complete_parts(it: Breakdown, known: Known) -> _Parts | None:
    """The reading that must add up, because it lists all parts there are or more than there is."""
    if it.is_partial or it.joined is Joined.LATER or _is_over(it) or _is_of_less(it.whole, it.readings[0]):
        return None
    if it.is_parallel:
        return _parallel_parts(it)
    if it.joined is Joined.KINDS:
        parts = max(it.readings, key=len)
        return parts if are_all_kinds(it.whole, parts) else None
    if not it.is_direct or it.whole.is_average:
        return next((each for each in it.readings if are_all_kinds(it.whole, each)), None)
    for each in it.readings:
        if len(each) > 1 and (closes(it.whole, each) or known.vouches_for(it.whole, each)):
            return each
    if it.whole.is_total and len(it.heads) > 1 and _exceeds(it.whole, it.heads):
        return it.heads
    parts = max(it.readings, key=len)
    if it.sum_told and adds_up(it.sum_told, parts):
        return parts
    if _is_too_little(it.whole, parts) and are_apart(parts):
        return parts
    if not it.is_plain or len(parts) < 2:
        return None
    is_money = it.whole.unit == "元"
    by_commas = max(part.mark for part in parts[1:]) < 3
    if _exceeds(it.whole, parts) and not are_views(parts):
        if is_money and (by_commas or it.is_announced):
            return parts
        if it.is_announced and len(parts) >= _MANY:
            return parts
    if it.joined is Joined.APART and "包括" not in parts[0].between:
        return parts
    if is_money and it.joined is Joined.AMONG and _GRAND.search(it.whole.words):
        return parts
    if is_minute(it.whole, parts) or are_alike(it.whole, parts):
        return parts
    rarity = _RARITY_OF_COUNTS if not is_money else RARITY_ANNOUNCED if it.is_announced else _RARITY
    return parts if is_slip(total_of_levels(it.whole, parts), rarity) else None


def _is_of_less(whole: Level, parts: _Parts) -> bool:
    """Whether the whole is what one level of government has, and the parts are of all: 市本级…，全市…."""
    return _OWN.search(whole.words) is not None and _ALL_OF.search(parts[0].words) is not None


def _is_over(it: Breakdown) -> bool:
    """Whether the whole ends its sentence as the rest of a list, and the parts are of the next one."""
    return is_rest(it.whole) and it.readings[0][0].mark == 4


def _parallel_parts(it: Breakdown) -> _Parts | None:
    """The reading that must add up to what other kinds did: 其他 ends it, or it errs by a slip."""
    for each in it.readings:
        if len(each) > 1 and closes(it.whole, each):
            return each
    parts = max(it.readings, key=len)
    if not it.is_plain or len(parts) < 2 or are_views(parts):
        return None
    return parts if is_slip(total_of_levels(it.whole, parts), _RARITY) else None


def listed_parts(it: Breakdown) -> _Parts | None:
    """The reading of amounts behind 其中： that look like all there is, though nothing proves it."""
    parts = max(it.readings, key=len)
    if it.is_partial or not it.is_direct or not it.is_plain or len(parts) < 2 or it.sum_told:
        return None
    if not it.is_announced or it.whole.unit != "元" or are_views(parts) or are_functions(parts):
        return None
    computed, whole = total_of_levels(it.whole, parts).computed(), it.whole.figure.denoted
    return parts if whole.low < computed.middle * 2 and computed.middle < whole.high * 2 else None


def _is_too_little(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether the whole is less than its parts, by whatever amount."""
    return total_of_levels(whole, parts).computed().low > whole.figure.allowed.high


def _exceeds(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether the parts together are more than the whole, but by less than half."""
    computed, allowed = total_of_levels(whole, parts).computed(), whole.figure.allowed
    return computed.low > allowed.high and computed.middle * 2 < allowed.high * 3


def added_parts(it: Tally, known: Known) -> _Parts | None:
    """The reading of a tally that must add up: what 加上 adds, all kinds there are, a mere 合计."""
    is_done = not it.is_behind and (it.total.paragraph, it.total.number) in known.wholes
    if it.is_partial or is_done or _is_of_less(it.total, it.readings[0]):
        return None
    for each in it.readings if it.is_bare or it.is_behind else ():
        if known.vouches_for(it.total, each, "" if it.is_behind and it.is_bare else it.total.name):
            return each
    first = it.readings[0]
    longest = max(it.readings, key=len)
    if it.is_behind and it.is_bare and it.is_item and {part.mark for part in longest[1:]} == {3}:
        return longest
    if it.is_annexed or (it.is_behind and it.is_bare and len(it.readings) == 1):
        return first
    if it.is_behind and are_all_kinds(it.total, first):
        return first
    if it.is_behind and len(first) >= _MANY and is_rest(first[-1]) and first[0].mark == 4:
        return first
    if it.is_behind:
        return first if len(it.readings) == 1 and is_slip(total_of_levels(it.total, first), _RARITY) else None
    heads = it.total.mark == 4 and "其中" not in it.total.between
    for each in it.readings:
        if known.lists.get((it.total.paragraph, each[0].number)) == each:  # they make up another whole
            continue
        if _are_states_of(it.total, each) or (heads and (are_all_kinds(it.total, each) or _is_roll(each))):
            return each
    return None


def _are_states_of(total: Level, parts: _Parts) -> bool:
    """Whether the parts are what came of all that the total counts.

    A total within a list that a semicolon ends is none of what follows: 其他案件2件；审结90件，未结10件.
    """
    if _NOT_ALL.search(total.words) or total.mark < parts[0].mark:
        return False
    return are_all_states(parts)


def _is_roll(parts: _Parts) -> bool:
    """Whether the parts fill a sentence of their own, by semicolons and with 其他 as the last."""
    return (
        len(parts) >= _MANY
        and parts[0].mark == 4
        and all(part.mark == 3 for part in parts[1:])
        and is_rest(parts[-1])
    )


def _names(parts: Sequence[Level]) -> frozenset[str]:
    return frozenset(part.name for part in parts)
