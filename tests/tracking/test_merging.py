"""A year is put back as it was before a workbook took its place, and what was done since stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jixiao.example import example_year
from jixiao.quantity import Money
from jixiao.tracking.execution import Entry
from jixiao.tracking.merging import Merge, merged
from jixiao.tracking.project import Project
from jixiao.tracking.year import Year

BACK = example_year()
FIRST, SECOND, *OTHERS = BACK.projects
NEW = Project(code="P98", name="工作簿里新的")
BASE = replace(
    BACK,
    unit=replace(BACK.unit, short_name="某街"),
    projects=(replace(FIRST, name="新的名称"), *BACK.projects[1:], NEW),
    remarks=BACK.remarks[1:],
)
PAID = Entry(date=dt.date(2019, 11, 5), voucher="记-0042", project=SECOND.code, amount=Money(100))


def back_from(**since: object) -> Merge:
    """The year put back after these tables were changed."""
    return merged(base=BASE, now=replace(BASE, **since), back=BACK)  # type: ignore[arg-type]


def with_first(year: Year, **values: object) -> tuple[Project, ...]:
    return (replace(year.projects[0], **values), *year.projects[1:])  # type: ignore[arg-type]


def test_a_year_to_which_nothing_was_done_since_is_what_it_was_before():
    found = back_from()
    assert found.year == BACK
    assert (found.kept, found.lost.count) == (0, 0)
    assert found.places["remarks"] == tuple(range(len(BACK.remarks)))


def test_where_nothing_comes_back_the_year_stays_as_it_is():
    found = merged(base=BACK, now=BASE, back=BACK)
    assert found.year == BASE
    assert found.kept == 4
    assert not found.lost


def test_what_was_done_since_stays_beside_what_comes_back():
    since = with_first(BASE, note="刚写的")
    found = back_from(projects=(since[0], *since[2:]), entries=(*BASE.entries, PAID))
    assert found.year.projects == (replace(FIRST, note="刚写的"), *OTHERS)
    assert found.year.entries == (*BACK.entries, PAID)
    assert found.places["entries"][-1] is None
    assert found.year.remarks == BACK.remarks
    assert found.kept == 3
    assert not found.lost


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ({"projects": with_first(BASE, name="又一个名称")}, "changed"),
        ({"projects": BASE.projects[1:]}, "new"),  # it was removed, and comes back
        ({"projects": (*BASE.projects[:-1], replace(NEW, note="刚写的"))}, "gone"),
        ({"remarks": (replace(BACK.remarks[0], source="又记一次"), *BASE.remarks)}, "changed"),
    ],
)
def test_what_was_done_since_to_what_comes_back_is_told_as_lost(since: dict[str, object], told: str):
    found = back_from(**since)
    assert found.year == BACK
    (table,) = found.lost.tables
    assert len(getattr(table, told)) == table.count == 1


def test_of_a_row_with_a_lost_field_the_others_stay():
    found = back_from(projects=with_first(BASE, name="又一个名称", note="刚写的"))
    assert found.year.projects[0] == replace(FIRST, note="刚写的")
    ((changed,),) = (each.changed for each in found.lost.tables)
    assert [(each.name, old, new) for each, old, new in changed.values] == [
        ("name", "又一个名称", FIRST.name)
    ]


def test_the_unit_is_put_back_field_by_field():
    found = back_from(unit=replace(BASE.unit, short_name="另一个", name="月坛"))
    assert (found.year.unit.short_name, found.year.unit.name) == (BACK.unit.short_name, "月坛")
    assert found.lost.unit is not None


def test_a_row_to_which_one_written_since_refers_does_not_go():
    paid = replace(PAID, project=NEW.code)
    found = back_from(entries=(*BASE.entries, paid))
    assert found.year.projects == (*BACK.projects, NEW)
    assert found.year.entries[-1] == paid
    assert not found.lost


def test_a_row_written_again_since_stands_there_once():
    found = back_from(remarks=BACK.remarks)
    assert found.year == BACK
    assert not found.lost
