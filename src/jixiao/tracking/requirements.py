"""Requirements (必填规则): what a filing has still to say: the conditional fields of the form.

Practice of several provinces (财预〔2019〕136号 leaves it to them): a light wants its cause, a cause its
explanation, a doubtful target its forecast. Zero is a value; blank is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from jixiao.tracking.attainment import Attainment, Likelihood
from jixiao.tracking.goals import Goal
from jixiao.tracking.lights import Light, Lit
from jixiao.tracking.scoring import Score
from jixiao.tracking.target import Comparator


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that is wanted and empty (应填未填), and why."""

    field: str
    message: str
    english: str


def monitoring_gaps(goal: Goal, lit: Lit, reasoned: Collection[Light]) -> Iterator[Gap]:
    """What the monitoring of an indicator has still to say; nothing is asked of one that was taken out.

    `reasoned` are the lights that want cause and explanation; blue always wants an explanation.
    """
    if goal.is_removed:
        return
    said = goal.attained
    yield from _value(goal, said)
    if said is None:
        return
    if said.likelihood is None:
        yield Gap("likelihood", "完成目标可能性未选。", "Say whether the target will be met.")
    doubtful = said.likelihood in (Likelihood.POSSIBLE, Likelihood.IMPOSSIBLE)
    if doubtful and said.forecast is None and not said.forecast_words:
        yield Gap("forecast", "不能确定完成的，须填全年预计完成情况。", "Give the forecast for the year.")
    if (doubtful or lit.light in reasoned) and not said.causes:
        why = "不能确定完成" if doubtful else f"亮{lit.light.value}灯" if lit.light else ""
        yield Gap("causes", f"{why}，偏差原因未选。", "Choose what causes the deviation.")
    if (said.causes or lit.light in reasoned or lit.light is Light.BLUE) and not said.explanation:
        yield Gap("explanation", _why_explain(said, lit), "Explain the deviation.")
    if said.likelihood is Likelihood.IMPOSSIBLE and not said.remark:
        yield Gap(
            "remark",
            "完全不可能完成的，备注须写明年底完不成的原因和拟采取的措施。",
            "Say why it will not be met by the year's end, and what will be done.",
        )


def evaluation_gaps(goal: Goal, score: Score) -> Iterator[Gap]:
    """What the self-evaluation of an indicator has still to say."""
    if goal.is_removed:
        return
    said = goal.attained
    yield from _value(goal, said)
    if said is None:
        return
    if said.tier is not None and said.score is None and goal.target.is_qualitative:
        yield Gap("score", f"{score.missing}。", "Award a score within the span of the tier.")
    if not said.explanation and (wants := score.wants):
        why = "、".join(sorted(each.value for each in wants))
        yield Gap("explanation", f"{why}，偏差原因分析及改进措施未填。", "Explain the deviation.")


def _value(goal: Goal, said: Attainment | None) -> Iterator[Gap]:
    if goal.target.comparator is Comparator.BY_DATE:
        if said is None or (said.reached is None and said.tier is None and not said.words):
            yield Gap(
                "reached", "完成日期未填；还没有完成的，写明进展。", "Give the date, or say how far it is."
            )
    elif goal.target.is_quantitative:
        if said is None or (said.actual is None and said.share is None):
            yield Gap("actual", "完成值未填。没有开展的填 0 并说明。", "The actual value is missing.")
    elif said is None or said.tier is None:
        yield Gap("tier", "定性指标的达成程度未选。", "Choose how far it was met.")


def _why_explain(said: Attainment, lit: Lit) -> str:
    if lit.light is Light.BLUE:
        return "明显超过指标值，原因说明未填。"
    return "选了偏差原因，原因说明未填。" if said.causes else "原因说明未填。"
