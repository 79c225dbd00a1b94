from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from jixiao.errors import UnreadableFile
from jixiao.exchange.fill_in import (
    FILLED,
    GUIDE,
    INDICATORS,
    KEYS,
    OUTPUTS,
    STATEMENTS,
    TEXTS,
    Asked,
    FillIn,
    Returned,
    Subject,
)
from jixiao.exchange.fill_in_reader import read_fill_in
from jixiao.exchange.fill_in_writer import write_fill_in

SECRET = b"one secret"
CONTENT: dict[str, Any] = {
    "outputs": [
        {"name": "巡视", "amount": "1200.5", "unit": "次", "precision": "准确", "as_of": "2019-12-31"},
        {"name": "=A1", "amount": "12345678901234567890", "unit": "米", "scope": "全街道"},
    ],
    "results": "完成巡视。\n没有遗漏。",
    "objectives": "已实现",
    "forecast": "100",
    "shortcomings": [{"kind": "执行进度", "text": "启动偏晚。", "is_internal": "是"}],
}
FILL_IN = FillIn(
    round_key="site/2019/3",
    title="2019年全年绩效跟踪填报",
    office="城市管理办公室",
    as_of=dt.date(2019, 12, 31),
    due=dt.date(2020, 1, 3),
    issued=dt.date(2019, 12, 20),
    return_to="综合办公室",
    subjects=(
        Subject("project/P01", "路灯", money=("10.00", "12.00", "11.00", "91.67%"), content=CONTENT),
        Subject(
            "project/P03",
            "清扫",
            content={
                "indicators": [{"code": "K2", "tier": "达成年度指标", "causes": "经费保障、其他"}],
                "management": "每周巡查。",
            },
            indicators=(
                Asked("K1", "清扫面积", "≥1000㎡", ("actual", "forecast", "likelihood", "causes"), "400㎡"),
                Asked("K2", "环境改善", "明显改善", ("tier", "words", "likelihood", "causes")),
            ),
        ),
        Subject(
            "project/P02", "绿化", last={"树": "30"}, content={"outputs": [{"name": "树", "unit": "棵"}]}
        ),
        Subject("theme/T1", "民生", is_theme=True),
    ),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "fill-in.xlsx"
    write_fill_in(FILL_IN, path, SECRET)
    return path


def edited(path: Path, edit: Callable[[Workbook], Any]) -> Returned:
    opened = openpyxl.load_workbook(path)
    edit(opened)
    opened.save(path)
    return read_fill_in(path, SECRET)


def row_of(book: Workbook, sheet: str, key: str) -> int:
    return next(row[0].row for row in book[sheet].iter_rows() if row[0].value == key)


def column_of(book: Workbook, sheet: str, label: str) -> int:
    return next(cell.column for cell in book[sheet][3] if cell.value == label)


def put(book: Workbook, sheet: str, key: str, label: str, value: Any) -> None:
    book[sheet].cell(row_of(book, sheet, key), column_of(book, sheet, label)).value = value


def test_what_was_given_comes_back_as_it_went_out(book: Path):
    back = read_fill_in(book, SECRET)
    assert (back.round_key, back.office, back.issued) == ("site/2019/3", "城市管理办公室", "2019-12-20")
    content = back.contents["project/P01"]
    assert [each["name"] for each in content["outputs"]] == ["巡视", "=A1"]
    assert [each["amount"] for each in content["outputs"]] == ["1200.5", "12345678901234567890"]
    assert content["results"] == CONTENT["results"]
    assert content["forecast"] == "100"
    assert content["shortcomings"] == CONTENT["shortcomings"]
    assert not back.is_altered
    assert back.altered == back.unmatched == ()


def test_only_yellow_cells_can_be_written_into(book: Path):
    opened = openpyxl.load_workbook(book)
    for sheet in (GUIDE, *FILLED, KEYS):
        assert opened[sheet].protection.sheet
    for name in FILLED:
        for row in opened[name].iter_rows(min_row=4):
            for cell in row[1:]:
                assert cell.protection.locked == (cell.fill.fgColor.rgb != "FFFFF8DC"), cell.coordinate
    assert opened[KEYS].sheet_state == "veryHidden"


def test_what_is_filled_in_is_read(book: Path):
    def fill(opened: Workbook) -> None:
        put(opened, OUTPUTS, "project/P02#0", "数量", 31)
        put(opened, OUTPUTS, "project/P02#0", "截至日期", dt.date(2019, 12, 30))
        put(opened, OUTPUTS, "project/P02+0", "成果名称", "草")
        put(opened, OUTPUTS, "project/P02+0", "数量", 0)
        put(opened, TEXTS, "theme/T1", "完成情况", "平稳。")
        put(opened, TEXTS, "project/P02", "本期没有数量", "否")

    back = edited(book, fill)
    outputs = back.contents["project/P02"]["outputs"]
    assert [(each["name"], each["amount"], each["as_of"]) for each in outputs] == [
        ("树", "31", "2019-12-30"),
        ("草", "0", ""),
    ]
    assert back.contents["theme/T1"]["results"] == "平稳。"
    assert not back.contents["project/P02"]["no_outputs"]


def test_rows_below_the_last_one_are_found_by_the_project_they_name(book: Path):
    def fill(opened: Workbook) -> None:
        sheet = opened[OUTPUTS]
        last = sheet.max_row
        sheet.cell(last + 1, 2).value = " “绿化” "
        sheet.cell(last + 1, 3).value = "花"
        sheet.cell(last + 2, 2).value = "别的项目"
        sheet.cell(last + 2, 3).value = "路"

    back = edited(book, fill)
    assert [each["name"] for each in back.contents["project/P02"]["outputs"]] == ["树", "花"]
    assert [(each.sheet, each.words) for each in back.unmatched] == [(OUTPUTS, "别的项目 · 路")]


def test_rows_that_were_sorted_still_belong_to_their_projects(book: Path):
    def sort(opened: Workbook) -> None:
        sheet = opened[TEXTS]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), start=4):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    back = edited(book, sort)
    assert back.contents["project/P01"]["results"] == CONTENT["results"]
    assert not back.altered


def test_a_changed_gray_cell_is_told_and_not_taken(book: Path):
    back = edited(book, lambda opened: put(opened, TEXTS, "project/P01", "支出（万元）", "99"))
    assert [(each.sheet, each.row) for each in back.altered] == [(TEXTS, 4)]


def test_a_changed_hidden_sheet_is_noticed(book: Path):
    def forge(opened: Workbook) -> None:
        for row in opened[KEYS].iter_rows():
            if row[0].value == "round":
                row[1].value = "site/2020/4"

    back = edited(book, forge)
    assert back.is_altered
    assert back.round_key == "site/2020/4"


def test_a_workbook_of_another_unit_does_not_bear_our_seal(book: Path):
    assert read_fill_in(book, b"another secret").is_altered


@pytest.mark.parametrize("sheet", [KEYS, OUTPUTS])
def test_a_workbook_without_its_sheets_is_refused(book: Path, sheet: str):
    with pytest.raises(UnreadableFile, match="不是系统下发的填报工作簿"):
        edited(book, lambda opened: opened.remove(opened[sheet]))


def test_a_workbook_whose_hidden_sheet_was_emptied_is_refused(book: Path):
    with pytest.raises(UnreadableFile, match="隐藏表"):
        edited(book, lambda opened: opened[KEYS].delete_rows(1, 100))


def test_a_row_whose_key_was_overwritten_is_shown_not_dropped(book: Path):
    def forge(opened: Workbook) -> None:
        opened[TEXTS].cell(row_of(opened, TEXTS, "project/P02"), 1).value = "project/P77"

    assert [each.words for each in edited(book, forge).unmatched] == ["绿化"]


def test_the_same_fill_in_gives_the_same_file(book: Path, tmp_path: Path):
    write_fill_in(FILL_IN, tmp_path / "again.xlsx", SECRET)
    assert book.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_an_office_without_subjects_gets_a_workbook_all_the_same(tmp_path: Path):
    write_fill_in(replace(FILL_IN, subjects=()), tmp_path / "none.xlsx", SECRET)
    assert read_fill_in(tmp_path / "none.xlsx", SECRET).contents == {}


def test_a_workbook_knows_whose_it_is_and_what_was_entered_when_it_went_out(tmp_path: Path):
    path = tmp_path / "personal.xlsx"
    long = {"results": "\n 长。" * 9_000, "outputs": [{"name": "树", "row": 7, "version": 2}]}
    subject = Subject("project/P02", "绿化", content=long)
    write_fill_in(replace(FILL_IN, person="王芳", subjects=(subject,)), path, SECRET)
    back = read_fill_in(path, SECRET)
    assert (back.office, back.person) == ("城市管理办公室", "王芳")
    assert back.given == {"project/P02": long}
    assert back.contents["project/P02"]["outputs"][0]["row"] == 7
    assert openpyxl.load_workbook(path)[GUIDE]["A1"].value.endswith("城市管理办公室 王芳")


def test_each_field_says_in_which_cell_it_stood(book: Path):
    back = edited(book, lambda opened: opened[OUTPUTS].insert_rows(4))
    opened = openpyxl.load_workbook(book)
    places = back.places["project/P01"]
    for field, sheet, words in (("outputs.1.name", OUTPUTS, "=A1"), ("objectives", TEXTS, "已实现")):
        named, _, cell = places[field].partition("!")
        assert (named, opened[named][cell].value) == (sheet, words)


def test_a_workbook_of_the_first_version_is_still_read(book: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("jixiao.exchange.fill_in_writer.VERSION", "1")
    monkeypatch.setattr("jixiao.exchange.fill_in_writer.packed", lambda _content: "")
    write_fill_in(FILL_IN, book, SECRET)
    back = read_fill_in(book, SECRET)
    assert (back.given, back.person, back.is_altered) == ({}, "", False)
    assert back.contents["project/P01"]["results"] == CONTENT["results"]


def test_indicators_are_filled_in_where_their_target_wants_it(book: Path):
    def fill(opened: Workbook) -> None:
        put(opened, INDICATORS, "project/P03#0", "完成值", 0)
        put(opened, INDICATORS, "project/P03#0", "完成目标可能性", "有可能")
        put(opened, INDICATORS, "project/P03#1", "完成情况", "好转")
        put(opened, STATEMENTS, "project/P03", "财务管理", "专账核算。")

    opened = openpyxl.load_workbook(book)
    first = row_of(opened, INDICATORS, "project/P03#0")
    told = [opened[INDICATORS].cell(first, column).value for column in (2, 3, 4, 5)]
    assert told == ["清扫", "清扫面积", "≥1000㎡", "400㎡"]
    for label, is_open in (("完成值", True), ("达成程度", False), ("偏差原因", True)):
        cell = opened[INDICATORS].cell(first, column_of(opened, INDICATORS, label))
        assert cell.protection.locked != is_open, label
    back = edited(book, fill)
    content = back.contents["project/P03"]
    first_row, second_row = content["indicators"]
    assert (first_row["code"], first_row["actual"], first_row["likelihood"]) == ("K1", "0", "有可能")
    assert (second_row["tier"], second_row["words"], second_row["causes"]) == (
        "达成年度指标",
        "好转",
        "经费保障、其他",
    )
    assert "score" not in first_row
    assert (content["management"], content["finance"]) == ("每周巡查。", "专账核算。")
    assert back.places["project/P03"]["indicators.1.words"].startswith("指标!")
    assert "indicators" not in back.contents["project/P01"]


def test_at_the_years_end_scores_are_asked_instead_of_forecasts(tmp_path: Path):
    path = tmp_path / "fill-in.xlsx"
    write_fill_in(replace(FILL_IN, is_evaluation=True), path, SECRET)
    opened = openpyxl.load_workbook(path)
    labels = {cell.value for cell in opened[INDICATORS][3]}
    assert "评定得分" in labels
    assert not {"全年预计值", "完成目标可能性", "监控备注"} & labels
    assert {cell.value for cell in opened[STATEMENTS][3]} >= {"实际完成情况", "整改建议"}


def test_a_row_that_lost_its_key_is_found_by_the_name_of_its_indicator(book: Path):
    def fill(opened: Workbook) -> None:
        row = row_of(opened, INDICATORS, "project/P03#0")
        put(opened, INDICATORS, "project/P03#0", "完成值", 700)
        opened[INDICATORS].cell(row, 1).value = None
        last = opened[INDICATORS].max_row + 1
        opened[INDICATORS].cell(last, 2).value = "清扫"
        opened[INDICATORS].cell(last, 3).value = "没有这条"

    back = edited(book, fill)
    rows = back.contents["project/P03"]["indicators"]
    assert [(each["code"], each["actual"]) for each in rows] == [("K1", "700"), ("K2", "")]
    assert [each.words for each in back.unmatched] == ["清扫 · 没有这条"]
