"""A layout and a year make forms: every cell with its place and value, every figure bound."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.document.model import Document, Heading, PageBreak, Paragraph, Table
from jixiao.example import example_year
from jixiao.narrative.forms import FilledForm, filled_forms, form_blocks, form_document, load_form
from jixiao.tracking.budget import Change
from jixiao.tracking.contract import Contract
from jixiao.tracking.project import Attention
from jixiao.tracking.results import Output
from jixiao.tracking.year import Year
from tests.narrative.forms.test_layout import drawn
from tests.narrative.forms.test_words import facts_of
from tests.narrative.small_year import changed, granted, paid, project, wan, year

YEAR_END = dt.date(2019, 12, 31)
TWO = (project(number=2), project("P02", "绿化经费", number=1))


@pytest.fixture(scope="module")
def example() -> Year:
    return example_year("yuetan-2019")


def texts(form: FilledForm) -> list[list[str]]:
    return [[cell.content.text for cell in row.cells] for row in form.rows]


class TestList:
    def test_a_list_has_a_row_a_project_in_the_reports_order_and_their_total(self):
        of = year(
            projects=TWO,
            approval_lines=(granted("10"), granted("20", "P02")),
            entries=(paid(wan("9")), paid(wan("12"), "P02")),
        )
        (form,) = filled_forms(load_form("tracking-list"), facts_of(of))
        header, first, second, total = texts(form)
        assert header[7:13] == ["年初预算", "追加", "追减", "调整后预算", "实际支出", "执行率"]
        assert (first[0], first[2], first[7], first[12]) == ("1", "绿化经费", "20.00", "60.00%")
        assert (second[0], second[2], second[7], second[12]) == ("2", "保洁经费", "10.00", "90.00%")
        assert total[:7] == ["合计", "30.00", "-", "-", "30.00", "21.00", "70.00%"]
        assert form.rows[0].is_header
        assert form.rows[-1].is_total

    def test_the_printed_table_of_a_real_year_comes_out(self, example: Year):
        (form,) = filled_forms(load_form("tracking-list"), facts_of(example, YEAR_END))
        assert texts(form)[-1][1:7] == [
            "14,692.74",
            "147.48",
            "1,472.19",
            "13,368.03",
            "13,112.03",
            "98.08%",
        ]

    def test_ordinary_projects_or_all_may_be_listed_instead(self, tmp_path: Path):
        of = year(projects=(project(), project("P02", "绿化经费", attention=Attention.ORDINARY)))
        for group, names in (("ordinary", ["绿化经费"]), ("all", ["保洁经费", "绿化经费"])):
            form = drawn(
                tmp_path,
                f'projects = "{group}"\n[[parts]]\neach = "项目"\nrows = "| {{序号}} | {{项目名称}} |"\n',
            )
            (made,) = filled_forms(form, facts_of(of))
            assert [row[1] for row in texts(made)] == names

    def test_rows_of_other_tables_tell_of_the_project_they_belong_to(self, tmp_path: Path):
        form = drawn(tmp_path, '[[parts]]\neach = "合同"\nrows = "| {项目名称} | {合同内容} |"\n')
        of = year(projects=TWO, contracts=(Contract(code="C1", project="P02", subject="树木修剪"),))
        (made,) = filled_forms(form, facts_of(of))
        assert texts(made) == [["绿化经费", "树木修剪"]]


class TestSheets:
    def test_each_project_has_a_sheet_of_its_own(self):
        forms = list(filled_forms(load_form("tracking-analysis"), facts_of(year(projects=TWO))))
        assert [each.project.name for each in forms if each.project] == ["绿化经费", "保洁经费"]
        assert len({each.key for each in forms}) == 2

    def test_a_label_reaches_down_all_repeated_rows(self, tmp_path: Path):
        form = drawn(
            tmp_path,
            'one_per_project = true\n[[parts]]\nrows = "| 成果 | 名称 |"\n'
            '[[parts]]\neach = "成果"\nrows = "| ^ | {成果名称} |"\n',
        )
        outputs = tuple(Output(subject="P01", name=name, amount=Decimal(1)) for name in "甲乙丙")
        (made,) = filled_forms(form, facts_of(year(outputs=outputs)))
        assert [(cell.content.text, cell.rows) for cell in made.rows[0].cells] == [("成果", 4), ("名称", 1)]
        assert texts(made)[1:] == [["甲"], ["乙"], ["丙"]]

    def test_where_there_is_nothing_to_list_empty_rows_are_drawn(self, tmp_path: Path):
        form = drawn(
            tmp_path,
            'one_per_project = true\n[[parts]]\neach = "合同"\nblank = 2\nrows = "| {合同内容} | 元 |"\n',
        )
        (made,) = filled_forms(form, facts_of(year()))
        assert texts(made) == [["", "元"], ["", "元"]]

    def test_year_and_period_in_a_header_leave_it_a_header(self):
        (form,) = filled_forms(load_form("monitoring-136"), facts_of(year()))
        cells = {cell.content.text: cell for row in form.rows for cell in row.cells}
        assert cells["全年执行数"].is_label
        assert not cells["保洁经费"].is_label

    def test_the_monitoring_forms_rate_is_on_the_original_budget(self):
        of = year(
            approval_lines=(granted("10"),),
            adjustment_lines=(changed(Change.REDUCTION, "5"),),
            entries=(paid(wan("5")),),
        )
        (form,) = filled_forms(load_form("monitoring-136"), facts_of(of))
        row = next(each for each in texts(form) if "年度资金总额" in each)
        assert row == ["年度资金总额", "10.00", "5.00", "50.00%", ""]


class TestBlocks:
    def test_each_sheet_but_the_first_begins_a_page(self):
        blocks = list(form_blocks(load_form("tracking-analysis"), facts_of(year(projects=TWO))))
        kinds = [type(each) for each in blocks]
        assert kinds == [Heading, Paragraph, Table, PageBreak, Heading, Paragraph, Table]

    def test_a_landscape_form_turns_its_pages(self):
        document = form_document(load_form("tracking-list"), facts_of(year()))
        assert document.blocks[0] == PageBreak(landscape=True)
        assert document.title == "西城区区级项目支出绩效跟踪清单"

    def test_rows_fill_the_grid_that_the_widths_span(self, example: Year):
        for document in documents(example):
            for table in (each for each in document.blocks if isinstance(each, Table)):
                taken: dict[tuple[int, int], str] = {}
                for number, row in enumerate(table.rows):
                    column = 0
                    for cell in row.cells:
                        while (number, column) in taken:
                            column += 1
                        for below in range(cell.rows):
                            for beside in range(cell.columns):
                                assert (number + below, column + beside) not in taken
                                taken[number + below, column + beside] = cell.text
                assert len(taken) == len(table.rows) * len(table.columns)

    def test_what_the_ledger_lacks_is_left_to_be_written_by_hand(self, example: Year):
        for document in documents(example):
            assert not any(span.is_gap or "待补" in span.text for span in document.spans())

    def test_every_amount_and_rate_is_bound(self, example: Year):
        for document in documents(example):
            for table in (each for each in document.blocks if isinstance(each, Table)):
                for row in table.rows:
                    for cell in row.cells:
                        if cell.text.endswith("%") or (cell.text[-3:-2] == "." and cell.text[-2:].isdigit()):
                            assert all(span.binding for span in cell.spans), cell.text

    def test_an_empty_cell_keeps_room_for_handwriting(self, tmp_path: Path):
        form = drawn(tmp_path, '[[parts]]\nlines = 3\nrows = "| 审核意见 | {} |"\n')
        table = next(each for each in form_blocks(form, facts_of(year())) if isinstance(each, Table))
        assert [cell.text for cell in table.rows[0].cells] == ["审核意见", "\n\n"]


def documents(of: Year) -> list[Document]:
    facts = facts_of(of, YEAR_END)
    return [
        form_document(load_form(name), facts)
        for name in ("tracking-list", "tracking-analysis", "monitoring-136")
    ]
