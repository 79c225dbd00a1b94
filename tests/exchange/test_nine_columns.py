"""The table that every office keeps is a ledger: originals, changes, expenditure; the rest is checked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jixiao.exchange.reading import Reading, Rule
from jixiao.exchange.workbook import read_workbook
from jixiao.findings import Severity
from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import Change
from jixiao.tracking.execution import Nature
from jixiao.tracking.ledger import Ledger
from tests.exchange.files import PROJECT_SHEET, UNIT_SHEET, Cells, Formula, Shown, book

HEADER = [
    "序号",
    "项目执行\n部门",
    "项目名称",
    "年初预算",
    "年中\n追加",
    "年中\n追减",
    "调整后\n预算",
    "实际支出",
    "执行率",
]
TITLES: list[list[object]] = [
    ["某市某区某街道办事处2019年重点项目支出情况表（截至2019年11月30日）"],
    [None] * 8 + ["单位：万元"],
]
ROWS: list[list[object]] = [
    [1, "市民服务中心", "“无围墙”站点年租金", 124, "-", "-", 124, 124, "100.00%"],
    [2, "平安建设办公室", "保安服务费", 165.7, "-", "-", 165.7, 165.7, Shown(1, "0.00%")],
    [8, "城市管理办公室", "清扫保洁", 301.98, 100, 19.28, 382.7, 382.58, "99.97%"],
    [9, "综合办公室", "统计调查", 183.89, None, 14, 169.89, 169.28, Shown(0.9964, "0.00%")],
]
TOTAL: list[object] = ["合计", None, None, 775.57, 100, 33.28, 842.29, 841.56, "99.91%"]


def table(path: Path, rows: Cells, *, titles: Cells = TITLES, header: list[str] = HEADER) -> Reading:
    sheets = {"重点项目": [*titles, header, *rows]}
    return read_workbook(book(path / "九栏表.xlsx", sheets))


def doubts(reading: Reading) -> list[tuple[str, str]]:
    return [
        (each.rule, str(each.places[0]))
        for each in reading.findings
        if each.rule in (Rule.TOTAL.value, Rule.COMPUTED.value)
    ]


def test_the_table_alone_is_a_ledger_that_prints_the_same_table(tmp_path: Path):
    reading = table(tmp_path, [*ROWS, TOTAL])
    year = reading.year
    assert year is not None, str(reading)
    assert doubts(reading) == []
    assert year.fiscal_year == 2019
    assert year.unit.name == "某市某区某街道办事处"
    assert [each.name for each in year.focus_projects] == [row[2] for row in ROWS]
    assert [each.party for each in year.focus_projects] == [row[1] for row in ROWS]
    ledger = Ledger(year, dt.date(2019, 12, 31))
    for project, row in zip(year.focus_projects, ROWS, strict=True):
        position = ledger.of(project.code)
        assert position.original == Money.of(str(row[3]), WAN)
        assert position.adjusted == Money.of(str(row[6]), WAN)
        assert position.spent == Money.of(str(row[7]), WAN)


def test_changes_bear_no_letter_and_the_date_of_the_table(tmp_path: Path):
    year = table(tmp_path, ROWS).year
    assert year is not None
    assert [(each.change, each.adjustment, each.seen) for each in year.adjustment_lines] == [
        (Change.INCREASE, "", dt.date(2019, 11, 30)),
        (Change.REDUCTION, "", dt.date(2019, 11, 30)),
        (Change.REDUCTION, "", dt.date(2019, 11, 30)),
    ]
    assert {(each.nature, each.date) for each in year.entries} == {(Nature.CUMULATIVE, dt.date(2019, 11, 30))}


def test_a_date_that_is_asked_for_comes_first(tmp_path: Path):
    path = book(tmp_path / "甲.xlsx", {"重点项目": [*TITLES, HEADER, *ROWS]})
    year = read_workbook(path, seen=dt.date(2019, 6, 30)).year
    assert year is not None
    assert {each.date for each in year.entries} == {dt.date(2019, 6, 30)}


def test_a_table_without_a_date_counts_to_the_end_of_the_year_and_says_so(tmp_path: Path):
    reading = table(tmp_path, ROWS, titles=[["2019年重点项目"], ["单位：万元"]])
    assert reading.year is not None
    assert {each.date for each in reading.year.entries} == {dt.date(2019, 12, 31)}
    assert any("没有写明截至日期" in each.message for each in reading.findings)


def test_nothing_is_absent_and_zero_is_zero(tmp_path: Path):
    rows: Cells = [
        [1, "甲办公室", "甲", 10, 0, 0, 10, 0, "0%"],
        [2, "甲办公室", "乙", 10, None, None, 10, None, "-"],
        [3, "甲办公室", "丙", 0, 10, "—", 10, 10, "100%"],
        [4, "甲办公室", "丁", None, 10, "/", 10, 10, "100%"],
    ]
    year = table(tmp_path, rows).year
    assert year is not None
    assert [each.project for each in year.approval_lines] == ["P01", "P02", "P03"]
    assert [each.project for each in year.adjustment_lines] == ["P03", "P04"]
    assert [(each.project, each.amount.fen) for each in year.entries] == [
        ("P01", 0),
        ("P03", 10_000_000),
        ("P04", 10_000_000),
    ]


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [(6, 170.89, "G7"), (8, "98.31%", "I7"), (8, Shown(0.9205, "0.00%"), "I7"), (6, 16.989, "G7")],
)
def test_what_the_table_computes_is_checked(tmp_path: Path, column: int, value: object, cell: str):
    wrong = [*ROWS[3][:column], value, *ROWS[3][column + 1 :]]
    reading = table(tmp_path, [*ROWS[:3], wrong])
    assert (Rule.COMPUTED.value, f"重点项目!{cell}") in doubts(reading)
    assert reading.year is not None


def test_a_wrong_adjusted_budget_comes_with_the_arithmetic(tmp_path: Path):
    wrong = [*ROWS[2][:6], 392.7, *ROWS[2][7:]]
    finding = next(each for each in table(tmp_path, [wrong]).findings if each.rule == Rule.COMPUTED.value)
    assert (
        "调整后预算是 392.70 万元，按 年初预算 301.98 + 年中追加 100.00 − 年中追减 19.28 应为 382.70 万元"
        in finding.message
    )


def test_a_rate_of_the_original_budget_is_recognized(tmp_path: Path):
    wrong = [*ROWS[3][:8], "92.05%"]
    finding = next(each for each in table(tmp_path, [wrong]).findings if each.rule == Rule.COMPUTED.value)
    assert "对年初预算之比" in finding.hint


@pytest.mark.parametrize("rate", ["100%", "99.6%", "99.64%", 0.9964, 99.64, Shown(0.99640944, "0.00%")])
def test_a_rate_is_held_to_the_digits_that_it_shows(tmp_path: Path, rate: object):
    assert doubts(table(tmp_path, [[*ROWS[3][:8], rate]])) == []


def test_a_total_of_an_old_version_is_found(tmp_path: Path):
    old = [*TOTAL[:7], 235.45, TOTAL[8]]
    reading = table(tmp_path, [*ROWS, old])
    assert (Rule.TOTAL.value, "重点项目!H8") in doubts(reading)
    told = next(each for each in reading.findings if each.rule == Rule.TOTAL.value)
    assert "是 235.45 万元，各行相加是 841.56 万元（4 行），相差 606.11 万元" in told.message
    assert told.severity is Severity.WARNING


def test_amounts_rounded_to_two_decimals_may_miss_their_total_a_little(tmp_path: Path):
    rounded = [*TOTAL[:3], 775.58, *TOTAL[4:]]
    assert doubts(table(tmp_path, [*ROWS, rounded])) == []


def test_an_office_may_stand_in_merged_cells(tmp_path: Path):
    rows: Cells = [[*ROWS[0]], [2, None, *ROWS[1][2:]]]
    path = book(tmp_path / "甲.xlsx", {"重点项目": [*TITLES, HEADER, *rows]}, {"重点项目": ["B4:B5"]})
    year = read_workbook(path).year
    assert year is not None
    assert [each.party for each in year.projects] == ["市民服务中心", "市民服务中心"]


def test_the_same_project_twice_is_found_with_both_rows(tmp_path: Path):
    again = [5, "综合办公室", "清扫保洁项目", 1, None, None, 1, 1, "100%"]
    reading = table(tmp_path, [*ROWS, again])
    assert reading.year is None
    finding = next(each for each in reading.errors if each.rule == Rule.SAME_PROJECT.value)
    assert [str(place) for place in finding.places] == ["重点项目!C8", "重点项目!C6"]


def test_an_amount_without_a_project_is_found(tmp_path: Path):
    reading = table(tmp_path, [*ROWS, [5, None, None, 12, None, None, 12, 3, "25%"]])
    assert [(each.rule, str(each.places[0])) for each in reading.errors] == [
        (Rule.REQUIRED.value, "重点项目!C8")
    ]


def test_a_heading_between_the_rows_is_left_out_and_told(tmp_path: Path):
    reading = table(tmp_path, [["一、社区建设"], *ROWS])
    assert reading.year is not None
    assert any("第 4 行是小标题" in each.message for each in reading.findings)


def test_a_table_without_change_columns_takes_the_change_from_the_adjusted_budget(tmp_path: Path):
    header = ["序号", "部门", "项目名称", "年初预算数", "全年预算数", "全年执行数"]
    rows: Cells = [[1, "综合办公室", "统计调查", 183.89, 169.89, 169.28]]
    year = table(tmp_path, rows, header=header).year
    assert year is not None
    change = year.adjustment_lines[0]
    assert (change.change, change.approved) == (Change.REDUCTION, Money.of("14", WAN))


def test_a_mere_list_of_original_budgets_is_read_too(tmp_path: Path):
    rows: Cells = [["垃圾分类", 183.89]]
    year = table(tmp_path, rows, header=["项目名称", "年初预算"]).year
    assert year is not None
    assert year.approval_lines[0].amount == Money.of("183.89", WAN)


def test_reductions_may_be_typed_negative(tmp_path: Path):
    row = [9, "综合办公室", "统计调查", 183.89, None, -14, 169.89, 169.28, "99.64%"]
    reading = table(tmp_path, [row])
    assert reading.year is not None
    assert doubts(reading) == []
    assert reading.year.adjustment_lines[0].approved == Money.of("14", WAN)


def test_further_columns_of_projects_are_read_too(tmp_path: Path):
    rows: Cells = [[*ROWS[0], "110102", "一般"]]
    year = table(tmp_path, rows, header=[*HEADER, "项目编码", "跟踪类别"]).year
    assert year is not None
    assert year.projects[0].official_code == "110102"
    assert year.focus_projects == ()


def test_the_table_may_stand_beside_a_list_of_the_projects(tmp_path: Path):
    rows: Cells = [[1, None, "垃圾分类项目", 10, None, None, 10, 5, "50%"]]
    path = book(
        tmp_path / "甲.xlsx",
        {"单位": UNIT_SHEET, "执行表": [*TITLES, HEADER, *rows], "项目": PROJECT_SHEET},
    )
    year = read_workbook(path).year
    assert year is not None
    assert [each.code for each in year.projects] == ["P01", "P02"]
    assert year.entries[0].project == "P01"


def test_a_table_that_names_no_unit_is_read_and_doubted(tmp_path: Path):
    reading = table(tmp_path, ROWS, titles=[["2019年重点项目支出表"], ["单位：万元"]])
    assert reading.year is not None
    assert reading.year.unit.name == "本单位"
    assert any("没有“单位”表" in each.message for each in reading.findings)


def test_a_table_that_names_no_year_is_refused(tmp_path: Path):
    reading = table(tmp_path, ROWS, titles=[["重点项目支出表"], ["单位：万元"]])
    assert reading.year is None
    assert any("没有找到预算年度" in each.message for each in reading.errors)


def test_a_row_that_could_not_be_read_is_not_compared_but_others_are(tmp_path: Path):
    unread = [1, "综合办公室", "甲", "待定", None, None, 5, 5, "100%"]
    wrong = [2, "综合办公室", "乙", 10, None, None, 12, 12, "100%"]
    for rows in ([unread, wrong], [wrong, unread]):
        compared = [place for rule, place in doubts(table(tmp_path, rows)) if rule == Rule.COMPUTED.value]
        assert compared == [f"重点项目!G{4 + rows.index(wrong)}"]


def test_an_adjusted_budget_that_comes_from_nowhere_is_doubted(tmp_path: Path):
    reading = table(tmp_path, [[1, "综合办公室", "甲", None, None, None, 12, 3, "25%"]])
    finding = next(each for each in reading.findings if each.rule == Rule.COMPUTED.value)
    assert "年初预算、追加、追减都没有填" in finding.message


def test_a_computed_cell_that_failed_stops_nothing(tmp_path: Path):
    row = [*ROWS[3][:6], Formula("=D4+E4-F9", "#REF!"), 169.28, Formula("=H4/G4", "#REF!")]
    reading = table(tmp_path, [row])
    assert reading.year is not None
    told = next(each for each in reading.findings if each.rule == Rule.COMPUTED.value)
    assert told.severity is Severity.WARNING
    assert "#REF!" in told.message


def test_two_tables_of_the_same_projects_are_not_added_up(tmp_path: Path):
    sheets: dict[str, Cells] = {"半年": [*TITLES, HEADER, *ROWS], "全年": [*TITLES, HEADER, *ROWS]}
    reading = read_workbook(book(tmp_path / "甲.xlsx", sheets))
    assert reading.year is None
    finding = next(each for each in reading.errors if each.rule == Rule.TWICE.value)
    assert "“半年”" in finding.message
    assert "“全年”" in finding.message
    assert "jixiao year map" in finding.hint


def test_two_tables_of_different_projects_are_one_year(tmp_path: Path):
    ordinary: list[list[object]] = [[1, "综合办公室", "办公用房修缮", 10, None, None, 10, 5, "50%"]]
    sheets: dict[str, Cells] = {
        "重点项目": [*TITLES, HEADER, *ROWS],
        "一般项目": [["2019年一般项目（单位：万元）"], HEADER, *ordinary],
    }
    year = read_workbook(book(tmp_path / "甲.xlsx", sheets)).year
    assert year is not None
    assert [each.name for each in year.ordinary_projects] == ["办公用房修缮"]
    assert len(year.focus_projects) == 4


def test_a_table_without_computed_columns_is_read(tmp_path: Path):
    header = ["项目名称", "年初预算", "追加", "追减", "实际支出"]
    year = table(tmp_path, [["统计调查", 10, 2, 1, 11]], header=header).year
    assert year is not None
    assert Ledger(year, dt.date(2019, 12, 31)).of("P01").adjusted == Money.of("11", WAN)
