from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.readers.format_code import BUILT_IN
from jixiao.document.readers.number_format import shown, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "ink"),
    [
        ("38768.1400", "General", "38768.14"),
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-5", "General", "0.00001"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1.005", "0.00", "1.01"),
        ("-20.505", "#,##0.00", "-20.51"),
        ("-0.001", "0.00", "0.00"),
        ("0.98314", "0.00%", "98.31%"),
        ("0.9999", "0%", "100%"),
        ("98.314", '0.0"%"', "98.3%"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("0", ACCOUNTING, "-"),
        ("1414.31", ACCOUNTING, "1,414.31"),
        ("5", '0;;"无"', "5"),
        ("-5", '0;;"无"', ""),
        ("0", '0;;"无"', "无"),
        ("12345678", "#,##0.00,", "12,345.68"),
        ("123456789", '0.00,,"百万"', "123.46百万"),
        ("7", "000", "007"),
        ("20231231", "0000-00-00", "2023-12-31"),
        ("5", "0.##", "5"),
        ("98", '[>=95]0"优";[>=90]0"良";0', "98优"),
        ("91", '[>=95]0"优";[>=90]0"良";0', "91良"),
        ("80", '[>=95]0"优";[>=90]0"良";0', "80"),
        ("12", 'General"个"', "12个"),
        ("1234.5", "0.00E+00", "1.23E+03"),
        ("99.995", "0.00E+00", "1.00E+02"),
        ("43830", 'yyyy"年"m"月"d"日"', "2019年12月31日"),
        ("43830.75", "yyyy-mm-dd hh:mm", "2019-12-31 18:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("43830", "[$-804]aaaa", "星期二"),
        ("43830", BUILT_IN[14], "2019/12/31"),
        ("43830", BUILT_IN[57], "2019年12月"),
        ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
        ("3.5", "# ?/?", "3.5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(number: str, code: str, ink: str):
    assert shown(number, code) == ink


def test_days_may_be_counted_from_1904():
    assert shown("42368", "yyyy-mm-dd", since_1904=True) == "2019-12-31"


def test_words_are_shown_as_they_are_or_within_the_words_of_the_format():
    assert shown_text("合计", "#,##0.00") == "合计"
    assert shown_text("合计", ACCOUNTING) == "合计"
    assert shown_text("清河", '0;0;0;@"街道"') == "清河街道"


@given(number=st.floats(), code=st.text(max_size=30))
def test_any_number_under_any_format_shows_something(number: float, code: str):
    assert isinstance(shown(number, code), str)
    assert isinstance(shown_text("字", code), str)


@given(number=st.text(max_size=20), code=st.sampled_from([*BUILT_IN.values(), ACCOUNTING]))
def test_what_is_no_number_is_shown_as_it_is(number: str, code: str):
    assert isinstance(shown(number, code), str)


@given(hundredths=st.integers(-(10**11), 10**11))
def test_a_number_of_two_places_comes_back_from_its_ink(hundredths: int):
    ink = shown(f"{hundredths}e-2", "#,##0.00")
    assert int(ink.replace(",", "").replace(".", "")) == hundredths


@pytest.mark.needs("soffice")
def test_libreoffice_shows_the_same(tmp_path: Path):
    codes = ["0", "0.00", "#,##0.00", "0.00%", "0.0%", ACCOUNTING, "000", "0.00E+00", '#,##0.00"万元"']
    codes += [
        'yyyy"年"m"月"d"日"',
        "yyyy/m/d h:mm",
        "[h]:mm",
        '#,##0.00;(#,##0.00);"零"',
        "General",
        '0.0,"千"',
    ]
    numbers = [0, 1, 0.5, 0.98314, 1414.305, 12345.6, 43830.75, 2.675, 99.995, 0.1 + 0.2, 8.345, 61.25]
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"))
    sheet = book.add_worksheet()
    for column, code in enumerate(codes):
        for row, number in enumerate(numbers):
            sheet.write_number(row, column, number, book.add_format({"num_format": code}))
    book.close()
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    called = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path)]
    subprocess.run([*called, str(tmp_path / "book.xlsx")], check=True, capture_output=True)
    with (tmp_path / "book.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for column, code in enumerate(codes):
        if "y" not in code:  # LibreOffice begins its calendar a day earlier
            assert [shown(each, code) for each in numbers] == [row[column].strip() for row in rows]
        else:
            assert shown(43830.75, code) == rows[numbers.index(43830.75)][column]
