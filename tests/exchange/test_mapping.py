"""A unit names its own sheets and headers once; they are remembered beside the workbook, or for the user."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.exchange.mapping import (
    NINE_COLUMNS,
    Mapping,
    SheetMapping,
    find_mapping,
    load_mapping,
    mapping_beside,
    save_mapping,
    users_mapping,
)
from jixiao.exchange.reading import Rule
from jixiao.exchange.workbook import propose_mapping, read_workbook
from jixiao.quantity import Money
from tests.exchange.files import PROJECT_SHEET, UNIT_SHEET, Cells, book

DAY = dt.date(2019, 5, 1)
OWN: Cells = [
    ["某街道2019年资金台账"],
    ["拨付时间", "事项", "拨付数", "经手人"],
    [DAY, "垃圾分类", 12.5, "甲"],
]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    sheets: dict[str, Cells] = {"单位": UNIT_SHEET, "项目": PROJECT_SHEET, "2019年资金台账": OWN}
    return book(tmp_path / "台账.xlsx", sheets)


PAYMENTS = SheetMapping(
    "支出", 2, "万元", {"拨付时间": "日期", "事项": "项目", "拨付数": "金额", "经手人": ""}
)


def test_own_headers_are_read_as_they_were_named(workbook: Path):
    year = read_workbook(workbook, Mapping({"2019年资金台账": PAYMENTS})).year
    assert year is not None
    assert [(each.date, each.project, each.amount) for each in year.entries] == [
        (DAY, "P01", Money.of("125000"))
    ]


def test_a_column_that_is_not_wanted_is_not_spoken_of(workbook: Path):
    assert read_workbook(workbook, Mapping({"2019年资金台账": PAYMENTS})).findings == ()


def test_a_mapping_beside_the_workbook_is_used_by_itself(workbook: Path):
    save_mapping(Mapping({"2019年资金台账": PAYMENTS}), mapping_beside(workbook))
    assert mapping_beside(workbook).name == "台账.map.toml"
    year = read_workbook(workbook).year
    assert year is not None
    assert len(year.entries) == 1


def test_the_users_mapping_is_used_where_none_lies_beside(workbook: Path):
    save_mapping(Mapping({"2019年资金台账": PAYMENTS}), users_mapping())
    year = read_workbook(workbook).year
    assert year is not None
    assert len(year.entries) == 1


def test_next_years_sheet_is_known_by_this_years_mapping(tmp_path: Path):
    path = book(tmp_path / "甲.xlsx", {"单位": UNIT_SHEET, "项目": PROJECT_SHEET, "2020年度资金台账": OWN})
    year = read_workbook(path, Mapping({"2019年资金台账": PAYMENTS})).year
    assert year is not None
    assert len(year.entries) == 1


def test_a_sheet_that_is_not_wanted_is_not_spoken_of(workbook: Path):
    reading = read_workbook(workbook, Mapping({"2019年资金台账": SheetMapping()}))
    assert reading.findings == ()
    assert reading.year is not None
    assert reading.year.entries == ()


def test_the_nine_column_table_may_have_own_headers_too(tmp_path: Path):
    rows: Cells = [["事项", "批了多少", "用了多少"], ["垃圾分类", 10, 5]]
    path = book(tmp_path / "甲.xlsx", {"单位": UNIT_SHEET, "明细": rows})
    columns = {"事项": "项目名称", "批了多少": "年初预算", "用了多少": "实际支出"}
    year = read_workbook(path, Mapping({"明细": SheetMapping(NINE_COLUMNS, 1, "万元", columns)})).year
    assert year is not None
    assert year.entries[0].amount == Money.of("50000")


def test_a_mapping_may_say_what_no_sheet_says(tmp_path: Path):
    rows: Cells = [["项目名称", "年初预算（万元）", "实际支出（万元）"], ["垃圾分类", 10, 5]]
    path = book(tmp_path / "甲.xlsx", {"明细": rows})
    mapping = Mapping(
        {}, 2019, {"单位全称": "某街道办事处", "short_name": "某街道", "适用政策": "beijing-xicheng"}
    )
    year = read_workbook(path, mapping).year
    assert year is not None
    assert (year.fiscal_year, year.unit.short_name, year.unit.policy) == (2019, "某街道", "beijing-xicheng")


def test_a_proposal_tells_what_is_known_and_asks_about_the_rest(tmp_path: Path):
    rows: Cells = [["支付日期", "项目名称", "支付金额（元）", "收款方"], [DAY, "垃圾分类", 1, "服务商甲"]]
    path = book(
        tmp_path / "甲.xlsx",
        {"单位": UNIT_SHEET, "项目": PROJECT_SHEET, "资金台账": rows, "通讯录": [["姓名"], ["甲"]]},
    )
    proposed = propose_mapping(path)
    assert proposed.sheets["资金台账"] == SheetMapping(
        "支出",
        1,
        "",
        {"支付日期": "日期", "项目名称": "项目", "支付金额（元）": "金额", "收款方": ""},
        {"收款方": "收款人"},
    )
    assert proposed.sheets["通讯录"].table == ""
    assert proposed.sheets["项目"].table == "项目"


def test_a_proposal_keeps_what_was_remembered(workbook: Path):
    save_mapping(Mapping({"2019年资金台账": PAYMENTS}, 2019), mapping_beside(workbook))
    proposed = propose_mapping(workbook)
    assert proposed.sheets["2019年资金台账"] == PAYMENTS
    assert proposed.fiscal_year == 2019


def test_a_proposal_that_is_saved_unchanged_changes_nothing(workbook: Path, tmp_path: Path):
    before = read_workbook(workbook)
    save_mapping(propose_mapping(workbook), mapping_beside(workbook))
    assert read_workbook(workbook).year == before.year


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping(),
        Mapping({"2019年资金台账": PAYMENTS}, 2019, {"单位全称": "某“街道”\\办事处"}),
        Mapping({'引"号\\与\n换行': SheetMapping("", None, "", {"栏\t目": ""})}),
        Mapping({"明细": SheetMapping(NINE_COLUMNS, 3)}),
    ],
)
def test_a_mapping_comes_back_from_its_file(tmp_path: Path, mapping: Mapping):
    save_mapping(mapping, tmp_path / "甲" / "乙.map.toml")
    assert load_mapping(tmp_path / "甲" / "乙.map.toml") == mapping


def test_the_file_suggests_labels_to_whoever_edits_it(tmp_path: Path):
    sheet = replace(PAYMENTS, suggestions={"经手人": "收款人"})
    save_mapping(Mapping({"台账": sheet}), tmp_path / "甲.map.toml")
    text = (tmp_path / "甲.map.toml").read_text("utf-8")
    assert '"经手人" = ""  # 是不是“收款人”？' in text
    assert "# 可写的栏目：日期、性质、支出类型" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = ", "读不通"),
        ('[sheets."甲"]\ntable = "花名册"', "花名册.*不认识"),
        ('[sheets."甲"]\ntable = "支出"\nunit = "美元"', "美元.*不认识"),
        ('[sheets."甲"]\ntable = "支出"\n[sheets."甲".columns]\n"乙" = "丙"', "“丙”不认识"),
        ('[sheets."甲"]\ntabel = "支出"', "写法不对"),
        ('[sheets]\n"甲" = 1', "写法不对"),
        ('fiscal_year = "去年"', "写法不对"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where(tmp_path: Path, text: str, said: str):
    path = tmp_path / "甲.map.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFile, match=said):
        load_mapping(path)


def test_there_may_be_no_mapping(workbook: Path):
    assert find_mapping(workbook) is None


def test_a_mapped_header_that_is_gone_is_an_error_with_advice(workbook: Path):
    gone = replace(PAYMENTS, columns={"别的": "日期"}, header_row=1)
    reading = read_workbook(workbook, Mapping({"2019年资金台账": gone}))
    assert reading.year is None
    assert [each.rule for each in reading.errors] == [Rule.MISSING_COLUMN.value]
    assert "jixiao year map" in reading.errors[0].hint
