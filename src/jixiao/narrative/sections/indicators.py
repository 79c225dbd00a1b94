"""What a passage says of a project's indicators (指标完成情况): how many are met, which are not, and why."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.document.model import Sentence, Span
from jixiao.narrative.composer import Composer, Slot
from jixiao.narrative.writing import Writing
from jixiao.tracking.goals import Goal
from jixiao.tracking.monitoring import Watched
from jixiao.tracking.project import Project
from jixiao.tracking.target import Comparator


def indicators(writing: Writing, project: Project) -> Sentence | None:
    """The sentence on the indicators of a project; none where nothing was said of any."""
    goals, code = writing.facts.goals, project.code
    told, met, missed = goals.told(code), goals.met(code), goals.missed(code)
    if not told:
        return None
    holds = {
        "year-ended": writing.facts.is_year_ended,
        "all-met": len(met) == len(told),
        "some-met": bool(met),
        "one": len(told) == 1,
        "some-missed": bool(missed),
    }
    slots: dict[str, Slot] = {
        "指标个数": goals.count(code, "count"),
        "达到个数": goals.count(code, "met"),
        "未到期个数": goals.count(code, "pending") if goals.pending(code) else None,
        "未达指标": _missed(writing, project, missed),
    }
    conditions = {name for name, held in holds.items() if held}
    return writing.composer.sentence("indicators", code, conditions, slots, where=project.name)


def promises(writing: Writing, project: Project) -> Sentence | None:
    """What became, at the year's end, of the indicators that were called certain when they were last
    monitored; none where there were none."""
    goals, code = writing.facts.goals, project.code
    promised, kept = goals.promised(code), goals.kept(code)
    if not promised or not writing.facts.is_year_ended:
        return None
    broken = [each for each in promised if each not in kept]
    conditions = {"all-met"} if not broken else {"some-met"} if kept else set()
    slots: dict[str, Slot] = {
        "预计个数": goals.count(code, "promised"),
        "完成个数": goals.count(code, "kept"),
        "未完成指标": _listed(broken),
    }
    return writing.composer.sentence("promises", code, conditions, slots, where=project.name)


def _listed(rows: Sequence[Watched]) -> list[Span] | None:
    return [Span("、".join(f"“{each.goal.indicator.name}”" for each in rows))] if rows else None


def _missed(writing: Writing, project: Project, rows: Sequence[Watched]) -> list[Span] | None:
    """Each indicator that is not met: what was wanted, what was reached, and the unit's own explanation."""
    spans: list[Span] = []
    for each in rows:
        spans += [Span("；")] if spans else []
        spans += _one(writing, project, each.goal)
    return spans or None


def _one(writing: Writing, project: Project, goal: Goal) -> list[Span]:
    facts, composer = writing.facts, writing.composer
    wanted, reached = facts.goals.wanted(project.code, goal), facts.goals.reached(project.code, goal)
    spans = [Span(f"“{goal.indicator.name}”")]
    if wanted is not None and reached is not None:
        spans += [Span(_SHALL[goal.target.comparator]), *wanted.spans(), Span("，实际完成"), *reached.spans()]
    else:
        spans += _in_words(composer, project, goal)
    explanation = goal.attained.explanation.strip().rstrip("。；;.") if goal.attained else ""
    if explanation:
        where = f"{project.name}·指标说明"
        spans += [Span("，"), *composer.words(explanation, project.code, where)]
    return [each for each in spans if each.text]


_SHALL = {
    Comparator.AT_LEAST: "应不少于",
    Comparator.MORE: "应多于",
    Comparator.EQUAL: "应为",
    Comparator.LESS: "应少于",
    Comparator.AT_MOST: "应不超过",
}
"""What stands before the number that an indicator is to reach."""


def _in_words(composer: Composer, project: Project, goal: Goal) -> list[Span]:
    said = goal.attained
    words = (said.words or (said.tier.value if said.tier else "")) if said else ""
    if not words:
        return [Span("没有达到")]
    return [Span("："), *composer.words(words.strip().rstrip("。；;."), project.code, f"{project.name}·指标")]
