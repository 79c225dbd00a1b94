"""Tables without a figure, as units print them that have nothing to report: always an answer."""

from __future__ import annotations

import pytest

from jixiao.document.model import Cell, Column, Document, Paragraph, Row, Sentence, Span, Table
from jixiao.proof import proof_of

HEADERS = (
    ("功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出"),
    ("项目", "年初预算", "年中追加", "年中追减", "调整后预算", "实际支出", "执行率"),
    ("合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"),
    ("收入项目", "决算数", "支出项目", "决算数"),
    ("一级指标", "二级指标", "分值", "得分"),
    ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余"),
)


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("rows", [0, 1, 3])
@pytest.mark.parametrize("filling", ["", "-", "合计"])
def test_a_table_without_figures_is_answered(headers: tuple[str, ...], rows: int, filling: str):
    blank = Row(tuple(Cell((Span(filling if not number else ""),)) for number in range(len(headers))))
    table = Table(
        tuple(Column(each) for each in headers),
        (blank,) * rows,
        caption="2025年部门预算表",
        unit_note="单位：万元",
    )
    note = Paragraph((Sentence((Span("注：本部门2025年无此项预算，故本表为空表。"),)),))
    proof = proof_of(Document("空表", (table, note)))
    assert not proof.findings
    assert proof.coverage.verified == 0
