"""Breakdowns (分项): which figures of a paragraph take another one apart, as its words say.

“债务余额20亿元，其中：一般债务8亿元，专项债务12亿元”: the whole, and the levels that may be its parts. Where
the parts end, the words leave open: at a semicolon, at the full stop, at the closing parenthesis; and a part
may be taken apart itself. A breakdown holds each reading, the most natural one first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.facts.parts.closure import are_all_kinds
from jixiao.facts.parts.level import Joined, Level, adds_up, fitting
from jixiao.facts.parts.readings import FARTHEST, MOST_PARTS, readings_of

_ANNOUNCED = re.compile("(?:其中|包括|包含)[：:]")
_NUMBERED = re.compile(
    r"^[\s，；。]*(?P<mark>[（(]?)(?P<number>[一二三四五六七八九1-9]|[①-⑨])(?:[）)]|[.．、](?!\d)|(?<=[①-⑨])|是)"
)
_ORDER = "   一1①二2②三3③四4④五5⑤六6⑥七7⑦八8⑧九9⑨"
_NEAR = 8
"""Levels before a whole, or behind its parts, that are looked at."""
_FEWEST = 3
"""Parts of a list that together may be the whole, although others follow."""
_LONGEST = 30
"""Characters from one part to the next where parts are merely listed."""
_STAGE = re.compile("预算(?=数?[为是]?$)|决算(?=数?[为是]?$)|执行数(?=[为是]?$)")
"""What is budgeted and what was spent are no two parts of one thing: 支出预算为2万元，支出决算为1万元."""
_BASIS = re.compile("(?:同|自然|可比|全)口径$")
"""One thing on two bases is no two parts: 区本级同口径完成5亿元，区本级自然口径完成4亿元."""
_PARTIAL = re.compile(
    "主要(?!用于|原因|是因|领导|负责)|重点|比如|例如|诸如|尤其|特别是|仅|累计(?!完成|实现)|(?<![扣剔])除|超过|达到"
)


@dataclass(slots=True, eq=False)
class Breakdown:
    """A whole and the readings of its parts (总数与分项).

    `is_direct` says that the parts stand right behind the whole; `is_partial` that words leave some parts out
    (主要, 等);
    `is_plain` says that its parts are alike, merely listed; `is_announced` that a colon announces them;
    `sum_told` is the total that the sentence ends with, 收入总计40亿元;
    `heads` are the first parts between semicolons, the others being parts of these;
    `is_sure_of_whole` that the sentence names no larger figure which the parts may belong to instead;
    `is_parallel` that parts of other kinds, right before these, add up to the same whole: 按资金来源, 按用途.
    """

    whole: Level
    readings: list[tuple[Level, ...]]
    joined: Joined
    is_direct: bool = False
    is_partial: bool = False
    is_plain: bool = False
    is_announced: bool = False
    heads: tuple[Level, ...] = ()
    sum_told: Level | None = None
    is_sure_of_whole: bool = False
    is_parallel: bool = False
    fitting: tuple[Level, ...] | None = field(init=False)
    """The first reading that adds up."""

    def __post_init__(self) -> None:
        self.fitting = fitting(self.whole, self.readings)


def breakdown_of(levels: Sequence[Level], whole_at: int, at: int, text: str) -> Breakdown | None:
    """What the levels from `at` on take the one at `whole_at` apart into; none where no part can be read."""
    whole, first = levels[whole_at], levels[at]
    in_order = numbered(levels, at) if first.unit == whole.unit else ()
    readings = dict.fromkeys([in_order] if in_order else readings_of(levels, whole, at))
    if not readings:
        return None
    heads = _heads(levels, whole, at)
    longer = [found for each in readings for found in _longer(levels, whole, each)]
    for reading in () if in_order else (heads, *longer, *_shorter(whole, max(readings, key=len))):
        if adds_up(whole, reading):
            readings.setdefault(reading)
    longest = max(readings, key=len)
    apart = _is_of_another_stage(whole, longest) or _goes_over_again(levels, whole, longest)
    if apart and not any(adds_up(whole, each) for each in readings):
        return None
    words = first.between + "".join(part.words for part in longest[1:])
    tail = text[longest[-1].figure.end : longest[-1].figure.end + 1]
    has_all = first.joined is Joined.APART and any(are_all_kinds(whole, each) for each in readings)
    is_of_each = any(part.words.endswith("各") for part in longest)
    partial = is_of_each or bool(_PARTIAL.search(words)) or tail == "等"
    partial = partial or ("含" in first.between and not has_all)
    plain = _is_plain(longest) and (len(readings) == 1 or longest[-1].mark == 3)
    return Breakdown(
        whole,
        list(readings),
        first.joined,
        is_direct=whole_at == at - 1 or _are_woven(levels, whole_at, at, longest),
        is_partial=partial,
        is_plain=plain,
        heads=heads if longest[-1].mark >= 3 or len(heads) > 1 else (),
        sum_told=_sum_behind(levels, longest[-1]),
        is_announced=bool(_ANNOUNCED.search(first.between)),
        is_sure_of_whole=whole_at == at - 1
        and first.joined is Joined.AMONG
        and len(whole.name) > 1
        and not _has_larger(levels, whole_at),
    )


def numbered(levels: Sequence[Level], at: int) -> tuple[Level, ...]:
    """The parts that numbers introduce, one sentence each: （一）工资福利支出…。（二）商品和服务支出…."""
    first = _NUMBERED.search(levels[at].words)
    if not first or _ORDER.index(first["number"]) // 3 != 1:
        return ()
    parts = [levels[at]]
    for level in levels[at + 1 : at + FARTHEST]:
        found = _NUMBERED.search(level.words)
        if not found or found["mark"] != first["mark"]:
            continue
        counted = _ORDER.index(found["number"]) // 3
        if counted != len(parts) + 1 or (level.unit, level.depth) != (levels[at].unit, levels[at].depth):
            break
        parts.append(level)
    return tuple(parts) if len(parts) > 1 and parts[1].mark >= 3 else ()


def _sum_behind(levels: Sequence[Level], last: Level) -> Level | None:
    """The total right behind the last part, in its sentence."""
    behind = levels[last.number + 1] if last.number + 1 < len(levels) else None
    return behind if behind and behind.is_total and behind.mark < 4 and behind.unit == last.unit else None


def _heads(levels: Sequence[Level], whole: Level, at: int) -> tuple[Level, ...]:
    """The first level of each piece between semicolons: “其中转来52件，办结47件；自收23件”."""
    heads: list[Level] = []
    for number in range(at, min(len(levels), at + MOST_PARTS)):
        level = levels[number]
        if number > at and level.mark == 4:
            break
        if level.unit == whole.unit and level.depth == levels[at].depth and (number == at or level.mark == 3):
            heads.append(level)
    return tuple(heads)


def _longer(levels: Sequence[Level], whole: Level, parts: tuple[Level, ...]) -> Iterator[tuple[Level, ...]]:
    """The parts and what the next sentences and pieces begin with: “其中剪纸班7个社区。园艺班6个社区”."""
    at = parts[-1].number + 1
    for least in (4, 3):
        longer = parts
        for level in levels[at : at + _NEAR]:
            if level.mark >= least and level.unit == whole.unit:
                longer = (*longer, level)
                yield longer


def _shorter(whole: Level, parts: tuple[Level, ...]) -> Iterator[tuple[Level, ...]]:
    """The first of the parts, where all are counted one by one: “在职51人，其中高级30人，中级21人，退休24人”.

    What such a run adds up to by accident is rare; rounded amounts would often do so.
    """
    if all(level.figure.is_exact for level in (whole, *parts)):
        for end in range(len(parts) - 1, _FEWEST - 1, -1):
            yield parts[:end]


def _has_larger(levels: Sequence[Level], whole_at: int) -> bool:
    """Whether a larger figure in its unit stands before the whole in its sentence."""
    whole = levels[whole_at]
    if whole.mark == 4:
        return False
    return any(
        level.unit == whole.unit and level.figure.denoted.high > whole.figure.denoted.high
        for level in levels[max(0, whole_at - _NEAR) : whole_at]
    )


def _are_woven(levels: Sequence[Level], whole_at: int, at: int, parts: Sequence[Level]) -> bool:
    """Whether the wholes between this one and its parts have as many parts as it, each beside one of its."""
    end = parts[-1].number + 1
    counts = {level.unit: 0 for level in levels[whole_at:at]}
    for level in levels[at:end]:
        if level.unit in counts:
            counts[level.unit] += 1
    return len(parts) > 1 and all(abs(count - len(parts)) <= 1 for count in counts.values())


def _stages(levels: Sequence[Level]) -> frozenset[str]:
    return frozenset(found[0] for level in levels if (found := _STAGE.search(level.words)))


def _is_of_another_stage(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether the parts are told of what was budgeted and the whole of what was spent, or the reverse."""
    own, others = _stages([whole]), _stages(parts)
    return bool(own and others) and own.isdisjoint(others)


def _goes_over_again(levels: Sequence[Level], whole: Level, parts: Sequence[Level]) -> bool:
    """Whether a part, or what follows the last, is told of as the whole was.

    “接受3亿元，拨付2亿元。其中本级接受2亿元，拨付1亿元”
    """
    first, *others = (*parts, *levels[parts[-1].number + 1 : parts[-1].number + 2])
    return (
        len(whole.name) > 1 and first.name != whole.name and any(each.name == whole.name for each in others)
    )


def _is_plain(parts: Sequence[Level]) -> bool:
    """Whether the parts are merely listed: under names of their own, by commas or all by semicolons."""
    marks = {part.mark for part in parts[1:]}
    if 3 in marks and len(marks) > 1:
        return False
    if len(_stages(parts)) > 1:
        return False
    names = [_BASIS.sub("", part.name) for part in parts]
    if len(set(names)) < len(names) or any(len(name) < 2 for name in names):
        return False
    return 3 in marks or all(len(part.between) <= _LONGEST for part in parts[1:])
