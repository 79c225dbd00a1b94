"""Remarks on forms: a third party makes them, the office replies, nothing is held back by them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.models import Comment, Form, State
from jixiao_web.rounds.models import Round
from tests.web.results.test_forms import at, begun, sent
from tests.web.rounds.stage import OTHERS, announced

Browser = Callable[[str], Client]


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    return announced(year)


def remarked(browser: Browser, round_: Round, text: str = "保洁面积与合同不一致。") -> Comment:
    browser("reviewer").post(at(round_, do="comment/"), {"text": text})
    return Comment.objects.get()


def test_a_third_party_remarks_on_what_was_sent_and_the_office_replies(browser: Browser, round_: Round):
    sent(browser, round_)
    made = remarked(browser, round_)
    page = browser("clerk").get(at(round_)).content.decode()
    assert "保洁面积与合同不一致。" in page
    assert "答复意见 1 条" in browser("clerk").get("/2019/work/").content.decode()
    assert "#comments" in browser("clerk").get(f"/2019/results/?round={round_.pk}").content.decode()
    answer = browser("clerk").post(at(round_, do=f"comments/{made.pk}/"), {"text": "已按合同改正。"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.reply, str(made.replied_by)) == ("已按合同改正。", "clerk")
    assert "已按合同改正。" in browser("reviewer").get(at(round_)).content.decode()
    assert "答复意见" not in browser("clerk").get("/2019/work/").content.decode()
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"results.comment", "results.reply"} <= acts


def test_a_remark_holds_nothing_back(browser: Browser, round_: Round):
    browser("clerk").post(at(round_), begun(round_) | {"do": "save"})
    remarked(browser, round_)
    sent(browser, round_, version=1)
    assert Form.objects.get().state == State.SENT


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("other_clerk", 404), ("outsider", 403)])
def test_who_only_fills_in_does_not_remark(who: str, status: int, browser: Browser, round_: Round):
    sent(browser, round_)
    assert browser(who).post(at(round_, do="comment/"), {"text": "一"}).status_code == status
    assert not Comment.objects.exists()


@pytest.mark.parametrize("who", ["leader", "deputy_leader", "finance", "coordinator"])
def test_leaders_and_the_coordinator_may_remark_too(who: str, browser: Browser, round_: Round):
    sent(browser, round_)
    browser(who).post(at(round_, do="comment/"), {"text": "请核实。"})
    assert Comment.objects.get().text == "请核实。"


def test_only_the_office_replies_and_only_to_a_remark_of_that_form(browser: Browser, round_: Round):
    sent(browser, round_)
    made = remarked(browser, round_)
    for who, status in (("reviewer", 403), ("leader", 403), ("other_clerk", 404)):
        assert browser(who).post(at(round_, do=f"comments/{made.pk}/"), {"text": "x"}).status_code == status
    coordinator = browser("coordinator")
    assert coordinator.post(at(round_, OTHERS, f"comments/{made.pk}/"), {"text": "x"}).status_code == 404
    made.refresh_from_db()
    assert made.reply == ""


def test_ones_own_remark_can_be_taken_back_until_there_is_a_reply(browser: Browser, round_: Round):
    sent(browser, round_)
    made = remarked(browser, round_)
    address = at(round_, do=f"comments/{made.pk}/")
    assert browser("leader").post(address, {"do": "withdraw"}).status_code == 403
    browser("clerk").post(address, {"text": "已改。"})
    page = browser("reviewer").post(address, {"do": "withdraw"}, follow=True).content.decode()
    assert "意见已经答复，不能撤回。" in page
    Comment.objects.update(reply="")
    browser("reviewer").post(address, {"do": "withdraw"})
    assert not Comment.objects.exists()
    assert browser("reviewer").post(address, {"do": "withdraw"}).status_code == 404


def test_nothing_said_is_no_remark_and_no_reply(browser: Browser, round_: Round):
    page = browser("reviewer").post(at(round_, do="comment/"), {"text": "早了"}, follow=True).content.decode()
    assert "还没有人填，不能提意见" in page
    sent(browser, round_)
    page = browser("reviewer").post(at(round_, do="comment/"), {"text": " "}, follow=True).content.decode()
    assert "先写意见" in page
    made = remarked(browser, round_, "长" * 5_000)
    assert len(made.text) == 1_000
    answer = browser("clerk").post(at(round_, do=f"comments/{made.pk}/"), {"text": ""}, follow=True)
    assert "先写答复" in answer.content.decode()
