"""Markdown read without its marks: lines, tables, places in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.document.model import Document, Paragraph, Table
from jixiao.document.place import TextPlace
from jixiao.document.readers import read_document


def read(folder: Path, text: str) -> Document:
    path = folder / "报告.md"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def words(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_marks_are_no_words(tmp_path: Path):
    text = "# 某局报告\n\n## 一、概况\n\n支出12万元\\*，**占比**98%。\\\n1\\.市级资金\n\n---\n"
    assert words(read(tmp_path, text)) == ["某局报告", "一、概况", "支出12万元*，占比98%。", "1.市级资金"]


def test_lines_between_pipes_are_a_table(tmp_path: Path):
    text = "表一\n\n| 项目 | 调整后<br>预算 |\n| :--- | ---: |\n| 保\\|洁 | 12.50 |\n| 合计 |  |\n\n完。\n"
    (_, table, _) = read(tmp_path, text).blocks
    assert isinstance(table, Table)
    assert [column.header for column in table.columns] == ["项目", "调整后预算"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["保|洁", "12.50"], ["合计", ""]]


def test_every_word_knows_its_place_in_the_file(tmp_path: Path):
    text = "## 二、支出\n\n| 项目 | 数 |\n|---|---|\n| 甲 | 1\\.5 |\n"
    heading, table = read(tmp_path, text).blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(table, Table)
    spans = [*heading.spans, *(span for row in table.rows for cell in row.cells for span in cell.spans)]
    for span in spans:
        assert isinstance(span.place, TextPlace)
        assert text[span.place.start :].startswith(span.text)


@pytest.mark.parametrize(
    "text", ["|", "|---|", "|\n|---|\n", "a|b\n---|---\n" + "|" * 5000, "**" * 4000, "\\"]
)
def test_marks_alone_do_no_harm(tmp_path: Path, text: str):
    assert read(tmp_path, text + "\n字") is not None
