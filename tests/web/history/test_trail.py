"""What was done, told and taken back."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from jixiao.quantity import Money
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.telling import line_of
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, write

Browser = Callable[[str], Client]


@pytest.fixture
def renamed(year: BudgetYear, actor: Callable[[str], Actor]) -> Entry:
    row = table_of(year, "projects")[0]
    return write(
        actor=actor("clerk"),
        year=year,
        act="project.edit",
        project=row.code,
        summary="改了名称",
        reason="与批复一致",
        changes=[Change("projects", {"name": "新的名称", "attention": row.attention}, row.pk, row.version)],
    )


def name_of(year: BudgetYear) -> str:
    return str(table_of(year, "projects")[0].name)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 302),
        ("coordinator", 302),
        ("other_clerk", 403),
        ("office_head", 403),
        ("finance", 403),
        ("leader", 403),
        ("reviewer", 403),
        ("outsider", 403),
    ],
)
def test_who_did_it_and_the_coordinator_may_undo_it(
    year: BudgetYear, renamed: Entry, browser: Browser, who: str, status: int
):
    answer = browser(who).post(f"/history/{renamed.pk}/undo/", {"next": "/2019/projects/"})
    assert answer.status_code == status
    assert (name_of(year) == "新的名称") == (status == 403)
    if status == 302:
        assert answer["Location"] == "/2019/projects/"


def test_undoing_twice_undoes_once_and_says_so(year: BudgetYear, renamed: Entry, browser: Browser):
    client = browser("clerk")
    for _ in range(2):
        client.post(f"/history/{renamed.pk}/undo/")
    assert Entry.objects.filter(act="undo").count() == 1
    assert "这一步已经撤销过了" in client.get("/settings/").content.decode()


def test_what_was_changed_since_is_not_undone(
    year: BudgetYear, renamed: Entry, actor: Callable[[str], Actor], browser: Browser
):
    row = table_of(year, "projects")[0]
    change = Change("projects", {"name": "又改了"}, row.pk)
    write(actor=actor("coordinator"), year=year, act="project.edit", changes=[change])
    client = browser("clerk")
    client.post(f"/history/{renamed.pk}/undo/")
    assert name_of(year) == "又改了"
    assert "没有撤销" in client.get("/settings/").content.decode()


def test_undoing_takes_a_post(renamed: Entry, browser: Browser):
    assert browser("clerk").get(f"/history/{renamed.pk}/undo/").status_code == 405
    assert browser("clerk").post("/history/999999/undo/").status_code == 404


def test_a_change_is_told_in_the_words_of_its_columns(year: BudgetYear, renamed: Entry):
    (row,) = line_of(renamed).rows
    assert (row.kind, row.table) == ("changed", "项目")
    assert [(each.label, each.new) for each in row.values] == [("项目名称", "新的名称")]
    with translation.override("en"):
        (row,) = line_of(renamed).rows
        assert (row.table, row.values[0].label) == ("Projects", "Name")


def test_money_and_choices_are_told_as_people_write_them(year: BudgetYear, actor: Callable[[str], Actor]):
    row = table_of(year, "contracts")[0]
    entry = write(
        actor=actor("coordinator"),
        year=year,
        act="contract.edit",
        changes=[Change("contracts", {"amount": Money(123456789), "has_incentives": True}, row.pk)],
    )
    told = {each.label: each.new for each in line_of(entry).rows[0].values}
    assert told == {"合同金额": "1,234,567.89", "有无奖惩条款": "是"}


def test_a_page_about_a_project_shows_its_trail(
    year: BudgetYear, renamed: Entry, actor: Callable[[str], Actor]
):
    template = engines["django"].from_string("{% load history %}{% trail year project=code %}")
    shown = {}
    for who in ("clerk", "office_head"):
        request = RequestFactory().get("/2019/projects/P01/")
        request.actor = actor(who)  # type: ignore[attr-defined]
        shown[who] = template.render({"year": year, "code": renamed.project}, request)
        assert "<ins>新的名称</ins>" in shown[who]
        assert "与批复一致" in shown[who]
    assert f"/history/{renamed.pk}/undo/" in shown["clerk"]
    assert f"/history/{renamed.pk}/undo/" not in shown["office_head"]


def test_the_coordinator_filters_the_trail_and_takes_it_home(
    year: BudgetYear, renamed: Entry, browser: Browser
):
    client = browser("coordinator")
    assert "改了名称" in client.get("/history/").content.decode()
    assert "改了名称" in client.get("/history/?words=批复一致").content.decode()
    assert "改了名称" not in client.get("/history/?act=year.open").content.decode()
    assert "2019-12-31 的样子" in client.get("/history/?since=昨天").content.decode()
    answer = client.get("/history/?words=批复一致&export=1")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (found,) = (row for row in rows if row[6] == "改了名称")
    assert (found[1], found[8]) == ("clerk", "与批复一致")
    assert rows[-1] == found


def test_a_formula_in_a_summary_stays_text(year: BudgetYear, renamed: Entry, browser: Browser):
    Entry.objects.filter(pk=renamed.pk).update(summary="=1+1")
    answer = browser("coordinator").get("/history/?export=1")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    (cell,) = (row[6] for row in sheet.iter_rows() if row[6].value == "=1+1")
    assert cell.data_type in ("s", "inlineStr")
