"""Scoring (赋分): the points that an indicator earns, with the formula, its inputs and what wants explaining.

The cases follow 财预〔2020〕10号 and the practice around it; what differs by region (how less is better loses
points, the spans of the three tiers, when too much wants explaining, grades) is data of the rule pack. Values
are exact; points are rounded half up once, and never exceed the weight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Self

from jixiao.quantity import Money
from jixiao.tracking import pack_data
from jixiao.tracking.attainment import Attainment, Tier
from jixiao.tracking.hierarchy import plain
from jixiao.tracking.indicator import Method
from jixiao.tracking.target import DOWNWARD, UPWARD, Comparator, Target


class Downward(Enum):
    """How an indicator of which less is better loses points (反向指标扣分)."""

    LINEAR = "按超出比例"  # (1 − (B−A)/A) × weight, nothing from 2A on
    INVERSE = "按倒数"  # A/B × weight


class Denominator(Enum):
    """What spending is divided by (执行率的分母)."""

    ORIGINAL = "年初预算数"
    ADJUSTED = "全年预算数"


class Want(Enum):
    """Why a score wants an explanation (须说明的原因)."""

    NOT_FULL = "未得满分"
    FAR_OVER = "明显超过指标值"
    REDUCED = "评定得分低于公式得分"


@dataclass(frozen=True, slots=True)
class TierSpan:
    """The share of the weight that a tier may earn (档次得分区间): from `low` up to `high`."""

    low: Fraction
    high: Fraction
    is_closed: bool

    def holds(self, share: Fraction) -> bool:
        """Whether a share of the weight lies in the span."""
        return self.low <= share and (share <= self.high if self.is_closed else share < self.high)

    def words(self, weight: Decimal) -> str:
        """The span in points: 8～10分, or 6分（含）至8分."""
        low, high = (plain(_decimal(Fraction(weight) * bound)) for bound in (self.low, self.high))
        return f"{low}～{high}分" if self.is_closed else f"{low}分（含）至{high}分（不含）"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the total (等级), from `least` points on."""

    label: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """What a rule pack says of scoring (赋分规则)."""

    pack: str
    source: str
    downward: Downward
    tiers: Mapping[Tier, TierSpan]
    far_over: Fraction
    far_over_zero: Decimal
    satisfied_from: Fraction
    denominator: Denominator
    grades: tuple[Grade, ...]
    places: int = 2

    @classmethod
    def read(cls, pack: str, data: Mapping[str, Any]) -> Self:
        """The rules as a pack writes them. Raises ValueError where tiers or grades leave something out."""
        known = pack_data.table("scoring", data, _KEYS)
        rules = cls(
            pack=pack,
            source=pack_data.words(known.get("source", "")),
            downward=pack_data.choice("downward", known["downward"], Downward),
            tiers={
                pack_data.choice("tier", row["tier"], Tier): TierSpan(
                    pack_data.share("from", row["from"]),
                    pack_data.share("to", row["to"] if "to" in row else row["below"]),
                    "to" in row,
                )
                for row in pack_data.rows("tiers", known["tiers"])
            },
            far_over=pack_data.share("far_over", known["far_over"]),
            far_over_zero=pack_data.points("far_over_zero", known["far_over_zero"]),
            satisfied_from=pack_data.share("satisfied_from", known["satisfied_from"]),
            denominator=pack_data.choice(
                "execution_denominator", known["execution_denominator"], Denominator
            ),
            grades=tuple(
                Grade(pack_data.words(row["label"]), pack_data.points("from", row["from"]))
                for row in pack_data.rows("grades", known["grades"])
            ),
            places=pack_data.whole("places", known.get("places", 2)),
        )
        rules._hold_every_score()
        return rules

    def grade(self, total: Decimal) -> Grade:
        """The grade of a total (等级): 90.00 is 优 where that begins at 90."""
        return next(each for each in self.grades if total >= each.least)

    def rounded(self, value: Fraction) -> Decimal:
        """Points, rounded half up once."""
        return _rounded(value, self.places)

    def _hold_every_score(self) -> None:
        if missing := [each.value for each in Tier if each not in self.tiers]:
            raise ValueError(f"scoring.tiers 缺少：{'、'.join(missing)}")
        best, middle, worst = (self.tiers[each] for each in Tier)
        if not (worst.low == 0 and worst.high == middle.low and middle.high == best.low and best.high == 1):
            raise ValueError("scoring.tiers 的三档应从 0 到 1 首尾相接")
        if not best.is_closed or middle.is_closed or worst.is_closed:
            raise ValueError("scoring.tiers 只有最高一档包括上界：其他两档用 below")
        bounds = [each.least for each in self.grades]
        if not bounds or bounds[-1] != 0 or sorted(set(bounds), reverse=True) != bounds:
            raise ValueError("scoring.grades 应由高到低，最后一档从 0 起")


_KEYS = (
    "source", "downward", "tiers", "far_over", "far_over_zero", "satisfied_from", "execution_denominator",
    "grades", "places",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """The points that an indicator earns (得分), and how.

    `points` is absent where it cannot be computed, and `missing` says what is. `computed` is what the formula
    alone gives, where people awarded another score.
    """

    weight: Decimal
    points: Decimal | None
    case: str
    formula: str = ""
    missing: str = ""
    fault: str = ""
    computed: Decimal | None = None
    is_far_over: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it earns all its points."""
        return self.points == self.weight

    @property
    def wants(self) -> frozenset[Want]:
        """What wants an explanation."""
        found = [Want.FAR_OVER] if self.is_far_over else []
        found += [Want.REDUCED] if self.computed is not None else []
        if self.points is not None and self.points < self.weight:
            found.append(Want.NOT_FULL)
        return frozenset(found)


def execution_score(spent: Money | None, budget: Money, weight: Decimal, rules: ScoringRules) -> Score:
    """The points of the execution rate (预算执行率得分): spent ÷ budget × weight, never above it.

    A budget of nothing is not divided by: the score is then absent. Negative spending earns nothing.
    """
    case = f"预算执行率（÷{rules.denominator.value}）"
    if spent is None:
        return Score(weight, None, case, missing="支出数不详")
    if not budget.fen:
        return Score(weight, None, case, missing=f"{rules.denominator.value}为0，不能计算执行率")
    ratio = Fraction(spent.fen, budget.fen)
    points = rules.rounded(min(max(ratio, Fraction(0)), Fraction(1)) * Fraction(weight))
    formula = f"{spent.yuan:,.2f}元÷{budget.yuan:,.2f}元×{plain(weight)}"
    formula += f"，不超过{plain(weight)}" if ratio > 1 else ""
    return Score(weight, points, case, f"{formula}＝{plain(points)}")


def score(
    goal: Target,
    weight: Decimal,
    attained: Attainment | None,
    rules: ScoringRules,
    *,
    fiscal_year: int,
    method: Method | None = None,
) -> Score:
    """The points of an indicator (指标得分) from its target, its weight and what was reached."""
    if attained is None:
        return Score(weight, None, _case(goal, method), missing="没有填完成情况")
    if method is Method.TIERS or (goal.is_qualitative and method is None):
        return _tiered(weight, attained, rules)
    if goal.comparator is Comparator.BY_DATE:
        return _awarded(_dated(goal, weight, attained, fiscal_year), attained)
    if goal.value is None:
        if method is Method.DIRECT and attained.tier is not None:
            is_met = attained.tier is Tier.MET
            return _direct(weight, done=is_met, told="达成" if is_met else "未达成")
        return _tiered(weight, attained, rules)
    actual = actual_of(attained)
    if actual is None:
        return Score(weight, None, _case(goal, method), missing="没有填完成值")
    return _awarded(_quantitative(goal, weight, actual, rules, method), attained)


def actual_of(attained: Attainment) -> Fraction | None:
    """What was reached, in the unit of the target: the value as typed, else the share in percent."""
    if attained.actual is not None:
        return Fraction(attained.actual)
    return attained.share.value * 100 if attained.share is not None else None


def meets(goal: Target, actual: Fraction) -> bool:
    """Whether the value reaches a target that is a number."""
    assert goal.value is not None
    wanted = Fraction(goal.value)
    match goal.comparator:
        case Comparator.AT_LEAST:
            return actual >= wanted
        case Comparator.MORE:
            return actual > wanted
        case Comparator.AT_MOST:
            return actual <= wanted
        case Comparator.LESS:
            return actual < wanted
        case Comparator.RANGE:
            assert goal.high is not None
            return wanted <= actual <= Fraction(goal.high)
        case _:
            return actual == wanted


def _quantitative(
    goal: Target, weight: Decimal, actual: Fraction, rules: ScoringRules, method: Method | None
) -> Score:
    assert goal.value is not None
    wanted = _exact(goal.value)
    case = _case(goal, method)
    if method is Method.DIRECT:
        done = meets(goal, actual)
        return _direct(weight, done=done, told=f"{shown(actual, goal)}{'达到' if done else '未达到'}{goal}")
    if goal.comparator in DOWNWARD:
        share, formula = _downward(actual, wanted, weight, goal, rules)
    elif goal.comparator is Comparator.RANGE and actual > Fraction(goal.high or 0):
        share, formula = _downward(actual, Fraction(goal.high or 0), weight, goal, rules)
    elif goal.comparator is Comparator.EQUAL and not wanted:
        share = Fraction(actual <= 0)
        formula = f"指标值为0，完成{shown(actual, goal)}，{'得满分' if share else '不得分'}"
    else:
        share, formula = _upward(actual, wanted, weight, goal)
        if method is Method.SATISFACTION and actual < rules.satisfied_from * 100:
            share = Fraction(0)
            formula = f"{shown(actual, goal)}低于及格线{plain(_decimal(rules.satisfied_from * 100))}%，不得分"
    points = weight if share == 1 else rules.rounded(share * _exact(weight))
    told = f"{formula}＝{plain(points)}" if "×" in formula else formula
    return Score(weight, points, case, told, is_far_over=_far_over(goal, actual, wanted, rules))


def _upward(actual: Fraction, wanted: Fraction, weight: Decimal, goal: Target) -> tuple[Fraction, str]:
    if actual >= wanted:
        return Fraction(1), f"{shown(actual, goal)}达到{goal}，得满分{plain(weight)}"
    if wanted <= 0:
        return Fraction(0), f"{shown(actual, goal)}未达到{goal}，指标值不大于0，不按比例，不得分"
    done = max(actual, Fraction(0))
    negative = "（负数按0计）" if actual < 0 else ""
    return done / wanted, f"{shown(done, goal)}{negative}÷{shown(wanted, goal)}×{plain(weight)}"


def _downward(
    actual: Fraction, wanted: Fraction, weight: Decimal, goal: Target, rules: ScoringRules
) -> tuple[Fraction, str]:
    if actual <= wanted:
        return Fraction(1), f"{shown(actual, goal)}未超过{shown(wanted, goal)}，得满分{plain(weight)}"
    if wanted <= 0:
        return Fraction(0), f"{shown(actual, goal)}超过{shown(wanted, goal)}，不得分"
    if rules.downward is Downward.INVERSE:
        return wanted / actual, f"{shown(wanted, goal)}÷{shown(actual, goal)}×{plain(weight)}"
    if actual >= 2 * wanted:
        return Fraction(0), f"{shown(actual, goal)}达到{shown(wanted, goal)}的两倍，不得分"
    told = f"（{shown(actual, goal)}－{shown(wanted, goal)}）÷{shown(wanted, goal)}"
    return 1 - (actual - wanted) / wanted, f"（1－{told}）×{plain(weight)}"


def _dated(goal: Target, weight: Decimal, attained: Attainment, fiscal_year: int) -> Score:
    case = _case(goal, None)
    due = goal.last_day(fiscal_year)
    assert due is not None
    if attained.reached is None:
        if attained.tier is not None:
            return _direct(weight, done=attained.tier is Tier.MET, told=attained.tier.value, case=case)
        if attained.as_of < due:
            return Score(weight, None, case, missing="没有填完成日期")
        return _direct(
            weight, done=False, told=f"到{_day(attained.as_of)}没有完成日期，期限{_day(due)}", case=case
        )
    done = attained.reached <= due
    return _direct(weight, done=done, told=f"{_day(attained.reached)}完成，期限{_day(due)}", case=case)


def _direct(weight: Decimal, *, done: bool, told: str, case: str = "直接赋分") -> Score:
    points = weight if done else Decimal(0)
    return Score(weight, points, case, f"{told}，{'得满分' + plain(weight) if done else '不得分'}")


def _tiered(weight: Decimal, attained: Attainment, rules: ScoringRules) -> Score:
    case = "定性"
    if attained.tier is None:
        return Score(weight, None, case, missing="没有选达成程度")
    span = rules.tiers[attained.tier]
    told = f"{attained.tier.value}：{span.words(weight)}"
    if attained.score is None:
        return Score(weight, None, case, told, missing=f"没有评定得分，应在{span.words(weight)}之内")
    if not weight:
        return Score(weight, Decimal(0), case, told)
    if not span.holds(Fraction(attained.score) / Fraction(weight)):
        return Score(
            weight,
            None,
            case,
            told,
            fault=f"“{attained.tier.value}”应得{span.words(weight)}，评定为{plain(attained.score)}分",
        )
    return Score(weight, attained.score, case, f"{told}，评定{plain(attained.score)}分")


def _awarded(found: Score, attained: Attainment) -> Score:
    """The score that people awarded in place of the formula's: lower with a reason, never higher."""
    given = attained.score
    if given is None or found.points is None or given == found.points:
        return found
    if given > found.points or given < 0:
        told = f"评定为{plain(given)}分，公式得{plain(found.points)}分，只能在0和{plain(found.points)}分之间"
        return Score(found.weight, None, found.case, found.formula, fault=told)
    formula = f"{found.formula}；评定减为{plain(given)}"
    return replace(found, points=given, formula=formula, computed=found.points)


def _far_over(goal: Target, actual: Fraction, wanted: Fraction, rules: ScoringRules) -> bool:
    if goal.comparator in DOWNWARD or goal.comparator is Comparator.RANGE:
        return False
    if not wanted:
        return actual >= Fraction(rules.far_over_zero)
    return actual > wanted > 0 and actual >= rules.far_over * wanted


_CASES = {
    **dict.fromkeys(UPWARD, "正向"),
    **dict.fromkeys(DOWNWARD, "反向"),
    Comparator.EQUAL: "等于",
    Comparator.RANGE: "区间",
    Comparator.BY_DATE: "期限",
    Comparator.QUALITATIVE: "定性",
}


def _case(goal: Target, method: Method | None) -> str:
    if method is not None:
        return method.value
    return _CASES[goal.comparator]


def shown(value: Fraction, goal: Target) -> str:
    """A value with the unit of its target, to six places at most."""
    return f"{plain(_decimal(value))}{goal.unit}"


@lru_cache(maxsize=10_000)
def _exact(value: Decimal) -> Fraction:
    """A target or a weight as a fraction: many indicators share the same."""
    return Fraction(value)


def _decimal(value: Fraction) -> Decimal:
    """The value to six places at most."""
    return Decimal(value.numerator) if value.denominator == 1 else _rounded(value, 6)


def _rounded(value: Fraction, places: int) -> Decimal:
    """The value rounded half up once, in whole numbers: a score is asked for a hundred thousand times."""
    halves = 2 * value.numerator * 10**places + value.denominator
    return Decimal(halves // (2 * value.denominator)).scaleb(-places)


def _day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
