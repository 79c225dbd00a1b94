from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jixiao.tracking.project import Attention
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.undoing import undo
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.rounds.errors import RoundMoved
from jixiao_web.rounds.selectors import subjects_of
from jixiao_web.rounds.services import freeze, propose
from tests.web.rounds.stage import a_round

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]
SELECTION = "/2019/selection/"
TOP = {"basis": "original", "top": "3", "at_least": "", "share": ""}


def test_without_a_round_the_page_says_what_to_do(browser: Browser, year: BudgetYear):
    assert "新建批次" in browser("coordinator").get(SELECTION).content.decode()
    assert browser("clerk").get(SELECTION).status_code == 200


def test_criteria_are_tried_before_anything_is_kept(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    answer = browser("coordinator").post(
        SELECTION, TOP | {"round": round_.pk, "version": 1}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert "选出重点项目 <b>3</b> 个" in page
    assert "<html" not in page
    round_.refresh_from_db()
    assert round_.criteria == {}


def test_criteria_and_decisions_are_kept_with_their_reasons(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    data = TOP | {
        "round": round_.pk,
        "version": 1,
        "do": "save",
        "public": ["P05"],
        "decide-P01": "in",
        "reason-P01": "区委关注",
    }
    assert browser("coordinator").post(SELECTION, data).status_code == 302
    round_.refresh_from_db()
    assert round_.criteria["public"] == ["P05"]
    assert round_.decisions == {"P01": [True, "区委关注"]}
    assert "区委关注" in browser("coordinator").get(SELECTION).content.decode()


def test_a_decision_without_a_reason_is_not_kept(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    data = TOP | {"round": round_.pk, "version": 1, "do": "save", "decide-P01": "in"}
    answer = browser("coordinator").post(SELECTION, data)
    assert answer.status_code == 422
    assert "写明原因" in answer.content.decode()


def test_the_list_that_the_ledger_has_can_be_kept(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    page = browser("coordinator").get(SELECTION).content.decode()
    assert "台账里现有重点项目 20 个" in page
    data = {"round": round_.pk, "version": 1, "do": "adopt"}
    assert browser("coordinator").post(SELECTION, data).status_code == 302
    round_.refresh_from_db()
    assert len(round_.decisions) == 20
    assert all(reason for _focus, reason in round_.decisions.values())


@pytest.mark.parametrize(("field", "value"), [("top", "-1"), ("share", "120"), ("at_least", "许多")])
def test_a_criterion_that_cannot_be_is_told_beside_its_field(
    browser: Browser, year: BudgetYear, field: str, value: str
):
    round_ = a_round(year)
    answer = browser("coordinator").post(SELECTION, TOP | {"round": round_.pk, field: value})
    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()


def test_freezing_writes_the_marks_into_the_ledger_as_one_act_that_can_be_undone(
    year: BudgetYear, actor: Who
):
    who, round_ = actor("coordinator"), a_round(year)
    before = year_of(year)
    made = propose(
        actor=who, round_=round_, version=1, criteria={"top": 3, "basis": "original"}, decisions={}
    )
    made = freeze(actor=who, round_=made, version=made.version)
    chosen = {each["code"] for each in made.frozen}
    assert len(chosen) == 3
    year.refresh_from_db()
    after = year_of(year)
    assert {each.code for each in after.projects if each.attention is Attention.FOCUS} == chosen
    assert all(after.project_by_code[code].selected_for == "金额较大" for code in chosen)
    assert {each.code for each in subjects_of(made) if not each.is_theme} == chosen
    entry = Entry.objects.get(act="selection.freeze")
    undo(actor=who, entry=entry)
    year.refresh_from_db()
    assert year_of(year) == before
    made.refresh_from_db()
    assert made.frozen == []


def test_a_frozen_list_is_changed_only_after_it_was_released_with_a_reason(
    browser: Browser, year: BudgetYear
):
    round_, client = a_round(year), browser("coordinator")
    client.post(SELECTION, TOP | {"round": round_.pk, "version": 1, "do": "save"})
    client.post(f"/2019/rounds/{round_.pk}/freeze/", {"version": 2})
    round_.refresh_from_db()
    assert len(round_.frozen) == 3
    client.post(SELECTION, TOP | {"top": "5", "round": round_.pk, "version": 3, "do": "save"})
    round_.refresh_from_db()
    assert round_.criteria["top"] == 3
    client.post(f"/2019/rounds/{round_.pk}/thaw/", {"version": 3, "reason": ""})
    round_.refresh_from_db()
    assert round_.frozen
    client.post(f"/2019/rounds/{round_.pk}/thaw/", {"version": 3, "reason": "补入一个"})
    round_.refresh_from_db()
    assert not round_.frozen


def test_who_saw_an_older_proposal_is_told(year: BudgetYear, actor: Who):
    who, round_ = actor("coordinator"), a_round(year)
    propose(actor=who, round_=round_, version=1, criteria={"top": 3}, decisions={})
    with pytest.raises(RoundMoved):
        propose(actor=who, round_=round_, version=1, criteria={"top": 4}, decisions={})


def test_others_read_the_selection_and_cannot_change_it(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    client = browser("leader")
    assert client.post(SELECTION, TOP | {"round": round_.pk, "version": 1, "do": "save"}).status_code == 200
    round_.refresh_from_db()
    assert round_.criteria == {}
