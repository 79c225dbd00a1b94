"""What the rules find before a form is sent: errors are mended or released, warnings are explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jixiao.exchange.result_entry import entered
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import rows_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.results.checking import checks_of
from jixiao_web.results.models import Answer, AnswerKind, Form, State
from jixiao_web.results.selectors import Task, task_of, wanted_of
from jixiao_web.rounds.models import Round
from tests.web.results.test_forms import at
from tests.web.results.test_indicators import filed, half, promised, whole
from tests.web.rounds.stage import MINE

pytestmark = pytest.mark.one_database


Browser = Callable[[str], Client]

__all__ = ["half", "promised", "whole"]

ODD = {
    "indicators-3-actual": "0.92",
    "indicators-3-explanation": "调查由第三方完成，问卷见附件。",
}
"""A percentage as a share of one, which can hardly be meant: a doubt (ATT001)."""


def task(round_: Round) -> Task:
    found = task_of(round_, "project", MINE)
    assert found is not None
    return found


def sent(client: Client, round_: Round, **more: Any) -> Any:
    form = Form.objects.first()
    return client.post(at(round_), filed(round_, do="send", version=form.version if form else 0, **more))


@pytest.fixture
def misweighted(promised: BudgetYear) -> BudgetYear:
    """A weight is one hundredth short: an error of the project (OBJ001)."""
    row = next(each for each in rows_of(promised, "indicators", subject=MINE) if each.code == "K91")
    values = {"weight": "29.99"}
    write(
        actor=None,
        year=promised,
        act="project.change",
        changes=[Change("indicators", values, row.pk, row.version)],
    )
    return promised


def test_an_error_holds_the_form_back_until_the_coordinator_releases_it_with_a_reason(
    misweighted: BudgetYear, whole: Round, browser: Browser
):
    clerk, coordinator = browser("clerk"), browser("coordinator")
    answer = sent(clerk, whole)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "规则检查有" in page
    assert "OBJ001" in page
    assert 'data-dialog="release' not in page
    assert Form.objects.get().state == State.DRAFT
    page = coordinator.get(at(whole)).content.decode()
    mark = next(iter(re.findall(r'name="mark" value="(\w+)"', page)))
    coordinator.post(at(whole, do="release/"), {"mark": mark, "reason": " "})
    assert not Answer.objects.exists()
    assert browser("clerk").post(at(whole, do="release/"), {"mark": mark, "reason": "x"}).status_code == 403
    coordinator.post(at(whole, do="release/"), {"mark": mark, "reason": "区财政局已同意按此批复。"})
    told = Answer.objects.get()
    assert (told.kind, told.rule) == (AnswerKind.RELEASED, "OBJ001")
    entry = Entry.objects.get(act="results.release")
    assert "区财政局已同意" in entry.reason
    assert sent(clerk, whole).status_code == 302
    assert Form.objects.get().state == State.SENT
    assert "区财政局已同意" in browser("office_head").get(at(whole)).content.decode()


def test_a_warning_wants_its_reason_which_stays_with_the_form(whole: Round, browser: Browser):
    client = browser("clerk")
    answer = sent(client, whole, **ODD)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ATT001" in page
    (name,) = set(re.findall(r'name="(answer-\w+)"', page))
    assert sent(client, whole, **ODD, **{name: "就是百分之零点九二。"}).status_code == 302
    told = Answer.objects.get()
    assert (told.kind, told.text) == (AnswerKind.EXPLAINED, "就是百分之零点九二。")
    coordinator = browser("coordinator")
    browser("office_head").post(at(whole, do="pass/"), {"version": Form.objects.get().version})
    assert "就是百分之零点九二" in coordinator.get(at(whole, do="take/")).content.decode()


def test_other_figures_want_another_answer(whole: Round, browser: Browser):
    client = browser("clerk")
    page = sent(client, whole, **ODD).content.decode()
    (name,) = set(re.findall(r'name="(answer-\w+)"', page))
    client.post(
        at(whole),
        filed(whole, do="save", version=Form.objects.get().version, **ODD, **{name: "就是这个数。"}),
    )
    assert Answer.objects.count() == 1
    more = {**ODD, "indicators-3-actual": "0.93"}
    assert sent(client, whole, **more).status_code == 422


def test_an_explanation_is_taken_back_by_emptying_it(whole: Round, browser: Browser):
    client = browser("clerk")
    page = sent(client, whole, **ODD).content.decode()
    (name,) = set(re.findall(r'name="(answer-\w+)"', page))
    for text, kept in (("就是这个数。", 1), ("", 0)):
        version = Form.objects.get().version
        client.post(at(whole), filed(whole, do="save", version=version, **ODD, **{name: text}))
        assert Answer.objects.count() == kept


def test_nothing_is_released_that_is_no_longer_found(whole: Round, browser: Browser):
    browser("clerk").post(at(whole), filed(whole, do="save"))
    page = browser("coordinator").post(at(whole, do="release/"), {"mark": "x", "reason": "好"}, follow=True)
    assert "不用放行" in page.content.decode()
    assert not Answer.objects.exists()


def test_what_others_do_does_not_hold_a_form_back(
    whole: Round, browser: Browser, actor: Callable[[str], Actor]
):
    """Only what is about this project counts: the weights of another are none of its business."""
    year = BudgetYear.objects.get()
    made = {
        "code": "K99",
        "subject": "P01",
        "first": "产出指标",
        "second": "数量指标",
        "name": "别的",
        "target": "≥1个",
        "weight": "3",
    }
    write(actor=None, year=year, act="project.change", changes=[Change("indicators", made)])
    browser("clerk").post(at(whole), filed(whole, do="save"))
    assert entered(Form.objects.get().content, wanted_of(whole, task(whole).subject)).is_complete
    assert checks_of(task(whole)) == []


def test_the_texts_that_are_typed_are_checked_and_not_those_that_they_replace(whole: Round, browser: Browser):
    year = BudgetYear.objects.get()
    row = next(each for each in rows_of(year, "projects") if each.code == MINE)
    changes = [Change("projects", {"results": "完成{成果.没有这项}。"}, row.pk, row.version)]
    write(actor=None, year=year, act="project.change", changes=changes)
    client = browser("clerk")
    client.post(at(whole), filed(whole, do="save", results="全部完成。"))
    assert checks_of(task(whole)) == []
    version = Form.objects.get().version
    client.post(at(whole), filed(whole, do="save", version=version, results="完成{成果.没有这项}。"))
    assert [each.finding.rule for each in checks_of(task(whole))] == ["TXT002"]
