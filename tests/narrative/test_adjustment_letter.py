"""The letter that asks for an adjustment: what is asked, of which budget, and what it still lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jixiao.document.layout import load_layout
from jixiao.document.model import Document, Heading, Paragraph, Table
from jixiao.document.readers.reading import read_document
from jixiao.document.writers import write
from jixiao.errors import UnknownReference
from jixiao.narrative.adjustment_letter import adjustment_letter
from jixiao.narrative.report import Draft
from jixiao.quantity import Money
from jixiao.tracking.budget import Adjustment, AdjustmentLine, AdjustmentState, Change, ExpenditureKind
from jixiao.tracking.year import Year
from tests.narrative.small_year import granted, project, wan, year
from tests.narrative.test_letters import BUREAU

ASKED = dt.date(2024, 8, 21)
LETTER = Adjustment(
    code="A01",
    requested=ASKED,
    request_number="某办函〔2024〕33号",
    state=AdjustmentState.REQUESTED,
    reason="因年中任务变化。",
)


BODY = (
    "因年中任务变化，我街道拟对2024年度部门预算中的2个项目作调整，申请追加20.00万元，申请追减5.00万元，"
    "增减相抵后净增加15.00万元。调整后的绩效目标随之修订，明细见附件。"
)


def line(change: Change, amount: str | None, code: str = "P01", **more: Any) -> AdjustmentLine:
    told: dict[str, Any] = {"reason": "服务面积增加", **more}
    requested = None if amount is None else wan(amount)
    return AdjustmentLine(adjustment="A01", change=change, project=code, requested=requested, **told)


def a_year(*lines: AdjustmentLine, letter: Adjustment = LETTER) -> Year:
    of = year(
        projects=(project(), project("P02", "宣传经费")),
        approval_lines=(granted("100"), granted("50", "P02")),
        adjustments=(letter,),
        adjustment_lines=lines,
    )
    return replace(of, unit=BUREAU)


def lines_of(document: Document) -> list[str]:
    return [
        each.text for each in document.blocks if isinstance(each, Heading | Paragraph) and each.text.strip()
    ]


def table_of(draft: Draft) -> list[list[str]]:
    (table,) = [each for each in draft.document.blocks if isinstance(each, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_letter_says_what_is_asked_for_and_why():
    draft = adjustment_letter(a_year(line(Change.INCREASE, "20"), line(Change.REDUCTION, "5", "P02")), "A01")
    assert lines_of(draft.document) == [
        "某办函〔2024〕33号",
        "某区某街道办事处\n关于申请调整2024年度预算的函",
        "某区财政局：",
        BODY,
        "妥否，请予批复。",
        "附件：2024年度预算调整明细表",
        "某区某街道办事处",
        "2024年8月21日",
        "附件",
        "2024年度预算调整明细表",
    ]
    assert draft.gaps == ()


def test_the_table_adds_up():
    draft = adjustment_letter(a_year(line(Change.INCREASE, "20"), line(Change.REDUCTION, "5", "P02")), "A01")
    assert table_of(draft) == [
        ["1", "保洁经费", "100.00", "20.00", "-", "120.00", "服务面积增加", "-"],
        ["2", "宣传经费", "50.00", "-", "5.00", "45.00", "服务面积增加", "-"],
        ["", "合计", "150.00", "20.00", "5.00", "165.00", "", ""],
    ]


def test_a_reallocation_takes_from_one_what_it_gives_the_other():
    draft = adjustment_letter(a_year(line(Change.TRANSFER, "8", "P02", giver="P01")), "A01")
    assert "项目间调剂8.00万元" in lines_of(draft.document)[3]
    assert [row[1:6] for row in table_of(draft)[:2]] == [
        ["保洁经费", "100.00", "-", "8.00", "92.00"],
        ["宣传经费", "50.00", "8.00", "-", "58.00"],
    ]


def test_lines_of_one_project_stand_in_one_row():
    lines = (line(Change.INCREASE, "20"), line(Change.INCREASE, "1", reason="人数增加", effect="服务300人"))
    (row,) = table_of(adjustment_letter(a_year(*lines), "A01"))
    assert row[3:] == ["21.00", "-", "121.00", "服务面积增加；人数增加", "服务300人"]


@pytest.mark.parametrize("state", AdjustmentState)
def test_it_reads_the_same_whatever_became_of_it(state: AdjustmentState):
    granted_less = replace(line(Change.INCREASE, "20"), approved=Money())
    letter = replace(LETTER, state=state, approved=dt.date(2024, 8, 20))
    draft = adjustment_letter(a_year(granted_less, letter=letter), "A01")
    assert table_of(draft)[0][2:6] == ["100.00", "20.00", "-", "120.00"]


def test_earlier_adjustments_are_part_of_the_budget_before():
    earlier = Adjustment(code="A00", approved=dt.date(2024, 5, 1), state=AdjustmentState.APPROVED)
    of = a_year(line(Change.INCREASE, "20"))
    before = AdjustmentLine(adjustment="A00", change=Change.REDUCTION, project="P01", approved=wan("30"))
    of = replace(of, adjustments=(earlier, LETTER), adjustment_lines=(before, *of.adjustment_lines))
    assert table_of(adjustment_letter(of, "A01"))[0][2:6] == ["70.00", "20.00", "-", "90.00"]


def test_what_is_wanting_is_a_gap_and_never_a_zero():
    draft = adjustment_letter(a_year(line(Change.INCREASE, None, reason="")), "A01")
    assert {gap.what for gap in draft.gaps} == {"保洁经费的申请金额", "保洁经费的调整原因"}


def test_basic_expenditure_is_asked_for_by_its_name():
    basic = line(Change.INCREASE, "9", "", kind=ExpenditureKind.BASIC)
    draft = adjustment_letter(a_year(basic, line(Change.INCREASE, "1")), "A01")
    assert "1个项目和基本支出" in lines_of(draft.document)[3]
    assert [row[1] for row in table_of(draft)] == ["基本支出", "保洁经费", "合计"]


def test_number_and_date_may_be_given_and_are_gaps_where_nobody_knows_them():
    bare = replace(LETTER, requested=None, request_number="", reason="")
    of = a_year(line(Change.INCREASE, "20"), letter=bare)
    assert {gap.what for gap in adjustment_letter(of, "A01").gaps} == {"发文字号", "成文日期"}
    told = adjustment_letter(
        of, "A01", number="某办函〔2024〕1号", dated=ASKED, meeting="主任办公会第12次会议"
    )
    assert told.gaps == ()
    assert "已经主任办公会第12次会议研究同意" in lines_of(told.document)[4]


def test_references_in_reasons_are_printed_as_figures():
    of = a_year(line(Change.INCREASE, "20", reason="年初预算{original}不足"))
    assert table_of(adjustment_letter(of, "A01"))[0][6] == "年初预算100.00万元不足"


def test_an_adjustment_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(UnknownReference, match="A09"):
        adjustment_letter(a_year(), "A09")


def test_a_letter_becomes_a_word_file_with_its_table(tmp_path: Path):
    draft = adjustment_letter(a_year(line(Change.INCREASE, "20"), line(Change.REDUCTION, "5", "P02")), "A01")
    path = tmp_path / "函.docx"
    write(draft.document, path, load_layout())
    read = read_document(path)
    tables = [block for block in read.blocks if isinstance(block, Table)]
    assert any("165.00" in cell.text for table in tables for row in table.rows for cell in row.cells)
