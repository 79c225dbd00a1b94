"""`jixiao check --department`: what a department adds up, held to the documents of its units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest

from jixiao.reporting.as_json import schema_text
from tests.cli.conftest import Jixiao, jixiao
from tests.department import department, units

__all__ = ["jixiao"]

SCHEMA = Path(__file__).parent.parent / "reporting" / "sarif.schema.json"


def cells_of(line: str, above: list[list[str]]) -> list[str]:
    """The cells of a row; a total whose label stands for code and name has a blank cell behind it."""
    cells = line.split("\t")
    if above and cells[0] == "合计":
        cells[1:1] = [""] * (len(above[-1]) - len(cells))
    return cells


def as_word(text: str, path: Path) -> None:
    """The text as a Word file, its tables as tables."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in (*text.split("\n"), ""):
        if "\t" in line:
            rows.append(cells_of(line, rows))
            continue
        if rows:
            table = document.add_table(len(rows), max(map(len, rows)))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, words in zip(cells.cells, row, strict=False):
                    cell.text = words
            rows = []
        if line:
            document.add_paragraph(line)
    document.save(str(path))


def as_page(text: str) -> str:
    """The text as a page of the web."""
    parts: list[str] = []
    rows: list[list[str]] = []
    for line in (*text.split("\n"), ""):
        if "\t" in line:
            rows.append(cells_of(line, rows))
            continue
        if rows:
            body = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in body) + "</table>")
            rows = []
        if line:
            parts.append(f"<p>{line}</p>")
    return "<!DOCTYPE html><meta charset='utf-8'><body>" + "\n".join(parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A department's Word file, and its units' as text, Word and a page of the web."""
    as_word(department(), tmp_path / "部门.docx")
    (tmp_path / "units").mkdir()
    theirs = units()
    (tmp_path / "units" / "局本级.txt").write_text(theirs["局本级"], encoding="utf-8")
    as_word(theirs["图书馆"], tmp_path / "units" / "图书馆.docx")
    (tmp_path / "units" / "文化馆.html").write_text(as_page(theirs["文化馆"]), encoding="utf-8")
    return tmp_path


def damaged(folder: Path) -> None:
    text = department().replace("公务接待费\t2.00\t1.40", "公务接待费\t2.00\t1.90")
    as_word(text, folder / "部门.docx")


def records(jixiao: Jixiao, *arguments: str | Path) -> dict[str, dict[str, Any]]:
    said = jixiao("check", *arguments, "--format", "jsonl", "--relations")
    found = [json.loads(line) for line in said.out.splitlines()]
    for each in found:
        jsonschema.validate(each, json.loads(schema_text()))
    return {Path(each["path"]).name: each for each in found}


def test_files_of_several_kinds_add_up(jixiao: Jixiao, folder: Path):
    found = records(jixiao, folder / "units", "--department", folder / "部门.docx")
    assert len(found) == 4
    own = found["部门.docx"]
    assert "doubts" not in own["coverage"]
    assert not [each for each in own["findings"] if each["rule"].startswith("DEP")]
    ties = [each for each in own["relations"] if each["rule"] == "DEP001"]
    assert len(ties) > 50
    files = {Path(place["file"]).name for each in ties for place in each["places"] if "file" in place}
    assert files == {"局本级.txt", "图书馆.docx", "文化馆.html"}


def test_a_wrong_total_is_an_error_that_names_the_files(jixiao: Jixiao, folder: Path):
    damaged(folder)
    said = jixiao("check", folder / "units", "--department", folder / "部门.docx")
    assert said.code == 1
    flat = "".join(said.out.split())
    assert "所属单位合计为1.40：0.12（《图书馆》）＋1.20（《局本级》）＋0.08（《文化馆》）" in flat
    own = records(jixiao, folder / "units", "--department", folder / "部门.docx")["部门.docx"]
    (finding,) = [each for each in own["findings"] if each["rule"] == "DEP001"]
    assert (finding["stated"], finding["expected"]) == ("1.90", "1.40")
    assert [place["quote"] for place in finding["places"] if "file" in place] == ["0.12", "1.20", "0.08"]


def test_sarif_points_into_the_files_of_the_units(jixiao: Jixiao, folder: Path):
    damaged(folder)
    target = folder / "核稿.sarif"
    jixiao("check", folder / "units", "--department", folder / "部门.docx", "-o", target)
    log = json.loads(target.read_text(encoding="utf-8"))
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (result,) = [each for each in log["runs"][0]["results"] if each["ruleId"] == "DEP001"]
    files = [each["physicalLocation"]["artifactLocation"]["uri"] for each in result["relatedLocations"]]
    assert sum("units" in each for each in files) == 3


def test_what_is_missing_is_told_in_every_form(jixiao: Jixiao, folder: Path):
    (folder / "units" / "文化馆.html").unlink()
    arguments = ("check", folder / "units", "--department", folder / "部门.docx")
    said = jixiao(*arguments)
    assert said.code == 0
    assert "缺“南屏市江北区文化馆”的文件" in "".join(said.out.split())
    own = records(jixiao, *arguments[1:])["部门.docx"]
    assert any("缺“南屏市江北区文化馆”的文件" in each for each in own["coverage"]["doubts"])
    jixiao(*arguments, "-o", folder / "核稿.sarif")
    run = json.loads((folder / "核稿.sarif").read_text(encoding="utf-8"))["runs"][0]["invocations"][0]
    (note,) = run["toolExecutionNotifications"]
    assert note["level"] == "note"
    assert "缺“南屏市江北区文化馆”的文件" in note["message"]["text"]
    assert run["executionSuccessful"]
    jixiao(*arguments, "--format", "html", "-o", folder / "pages")
    assert "缺“南屏市江北区文化馆”的文件" in (folder / "pages" / "部门.html").read_text(encoding="utf-8")


def test_comments_in_the_departments_word_file_name_the_units(jixiao: Jixiao, folder: Path):
    damaged(folder)
    jixiao(
        "check",
        folder / "units",
        "--department",
        folder / "部门.docx",
        "--format",
        "docx",
        "-o",
        folder / "out",
    )
    comments = docx.Document(str(folder / "out" / "部门.docx")).comments
    assert any("《图书馆》“0.12”" in each.text for each in comments)


def test_the_departments_file_may_lie_among_its_units(jixiao: Jixiao, folder: Path):
    (folder / "部门.docx").rename(folder / "units" / "部门.docx")
    found = records(jixiao, folder / "units", "--department", folder / "units" / "部门.docx")
    assert len(found) == 4
    assert "doubts" not in found["部门.docx"]["coverage"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("部门.docx", "--department", "部门.docx"), "Name the files of the units"),
        (("units", "--department", "nothing.docx"), "does not exist"),
    ],
)
def test_what_makes_no_sense_is_refused(jixiao: Jixiao, folder: Path, arguments: tuple[str, ...], words: str):
    said = jixiao("check", *(each if each.startswith("-") else folder / each for each in arguments))
    assert said.code == 2
    assert words in said.err
