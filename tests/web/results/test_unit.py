"""The whole unit in a round: its own indicators are filled in, sent, taken into the ledger, and printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from jixiao.tracking.unit import WHOLE_UNIT
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.undoing import undo
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.results.models import Form, State
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import UNIT
from jixiao_web.rounds.telling import document_of
from tests.web.results.test_forms import at
from tests.web.rounds.stage import announced

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]

INDICATORS = (
    ("U1", "产出指标", "数量指标", "重点任务完成", "≥6项", "50"),
    ("U2", "效益指标", "社会效益指标", "诉求解决率", "≥90%", "30"),
    ("U3", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "10"),
)
FILLED = {
    **{f"indicators-{number}-code": row[0] for number, row in enumerate(INDICATORS)},
    "indicators-0-actual": "6",
    "indicators-1-actual": "91.5",
    "indicators-2-actual": "92",
    "completion": "年度任务完成。",
}


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    names = ("code", "first", "second", "name", "target", "weight")
    rows = [
        dict(zip(names, (*row[:5], Decimal(row[5])), strict=True)) | {"subject": WHOLE_UNIT}
        for row in INDICATORS
    ]
    write(actor=None, year=year, act="project.change", changes=[Change("indicators", row) for row in rows])
    return announced(year)


def of_unit(round_: Round, do: str = "") -> str:
    return at(round_, WHOLE_UNIT, do, kind=UNIT)


def sent(browser: Browser, round_: Round) -> Form:
    answer = browser("coordinator").post(of_unit(round_), FILLED | {"do": "send", "version": 0})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Form.objects.get()


def test_the_coordinator_finds_the_unit_in_the_round_and_no_office_does(browser: Browser, round_: Round):
    page = browser("coordinator").get(f"/2019/results/?round={round_.pk}").content.decode()
    assert of_unit(round_) in page
    assert of_unit(round_) not in browser("clerk").get(f"/2019/results/?round={round_.pk}").content.decode()
    assert browser("clerk").get(of_unit(round_)).status_code == 404
    assert "部门整体" not in str(document_of(round_))


def test_only_indicators_and_texts_are_asked_of_the_unit(browser: Browser, round_: Round):
    page = browser("coordinator").get(of_unit(round_)).content.decode()
    assert "重点任务完成" in page
    assert 'name="completion"' in page
    for absent in ('name="results"', "data-rows=", 'name="objectives"', "fragment/"):
        assert absent not in page
    assert browser("coordinator").get(of_unit(round_, "fragment/")).status_code == 404


def test_what_is_missing_holds_the_units_form_back(browser: Browser, round_: Round):
    data: dict[str, Any] = FILLED | {"indicators-1-actual": "", "do": "send", "version": 0}
    answer = browser("coordinator").post(of_unit(round_), data)
    assert answer.status_code == 422
    assert 'href="#f-indicators-1-actual"' in answer.content.decode()


def test_the_units_form_is_taken_into_the_ledger_and_back(browser: Browser, round_: Round, actor: Who):
    form = sent(browser, round_)
    page = browser("coordinator").get(of_unit(round_, "take/")).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert browser("coordinator").post(of_unit(round_, "take/"), {"seen": seen}).status_code == 302
    content = year_of(BudgetYear.objects.get())
    codes = [row[0] for row in INDICATORS]
    reached = {each.indicator: each.actual for each in content.attainments if each.indicator in codes}
    assert reached == {"U1": Decimal(6), "U2": Decimal("91.5"), "U3": Decimal(92)}
    assert [each.completion for each in content.statements if each.subject == WHOLE_UNIT] == [
        "年度任务完成。"
    ]
    form.refresh_from_db()
    assert form.state == State.TAKEN
    undo(actor=actor("coordinator"), entry=Entry.objects.get(act="results.take"))
    assert not [each for each in year_of(BudgetYear.objects.get()).attainments if each.indicator == "U1"]


def test_the_unit_has_a_form_of_its_own_at_the_years_end_and_none_within_it(browser: Browser, round_: Round):
    sent(browser, round_)
    client = browser("coordinator")
    answer: Any = client.get(of_unit(round_, "official/xlsx/"))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "部门（单位）整体支出绩效自评表" in words
    assert {"重点任务完成", "≥6项", "6项", "年度任务完成。"} <= words
    assert "诉求解决率" in client.get(of_unit(round_, "cells/")).content.decode()
    assert client.post(of_unit(round_, "official/"), {}).status_code == 404
    round_.period = "half-year"
    round_.save()
    assert client.get(of_unit(round_, "official/xlsx/")).status_code == 404
    assert "官方" not in client.get(of_unit(round_)).content.decode().split("<main")[1]


def test_who_reads_sees_what_the_unit_reports(browser: Browser, round_: Round):
    sent(browser, round_)
    page = browser("leader").get(of_unit(round_)).content.decode()
    assert "年度任务完成。" in page
    assert "91.5" in page
