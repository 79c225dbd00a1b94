"""No document costs more than its length, whatever stands in it."""

from __future__ import annotations

import gc
import time

import pytest

from jixiao.document.model import Cell, Column, Document, Row, Span, Table
from jixiao.facts import flow_of
from tests.facts.telling import text_document

SHORT, LONG = 400, 2_400
ATTEMPTS = 3
LIMIT = 16
"""Sixfold length may take so many times as long; what grows with the square of the length takes 36 times."""
LEAST = 4
"""Milliseconds below which a time says little."""

SENTENCE = "全年共安排资金3,518.85万元，实际支出3,402.17万元，执行率为96.68%，比上年提高1.24个百分点。\n"
LINES = {
    "sentences": SENTENCE,
    "digits one a line": "7\n",
    "labels and numbers": "路灯\n12.50\n3.00\n",
    "codes": "2010301\n行政运行\n12.50\n3.00\n",
    "labels without numbers": "路灯\n",
    "titles of tables": "表1 收支总表\n",
    "tables": "表1 收支总表\n单位：万元\n项目\n预算数\n路灯\n12.50\n公园\n3.00\n",
    "titles and numbers": "收支总表\n3.5\n",
    "headers again and again": "项目\n预算数\n",
    "rows with tabs": "路灯\t12.50\t3.00\n",
    "cells with tabs": "\t路灯\n\t12.50\n",
    "a cell with tabs that does not end": "\t路灯\n街\n街\n",
    "tabs between sentences": "路灯\t12.50\t3.00\n" + SENTENCE,
    "gaps": "路灯    12.50    3.00\n",
    "numbers of uneven rows": "路灯\n12.50\n3.00\n公园\n1.00\n",
    "two sides": "一、税收收入\n12.50\n一、教育支出\n3.00\n",
    "page numbers": "- 3 -\n",
    "counting": "1\n路灯\n2\n公园\n",
    "pages": SENTENCE * 8 + "- 3 -\n山前街道绩效自评报告\n",
    "headings": "一、基本情况\n",
    "items": "1.保洁项目\n2.绿化项目\n",
    "wrapped lines": "全年共安排资金，实际支出，执行率提高，比上年增加，好于预期，主要是因为项\n",
    "unfinished cells": "路灯、\n",
    "dots": "基本情况……3\n",
    "nested codes": "201\n一般公共服务\n12.5\n20103\n政府办公\n3.5\n",
    "footnotes": "全年共安排资金，实际支出，执行率提高，比上年增加，好于预期，主要是因为项\n1 见附件\n",
}


BETWEEN = {
    "cut cells": "路灯、\n",
    "labels": "路灯改造\n",
    "headers": "项目\n预算数\n",
    "ordinals": "1\n",
    "codes": "2010301\n",
    "totals": "合计\n",
    "tabs": "\t路灯\n",
    "page numbers": "- 3 -\n",
    "sentences": SENTENCE,
}
"""What may come again and again between the beginning and the end of a table."""


def milliseconds(text: str) -> float:
    return best_time(text_document(text))


def best_time(document: Document) -> float:
    """The milliseconds that the quickest of a few attempts takes."""
    best = float("inf")
    for _ in range(ATTEMPTS):
        gc.disable()
        start = time.process_time()
        flow_of(document)
        best = min(best, (time.process_time() - start) * 1000)
        gc.enable()
    return best


@pytest.mark.parametrize("name", LINES)
def test_repeated_lines_take_time_by_their_number(name: str) -> None:
    lines = LINES[name]
    short = milliseconds(lines * (SHORT // lines.count("\n")))
    long = milliseconds(lines * (LONG // lines.count("\n")))
    assert long <= LIMIT * max(short, LEAST)


@pytest.mark.parametrize(
    "sign",
    ["1", "1,", " 1", "1 ", "a 1 ", "一", "一、", "（", "，", "。", "\t", "\t1", "  ", "  1", "…", "其中："],
)
def test_a_line_without_end_takes_time_by_its_length(sign: str) -> None:
    short = milliseconds(sign * (10_000 // len(sign)))
    long = milliseconds(sign * (60_000 // len(sign)))
    assert long <= LIMIT * max(short, LEAST)


@pytest.mark.parametrize("name", BETWEEN)
def test_a_table_with_one_kind_of_lines_within_takes_time_by_their_number(name: str) -> None:
    lines = BETWEEN[name]
    begin, end = "项目\n预算数\n决算数\n路灯\n1.00\n2.00\n", "公园\n1.00\n2.00\n河道\n1.00\n2.00\n"
    short = milliseconds(begin + lines * (SHORT // lines.count("\n")) + end)
    long = milliseconds(begin + lines * (LONG // lines.count("\n")) + end)
    assert long <= LIMIT * max(short, LEAST)


def wide_table(columns: int) -> Document:
    head = Row(tuple(Cell((Span("预算数"),)) for _ in range(columns)))
    body = Row(tuple(Cell((Span("1.50"),)) for _ in range(columns)))
    return Document("", (Table(tuple(Column("") for _ in range(columns)), (head, head, body), headed=False),))


def test_a_wide_table_takes_time_by_its_columns() -> None:
    short = best_time(wide_table(500))
    long = best_time(wide_table(3_000))
    assert long <= LIMIT * max(short, LEAST)
