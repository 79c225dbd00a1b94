"""Indicators as an office enters them (指标填报): monitoring within the year, self-evaluation at its end.

The rows stand under `indicators` of an entry, each under the `code` of its indicator; the texts of the filing
stand alone. What is wanted follows from the target of each indicator as it stands at the period's end, from
what is typed, and from the unit's rule pack: a light wants its cause, a doubt its forecast. Zero is a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from jixiao.numerals.grammar import fold
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.goals import Goal
from jixiao.tracking.lights import Due, Lit, indicator_light
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.noun import attributes
from jixiao.tracking.policy import Policy
from jixiao.tracking.requirements import Gap, evaluation_gaps, monitoring_gaps
from jixiao.tracking.scoring import Score, score
from jixiao.tracking.target import Comparator

ATTAINED = tuple(each.name for each in attributes(Attainment) if each.name not in ("indicator", "as_of"))
"""What is entered of an indicator, in the order of its noun."""

MONITORED = ("regulations", "management", "finance", "deviation", "problems", "measures", "suggestions")
EVALUATED = ("completion", "deviation", "measures", "suggestions")
STATEMENT = tuple(each.name for each in attributes(Statement) if each.name not in ("subject", "as_of"))
"""The texts of a filing: those wanted within the year, those at its end, all of them."""

_COUNTED = ("actual", "forecast")
"""Fields that count the unit of the target."""

_WANTED_TEXTS = {True: ("completion",), False: MONITORED}
_LABELS = {each.name: each.column for each in attributes(Statement)}
_WHOLE_PERCENT = Decimal(1)


@dataclass(frozen=True, slots=True)
class IndicatorsWanted:
    """What a filing wants to know of a project's indicators (指标填报要求)."""

    goals: Sequence[Goal]
    policy: Policy
    due: Due
    fiscal_year: int
    as_of: dt.date

    @classmethod
    def of(cls, monitoring: Monitoring, subject: str) -> IndicatorsWanted | None:
        """What is wanted of a project, or the unit, on the day of the monitoring; none without indicators."""
        goals, glance = monitoring.goals.of.get(subject), monitoring.glance
        if not goals:
            return None
        return cls(goals, glance.policy, monitoring.due(subject), glance.year.fiscal_year, glance.as_of)

    @property
    def is_evaluation(self) -> bool:
        """Whether the year is over: then scores are asked, no forecasts."""
        return ends_the_year(self.as_of)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that the filing has."""
        return EVALUATED if self.is_evaluation else MONITORED


@dataclass(frozen=True, slots=True)
class EnteredIndicator:
    """An indicator with what was entered of it, and what follows from that (填报的一条指标).

    `values` are those of the noun; none where nothing was said. `score` is asked at the year's end only.
    """

    goal: Goal
    values: dict[str, Any] | None
    lit: Lit
    score: Score | None = None


class Note(Protocol):
    """Takes what there is to say about a field, in Chinese and in English."""

    def __call__(self, path: str, message: str, english: str, *, is_doubt: bool = False) -> None:
        """Take it; a doubt does not keep the filing from being sent."""


Read = Callable[[Mapping[str, Any], str], dict[str, Any]]
"""Reads the fields of a row; what cannot be read is remarked under the path and left out."""


def entered_indicators(
    raw: Mapping[str, Any], wanted: IndicatorsWanted, read: Read, note: Note
) -> Iterator[EnteredIndicator]:
    """What was entered of each indicator, in the order of the form; gaps and doubts are noted."""
    rows = {str(row.get("code") or ""): row for row in raw.get("indicators") or ()}
    for number, goal in enumerate(wanted.goals):
        path = f"indicators.{number}"
        typed = rows.get(goal.indicator.code, {})
        values = read(_counted(typed, goal), path) if _says(typed) and not goal.is_removed else None
        said = Attainment(indicator=goal.indicator.code, as_of=wanted.as_of, **values) if values else None
        told = replace(goal, attained=said)
        lit = _lit(told, wanted)
        scored = _score(told, wanted) if wanted.is_evaluation else None
        for gap in _gaps(told, lit, scored, wanted):
            note(f"{path}.{gap.field}", gap.message, gap.english)
        if scored is not None and scored.fault:
            note(f"{path}.score", f"{scored.fault}。", "The score lies outside what may be awarded.")
        for field, message, english in _doubts(told):
            note(f"{path}.{field}", message, english, is_doubt=True)
        yield EnteredIndicator(told, values, lit, scored)


def entered_texts(raw: Mapping[str, Any], wanted: IndicatorsWanted, note: Note) -> dict[str, str]:
    """The texts of the filing; those that are wanted and missing are noted."""
    found = {name: str(raw.get(name) or "").strip() for name in wanted.texts}
    for name in _WANTED_TEXTS[wanted.is_evaluation]:
        if not found[name]:
            column = _LABELS[name]
            note(name, f"{column.label}未填。没有的写“无”。", f"{column.english} is missing.")
    return found


def ends_the_year(date: dt.date) -> bool:
    """Whether what is filed up to the date is a self-evaluation, not monitoring."""
    return (date.month, date.day) == (12, 31)


def fields_for(goal: Goal, *, is_evaluation: bool) -> tuple[str, ...]:
    """The fields that are asked of an indicator, by what its target is; none of one that was taken out."""
    if goal.is_removed:
        return ()
    has_terms = bool(goal.indicator.numerator and goal.indicator.denominator)
    if goal.target.comparator is Comparator.BY_DATE:
        reached: tuple[str, ...] = ("reached", "words")
        expected: tuple[str, ...] = ("forecast_words", "likelihood")
    elif goal.target.is_quantitative:
        reached = ("actual", *(("numerator", "denominator") if has_terms else ()))
        expected = ("forecast", "likelihood")
    else:
        reached, expected = ("tier", "words"), ("forecast_words", "likelihood")
    if is_evaluation:
        return (*reached, "score", "explanation", "evidence")
    return (*reached, *expected, "causes", "explanation", "remark", "evidence")


def without_unit(words: str, unit: str) -> str:
    """What is left of a value where it is written with the unit of its target, which goes without saying.

    >>> without_unit("95%", "%"), without_unit("3,000 人次", "人次"), without_unit("九成", "%")
    ('95', '3,000', '九成')
    """
    plain = fold(words.strip())
    return plain.removesuffix(fold(unit)).strip() if unit and plain.endswith(fold(unit)) else words


def _says(row: Mapping[str, Any]) -> bool:
    return any(str(row.get(name) or "").strip() for name in ATTAINED)


def _counted(row: Mapping[str, Any], goal: Goal) -> Mapping[str, Any]:
    """The row with bare numbers where the target's unit was written beside them."""
    bare = {name: without_unit(str(row[name]), goal.target.unit) for name in _COUNTED if row.get(name)}
    return {**row, **bare}


def _lit(goal: Goal, wanted: IndicatorsWanted) -> Lit:
    if goal.is_removed:
        return Lit(None, "指标已按批准删除")
    rules = wanted.policy.lights
    return indicator_light(goal.indicator, goal.target, goal.attained, wanted.due, rules, as_of=wanted.as_of)


def _score(goal: Goal, wanted: IndicatorsWanted) -> Score | None:
    if goal.is_removed or goal.weight is None:
        return None
    return score(
        goal.target,
        goal.weight,
        goal.attained,
        wanted.policy.scoring,
        fiscal_year=wanted.fiscal_year,
        method=goal.indicator.method,
    )


def _gaps(goal: Goal, lit: Lit, scored: Score | None, wanted: IndicatorsWanted) -> Iterable[Gap]:
    if not wanted.is_evaluation:
        return monitoring_gaps(goal, lit, wanted.policy.reasoned)
    return evaluation_gaps(goal, scored or Score(Decimal(), None, "", missing="没有权重"))


def _doubts(goal: Goal) -> Iterator[tuple[str, str, str]]:
    """What can hardly be meant: a percentage as a share of one, less than nothing, ten times the target."""
    said = goal.attained
    if said is None or goal.target.comparator is Comparator.BY_DATE:
        return
    for field, value in (("actual", said.actual), ("forecast", said.forecast)):
        if value is None:
            continue
        if goal.target.unit == "%" and 0 < value <= _WHOLE_PERCENT:
            shown = f"{value * 100:f}".rstrip("0").rstrip(".")
            yield field, f"百分数填 {shown}，不填 {value:f}？", f"Write {shown} for {shown}%."
        elif value < 0:
            yield field, "是负数，请核对。", "This is negative: check it."
        elif goal.target.value and abs(value) >= 10 * abs(goal.target.value):
            yield (
                field,
                f"是指标值 {goal.target} 的十倍以上，请核对单位。",
                f"This is ten times the target {goal.target} or more: check the unit.",
            )
