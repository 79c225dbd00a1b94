"""Official forms that come back filled in: what went out comes back, whatever was done to the sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.errors import UnreadableFile
from jixiao.example import example_year
from jixiao.exchange.fill_in import Returned
from jixiao.exchange.form_sheet import labels_of
from jixiao.exchange.forms import write_forms
from jixiao.exchange.grid import Book
from jixiao.exchange.indicator_entry import IndicatorsWanted
from jixiao.exchange.returned_forms import FormsWanted, read_forms
from jixiao.exchange.values import plain
from jixiao.narrative.report import chosen_period
from jixiao.tracking.glance import Glance
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

JULY, END = dt.date(2023, 7, 31), dt.date(2023, 12, 31)
REPAIR = "老旧楼道修缮"


@pytest.fixture(scope="module")
def year() -> Year:
    return example_year("shifan-2023")


def wanted(year: Year, as_of: dt.date, **more: Any) -> FormsWanted:
    monitoring = Monitoring(Glance(year, as_of, load_policy(year.unit.policy)))

    def indicators(key: str) -> IndicatorsWanted | None:
        return IndicatorsWanted.of(monitoring, key.removeprefix("project/"))

    told: dict[str, Any] = {
        "names": {f"project/{each.code}": each.name for each in year.projects},
        "indicators": indicators,
        "fiscal_year": year.fiscal_year,
        "is_evaluation": as_of == END,
    }
    return FormsWanted(**told | more)


@pytest.fixture(scope="module")
def forms(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Callable[[dt.date], Path]:
    folder = tmp_path_factory.mktemp("forms")

    def made(as_of: dt.date) -> Path:
        name = "self-evaluation" if as_of == END else "monitoring-136"
        to = folder / name
        if not to.exists():
            write_forms(year, chosen_period(year), to, forms=[name], as_of=as_of)
        return next(to.glob("*.xlsx"))

    return made


def edited(path: Path, to: Path, edit: Callable[[Workbook], Any]) -> Book:
    opened = openpyxl.load_workbook(path)
    edit(opened)
    opened.save(to / "returned.xlsx")
    return Book(to / "returned.xlsx")


def sheet_of(book: Workbook, name: str) -> Worksheet:
    return next(book[each] for each in book.sheetnames if name in each)


def cell(sheet: Worksheet, words: str) -> Any:
    return next(each for row in sheet.iter_rows() for each in row if str(each.value or "").startswith(words))


def row_of(book: Returned, year: Year, name: str) -> dict[str, Any]:
    code = next(each.code for each in year.indicators if each.name == name and _is_of(year, each.subject))
    rows = book.contents[_key(year)]["indicators"]
    return next(dict(each) for each in rows if each["code"] == code)


def _is_of(year: Year, subject: str) -> bool:
    return f"project/{subject}" == _key(year)


def _key(year: Year) -> str:
    return next(f"project/{each.code}" for each in year.projects if each.name == REPAIR)


@pytest.mark.parametrize("as_of", [JULY, END])
def test_what_went_out_comes_back(year: Year, forms: Callable[[dt.date], Path], as_of: dt.date):
    back = read_forms(Book(forms(as_of)), wanted(year, as_of))
    assert not back.unmatched
    assert not back.altered
    assert list(back.contents) == [f"project/{each.code}" for each in year.projects]
    goals = Monitoring(Glance(year, as_of, load_policy(year.unit.policy))).goals
    asked = ("actual", "reached", "tier", "causes", "likelihood", "explanation", "remark")
    for key, content in back.contents.items():
        given = {each.indicator.code: each.attained for each in goals.of[key.removeprefix("project/")]}
        for row in content["indicators"]:
            said = given[row["code"]]
            assert said is not None
            for name in set(asked) & set(row):
                value = plain(getattr(said, name))
                told = "、".join(value) if isinstance(value, list) else str(value or "" if value != 0 else 0)
                if name == "reached" and value:
                    told = f"{value.year}年{value.month}月{value.day}日"
                if name == "actual" and row[name]:
                    assert row[name].startswith(told), (row, told)
                else:
                    assert row[name] == told, (name, row)


def test_what_is_filled_in_is_read_by_the_labels_of_the_layout(
    year: Year, forms: Callable[[dt.date], Path], tmp_path: Path
):
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book, REPAIR)
        header, name = cell(sheet, "全年预计完成情况"), cell(sheet, "修缮楼道")
        sheet.cell(name.row, header.column).value = 11
        sheet.cell(name.row, cell(sheet, "有可能").column).value = None
        sheet.cell(name.row, cell(sheet, "完全不可能").column).value = "✔"
        sheet.cell(name.row, cell(sheet, "人员保障").column).value = "1"
        sheet.cell(name.row, cell(sheet, "制度保障").column).value = "×"
        sheet.cell(name.row, cell(sheet, "备注").column).value = "年底完不成，缩小范围。"
        sheet.cell(cell(sheet, "年度资金总额").row, cell(sheet, "全年预计执行数").column).value = 320.5

    back = read_forms(edited(forms(JULY), tmp_path, fill), wanted(year, JULY))
    row = row_of(back, year, "修缮楼道")
    assert (row["forecast"], row["forecast_words"]) == ("11", "")
    assert (row["causes"], row["likelihood"]) == ("人员保障", "完全不可能")
    assert row["remark"] == "年底完不成，缩小范围。"
    assert back.contents[_key(year)]["forecast"] == "3205000"
    at = [each["code"] for each in back.contents[_key(year)]["indicators"]].index(row["code"])
    assert back.places[_key(year)][f"indicators.{at}.likelihood"].endswith("!O14")


def test_moved_columns_other_words_and_a_longer_title_do_not_matter(
    year: Year, forms: Callable[[dt.date], Path], tmp_path: Path
):
    """As a clerk copies the table into a sheet of the bureau's own."""

    def copy(book: Workbook) -> None:
        sheet = sheet_of(book, REPAIR)
        for name in [each for each in book.sheetnames if each != sheet.title]:
            del book[name]
        new = book.create_sheet("局里的表")
        new.cell(1, 1).value, new.cell(3, 1).value, new.cell(3, 2).value = (
            "监控",
            "项目名称：",
            f"《{REPAIR}》",
        )
        labels = (
            "三级指标",
            "目标值",
            "1－6月执行情况",
            "指标值",
            "原因说明",
            "确定能",
            "有可能",
            "完全不可能",
        )
        for column, label in enumerate(labels, start=2):
            new.cell(5, column).value = label
        new.cell(6, 2).value, new.cell(6, 4).value, new.cell(6, 7).value = "修缮楼道", "6栋", "√"
        new.cell(6, 5).value = "≥12栋"
        new.cell(8, 2).value, new.cell(8, 4).value = "居民满意度", "91%"
        new.cell(9, 1).value = "填报人：张三"
        new.cell(10, 2).value = "不是指标"
        del book[sheet.title]

    back = read_forms(edited(forms(JULY), tmp_path, copy), wanted(year, JULY))
    rows = back.contents[_key(year)]["indicators"]
    assert [each["actual"] for each in rows] == ["6栋", "91%"]
    assert rows[0]["likelihood"] == "确定能"
    assert "causes" not in rows[0]
    assert not back.unmatched


def test_rows_of_no_indicator_and_changed_targets_are_told(
    year: Year, forms: Callable[[dt.date], Path], tmp_path: Path
):
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, REPAIR)
        sheet.cell(cell(sheet, "修缮楼道").row, 4).value = "≥8栋"
        sheet.cell(cell(sheet, "居民满意度").row, 3).value = "居民很满意"

    back = read_forms(edited(forms(JULY), tmp_path, change), wanted(year, JULY))
    assert ["≥8栋" in each.words and "≥12栋" in each.words for each in back.altered] == [True]
    assert ["居民很满意" in each.words for each in back.unmatched] == [True]
    assert len(back.contents[_key(year)]["indicators"]) == 4


def test_more_than_the_formula_gives_is_told_and_not_taken_and_less_is_an_award(
    year: Year, forms: Callable[[dt.date], Path], tmp_path: Path
):
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, REPAIR)
        sheet.cell(cell(sheet, "居民满意度").row, 7).value = "9.5"
        sheet.cell(cell(sheet, "修缮楼道").row, 7).value = 21

    back = read_forms(edited(forms(END), tmp_path, change), wanted(year, END))
    assert ["写成 21，按完成值是 20" in each.words for each in back.altered] == [True]
    assert row_of(back, year, "居民满意度")["score"] == "9.5"
    assert "score" not in row_of(back, year, "修缮楼道")
    assert row_of(back, year, "管理维护机制")["score"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"names": {"project/X": "别的项目"}}, "不在本次填报之内"),
        ({"is_evaluation": True}, "这是监控表，本次要的是自评表"),
        ({"fiscal_year": 2024}, "这是2023年度的表，本次填报的是2024年度"),
        ({"indicators": lambda _key: None}, "还没有指标"),
    ],
)
def test_another_form_than_is_asked_for_is_refused_with_the_reason(
    more: dict[str, Any], told: str, year: Year, forms: Callable[[dt.date], Path]
):
    with pytest.raises(UnreadableFile, match=told):
        read_forms(Book(forms(JULY)), wanted(year, JULY, **more))


def test_one_sheet_of_another_project_does_not_keep_the_others_out(
    year: Year, forms: Callable[[dt.date], Path], tmp_path: Path
):
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, REPAIR)
        sheet.cell(cell(sheet, "项目名称").row, 3).value = "别的项目"

    back = read_forms(edited(forms(JULY), tmp_path, change), wanted(year, JULY))
    assert len(back.contents) == len(year.projects) - 1
    assert ["别的项目" in each.words for each in back.unmatched] == [True]


def test_what_is_no_form_is_refused(year: Year, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = "三级"  # type: ignore[index]
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(UnreadableFile, match="既不是"):
        read_forms(Book(tmp_path / "other.xlsx"), wanted(year, JULY))


def test_every_column_of_a_layout_has_its_label():
    labels = labels_of("monitoring-136")
    assert labels.columns["硬件条件保障"] == "偏差原因.硬件条件保障"
    assert labels.below == {"全年预计执行数": "预计全年支出"}
    assert set(labels_of("self-evaluation").beside.values()) == {"项目名称", "实际完成情况"}
