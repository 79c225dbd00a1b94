"""The example's outputs: parts that make a whole, and names that a reference can reach."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from jixiao.terms import term
from jixiao.tracking.results import Output
from jixiao.tracking.year import Year

SUMS = [
    ("P01", "服务总量", ["日间照料", "助餐", "平安问候", "助浴", "理发", "公益服务", "手足护理"]),
    ("P03", "服务街巷", ["北片街巷", "南片街巷"]),
    ("P05", "学员", ["智力残疾学员", "精神残疾学员", "多重残疾学员"]),
    ("P06", "培训覆盖社区", ["剪纸班社区", "园艺班社区"]),
    ("P08", "保洁小区", ["服务商丁小区", "服务商戊小区"]),
    ("P20", "拆除违建", ["商业类", "办公类", "居住类", "仓储类"]),
    ("P20", "拆除面积", ["商业类面积", "办公类面积", "居住类面积", "仓储类面积"]),
    ("T2", "信访总量", ["区转信访", "自收来访"]),
    ("T2", "区转信访", ["区转办结", "区转在办"]),
    ("T4", "案件合计", ["市直派案件", "热线转派案件"]),
    ("T4", "便民商业网点", ["新建网点", "提升网点"]),
]


@pytest.fixture(scope="module")
def outputs(year: Year) -> dict[tuple[str, str], Output]:
    return {(each.subject, each.name): each for each in year.outputs}


@pytest.mark.parametrize(("subject", "whole", "parts"), SUMS)
def test_parts_make_the_whole(
    outputs: dict[tuple[str, str], Output], subject: str, whole: str, parts: list[str]
):
    assert sum(outputs[subject, part].amount for part in parts) == outputs[subject, whole].amount


def test_the_areas_of_two_contracts_make_the_area_served(year: Year, outputs: dict[tuple[str, str], Output]):
    bases = [each.base for each in year.cost_standards if each.project == "P03"]
    assert sum(base for base in bases if base) == outputs["P03", "服务面积"].amount == Decimal("401402.57")


def test_each_output_has_a_subject_a_date_and_a_name_of_its_own(
    year: Year, outputs: dict[tuple[str, str], Output]
):
    subjects = {each.code for each in year.focus_projects} | {each.code for each in year.themes}
    assert {each.subject for each in year.outputs} <= subjects | {"unit"}
    assert len(outputs) == len(year.outputs)
    assert all(each.as_of and each.unit for each in year.outputs)


def test_no_output_bears_the_name_of_a_term_or_a_name_that_a_reference_cannot_spell(year: Year):
    names = {each.name for each in year.outputs} | {each.item for each in year.cost_standards}
    assert not [name for name in names if term(name)]
    assert not [name for name in names if set(name) & set(".．。{}")]


def test_facts_of_october_do_not_pass_for_facts_of_december(outputs: dict[tuple[str, str], Output]):
    october, december = outputs["T4", "茶座活动"], outputs["P06", "茶座活动"]
    assert (october.amount, october.as_of) == (Decimal(307), dt.date(2019, 10, 31))
    assert (december.amount, december.as_of) == (Decimal(483), dt.date(2019, 12, 31))


def test_planned_quantities_stand_where_the_source_says_them(year: Year):
    planned = {(each.subject, each.name): each.planned for each in year.outputs if each.planned}
    assert planned == {("P20", "拆除面积"): 5000, ("T3", "疏解人口"): 3300, ("T3", "架空线入地"): 70}
