from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest

from jixiao.example import example_year
from jixiao.exchange import write_year
from jixiao.quantity import Money
from tests.cli.conftest import Jixiao

ADDED = "领导小组全年专题研究四次。"


@pytest.fixture
def edited(jixiao: Jixiao, example_workbook: Path, tmp_path: Path) -> Path:
    """A report of the example to which somebody has added a sentence in another program."""
    path = tmp_path / "报告.docx"
    assert jixiao("report", example_workbook, "-o", path).code == 0
    document = docx.Document(str(path))
    paragraph = next(each for each in document.paragraphs if "预算绩效领导小组" in each.text)
    paragraph.add_run(ADDED)
    document.save(str(path))
    return path


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The example with a yuan less spent on its first project."""
    year = example_year()
    entries = tuple(
        replace(each, amount=each.amount - Money.of(10_000)) if each.project == "P01" else each
        for each in year.entries
    )
    path = tmp_path / "later.json"
    write_year(replace(year, entries=entries), path)
    return path


def text(path: Path) -> str:
    return "\n".join(each.text for each in docx.Document(str(path)).paragraphs)


def test_figures_follow_the_ledger_and_edited_words_stay(
    jixiao: Jixiao, edited: Path, later: Path, tmp_path: Path
):
    before = edited.read_bytes()
    said = jixiao("report", "--refresh", edited, later, "-o", tmp_path / "new.docx")
    assert said.code == 0, said.err
    assert any(line.startswith("Figures changed") for line in said.lines)
    assert ADDED in text(tmp_path / "new.docx")
    assert edited.read_bytes() == before


def test_without_a_name_the_new_file_stands_beside_the_edited_one(jixiao: Jixiao, edited: Path, later: Path):
    said = jixiao("report", "--refresh", edited, later)
    assert said.code == 0, said.err
    assert Path(said.lines[0]).parent == edited.parent
    assert ADDED in text(Path(said.lines[0]))
    assert jixiao("report", "--refresh", edited, later).code == 2, "it is not written over"


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "报告.docx"],
        ["-o", "new.pdf"],
        ["-o", "a.docx", "-o", "b.docx"],
        ["-o", "new.docx", "--as-of", "2019-10-31"],
        ["-o", "new.docx", "--final"],
    ],
)
def test_what_a_refresh_cannot_do_is_refused(
    jixiao: Jixiao, edited: Path, later: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
):
    monkeypatch.chdir(edited.parent)
    before = {each: each.read_bytes() for each in edited.parent.iterdir()}
    said = jixiao("report", "--refresh", edited, later, *arguments)
    assert (said.code, said.out) == (2, "")
    assert {each: each.read_bytes() for each in edited.parent.iterdir()} == before


def test_a_file_that_is_no_report_of_ours_is_refused(jixiao: Jixiao, later: Path, tmp_path: Path):
    (tmp_path / "letter.docx").write_text("此致", encoding="utf-8")
    said = jixiao("report", "--refresh", tmp_path / "letter.docx", later, "-o", tmp_path / "new.docx")
    assert said.code == 2
    assert "letter.docx" in said.err
    assert not (tmp_path / "new.docx").exists()
