from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from jixiao.catalogue import english_of
from tests.cli.conftest import Jixiao, jixiao, words
from tests.reporting.files import SOUND, STYLE, WRONG_RATE, text_file, word_file

__all__ = ["jixiao"]


def test_the_page_quotes_marks_reckons_and_ends_with_verdict_and_coverage(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("--lang", "zh", "check", text_file(tmp_path, WRONG_RATE, SOUND))
    assert said.code == 1
    assert "增长【18.3%】。" in said.out
    assert "按20.0亿元÷（120.0亿元－20.0亿元）应为20.0%" in words(said.out).replace(" ", "")
    assert "改为 20.0%" in said.out
    assert "改后再报：1 处错误" in said.out
    assert (
        words(said.out).replace(" ", "").endswith("1处无法核对（与别处不符，见核对结果1）。")
        or "无法核对" in said.out
    )


def test_the_frame_speaks_english_and_the_message_chinese(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("check", text_file(tmp_path, WRONG_RATE))
    assert "Mend first: 1 error" in said.out
    assert "agree with another place" in words(said.out)
    assert "增长18.3%" in said.out


def test_silence_never_looks_like_success(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("check", text_file(tmp_path, "全年投入500万元。"))
    assert said.code == 0
    assert "Ready to go out: no errors" in said.out
    assert "Nothing in the text vouches for any of them" in words(said.out)


def test_in_english_a_finding_says_what_its_rule_looks_for(jixiao: Jixiao, tmp_path: Path):
    english = words(jixiao("--lang", "en", "check", text_file(tmp_path, WRONG_RATE)).out)
    chinese = words(jixiao("--lang", "zh", "check", text_file(tmp_path, WRONG_RATE)).out)
    (code,) = set(re.findall(r"[A-Z]{3}\d{3}", chinese))
    looked_for = english_of(code)[:40]
    assert looked_for in english
    assert looked_for not in chinese


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 0), ("notice", 0), ("never", 0)])
def test_matters_of_style_never_fail(jixiao: Jixiao, tmp_path: Path, level: str, code: int):
    assert jixiao("check", text_file(tmp_path, STYLE), "--fail-on", level).code == code


def test_never_means_never(jixiao: Jixiao, tmp_path: Path):
    assert jixiao("check", text_file(tmp_path, WRONG_RATE), "--fail-on", "never").code == 0
    assert jixiao("check", text_file(tmp_path, WRONG_RATE), "--fail-on", "sometimes").code == 2


def test_a_file_that_cannot_be_read_is_one_sentence_and_the_others_are_answered(
    jixiao: Jixiao, tmp_path: Path
):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    said = jixiao("check", tmp_path / "坏.docx", text_file(tmp_path, WRONG_RATE), "--format", "jsonl")
    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert "坏.docx" in said.err
    assert [json.loads(line)["path"] for line in said.lines] == [str(tmp_path / "报告.txt")]


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"%PDF-1.7 broken", os.urandom(200), "无".encode()])
@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf", "xlsx", "html", "ofd", "doc"])
def test_no_input_ends_in_a_traceback(jixiao: Jixiao, tmp_path: Path, content: bytes, suffix: str):
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(content)
    said = jixiao("check", path)
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err
    assert "was not checked" not in said.err
    assert len(said.err.splitlines()) <= 1


def test_a_flood_is_cut_unless_all_is_wanted(jixiao: Jixiao, tmp_path: Path):
    lines = [WRONG_RATE.replace("120.0", f"{1000 + 7 * number}.0") for number in range(130)]
    path = text_file(tmp_path, *lines)
    assert "… and 30 more (--all)" in jixiao("check", path).out
    assert "(--all)" not in jixiao("check", path, "--all").out


def test_one_object_a_document_or_a_list_of_several(jixiao: Jixiao, tmp_path: Path):
    one, other = text_file(tmp_path, WRONG_RATE), text_file(tmp_path, SOUND, name="二.txt")
    assert json.loads(jixiao("check", one, "--format", "json").out)["conclusion"] == "mend"
    assert len(json.loads(jixiao("check", one, other, "--format", "json").out)) == 2
    said = jixiao("check", other, "--format", "jsonl", "--relations")
    assert json.loads(said.out)["relations"]
    assert "relations" not in json.loads(jixiao("check", other, "--format", "jsonl").out)


def test_the_schema_is_printed(jixiao: Jixiao):
    assert json.loads(jixiao("check", "--schema").out)["title"].startswith("jixiao check")


def test_a_folder_is_searched_and_summed_up(jixiao: Jixiao, tmp_path: Path):
    (tmp_path / "甲").mkdir()
    text_file(tmp_path / "甲", WRONG_RATE)
    text_file(tmp_path, SOUND)
    (tmp_path / "~$报告.docx").write_bytes(b"lock")
    (tmp_path / "照片.jpg").write_bytes(b"no report")
    said = jixiao("check", tmp_path, "-j", "2")
    assert said.code == 1
    assert "2 reports · to mend 1 · ready 1" in said.out
    assert jixiao("check", tmp_path / "*.txt").code == 0


def test_a_folder_without_reports_is_said_to_be_one(jixiao: Jixiao, tmp_path: Path):
    assert jixiao("check", tmp_path).code == 2
    assert jixiao("check").code == 2
    assert "jixiao check report.docx" in jixiao("check").err


def test_the_name_of_the_output_tells_its_form(jixiao: Jixiao, tmp_path: Path):
    report = word_file(tmp_path)
    for name in ("r.html", "r.json", "r.jsonl", "r.sarif", "批注.docx", "清单.xlsx", "r.txt"):
        said = jixiao("check", report, "-o", tmp_path / "out" / name)
        assert said.code == 1, (name, said.err)
        assert (tmp_path / "out" / name).stat().st_size, name
    assert len(list(docx.Document(str(tmp_path / "out" / "批注.docx")).comments)) == 2
    assert openpyxl.load_workbook(tmp_path / "out" / "清单.xlsx")["处理清单"].max_row == 3


def test_several_reports_go_into_a_folder_below_their_names(jixiao: Jixiao, tmp_path: Path):
    (tmp_path / "in" / "甲").mkdir(parents=True)
    word_file(tmp_path / "in" / "甲")
    text_file(tmp_path / "in", WRONG_RATE, name="同名.txt")
    text_file(tmp_path / "in", WRONG_RATE, name="同名.md")
    said = jixiao("check", tmp_path / "in", "--format", "docx", "-o", tmp_path / "out")
    assert said.code == 1
    written = sorted(str(each.relative_to(tmp_path / "out")) for each in (tmp_path / "out").rglob("*.docx"))
    assert written == ["同名.md.docx", "同名.txt.docx", "甲/报告.docx"]


def test_a_report_is_never_written_over(jixiao: Jixiao, tmp_path: Path):
    report = word_file(tmp_path)
    before = report.read_bytes()
    assert jixiao("check", report, "-o", report, "--force").code == 2
    assert report.read_bytes() == before


def test_a_list_in_which_somebody_wrote_is_not_lost(jixiao: Jixiao, tmp_path: Path):
    report, target = word_file(tmp_path), tmp_path / "清单.xlsx"
    assert jixiao("check", report, "-o", target).code == 1
    assert jixiao("check", report, "-o", target).code == 2
    assert jixiao("check", report, "-o", target, "--force").code == 1


def test_a_file_that_is_one_needs_a_name(jixiao: Jixiao, tmp_path: Path):
    report = word_file(tmp_path)
    assert "-o OUT.docx" in jixiao("check", report, "--format", "docx").err
    assert jixiao("check", report, "-o", tmp_path / "folder").code == 2
    assert jixiao("check", report, "--format", "doc").code == 2


def test_settings_beside_the_report_are_heeded_and_counted(jixiao: Jixiao, tmp_path: Path):
    report = text_file(tmp_path, WRONG_RATE)
    (tmp_path / "jixiao.toml").write_text('[[suppressions]]\nrule = "GRO001"\nreason = "可比价"\n', "utf-8")
    said = jixiao("check", report)
    assert said.code == 0
    assert "1 suppressed by jixiao.toml" in said.out
    (tmp_path / "other.toml").write_text("", "utf-8")
    assert jixiao("check", report, "--config", tmp_path / "other.toml").code == 1


def test_wrong_settings_are_one_clear_sentence(jixiao: Jixiao, tmp_path: Path):
    report = text_file(tmp_path, WRONG_RATE)
    (tmp_path / "jixiao.toml").write_text('[[suppressions]]\nrule = "GRO001"\n', "utf-8")
    said = jixiao("check", report)
    assert said.code == 2
    assert "gives no reason" in said.err
    assert not said.out


def test_rules_of_documents_and_of_the_ledger_are_listed_and_explained(jixiao: Jixiao):
    listed = jixiao("--lang", "zh", "rules").out
    assert "文稿 · 增减变动" in listed
    assert "台账 · " in listed
    assert "GRO001" in jixiao("explain", "GRO001").out


def test_help_loads_no_rules():
    code = (
        "import sys; from jixiao.cli.running import run; run(['check', '--help']); print(sorted(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("jixiao.catalogue", "jixiao.checks", "lxml", "xlsxwriter", "concurrent.futures"):
        assert f"'{heavy}'" not in out
