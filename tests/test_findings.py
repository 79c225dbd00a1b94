from __future__ import annotations

from jixiao.findings import Place, Severity


def test_severities_stand_worst_first_and_each_has_a_word_that_a_clerk_reads():
    assert [each.chinese for each in Severity] == ["错误", "存疑", "提示", "文字"]


def test_a_place_is_told_by_sheet_and_cell_and_only_then_by_file():
    assert str(Place("year.xlsx", "支出", "C5", "130")) == "支出!C5"
    assert str(Place("year.xlsx", "支出")) == "支出"
    assert str(Place("year.xlsx")) == "year.xlsx"
