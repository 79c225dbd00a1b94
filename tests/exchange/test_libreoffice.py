"""A workbook that another program has opened, edited and saved is still the same year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.example import example_year
from jixiao.exchange.workbook import read_workbook
from jixiao.exchange.workbook_writer import write_workbook
from jixiao.quantity import Money
from tests.exchange.files import UNIT_SHEET, Cells, Shown, book
from tests.exchange.libreoffice import LibreOffice

pytestmark = pytest.mark.needs("soffice")

KINDS = (".xlsx", ".xls", ".ods")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    return LibreOffice(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "年度 台账.xlsx"
    write_workbook(example_year(), path)
    return path


@pytest.fixture(scope="module")
def saved(office: LibreOffice, workbook: Path) -> tuple[Path, ...]:
    return office.save(workbook, *(workbook.with_name(f"另存{suffix}") for suffix in KINDS))


@pytest.fixture(scope="module")
def broken(office: LibreOffice, workbook: Path) -> tuple[Path, ...]:
    targets = (workbook.with_name(f"出错{suffix}") for suffix in KINDS)
    return office.save(workbook, *targets, edit=("支出", "G5", "=1/0"))


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_a_year_comes_back_from_each_kind_of_workbook(saved: tuple[Path, ...], kind: int):
    reading = read_workbook(saved[kind])
    assert reading.findings == (), str(reading)
    assert reading.year == example_year()


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_a_formula_that_failed_there_is_found(broken: tuple[Path, ...], kind: int):
    reading = read_workbook(broken[kind])
    assert reading.year is None
    assert [str(each.places[0]) for each in reading.errors] == ["支出!G5"]
    assert "#DIV/0!" in reading.errors[0].message


@pytest.fixture(scope="module")
def styled(office: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Percent formats, merged cells and a logical value, which each kind of file keeps in its own way."""
    terms: Cells = [["合同", "款项", "比例"], ["H1", "首付款", Shown(0.8, "0%")], [None, "尾款", 20]]
    projects: Cells = [["项目编号", "项目名称", "汇总行"], ["P01", "垃圾分类", True]]
    contracts: Cells = [["合同编号", "项目", "合同内容"], ["H1", "P01", "清运"]]
    sheets = {"单位": UNIT_SHEET, "项目": projects, "合同": contracts, "付款条款": terms}
    path = book(tmp_path_factory.mktemp("styled") / "台账.xlsx", sheets, {"付款条款": ["A2:A3"]})
    return office.save(path, *(path.with_name(f"另存{suffix}") for suffix in KINDS))


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_formats_and_merged_cells_mean_the_same_in_each_kind(styled: tuple[Path, ...], kind: int):
    reading = read_workbook(styled[kind])
    assert reading.findings == (), str(reading)
    assert reading.year is not None
    assert [(each.contract, each.share) for each in reading.year.payment_terms] == [
        ("H1", Decimal(80)),
        ("H1", Decimal(20)),
    ]
    assert reading.year.projects[0].is_remainder is True


def test_an_edited_payment_changes_that_payment_and_nothing_else(office: LibreOffice, workbook: Path):
    (path,) = office.save(workbook, workbook.with_name("改过.xlsx"), edit=("支出", "G5", "=1234567.89*1"))
    before, year = example_year(), read_workbook(path).year
    edited = replace(before.entries[1], amount=Money.of("1234567.89"))
    assert year == replace(before, entries=(before.entries[0], edited, *before.entries[2:]))
