"""Problems (存在的问题), with the counts that the ledger gives them."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block
from jixiao.narrative.composer import Slot, paragraph
from jixiao.narrative.patterns import INTERNAL
from jixiao.narrative.writing import Writing
from jixiao.numerals.printing import percent
from jixiao.quantity import Rate
from jixiao.tracking.problem import Problem


def problems(writing: Writing) -> Iterator[Block]:
    """Each problem under a heading; one whose count is zero is not printed.

    What names offices stands in the internal remark and is printed in the internal tone only.
    """
    composer = writing.composer
    shown = [each for each in writing.facts.visible.problems if _occurs(writing, each)]
    for problem in shown:
        where = f"问题·{problem.heading}"
        yield writing.heading(problem.heading)
        yield from composer.paragraphs(problem.text, "focus", where)
        if problem.statistics:
            yield from _statistics(writing, where)
        if composer.tone == INTERNAL and problem.internal:
            yield from composer.paragraphs(problem.internal, "focus", where)


def _occurs(writing: Writing, problem: Problem) -> bool:
    return problem.statistics != "adjusted" or bool(writing.facts.focus.adjusted)


def _statistics(writing: Writing, where: str) -> list[Block]:
    facts, composer = writing.facts, writing.composer
    adjusted, large = len(facts.focus.adjusted), len(facts.focus.changed_greatly)
    holds = {
        "one": adjusted == 1,
        "several": adjusted > 1,
        "large": large > 0,
        "internal": composer.tone == INTERNAL,
    }
    limit = facts.policy.large_change
    slots: dict[str, Slot] = {"大幅界限": percent(Rate(limit.numerator, limit.denominator), places=0)}
    conditions = {name for name, held in holds.items() if held}
    return [*paragraph(composer.sentence("problem_adjusted", "focus", conditions, slots, where=where))]
