"""Sampling: ordinary projects picked by hand or drawn by lot, and an earlier round's scope taken over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jixiao.tracking.project import Attention
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.services import Change, write
from jixiao_web.results.models import Form
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import subjects_of
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import a_round, announced

pytestmark = pytest.mark.one_database


Browser = Callable[[str], Client]
ORDINARY = {"N1": "绿化补植", "N2": "路灯维修", "N3": "健身器材"}


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    made = [
        Change("projects", {"code": code, "name": name, "party": OFFICE, "attention": Attention.ORDINARY})
        for code, name in ORDINARY.items()
    ]
    write(actor=None, year=year, act="x", changes=made)
    year.refresh_from_db()
    return announced(year)


def at(round_: Round) -> str:
    return f"/2019/rounds/{round_.pk}/sampling/"


def posted(browser: Browser, round_: Round, do: str, who: str = "coordinator", **data: object) -> str:
    round_.refresh_from_db()
    answer = browser(who).post(at(round_), {"do": do, "version": round_.version, **data}, follow=True)
    round_.refresh_from_db()
    return str(answer.content.decode())


def asked(round_: Round) -> set[str]:
    return {each.code for each in subjects_of(round_)} & set(ORDINARY)


def test_ordinary_projects_are_picked_and_asked_about(round_: Round, browser: Browser):
    page = browser("coordinator").get(at(round_)).content.decode()
    assert set(re.findall(r'name="code" value="(\w+)"', page)) == set(ORDINARY)
    posted(browser, round_, "pick", code=["N1", "N3", "P03", "nothing"])
    assert asked(round_) == {"N1", "N3"}
    assert "抽查" in browser("clerk").get(f"/2019/results/?round={round_.pk}").content.decode()
    assert Entry.objects.get(act="round.sample").reason == "绿化补植、健身器材"
    posted(browser, round_, "pick")
    assert asked(round_) == set()


def test_some_are_drawn_by_lot_and_said_to_be(round_: Round, browser: Browser):
    posted(browser, round_, "pick", code=["N1"])
    posted(browser, round_, "draw", number=1)
    assert len(asked(round_)) == 2
    assert [each["drawn"] for each in round_.sampled] == [False, True]
    assert "随机" in browser("coordinator").get(at(round_)).content.decode()


@pytest.mark.parametrize("number", ["0", "4", "x", "-1", "99999999999"])
def test_no_more_can_be_drawn_than_there_are(number: str, round_: Round, browser: Browser):
    assert "抽不了" in posted(browser, round_, "draw", number=number)
    assert asked(round_) == set()


def test_what_somebody_fills_in_stays_in_the_sample(round_: Round, browser: Browser):
    posted(browser, round_, "pick", code=["N1", "N2"])
    Form.objects.create(round=round_, kind="project", code="N1", office=OFFICE)
    assert "已经有人填报" in posted(browser, round_, "pick", code=["N2"])
    assert asked(round_) == {"N1", "N2"}
    posted(browser, round_, "pick", code=["N1"])
    assert asked(round_) == {"N1"}


def test_a_round_asks_about_what_an_earlier_one_did(round_: Round, year: BudgetYear, browser: Browser):
    posted(browser, round_, "pick", code=["N2"])
    later = a_round(year, name="补充跟踪")
    assert "已带入" in posted(browser, later, "copy", source=round_.pk)
    assert asked(later) == {"N2"}
    assert "没有这个批次" in posted(browser, later, "copy", source=9999)


def test_two_who_sample_at_once_do_not_overwrite_each_other(round_: Round, browser: Browser):
    answer = browser("coordinator").post(at(round_), {"do": "pick", "version": 99, "code": "N1"}, follow=True)
    assert "刚才被别人改过" in answer.content.decode()
    assert asked(round_) == set()


@pytest.mark.parametrize("who", ["clerk", "office_head", "leader", "reviewer"])
def test_only_who_organizes_samples(who: str, round_: Round, browser: Browser):
    assert browser(who).get(at(round_)).status_code == 403
    assert browser(who).post(at(round_), {"do": "draw", "number": 1}).status_code == 403
