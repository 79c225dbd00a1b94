"""Problems (存在的问题), with the counts that the ledger gives them."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block, Paragraph
from jixiao.narrative.composer import Slot, paragraph
from jixiao.narrative.fact import Fact
from jixiao.narrative.patterns import INTERNAL
from jixiao.narrative.writing import Writing
from jixiao.numerals.printing import percent
from jixiao.quantity import Rate
from jixiao.tracking.problem import Statistic


def problems(writing: Writing) -> Iterator[Block]:
    """Each problem under a heading; one whose count is zero is not printed.

    What names offices stands in the internal remark and is printed in the internal tone only.
    """
    composer = writing.composer
    for problem in writing.facts.visible.problems:
        if problem.statistics and not _fact(writing, problem.statistics, "count").value:
            continue
        where = f"问题·{problem.heading}"
        yield writing.heading(problem.heading)
        yield from composer.paragraphs(problem.text, "focus", where)
        if problem.statistics:
            yield from _stated(writing, problem.statistics, where)
        if composer.tone == INTERNAL and problem.internal:
            yield from composer.paragraphs(problem.internal, "focus", where)


def _stated(writing: Writing, statistic: Statistic, where: str) -> list[Paragraph]:
    """The count in words of the pattern file: 个别项目 for one, otherwise count and share."""
    facts, composer = writing.facts, writing.composer
    limit = facts.policy.large_change
    count = _fact(writing, statistic, "count")
    slots: dict[str, Slot] = {
        "个数": count,
        "占比": _fact(writing, statistic, "share"),
        "大幅界限": percent(Rate(limit.numerator, limit.denominator), places=0),
    }
    holds = {
        statistic.name.lower().replace("_", "-"): True,
        "one": count.value == 1,
        "large": bool(facts.focus.changed_greatly),
    }
    conditions = {name for name, held in holds.items() if held}
    return paragraph(composer.sentence("problem", "focus", conditions, slots, where=where))


def _fact(writing: Writing, statistic: Statistic, what: str) -> Fact:
    return writing.facts.statistic("focus", f"{statistic.name.lower()}_{what}")
