from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.errors import UnwritableFile
from jixiao.example import example_year
from jixiao.exchange.sheet_forms import FORMS, GUIDE
from jixiao.exchange.workbook import read_workbook
from jixiao.exchange.workbook_writer import empty_workbook, write_workbook
from jixiao.quantity import Money
from jixiao.tracking.execution import Entry
from jixiao.tracking.project import Project
from jixiao.tracking.results import Output
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year
from tests.years import years

UNIT = Unit(name="某街道办事处", short_name="某街道")


def sheet(path: Path, name: str) -> Worksheet:
    found = openpyxl.load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def header(path: Path, name: str) -> list[object]:
    return [cell.value for cell in sheet(path, name)[3]]


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],  # a failing year is small enough, and shrinking it slow
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(year=years(most=2))
def test_every_year_comes_back_from_a_workbook_as_it_was(tmp_path: Path, year: Year):
    path = tmp_path / "年度.xlsx"
    write_workbook(year, path)
    reading = read_workbook(path)
    assert reading.year == year, str(reading)


def test_the_example_comes_back_without_a_remark(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    write_workbook(example_year(), path)
    reading = read_workbook(path)
    assert reading.findings == ()
    assert reading.year == example_year()


def test_the_same_year_gives_the_same_file(tmp_path: Path):
    for name in ("甲.xlsx", "乙.xlsx"):
        write_workbook(example_year(), tmp_path / name)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+86",
        "@SUM(A1)",
        "-",
        "'引号",
        '="',
        "第一行\n第二行",
        "401,402.57㎡",
        "𠮷野家😀",
        "_x0041_",
        "http://某某.测试/",
        "007",
        "１２３",
        "1e5",
        "好" * 32_000,
    ],
)
def test_texts_come_back_letter_for_letter(tmp_path: Path, words: str):
    year = Year(fiscal_year=2019, unit=UNIT, projects=(Project(code="P01", name="甲", note=words),))
    write_workbook(year, tmp_path / "年度.xlsx")
    reading = read_workbook(tmp_path / "年度.xlsx")
    assert reading.year is not None
    assert reading.year.projects[0].note == ("" if words == "-" else words)


def test_text_that_begins_like_a_formula_is_no_formula(tmp_path: Path):
    project = Project(code="P01", name='=HYPERLINK("http://x","点我")')
    write_workbook(Year(fiscal_year=2019, unit=UNIT, projects=(project,)), tmp_path / "年度.xlsx")
    with zipfile.ZipFile(tmp_path / "年度.xlsx") as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in each for each in sheets)


@pytest.mark.parametrize("fen", [1, -1, 99, 10**15 - 1, 10**17 - 1, -(10**17) + 1, 2_084_215_100])
def test_amounts_come_back_to_the_fen(tmp_path: Path, fen: int):
    entry = Entry(date=dt.date(2019, 5, 1), amount=Money(fen))
    write_workbook(Year(fiscal_year=2019, unit=UNIT, entries=(entry,)), tmp_path / "年度.xlsx")
    reading = read_workbook(tmp_path / "年度.xlsx")
    assert reading.year is not None
    assert reading.year.entries == (entry,)


@pytest.mark.parametrize(
    "date", [dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date.max]
)
def test_dates_come_back_even_those_that_spreadsheets_do_not_know(tmp_path: Path, date: dt.date):
    output = Output(subject="unit", name="甲", amount=Decimal("0.1"), as_of=date)
    write_workbook(Year(fiscal_year=2019, unit=UNIT, outputs=(output,)), tmp_path / "年度.xlsx")
    reading = read_workbook(tmp_path / "年度.xlsx")
    assert reading.year is not None
    assert reading.year.outputs == (output,)


def test_a_text_too_long_for_a_cell_is_refused_before_anything_is_written(tmp_path: Path):
    project = Project(code="P01", name="甲", purpose="好" * 32_768)
    with pytest.raises(UnwritableFile, match=r"项目第1行“立项目的”"):
        write_workbook(Year(fiscal_year=2019, unit=UNIT, projects=(project,)), tmp_path / "年度.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_rare_characters_count_twice_as_spreadsheets_count_them(tmp_path: Path):
    project = Project(code="P01", name="甲", purpose="𠮷" * 16_384)
    with pytest.raises(UnwritableFile):
        write_workbook(Year(fiscal_year=2019, unit=UNIT, projects=(project,)), tmp_path / "年度.xlsx")


def test_a_folder_that_is_not_there_gets_one_sentence_and_no_file(tmp_path: Path):
    with pytest.raises(UnwritableFile, match="写不了"):
        write_workbook(example_year(), tmp_path / "没有" / "年度.xlsx")


def test_what_stood_in_the_file_stays_when_writing_fails(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(UnwritableFile):
        write_workbook(
            Year(fiscal_year=2019, unit=UNIT, projects=(Project(code="P", name="好" * 40_000),)), path
        )
    assert path.read_bytes() == b"before"


def test_the_sheets_stand_in_the_order_of_the_year_after_the_guide(tmp_path: Path):
    empty_workbook(tmp_path / "年度.xlsx")
    names = openpyxl.load_workbook(tmp_path / "年度.xlsx").sheetnames
    assert names == [GUIDE, *(form.name for form in FORMS)]


def test_headers_name_the_unit_and_mark_what_is_required(tmp_path: Path):
    empty_workbook(tmp_path / "年度.xlsx")
    assert header(tmp_path / "年度.xlsx", "支出")[:7] == [
        "日期*",
        "性质",
        "支出类型",
        "项目",
        "资金性质",
        "资金来源",
        "金额（元）*",
    ]
    assert "比例（%）" in header(tmp_path / "年度.xlsx", "付款条款")


def test_an_empty_workbook_explains_itself(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    empty_workbook(path)
    projects = sheet(path, "项目")
    assert projects["A3"].comment is not None
    assert projects.freeze_panes == "D4"
    assert str(projects["A2"].value).startswith("必填")
    assert not projects.protection.sheet


def test_what_a_blank_stands_for_is_said(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    empty_workbook(path)
    assert sheet(path, "单位")["F2"].value == "空白为“区财政局”"
    assert sheet(path, "支出")["F2"].value == "从列表选，空白为“本级”"


def test_an_empty_workbook_says_only_that_the_unit_is_missing(tmp_path: Path):
    empty_workbook(tmp_path / "年度.xlsx")
    reading = read_workbook(tmp_path / "年度.xlsx")
    assert [each.message for each in reading.findings] == ["没有找到预算年度", "没有找到单位的名称"]


def test_cells_offer_the_words_and_the_projects_that_there_are(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    write_workbook(example_year(), path)
    rules = {
        str(each.sqref).split(":")[0]: each for each in sheet(path, "支出").data_validations.dataValidation
    }
    assert rules["B4"].formula1 == '"支付,退回,累计"'
    assert "'项目'!$C$4" in str(rules["D4"].formula1)  # names, not codes
    assert rules["A4"].type == "date"


def test_references_show_names_where_names_tell_projects_apart(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    write_workbook(example_year(), path)
    assert sheet(path, "支出")["D5"].value == example_year().projects[0].name


def test_references_show_codes_where_two_projects_have_one_name_in_part(tmp_path: Path):
    projects = (Project(code="甲", name="乙"), Project(code="乙", name="丙"))
    entry = Entry(date=dt.date(2019, 5, 1), amount=Money(1), project="甲")
    year = Year(fiscal_year=2019, unit=UNIT, projects=projects, entries=(entry,))
    write_workbook(year, tmp_path / "年度.xlsx")
    assert sheet(tmp_path / "年度.xlsx", "支出")["D4"].value == "甲"
    assert read_workbook(tmp_path / "年度.xlsx").year == year


def test_prints_are_landscape_with_the_header_on_every_page(tmp_path: Path):
    empty_workbook(tmp_path / "年度.xlsx")
    found = sheet(tmp_path / "年度.xlsx", "支出")
    assert found.page_setup.orientation == "landscape"
    assert found.print_title_rows == "$3:$3"
