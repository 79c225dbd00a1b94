"""Annexes (附件): their list at the end of the report, and their forms on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block, PageBreak, Paragraph, ParagraphStyle
from jixiao.narrative.composer import plain
from jixiao.narrative.forms import form_blocks, load_form
from jixiao.narrative.writing import Writing


def annex_list(writing: Writing) -> Iterator[Block]:
    """The annexes by number and title; a single one bears no number."""
    annexes = writing.facts.visible.annexes
    for number, annex in enumerate(annexes, start=1):
        label = f"附件{number}：" if len(annexes) > 1 else "附件："
        yield Paragraph((plain(f"{label}{annex.title}"),))


def annexes(writing: Writing) -> Iterator[Block]:
    """Each annex that names a form: its label flush left on a page of its own, then the form."""
    listed = writing.facts.visible.annexes
    for number, annex in enumerate(listed, start=1):
        if not annex.form:
            continue
        form = load_form(annex.form)
        label = f"附件{number}" if len(listed) > 1 else "附件"
        yield PageBreak(landscape=form.landscape)
        yield Paragraph((plain(label),), ParagraphStyle.ANNEX_LABEL)
        yield from form_blocks(form, writing.facts)
