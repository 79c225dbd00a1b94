"""Search finds everything, and nothing that its reader may not see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.quantity import Money
from jixiao.tracking.budget import ExpenditureKind, Fund, Source
from jixiao.tracking.execution import Nature
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.services import keep
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.search.query import Query
from jixiao_web.search.selectors import Group, search
from jixiao_web.search.templatetags.search import marked
from tests.web.conftest import CAST

Browser = Callable[[str], Client]
Acting = Callable[[str], Actor]


def pay(
    year: BudgetYear, voucher: str, project: str = "P03", payee: str = "某保洁公司", fen: int = 123_456_00
) -> None:
    values = {
        "date": dt.date(2019, 11, 5),
        "nature": Nature.PAYMENT,
        "kind": ExpenditureKind.PROJECT,
        "fund": Fund.GENERAL,
        "source": Source.OWN,
        "project": project,
        "amount": Money(fen),
        "voucher": voucher,
        "payee": payee,
        "purpose": "十月服务费",
    }
    write(actor=None, year=year, act="payment.add", changes=[Change("entries", values)])


def titles(groups: list[Group], name: str) -> list[str]:
    return [hit.title for group in groups if group.name == name for hit in group.hits]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("准物业", "projects"),
        ("p03", "projects"),
        ("市民服务", "offices"),
        ("服务商乙", "contracts"),
        ("记-0042", "payments"),
        ("保洁公司", "payments"),
        ("十月 服务费", "payments"),
        ("123456", "payments"),
        ("12.3456", "payments"),
        ("12.3456万元", "payments"),
        ("月办函", "documents"),
        ("绩效跟踪管理办法", "documents"),
        ("巡视", "outputs"),
        ("精细程度", "passages"),
    ],
)
def test_what_is_written_in_the_year_is_found(year: BudgetYear, actor: Acting, text: str, kind: str):
    pay(year, "记-0042")
    assert titles(search(actor=actor("coordinator"), year=year, text=text), kind), text


def test_every_word_must_be_found(year: BudgetYear, actor: Acting):
    pay(year, "记-0042")
    assert search(actor=actor("coordinator"), year=year, text="记-0042 没有这个词") == []
    assert search(actor=actor("coordinator"), year=year, text="  ") == []


def test_an_office_finds_what_is_its_own_alone(year: BudgetYear, actor: Acting):
    pay(year, "记-0001", "P03")  # of the clerk's office
    pay(year, "记-0002", "P01")  # of the other one
    pay(year, "记-0003", "")  # nobody's yet
    counts = {
        who: len(titles(search(actor=actor(who), year=year, text="记-000"), "payments"))
        for who in ("clerk", "other_clerk", "finance", "leader", "reviewer")
    }
    assert counts == {"clerk": 1, "other_clerk": 1, "finance": 3, "leader": 3, "reviewer": 3}
    assert titles(search(actor=actor("clerk"), year=year, text="P01"), "projects") == []
    assert titles(search(actor=actor("other_clerk"), year=year, text="服务商乙"), "contracts") == []


def test_a_file_is_found_by_those_who_may_read_it(
    year: BudgetYear, actor: Acting, settings: object, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    keep(actor=None, name="全年台账备份.xlsx", content=b"PK\x03\x04", kind="start.workbook", year=year)
    found = {who: titles(search(actor=actor(who), year=year, text="台账备份"), "files") for who in CAST}
    assert {who for who, names in found.items() if names} == {"coordinator"}


@pytest.mark.parametrize("who", ["clerk", "other_clerk", "coordinator", "outsider"])
def test_what_may_be_meant_is_suggested_to_those_who_may_see_it(year: BudgetYear, browser: Browser, who: str):
    answer = browser(who).get("/2019/search/suggest/?q=物业", headers={"HX-Target": "bar-suggestions"})
    if who == "outsider":
        assert answer.status_code == 403
        return
    shown = answer.content.decode()
    assert ("/2019/projects/of/P03" in shown) == (who != "other_clerk")
    assert 'id="bar-suggestions-all"' in shown
    assert "/2019/search/?q=%E7%89%A9%E4%B8%9A" in shown
    assert 'href=""' not in browser(who).get("/2019/search/suggest/?q=管理办法").content.decode()
    assert "option" not in browser(who).get("/2019/search/suggest/?q=+").content.decode()


@pytest.mark.parametrize("who", list(CAST))
def test_everybody_who_takes_part_may_search(year: BudgetYear, browser: Browser, who: str):
    answer = browser(who).get("/2019/search/?q=物业")
    assert answer.status_code == (403 if who == "outsider" else 200)


def test_the_page_marks_the_words_and_runs_nothing_that_was_typed(year: BudgetYear, browser: Browser):
    pay(year, "<script>alert(1)</script>", payee="物业<b>公司")
    client = browser("coordinator")
    shown = client.get("/2019/search/?q=物业").content.decode()
    assert "<mark>物业</mark>&lt;b&gt;公司" in shown
    shown = client.get("/2019/search/", {"q": "<script>alert"}).content.decode()
    assert "<script>alert" not in shown
    assert "<mark>&lt;script&gt;alert</mark>" in shown


def test_what_is_not_there_is_said(year: BudgetYear, browser: Browser):
    assert "没有找到“张果老”" in browser("clerk").get("/2019/search/?q=张果老").content.decode()
    assert "写几个字" in browser("clerk").get("/2019/search/").content.decode()


@pytest.mark.parametrize(
    "text", ["\x00", "%", "_", "'", '"', "\\", "1e999", "9" * 150, "a " * 300, "(", "𠮷"]
)
def test_whatever_is_typed_is_only_looked_for(year: BudgetYear, browser: Browser, text: str):
    assert browser("coordinator").get("/2019/search/", {"q": text}).status_code == 200


def test_as_many_questions_are_asked_whatever_is_found(year: BudgetYear, actor: Acting):
    for who in ("coordinator", "clerk"):
        with CaptureQueriesContext(connection) as few:
            search(actor=actor(who), year=year, text="记-0")
        for number in range(3):
            pay(year, f"记-0{number}")
        with CaptureQueriesContext(connection) as many:
            search(actor=actor(who), year=year, text="记-0")
        assert len(few) == len(many)


def test_a_year_is_searched_alone(year: BudgetYear, actor: Acting, browser: Browser):
    assert browser("clerk").get("/2018/search/?q=物业").status_code == 404
    assert table_of(year, "projects").count() == 21


def test_a_number_may_be_yuan_or_ten_thousand_yuan():
    assert Query("12.5").amounts == (Money(1250), Money(12500000))
    assert Query("12.5 元").amounts == ()
    assert Query("十二").amounts == ()


def test_a_reference_is_told_by_the_name_of_its_figure():
    shown = marked("全年清运垃圾{成果.垃圾清运}，支出{支出}。", Query("清运"))
    assert shown == "全年<mark>清运</mark>垃圾〔垃圾<mark>清运</mark>〕，支出〔支出〕。"
