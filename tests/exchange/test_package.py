from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from jixiao.errors import UnreadableFile, UnwritableFile
from jixiao.example import example_year
from jixiao.exchange.package import read_package, write_package
from jixiao.exchange.reading import Rule
from jixiao.tracking.year import Year
from tests.years import years

HEAD = 'format = 1\nfiscal_year = 2019\n[unit]\nname = "某街道办事处"\nshort_name = "某街道"\n'


def package(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@settings(
    max_examples=20,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(year=years())
def test_every_year_comes_back_from_a_folder_as_it_was(tmp_path: Path, year: Year):
    write_package(year, tmp_path / "年度")
    assert read_package(tmp_path / "年度").year == year


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path):
    folder = package(
        tmp_path,
        b='[[projects]]\ncode = "P02"\nname = "乙"\n',
        a=HEAD + '[[projects]]\ncode = "P01"\nname = "甲"\n',
    )
    year = read_package(folder).year
    assert year is not None
    assert [each.code for each in year.projects] == ["P01", "P02"]


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ('"124.00万元"', 124_000_000),
        ('"20,842,151元"', 2_084_215_100),
        ('"-0.01元"', -1),
        ('"1亿元"', 10_000_000_000),
    ],
)
def test_money_is_written_with_its_unit(tmp_path: Path, written: str, fen: int):
    line = f'[[approvals]]\ncode = "B01"\n[[approval_lines]]\napproval = "B01"\namount = {written}\n'
    year = read_package(package(tmp_path, a=HEAD + line)).year
    assert year is not None
    assert year.approval_lines[0].amount.fen == fen


@pytest.mark.parametrize("written", ['"124.00"', "124", "124.5", "true", "inf", "2019-01-01"])
def test_money_without_a_unit_is_refused(tmp_path: Path, written: str):
    line = f'[[approvals]]\ncode = "B01"\n[[approval_lines]]\napproval = "B01"\namount = {written}\n'
    reading = read_package(package(tmp_path, a=HEAD + line))
    assert reading.year is None
    assert [each.rule for each in reading.errors] == [Rule.VALUE.value]


def test_faults_name_file_table_row_and_field(tmp_path: Path):
    folder = package(tmp_path, a=HEAD, b='[[projects]]\ncode = "P01"\nname = "甲"\nkind = "大类"\n')
    told = str(read_package(folder))
    assert "b.toml projects!第1行 kind" in told
    assert "人员类、运转类、特定目标类" in told


def test_files_that_disagree_about_the_year_are_told(tmp_path: Path):
    reading = read_package(package(tmp_path, a=HEAD, b="fiscal_year = 2020\n"))
    assert [each.rule for each in reading.errors] == [Rule.CONTENT.value]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a = ", "读|TOML"), ("format = 2", "升级"), ("a = 1\na = 2", "TOML"), ("\x00", "TOML")],
)
def test_a_file_that_is_no_toml_gets_one_sentence(tmp_path: Path, text: str, said: str):
    with pytest.raises(UnreadableFile, match=said):
        read_package(package(tmp_path, a=text))


def test_a_file_of_another_encoding_gets_one_sentence(tmp_path: Path):
    (tmp_path / "a.toml").write_bytes("name = '甲'".encode("gbk"))
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_package(tmp_path)


def test_a_folder_without_files_gets_one_sentence(tmp_path: Path):
    with pytest.raises(UnreadableFile, match=r"没有 \.toml"):
        read_package(tmp_path)
    with pytest.raises(UnreadableFile, match="找不到文件夹"):
        read_package(tmp_path / "没有")


def test_a_table_that_has_no_rows_any_more_leaves_no_file(tmp_path: Path):
    write_package(example_year(), tmp_path)
    small = Year(fiscal_year=2019, unit=example_year().unit)
    write_package(small, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["00-year.toml"]


def test_files_of_others_are_not_touched(tmp_path: Path):
    package(tmp_path, 别人的="a = 1\n")
    with pytest.raises(UnwritableFile, match="别人的"):
        write_package(example_year(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["别人的.toml"]
