from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jixiao.document.model import Document, Heading, Picture
from jixiao.document.writers.markdown import render_markdown, write_markdown
from tests.document.sample import HOSTILE, focus_table, form, paragraph, sample

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(*blocks: object) -> list[Token]:
    return READER.parse(render_markdown(Document("测试", blocks)))  # type: ignore[arg-type]


def inline(parsed: list[Token]) -> Iterator[str]:
    """What a reader of each line of text sees."""
    for token in parsed:
        if token.type == "inline":
            shown = {"text", "softbreak", "hardbreak", "text_special"}
            assert all(each.type in shown for each in token.children or []), token.content
            yield "".join(
                "\n" if each.type.endswith("break") else each.content for each in token.children or []
            )


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "1.市级资金",
        "12) 资金",
        "# 不是标题",
        "- 不是列表",
        "+ 不是列表",
        "===",
        "---",
        "> 不是引用",
        "    不是代码",
        "```",
        "&copy; &#35;",
        "www.a.cn http://a.cn a@b.cn",
        "[1]: http://a.cn",
        "第一行\n2. 第二行\n=",
        "a\\",
        "支出**很大**，__重点__",
    ],
)
def test_marks_print_as_they_are(text: str):
    assert list(inline(tokens(paragraph(text)))) == [text.strip()]


@given(st.text(st.sampled_from("支出1.)-+=#>*_`~[](){}<>!|&;:/\\\n a"), min_size=1, max_size=25))
def test_whatever_the_text_it_comes_back_as_it_was(text: str):
    lines = [line.strip() for line in text.strip().split("\n")]
    if all(lines):
        shown = list(inline(tokens(paragraph("\n".join(lines)))))
        assert shown == ["\n".join(lines)]


def test_headings_keep_their_levels_and_the_title_is_the_only_one_at_the_top():
    parsed = tokens(Heading(0, "报告"), Heading(1, "一、概况"), Heading(2, "（一）预算"), Heading(0, "附表"))
    assert [each.tag for each in parsed if each.type == "heading_open"] == ["h1", "h2", "h3", "h2"]


def test_a_run_in_heading_is_followed_by_its_text():
    text = render_markdown(sample())
    assert "### （一）健全工作机制。\n\n我街道成立" in text


def test_a_table_is_a_table_with_its_alignment():
    lines = render_markdown(Document("测试", (focus_table(),))).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert rows[1].startswith("| :---: | :---: | :--- | ---: |")
    assert rows[-1].startswith("| 合计 |  |  | 4,367.04 |")
    assert len({row.count("|") for row in rows}) == 1


def test_a_form_of_spanning_cells_fills_every_row():
    rows = [
        line for line in render_markdown(Document("测试", (form(),))).splitlines() if line.startswith("|")
    ]
    assert len({row.count("|") for row in rows}) == 1
    assert "资金情况<br>（万元）" in rows[3]


def test_a_bar_in_a_cell_does_not_make_a_column():
    table = focus_table()
    text = render_markdown(Document("测试", (table, paragraph("甲|乙"))))
    assert "甲\\|乙" in text


def test_a_picture_becomes_its_words():
    text = render_markdown(Document("测试", (Picture("<svg/>", "五个部门中甲支出最多", "图1"),)))
    assert text == "**图1**\n\n五个部门中甲支出最多\n"


def test_a_file_is_written_whole(tmp_path: Path):
    write_markdown(sample(), tmp_path / "报告.md")
    assert (tmp_path / "报告.md").read_text("utf-8") == render_markdown(sample())
