"""Annexes are listed by number and stand on pages of their own."""

from __future__ import annotations

from pathlib import Path

from jixiao.document.model import Block, Document, Heading, PageBreak, Paragraph, ParagraphStyle
from jixiao.narrative.outline import load_outline
from jixiao.tracking.problem import Annex
from tests.narrative.small_year import report, year

LIST = Annex(title="跟踪清单", form="tracking-list")
ANALYSIS = Annex(title="跟踪分析表", form="tracking-analysis")


def annexed(folder: Path, *annexes: Annex, content: str = '"annexes"') -> Document:
    path = folder / "outline.toml"
    path.write_text(
        f'name = "own"\ntitle = "报告"\nperiod_name = "全年"\n[[sections]]\ncontent = [{content}]\n',
        encoding="utf-8",
    )
    return report(year(annexes=annexes), outline=load_outline(path)).document


def labels(document: Document) -> list[str]:
    return [
        each.text
        for each in document.blocks
        if isinstance(each, Paragraph) and each.style is ParagraphStyle.ANNEX_LABEL
    ]


def before(document: Document, label: str) -> Block:
    at = [each.text if isinstance(each, Paragraph) else "" for each in document.blocks].index(label)
    return document.blocks[at - 1]


def test_each_annex_begins_a_page_turned_as_its_form_wants_it(tmp_path: Path):
    document = annexed(tmp_path, LIST, ANALYSIS)
    assert labels(document) == ["附件1", "附件2"]
    assert before(document, "附件1") == PageBreak(landscape=True)
    assert before(document, "附件2") == PageBreak(landscape=False)


def test_the_label_stands_above_the_forms_title(tmp_path: Path):
    document = annexed(tmp_path, LIST)
    at = [each.text if isinstance(each, Paragraph) else "" for each in document.blocks].index("附件")
    assert document.blocks[at + 1] == Heading(0, "西城区区级项目支出绩效跟踪清单")


def test_a_single_annex_bears_no_number(tmp_path: Path):
    document = annexed(tmp_path, LIST, content='"annex-list", "annexes"')
    assert next(each.text for each in document.blocks if isinstance(each, Paragraph)) == "附件：跟踪清单"
    assert labels(document) == ["附件"]


def test_an_annex_without_a_form_is_counted_but_not_printed(tmp_path: Path):
    document = annexed(tmp_path, Annex(title="协议扫描件"), LIST)
    assert labels(document) == ["附件2"]


def test_pages_are_turned_back_only_where_something_follows(tmp_path: Path):
    last = annexed(tmp_path, LIST)
    followed = annexed(tmp_path, LIST, content='"annexes", "annex-list"')
    assert not isinstance(last.blocks[-1], PageBreak)
    assert PageBreak(landscape=False) in followed.blocks
