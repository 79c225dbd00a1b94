"""Closing the accounts of a year: nothing in the ledger changes any more, until they are opened again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.closing import close_year, reopen_year
from jixiao_web.ledger.errors import YearIsClosed
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from tests.web.addresses import addresses

Browser = Callable[[str], Client]
PAGE = "/2019/closing/"


@pytest.fixture
def closed(year: BudgetYear, actor: Callable[[str], Actor]) -> BudgetYear:
    close_year(actor=actor("coordinator"), year=year, reason="决算已批复")
    year.refresh_from_db()
    return year


def test_a_year_is_closed_and_says_who_closed_it(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    assert "还没有办完的事" in client.get(PAGE).content.decode()
    told = client.post(PAGE, {"act": "close", "reason": "决算已批复"}, follow=True).content.decode()
    assert "2019 年度已结账" in told
    assert "经手人：coordinator" in told
    assert "决算已批复" in told
    year.refresh_from_db()
    assert year.is_closed


def test_closing_twice_is_told_as_done_already(closed: BudgetYear, browser: Browser):
    client = browser("coordinator")
    assert client.post(PAGE, {"act": "close"}).status_code == 422
    assert Entry.objects.filter(act="year.close").count() == 1


def test_opening_again_wants_a_reason_that_stays(closed: BudgetYear, browser: Browser):
    client = browser("coordinator")
    refused = client.post(PAGE, {"act": "reopen", "reason": " "})
    assert refused.status_code == 422
    assert "写明为什么重新打开" in refused.content.decode()
    client.post(PAGE, {"act": "reopen", "reason": "漏记一笔退款"})
    closed.refresh_from_db()
    assert not closed.is_closed
    assert Entry.objects.get(act="year.reopen").reason == "漏记一笔退款"


def test_an_open_year_is_not_opened_again(year: BudgetYear, actor: Callable[[str], Actor]):
    assert reopen_year(actor=actor("coordinator"), year=year, reason="多按一次") is None
    assert not Entry.objects.filter(act="year.reopen").exists()


@pytest.mark.parametrize("who", ["clerk", "office_head", "finance", "leader", "reviewer"])
def test_only_the_coordinator_closes_a_year(who: str, year: BudgetYear, browser: Browser):
    assert browser(who).post(PAGE, {"act": "close"}).status_code == 403
    year.refresh_from_db()
    assert not year.is_closed


def test_a_write_that_no_page_foresees_is_told_on_a_page_of_its_own(
    year: BudgetYear, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    def write(*_: object) -> None:
        raise YearIsClosed

    monkeypatch.setattr("jixiao_web.start.closing_views.items_in", write)
    answer = browser("coordinator").get(PAGE)
    assert answer.status_code == 409
    assert "重新打开这个年度" in answer.content.decode()


def test_a_form_of_a_closed_year_is_not_shown_and_what_was_sent_to_it_comes_back(
    closed: BudgetYear, browser: Browser
):
    client = browser("finance")
    shown = client.get("/2019/payments/add/")
    assert shown.status_code == 409
    assert "<h1>这个年度已经结账</h1>" in shown.content.decode()
    typed = {
        "date": "2019-03-05", "nature": "支付", "amount": "1200.50", "project": "P19", "kind": "项目支出",
        "voucher": "M1", "payee": "甲", "fund": "一般公共预算", "source": "本级",
    }  # fmt: skip
    answer = client.post("/2019/payments/add/", typed)
    assert answer.status_code == 422
    assert "这个年度已经结账，不能再改" in answer.content.decode()
    assert "1200.50" in answer.content.decode()


def test_no_address_changes_a_closed_year(closed: BudgetYear, browser: Browser):
    before, client, wrong = year_of(closed), browser("coordinator"), []
    sent = {
        "amount": "1",
        "date": "2019-06-30",
        "name": "新",
        "code": "P99",
        "project": "P01",
        "version": "1",
    }
    for each in addresses():
        if "<year:fiscal_year>" in each.route and not each.name.endswith("closing"):
            answer = client.post(each.filled(), sent)
            if answer.status_code >= 500:
                wrong.append((each.name, answer.status_code))
    assert not wrong
    closed.refresh_from_db()
    assert year_of(closed) == before
