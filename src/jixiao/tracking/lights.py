"""Lights (预警灯): red, yellow, green, or blue for what is far over, of budget, indicator and project.

Formulas and bounds are data of the rule pack. A light always comes with its formula and inputs; where nothing
can be said there is none, and the reason stands in its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, Self

from jixiao.quantity import Money
from jixiao.tracking import pack_data
from jixiao.tracking.attainment import Attainment, Tier
from jixiao.tracking.indicator import Accumulation, Indicator
from jixiao.tracking.scoring import Denominator, actual_of, meets, shown
from jixiao.tracking.target import DOWNWARD, Comparator, Target


class Light(Enum):
    """A light (灯), the worst first."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    BLUE = "蓝"

    @property
    def rank(self) -> int:
        """Its place from the worst on."""
        return list(Light).index(self)


class Combination(Enum):
    """How the light of a project follows from those of its budget and its indicators (项目灯的合成)."""

    WORST = "取最差"
    MATRIX = "进度优先"  # behind schedule is red; on schedule green where objectives are met, else yellow


@dataclass(frozen=True, slots=True)
class Lit:
    """A light with how it came about (亮灯依据); no light has a reason instead of a formula."""

    light: Light | None
    formula: str = ""
    value: Fraction | None = None

    @property
    def wants_reason(self) -> bool:
        """Whether it is a deviation: too little, or far too much."""
        return self.light is not None and self.light is not Light.GREEN


@dataclass(frozen=True, slots=True)
class LightRules:
    """What a rule pack says of lights (亮灯规则). Bounds are shares of what was due by now."""

    pack: str
    source: str
    budget_red: Fraction
    budget_yellow: Fraction
    indicator_red: Fraction
    indicator_yellow: Fraction
    indicator_blue: Fraction
    in_proportion: frozenset[Accumulation]
    in_range_only: frozenset[str]
    combination: Combination
    denominator: Denominator
    most_apart: Fraction | None = None

    @classmethod
    def read(cls, pack: str, data: Mapping[str, Any]) -> Self:
        """The rules as a pack writes them. Raises ValueError where bounds do not rise."""
        known = pack_data.table("lights", data, _KEYS)
        budget = pack_data.table("lights.budget", known["budget"], ("red_below", "yellow_below"))
        indicator = pack_data.table(
            "lights.indicator", known["indicator"], ("red_below", "yellow_below", "blue_from")
        )
        apart = known.get("most_apart")
        rules = cls(
            pack=pack,
            source=pack_data.words(known.get("source", "")),
            budget_red=pack_data.share("red_below", budget["red_below"]),
            budget_yellow=pack_data.share("yellow_below", budget["yellow_below"]),
            indicator_red=pack_data.share("red_below", indicator["red_below"]),
            indicator_yellow=pack_data.share("yellow_below", indicator["yellow_below"]),
            indicator_blue=pack_data.share("blue_from", indicator["blue_from"]),
            in_proportion=frozenset(
                pack_data.choice("in_proportion", each, Accumulation)
                for each in pack_data.texts("in_proportion", known["in_proportion"])
            ),
            in_range_only=frozenset(pack_data.texts("in_range_only", known.get("in_range_only", []))),
            combination=pack_data.choice("combination", known["combination"], Combination),
            denominator=pack_data.choice("denominator", known["denominator"], Denominator),
            most_apart=None if apart is None else pack_data.share("most_apart", apart),
        )
        if not 0 < rules.budget_red <= rules.budget_yellow:
            raise ValueError("lights.budget 的界限应由小到大：red_below、yellow_below")
        if not 0 < rules.indicator_red <= rules.indicator_yellow < rules.indicator_blue:
            raise ValueError("lights.indicator 的界限应由小到大：red_below、yellow_below、blue_from")
        return rules


_KEYS = (
    "source", "budget", "indicator", "in_proportion", "in_range_only", "combination", "denominator",
    "most_apart",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """What share of the year's whole should be there by now (应达进度), and where that share comes from."""

    share: Fraction
    words: str = "序时进度"


def budget_light(spent: Money | None, budget: Money, due: Due, rules: LightRules) -> Lit:
    """The light of the budget (预算执行灯): spent ÷ budget, held against the share that is due by now.

    None without a budget, where spending is not known, or before the first planned payment.
    """
    if not budget.fen:
        return Lit(None, f"{rules.denominator.value}为0或没有，不适用")
    if spent is None:
        return Lit(None, "支出数不详")
    if due.share <= 0:
        return Lit(None, "还没有到第一笔计划支出的日期")
    value = Fraction(spent.fen, budget.fen) / due.share
    told = f"{spent.yuan:,.2f}元÷{budget.yuan:,.2f}元÷{due.words}{percent(due.share)}＝{percent(value)}"
    if value < rules.budget_red:
        return Lit(Light.RED, f"{told}，低于{percent(rules.budget_red)}", value)
    if value < rules.budget_yellow:
        return Lit(Light.YELLOW, f"{told}，低于{percent(rules.budget_yellow)}", value)
    return Lit(Light.GREEN, told, value)


def indicator_light(
    indicator: Indicator,
    goal: Target,
    attained: Attainment | None,
    due: Due,
    rules: LightRules,
    *,
    as_of: dt.date,
) -> Lit:
    """The light of an indicator (指标灯) as of a date; `goal` is its target as it stands then."""
    if goal.comparator is Comparator.BY_DATE:
        return _dated(goal, attained, as_of)
    if goal.value is None:
        tier = attained.tier if attained else None
        return Lit(_BY_TIER[tier], tier.value) if tier else Lit(None, "没有选达成程度")
    actual = actual_of(attained) if attained else None
    if actual is None:
        return Lit(None, "没有填完成值")
    wanted = Fraction(goal.value)
    if goal.comparator in DOWNWARD or (goal.comparator is Comparator.EQUAL and not wanted):
        return _within(goal, actual)
    if goal.comparator is Comparator.RANGE and actual > Fraction(goal.high or 0):
        return _within(goal, actual)
    if indicator.second in rules.in_range_only or wanted <= 0:
        return _within(goal, actual)
    in_proportion = indicator.accumulated in rules.in_proportion
    if in_proportion and due.share <= 0:
        return Lit(None, "还没有到计划开始的日期")
    share = due.share if in_proportion else Fraction(1)
    value = actual / wanted / share
    told = f"{shown(actual, goal)}÷{shown(wanted, goal)}"
    told += f"÷{due.words}{percent(share)}" if share != 1 else ""
    told += f"＝{percent(value)}"
    if value < rules.indicator_red:
        return Lit(Light.RED, f"{told}，低于{percent(rules.indicator_red)}", value)
    if value < rules.indicator_yellow:
        return Lit(Light.YELLOW, f"{told}，低于{percent(rules.indicator_yellow)}", value)
    if value >= rules.indicator_blue:
        return Lit(Light.BLUE, f"{told}，达到{percent(rules.indicator_blue)}，明显超过", value)
    return Lit(Light.GREEN, told, value)


def worst(lights: Iterable[Light | None]) -> Light | None:
    """The worst of the lights there are: red, yellow, green, and blue only where all are blue."""
    lit = [each for each in lights if each is not None]
    return min(lit, key=lambda each: each.rank, default=None)


def project_light(budget: Lit, indicators: Sequence[Lit], rules: LightRules) -> Lit:
    """The light of a project (项目灯) from those of its budget and its indicators."""
    goal = worst(each.light for each in indicators)
    if budget.light is None and goal is None:
        return Lit(None, "预算和指标都没有亮灯")
    told = f"预算{_word(budget.light)}，指标{_word(goal)}，{rules.combination.value}"
    if rules.combination is Combination.WORST or budget.light is None or goal is None:
        return Lit(worst((budget.light, goal)), told)
    if budget.light is not Light.GREEN:
        return Lit(Light.RED, told)
    return Lit(Light.GREEN if goal in (Light.GREEN, Light.BLUE) else Light.YELLOW, told)


def percent(value: Fraction) -> str:
    """A share in percent, two places at most.

    >>> percent(Fraction(7, 12)), percent(Fraction(3, 5))
    ('58.33%', '60%')
    """
    hundredths = (value * 10_000 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(hundredths, 100)
    return f"{whole}%" if not rest else f"{whole}.{rest:02d}".rstrip("0") + "%"


_BY_TIER = {Tier.MET: Light.GREEN, Tier.PARTLY: Light.YELLOW, Tier.NOT_MET: Light.RED}


def _within(goal: Target, actual: Fraction) -> Lit:
    done = meets(goal, actual)
    told = f"{shown(actual, goal)}{'符合' if done else '不符合'}{goal}"
    return Lit(Light.GREEN if done else Light.RED, told)


def _dated(goal: Target, attained: Attainment | None, as_of: dt.date) -> Lit:
    due = goal.last_day(as_of.year)
    assert due is not None
    reached = attained.reached if attained else None
    if reached is None and attained is not None and attained.tier is not None:
        return Lit(_BY_TIER[attained.tier], attained.tier.value)
    if reached is None:
        return Lit(Light.RED, f"期限{due}已过，没有完成日期") if as_of > due else Lit(None, f"期限{due}未到")
    late = reached > due
    return Lit(Light.RED if late else Light.GREEN, f"{reached}完成，期限{due}")


def _word(light: Light | None) -> str:
    return light.value if light else "未亮灯"
