from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2

from jixiao.document.layout import load_layout
from jixiao.document.model import Document, Table
from jixiao.document.readers.word import read_word
from jixiao.document.writers import write
from jixiao.example import example_year
from jixiao.narrative.weekly import LAYOUT, MOST_NAMED, write_weekly
from jixiao.quantity import Money
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.project import Project
from jixiao.tracking.unit import Party, PartyKind
from tests.narrative.small_year import granted, paid, project, text, wan, year

MARCH = dt.date(2024, 3, 31)


def tables(document: Document) -> dict[str, list[list[str]]]:
    """The cells of each table, by its caption."""
    return {
        block.caption: [[cell.text for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    }


def test_the_page_of_the_example_says_what_its_report_says():
    page = write_weekly(example_year(), dt.date(2019, 12, 31))
    told = text(page)
    for figure in ("39,433.42万元", "38,768.14万元", "98.31%", "101.92%", "665.28万元"):
        assert figure in told
    assert "20个重点项目执行率98.08%" in told
    offices = tables(page)["各部门预算执行情况"]
    assert offices[-1][:6] == ["部门整体", "38,038.35", "39,433.42", "38,768.14", "98.31%", "101.92%"]
    behind = tables(page)["落后于进度的项目"]
    assert len(behind) == MOST_NAMED
    assert behind[0][1] == "社区党组织服务群众经费"
    assert "另有3个项目也落后于进度" in told


def test_offices_and_basic_expenditure_add_up_to_the_unit():
    rows = tables(write_weekly(example_year(), dt.date(2019, 12, 31)))["各部门预算执行情况"]
    spent = [Decimal(row[3].replace(",", "")) for row in rows]
    assert abs(sum(spent[:-1]) - spent[-1]) <= Decimal("0.05")


def test_what_is_signed_and_due_stands_in_its_office():
    signed = Contract(code="H1", project="P01", subject="保洁", amount=wan("80"))
    unknown = Contract(code="H2", project="P02", subject="绿化")
    page = write_weekly(
        year(
            projects=(project(), Project(code="P02", name="绿化", party="园林办")),
            approval_lines=(granted("100"), granted("50", "P02")),
            entries=(paid(wan("30"), date=dt.date(2024, 2, 1), contract="H1"),),
            contracts=(signed, unknown),
            payment_terms=(
                PaymentTerm(contract="H1", name="二期款", amount=wan("20"), due=dt.date(2024, 3, 20)),
            ),
        ),
        MARCH,
    )
    rows = {row[0]: row[1:] for row in tables(page)["各部门预算执行情况"]}
    assert rows["城市管理办公室"][5:] == ["50.00", "20.00", "-"]
    assert rows["园林办*"][5:] == ["-", "-", "1"]
    assert "已签合同未付50.00万元，本月预计支付20.00万元。" in text(page)
    assert "带*的部门有合同没有登记金额" in text(page)


def test_a_database_may_have_added_up_what_contracts_were_paid():
    signed = Contract(code="H1", project="P01", subject="保洁", amount=wan("80"))
    it = year(approval_lines=(granted("100"),), contracts=(signed,))
    assert "已签合同未付5.00万元" in text(write_weekly(it, MARCH, paid={"H1": wan("75")}))


def test_an_empty_year_has_a_page_without_gaps():
    it = year(projects=(project(party=""),), approval_lines=())
    page = write_weekly(it, MARCH)
    assert "落后于进度的项目" not in tables(page)
    assert tables(page)["各部门预算执行情况"][0][0] == "未定部门"


def test_every_figure_that_comes_from_the_ledger_is_bound():
    page = write_weekly(example_year(), dt.date(2019, 12, 31))
    bound = {str(span.binding.key) for span in page.spans() if span.binding}
    assert {"unit/spent@2019-12-31", "party.城市管理办公室/spent@2019-12-31"} <= bound
    assert "project.P10/execution_rate@2019-12-31" in bound


def test_the_page_goes_into_a_word_file_and_comes_back(tmp_path: Path):
    file = tmp_path / "weekly.docx"
    write(write_weekly(example_year(), dt.date(2019, 12, 31)), file, load_layout(LAYOUT))
    back = read_word(file)
    assert "20个重点项目执行率98.08%" in text(back)


def test_nine_offices_and_ten_projects_behind_fit_one_page(tmp_path: Path):
    offices = tuple(Party(name=f"第{number}办公室工作部", kind=PartyKind.OFFICE) for number in range(9))
    projects = tuple(
        project(f"P{number:02}", f"名字相当长的第{number}号项目整治服务经费", party=offices[number % 9].name)
        for number in range(1, 31)
    )
    it = replace(
        year(projects=projects),
        parties=offices,
        approval_lines=tuple(granted("123456.78", each.code) for each in projects),
        entries=tuple(paid(Money(number), each.code, MARCH) for number, each in enumerate(projects, 1)),
    )
    file = tmp_path / "weekly.pdf"
    write(write_weekly(it, MARCH), file, load_layout(LAYOUT))
    assert len(pypdfium2.PdfDocument(file)) == 1
