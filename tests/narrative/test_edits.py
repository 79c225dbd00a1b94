from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao.document.model import Document
from jixiao.example import example_year
from jixiao.narrative.edits import overtyped, unplaced
from jixiao.narrative.report import chosen_period, write_report
from jixiao.quantity import Money
from jixiao.tracking.budget import Change
from jixiao.tracking.year import Year


@pytest.fixture(scope="module")
def year() -> Year:
    return example_year()


def figures(document: Document) -> list[tuple[str, str]]:
    return [(str(span.binding.key), span.text) for span in document.spans() if span.binding]


@pytest.mark.parametrize("period", ["full-year", "half-year"])
def test_a_report_whose_every_paragraph_was_saved_unchanged_is_the_same_report(year: Year, period: str):
    draft = write_report(year, chosen_period(year, period))
    saved = {each.place: each.text for each in draft.passages}
    assert len(saved) == len(draft.passages)
    again = write_report(year, chosen_period(year, period), edits=saved)
    assert [each.printed for each in again.passages] == [each.printed for each in draft.passages]
    assert figures(again.document) == figures(draft.document)
    assert again.gaps == draft.gaps


def test_the_figures_of_an_edited_paragraph_follow_the_ledger(year: Year):
    period = chosen_period(year)
    edits = {"project.P10/money": "社区党组织服务群众经费全年支出{实际支出}，执行率{执行率}。"}
    before = write_report(year, period, edits=edits)
    lines = tuple(
        replace(each, approved=Money.of(100_0000), requested=None)
        if each.project == "P10" and each.change is Change.REDUCTION
        else each
        for each in year.adjustment_lines
    )
    after = write_report(replace(year, adjustment_lines=lines), period, edits=edits)
    told = {each.place: each for each in before.passages}["project.P10/money"]
    assert told.printed.endswith("全年支出383.77万元，执行率85.28%。")
    assert told.is_edited
    now = {each.place: each.printed for each in after.passages}["project.P10/money"]
    assert now.endswith("全年支出383.77万元，执行率56.44%。")


def test_several_lines_become_several_paragraphs_and_none_leaves_the_paragraph_out(year: Year):
    period = chosen_period(year)
    plain = write_report(year, period)
    place = "unit/组织实施概述·1"
    two = write_report(year, period, edits={place: "甲。\n乙。"})
    none = write_report(year, period, edits={place: ""})
    assert len(two.document.blocks) == len(plain.document.blocks) + 1
    assert len(none.document.blocks) == len(plain.document.blocks) - 1


def test_an_edit_whose_paragraph_is_gone_is_told(year: Year):
    draft = write_report(year, chosen_period(year), edits={"project.P77/money": "没有了"})
    assert unplaced({"project.P77/money": "没有了"}, draft.passages) == ["project.P77/money"]


def test_what_an_edit_leaves_open_stays_a_gap_and_what_it_closes_does_not(year: Year):
    period = chosen_period(year, "half-year")
    draft = write_report(year, period)
    gap = next(each for each in draft.passages if "【待补" in each.text)
    closed = write_report(year, period, edits={gap.place: "已经补上。"})
    assert len(closed.gaps) < len(draft.gaps)
    opened = write_report(year, period, edits={draft.passages[0].place: "还缺【待补：依据】。"})
    assert len(opened.gaps) == len(draft.gaps) + 1
    unknown = write_report(year, period, edits={draft.passages[0].place: "支出{没有这个数}。"})
    assert any("没有这个数" in each.what for each in unknown.gaps)


def test_digits_in_the_place_of_a_figure_are_told_from_words_that_moved():
    before = "支出{实际支出}，执行率{执行率}，服务3次。"
    assert [each.digits for each in overtyped(before, "支出500.00万元，执行率{执行率}，服务3次。")] == [
        "500.00"
    ]
    assert overtyped(before, "执行率{执行率}，支出{实际支出}，服务3次。") == []
    assert overtyped(before, "服务3次。") == []
    assert overtyped(before, before + "另有5人。") == []
