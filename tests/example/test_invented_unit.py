"""The invented unit: a whole round of monitoring and self-evaluation that holds together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.catalogue import check_year
from jixiao.example import example_year
from jixiao.findings import Severity
from jixiao.tracking.glance import Glance
from jixiao.tracking.lights import Light
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.policy import load_policy
from jixiao.tracking.self_evaluation import SelfEvaluation

YEAR = example_year("shifan-2023")
POLICY = load_policy(YEAR.unit.policy)


def glance(period: str) -> Glance:
    found = YEAR.period(period)
    assert found is not None
    return Glance(YEAR, found.end, POLICY)


def test_it_says_that_it_is_invented():
    assert "虚构" in YEAR.unit.note


@pytest.mark.parametrize("period", ["seven-months", "full-year"])
def test_its_rules_find_no_error_in_either_round(period: str):
    found = YEAR.period(period)
    assert found is not None
    report = check_year(YEAR, POLICY, found)
    assert [each.message for each in report.findings if each.severity is Severity.ERROR] == []
    assert [each.message for each in report.findings if each.severity is Severity.WARNING] == []


def test_it_shows_lights_of_every_kind():
    lights = {
        each.lit.light
        for period in ("seven-months", "full-year")
        for project in Monitoring(glance(period)).projects.values()
        for each in project.indicators
    }
    assert lights == {*Light, None}


def test_nothing_that_was_filled_in_wants_anything_more():
    for period in ("seven-months", "full-year"):
        gaps = [
            (project.project.name, each.goal.indicator.name, gap.message)
            for project in Monitoring(glance(period)).projects.values()
            for each in project.indicators
            for gap in each.gaps
            if period == "seven-months" and project.project
        ]
        assert gaps == []
    evaluated = SelfEvaluation(glance("full-year")).projects.values()
    assert [gap.message for each in evaluated for row in each.indicators for gap in row.gaps] == []


def test_every_project_has_a_total_and_weights_that_add_up():
    evaluation = SelfEvaluation(glance("full-year"))
    totals = {code: each.total for code, each in evaluation.projects.items()}
    assert totals["P01"] == Decimal(100)
    assert all(each is not None for each in totals.values())
    assert all(not each.misweighted for each in evaluation.projects.values())
    assert {each.grade.label for each in evaluation.projects.values() if each.grade} == {"优", "中"}
    assert evaluation.unit is not None
    assert evaluation.unit.misweighted == ()


def test_changes_are_approved_and_kept_beside_what_stood_before():
    goals = {each.indicator.name: each for each in Monitoring(glance("full-year")).goals.of["P03"]}
    assert goals["上门服务"].indicator.target == "≥36000人次"
    assert str(goals["上门服务"].target) == "≥32000人次"
    removed = {
        each.indicator.name for each in Monitoring(glance("full-year")).goals.of["P06"] if each.is_removed
    }
    assert removed == {"短片审核通过率"}
