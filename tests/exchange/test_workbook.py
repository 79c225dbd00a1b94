"""Workbooks as offices keep them: titles, two-row headers, their own words, totals, remarks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jixiao.exchange.reading import Reading, Rule, line
from jixiao.exchange.workbook import read_workbook
from jixiao.findings import Severity
from jixiao.quantity import Money
from jixiao.tracking.unit import PartyKind
from tests.exchange.files import (
    PROJECT_SHEET,
    UNIT_SHEET,
    Cells,
    Formula,
    book,
    entries,
    only,
    patched,
    read,
    told,
)

DAY = dt.date(2019, 5, 1)


def amounts(reading: Reading) -> list[int]:
    assert reading.year is not None, str(reading)
    return [each.amount.fen for each in reading.year.entries]


def payments(path: Path, rows: Cells, **further: Cells) -> Reading:
    return read(path, {"项目": PROJECT_SHEET, "支出": rows, **further})


def test_columns_may_stand_in_any_order_under_other_names(tmp_path: Path):
    reading = payments(
        tmp_path,
        [
            ["实际支出（元）", "收款单位", "摘要", "项目名称", "支付日期"],
            [12, "服务商甲", "清运", "垃圾分类", DAY],
        ],
    )
    assert reading.findings == (), str(reading)
    assert reading.year is not None
    entry = reading.year.entries[0]
    assert (entry.date, entry.amount, entry.payee, entry.purpose) == (DAY, Money(1200), "服务商甲", "清运")


def test_a_title_and_a_line_with_the_unit_may_stand_above(tmp_path: Path):
    rows: Cells = [
        ["某街道2019年支出台账"],
        [None, None, "单位：万元"],
        [],
        ["日期", "项目", "金额"],
        [DAY, "垃圾分类", 1.5],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [1_500_000]
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("header", "fen"),
    [
        ("金额（万元）", 15_000_000),
        ("金额(万元)", 15_000_000),
        ("金额\n（万元）", 15_000_000),
        ("金额：万元", 15_000_000),
        ("金额（单位：元）", 1_500),
        ("金 额 （ 元 ）", 1_500),
        ("金额（千元）", 1_500_000),
    ],
)
def test_the_header_says_the_unit(tmp_path: Path, header: str, fen: int):
    reading = payments(tmp_path, [["单位：亿元"], ["日期", "项目", header], [DAY, "垃圾分类", 15]])
    assert amounts(reading) == [fen]


def test_amounts_without_a_unit_are_taken_for_yuan_and_doubted(tmp_path: Path):
    reading = payments(tmp_path, [["日期", "项目", "金额"], [DAY, "垃圾分类", 165.7]])
    assert amounts(reading) == [16570]
    assert told(reading) == [(Rule.UNIT.value, "支出!C2")]
    assert "165.7 元" in only(reading).message


@pytest.mark.parametrize(
    ("title", "fen"),
    [
        ("编制单位：元大都街道办事处", 1500),
        ("填报单位：某街道办事处　　金额单位：万元", 15_000_000),
        ("（单位：人民币万元）", 15_000_000),
        ("万元", 15_000_000),
    ],
)
def test_the_line_with_the_unit_is_known_among_other_words(tmp_path: Path, title: str, fen: int):
    reading = payments(tmp_path, [[title], ["日期", "项目", "金额"], [DAY, "垃圾分类", 15]])
    assert amounts(reading) == [fen]


def test_a_unit_of_measure_is_no_unit_of_money(tmp_path: Path):
    rows: Cells = [["计量单位：万元"], ["日期", "项目", "金额（元）"], [DAY, "垃圾分类", 15]]
    assert amounts(payments(tmp_path, rows)) == [1500]


def test_a_header_may_be_split_over_two_rows_with_merged_cells(tmp_path: Path):
    rows: Cells = [
        ["调整编号", "调整方式", "项目", "金额（万元）", None, "见于日期"],
        [None, None, None, "申请金额", "批准金额", None],
        [None, "追加", "垃圾分类", 3, 2, dt.date(2019, 12, 31)],
    ]
    reading = read(
        tmp_path,
        {"项目": PROJECT_SHEET, "调整明细": rows},
        {"调整明细": ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"]},
    )
    assert reading.findings == (), str(reading)
    assert reading.year is not None
    line_read = reading.year.adjustment_lines[0]
    assert (line_read.requested, line_read.approved) == (Money(3_000_000), Money(2_000_000))


def test_blank_rows_and_repeated_headers_are_no_data(tmp_path: Path):
    header = ["日期", "项目", "金额（元）"]
    rows: Cells = [header, [], [DAY, "垃圾分类", 1], ["-", None, " "], header, [DAY, "垃圾分类", 2]]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100, 200]
    assert only(reading).severity is Severity.NOTICE
    assert "第 5 行是重复的表头" in only(reading).message


def test_remarks_and_signatures_below_are_no_data(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 1],
        ["注：以上数据来自国库系统。"],
        ["填表人：甲", "审核人：乙", DAY],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100]
    assert "第 3、4 行是表尾说明" in only(reading).message


def test_a_total_that_ties_is_checked_and_not_imported(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 1.25],
        [DAY, "社区养老", 2],
        ["合计", None, 3.25],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [125, 200]
    assert [each.rule for each in reading.findings] == [Rule.LEFT_OUT.value]


def test_a_total_that_does_not_tie_is_found_with_the_sum(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 1000.25],
        [DAY, "社区养老", 2],
        ["合 计：", None, 1003.25],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100025, 200]
    finding = next(each for each in reading.findings if each.rule == Rule.TOTAL.value)
    assert str(finding.places[0]) == "支出!C4"
    assert "是 1,003.25 元，各行相加是 1,002.25 元（2 行），相差 1.00 元" in finding.message


@pytest.mark.parametrize(
    ("total", "ties"), [(3.34, True), (3.35, True), (3.33, True), (3.32, True), (3.40, False)]
)
def test_rounded_amounts_may_miss_their_total_by_their_last_digit(tmp_path: Path, total: float, ties: bool):
    # three rows of half a last digit each, and one whole digit of the total
    rows: Cells = [
        ["日期", "项目", "金额（万元）"],
        [DAY, "垃圾分类", 1.11],
        [DAY, "垃圾分类", 1.11],
        [DAY, "垃圾分类", 1.12],
        ["合计", None, total],
    ]
    reading = payments(tmp_path, rows)
    assert (Rule.TOTAL.value not in [each.rule for each in reading.findings]) is ties


def test_subtotals_count_their_block_and_the_total_counts_all(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 1],
        ["小计", None, 1],
        [DAY, "社区养老", 2],
        [DAY, "社区养老", 3],
        ["小计", None, 5],
        ["总计", None, 6],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100, 200, 300]
    assert [each.rule for each in reading.findings] == [Rule.LEFT_OUT.value]


def test_totals_may_stand_above_their_rows(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        ["合计", None, 6],
        ["小计", None, 1],
        [DAY, "垃圾分类", 1],
        ["小计", None, 7],
        [DAY, "社区养老", 5],
    ]
    reading = payments(tmp_path, rows)
    assert [str(each.places[0]) for each in reading.findings if each.rule == Rule.TOTAL.value] == ["支出!C5"]


def test_a_total_is_not_compared_where_a_row_could_not_be_read(tmp_path: Path):
    rows: Cells = [["日期", "项目", "金额（元）"], [DAY, "垃圾分类", "待定"], ["合计", None, 5]]
    rules = [each.rule for each in payments(tmp_path, rows).findings]
    assert Rule.TOTAL.value not in rules
    assert Rule.VALUE.value in rules


def test_a_total_whose_formula_failed_stops_nothing(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 1],
        ["合计", None, Formula("=SUM(C9:C1)", "#REF!")],
    ]
    reading = payments(tmp_path, rows)
    assert reading.year is not None
    assert "没有核对" in next(each for each in reading.findings if each.rule == Rule.TOTAL.value).message


def test_a_project_whose_name_holds_the_word_total_is_a_project(tmp_path: Path):
    sheet: Cells = [["项目编号", "项目名称"], ["P01", "统计调查经费"], ["P02", "合计办公用房修缮"]]
    reading = read(tmp_path, {"项目": sheet})
    assert reading.year is not None
    assert len(reading.year.projects) == 2


@pytest.mark.parametrize("name", ["合计", "其中：党员", "备注：另计"])
def test_a_complete_row_is_data_whatever_it_is_called(tmp_path: Path, name: str):
    outputs: Cells = [["所属", "成果名称", "数量"], ["垃圾分类", name, 3]]
    reading = read(tmp_path, {"项目": PROJECT_SHEET, "成果": outputs})
    assert reading.year is not None
    assert [each.name for each in reading.year.outputs] == [name]


def test_a_part_of_the_row_above_is_not_counted_again(tmp_path: Path):
    rows: Cells = [
        ["日期", "项目", "金额（元）"],
        [DAY, "垃圾分类", 5],
        [None, "其中：市级资金", 2],
        ["合计", None, 5],
    ]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [500]
    doubts = [each for each in reading.findings if each.severity is Severity.WARNING]
    assert [str(each.places[0]) for each in doubts] == ["支出!第3行"]


def test_words_in_merged_cells_count_for_every_row(tmp_path: Path):
    rows: Cells = [["日期", "项目", "金额（元）"], [DAY, "垃圾分类", 1], [DAY, None, 2]]
    reading = read(tmp_path, {"项目": PROJECT_SHEET, "支出": rows}, {"支出": ["B2:B3"]})
    assert reading.year is not None, str(reading)
    assert [each.project for each in reading.year.entries] == ["P01", "P01"]


def test_an_amount_in_merged_cells_cannot_be_taken_apart(tmp_path: Path):
    rows: Cells = [["日期", "项目", "金额（元）"], [DAY, "垃圾分类", 1], [DAY, "社区养老", None]]
    reading = read(tmp_path, {"项目": PROJECT_SHEET, "支出": rows}, {"支出": ["C2:C3"]})
    assert reading.year is None
    assert (Rule.MERGED.value, "支出!C2") in told(reading)


def test_columns_that_nobody_knows_are_named_and_not_read(tmp_path: Path):
    rows: Cells = [["日期", "项目", "金额（元）", "经办人", None], [DAY, "垃圾分类", 1, "甲", "乙"]]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100]
    assert "经办人、第 E 列（没有表头）" in only(reading).message


def test_a_sheet_that_is_no_table_is_named_and_not_read(tmp_path: Path):
    reading = payments(tmp_path, [["日期", "项目", "金额（元）"]], 通讯录=[["姓名", "电话"], ["甲", "0"]])
    assert reading.year is not None
    assert told(reading) == [(Rule.UNKNOWN_SHEET.value, "通讯录")]


def test_a_sheet_of_another_name_is_known_by_its_header(tmp_path: Path):
    rows: Cells = [["支付日期", "项目名称", "支付金额（元）", "收款单位"], [DAY, "垃圾分类", 1, "服务商甲"]]
    reading = read(tmp_path, {"项目": PROJECT_SHEET, "2019年支付明细": rows})
    assert amounts(reading) == [100]


def test_two_columns_for_the_same_thing_are_told(tmp_path: Path):
    rows: Cells = [["日期", "项目", "金额（元）", "支付金额（元）"], [DAY, "垃圾分类", 1, 2]]
    reading = payments(tmp_path, rows)
    assert amounts(reading) == [100]
    assert told(reading) == [(Rule.TWICE.value, "支出!D1")]


def test_a_known_sheet_without_a_header_is_an_error(tmp_path: Path):
    reading = payments(tmp_path, [[DAY, "垃圾分类", 1]])
    assert told(reading) == [(Rule.MISSING_COLUMN.value, "支出")]
    assert reading.year is None


def test_projects_without_codes_are_given_some(tmp_path: Path):
    sheet: Cells = [["序号", "项目名称"], [2, "垃圾分类"], [None, "社区养老"]]
    reading = read(tmp_path, {"项目": sheet})
    assert reading.year is not None, str(reading)
    assert [each.code for each in reading.year.projects] == ["P02", "P01"]
    assert only(reading).rule == Rule.DERIVED.value


def test_offices_that_only_projects_name_are_listed(tmp_path: Path):
    sheet: Cells = [
        ["项目编号", "项目名称", "执行部门"],
        ["P01", "甲", "平安建设办公室"],
        ["P02", "乙", "综合行政执法队"],
        ["P03", "丙", "市民服务中心"],
        ["P04", "丁", "平安建设办公室"],
    ]
    reading = read(tmp_path, {"项目": sheet})
    assert reading.year is not None
    assert [(each.name, each.kind) for each in reading.year.parties] == [
        ("平安建设办公室", PartyKind.OFFICE),
        ("综合行政执法队", PartyKind.ENFORCEMENT),
        ("市民服务中心", PartyKind.INSTITUTION),
    ]


def test_every_row_knows_where_it_was_read(tmp_path: Path):
    reading = entries(tmp_path, [[DAY, "垃圾分类", 1]])
    assert reading.year is not None
    origin = reading.year.entries[0].origin
    assert origin is not None
    assert (origin.file, origin.sheet, origin.row) == ("台账.xlsx", "支出", 2)


def test_a_form_of_a_later_version_is_refused_with_advice(tmp_path: Path):
    from jixiao.errors import UnreadableFile
    from jixiao.exchange.workbook_writer import empty_workbook

    empty_workbook(tmp_path / "年度.xlsx")
    path = patched(
        tmp_path / "年度.xlsx", {b"<v>1</v></c></row></sheetData>": b"<v>7</v></c></row></sheetData>"}
    )
    with pytest.raises(UnreadableFile, match="请升级"):
        read_workbook(path)


def test_the_printout_puts_errors_first_and_counts_them(tmp_path: Path):
    reading = entries(tmp_path, [[43698, "垃圾分类", 1], [DAY, "垃圾分类", "待定"]])
    lines = str(reading).splitlines()
    assert lines[0] == "1 处错误，未读入"
    assert lines[1].startswith("[错误] 支出!C3：")
    assert lines[2].startswith("[提示] 支出!A2：")
    assert [line(each) for each in reading.errors] == [lines[1]]


def test_a_printout_of_very_many_findings_ends_somewhere(tmp_path: Path):
    reading = entries(tmp_path, [["八月", "垃圾分类", 1]] * 300)
    assert len(reading.findings) == 300
    lines = str(reading).splitlines()
    assert len(lines) == 202
    assert lines[-1] == "……另有 100 处"


def test_the_unit_may_be_named_by_synonyms_in_another_order(tmp_path: Path):
    sheet: Cells = [["单位简称", "预算年度", "单位全称"], ["某街道", "2019", "某街道办事处"]]
    reading = read_workbook(book(tmp_path / "甲.xlsx", {"单位": sheet}))
    assert reading.year is not None
    assert (reading.year.fiscal_year, reading.year.unit.name) == (2019, "某街道办事处")


def test_an_empty_sheet_is_no_fault(tmp_path: Path):
    reading = read_workbook(book(tmp_path / "甲.xlsx", {"单位": UNIT_SHEET, "支出": [], "Sheet3": []}))
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("projects", "wanted"),
    [
        ([["P01", "垃圾清运"], ["P02", "社区养老"]], ["P01"]),  # renamed in its own sheet alone
        ([["P01", "垃圾清运"], ["P02", "垃圾分类"]], ["P02"]),  # its old name is another's now
        ([["P03", "垃圾清运"], ["P02", "社区养老"]], None),  # gone
    ],
)
def test_a_row_that_was_renamed_may_still_be_called_as_before(
    tmp_path: Path, projects: list[list[str]], wanted: list[str] | None
):
    before = payments(tmp_path, [["日期", "项目", "金额（元）"], [DAY, "垃圾分类", 5]]).year
    file = book(
        tmp_path / "改名.xlsx",
        {
            "单位": UNIT_SHEET,
            "项目": [PROJECT_SHEET[0], *projects],
            "支出": [["日期", "项目", "金额（元）"], [DAY, "垃圾分类", 5]],
        },
    )
    after = read_workbook(file, before=before).year
    assert (None if after is None else [each.project for each in after.entries]) == wanted
