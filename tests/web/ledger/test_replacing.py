"""Another state of a year in the place of its own: what stays the same keeps its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao.example import example_year
from jixiao.tracking.year import TABLES, Year
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import replace_year

YEAR = example_year()


def numbers_of(year: BudgetYear, table: str) -> list[int]:
    return list(table_of(year, table).values_list("pk", flat=True))


def put(year: BudgetYear, **tables: object) -> Year:
    content = replace(YEAR, **tables)  # type: ignore[arg-type]
    replace_year(actor=None, year=year, content=content)
    return content


def test_the_same_year_again_changes_no_row(year: BudgetYear):
    before = {table: numbers_of(year, table) for table in TABLES}
    put(year)
    assert {table: numbers_of(year, table) for table in TABLES} == before
    assert set(table_of(year, "projects").values_list("version", flat=True)) == {1}


def test_a_changed_row_keeps_its_number_and_gets_another_version(year: BudgetYear):
    before = numbers_of(year, "projects")
    content = put(year, projects=(replace(YEAR.projects[0], name="新名"), *YEAR.projects[1:]))
    assert numbers_of(year, "projects") == before
    assert table_of(year, "projects").get(name="新名").version == 2
    assert year_of(year) == content


@pytest.mark.parametrize(
    "projects",
    [
        YEAR.projects[1:],
        YEAR.projects[:-1],
        YEAR.projects[::-1],
        (*YEAR.projects, replace(YEAR.projects[0], code="P77")),
        (replace(YEAR.projects[0], code="P77"), *YEAR.projects),
        (*YEAR.projects[:3], replace(YEAR.projects[0], code="P77"), *YEAR.projects[5:]),
        (),
    ],
)
def test_the_rows_stand_in_the_order_in_which_they_came(year: BudgetYear, projects: tuple[object, ...]):
    before = dict(zip(YEAR.projects, numbers_of(year, "projects"), strict=True))
    content = put(year, projects=projects)
    assert year_of(year) == content
    after = dict(zip(content.projects, numbers_of(year, "projects"), strict=True))
    assert all(after[each] == before[each] for each in content.projects if each in before)


def test_rows_that_come_back_get_the_numbers_that_they_had(year: BudgetYear):
    before = {table: numbers_of(year, table) for table in TABLES}
    put(year, contracts=YEAR.contracts[::2], outputs=())
    replace_year(actor=None, year=year, content=YEAR, numbers=before)
    assert {table: numbers_of(year, table) for table in TABLES} == before
    assert year_of(year) == YEAR


def test_only_the_tables_that_are_named_are_replaced(year: BudgetYear):
    empty = Year(fiscal_year=2019, unit=YEAR.unit)
    replace_year(actor=None, year=year, content=empty, tables=("remarks",))
    assert year_of(year) == replace(YEAR, remarks=())
