from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jixiao.example import example_year
from jixiao.quantity import Money
from jixiao.tracking.differences import KNOWN_BY, differences, pairs
from jixiao.tracking.execution import Entry
from jixiao.tracking.noun import attributes, key_attribute
from jixiao.tracking.problem import Annex
from jixiao.tracking.results import Output
from jixiao.tracking.year import TABLES, Year

YEAR = example_year()


def entry(voucher: str, day: int, fen: int, payee: str = "") -> Entry:
    return Entry(date=dt.date(2019, 3, day), voucher=voucher, project="P01", amount=Money(fen), payee=payee)


def test_nothing_differs_between_a_year_and_itself():
    found = differences(YEAR, replace(YEAR))
    assert not found
    assert found.count == 0


def test_everything_of_a_year_is_new_beside_an_empty_one():
    empty = Year(fiscal_year=2019, unit=YEAR.unit)
    found = differences(empty, YEAR)
    assert found.count == sum(1 for _ in YEAR.rows())
    assert {each.table: each.new for each in found.tables} == {
        table: YEAR.table(table) for table in TABLES if YEAR.table(table)
    }
    back = differences(YEAR, empty)
    assert [(each.table, each.gone) for each in back.tables] == [
        (each.table, each.new) for each in found.tables
    ]


def test_a_changed_row_tells_its_fields_old_and_new():
    first, *others = YEAR.projects
    found = differences(YEAR, replace(YEAR, projects=(replace(first, name="新名", number=9), *others)))
    (table,) = found.tables
    (changed,) = table.changed
    assert [(each.name, new) for each, _, new in changed.values] == [("number", 9), ("name", "新名")]
    assert (table.new, table.gone, table.is_reordered) == ((), (), False)


def test_a_row_under_another_key_is_another_row():
    first, *others = YEAR.projects
    (table,) = differences(YEAR, replace(YEAR, projects=(replace(first, code="P98"), *others))).tables
    assert (len(table.new), len(table.gone), len(table.changed)) == (1, 1, 0)


def test_rows_in_another_order_are_no_other_rows():
    (table,) = differences(YEAR, replace(YEAR, passages=YEAR.passages[::-1])).tables
    assert table.is_reordered
    assert table.count == 0


def test_the_unit_itself_may_differ():
    found = differences(YEAR, replace(YEAR, unit=replace(YEAR.unit, short_name="某街")))
    assert found.unit is not None
    assert [each.name for each, _, _ in found.unit.values] == ["short_name"]
    assert found.count == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (entry("5", 1, 100), entry("5", 1, 200), "changed"),  # a mistyped amount
        (entry("5", 1, 100), entry("5", 2, 100), "changed"),  # a mistyped date
        (entry("5", 1, 100), entry("6", 2, 100), "other"),
        (entry("", 1, 100, "甲"), entry("", 1, 200, "甲"), "changed"),
        (entry("", 1, 100, "甲"), entry("", 1, 100, "乙"), "other"),
    ],
)
def test_a_payment_is_known_by_its_voucher_else_by_day_and_payee(old: Entry, new: Entry, kind: str):
    matched = pairs("entries", [old], [new])
    assert (matched == {0: 0}) == (kind == "changed")


def test_equal_rows_are_counted_not_merged():
    row = entry("", 1, 100)
    before = Year(fiscal_year=2019, unit=YEAR.unit, entries=(row, row, row))
    after = replace(before, entries=(row, row))
    (table,) = differences(before, after).tables
    assert table.gone == (row,)
    assert table.new == ()


def test_a_row_that_stays_as_it_is_is_never_taken_for_a_changed_one():
    old = [Annex(title="一"), Annex(title="一", form="a")]
    assert pairs("annexes", old, [Annex(title="一", form="a"), Annex(title="一", form="b")]) == {0: 1, 1: 0}


def test_an_output_is_the_same_one_at_a_later_date():
    row = YEAR.outputs[0]
    assert isinstance(row, Output)
    assert pairs("outputs", [row], [replace(row, as_of=dt.date(2019, 12, 31), amount=row.amount + 1)]) == {
        0: 0
    }


def test_every_table_without_a_key_says_what_its_rows_are_known_by():
    keyless = {table for table, cls in TABLES.items() if key_attribute(cls) is None}
    assert set(KNOWN_BY) == keyless
    for table, ways in KNOWN_BY.items():
        names = {each.name for each in attributes(TABLES[table])}
        assert {name for way in ways for name in way} <= names


def test_fifty_thousand_payments_are_compared_in_seconds():
    rows = tuple(entry(str(number), 1 + number % 28, number) for number in range(50_000))
    old = Year(fiscal_year=2019, unit=YEAR.unit, entries=rows)
    new = replace(old, entries=(*rows[1:], replace(rows[0], amount=Money(7))))
    (table,) = differences(old, new).tables
    assert len(table.changed) == 1
    assert table.is_reordered
