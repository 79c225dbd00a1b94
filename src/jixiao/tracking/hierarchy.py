"""Hierarchy and weights (指标体系与权重): the levels of indicators in a year, how the points are split.

Both are data of a rule pack. The national levels changed with 财预〔2021〕101号: cost became a first level.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from jixiao.tracking import pack_data

_SUFFIX = "指标"


@dataclass(frozen=True, slots=True)
class Level:
    """A first level with its second ones, in the order of the form (一级指标)."""

    name: str
    seconds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The levels of indicators in the budget years from `since` on, up to `until` (指标体系); 0: no bound."""

    levels: tuple[Level, ...]
    since: int = 0
    until: int = 0
    source: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """The hierarchy as a pack writes it."""
        known = pack_data.table("hierarchies", data, ("levels", "since", "until", "source"))
        levels = tuple(
            Level(pack_data.words(row["first"]), pack_data.texts("seconds", row["seconds"]))
            for row in pack_data.rows("levels", known["levels"])
        )
        if double := list(pack_data.doubles([each.name for each in levels])):
            raise ValueError(f"hierarchies 里一级指标重复：{'、'.join(double)}")
        return cls(
            levels,
            pack_data.whole("since", known.get("since", 0)),
            pack_data.whole("until", known.get("until", 0)),
            pack_data.words(known.get("source", "")),
        )

    def holds_in(self, year: int) -> bool:
        """Whether the hierarchy is that of a budget year."""
        return self.since <= year and (not self.until or year <= self.until)

    def first(self, written: str) -> Level | None:
        """The first level that is meant; 产出 is 产出指标.

        None where the hierarchy has no such level.
        """
        return next((each for each in self.levels if _same(each.name, written)), None)

    def second(self, first: str, written: str) -> str | None:
        """The full name of the second level that is meant below a first one; none where there is none."""
        level = self.first(first)
        return next((each for each in level.seconds if _same(each, written)), None) if level else None

    def place(self, first: str, second: str) -> tuple[int, int]:
        """Where an indicator stands in the form: unknown levels last."""
        for number, level in enumerate(self.levels):
            if _same(level.name, first):
                seconds = [place for place, each in enumerate(level.seconds) if _same(each, second)]
                return number, seconds[0] if seconds else len(level.seconds)
        return len(self.levels), 0


@dataclass(frozen=True, slots=True)
class Weighting:
    """How the points are split (权重分配) for projects with the levels of `having`, none of `lacking`."""

    execution: Decimal
    points: Mapping[str, Decimal]
    having: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """The split as a pack writes it; execution and levels together make a hundred."""
        known = pack_data.table("weights", data, ("execution", "points", "with", "without", "source"))
        points = pack_data.table("points", known["points"])
        found = cls(
            pack_data.points("execution", known["execution"]),
            {name: pack_data.points(name, value) for name, value in points.items()},
            frozenset(pack_data.texts("with", known.get("with", []))),
            frozenset(pack_data.texts("without", known.get("without", []))),
        )
        total = found.execution + sum(found.points.values())
        if total != 100:
            told = "＋".join([f"预算执行率{found.execution}", *(f"{n}{p}" for n, p in found.points.items())])
            raise ValueError(f"weights 的一组合计不是 100：{told}＝{total}")
        return found

    @property
    def whole(self) -> Decimal:
        """The points of all indicators together: 90 where the execution rate has 10."""
        return 100 - self.execution


def weighting_of(weightings: Sequence[Weighting], firsts: Collection[str]) -> Weighting:
    """The split for a project with indicators of these first levels: the first that fits, else the last."""
    has = {_bare(each) for each in firsts}
    for each in weightings:
        if {_bare(name) for name in each.having} <= has and not {_bare(name) for name in each.lacking} & has:
            return each
    return weightings[-1]


@dataclass(frozen=True, slots=True)
class Misweighted:
    """A parent whose weights do not add up (权重不合): the sum of its parts, and what it should be."""

    parent: str
    total: Decimal
    wanted: Decimal
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def arithmetic(self) -> str:
        """The sum as one would redo it: 数量指标 20＋质量指标 15＝35，应为40."""
        told = "＋".join(f"{name} {plain(weight)}" for name, weight in self.parts)
        return f"{told}＝{plain(self.total)}，应为{plain(self.wanted)}"


def misweighted(weighted: Iterable[tuple[str, str, Decimal]], weighting: Weighting) -> list[Misweighted]:
    """The parents whose weights do not add up, bottom-up: first levels against the split, then the whole.

    `weighted` are first level, indicator and points. A first level that the split does not know is only
    counted in the whole.
    """
    by_first: dict[str, list[tuple[str, Decimal]]] = {}
    for first, name, weight in weighted:
        by_first.setdefault(_bare(first), []).append((name, weight))
    found = []
    wanted = {_bare(name): (name, points) for name, points in weighting.points.items()}
    for first, parts in by_first.items():
        total = sum((weight for _, weight in parts), Decimal())
        if first in wanted and total != wanted[first][1]:
            found.append(Misweighted(wanted[first][0], total, wanted[first][1], tuple(parts)))
    sums = [(first + _SUFFIX, sum((w for _, w in parts), Decimal())) for first, parts in by_first.items()]
    whole = sum((weight for _, weight in sums), Decimal())
    if whole != weighting.whole:
        found.append(Misweighted("全部指标", whole, weighting.whole, tuple(sums)))
    return found


def plain(number: Decimal) -> str:
    """A number without needless zeros.

    >>> plain(Decimal("22.50")), plain(Decimal("10"))
    ('22.5', '10')
    """
    return f"{number.normalize():f}"


def _bare(name: str) -> str:
    return name.strip().removesuffix(_SUFFIX)


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)
