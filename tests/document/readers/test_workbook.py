from __future__ import annotations

import datetime as dt
import functools
import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Document, Heading, Paragraph, ParagraphStyle
from jixiao.document.place import CellPlace
from jixiao.document.readers import sheet as sheet_limits
from jixiao.document.readers import workbook_xlsx
from jixiao.document.readers.workbook import read_workbook
from jixiao.errors import UnreadableFile
from tests.document.readers.paper import lines, tables_of

MONEY, SHARE = {"num_format": "#,##0.00"}, {"num_format": "0.00%"}
DASHES = {"num_format": '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '}


def write(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    fill(book)
    book.close()
    return path


def report(book: xlsxwriter.Workbook) -> None:
    """A sheet as offices print it, one that is hidden, and a small one."""
    money, share, dashes = (book.add_format(each) for each in (MONEY, SHARE, DASHES))
    sheet = book.add_worksheet("收支总表")
    sheet.merge_range("A1:F1", "2023年度部门收支总表")
    sheet.write("A2", "编制单位：清河街道")
    sheet.write("F2", "单位：万元")
    sheet.merge_range("A3:A4", "项目")
    sheet.merge_range("B3:D3", "预算")
    sheet.write_row("B4", ["年初", "追加", "调整后"])
    sheet.merge_range("E3:E4", "支出")
    sheet.merge_range("F3:F4", "执行率")
    rows = [
        ("基本支出", 1200.5, 100.0, 1300.5, 1290.25),
        ("项目支出", 800.0, -20.505, 779.495, 700.0),
        ("其他", 0, 0, 0, 0),
    ]
    for number, (name, *amounts) in enumerate(rows, 5):
        sheet.write(f"A{number}", name)
        sheet.write_row(f"B{number}", amounts, dashes if name == "其他" else money)
        result = amounts[3] / amounts[2] if amounts[2] else "#DIV/0!"
        sheet.write_formula(f"F{number}", f"=E{number}/D{number}", share, result)
    sheet.write("A8", "合计")
    for letter, result in zip("BCDE", (2000.5, 79.495, 2079.995, 1990.25), strict=True):
        sheet.write_formula(f"{letter}8", f"=SUM({letter}5:{letter}7)", money, result)
    sheet.write("A9", "注：执行率为支出与调整后预算之比。")
    sheet.write("A11", "填报日期")
    sheet.write_datetime("B11", dt.date(2023, 12, 31), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    sheet.write("A12", "编码")
    sheet.write("B12", 7, book.add_format({"num_format": "000"}))
    hidden = book.add_worksheet("底稿")
    hidden.write("A1", "看不见 123")
    hidden.hide()
    staff = book.add_worksheet("人员")
    staff.write_row("A1", ["姓名", "人数"])
    staff.write_row("A2", ["甲", 3])
    staff.write_rich_string("A3", "乙", book.add_format({"bold": True}), "丙")
    staff.write("B3", 0.1 + 0.2)
    staff.write_row("A4", ["丁", True])


INK = [
    "## 收支总表",
    "2023年度部门收支总表",
    "编制单位：清河街道",
    "项目|预算|支出|执行率",
    "年初|追加|调整后",
    "基本支出|1,200.50|100.00|1,300.50|1,290.25|99.21%",
    "项目支出|800.00|-20.51|779.50|700.00|89.80%",
    "其他|-|-|-|-|#DIV/0!",
    "合计|2,000.50|79.50|2,080.00|1,990.25|",
    "填报日期|2023年12月31日",
    "编码|007",
    "## 人员",
    "姓名|人数",
    "甲|3",
    "乙丙|0.3",
    "丁|TRUE",
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read_workbook(write(tmp_path_factory.mktemp("book") / "报表.xlsx", report))


class TestReport:
    def test_cells_read_as_they_are_printed(self, read: Document):
        assert lines(read) == INK

    def test_titles_units_and_notes_stand_around_the_table(self, read: Document):
        table = tables_of(read)[0]
        assert table.unit_note == "单位：万元"
        assert [note.text for note in table.notes] == ["注：执行率为支出与调整后预算之比。"]
        captions = [
            each.text
            for each in read.blocks
            if isinstance(each, Paragraph) and each.style is ParagraphStyle.CAPTION
        ]
        assert captions == ["2023年度部门收支总表"]
        assert read.title == "2023年度部门收支总表"

    def test_headers_of_two_rows_name_the_columns(self, read: Document):
        table = tables_of(read)[0]
        assert [row.is_header for row in table.rows] == [True, True, False, False, False, False]
        assert [row.is_total for row in table.rows] == [False, False, False, False, False, True]
        assert [each.header for each in table.columns] == [
            "项目",
            "预算/年初",
            "预算/追加",
            "预算/调整后",
            "支出",
            "执行率",
        ]

    def test_merged_cells_are_there_once_and_reach_over_the_others(self, read: Document):
        cells = tables_of(read)[0].rows[0].cells
        assert [(each.text, each.rows, each.columns) for each in cells] == [
            ("项目", 2, 1),
            ("预算", 1, 3),
            ("支出", 2, 1),
            ("执行率", 2, 1),
        ]

    def test_every_span_knows_its_sheet_and_cell(self, read: Document):
        places = {span.text: span.place for span in read.spans()}
        assert places["1,290.25"] == CellPlace("收支总表", "E5")
        assert places["乙丙"] == CellPlace("人员", "A3")
        heading = read.blocks[0]
        assert isinstance(heading, Heading)
        assert heading.place == CellPlace("收支总表", "A1")

    def test_what_is_hidden_is_not_read_and_told(self, read: Document):
        assert "看不见" not in "".join(span.text for span in read.spans())
        assert read.properties == {"sheets": "3", "hidden": "工作表“底稿”"}

    @pytest.mark.needs("soffice")
    @pytest.mark.parametrize("suffix", ["xls", "ods", "et"])
    def test_the_same_book_of_another_kind_reads_the_same(self, tmp_path: Path, suffix: str):
        book = write(tmp_path / "报表.xlsx", report)
        kind = "xls" if suffix == "et" else suffix
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        called = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path),
            str(book),
        ]
        subprocess.run(called, check=True, capture_output=True)
        other = (tmp_path / f"报表.{kind}").rename(tmp_path / f"又.{suffix}")
        document = read_workbook(other)
        assert lines(document) == INK
        assert document.properties == {"sheets": "3", "hidden": "工作表“底稿”"}
        assert {span.text: span.place for span in document.spans()}["1,290.25"] == CellPlace("收支总表", "E5")


class TestSheets:
    def lines(self, folder: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> list[str]:
        return lines(read_workbook(write(folder / "表.xlsx", fill)))

    def test_hidden_rows_and_columns_are_left_out(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet("表")
            for row, cells in enumerate(
                [["项目", "底稿", "金额"], ["甲", "x", 1], ["乙", "y", 2], ["丙", "z", 3]]
            ):
                sheet.write_row(row, 0, cells)
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_column("B:B", None, None, {"hidden": True})

        document = read_workbook(write(tmp_path / "表.xlsx", fill))
        assert lines(document) == ["项目|金额", "甲|1", "丙|3"]
        assert document.properties["hidden"] == "“表”第 3 行；“表”第 B 列"

    def test_a_lone_sheet_without_a_name_of_its_own_is_no_heading(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            book.add_worksheet().write_row(0, 0, ["项目", "金额"])

        assert self.lines(tmp_path, fill) == ["项目", "金额"]

    def test_tables_below_and_beside_each_other_are_apart(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            for row, column in ((0, 0), (0, 5), (4, 0)):
                sheet.write_row(row, column, ["项目", "金额"])
                sheet.write_row(row + 1, column, [f"第{row}{column}", 1])

        assert len(tables_of(read_workbook(write(tmp_path / "表.xlsx", fill)))) == 3

    def test_a_column_of_sentences_is_paragraphs(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            book.add_worksheet().write_column(0, 0, ["一、总体情况", "全年支出38.14万元。", "增长5%。"])

        assert self.lines(tmp_path, fill) == ["一、总体情况", "全年支出38.14万元。", "增长5%。"]

    def test_formulas_that_nobody_calculated_are_told(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet("表")
            sheet.write_row(0, 0, ["项目", "金额"])
            sheet.write_row(1, 0, ["甲", 1])
            sheet.write_formula("B3", "=B2*2", None, "")

        path = write(tmp_path / "表.xlsx", fill)
        patched = repacked(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v></v>", b""))
        assert read_workbook(patched).properties["uncalculated"] == "表!B3"

    def test_the_calendar_of_1904_is_told_by_the_book(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            sheet.write(0, 0, 42368, book.add_format({"num_format": "yyyy-mm-dd"}))

        path = write(tmp_path / "表.xlsx", fill)
        patched = repacked(
            path, "xl/workbook.xml", lambda part: part.replace(b"<workbookPr", b'<workbookPr date1904="1"')
        )
        assert lines(read_workbook(patched)) == ["2019-12-31"]

    def test_line_feeds_in_a_cell_stay(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["项目", "说明"])
            sheet.write_row(1, 0, ["甲", "第一，10户；\n第二，20户。"])

        assert self.lines(tmp_path, fill)[1] == "甲|第一，10户；\n第二，20户。"

    def test_characters_that_the_file_escapes_are_those_that_it_shows(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["项目", "说明"])
            sheet.write_row(1, 0, ["甲", "10户CR\n20户，BEL98.31"])

        path = write(tmp_path / "表.xlsx", fill)
        repacked(
            path,
            "xl/sharedStrings.xml",
            lambda part: part.replace(b"CR", b"_x000D_").replace(b"BEL", b"_x0007_"),
        )
        assert lines(read_workbook(path))[1] == "甲|10户\n20户，98.31"


def repacked(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part) if each == name else part)
    path.write_bytes(out.getvalue())
    return path


def refusal(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path)
    return caught.value


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "空文件"),
            (b"a,b\n1,2\n", "不是能读的工作簿"),
            (b"PK\x03\x04broken", "已损坏"),
            (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "已损坏"),
        ],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, data: bytes, words: str):
        path = tmp_path / "表.xlsx"
        path.write_bytes(data)
        error = refusal(path)
        assert words in error.message
        assert error.english

    def test_a_word_file_under_another_name(self, tmp_path: Path):
        with zipfile.ZipFile(tmp_path / "表.xlsx", "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
        assert "不是能读的工作簿" in refusal(tmp_path / "表.xlsx").message

    def test_a_book_without_words(self, tmp_path: Path):
        assert "没有文字" in refusal(write(tmp_path / "表.xlsx", lambda book: None)).message

    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    )
    def test_entities_are_refused_in_every_part(self, tmp_path: Path, part: str):
        path = write(tmp_path / "表.xlsx", report)
        bomb = b'?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
        assert "已损坏" in refusal(repacked(path, part, lambda old: old.replace(b"?>", bomb, 1))).message

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
    def test_an_encoding_that_nobody_knows_is_damage(self, tmp_path: Path, part: str):
        path = write(tmp_path / "表.xlsx", report)
        assert "已损坏" in refusal(repacked(path, part, lambda old: old.replace(b"UTF-8", b"UT9-8"))).message

    def test_a_bomb_is_refused_by_what_it_would_unpack_to(self, tmp_path: Path):
        path = write(tmp_path / "表.xlsx", report)
        repacked(path, "xl/worksheets/sheet1.xml", lambda part: part + b" " * (100 * 2**20))
        assert "展开后过大" in refusal(path).message


class TestHostileFiles:
    def test_a_hundred_thousand_rows_are_read_in_seconds(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet, money = book.add_worksheet(), book.add_format(MONEY)
            sheet.write_row(0, 0, ["项目", "金额"])
            for row in range(1, 100_001):
                sheet.write_string(row, 0, "项目")
                sheet.write_number(row, 1, row, money)

        path = write(tmp_path / "表.xlsx", fill)
        started = time.process_time()
        [table] = tables_of(read_workbook(path))
        assert time.process_time() - started < 30
        assert len(table.rows) == 100_001

    def test_more_cells_than_any_report_has_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        few = functools.partial(sheet_limits.Room, cells=10)
        monkeypatch.setattr(workbook_xlsx, "Room", few)
        assert "超过" in refusal(write(tmp_path / "表.xlsx", report)).message

    def test_words_that_cells_share_by_the_thousand_are_counted_as_often_as_they_are_shown(
        self, tmp_path: Path
    ):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            for row in range(3_000):
                sheet.write_string(row, 0, "长" * 30_000)

        assert "超过" in refusal(write(tmp_path / "表.xlsx", fill)).message

    def test_two_cells_at_the_ends_of_a_sheet_make_no_table_of_all_between(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            for number in range(2_000):
                sheet.write(number, number * 2, 1)
                sheet.write(number, 0, 1)

        started = time.process_time()
        assert "超过" in refusal(write(tmp_path / "表.xlsx", fill)).message
        assert time.process_time() - started < 20

    def test_thousands_of_cells_far_apart_are_as_many_lines(self, tmp_path: Path):
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            for number in range(1_500):
                sheet.write(number, number * 3, 1)
                sheet.write(number, 0, 1)

        started = time.process_time()
        document = read_workbook(write(tmp_path / "表.xlsx", fill))
        assert time.process_time() - started < 20
        assert len(tables_of(document)) == 1
        assert len(document.blocks) == 1_500

    def test_merged_cells_that_claim_the_whole_sheet_do_no_harm(self, tmp_path: Path):
        path = write(tmp_path / "表.xlsx", report)
        claim = b'<mergeCell ref="A3:XFD1048576"/>' * 1_000
        repacked(
            path,
            "xl/worksheets/sheet1.xml",
            lambda part: part.replace(b"<mergeCell ", claim + b"<mergeCell ", 1),
        )
        started = time.process_time()
        read_workbook(path)
        assert time.process_time() - started < 10

    @settings(max_examples=80)
    @given(at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=8), cut=st.integers(0, 10**6))
    def test_a_mutated_or_cut_file_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes, cut: int
    ):
        folder = tmp_path_factory.mktemp("mutated")
        data = bytearray(write(folder / "表.xlsx", report).read_bytes())
        data[at % len(data) : at % len(data) + len(junk)] = junk
        if cut % 2:
            del data[cut % len(data) :]
        (folder / "坏.xlsx").write_bytes(data)
        with suppress(UnreadableFile):
            read_workbook(folder / "坏.xlsx")

    @settings(max_examples=80)
    @given(
        part=st.sampled_from(
            ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]
        ),
        at=st.integers(0, 10**6),
        junk=st.text("09AZaz<>&\"'=:/-%{}", min_size=1, max_size=6),
    )
    def test_a_part_with_anything_in_it_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, part: str, at: int, junk: str
    ):
        path = write(tmp_path_factory.mktemp("anything") / "表.xlsx", report)

        def change(old: bytes) -> bytes:
            place = at % len(old)
            return old[:place] + junk.encode() + old[place + len(junk) :]

        with suppress(UnreadableFile):
            read_workbook(repacked(path, part, change))

    @pytest.mark.needs("soffice")
    def test_mutated_older_files_are_read_or_refused_in_words(self, tmp_path: Path):
        book = write(tmp_path / "报表.xlsx", report)
        for kind in ("xls", "ods"):
            profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
            called = [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(tmp_path),
                str(book),
            ]
            subprocess.run(called, check=True, capture_output=True)
            whole = (tmp_path / f"报表.{kind}").read_bytes()
            for number in range(300):
                data = bytearray(whole)
                for step in range(6):
                    data[(number * 7919 + step * 104_729) % len(data)] = (number * 31 + step * 97) % 256
                if number % 3 == 0:
                    del data[number * 6_151 % len(data) :]
                (tmp_path / "坏").write_bytes(data)
                with suppress(UnreadableFile):
                    read_workbook(tmp_path / "坏")
