"""Forms as blocks of a document (表样入文): titles, tables with bound figures, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms.filling import FilledForm, FormCell, FormRow, filled_forms
from jixiao.narrative.forms.layout import Form


def form_blocks(form: Form, facts: Facts, project: str = "") -> Iterator[Block]:
    """The forms of a layout, filled in, or that of one project; each but the first begins a page."""
    for number, filled in enumerate(filled_forms(form, facts, project)):
        if number:
            yield PageBreak(landscape=form.landscape)
        yield from _blocks(filled)


def form_document(form: Form, facts: Facts, project: str = "") -> Document:
    """The forms of a layout, or that of one project, as a document of their own."""
    blocks = list(form_blocks(form, facts, project))
    if form.landscape:
        blocks.insert(0, PageBreak(landscape=True))
    title = next((each.text for each in blocks if isinstance(each, Heading)), form.name)
    return Document(title=title, blocks=tuple(blocks), author=facts.year.unit.name, digest=facts.digest)


def _blocks(filled: FilledForm) -> Iterator[Block]:
    form = filled.layout
    yield Heading(0, filled.title)
    yield from _line(filled.above)
    yield Table(
        columns=tuple(Column("", width) for width in form.widths),
        rows=tuple(_row(each) for each in filled.rows),
        unit_note=f"单位：{form.unit.name}",
        key=filled.key,
        headed=False,
    )
    yield from _line(filled.below)


def _line(spans: tuple[Span, ...]) -> Iterator[Paragraph]:
    if spans:
        yield Paragraph((Sentence(spans),), ParagraphStyle.NOTE)


def _row(row: FormRow) -> Row:
    cells = tuple(_cell(each, row.lines) for each in row.cells)
    return Row(cells, is_header=row.is_header, is_total=row.is_total)


def _cell(cell: FormCell, lines: int) -> Cell:
    """The cell; an empty one holds line breaks, as room for what is to be written by hand."""
    spans = cell.content.spans or ((Span("\n" * (lines - 1)),) if lines > 1 else ())
    return Cell(spans, cell.columns, cell.rows, cell.content.align, is_label=cell.is_label)
