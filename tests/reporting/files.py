"""Small reports for the tests, with faults that are known, in every kind of file."""

from __future__ import annotations

from pathlib import Path

import docx
from xlsxwriter import Workbook

from jixiao.proof import Proof
from jixiao.reporting.checked import Checked, checked
from jixiao.reporting.settings import Settings

WRONG_RATE = "2024年，全区一般公共预算收入120.0亿元，比上年增加20.0亿元，增长18.3%。"
SOUND = "2024年，全区财政支出220.0亿元，比上年增加20.0亿元，增长10.0%。"
STYLE = "截止10月31日，已立项12个。"

TABLE = (
    ("项目", "预算（万元）", "支出（万元）"),
    ("道路", "100.00", "90.00"),
    ("绿化", "200.00", "180.00"),
    ("路灯", "50.00", "40.00"),
    ("合计", "350.00", "320.00"),
)
"""The last figure should be 310.00."""


def text_file(folder: Path, *paragraphs: str, name: str = "报告.txt", encoding: str = "utf-8") -> Path:
    """A report as plain text."""
    path = folder / name
    path.write_bytes("\n".join(["一、收支情况", *paragraphs, ""]).encode(encoding))
    return path


def word_file(folder: Path, name: str = "报告.docx") -> Path:
    """A report in Word: a rate cut into runs of different looks, and a table whose total is wrong."""
    document = docx.Document()
    document.add_heading("一、收支情况", 1)
    paragraph = document.add_paragraph("2024年，全区一般公共预算收入120.0亿元，比上年增加20.0亿元，增长")
    paragraph.add_run("18").bold = True
    paragraph.add_run(".3").italic = True
    paragraph.add_run("%。全年平稳。")
    document.add_paragraph(SOUND)
    document.add_heading("二、支出明细", 1)
    table = document.add_table(rows=0, cols=3)
    for row in TABLE:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    path = folder / name
    document.save(str(path))
    return path


def workbook_file(folder: Path, name: str = "明细.xlsx") -> Path:
    """The table as a workbook."""
    path = folder / name
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("支出")
        for number, row in enumerate(TABLE):
            for column, words in enumerate(row):
                if number and column:
                    sheet.write_number(number, column, float(words), book.add_format({"num_format": "0.00"}))
                else:
                    sheet.write_string(number, column, words)
    return path


def page_file(folder: Path, name: str = "公告.html") -> Path:
    """A report as a page of the web."""
    path = folder / name
    path.write_text(
        f"<html><head><title>公告</title></head><body><h1>公告</h1>\n<p>{WRONG_RATE}</p>\n<p>{SOUND}</p></body></html>",
        encoding="utf-8",
    )
    return path


def check(path: Path, settings: Settings | None = None) -> tuple[Checked, Proof]:
    """What the proof says of a file, relations included."""
    return checked(path, settings, with_relations=True)
