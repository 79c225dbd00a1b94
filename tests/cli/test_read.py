"""From a report to a ledger, on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Jixiao, words

REPORT = """某市甲区水务局2023年度项目支出绩效跟踪报告

截至2023年12月31日，3个重点项目执行情况见下表。

| 序号 | 责任科室 | 项目名称 | 年初预算（万元） | 追加 | 追减 | 调整后预算 | 实际支出 | 执行率 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | 河道科 | 河道清淤 | 100.00 | 20.00 | - | 120.00 | 118.50 | 98.75% |
| 2 | 供水科 | 管网改造 | 300.00 | - | 50.00 | 250.00 | 250.00 | 100.00% |
| 3 | 办公室 | 节水宣传 | 40.50 | - | - | 40.50 | 36.00 | 88.89% |
| 合计 |  |  | 440.50 | 20.00 | 50.00 | 410.50 | 304.50 | 74.18% |
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.md"
    path.write_text(REPORT.replace("| 追加 | 追减 | 调整后预算 | 实际支出 |", UNITS), encoding="utf-8")
    return path


UNITS = "| 追加（万元） | 追减（万元） | 调整后预算（万元） | 实际支出（万元） |"


def test_a_report_becomes_a_workbook_and_the_summary_tells_what_was_found(
    jixiao: Jixiao, report: Path, tmp_path: Path
):
    said = jixiao("read", report, "-o", tmp_path / "年度.xlsx")
    assert said.code == 0, said.err
    assert said.lines[:3] == [
        str(tmp_path / "年度.xlsx"),
        "某市甲区水务局 · 2023 · as of 2023-12-31",
        "Found: 3 projects, 3 lines of approval, 2 lines of adjustment, 3 sums spent, 0 letters",
    ]
    assert "Not found: the document that approved the budget" in words(said.out)
    assert "3行相加为404.50万元，差100.00万元" in said.out.replace("\n", "").replace(" ", "")


def test_the_workbook_passes_the_check_and_makes_a_report(jixiao: Jixiao, report: Path, tmp_path: Path):
    jixiao("read", report, "-o", tmp_path / "年度.xlsx")
    assert jixiao("year", "check", tmp_path / "年度.xlsx").code == 0
    assert jixiao("report", tmp_path / "年度.xlsx", "-o", tmp_path / "新报告.md").code == 0
    text = (tmp_path / "新报告.md").read_text(encoding="utf-8")
    assert "| 2 | 供水科 | 管网改造 | 300.00 | - | 50.00 | 250.00 | 250.00 | 100.00% |" in text


def test_doubtful_cells_are_colored_and_say_why(jixiao: Jixiao, report: Path, tmp_path: Path):
    jixiao("read", report, "-o", tmp_path / "年度.xlsx")
    book = openpyxl.load_workbook(tmp_path / "年度.xlsx")
    sheet = book["调整明细"]
    remark = sheet["A4"].comment
    assert remark is not None
    assert "没有找到申请调整的函件" in remark.text
    assert any("A4" in str(each.sqref) for each in sheet.conditional_formatting)
    listed = [row[1].value for row in book["存疑"].iter_rows(min_row=4)]
    assert any("差100.00万元" in str(each) for each in listed)


@pytest.mark.parametrize("name", ["年度.json", "年度"])
def test_other_forms_of_a_year_are_written_too(jixiao: Jixiao, report: Path, tmp_path: Path, name: str):
    assert jixiao("read", report, "-o", tmp_path / name).code == 0
    assert jixiao("track", tmp_path / name).code == 0


def test_in_chinese_the_summary_is_chinese(jixiao: Jixiao, report: Path, tmp_path: Path):
    said = jixiao("--lang", "zh", "read", report, "-o", tmp_path / "年度.xlsx")
    assert "读到：3个项目、批复明细 3 笔、调整明细 2 笔、支出 3 笔、调整函 0 份" in said.out
    assert "存疑 · " in said.out


def test_what_is_there_is_not_overwritten(jixiao: Jixiao, report: Path, tmp_path: Path):
    target = tmp_path / "年度.xlsx"
    target.write_bytes(b"mine")
    said = jixiao("read", report, "-o", target)
    assert (said.code, target.read_bytes()) == (2, b"mine")
    assert "add --force" in words(said.err)
    assert jixiao("read", report, "-o", target, "--force").code == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("会议.txt", "研究了有关事项。", "--year 2019"),
        ("通报.txt", "某局2023年度工作情况：开展活动12次。", "neither projects nor"),
        ("坏.docx", "不是文档", "坏.docx"),
    ],
)
def test_a_file_that_tells_no_year_is_refused_in_one_sentence(
    jixiao: Jixiao, tmp_path: Path, name: str, content: str, told: str
):
    (tmp_path / name).write_text(content, encoding="utf-8")
    said = jixiao("read", tmp_path / name, "-o", tmp_path / "年度.xlsx")
    assert said.code == 2
    assert told in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not (tmp_path / "年度.xlsx").exists()


def test_a_target_of_another_kind_is_refused(jixiao: Jixiao, report: Path, tmp_path: Path):
    said = jixiao("read", report, "-o", tmp_path / "年度.docx")
    assert (said.code, "as .xlsx, .json or a folder" in words(said.err)) == (2, True)


def test_year_and_date_may_be_said(jixiao: Jixiao, report: Path, tmp_path: Path):
    said = jixiao("read", report, "-o", tmp_path / "年度.json", "--as-of", "2023-09-30")
    assert "as of 2023-09-30" in said.out
