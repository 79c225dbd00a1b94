"""Annexes (附件): their list at the end of the report, and their forms on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.document.model import Block, PageBreak, Paragraph, ParagraphStyle, Sentence
from jixiao.errors import PolicyError
from jixiao.narrative.composer import plain
from jixiao.narrative.forms import form_blocks, load_form
from jixiao.narrative.outline import OutlineSection
from jixiao.narrative.writing import Writing


def annex_list(writing: Writing) -> Iterator[Block]:
    """The annexes by number and title; a single one bears no number."""
    annexes = writing.facts.visible.annexes
    for number, annex in enumerate(annexes, start=1):
        label = f"附件{number}：" if len(annexes) > 1 else "附件："
        yield Paragraph((plain(f"{label}{annex.title}"),))


def annexes(writing: Writing) -> Iterator[Block]:
    """Each annex that names a form: its label flush left on a page of its own, then the form.

    Pages that a landscape form has turned are turned back for whatever follows it.
    """
    listed = writing.facts.visible.annexes
    turned = False
    for number, annex in enumerate(listed, start=1):
        if not annex.form:
            continue
        try:
            form = load_form(annex.form)
        except PolicyError as fault:
            yield Paragraph((Sentence((writing.composer.gap(fault.message, f"附件{number}"),)),))
            continue
        label = f"附件{number}" if len(listed) > 1 else "附件"
        yield PageBreak(landscape=form.landscape)
        yield Paragraph((plain(label),), ParagraphStyle.ANNEX_LABEL)
        yield from form_blocks(form, writing.facts)
        turned = form.landscape
    if turned and list(_contents(writing.outline.sections))[-1] != "annexes":
        yield PageBreak()


def _contents(sections: Sequence[OutlineSection]) -> Iterator[str]:
    """What fills the sections of an outline, in order."""
    for section in sections:
        yield from section.content
        yield from _contents(section.parts)
