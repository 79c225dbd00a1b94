"""The covering letter and the cover page: their words and order are data, what is not known is a gap."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from jixiao.document.model import Document, Heading, Paragraph, ParagraphStyle
from jixiao.errors import PolicyError
from jixiao.narrative.letters import annex_lines, cover, load_letter, submission_letter, write_letter
from jixiao.narrative.report import Draft, full_year
from jixiao.tracking.basis import Citation, Rank
from jixiao.tracking.problem import Annex
from jixiao.tracking.project import Attention
from jixiao.tracking.unit import Unit
from tests.narrative.small_year import HALF_YEAR, project, year

SHIPPED = sorted(each.name.removesuffix(".toml") for each in (files("jixiao.policies") / "letters").iterdir())
BUREAU = Unit(
    name="某区某街道办事处",
    short_name="某街道",
    self_reference="我街道",
    finance_bureau="区财政局",
    finance_bureau_name="某区财政局",
)
DATE = dt.date(2025, 1, 8)
BODY = (
    "我街道组织开展了2024年全年财政支出绩效跟踪工作，对1个重点项目作了重点跟踪，"
    "并形成绩效跟踪报告。现将报告及有关附件报送贵局，请予审阅。"
)


def letter(**more: Any) -> Draft:
    of = replace(year(annexes=(Annex(title="跟踪清单"), Annex(title="跟踪分析表")), **more), unit=BUREAU)
    return submission_letter(of, full_year(of), number="某办函〔2025〕1号", dated=DATE)


def lines(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Heading | Paragraph)]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_letter_that_ships_can_be_used(name: str):
    assert load_letter(name).name == name


def test_a_letter_has_its_parts_in_the_order_of_the_standard():
    told = [each for each in lines(letter().document) if each.strip()]
    assert told == [
        "某办函〔2025〕1号",
        "某区某街道办事处\n关于报送2024年全年财政支出\n绩效跟踪报告的函",
        "某区财政局：",
        BODY,
        "特此函报。",
        "附件：1.2024年全年财政支出绩效跟踪报告",
        "\u3000\u3000\u30002.跟踪清单",
        "\u3000\u3000\u30003.跟踪分析表",
        "某区某街道办事处",
        "2025年1月8日",
    ]


def test_signature_and_date_stand_right():
    *_, signature, date = letter().document.blocks
    for each in (signature, date):
        assert isinstance(each, Paragraph)
        assert each.style is ParagraphStyle.RIGHT


def test_the_bureaus_call_is_named_where_it_is_known():
    call = Citation(code="D1", title="关于报送材料的通知", rank=Rank.NOTICE, is_call=True)
    assert "按照《关于报送材料的通知》要求，我街道" in "".join(lines(letter(citations=(call,)).document))


def test_number_date_and_addressee_are_gaps_where_nobody_gave_them():
    of = year()
    draft = submission_letter(of, full_year(of))
    assert {each.what for each in draft.gaps} == {"发文字号", "成文日期", "主送机关"}
    assert {each.where for each in draft.gaps} == {"报送函"}
    assert not letter().gaps


def test_a_year_without_focus_projects_does_not_count_them():
    told = "".join(lines(letter(projects=(project(attention=Attention.ORDINARY),)).document))
    assert "绩效跟踪工作，并形成绩效跟踪报告" in told


def test_a_cover_names_report_unit_and_date():
    of = year()
    told = "".join(lines(cover(of, full_year(of), dated=DATE).document))
    assert "某区某街道办事处\n2024年全年财政支出绩效跟踪报告" in told
    assert "报送日期：2025年1月8日" in told


def test_the_letter_of_another_period_names_that_period():
    title = submission_letter(year(), HALF_YEAR).document.title
    assert "上半年" in title
    assert "\n" not in title


class TestAnnexLines:
    def test_a_single_annex_bears_no_number(self):
        assert annex_lines(["报告"]) == ["附件：报告"]

    def test_a_long_name_goes_on_under_its_first_character(self):
        first, second = annex_lines(["甲" * 30, "乙"])
        above, below = first.split("\n")
        assert above == "附件：1." + "甲" * 22
        assert below == "\u3000" * 6 + "甲" * 8
        assert second == "\u3000\u3000\u30002.乙"


class TestOwnLetter:
    def test_a_unit_replaces_the_words_without_code(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text(
            'name = "own"\nlabel = "函"\ntitle = ["关于{期间}的函"]\n'
            '[[paragraphs]]\ncontent = "title"\n[[paragraphs]]\ntext = "支出{单位.实际支出}。"\n',
            encoding="utf-8",
        )
        of = year()
        told = write_letter(load_letter(path), of, full_year(of)).document
        assert lines(told) == ["关于全年的函", "支出0.00万元。"]

    def test_everything_that_is_wrong_is_said_at_once(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text(
            'subject = 1\ntitle = "函"\npage_number = 1\n[[paragraphs]]\nstyle = "bold"\n'
            '[[paragraphs]]\ntext = "甲"\nblank = 0\n[[paragraphs]]\ncontent = "table"\n',
            encoding="utf-8",
        )
        with pytest.raises(PolicyError) as refusal:
            load_letter(path)
        for fault in (
            "不认识的项“subject”",
            "缺少 name",
            "缺少 label",
            "title 应为",
            "page_number",
            "第1段 应有 text、blank、content 之一",
            "第1段 style",
            "第2段 blank",
            "第3段 content",
        ):
            assert fault in str(refusal.value)
