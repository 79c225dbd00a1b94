"""Filled-in official forms taken into a year, without the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from jixiao.example import example_year
from jixiao.exchange.forms import write_forms
from jixiao.exchange.forms_taken import FormsTaken, take_forms
from jixiao.narrative.report import chosen_period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

SAID = ("reached", "tier", "words", "forecast", "causes", "explanation", "likelihood", "remark", "score")
ROUNDS = {"monitoring-136": "seven-months", "self-evaluation": ""}


@pytest.fixture(scope="module")
def year() -> Year:
    return example_year("shifan-2023")


@pytest.fixture(scope="module")
def written(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    def form(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        write_forms(year, chosen_period(year, ROUNDS[name]), folder, forms=[name], formats=["xlsx"])
        return next(folder.glob("*.xlsx"))

    return form


def without(year: Year, name: str) -> Year:
    """The year before anybody filed for that round."""
    end = chosen_period(year, ROUNDS[name]).end
    return replace(year, attainments=tuple(each for each in year.attainments if each.as_of != end))


def taken(year: Year, name: str, *files: Path) -> FormsTaken:
    period = chosen_period(year, ROUNDS[name])
    return take_forms(year, period, load_policy(year.unit.policy), files)


@pytest.mark.parametrize("name", ROUNDS)
def test_what_forms_say_is_in_the_year_again(name: str, year: Year, written: Callable[[str], Path]):
    found = taken(without(year, name), name, written(name))
    end = chosen_period(year, ROUNDS[name]).end
    of_projects = {each.code for each in year.indicators if each.subject != "unit"}
    then = {
        each.indicator: each
        for each in year.attainments
        if each.as_of == end and each.indicator in of_projects
    }
    now = {each.indicator: each for each in found.year.attainments if each.as_of == end}
    assert len(then) == len(now) == 30
    for code, each in then.items():
        assert [getattr(now[code], field) for field in SAID] == [getattr(each, field) for field in SAID]
    assert (found.left, found.refused) == ([], [])
    assert {form.indicators for form in found.forms} == {5}


def test_what_a_form_leaves_blank_stays_and_another_value_takes_its_place(
    year: Year, written: Callable[[str], Path]
):
    path = written("self-evaluation")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "上门服务":
                    sheet.cell(cell.row, cell.column + 2).value = 31500
                    sheet.cell(cell.row, cell.column + 5).value = None
    book.save(path)
    code = next(each.code for each in year.indicators if each.name == "上门服务")
    end = chosen_period(year, "").end
    (before,) = (each for each in year.attainments if (each.indicator, each.as_of) == (code, end))
    found = taken(year, "self-evaluation", path)
    (after,) = (each for each in found.year.attainments if (each.indicator, each.as_of) == (code, end))
    assert after.actual == 31500
    assert after.explanation == before.explanation != ""


def test_a_second_form_of_a_project_is_left_and_told(year: Year, written: Callable[[str], Path]):
    path = written("monitoring-136")
    found = taken(year, "monitoring-136", path, path)
    assert len(found.forms) == 6
    assert len(found.left) == 6
    assert "已经收过一张表" in found.left[0][1].words


def test_a_form_of_another_round_and_a_file_that_is_none_are_refused_and_the_rest_taken(
    year: Year, written: Callable[[str], Path], tmp_path: Path
):
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    found = taken(year, "monitoring-136", written("self-evaluation"), other, written("monitoring-136"))
    assert [file.name for file, _error in found.refused][1] == "other.xlsx"
    assert len(found.refused) == 2
    assert len(found.forms) == 6
