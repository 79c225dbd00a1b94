from __future__ import annotations

import docx
import pytest

from jixiao.document.readers.reading import read_document
from jixiao.facts.facts import Facts, facts_of
from jixiao.findings import Finding, Place, Severity
from jixiao.reporting.concerned import names_of, project_of
from jixiao.tracking.project import Project

NAMES = names_of(
    [
        Project(code="P1", name="“无围墙”站点年租金"),
        Project(code="P2", name="宣传经费"),
        Project(code="P3", name="社区宣传经费"),
        Project(code="P4", name="会议费"),
        Project(code="P9", name="其他一般项目", is_remainder=True),
    ]
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("全年支出11.11万元。宣传经费支出22.22万元；社区宣传经费支出33.33万元。")
    document.add_heading("（一）无围墙站点年租金", 2)
    document.add_paragraph("年初预算44.44万元，会议费0.55万元。")
    table = document.add_table(rows=0, cols=2)
    for row in (("项目", "支出（万元）"), ("社区宣传经费", "66.66"), ("合计", "77.77")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    path = tmp_path_factory.mktemp("concerned") / "报告.docx"
    document.save(str(path))
    return facts_of(read_document(path))


def about(facts: Facts, *figures: str) -> str:
    """The project of a finding whose places are these figures."""
    starts = [(facts.text.index(each), len(each)) for each in figures]
    places = tuple(facts.place(start, start + length) for start, length in starts)
    return project_of(Finding("SUM001", Severity.ERROR, "", places=places), facts, NAMES)


@pytest.mark.parametrize(
    ("figure", "code"),
    [("22.22", "P2"), ("33.33", "P3"), ("44.44", "P1"), ("0.55", "P1"), ("66.66", "P3"), ("77.77", "")],
)
def test_a_figure_is_about_the_project_named_last_before_it_or_by_its_row(
    facts: Facts, figure: str, code: str
):
    assert about(facts, figure) == code


def test_of_a_total_the_one_project_that_its_parts_name_counts_and_of_several_none(facts: Facts):
    assert about(facts, "11.11", "33.33", "66.66") == "P3"
    assert about(facts, "11.11", "22.22", "33.33") == ""


def test_a_place_in_another_file_or_nowhere_is_about_nothing(facts: Facts):
    elsewhere = Finding("SUM001", Severity.ERROR, "", places=(Place(file="去年.docx", flow=(0, 3)), Place()))
    assert project_of(elsewhere, facts, NAMES) == ""
    assert project_of(Finding("SUM001", Severity.ERROR, ""), facts, NAMES) == ""


def test_names_that_stand_everywhere_or_twice_tell_nothing():
    assert "会议费" not in NAMES
    assert "其他一般项目" not in NAMES
    assert names_of([Project(code="A", name="保洁经费"), Project(code="B", name="保洁 经费")]) == {}
