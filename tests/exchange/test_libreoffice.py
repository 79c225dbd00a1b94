"""A workbook that another program has opened, edited and saved is still the same year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.example import example_year
from jixiao.exchange.workbook import read_workbook
from jixiao.exchange.workbook_writer import write_workbook
from jixiao.quantity import Money
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


def test_an_edited_payment_changes_that_payment_and_nothing_else(office: LibreOffice, workbook: Path):
    (path,) = office.save(workbook, workbook.with_name("改过.xlsx"), edit=("支出", "G5", "=1234567.89*1"))
    before, year = example_year(), read_workbook(path).year
    edited = replace(before.entries[1], amount=Money.of("1234567.89"))
    assert year == replace(before, entries=(before.entries[0], edited, *before.entries[2:]))
