from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from jixiao.tracking.budget import Approval, Change
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.noun import Noun, Origin, attributes, key_attribute
from jixiao.tracking.project import Attention, PartState, Project, SubProject
from jixiao.tracking.results import Output
from jixiao.tracking.unit import GroupMember, GroupRole, Party, PartyKind
from jixiao.tracking.year import TABLES, Year
from tests.tracking.years import FULL_YEAR, YEAR_END, changed, dates, day, granted, letter, paid, year, years


def party(name: str, **more: Any) -> Party:
    return Party(**{"name": name, "kind": PartyKind.OFFICE, **more})


RENAMED = year(
    parties=(
        party("综合办公室"),
        party("城建科", valid_to=day(4, 30), successors=("城市管理办公室",)),
        party("城市管理办公室", valid_from=day(5, 1)),
    )
)


@pytest.mark.parametrize(
    ("date", "names"),
    [
        (day(4, 30), ["综合办公室", "城建科"]),
        (day(5, 1), ["综合办公室", "城市管理办公室"]),
    ],
)
def test_on_each_day_a_party_bears_one_name(date: dt.date, names: list[str]):
    assert [each.name for each in RENAMED.visible_on(date).parties] == names


def test_a_party_that_split_names_all_its_successors():
    split = party("社会事务科", successors=("民生保障办公室", "市民服务中心"))
    assert split.successors == ("民生保障办公室", "市民服务中心")


def test_a_seat_in_the_leading_group_is_visible_while_it_is_held():
    member = GroupMember(role=GroupRole.HEAD, who="街道主要领导", valid_from=day(3), valid_to=day(9, 30))
    held = year(group_members=(member,))
    shown = [bool(held.visible_on(date).group_members) for date in (day(2, 28), day(3), day(9, 30), day(10))]
    assert shown == [False, True, True, False]


def test_a_row_without_a_date_has_always_been_there():
    undated = year(
        outputs=(Output(subject="P01", name="巡视", amount=Decimal(3)),), approvals=(Approval(code="B01"),)
    )
    assert undated.visible_on(day(1)) == undated


def test_what_belongs_to_a_letter_or_contract_is_visible_with_it():
    it = year(
        projects=(Project(code="P01", name="保洁"),),
        approvals=(Approval(code="B01", issued=day(2, 20)),),
        approval_lines=(granted(100),),
        adjustments=(letter(requested=day(8, 21)),),
        adjustment_lines=(changed(Change.INCREASE, 5, adjustment="A01"),),
        contracts=(Contract(code="H01", project="P01", subject="保洁", signed=day(4, 1)),),
        payment_terms=(PaymentTerm(contract="H01", name="首付款"),),
    )
    tables = ("approval_lines", "adjustment_lines", "payment_terms")
    shown = {
        date: [len(it.visible_on(date).table(name)) for name in tables]
        for date in (day(2, 19), day(2, 20), day(4, 1), day(8, 21))
    }
    assert list(shown.values()) == [[0, 0, 0], [1, 0, 0], [1, 0, 1], [1, 1, 1]]


def test_a_row_of_an_unknown_letter_is_visible():
    it = year(adjustment_lines=(changed(Change.INCREASE, 5, adjustment="A07"),))
    assert it.visible_on(day(1)).adjustment_lines == it.adjustment_lines


@given(years, dates, dates)
def test_what_was_visible_stays_visible(any_year: Year, one: dt.date, other: dt.date):
    earlier, later = (any_year.visible_on(date) for date in sorted((one, other)))
    for name, row in earlier.rows():
        assert row in later.table(name)


@given(years, dates)
def test_looking_twice_shows_no_less(any_year: Year, as_of: dt.date):
    seen = any_year.visible_on(as_of)
    assert seen.visible_on(as_of) == seen


def test_focus_projects_stand_in_the_order_of_their_numbers():
    def project(code: str, number: int | None, **more: Any) -> Project:
        return Project(**{"code": code, "name": code, "number": number, "attention": Attention.FOCUS, **more})

    it = year(
        projects=(
            project("C", None),
            project("B", 2),
            project("A", 1),
            project("D", 3, attention=Attention.ORDINARY),
            project("R", 4, is_remainder=True),
        )
    )
    assert [each.code for each in it.focus_projects] == ["A", "B", "C"]
    assert [each.code for each in it.ordinary_projects] == ["D", "R"]


def test_of_two_projects_of_one_code_the_first_holds():
    it = year(projects=(Project(code="P01", name="甲"), Project(code="P01", name="乙")))
    assert it.project_by_code["P01"].name == "甲"


def test_a_period_is_found_by_code_or_name():
    it = year(periods=(FULL_YEAR,))
    assert it.period("full-year") == it.period("全年") == FULL_YEAR
    assert it.period("半年") is None


def test_where_a_row_was_read_is_no_part_of_it():
    read = replace(paid(5), origin=Origin("year.xlsx", "支出", 7))
    assert read == paid(5)
    assert hash(read) == hash(paid(5))


def test_every_reference_names_a_noun_that_has_a_key():
    nouns: dict[str, type[Noun]] = {cls.__name__: cls for cls in TABLES.values()}
    for cls in TABLES.values():
        for each in attributes(cls):
            for name in filter(None, each.column.refers.split("|")):
                assert name == "Unit" or key_attribute(nouns[name]), f"{cls.__name__}.{each.name}"


def test_a_parent_stands_in_a_table_before_its_parts():
    order = [cls.__name__ for cls in TABLES.values()]
    for position, cls in enumerate(TABLES.values()):
        for each in attributes(cls):
            if each.column.is_parent:
                assert order.index(each.column.refers) < position


@pytest.mark.parametrize("cls", TABLES.values())
def test_dates_of_appearance_are_fields_of_the_noun(cls: type[Noun]):
    names = {each.name for each in attributes(cls)}
    assert {cls.appears, cls.ends} - {""} <= names


def test_sub_projects_belong_to_their_project():
    part = SubProject(project="P01", name="信报箱更换", state=PartState.COMPLETED)
    assert year(sub_projects=(part,)).visible_on(YEAR_END).sub_projects == (part,)
