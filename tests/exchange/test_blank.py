"""A bureau's blank is filled cell by cell, everything else stays; what does not fit is said at once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from jixiao.errors import UnreadableFile
from jixiao.exchange.blank import FilledBlank, fill_blank
from jixiao.exchange.blank_mapping import BlankMismatch
from jixiao.narrative.report import full_year
from jixiao.quantity import Money
from jixiao.tracking.budget import Change
from jixiao.tracking.contract import Contract
from jixiao.tracking.project import Attention
from jixiao.tracking.year import Year
from tests.narrative.small_year import changed, granted, paid, project, wan, year

TWO = year(
    projects=(project(number=1), project("P02", "绿化经费", number=2)),
    approval_lines=(granted("10"), granted("20", "P02")),
    adjustment_lines=(changed(Change.INCREASE, "1.5"),),
    entries=(paid(Money.of(91_234)), paid(wan("20"), "P02")),
)
MAPPING = """
[[sheet]]
name = "清单"
[sheet.cells]
B2 = "{单位全称}"
H2 = "{截至日期}"
[sheet.rows]
start = 5
columns = { A = "{序号}", B = "{项目名称}", D = "{年初预算}", E = "{追加}", F = "{实际支出}", G = "{执行率}" }
"""


def drawn_blank(path: Path, draw: Callable[[Any, Any], None] | None = None) -> Path:
    """A blank as bureaus make them: merged cells, formulas, formats, a drop-down, a shape, a hidden sheet."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("清单")
    framed = book.add_format({"border": 1, "num_format": "0.00"})
    percent = book.add_format({"border": 1, "num_format": "0.00%"})
    sheet.merge_range("A1:H1", "绩效跟踪清单", book.add_format({"bold": True, "font_name": "黑体"}))
    sheet.write("A2", "单位：")
    sheet.merge_range("B2:D2", "", framed)
    sheet.write_blank("H2", None, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_row("A4", ["序号", "项目", "", "年初", "追加", "支出", "执行率"])
    for row in range(4, 8):
        for column in range(7):
            sheet.write_blank(row, column, None, percent if column == 6 else framed)
    sheet.write("A9", "合计")
    for letter in "DEF":
        sheet.write_formula(f"{letter}9", f"=SUM({letter}5:{letter}8)", framed)
    sheet.write_formula("G9", "=F9/(D9+E9)", percent)
    sheet.data_validation("C5:C8", {"validate": "list", "source": "=选项!$A$1:$A$2"})
    sheet.insert_textbox("J2", "填表说明：不得改动格式")
    sheet.print_area("A1:H9")
    sheet.write_comment("A4", "按顺序填")
    options = book.add_worksheet("选项")
    options.write_column("A1", ["是", "否"])
    options.hide()
    if draw:
        draw(book, sheet)
    book.close()
    return path


def fill(folder: Path, mapping: str = MAPPING, of: Year = TWO, **more: Any) -> list[FilledBlank]:
    blank = folder / "空表.xlsx"
    if not blank.exists():
        drawn_blank(blank)
    path = folder / "对照.toml"
    path.write_text(mapping, encoding="utf-8")
    return fill_blank(of, full_year(of), blank, path, folder / "out", **more)


def damage(folder: Path, part: str, old: bytes, new: bytes) -> None:
    """Put a blank into the folder one part of which is not as it should be."""
    whole = drawn_blank(folder / "whole.xlsx")
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(folder / "空表.xlsx", "w") as packed:
        for name in before.namelist():
            data = before.read(name)
            assert name != part or old in data
            packed.writestr(name, data.replace(old, new) if name == part else data)


def problems(folder: Path, mapping: str, **more: Any) -> str:
    with pytest.raises(BlankMismatch) as refusal:
        fill(folder, mapping, **more)
    assert not (folder / "out").exists()
    return str(refusal.value)


class TestFilling:
    def test_cells_and_rows_receive_what_the_mapping_names(self, tmp_path: Path):
        (filled,) = fill(tmp_path)
        sheet = openpyxl.load_workbook(filled.path)["清单"]
        assert sheet["B2"].value == "某区某街道办事处"
        assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == ["保洁经费", "绿化经费", None]
        assert [sheet.cell(row, 1).value for row in (5, 6)] == [1, 2]
        assert filled.path.name == "空表-已填.xlsx"

    def test_amounts_are_exact_where_the_cell_fixes_its_decimals(self, tmp_path: Path):
        sheet = openpyxl.load_workbook(fill(tmp_path)[0].path)["清单"]
        assert sheet["F5"].value == pytest.approx(9.1234, abs=1e-12)
        assert sheet["G5"].value == pytest.approx(9.1234 / 11.5, abs=1e-12)
        assert sheet["H2"].value.date().isoformat() == "2024-12-31"

    def test_where_the_cell_has_no_format_amounts_are_rounded_and_rates_and_dates_are_words(
        self, tmp_path: Path
    ):
        mapping = '[[sheet]]\nname = "选项"\n[sheet.cells]\nC1 = "{项目.P01.实际支出}"\n'
        mapping += 'C2 = "{项目.P01.执行率}"\nC3 = "{截至日期}"\nC4 = "支出{项目.P01.实际支出}"\n'
        sheet = openpyxl.load_workbook(fill(tmp_path, mapping)[0].path)["选项"]
        assert [sheet[f"C{row}"].value for row in range(1, 5)] == [
            9.12,
            "79.33%",
            "2024年12月31日",
            "支出9.12万元",
        ]

    def test_a_change_of_nothing_leaves_its_cell_empty(self, tmp_path: Path):
        sheet = openpyxl.load_workbook(fill(tmp_path)[0].path)["清单"]
        assert (sheet["E5"].value, sheet["E6"].value) == (1.5, None)

    def test_what_the_ledger_does_not_know_is_said(self, tmp_path: Path):
        (filled,) = fill(tmp_path, MAPPING.replace("{单位全称}", "{单位代码}"))
        assert filled.empty == ("清单!B2",)

    def test_money_goes_in_as_yuan_where_the_mapping_says_so(self, tmp_path: Path):
        (filled,) = fill(tmp_path, 'unit = "元"\n' + MAPPING)
        assert openpyxl.load_workbook(filled.path)["清单"]["F5"].value == 91_234

    def test_rows_of_another_table_can_be_listed(self, tmp_path: Path):
        of = year(contracts=(Contract(code="C1", project="P01", subject="街巷保洁"),))
        mapping = '[[sheet]]\nname = "清单"\n[sheet.rows]\nstart = 5\neach = "合同"\n'
        (filled,) = fill(tmp_path, mapping + 'columns = { B = "{合同内容}", C = "{项目名称}" }\n', of)
        sheet = openpyxl.load_workbook(filled.path)["清单"]
        assert (sheet["B5"].value, sheet["C5"].value) == ("街巷保洁", "保洁经费")

    def test_a_blank_for_each_project_is_filled_once_for_each(self, tmp_path: Path):
        mapping = 'one_per_project = true\n[[sheet]]\nname = "清单"\n'
        mapping += 'cells = { B2 = "{项目名称}", D5 = "{年初预算}" }\n'
        made = fill(tmp_path, mapping)
        assert [each.path.name for each in made] == ["空表-01 保洁经费.xlsx", "空表-02 绿化经费.xlsx"]
        values = [openpyxl.load_workbook(each.path)["清单"]["D5"].value for each in made]
        assert values == [10, 20]

    def test_words_of_the_ledger_can_be_reworded(self, tmp_path: Path):
        mapping = '[words."项目类型"]\n"重点" = "区级重点"\n' + MAPPING.replace("{项目名称}", "{项目类型}")
        sheet = openpyxl.load_workbook(fill(tmp_path, mapping)[0].path)["清单"]
        assert sheet["B5"].value == "区级重点"


class TestWhatStays:
    def test_every_part_that_holds_no_filled_cell_or_formula_stays_byte_for_byte(self, tmp_path: Path):
        (filled,) = fill(tmp_path)
        with zipfile.ZipFile(tmp_path / "空表.xlsx") as before, zipfile.ZipFile(filled.path) as after:
            assert before.namelist() == after.namelist()
            changed_parts = {each for each in before.namelist() if before.read(each) != after.read(each)}
        assert changed_parts == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}

    def test_styles_merges_formulas_and_drop_downs_stay(self, tmp_path: Path):
        (filled,) = fill(tmp_path)
        before = openpyxl.load_workbook(tmp_path / "空表.xlsx")["清单"]
        after = openpyxl.load_workbook(filled.path)["清单"]
        assert {str(each) for each in after.merged_cells.ranges} == {"A1:H1", "B2:D2"}
        assert (after["D9"].value, after["G9"].value) == ("=SUM(D5:D8)", "=F9/(D9+E9)")
        assert after.print_area == before.print_area
        assert len(after.data_validations.dataValidation) == 1
        for row in range(1, 10):
            for column in range(1, 9):
                old, new = before.cell(row, column), after.cell(row, column)
                assert (old.number_format, old.font.name, old.border.left.style) == (
                    new.number_format,
                    new.font.name,
                    new.border.left.style,
                )

    def test_results_that_are_out_of_date_are_forgotten_and_calculated_on_opening(self, tmp_path: Path):
        (filled,) = fill(tmp_path)
        assert openpyxl.load_workbook(filled.path, data_only=True)["清单"]["D9"].value is None
        assert openpyxl.load_workbook(filled.path).calculation.fullCalcOnLoad

    def test_a_cell_that_is_not_written_yet_takes_its_columns_style(self, tmp_path: Path):
        def wide(book: Any, sheet: Any) -> None:
            sheet.set_column("L:L", 12, book.add_format({"num_format": "0.0"}))

        drawn_blank(tmp_path / "空表.xlsx", wide)
        mapping = '[[sheet]]\nname = "清单"\ncells = { L20 = "{重点项目.年初预算}" }\n'
        sheet = openpyxl.load_workbook(fill(tmp_path, mapping)[0].path)["清单"]
        assert (sheet["L20"].value, sheet["L20"].number_format) == (30, "0.0")
        assert sheet.dimensions == "A1:L20"

    def test_the_blank_itself_is_never_changed(self, tmp_path: Path):
        drawn_blank(tmp_path / "空表.xlsx")
        before = (tmp_path / "空表.xlsx").read_bytes()
        fill(tmp_path)
        assert (tmp_path / "空表.xlsx").read_bytes() == before


class TestRefusal:
    def test_a_cell_that_holds_something_is_left_alone_unless_told(self, tmp_path: Path):
        mapping = '[[sheet]]\nname = "清单"\ncells = { A2 = "单位：{单位简称}" }\n'
        assert "“清单”A2 已有内容“单位：”" in problems(tmp_path, mapping)
        named = mapping + 'replace = ["A2"]\n'
        for (filled,) in (fill(tmp_path, mapping, overwrite=True), fill(tmp_path, named)):
            assert openpyxl.load_workbook(filled.path)["清单"]["A2"].value == "单位：某街道"

    def test_a_formula_is_never_overwritten(self, tmp_path: Path):
        mapping = '[[sheet]]\nname = "清单"\ncells = { D9 = "{重点项目.年初预算}" }\nreplace = ["D9"]\n'
        assert "是公式（=SUM(D5:D8)）" in problems(tmp_path, mapping, overwrite=True)

    def test_more_projects_than_rows_is_said_once(self, tmp_path: Path):
        projects = tuple(project(f"P0{number}", f"项目{number}", number=number) for number in range(1, 7))
        told = problems(tmp_path, MAPPING, of=year(projects=projects))
        assert told.count("“清单”A9 已有内容“合计”") == 1
        assert "从第5行起要写6行" in told
        bounded = MAPPING.replace("start = 5", "start = 5\nlast = 8")
        assert "last 只留到第8行" in problems(tmp_path, bounded, of=year(projects=projects))

    def test_everything_that_does_not_fit_the_blank_is_said_at_once(self, tmp_path: Path):
        told = problems(
            tmp_path,
            '[[sheet]]\nname = "附表"\ncells = { A1 = "{单位全称}" }\n'
            '[[sheet]]\nname = "清单"\ncells = { C2 = "{单位全称}", A1 = "{单位全称}", A5 = "一" }\n'
            'rows = { start = 5, columns = { A = "{序号}" } }\n',
        )
        assert "没有工作表“附表”，有：清单、选项" in told
        assert "“清单”C2 在合并单元格里，应写在左上角 B2" in told
        assert "“清单”A1 已有内容“绩效跟踪清单”" in told
        assert "“清单”A5 在对照表里写了两次" in told

    def test_faults_of_mapping_and_blank_are_said_together(self, tmp_path: Path):
        told = problems(
            tmp_path,
            '[[sheet]]\nname = "附表"\ncells = { A1 = "{没有的词}" }\n'
            '[[sheet]]\nname = "清单"\ncells = { A0 = "甲", A1 = "乙" }\nrows = { start = "五" }\n',
        )
        for fault in ("有5处对不上", "{没有的词}不认识", "没有工作表“附表”", "“A0”", "A1 已有内容", "start"):
            assert fault in told

    def test_where_there_is_no_project_to_fill_it_for_that_is_said(self, tmp_path: Path):
        of = year(projects=(project(attention=Attention.ORDINARY),))
        mapping = 'one_per_project = true\n[[sheet]]\nname = "清单"\ncells = { B2 = "{项目名称}" }\n'
        assert "没有项目可填" in problems(tmp_path, mapping, of=of)

    def test_everything_that_is_wrong_with_the_mapping_is_said_at_once(self, tmp_path: Path):
        told = problems(
            tmp_path,
            'unit = "美元"\nprojects = "some"\nfolder = "x"\none_per_project = 1\nwords = { x = 1 }\n'
            '[[sheet]]\nname = "清单"\ncells = { B0 = "{单位全称}", B3 = "{没有的词}", B4 = 3, XFE1 = "" }\n'
            'replace = ["2A"]\n'
            'rows = [{ start = 0, each = "无", columns = { 1 = "" } }, { start = 9, last = 3 }, 7]\n'
            '[[sheet]]\nlabel = 1\nreplace = "B2"\n',
        )
        for fault in (
            "美元",
            "some",
            "不认识的项“folder”",
            "one_per_project 应为",
            "words 的“x”",
            "“B0”不是单元格",
            "“XFE1”不是单元格",
            "“2A”不是单元格",
            "{没有的词}不认识",
            "B4 应为文字",
            "start 应为",
            "“无”",
            "“1”不是列",
            "last 应为",
            "没有写 name",
            "不认识的项“label”",
            "replace 应为",
            "rows 应为",
        ):
            assert fault in told

    def test_a_projects_own_words_want_rows_or_a_blank_for_each_project(self, tmp_path: Path):
        mapping = '[[sheet]]\nname = "清单"\ncells = { B2 = "{项目负责人}" }\n'
        assert "{项目负责人}不认识" in problems(tmp_path, mapping)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "已损坏"),
            (b"not a workbook", "已损坏"),
            (b"PK\x03\x04broken", "已损坏"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
            (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ],
    )
    def test_what_is_no_workbook_is_refused_in_words(self, tmp_path: Path, content: bytes, words: str):
        (tmp_path / "空表.xlsx").write_bytes(content)
        with pytest.raises(UnreadableFile, match=words):
            fill(tmp_path)

    def test_a_packed_file_of_another_kind_is_refused(self, tmp_path: Path):
        with zipfile.ZipFile(tmp_path / "空表.xlsx", "w") as packed:
            packed.writestr("word/document.xml", "<a/>")
        with pytest.raises(UnreadableFile, match=r"不是 \.xlsx"):
            fill(tmp_path)

    @pytest.mark.parametrize(
        ("part", "old", "new", "words"),
        [
            ("xl/worksheets/sheet1.xml", b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', "已损坏"),
            ("xl/worksheets/sheet1.xml", b"</sheetData>", b"", "已损坏"),
            ("xl/worksheets/sheet1.xml", b"sheetData", b"nothing", "已损坏"),
            ("xl/_rels/workbook.xml.rels", b"<Relationship ", b"<", "已损坏"),
            ("xl/workbook.xml", b"/main", b"/strict", "没有能填的工作表"),
        ],
    )
    def test_a_damaged_part_is_refused(self, tmp_path: Path, part: str, old: bytes, new: bytes, words: str):
        damage(tmp_path, part, old, new)
        with pytest.raises(UnreadableFile, match=words):
            fill(tmp_path)

    @pytest.mark.parametrize(
        ("old", "new"), [(b'<row r="5"', '<row r="²"'.encode()), (b' s="', ' s="²'.encode())]
    )
    def test_numbers_that_are_none_do_no_harm(self, tmp_path: Path, old: bytes, new: bytes):
        damage(tmp_path, "xl/worksheets/sheet1.xml", old, new)
        assert fill(tmp_path)

    def test_files_that_are_not_there_are_named(self, tmp_path: Path):
        of = TWO
        with pytest.raises(UnreadableFile, match="对照表"):
            fill_blank(of, full_year(of), tmp_path / "a.xlsx", tmp_path / "b.toml", tmp_path)
        (tmp_path / "b.toml").write_text(MAPPING, encoding="utf-8")
        with pytest.raises(UnreadableFile, match="空白表"):
            fill_blank(of, full_year(of), tmp_path / "a.xlsx", tmp_path / "b.toml", tmp_path)
