"""`jixiao check --against` and `--same-unit`: a report held to its ledger, and to that of the year before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from jixiao.document.layout import load_layout
from jixiao.document.readers.word_runs import W
from jixiao.document.writers import write
from jixiao.example import example_year
from jixiao.exchange import write_year
from jixiao.narrative.report import chosen_period, write_report
from tests.cli.conftest import Jixiao, jixiao

__all__ = ["jixiao"]

BEFORE = "某街道2024年部门预算\n2024年“三公”经费预算数为47.91万元。\n"
AFTER = "某街道2025年部门预算\n2025年“三公”经费预算数为37.91万元，比2024年预算减少{change}万元。\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example's ledger and the report generated from it."""
    folder = tmp_path_factory.mktemp("example")
    year = example_year()
    write_year(year, folder / "year.xlsx")
    write(write_report(year, chosen_period(year)).document, folder / "report.docx", load_layout("gbt-9704"))
    return folder


def bound(path: Path) -> list[str]:
    """The ink of every bound figure of a Word file."""
    body = docx.Document(str(path)).element.body
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in body.iter(f"{W}sdt")]


def record(jixiao: Jixiao, *arguments: str | Path) -> dict[str, Any]:
    said = jixiao("check", *arguments, "--format", "jsonl", "--relations")
    (line,) = said.out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_generated_report_agrees_with_its_ledger_figure_by_figure(jixiao: Jixiao, example: Path):
    found = record(jixiao, example / "report.docx", "--against", example / "year.xlsx")
    assert [each for each in found["findings"] if each["severity"] == "error"] == []
    figures = [ink for ink in bound(example / "report.docx") if any(map(str.isdigit, ink))]
    proved = [each for each in found["relations"] if each["rule"] == "LED001"]
    assert len(proved) >= len(figures) > 900
    assert all(each["verdict"] == "sound" for each in proved)
    assert found["coverage"]["verified"] >= len(figures)
    alone = record(jixiao, example / "report.docx")
    assert alone["coverage"]["single"] > found["coverage"]["single"]


@pytest.mark.parametrize("number", [3, 40, 200, 500, 900])
def test_a_damaged_bound_figure_is_found(jixiao: Jixiao, example: Path, tmp_path: Path, number: int):
    document = docx.Document(str(example / "report.docx"))
    controls = [
        text
        for each in document.element.body.iter(f"{W}sdt")
        for text in each.iter(f"{W}t")
        if any(map(str.isdigit, text.text or ""))
    ]
    ink = controls[number].text
    last = next(at for at in reversed(range(len(ink))) if ink[at].isdigit())
    controls[number].text = f"{ink[:last]}{(int(ink[last]) + 1) % 10}{ink[last + 1 :]}"
    damaged = tmp_path / "damaged.docx"
    document.save(str(damaged))
    found = record(jixiao, damaged, "--against", example / "year.xlsx")
    (error,) = [each for each in found["findings"] if each["rule"] == "LED001"]
    assert error["severity"] == "error"
    assert ink in error["expected"]


def test_a_report_of_any_kind_is_held_to_what_it_names(jixiao: Jixiao, example: Path, tmp_path: Path):
    (tmp_path / "report.txt").write_text(
        "1.党群工作办公室组织实施的“宣传经费项目”，截至2019年12月31日实际支出金额129.34万元，"
        "预算金额124.00万元。\n",
        encoding="utf-8",
    )
    found = record(jixiao, tmp_path / "report.txt", "--against", example / "year.xlsx")
    (error,) = [each for each in found["findings"] if each["rule"] == "LED002"]
    assert (error["stated"], error["expected"]) == ("129.34万元", "119.34万元")


def test_what_is_said_of_the_year_before_is_held_to_its_document(jixiao: Jixiao, tmp_path: Path):
    (tmp_path / "2024.txt").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "2025.txt").write_text(AFTER.format(change=10), encoding="utf-8")
    names = (tmp_path / "2024.txt", tmp_path / "2025.txt")
    assert "LED003" not in jixiao("check", *names, "--same-unit").out
    (tmp_path / "2025.txt").write_text(AFTER.format(change=60), encoding="utf-8")
    said = jixiao("check", *names, "--same-unit")
    assert "LED003" in said.out
    assert "《2024》" in said.out
    assert "LED003" not in jixiao("check", *names).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--same-unit",), "two files or more"),
        (("--period", "full-year"), "go with --against"),
        (("--against", "nothing.xlsx"), "No such file"),
    ],
)
def test_what_makes_no_sense_is_refused(
    jixiao: Jixiao, tmp_path: Path, arguments: tuple[str, ...], words: str
):
    (tmp_path / "2024.txt").write_text(BEFORE, encoding="utf-8")
    said = jixiao("check", tmp_path / "2024.txt", *arguments)
    assert said.code == 2
    assert words in said.err
