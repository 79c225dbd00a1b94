from __future__ import annotations

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
