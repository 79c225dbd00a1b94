"""One way in and out, whatever file or folder keeps the year."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile, UnwritableFile
from jixiao.example import example_year
from jixiao.exchange import read_year, write_year


@pytest.mark.parametrize("name", ["年度.xlsx", "年度.json", "年度"])
def test_a_year_comes_back_from_what_it_was_written_as(tmp_path: Path, name: str):
    write_year(example_year(), tmp_path / name)
    reading = read_year(tmp_path / name)
    assert reading.year == example_year()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_json_is_known_by_content_too(tmp_path: Path):
    write_year(example_year(), tmp_path / "年度.json")
    path = (tmp_path / "年度.json").rename(tmp_path / "年度.txt")
    assert read_year(path).year == example_year()


def test_a_year_is_not_written_as_what_cannot_be_read(tmp_path: Path):
    with pytest.raises(UnwritableFile, match=r"\.docx"):
        write_year(example_year(), tmp_path / "年度.docx")


def test_a_folder_without_a_year_gets_one_sentence(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="toml"):
        read_year(tmp_path)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "甲").write_text("", "utf-8")
    with pytest.raises(UnwritableFile):
        write_year(example_year(), tmp_path / "甲" / "年度.json")
    assert [each.name for each in tmp_path.iterdir()] == ["甲"]


def test_reading_text_loads_nothing_that_reads_or_writes_workbooks():
    program = (
        "import sys; from jixiao.example import example_year; example_year();"
        "heavy = {'xlsxwriter', 'python_calamine', 'lxml', 'openpyxl'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
