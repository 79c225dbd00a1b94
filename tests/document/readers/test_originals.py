"""Public reports and the originals that they were printed from: the same figures in the same order."""

from __future__ import annotations

from pathlib import Path

from benchmarks.originals import compared, figures, text_of
from jixiao.document.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.document.readers.reading import read_document
from jixiao.document.writers.word import write_word
from jixiao.facts import Flow, Grid, Headline, flow_of
from tests.document.word_look import LAYOUT

LEAST_OF_ALL, LEAST_OF_EACH = 0.995, 0.985


def test_the_figures_of_an_original_are_those_of_its_text(reference: Path):
    folder = reference / "corpus" / "originals"
    texts = {path: text for path in sorted(folder.iterdir()) if (text := text_of(path))}
    done = [compared(path, text) for path, text in texts.items()]
    shares = {each.name: len(each.kept) / len(each.wanted) for each in done}
    assert {name: share for name, share in shares.items() if share < LEAST_OF_EACH} == {}
    assert sum(len(each.kept) for each in done) > LEAST_OF_ALL * sum(len(each.wanted) for each in done)


def as_blocks(flow: Flow) -> list[Block]:
    """The flow of a text as a document with headings and real tables."""
    blocks: list[Block] = []
    for block in flow.blocks:
        if isinstance(block, Grid):
            width = range(len(block.columns))
            rows = [
                Row(tuple(Cell((Span(block.text_of(cell)),) if cell else ()) for cell in row.cells))
                for row in block.rows
            ]
            blocks.append(Table(tuple(Column("") for _ in width), tuple(rows), headed=False))
            continue
        words = flow.text[block.start : block.end]
        if isinstance(block, Headline):
            blocks.append(Heading(max(block.level, 1), words))
        else:
            blocks.append(Paragraph((Sentence((Span(words),)),)))
    return blocks


def test_a_report_with_real_tables_comes_back_from_word_with_all_its_figures(reference: Path, tmp_path: Path):
    [text] = (reference / "seed").glob("*.txt")
    document = Document("报告", tuple(as_blocks(flow_of(read_document(text)))))
    write_word(document, tmp_path / "报告.docx", LAYOUT)
    written, read = figures(document), figures(read_document(tmp_path / "报告.docx"))
    assert len(written) > 300
    assert read == written
