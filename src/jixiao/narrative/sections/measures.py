"""Next steps (下一步工作计划): measures that answer the problems."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block
from jixiao.narrative.composer import Slot, listed, paragraph
from jixiao.narrative.fact import Fact
from jixiao.narrative.patterns import INTERNAL
from jixiao.narrative.writing import Writing
from jixiao.tracking.problem import Measure


def measures(writing: Writing) -> Iterator[Block]:
    """Each measure under a heading; who does it by when is said in the internal tone."""
    composer = writing.composer
    for measure in writing.facts.visible.measures:
        where = f"措施·{measure.heading}"
        yield writing.heading(measure.heading)
        yield from composer.paragraphs(measure.text, "focus", where)
        yield from _owner(writing, measure, where)


def _owner(writing: Writing, measure: Measure, where: str) -> list[Block]:
    if writing.composer.tone != INTERNAL:
        return []
    key = writing.facts.key(f"measure.{measure.code}", "due")
    slots: dict[str, Slot] = {
        "牵头部门": measure.lead,
        "配合部门": listed(measure.partners),
        "期限": Fact(key, measure.due) if measure.due else None,
        "完成标准": measure.deliverable.rstrip("。；"),
    }
    conditions = {"internal", "lead"} if measure.lead else {"internal"}
    return [*paragraph(writing.composer.sentence("measure_owner", "unit", conditions, slots, where=where))]
