"""Shares (互不重叠的部分): parts that cannot overlap, so that together they are never more than their whole.

“政府采购金额21万元。…在预留的采购项目中，采购金额15万元；在其他采购项目中，采购金额6万元”: 其他 leaves out
what was said before. “对17个小区进行保洁。甲公司负责15个小区，乙公司负责2个小区”: what one is in charge of,
no other is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.parts.level import Level
from jixiao.facts.parts.readings import MOST_PARTS

_OTHER = re.compile("其[他它余](?P<kind>[一-龥]{2,12}?)(?:[中里内]，|(?=[，：]|[为共]?$))")
_OF_ALL = re.compile("(?:总额|总金额|金额|总量|总数|合计|总计|共计|共)(?:（[^）]*）)?[为是达：]*$")
_VAGUE = frozenset(
    ["项目", "支出", "资金", "金额", "收入", "预算", "方面", "单位", "人员", "总额", "总量", "总数", "余额"]
)
"""What every part of any whole may be called."""
_CHARGED = re.compile("(?:负责|承担|承接|承包)$")
_FEWEST = 2
_WORD = 2
"""Characters of the word that tells what is counted: 采购, 小区."""


@dataclass(frozen=True, slots=True)
class SharedOut:
    """A whole and parts of it that cannot overlap (总数与互不重叠的部分)."""

    whole: Level
    parts: tuple[Level, ...]


def shared_out_of(paragraphs: Sequence[Sequence[Level]]) -> Iterator[SharedOut]:
    """The wholes of which a paragraph tells parts that cannot overlap; it, or the one before, tells them."""
    before: Sequence[Level] = ()
    for levels in paragraphs:
        yield from _with_others(before, levels)
        yield from _in_charge(before, levels)
        before = levels


def _with_others(before: Sequence[Level], levels: Sequence[Level]) -> Iterator[SharedOut]:
    """What is told of one kind and of the others of that kind, and the largest total that may hold both."""
    for at, other in enumerate(levels):
        found = _OTHER.search(other.between)
        if not found:
            continue
        kind, measure = found["kind"], other.words[-4:]
        core = kind.removesuffix("项目")[-_WORD:]
        if core in _VAGUE:
            continue
        firsts = [
            level
            for level in levels[max(0, at - MOST_PARTS) : at]
            if kind in level.between and level.unit == other.unit and level.words.endswith(measure)
        ]
        wholes = [
            level
            for level in (*before, *levels[:at])
            if level.unit == other.unit
            and core in level.words
            and _OF_ALL.search(level.words)
            and level not in firsts
        ]
        if firsts and wholes:
            whole = max(wholes, key=lambda level: level.figure.denoted.high)
            yield SharedOut(whole, (firsts[0], other))


def _in_charge(before: Sequence[Level], levels: Sequence[Level]) -> Iterator[SharedOut]:
    """What several are in charge of, one behind the other and for the same task, and how many there are."""
    runs: list[list[Level]] = []
    for level in levels:
        if not _CHARGED.search(level.words) or not level.after:
            continue
        last = runs[-1][-1] if runs else None
        if last and level.number == last.number + 1 and level.mark < 4 and level.unit == last.unit:
            runs[-1].append(level)
        else:
            runs.append([level])
    for run in runs:
        noun = run[0].after[:_WORD]
        if len(run) < _FEWEST or len({level.after for level in run}) > 1:  # 17个小区的保洁, 17个小区的绿化
            continue
        said = [
            level
            for level in (*before, *levels[: run[0].number])
            if level.unit == run[0].unit and noun in level.after
        ]
        if said:
            yield SharedOut(said[-1], tuple(run))
