"""The files that the how-to pages show do what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl

from tests.cli.conftest import Jixiao, example_workbook, jixiao

__all__ = ["example_workbook", "jixiao"]

DOCS = Path(__file__).parent.parent.parent / "docs"


def shown(page: str) -> str:
    """The first TOML file that a page shows."""
    found = re.search(r"```toml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert found is not None
    return found[1]


def test_the_outline_of_the_page_changes_title_and_sentence(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    (tmp_path / "ours.toml").write_text(shown("howto/own-words.md"), encoding="utf-8")
    said = jixiao(
        "report", example_workbook, "-o", tmp_path / "r.md", "--outline", tmp_path / "ours.toml", "--final"
    )
    assert said.code == 0, said.err
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert text.startswith("# 月坛街道2019年预算绩效跟踪报告\n")
    assert "其余项目调整后预算16,670.55万元，支出16,261.27万元" in text


def test_the_outline_of_the_reference_is_one(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    (tmp_path / "ours.toml").write_text(shown("reference/outline.md"), encoding="utf-8")
    said = jixiao("report", example_workbook, "-o", tmp_path / "r.md", "--outline", tmp_path / "ours.toml")
    assert said.code == 0, said.err


def test_the_mapping_of_the_page_fills_a_blank(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    blank = openpyxl.Workbook()
    sheet = blank.active
    assert sheet is not None
    sheet.title = "跟踪清单"
    sheet["A5"] = "序号"
    blank.save(tmp_path / "空表.xlsx")
    (tmp_path / "对照.toml").write_text(shown("howto/fill-a-blank.md"), encoding="utf-8")
    arguments = ["--blank", tmp_path / "空表.xlsx", "--mapping", tmp_path / "对照.toml"]
    said = jixiao("forms", example_workbook, "-o", tmp_path / "报送", *arguments)
    assert said.code == 0, said.err
    filled = openpyxl.load_workbook(said.lines[0])["跟踪清单"]
    assert [filled[place].value for place in ("A5", "A6", "B6", "D6", "G25")] == [
        "序号",
        1,
        "“无围墙”站点年租金",
        124,
        879.78,
    ]
