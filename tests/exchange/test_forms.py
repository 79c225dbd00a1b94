"""Forms as files: workbooks to go on calculating with, Word files beside them, all or nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.errors import PolicyError
from jixiao.exchange.form_workbook import lines_needed, sheet_name
from jixiao.exchange.forms import file_name, write_forms
from jixiao.narrative.report import full_year
from jixiao.quantity import Money, Precision
from jixiao.tracking.budget import Change, Source
from jixiao.tracking.problem import Annex
from jixiao.tracking.project import Attention
from jixiao.tracking.results import Output
from jixiao.tracking.year import Year
from tests.narrative.small_year import changed, granted, paid, project, wan, year

TWO = year(
    projects=(project(number=1), project("P02", "绿化/经费[二]", number=2)),
    approval_lines=(granted("10"), granted("20", "P02")),
    adjustment_lines=(changed(Change.INCREASE, "1.5"),),
    entries=(paid(Money.of(91_234)), paid(wan("20"), "P02")),
)


def written(folder: Path, of: Year = TWO, **more: Any) -> list[Path]:
    return write_forms(of, full_year(of), folder, **more)


def sheets(path: Path, *, values: bool = False) -> list[Worksheet]:
    return list(openpyxl.load_workbook(path, data_only=values).worksheets)


def the_list(folder: Path, of: Year = TWO, *, values: bool = False) -> Worksheet:
    return sheets(written(folder, of, forms=["tracking-list"])[0], values=values)[0]


def cell_of(sheet: Worksheet, header: str, row: int) -> Any:
    """The cell under that header, in the row of the table (from 1)."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value == header:
                return sheet.cell(cell.row + row, cell.column)
    raise AssertionError(f"no header {header}")


class TestFiles:
    def test_each_form_is_a_workbook_and_a_word_file_named_as_the_annex(self, tmp_path: Path):
        assert [each.name for each in written(tmp_path)] == [
            "附件1 西城区区级项目支出绩效跟踪清单.xlsx",
            "附件1 西城区区级项目支出绩效跟踪清单.docx",
            "附件2 西城区区级项目支出绩效跟踪分析表.xlsx",
            "附件2 西城区区级项目支出绩效跟踪分析表.docx",
        ]
        assert all(each.stat().st_size for each in tmp_path.iterdir())

    def test_the_annexes_of_the_year_say_which_forms_there_are(self, tmp_path: Path):
        of = year(annexes=(Annex(title="扫描件"), Annex(title="监控表", form="monitoring-136")))
        assert [each.stem for each in written(tmp_path, of)] == ["附件2 项目支出绩效目标执行监控表"] * 2

    def test_nothing_is_written_unless_every_layout_can_be_used(self, tmp_path: Path):
        with pytest.raises(PolicyError):
            written(tmp_path / "out", forms=["tracking-list", "tracking-lost"])
        assert not (tmp_path / "out").exists()

    def test_the_same_year_makes_the_same_files(self, tmp_path: Path):
        first = [each.read_bytes() for each in written(tmp_path / "a")]
        assert first == [each.read_bytes() for each in written(tmp_path / "b")]

    def test_a_file_bears_a_name_that_every_system_takes(self):
        assert file_name('甲/乙:丙*"丁"?') == "甲_乙_丙__丁__"

    def test_a_year_without_focus_projects_still_has_its_forms(self, tmp_path: Path):
        of = year(projects=(project(attention=Attention.ORDINARY),))
        list_book, _, analysis_book, _ = written(tmp_path, of)
        assert sheets(list_book)[0]["A1"].value == "西城区区级项目支出绩效跟踪清单"
        assert len(sheets(analysis_book)) == 1


class TestNumbers:
    def test_amounts_are_exact_numbers_shown_with_two_decimals(self, tmp_path: Path):
        cell = cell_of(the_list(tmp_path), "实际支出", 1)
        assert cell.value == pytest.approx(9.1234, abs=1e-12)
        assert cell.number_format == "#,##0.00"

    def test_a_change_of_nothing_is_a_zero_that_shows_as_a_dash(self, tmp_path: Path):
        cell = cell_of(the_list(tmp_path), "追加", 2)
        assert cell.value == 0
        assert cell.number_format.endswith('"-"')

    def test_totals_rates_and_adjusted_budgets_are_formulas(self, tmp_path: Path):
        sheet = the_list(tmp_path)
        assert cell_of(sheet, "年初预算", 3).value == "=SUM(H5:H6)"
        assert cell_of(sheet, "调整后预算", 1).value == "=H5+I5-J5"
        assert cell_of(sheet, "执行率", 1).value == '=IF(K5=0,"-",L5/K5)'
        assert cell_of(sheet, "执行率", 3).value == '=IF(K7=0,"-",L7/K7)'

    def test_formulas_carry_what_the_ledger_gives(self, tmp_path: Path):
        sheet = the_list(tmp_path, values=True)
        assert cell_of(sheet, "调整后预算", 3).value == pytest.approx(31.5)
        assert cell_of(sheet, "执行率", 3).value == pytest.approx(29.1234 / 31.5)

    def test_where_the_equation_misses_a_term_the_number_itself_stands(self, tmp_path: Path):
        of = year(approval_lines=(granted("10"), granted("5", source=Source.CARRIED_OVER)))
        assert cell_of(the_list(tmp_path, of), "调整后预算", 1).value == 15

    def test_quantities_are_numbers_that_show_their_unit_and_dates_are_dates(self, tmp_path: Path):
        shown = Output(
            subject="P01",
            name="保洁",
            amount=Decimal("401402.57"),
            unit="㎡",
            precision=Precision.ABOUT,
            as_of=dt.date(2024, 10, 31),
        )
        of = year(outputs=(shown,))
        sheet = sheets(written(tmp_path, of, forms=["tracking-analysis"])[0])[0]
        amount, date = cell_of(sheet, "完成值", 1), cell_of(sheet, "截至日期", 1)
        assert (amount.value, amount.number_format) == (401402.57, '"约"#,##0.00"㎡"')
        assert date.value == dt.datetime(2024, 10, 31)  # noqa: DTZ001 - so openpyxl reads it


class TestSheets:
    def test_each_project_has_a_sheet_with_a_legal_name(self, tmp_path: Path):
        book = written(tmp_path, forms=["tracking-analysis"])[0]
        assert [each.title for each in sheets(book)] == ["01 保洁经费", "02 绿化_经费_二_"]

    def test_sheet_names_are_short_and_never_the_same(self):
        taken: set[str] = set()
        names = [sheet_name("甲" * 40, taken) for _ in range(11)]
        assert len({each.casefold() for each in names}) == 11
        assert max(len(each) for each in names) == 31
        assert sheet_name("", taken) == "表"

    def test_it_prints_on_a4_as_wide_as_the_page_with_its_header_on_each(self, tmp_path: Path):
        sheet = the_list(tmp_path)
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted
        assert fitted.fitToPage
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.print_area == "'西城区区级项目支出绩效跟踪清单'!$A$1:$O$8"

    def test_cells_are_merged_and_framed_as_drawn(self, tmp_path: Path):
        sheet = the_list(tmp_path)
        assert "A7:G7" in {str(each) for each in sheet.merged_cells.ranges}
        assert sheet["A7"].border.left.style == "thin"
        assert sheet["O5"].border.right.style == "thin"

    def test_a_row_is_as_high_as_its_longest_text(self, tmp_path: Path):
        short = year(projects=(project(purpose="短。"),))
        long = year(projects=(project(purpose="长" * 600),))
        heights = []
        for number, of in enumerate((short, long)):
            sheet = sheets(written(tmp_path / str(number), of, forms=["tracking-analysis"])[0])[0]
            heights.append(sheet.row_dimensions[cell_of(sheet, "年度绩效目标", 0).row].height)
        assert heights[1] > heights[0] * 4
        assert heights[1] <= 409

    def test_lines_are_counted_by_the_width_of_chinese_characters(self):
        assert lines_needed("四个汉字", 4 * 9 + 4, 9) == 1
        assert lines_needed("五个汉字多", 4 * 9 + 4, 9) == 2
        assert lines_needed("", 10, 9) == 1
