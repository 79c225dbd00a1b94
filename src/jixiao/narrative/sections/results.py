"""The whole unit's results by theme (部门整体绩效目标完成情况)."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block, Paragraph, Sentence
from jixiao.narrative.writing import Writing
from jixiao.tracking.problem import Section


def results(writing: Writing) -> Iterator[Block]:
    """The unit's own overview."""
    for passage in writing.facts.visible.passages:
        if passage.section is Section.RESULTS:
            yield from writing.composer.paragraphs(passage.text, "unit", "整体成效概述")


def themes(writing: Writing) -> Iterator[Block]:
    """Each theme under a heading, its figures from the outputs."""
    for theme in writing.facts.visible.themes:
        yield writing.heading(theme.heading)
        where = f"整体成效·{theme.heading}"
        if theme.text.strip():
            yield from writing.composer.paragraphs(theme.text, theme.code, where)
        else:
            yield Paragraph((Sentence((writing.composer.gap("内容", where),)),))
