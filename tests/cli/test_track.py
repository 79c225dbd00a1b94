from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.cli.glance_page import bar
from jixiao.cli.width import width
from jixiao.example import example_year
from jixiao.exchange import write_year
from jixiao.exchange.workbook_writer import write_workbook
from jixiao.quantity import WAN, Money
from jixiao.tracking.glance import Standing
from jixiao.tracking.position import Position
from tests.cli.conftest import Jixiao, words


def test_the_year_is_shown_with_both_rates(jixiao: Jixiao, example_workbook: Path):
    said = jixiao("track", example_workbook)
    assert said.code == 0
    assert said.lines[0] == "月坛街道 · 2019 · as of 2019-12-31 · in 万元"
    focus = next(line.split() for line in said.lines if "Focus projects (20)" in line)
    assert focus[-5:] == ["14,692.74", "13,368.03", "13,112.03", "98.08%", "89.24%"]


def test_projects_stand_under_their_band_with_its_count(jixiao: Jixiao, example_workbook: Path):
    lines = jixiao("track", example_workbook).lines
    counts = [line for line in lines if line.endswith((" projects", " project"))]
    assert counts == ["100% · 7 projects", "90%（含）以上不足100% · 12 projects", "不足90% · 1 project"]
    assert lines[lines.index("不足90% · 1 project") + 1].split()[0] == "10"


def test_those_behind_are_named_worst_first_and_the_others_counted(jixiao: Jixiao, example_workbook: Path):
    lines = jixiao("track", example_workbook).lines
    start = lines.index("Behind, furthest first (13 of 20)")
    assert lines[start + 3].split() == ["社区党组织服务群众经费", "85.28%", "100.00%", "-14.72"]
    assert lines[start + 8] == "… and 8 more (--all)"


def test_ordinary_projects_are_shown_on_demand(jixiao: Jixiao, example_workbook: Path):
    assert "其他一般项目" not in jixiao("track", example_workbook).out
    assert "其他一般项目" in jixiao("track", example_workbook, "--all").out


@pytest.mark.parametrize("columns", [70, 80, 100, 120, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_terminal(
    jixiao: Jixiao, example_workbook: Path, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = jixiao("track", example_workbook, "--all", "--since", "2019-06-30", "--lang", language)
    widest = max(said.lines, key=width)
    assert width(widest) <= columns, widest


def test_numbers_stand_under_each_other(jixiao: Jixiao, example_workbook: Path):
    lines = jixiao("track", example_workbook).lines
    start = next(number for number, line in enumerate(lines) if line.startswith("No."))
    rows = [line for line in lines[start : start + 27] if re.match(r" +\d+ ", line)]
    assert len(rows) == 20
    assert len({width(row) for row in rows}) == 1


def test_what_is_not_known_is_not_shown_as_zero(jixiao: Jixiao, example_workbook: Path):
    said = jixiao("track", example_workbook, "--as-of", "2019-06-30")
    unit = next(line.split() for line in said.lines if line.startswith("Unit"))
    assert unit == ["Unit", "38,038.35", "38,038.35", "?", "?", "?"]
    assert "only a later statement tells what was spent" in words(said.out)
    assert "behind" not in said.out.split("± plan")[0]


def test_what_changed_since_a_date_is_told(jixiao: Jixiao, example_workbook: Path):
    said = jixiao("track", example_workbook, "--since", "2019-10-01")
    assert "Changed after 2019-10-01, up to 2019-12-31" in said.lines
    assert "  月办函〔2019〕42号: requested 2019-10-31, approved …, 已批复" in said.lines
    assert "月办函〔2019〕33号" not in said.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--since", "2019-12-31"], "--since 2019-12-31 is not before 2019-12-31."),
        (["--as-of", "2018-12-31"], "--as-of 2018-12-31: the year 2019 has not begun by then."),
        (["--as-of", "8月底"], "is no date"),
    ],
)
def test_dates_that_make_no_sense_are_refused(
    jixiao: Jixiao, example_workbook: Path, arguments: list[str], why: str
):
    said = jixiao("track", example_workbook, *arguments)
    assert (said.code, said.out) == (2, "")
    assert why in said.err


def test_a_pipe_gets_no_control_characters(jixiao: Jixiao, example_workbook: Path):
    assert "\x1b" not in jixiao("track", example_workbook).out


def test_color_is_for_those_who_ask_for_it(
    jixiao: Jixiao, example_workbook: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    colored = jixiao("track", example_workbook).out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = jixiao("track", example_workbook).out
    assert "\x1b[31m" in colored
    assert "\x1b[31m" not in plain


def standing(adjusted: str, spent: str) -> Standing:
    return Standing(Position(original=Money.of(adjusted, WAN), spent=Money.of(spent, WAN)))


@pytest.mark.parametrize(
    ("spent", "drawn"),
    [("100", "████"), ("99.99", "███▉"), ("50", "██░░"), ("0", "░░░░"), ("120", "████!"), ("-5", "░░░░")],
)
def test_a_bar_is_full_only_where_everything_was_spent(spent: str, drawn: str):
    assert bar(standing("100", spent), 4, is_plain=False) == drawn


def test_a_bar_has_a_form_for_terminals_that_know_no_blocks():
    assert bar(standing("100", "60"), 5, is_plain=True) == "###--"


def test_without_a_budget_there_is_no_bar():
    assert bar(standing("0", "0"), 5, is_plain=True) == ""


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "shifan.xlsx"
    write_year(example_year("shifan-2023"), path)
    return path


def test_lights_stand_worst_first_with_a_forecast(jixiao: Jixiao, invented: Path):
    said = jixiao("--lang", "zh", "track", invented, "--as-of", "2023-07-31").out
    lines = said[said.index("预警灯") :].splitlines()
    projects = [line for line in lines if "街面清扫保洁" in line or "居家养老服务" in line]
    assert "居家养老服务" in projects[0]
    assert "红" in projects[0]
    assert "240.00" in projects[1]


def test_how_a_light_came_about_is_one_step_away(jixiao: Jixiao, invented: Path):
    said = jixiao("--lang", "zh", "track", invented, "--as-of", "2023-07-31", "--why", "居家养老服务").out
    assert "9800人次÷36000人次÷序时进度58.33%＝46.67%，低于60%" in "".join(said.split())
    assert "350,000.00元÷1,800,000.00元" in "".join(said.split())
    english = jixiao("--lang", "en", "track", invented, "--as-of", "2023-07-31", "--why", "P03").out
    assert "Year's end (forecast)" in english


def test_a_year_that_is_over_tells_how_right_its_forecasts_were(jixiao: Jixiao, invented: Path):
    said = jixiao("--lang", "zh", "track", invented).out
    assert "全年预计得准不准" in said
    assert "没有完成" in said


def test_a_project_that_is_not_there_has_no_reasons(jixiao: Jixiao, invented: Path):
    said = jixiao("track", invented, "--why", "某项目")
    assert said.code == 2
    assert "某项目" in said.err


def test_a_year_without_indicators_shows_no_lights(jixiao: Jixiao, tmp_path: Path):
    bare = replace(example_year(), objectives=(), indicators=(), attainments=(), statements=())
    write_workbook(bare, tmp_path / "bare.xlsx")
    assert "Lights" not in jixiao("track", tmp_path / "bare.xlsx").out
