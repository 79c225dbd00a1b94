"""Words about indicators in forms (指标栏目的取数): targets in force, values, marks, scores, lights.

What is typed as a forecast stays one: it has words of its own, and no word for a result ever prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property

from jixiao.narrative.facts import Facts
from jixiao.numerals import printing
from jixiao.tracking.attainment import Attainment, Cause, Likelihood, Statement
from jixiao.tracking.glance import Glance
from jixiao.tracking.goals import Goal
from jixiao.tracking.hierarchy import plain
from jixiao.tracking.indicator import Indicator, Objective
from jixiao.tracking.lights import percent
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.scoring import Score, actual_of
from jixiao.tracking.self_evaluation import Evaluated, Scored, SelfEvaluation
from jixiao.tracking.target import DOWNWARD, Comparator, Target
from jixiao.tracking.unit import WHOLE_UNIT

TICK = "√"

CAUSES = {f"偏差原因.{each.value}": each for each in Cause}
LIKELIHOODS = {f"完成目标可能性.{each.value}": each for each in Likelihood}
"""The columns of 财预〔2019〕136号 that are ticked, by the words that a layout writes."""


def reached(said: Attainment | None, target: Target) -> str:
    """What was reached, as a form prints it: value with unit, date, tier, or words."""
    if said is None:
        return ""
    value = actual_of(said) if target.is_quantitative else None
    if value is not None:
        exact = plain(said.actual) if said.actual is not None else percent(value / 100).removesuffix("%")
        return f"{exact}{target.unit}"
    if said.reached is not None and target.comparator is Comparator.BY_DATE:
        return printing.date(said.reached)
    return said.tier.value if said.tier is not None else said.words


def _forecast(goal: Goal) -> str:
    said = goal.attained
    if said is None:
        return ""
    return f"{plain(said.forecast)}{goal.target.unit}" if said.forecast is not None else said.forecast_words


def _completion(goal: Goal) -> str:
    """Actual ÷ target (完成率); nothing where less is better, or either is no number."""
    value = actual_of(goal.attained) if goal.attained else None
    if value is None or not goal.target.value or goal.target.comparator in DOWNWARD:
        return ""
    return percent(value / Fraction(goal.target.value))


def _said(name: str) -> Callable[[Goal], str]:
    return lambda goal: str(getattr(goal.attained, name)) if goal.attained else ""


def _caused(cause: Cause) -> Callable[[Goal], str]:
    return lambda goal: TICK if goal.attained and cause in goal.attained.causes else ""


def _likely(likelihood: Likelihood) -> Callable[[Goal], str]:
    return lambda goal: TICK if goal.attained and goal.attained.likelihood is likelihood else ""


def _weight(goal: Goal) -> str:
    return "" if goal.weight is None or goal.is_removed else plain(goal.weight)


INDICATOR_WORDS: Mapping[str, Callable[[Goal], str]] = {
    "指标值": lambda goal: "（已删除）" if goal.is_removed else goal.target.text,
    "年度指标值": lambda goal: "（已删除）" if goal.is_removed else goal.target.text,
    "原指标值": lambda goal: goal.indicator.target,
    "完成值": lambda goal: reached(goal.attained, goal.target),
    "完成率": _completion,
    "全年预计完成情况": _forecast,
    "指标原因说明": _said("explanation"),
    "监控备注": _said("remark"),
    "佐证材料": _said("evidence"),
    "分值": _weight,
    "上期完成值": lambda goal: reached(goal.last, goal.target),
    **{words: _caused(cause) for words, cause in CAUSES.items()},
    **{words: _likely(it) for words, it in LIKELIHOODS.items()},
}
"""What a word says of an indicator."""

SCORE_WORDS = ("得分", "指标灯")
"""Words that need the whole rule pack."""

PROJECT_WORDS: Mapping[str, Callable[[Evaluated], str]] = {
    "预算执行率分值": lambda found: plain(found.execution.weight),
    "预算执行率得分": lambda found: _points(found.execution),
    "自评总分": lambda found: "" if found.total is None else plain(found.total),
    "自评等级": lambda found: found.grade.label if found.grade else "",
}
"""What a word says of a project's self-evaluation."""

FILED = (Objective, Statement)
"""Nouns whose columns a form of one project may name: its objective, and the texts of its filing."""


MARKS = frozenset({*CAUSES, *LIKELIHOODS, *PROJECT_WORDS, *SCORE_WORDS, "分值", "完成率"})
"""Words whose answers are ticks and single numbers: set in the middle of a cell, where others are read."""


class GoalWords:
    """Answers words about indicators from the facts of a year; each assessment is made once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def of(self, indicator: Indicator, name: str) -> str | None:
        """What the word says of an indicator, empty where nothing is known; none where it is no such word."""
        goal = self._goals.get(indicator.code)
        if name in INDICATOR_WORDS:
            return INDICATOR_WORDS[name](goal) if goal else ""
        if name == "得分":
            scored = self._scored.get(indicator.code)
            return _points(scored.score) if scored else ""
        if name == "指标灯":
            return self._lights.get(indicator.code, "")
        return None

    def of_subject(self, code: str, name: str) -> str | None:
        """What the word says of a project's self-evaluation, or the unit's; none where it is no such word."""
        if name not in PROJECT_WORDS:
            return None
        found = self._evaluation.unit if code == WHOLE_UNIT else self._evaluation.projects.get(code)
        return PROJECT_WORDS[name](found) if found else ""

    def filed(self, code: str) -> list[Objective | Statement]:
        """The objective of a project or the unit, and what its filing says in words, as far as there are."""
        goals = self._monitoring.goals
        found = (goals.objective(code), goals.statements.get(code))
        return [each for each in found if each is not None]

    def in_order(self, code: str) -> list[Indicator]:
        """The annual indicators of a project, or the unit, in the order of the form."""
        return [goal.indicator for goal in self._monitoring.goals.of.get(code, ())]

    @cached_property
    def _glance(self) -> Glance:
        return Glance(self.facts.year, self.facts.as_of, self.facts.policy)

    @cached_property
    def _monitoring(self) -> Monitoring:
        return Monitoring(self._glance)

    @cached_property
    def _evaluation(self) -> SelfEvaluation:
        return SelfEvaluation(self._glance)

    @cached_property
    def _goals(self) -> dict[str, Goal]:
        return {goal.indicator.code: goal for goals in self._monitoring.goals.of.values() for goal in goals}

    @cached_property
    def _lights(self) -> dict[str, str]:
        found = [each for project in self._monitoring.projects.values() for each in project.indicators]
        return {each.goal.indicator.code: each.lit.light.value for each in found if each.lit.light}

    @cached_property
    def _scored(self) -> dict[str, Scored]:
        unit = self._evaluation.unit
        subjects = [*self._evaluation.projects.values(), *([unit] if unit else [])]
        found = [each for subject in subjects for each in subject.indicators]
        return {each.goal.indicator.code: each for each in found}


def _points(score: Score) -> str:
    return "" if score.points is None else plain(score.points)
