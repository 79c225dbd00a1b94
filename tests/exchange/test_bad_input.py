"""What clerks type: every fault is found at its cell, with what was read and how to mend it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from jixiao.exchange.reading import Reading, Rule, line
from jixiao.exchange.workbook import read_workbook
from jixiao.findings import Severity
from jixiao.quantity import Money
from tests.exchange.files import (
    PROJECT_SHEET,
    UNIT_SHEET,
    Cells,
    Formula,
    Shown,
    book,
    entries,
    only,
    patched,
    read,
    told,
)

DAY = dt.date(2019, 5, 1)
HEADER = ["日期", "项目", "金额（元）"]
SHEETS: dict[str, Cells] = {"单位": UNIT_SHEET, "项目": PROJECT_SHEET}


def amount(path: Path, value: object) -> Money:
    reading = entries(path, [[DAY, "垃圾分类", value]])
    assert reading.year is not None, str(reading)
    assert reading.findings == (), str(reading)
    return reading.year.entries[0].amount


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (1956.24, 195624),
        ("1956.24", 195624),
        ("1,956.24", 195624),
        ("１，９５６．２４", 195624),
        (" 1 956.24 ", 195624),
        ("1'956.24", 195624),
        ("￥1,956.24", 195624),
        ("1,956.24元", 195624),
        ("0.195624万元", 195624),
        ("(1,956.24)", -195624),
        ("-1956.24", -195624),
        ("－1956.24", -195624),
        (0, 0),
        ("0", 0),
        (0.1 + 0.2, 30),
        (12345678.9 + 0.000000002, 1234567890),
        (1000000.1 - 1000000, 10),
        (99999999999.99, 9999999999999),
    ],
)
def test_amounts_are_read_as_people_write_them(tmp_path: Path, value: object, fen: int):
    assert amount(tmp_path, value).fen == fen


@pytest.mark.parametrize("value", [None, "-", "—", "–", "——", "/", " ", "　", "－"])
def test_dashes_and_blanks_are_absent(tmp_path: Path, value: object):
    reading = read(
        tmp_path,
        {
            "项目": [["项目编号", "项目名称"], ["P01", "垃圾分类"]],
            "合同": [["合同编号", "项目", "合同内容", "合同金额（元）"], ["H1", "P01", "清运", value]],
        },
    )
    assert reading.year is not None, str(reading)
    assert reading.year.contracts[0].amount is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("待定", "填数字"),
        ("约300", "约数请写在备注里"),
        ("3,00", "千分位"),
        ("100+200", "先算出结果"),
        ("1956.24（含税）", "只留数字"),
        ("195O.24", "只留数字"),
        ("12.5美元", "不认识"),
        (True, "不是金额"),
        (DAY, "不是金额"),
        (12.345, "细到分以下"),
        ("12.345", "细到分以下"),
        ("1e400", "数大得不像金额"),
        (1e300, "数大得不像金额"),
        (1e17, "数大得不像金额"),
        (Shown(0.8, "0%"), "80%"),
    ],
)
def test_an_amount_that_is_none_is_found_at_its_cell(tmp_path: Path, value: object, said: str):
    reading = entries(tmp_path, [[DAY, "垃圾分类", value]])
    assert reading.year is None
    assert told(reading) == [(Rule.VALUE.value, "支出!C2")]
    assert said in line(only(reading))


def test_a_finding_reads_like_a_colleague(tmp_path: Path):
    reading = entries(tmp_path, [[DAY, "垃圾分类", "约300"]])
    assert line(only(reading)) == (
        "[错误] 支出!C2：“金额”读到“约300”，不是金额；应为一个数，如 1,956.24。填准确的数；约数请写在备注里"
    )


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"inf", b"nan"])
def test_a_number_without_end_is_found(tmp_path: Path, number: bytes):
    path = book(tmp_path / "台账.xlsx", {**SHEETS, "支出": [HEADER, [DAY, "垃圾分类", 424242]]})
    reading = read_workbook(patched(path, {b"<v>424242</v>": b"<v>" + number + b"</v>"}))
    assert told(reading) == [(Rule.VALUE.value, "支出!C2")]


@pytest.mark.parametrize(
    ("error", "shown"), [("#REF!", "#REF!"), ("#DIV/0!", "#DIV/0!"), ("#N/A", "#N/A"), ("#VALUE!", "#VALUE!")]
)
def test_a_formula_that_failed_is_found_and_never_taken_for_a_blank(tmp_path: Path, error: str, shown: str):
    reading = entries(tmp_path, [[DAY, "垃圾分类", 1], [DAY, "垃圾分类", Formula("=A1/0", error)]])
    assert told(reading) == [(Rule.FORMULA.value, "支出!C3")]
    assert shown in only(reading).message


def test_a_formula_with_a_result_is_read_as_its_result(tmp_path: Path):
    assert amount(tmp_path, Formula("=1+1", 2)).fen == 200


def test_a_formula_that_was_never_calculated_is_found(tmp_path: Path):
    path = book(tmp_path / "台账.xlsx", {**SHEETS, "支出": [HEADER, [DAY, "垃圾分类", Formula("=1+1", 2)]]})
    reading = read_workbook(patched(path, {b"<f>1+1</f><v>2</v>": b"<f>1+1</f>"}))
    assert told(reading) == [(Rule.FORMULA.value, "支出!C2")]
    assert "没有计算结果" in only(reading).message


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2019, 8, 21),
        "2019-8-21",
        "2019/08/21",
        "2019.8.21",
        "2019年8月21日",
        "２０１９年８月２１日",
        "20190821",
        20190821,
        "2019-08-21 10:30:00",
    ],
)
def test_dates_are_read_as_people_write_them(tmp_path: Path, value: object):
    reading = entries(tmp_path, [[value, "垃圾分类", 1]])
    assert reading.year is not None, str(reading)
    assert reading.year.entries[0].date == dt.date(2019, 8, 21)
    assert reading.findings == ()


@pytest.mark.parametrize("value", [43698, "43698", 43698.0])
def test_a_serial_number_is_read_as_its_date_and_told(tmp_path: Path, value: object):
    reading = entries(tmp_path, [[value, "垃圾分类", 1]])
    assert reading.year is not None
    assert reading.year.entries[0].date == dt.date(2019, 8, 21)
    assert only(reading).severity is Severity.NOTICE
    assert "2019年8月21日" in only(reading).message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2019年2月31日", "2019年2月没有31日"),
        ("2019-2-29", "2019年2月没有29日"),
        ("2019-13-1", "没有13月"),
        ("20190231", "2019年2月没有31日"),
        (20190231, "2019年2月没有31日"),
        ("19.8.21", "年份写成四位"),
        ("8月21日", "补上年份"),
        ("2019年8月", "补上日"),
        ("21/8/2019", "顺序是年、月、日"),
        ("年底", "按年月日填写"),
        (12, "按年月日填写"),
        (43698.5, "改为日期"),
        (True, "不是日期"),
    ],
)
def test_a_date_that_is_none_is_found_at_its_cell(tmp_path: Path, value: object, said: str):
    reading = entries(tmp_path, [[value, "垃圾分类", 1]])
    assert told(reading) == [(Rule.VALUE.value, "支出!A2")]
    assert said in line(only(reading))


def test_a_payment_in_another_year_is_doubted(tmp_path: Path):
    reading = entries(tmp_path, [[dt.date(2091, 8, 21), "垃圾分类", 1]])
    assert reading.year is not None
    assert told(reading) == [(Rule.DATE.value, "支出!A2")]
    assert "是不是2019年" in only(reading).hint


def test_an_unknown_office_brings_the_nearest_one(tmp_path: Path):
    reading = read(
        tmp_path,
        {
            "部门": [["部门名称", "部门性质"], ["城市管理办公室", "内设办公室"]],
            "项目": [["项目编号", "项目名称", "执行部门"], ["P01", "垃圾分类", "城市管理办"]],
        },
    )
    assert told(reading) == [(Rule.REFERENCE.value, "项目!C2")]
    assert only(reading).hint == "是不是“城市管理办公室”？"


def test_a_reference_to_nothing_is_found(tmp_path: Path):
    reading = entries(tmp_path, [[DAY, "从未有过的事", 1]])
    assert told(reading) == [(Rule.REFERENCE.value, "支出!B2")]
    assert "在“项目”表里找不到" in only(reading).message


@pytest.mark.parametrize(
    "called",
    [
        "垃圾分类",
        "垃圾分类项目",
        "“垃圾分类”项目",
        "‘垃圾分类’",
        "垃 圾 分 类",
        "《垃圾分类》",
        "P01",
        "Ｐ０１",
        "p01",
    ],
)
def test_a_project_is_known_by_code_and_by_name_as_people_vary_it(tmp_path: Path, called: str):
    reading = entries(tmp_path, [[DAY, called, 1]])
    assert reading.year is not None, str(reading)
    assert reading.year.entries[0].project == "P01"


def test_the_same_code_twice_is_found_with_both_places(tmp_path: Path):
    reading = read(tmp_path, {"项目": [["项目编号", "项目名称"], ["P01", "甲"], ["P01", "乙"]]})
    finding = only(reading)
    assert finding.rule == Rule.DUPLICATE.value
    assert [str(place) for place in finding.places] == ["项目!A3", "项目!A2"]


@pytest.mark.parametrize("again", ["垃圾分类", "“垃圾分类”", "垃圾 分类"])
def test_the_same_project_under_two_codes_is_found(tmp_path: Path, again: str):
    reading = read(tmp_path, {"项目": [["项目编号", "项目名称"], ["P01", "垃圾分类"], ["P02", again]]})
    assert only(reading).rule == Rule.SAME_PROJECT.value
    assert reading.year is None


def test_two_projects_that_differ_by_the_word_project_are_doubted(tmp_path: Path):
    sheet: Cells = [["项目编号", "项目名称"], ["P01", "垃圾分类"], ["P02", "垃圾分类项目"]]
    reading = read(tmp_path, {"项目": sheet})
    assert only(reading).severity is Severity.WARNING
    assert reading.year is not None


def test_a_name_that_two_rows_bear_asks_for_the_code(tmp_path: Path):
    reading = read(
        tmp_path,
        {
            "项目": [["项目编号", "项目名称"], ["P01", "垃圾分类"]],
            "合同": [["合同编号", "项目", "合同内容"], ["H1", "P01", "清运"], ["H2", "P01", "清运"]],
            "支出": [["日期", "项目", "金额（元）", "合同"], [DAY, "P01", 1, "清运"]],
        },
    )
    assert only(reading).hint == "请改填编号：H1、H2"


@pytest.mark.parametrize(("word", "said"), [("重要", "重点、一般"), ("种点", "重点、一般")])
def test_a_word_that_is_no_choice_brings_the_choices(tmp_path: Path, word: str, said: str):
    reading = read(tmp_path, {"项目": [["项目编号", "项目名称", "跟踪类别"], ["P01", "甲", word]]})
    assert only(reading).expected == said


@pytest.mark.parametrize("word", ["重点", " 重点 ", "重点项目", "重 点"])
def test_words_are_known_with_what_people_add(tmp_path: Path, word: str):
    reading = read(tmp_path, {"项目": [["项目编号", "项目名称", "跟踪类别"], ["P01", "甲", word]]})
    assert reading.year is not None
    assert reading.year.focus_projects


def test_a_required_cell_that_is_blank_is_found(tmp_path: Path):
    reading = entries(tmp_path, [[DAY, "垃圾分类", None]])
    assert told(reading) == [(Rule.REQUIRED.value, "支出!C2")]


def test_a_required_column_that_is_missing_is_found_once(tmp_path: Path):
    reading = entries(tmp_path, [["垃圾分类", 1], ["社区养老", 2]], ("项目", "金额（元）"))
    assert [each.rule for each in reading.findings] == [Rule.MISSING_COLUMN.value]
    assert "日期" in only(reading).message


def test_everything_wrong_is_told_at_once_and_nothing_is_half_imported(tmp_path: Path):
    reading = entries(
        tmp_path,
        [["2019年2月31日", "没有的项目", "待定"], [DAY, "垃圾分类", 1], ["八月", "垃圾分类", 12.345]],
    )
    assert reading.year is None
    assert [place for _, place in told(reading)] == [
        "支出!A2",
        "支出!C2",
        "支出!A4",
        "支出!C4",
        "支出!B2",
    ]


def test_a_number_with_too_many_digits_for_a_spreadsheet_is_doubted(tmp_path: Path):
    sheet: Cells = [["项目编号", "项目名称", "项目编码"], ["P01", "甲", 1.10102190000000e20]]
    reading = read(tmp_path, {"项目": sheet})
    assert only(reading).severity is Severity.WARNING
    assert "文本" in only(reading).hint


def test_a_number_that_shows_leading_zeros_keeps_them(tmp_path: Path):
    sheet: Cells = [["项目编号", "项目名称", "项目编码"], ["P01", "甲", Shown(7, "000")]]
    reading = read(tmp_path, {"项目": sheet})
    assert reading.year is not None
    assert reading.year.projects[0].official_code == "007"


def test_a_name_that_the_spreadsheet_made_a_date_is_doubted(tmp_path: Path):
    sheet: Cells = [["项目编号", "项目名称", "项目编码"], ["P01", "甲", dt.date(2019, 1, 7)]]
    reading = read(tmp_path, {"项目": sheet})
    assert only(reading).severity is Severity.WARNING
    assert "文本" in only(reading).hint


@pytest.mark.parametrize(
    ("value", "share"),
    [(80, "80"), ("80%", "80"), ("80％", "80"), (Shown(0.8, "0.00%"), "80"), (12.5, "12.5")],
)
def test_shares_are_percent_however_they_are_shown(tmp_path: Path, value: object, share: str):
    reading = terms(tmp_path, value)
    assert reading.findings == (), str(reading)
    assert reading.year is not None
    assert str(reading.year.payment_terms[0].share) in (share, share + ".0")


def test_a_share_below_one_percent_is_doubted(tmp_path: Path):
    assert "80%" in only(terms(tmp_path, 0.8)).hint


def terms(path: Path, value: object) -> Reading:
    return read(
        path,
        {
            "项目": [["项目编号", "项目名称"], ["P01", "甲"]],
            "合同": [["合同编号", "项目", "合同内容"], ["H1", "P01", "清运"]],
            "付款条款": [["合同", "款项", "比例"], ["H1", "首付款", value]],
        },
    )


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("是", True),
        ("√", True),
        (True, True),
        (1, True),
        ("否", False),
        ("×", False),
        (False, False),
        ("无", False),
    ],
)
def test_yes_and_no_are_known_as_people_mark_them(tmp_path: Path, value: object, answer: bool):
    sheet: Cells = [["项目编号", "项目名称", "汇总行"], ["P01", "甲", value]]
    reading = read(tmp_path, {"项目": sheet})
    assert reading.year is not None, str(reading)
    assert reading.year.projects[0].is_remainder is answer


def test_the_unit_may_stand_in_one_row_only(tmp_path: Path):
    path = book(tmp_path / "甲.xlsx", {"单位": [*UNIT_SHEET, [2019, "另一个", "另一个"]]})
    assert only(read_workbook(path)).rule == Rule.TWICE.value


@pytest.mark.parametrize("value", ["去年", 19, 3019])
def test_a_year_that_is_none_is_found(tmp_path: Path, value: object):
    header = ["年度", "单位全称", "单位简称"]
    reading = read_workbook(book(tmp_path / "甲.xlsx", {"单位": [header, [value, "甲", "乙"]]}))
    assert reading.year is None
    assert any("年度" in each.message for each in reading.errors)
