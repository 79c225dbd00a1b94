from __future__ import annotations

import pytest

from jixiao.tracking.common_indicators import OPEN, KindOfProject, kind_of_project, kinds_of_project
from jixiao.tracking.policy import load_policy
from jixiao.tracking.target import target

NATIONAL = load_policy("national")


@pytest.mark.parametrize("kind", kinds_of_project(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("year", [2019, 2023])
def test_every_indicator_has_its_place_in_the_years_hierarchy(kind: KindOfProject, year: int):
    hierarchy = NATIONAL.hierarchy(year)
    for each in kind.fitted(hierarchy):
        assert hierarchy.second(each["first"], each["second"]) is not None, each


@pytest.mark.parametrize("kind", kinds_of_project(), ids=lambda kind: kind.code)
def test_every_target_can_be_judged_once_it_has_its_number(kind: KindOfProject):
    for each in kind.indicators:
        read = target(each["target"].replace(OPEN, "8"))
        assert not read.is_qualitative or each.get("standard"), each


@pytest.mark.parametrize(
    "title", ["物业服务", "清扫保洁", "安保服务", "养老服务", "补贴发放", "修缮工程", "宣传活动", "人员经费"]
)
def test_the_kinds_of_a_street_office_are_there(title: str):
    assert title in {each.title for each in kinds_of_project()}


def test_an_open_target_stays_to_be_filled_in():
    kind = kind_of_project("cleaning")
    assert kind is not None
    (area,) = [each for each in kind.fitted(NATIONAL.hierarchy(2023)) if each["name"] == "保洁面积"]
    assert (area["target"], area["note"]) == ("", "指标值的样子：≥…万㎡")
    assert kind_of_project("atlantis") is None
