"""A report of our own, written in every format and read again: the same figures in the same order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.document.model import Document, Picture
from jixiao.document.readers import read_document
from jixiao.document.writers import write
from jixiao.facts import flow_of
from jixiao.numerals.scan import scan
from tests.document import sample, word_sample
from tests.document.word_look import LAYOUT


def figures(document: Document) -> list[str]:
    return ["".join(token.text.split()) for token in scan(flow_of(document).text)]


def without_pictures(document: Document) -> Document:
    """The document without charts, which only some formats tell in words."""
    return replace(document, blocks=tuple(each for each in document.blocks if not isinstance(each, Picture)))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
@pytest.mark.parametrize("report", [sample.sample(), word_sample.sample()], ids=["long", "short"])
def test_no_figure_is_lost_or_moved(tmp_path: Path, suffix: str, report: Document):
    document = without_pictures(report)
    write(document, tmp_path / f"报告{suffix}", LAYOUT)
    assert figures(read_document(tmp_path / f"报告{suffix}")) == figures(document)
