"""Tallies (合计): a total that stands behind its parts, or before them without a word that takes it apart.

“市直转派181件，热线转派92件，合计273件”; “共受理75件，上级转办52件，自收23件”. What a tally adds up begins
with its sentence, behind the last semicolon or in the sentence before: each is a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.facts.naming.called import WITHIN
from jixiao.facts.parts.closure import are_all_kinds
from jixiao.facts.parts.level import Joined, Level, fitting
from jixiao.facts.parts.readings import end_of_inner

_BARE = re.compile(
    r"(?:[两二三四五六七八九十]项|以上|上述|各项|三者|二者|两者|前述|[，、])*(?:合计|共计|总计|总共|一共)(?:金额|资金|面积|支出|收入|人数|数)?[为达是]?$"
)
_COUNTED = re.compile(
    r"(?P<count>[两二三四五六七八九2-9])\s?[家所个类项者](?:[^，。；、\d]{0,4})(?:合计|共计|总计)[为是]?$"
)
_NUMBERS = {"两": 2, **{digit: 2 + n // 2 for n, digit in enumerate("二2三3四4五5六6七7八8九9")}}
_ANNEX = re.compile("(?:^|[，；。、\\n ])再?(?:加上?|连同)(?!快|强|大|工|速|上年末|总)")
_ITEM = re.compile("[；;]\\s?(?:以上|上述)?(?:合计|共计|总计)(?:金额|资金|支出)?[为是]?$")
SIDES = ("收入", "支出")
"""What an account is of: income or spending."""
_FORWARD = re.compile(r"(?:合计|共计|总计|总共|一共|(?<!公)共|总数|总量|总额|总)(?:[^，。；]{0,6})$")
_NEAR = 16
"""Characters before a total that may say of how many: 三家单位合计."""
_BASES = 8
_FARTHEST = 24
"""Levels between a tally and the farthest of its parts."""


@dataclass(slots=True, eq=False)
class Tally:
    """A total and the readings of what it adds up (合计); `is_bare` where it has no name but 合计.

    `is_behind` says that it stands behind its parts; `is_annexed` that the words add what comes to a base:
    “收入100亿元，加上上级补助20亿元，收入总计120亿元”; `is_within` that what follows is told of all that the
    total counts: “41个行业中，33个增长，1个减亏，7个下降”.
    """

    total: Level
    readings: list[tuple[Level, ...]]
    is_bare: bool
    is_behind: bool
    is_annexed: bool = False
    is_partial: bool = False
    is_within: bool = False
    fitting: tuple[Level, ...] | None = field(init=False)
    """The first reading that adds up."""

    def __post_init__(self) -> None:
        self.fitting = fitting(self.total, self.readings)

    @property
    def is_item(self) -> bool:
        """Whether it is the last of a list that semicolons part: …；…；合计2,790.08万元."""
        return _ITEM.search(self.total.between) is not None


def tallies_behind(levels: Sequence[Level], text: str) -> Iterator[Tally]:
    """The totals that follow their parts."""
    for at, total in enumerate(levels):
        if not total.is_total or total.joined is not Joined.BESIDE or at < 1:
            continue
        if levels[at - 1].joined is Joined.AMONG and levels[at - 1].unit != total.unit:
            continue  # “其中100万元以上的2个，合计386万元”: what those come to, not what was listed before
        annexed = _annexed(levels, at)
        if annexed:
            partial = text.startswith("等", annexed[0][-1].figure.end)
            yield Tally(total, annexed, is_bare=False, is_behind=True, is_annexed=True, is_partial=partial)
            continue
        readings: dict[tuple[Level, ...], None] = {}
        for start in _starts(levels, at):
            for nested in ("fit", "cut"):
                parts = tuple(_first_levels(levels, start, at, nested))
                if len(parts) > 1:
                    readings.setdefault(parts)
        counted = _COUNTED.search(text, max(0, total.figure.start - _NEAR), total.figure.start)
        if counted:
            own = _NUMBERS[counted["count"]]
            readings = {parts[-own:]: None for parts in readings if len(parts) >= own}
        if readings:
            is_bare = bool(counted) or _BARE.fullmatch(total.words) is not None
            yield Tally(total, list(readings), is_bare, is_behind=True)


def tallies_before(levels: Sequence[Level]) -> Iterator[Tally]:
    """The totals whose parts follow without 其中 or a parenthesis."""
    for at, total in enumerate(levels[:-2]):
        if levels[at + 1].depth > total.depth or WITHIN.match(total.between):
            continue  # the first of what is told of a total is beside what follows it
        readings = [each for each in _followers(levels, at) if len(each) > 1]
        if levels[at + 1].joined is not Joined.BESIDE:
            readings = [each for each in readings if each[0].mark == 4 and are_all_kinds(total, each)]
        if readings:
            is_bare = _FORWARD.search(total.words) is not None
            is_within = WITHIN.match(levels[at + 1].between) is not None
            yield Tally(total, readings, is_bare, is_behind=False, is_within=is_within)


def _annexed(levels: Sequence[Level], at: int) -> list[tuple[Level, ...]]:
    """The readings of a total behind 加上: each level of its side before that word may be the base.

    The natural base comes first: what a sentence before it begins with.
    """
    total = levels[at]
    first = next(
        (n for n in range(at - 1, max(at - _FARTHEST, -1), -1) if _ANNEX.search(levels[n].between)), None
    )
    if (
        first is None
        or any(level.mark == 4 or level.is_total for level in levels[first + 1 : at])
        or total.mark == 4
    ):
        return []
    added = tuple(_first_levels(levels, first, at, "cut"))
    if not added:
        return []
    side = next((each for each in SIDES if each in total.words), "")
    bases = [
        levels[n]
        for n in range(first - 1, max(first - _BASES, -1), -1)
        if levels[n].unit == total.unit and levels[n].depth <= total.depth
    ]
    bases.sort(key=lambda base: not (base.mark == 4 and base.joined is Joined.BESIDE and side in base.words))
    bases = [base for base in bases if not base.is_total]
    together = [(base, *_first_levels(levels, base.number + 1, first, "cut"), *added) for base in bases[:3]]
    return list(dict.fromkeys([*((base, *added) for base in bases), *together]))


def _starts(levels: Sequence[Level], at: int) -> Iterator[int]:
    """Where what the total adds up may begin: its sentence, behind a semicolon, the sentence before."""
    lowest = max(0, at - _FARTHEST)
    sentences = 0
    for number in range(at - 1, lowest - 1, -1):
        mark = levels[number].mark
        if mark == 3 or mark == 4 or number == 0:
            yield number
        if mark == 4:
            sentences += 1
        if sentences > 1 or (sentences and levels[at].mark < 4):
            return


def _first_levels(levels: Sequence[Level], start: int, end: int, nested: str) -> Iterator[Level]:
    """The levels from `start` to `end` in the unit of the latter, without those that take another apart."""
    total = levels[end]
    number = start
    while number < end:
        level = levels[number]
        if number > start and level.joined is not Joined.BESIDE:
            number = max(number + 1, min(end, end_of_inner(levels, number, nested)))
            continue
        if level.depth <= total.depth and level.unit == total.unit:
            yield level
        number += 1


def _followers(levels: Sequence[Level], at: int) -> Iterator[tuple[Level, ...]]:
    """What may be the parts of the level at `at`: up to each semicolon, its full stop, the one behind."""
    total = levels[at]
    parts: list[Level] = []
    number, end = at + 1, min(len(levels), at + _FARTHEST)
    stops = 0
    while number < end:
        level = levels[number]
        if level.depth < total.depth or (level.is_total and level.unit == total.unit):
            break
        if level.mark >= 3 and parts:
            yield tuple(parts)
        if level.mark == 4:
            stops += 1
            if stops > 1:
                return
        if level.joined is not Joined.BESIDE:
            number = max(number + 1, end_of_inner(levels, number, "fit"))
            continue
        if level.depth <= total.depth and level.unit == total.unit:
            parts.append(level)
        number += 1
    yield tuple(parts)
