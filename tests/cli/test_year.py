from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from jixiao.example import example_year
from jixiao.exchange import read_year, write_year
from jixiao.exchange.forms import write_forms
from jixiao.narrative.report import chosen_period
from tests.checks.pages import BASE
from tests.cli.conftest import Jixiao, words


def test_an_empty_workbook_is_written_and_never_over_another(jixiao: Jixiao, tmp_path: Path):
    target = tmp_path / "new" / "year.xlsx"
    assert jixiao("year", "init", "-o", target).code == 0
    filled = target.read_bytes()
    said = jixiao("year", "init", "-o", target)
    assert (said.code, target.read_bytes()) == (2, filled)
    assert "exists; choose another name, or add --force" in said.err
    assert jixiao("year", "init", "-o", target, "--force").code == 0


def test_a_workbook_has_to_be_called_so(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("year", "init", "-o", tmp_path / "year.xls")
    assert said.code == 2
    assert "the name must end in one of .xlsx" in said.err


def test_a_sound_year_is_called_sound_and_says_what_was_checked(jixiao: Jixiao, example_workbook: Path):
    said = jixiao("year", "check", example_workbook)
    assert said.code == 0
    assert said.lines[-1].startswith("Sound: no errors; ")
    assert "rules: " in said.out
    assert said.err == ""


INDICATORS = "".join(
    f'[[indicators]]\ncode = "K{n}"\nsubject = "P01"\nfirst = "产出指标"\nsecond = "数量指标"\n'
    f'name = "活动{n}"\ntarget = "≥{n}场"\n'
    for n in (1, 2, 3)
)


def two_years(folder: Path) -> tuple[Path, Path]:
    """A year, and the year before it, with the same indicators."""
    paths = folder / "2018", folder / "2019"
    for path in paths:
        path.mkdir()
        (path / "year.toml").write_text(BASE.replace("2019", path.name) + "\n" + INDICATORS, encoding="utf-8")
    return paths[1], paths[0]


def test_what_was_copied_from_the_year_before_is_told_where_that_is_given(jixiao: Jixiao, tmp_path: Path):
    now, before = two_years(tmp_path)
    alone = jixiao("year", "check", now, "--all")
    assert "没有上年的台账，不能和上年的指标比。" in words(alone.out)
    said = jixiao("year", "check", now, "--before", before)
    assert "名称和指标值都与2018年相同" in words(said.out)
    assert "[OBJ007]" in said.out


def test_another_year_is_not_taken_for_the_year_before(jixiao: Jixiao, tmp_path: Path):
    now, before = two_years(tmp_path)
    said = jixiao("year", "check", before, "--before", now)
    assert said.code == 2
    assert "is the year 2019, not the year before, 2017" in words(said.err)


def damaged(example: Path, folder: Path) -> Path:
    """The example with a word in a money cell and an office that does not exist."""
    book = openpyxl.load_workbook(example)
    payments, projects = book["支出"], book["项目"]
    for sheet, header, value in ((payments, "金额", "十二万"), (projects, "执行部门", "办公厅")):
        place = next(
            (row, column)
            for row in range(1, 9)
            for column in range(1, sheet.max_column + 1)
            if str(sheet.cell(row, column).value or "").startswith(header) and sheet.cell(row, 2).value
        )
        sheet.cell(place[0] + 1, place[1]).value = value
    path = folder / "damaged.xlsx"
    book.save(path)
    return path


def test_everything_wrong_is_told_at_once_with_its_cell(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    said = jixiao("year", "check", damaged(example_workbook, tmp_path))
    assert said.code == 1
    assert "Error 错误 · 支出 · 1" in said.lines
    assert "Error 错误 · 项目 · 1" in said.lines
    assert "“十二万”" in said.out
    assert "not read; the rules of the ledger could not be checked" in said.lines[0]
    assert said.lines[-1].startswith("Mend 2 errors first")


def test_other_commands_tell_the_errors_and_write_nothing(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    target = tmp_path / "report.docx"
    said = jixiao("report", damaged(example_workbook, tmp_path), "-o", target)
    assert said.code == 2
    assert "2 errors" in said.err
    assert "支出" in said.err
    assert not target.exists()


@pytest.mark.parametrize("name", ["nothing.xlsx", "empty.xlsx", "letter.xlsx"])
def test_what_cannot_be_read_is_told_in_one_message(jixiao: Jixiao, tmp_path: Path, name: str):
    if name == "empty.xlsx":
        (tmp_path / name).touch()
    if name == "letter.xlsx":
        (tmp_path / name).write_text("此致", encoding="utf-8")
    said = jixiao("year", "check", tmp_path / name)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Error: ")
    assert name in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("name", ["year.json", "folder", "again.xlsx"])
def test_a_year_is_the_same_in_every_form(jixiao: Jixiao, example_workbook: Path, tmp_path: Path, name: str):
    said = jixiao("year", "convert", example_workbook, tmp_path / name)
    assert (said.code, said.err) == (0, "")
    assert read_year(tmp_path / name).year == example_year()


def test_a_year_is_not_written_over_another_file(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    (tmp_path / "year.json").write_text("{}", encoding="utf-8")
    assert jixiao("year", "convert", example_workbook, tmp_path / "year.json").code == 2
    assert jixiao("year", "convert", example_workbook, tmp_path / "year.csv").code == 2


def test_the_schema_is_json(jixiao: Jixiao):
    assert "projects" in json.loads(jixiao("year", "schema").out)["properties"]


@pytest.fixture
def own_workbook(tmp_path: Path) -> Path:
    """A unit's own list of payments, under its own headers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2024拨款登记"
    for line in (
        ["拨款登记簿"],
        ["发生日", "哪个项目", "拨付数（万元）"],
        ["2024-03-05", "街巷保洁", 12.5],
        ["2024-06-05", "街巷保洁", 7.5],
    ):
        sheet.append(line)
    unit = book.create_sheet("单位")
    unit.append(["年度", "单位全称", "单位简称"])
    unit.append([2024, "某区某街道办事处", "某街道"])
    projects = book.create_sheet("项目")
    projects.append(["项目编号", "项目名称", "跟踪类别"])
    projects.append(["P01", "街巷保洁", "重点"])
    lines = book.create_sheet("批复明细")
    lines.append(["批复", "项目", "金额（万元）"])
    lines.append(["B01", "街巷保洁", 40])
    approvals = book.create_sheet("预算批复")
    approvals.append(["批复编号", "文件名称"])
    approvals.append(["B01", "关于批复预算的通知"])
    path = tmp_path / "我们的表.xlsx"
    book.save(path)
    return path


def test_own_headers_are_named_once_and_remembered(jixiao: Jixiao, own_workbook: Path):
    shown = jixiao("year", "map", own_workbook)
    assert "2024拨款登记 → not read" in shown.out
    assert not own_workbook.with_name("我们的表.map.toml").exists()
    settings = ["2024拨款登记=支出", "2024拨款登记!发生日=日期", "2024拨款登记!哪个项目=项目"]
    settings.append("2024拨款登记!拨付数（万元）=金额")
    said = jixiao("year", "map", own_workbook, *(part for each in settings for part in ("--set", each)))
    assert said.code == 0, said.err
    assert "我们的表.map.toml" in said.lines[-1]
    checked = jixiao("year", "check", own_workbook)
    assert checked.code == 0, checked.out
    tracked = jixiao("track", own_workbook, "--as-of", "2024-06-30")
    assert "20.00" in tracked.out
    assert "50.00%" in tracked.out


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("支出", "write SHEET=TABLE or SHEET!HEADER=COLUMN"),
        ("没有的表=支出", "There is no sheet “没有的表”"),
        ("2024拨款登记=流水", "“流水” is no table"),
        ("2024拨款登记!发生日=日期", "Say first what sheet “2024拨款登记” is"),
        ("项目!项目名称=大名", "“大名” is no column"),
    ],
)
def test_a_setting_that_means_nothing_is_explained(
    jixiao: Jixiao, own_workbook: Path, setting: str, why: str
):
    said = jixiao("year", "map", own_workbook, "--set", setting)
    assert said.code == 2
    assert why in words(said.err)
    assert not own_workbook.with_name("我们的表.map.toml").exists()


def test_a_flood_of_findings_is_cut_and_told_in_full_when_asked(jixiao: Jixiao, tmp_path: Path):
    rows = [["项目编号", "项目名称", "跟踪类别"], *([f"P{n}", f"项目{n}", "不知道"] for n in range(130))]
    book = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("项目")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    some, everything = jixiao("year", "check", book), jixiao("year", "check", book, "--all")
    assert "more (--all)" in some.out
    assert "more (--all)" not in everything.out
    assert len(everything.lines) > len(some.lines)


def test_self_evaluations_are_written_in_the_national_shape(jixiao: Jixiao, tmp_path: Path):
    book = tmp_path / "shifan.xlsx"
    write_year(example_year("shifan-2023"), book)
    said = jixiao("year", "national", book, "-o", tmp_path / "out", "--stamp", "20240112093000000")
    assert said.code == 0
    table = (tmp_path / "out" / "PM_PERF_SELF_EVAL.csv").read_text("utf-8-sig")
    assert table.count("20240112093000000") == 12
    assert jixiao("year", "national", book, "-o", tmp_path / "out", "--stamp", "now").code == 2


def test_forms_that_came_back_are_taken_into_a_new_year(jixiao: Jixiao, tmp_path: Path):
    year, folder, new = tmp_path / "year.xlsx", tmp_path / "forms", tmp_path / "new.xlsx"
    of = example_year("shifan-2023")
    write_year(replace(of, attainments=()), year)
    write_forms(of, chosen_period(of, ""), folder, forms=["self-evaluation"], formats=["xlsx"])
    (folder / "notes.xlsx").write_bytes(b"not a workbook")
    said = jixiao("year", "take", year, folder, "-o", new)
    assert said.code == 2
    assert "notes.xlsx" in said.err
    assert "居家养老服务 · 全年 · 5 indicators" in words(said.out)
    taken = read_year(new).year
    assert taken is not None
    assert len(taken.attainments) == 30
    assert jixiao("year", "take", year, folder, "-o", new).code == 2, "a file that exists is not overwritten"


def test_where_no_form_is_found_nothing_is_written(jixiao: Jixiao, tmp_path: Path, example_workbook: Path):
    said = jixiao("year", "take", example_workbook, tmp_path, "-o", tmp_path / "new.xlsx")
    assert said.code == 2
    assert not (tmp_path / "new.xlsx").exists()
    assert "No form was found" in said.err
