"""Unit, offices, and the year that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.test import Client

from jixiao.quantity import Money
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.prose import LAST_YEARS
from jixiao_web.accounts.models import Membership, Role, User
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import year_of
from jixiao_web.results.models import Respondent
from tests.web.conftest import OFFICE

Browser = Callable[[str], Client]
CHOICE = {"on-P01": "on", "on-P10": "on", "carried-P10": "66.23"}


def test_the_next_year_is_looked_at_before_it_is_opened(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    shown = client.post("/2019/next/", {**CHOICE, "act": "preview"}).content.decode()
    assert "还没有写入" in shown
    assert 'value="66.23"' in shown
    assert BudgetYear.objects.count() == 1
    answer = client.post("/2019/next/", {**CHOICE, "act": "open"})
    assert answer.headers["Location"] == "/2020/offices/"
    opened = year_of(BudgetYear.objects.get(fiscal_year=2020))
    assert [each.code for each in opened.projects] == ["P01", "P10"]
    assert Ledger(opened, dt.date(2020, 1, 1)).of("P10").carried_over == Money.of("662300")
    assert opened.passages[0].text.startswith(LAST_YEARS)


def test_who_reports_without_an_account_goes_on_with_the_projects_that_do(year: BudgetYear, browser: Browser):
    for kind, code in (("project", "P01"), ("project", "P03"), ("theme", "T1")):
        Respondent.objects.create(year=year, kind=kind, code=code, name="王芳")
    browser("coordinator").post("/2019/next/", {**CHOICE, "act": "open"})
    borne = Respondent.objects.filter(year__fiscal_year=2020).values_list("code", "name")
    assert set(borne) == {("P01", "王芳"), ("T1", "王芳")}


def test_opening_twice_opens_once(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    client.post("/2019/next/", {**CHOICE, "act": "open"})
    again = client.post("/2019/next/", {**CHOICE, "act": "open"})
    assert again.status_code == 422
    assert BudgetYear.objects.count() == 2
    assert "2020 年度已经开了" in client.get("/2019/next/").content.decode()


def test_an_amount_that_is_none_stands_beside_its_project(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    for told, says in (
        ({**CHOICE, "carried-P10": "六十多"}, "不是金额"),
        ({**CHOICE, "carried-P10": "-5"}, "不能是负数"),
        ({"carried-P10": "5"}, "没有勾选接续"),
    ):
        answer = client.post("/2019/next/", {**told, "act": "open"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert BudgetYear.objects.count() == 1


def test_who_worked_for_an_office_works_for_the_one_that_follows_it(
    year: BudgetYear, people: dict[str, User], browser: Browser
):
    client = browser("coordinator")
    row = table_of(year, "parties").get(name=OFFICE)
    heir = {"name": "城市运行办公室", "kind": "内设办公室", "valid_from": "2020-01-01"}
    assert client.post("/2019/offices/new/", heir).status_code == 302
    told = {
        "name": OFFICE,
        "kind": "内设办公室",
        "valid_to": "2019-12-31",
        "successors": ["城市运行办公室"],
        "version": row.version,
    }
    assert client.post(f"/2019/offices/{row.pk}/", told).status_code == 302
    projects = [each.code for each in year_of(BudgetYear.objects.get()).projects if each.party == OFFICE]
    shown = client.get("/2019/next/").content.decode()
    assert "承接部门" in shown
    sent = {f"on-{projects[0]}": "on", "office-0": "城市运行办公室", "act": "open"}
    assert client.post("/2019/next/", sent).status_code == 302
    opened = year_of(BudgetYear.objects.get(fiscal_year=2020))
    assert opened.projects[0].party == "城市运行办公室"
    offices = Membership.objects.filter(user=people["clerk"], role=Role.CLERK).values_list(
        "office", flat=True
    )
    assert set(offices) == {OFFICE, "城市运行办公室"}


def test_the_unit_is_described_by_the_coordinator(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    told = {
        "name": "某街道办事处",
        "short_name": "某街",
        "policy": "national",
        "finance_bureau": "某区财政局",
    }
    assert client.post("/2019/offices/", told).status_code == 302
    unit = BudgetYear.objects.get().unit
    assert (unit.name, unit.finance_bureau, unit.self_reference) == ("某街道办事处", "某区财政局", "我单位")
    answer = client.post("/2019/offices/", {**told, "name": ""})
    assert answer.status_code == 422
    assert "某区财政局" in answer.content.decode()
