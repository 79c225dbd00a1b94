from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from openpyxl.workbook import Workbook

from jixiao.exchange.fill_in import KEYS, OUTPUTS, TEXTS
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.models import Form, State, WorkbookImport
from jixiao_web.rounds.models import Round
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import MINE, announced

Browser = Callable[[str], Client]


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    return announced(year)


def downloaded(client: Client, round_: Round, office: str = OFFICE) -> io.BytesIO:
    answer = client.get(f"/2019/results/{round_.pk}/workbook/", {"office": office})
    assert answer.status_code == 200
    return io.BytesIO(answer.getvalue())


def edited(file: io.BytesIO, edit: Callable[[Workbook], Any], name: str = "发回.xlsx") -> io.BytesIO:
    book = openpyxl.load_workbook(file)
    edit(book)
    back = io.BytesIO()
    book.save(back)
    back.seek(0)
    back.name = name
    return back


def put(book: Workbook, sheet: str, key: str, label: str, value: Any) -> None:
    column = next(cell.column for cell in book[sheet][3] if cell.value == label)
    row = next(row[0].row for row in book[sheet].iter_rows() if row[0].value == key)
    book[sheet].cell(row, column).value = value


def test_a_clerk_gets_the_workbook_of_the_own_office_alone(browser: Browser, round_: Round):
    book = openpyxl.load_workbook(downloaded(browser("clerk"), round_))
    keys = [row[0].value for row in book[TEXTS].iter_rows(min_row=4)]
    assert f"project/{MINE}" in keys
    assert "project/P01" not in keys
    path = f"/2019/results/{round_.pk}/workbook/"
    assert browser("clerk").get(path, {"office": "市民服务中心"}).status_code == 403
    assert browser("leader").get(path, {"office": OFFICE}).status_code == 403
    assert browser("coordinator").get(path, {"office": "没有这个"}).status_code == 404


def test_what_comes_back_becomes_a_draft_with_a_report_on_every_row(browser: Browser, round_: Round):
    def fill(book: Workbook) -> None:
        put(book, TEXTS, f"project/{MINE}", "完成情况", "表里写的。")
        put(book, OUTPUTS, f"project/{MINE}#0", "数量", 777)
        put(book, OUTPUTS, f"project/{MINE}+0", "成果名称", "新的")
        put(book, OUTPUTS, f"project/{MINE}+0", "数量", "约三十")
        book[OUTPUTS].cell(book[OUTPUTS].max_row + 1, 2).value = "不认识的项目"

    client = browser("coordinator")
    file = edited(downloaded(client, round_), fill)
    answer = client.post(f"/2019/results/{round_.pk}/import/", {"file": file}, follow=True)
    page = answer.content.decode()
    form = Form.objects.get(code=MINE)
    assert form.state == State.DRAFT
    assert form.content["results"] == "表里写的。"
    assert form.content["outputs"][0]["amount"] == "777"
    assert form.content["outputs"][0]["row"]
    assert "不认识的项目" in page
    assert "数量不是一个数" in page
    assert "没有变化" in page
    assert WorkbookImport.objects.get().office == OFFICE


def test_what_was_sent_meanwhile_is_not_overwritten(browser: Browser, round_: Round):
    client = browser("coordinator")
    file = edited(
        downloaded(client, round_),
        lambda book: put(book, TEXTS, f"project/{MINE}", "完成情况", "表里写的。"),
    )
    Form.objects.create(
        round=round_,
        kind="project",
        code=MINE,
        office=OFFICE,
        state=State.SENT,
        content={"results": "屏幕上的"},
    )
    page = client.post(f"/2019/results/{round_.pk}/import/", {"file": file}, follow=True).content.decode()
    assert Form.objects.get(code=MINE).content["results"] == "屏幕上的"
    assert "没有导入" in page


def test_the_workbook_of_the_last_round_is_refused(browser: Browser, round_: Round, year: BudgetYear):
    client = browser("coordinator")
    file = downloaded(client, round_)
    file.name = "上期.xlsx"
    other = announced(year, name="另一批次")
    answer = client.post(f"/2019/results/{other.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert "不是本批次的，没有导入" in answer.content.decode()
    assert not Form.objects.exists()


def test_a_workbook_whose_hidden_sheet_was_changed_is_refused(browser: Browser, round_: Round):
    def forge(book: Workbook) -> None:
        for row in book[KEYS].iter_rows():
            if row[0].value == "office":
                row[1].value = "市民服务中心"

    client = browser("coordinator")
    file = edited(downloaded(client, round_), forge)
    answer = client.post(f"/2019/results/{round_.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert "隐藏内容被改过" in answer.content.decode()


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, browser: Browser, round_: Round):
    file = io.BytesIO(data)
    file.name = "x.xlsx"
    answer = browser("coordinator").post(f"/2019/results/{round_.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "office_head", "leader", "reviewer"])
def test_only_the_coordinator_imports(who: str, browser: Browser, round_: Round):
    assert browser(who).get(f"/2019/results/{round_.pk}/import/").status_code == 403
    assert browser(who).post(f"/2019/results/{round_.pk}/import/").status_code == 403
