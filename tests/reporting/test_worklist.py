from __future__ import annotations

from pathlib import Path

import openpyxl

from jixiao.reporting.worklist import COLUMNS, write_worklist
from tests.reporting.files import SOUND, WRONG_RATE, check, text_file, word_file


def written(tmp_path: Path):
    results = [check(word_file(tmp_path))[0], check(text_file(tmp_path, SOUND))[0]]
    write_worklist(results, tmp_path / "清单.xlsx")
    return openpyxl.load_workbook(tmp_path / "清单.xlsx")


def test_each_finding_is_a_row_to_be_worked_through(tmp_path: Path):
    sheet = written(tmp_path)["处理清单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(header for header, _ in COLUMNS)
    assert [row[3] for row in rows[1:]] == ["错误", "错误"]
    assert "【18.3%】" in str(rows[2][4])
    assert str(rows[2][6]).startswith("改为 20.0%")
    assert rows[2][8:] == (None, None)


def test_the_sheet_filters_prints_and_keeps_its_head(tmp_path: Path):
    sheet = written(tmp_path)["处理清单"]
    assert sheet.auto_filter.ref == "A1:J3"
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9


def test_every_document_has_its_verdict(tmp_path: Path):
    rows = list(written(tmp_path)["各文件结论"].iter_rows(values_only=True, min_row=2))
    assert [row[1] for row in rows] == ["不宜报（2处）", "可以报"]


def test_words_of_a_report_are_never_a_formula(tmp_path: Path):
    path = text_file(tmp_path, WRONG_RATE, name="=1+1.txt")
    write_worklist([check(path)[0]], tmp_path / "清单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx")["处理清单"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
