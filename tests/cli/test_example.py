from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Jixiao


def test_the_example_writes_everything_and_shows_the_year(jixiao: Jixiao, tmp_path: Path):
    out = tmp_path / "示例 out"
    said = jixiao("example", "-o", out)
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] == "月坛街道 · 2019 · as of 2019-12-31 · in 万元"
    written = [Path(line) for line in said.lines if line.startswith(str(out))]
    assert [each.name for each in written[:4]] == [
        "yuetan-2019.xlsx",
        "yuetan-2019.docx",
        "yuetan-2019.html",
        "yuetan-2019.pdf",
    ]
    assert {each.parent.name for each in written[4:]} == {"附件", "公函"}
    assert all(each.stat().st_size for each in written)
    assert "13,112.03" in (out / "yuetan-2019.html").read_text(encoding="utf-8")


def test_the_example_can_be_written_twice(jixiao: Jixiao, tmp_path: Path):
    assert jixiao("example", "-o", tmp_path).code == 0
    assert jixiao("example", "-o", tmp_path).code == 0


def test_the_invented_units_report_ties_to_its_ledger_annexes_included(jixiao: Jixiao, tmp_path: Path):
    made = jixiao("example", "-o", tmp_path, "--year", "shifan-2023")
    assert made.code == 0
    report, ledger = tmp_path / "shifan-2023.docx", tmp_path / "shifan-2023.xlsx"
    said = jixiao("check", report, "--against", ledger, "--format", "jsonl", "--relations")
    found = json.loads(said.lines[0])
    assert [each["message"] for each in found["findings"] if each["severity"] == "error"] == []
    bound = [each for each in found["relations"] if each["rule"] == "LED001"]
    assert len(bound) > 60
    assert {each["verdict"] for each in bound} == {"sound"}


def test_an_example_that_is_not_there_is_refused_with_those_there_are(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("--lang", "zh", "example", "-o", tmp_path, "--year", "某街道")
    assert said.code == 2
    assert "shifan-2023、yuetan-2019" in said.err
