from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.example import example_year
from jixiao.quantity import Money
from jixiao.tracking.execution import Entry
from jixiao.tracking.unit import Unit
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.services import Change, add_rows, open_year, replace_year, touch, write
from jixiao_web.overview.selectors import offices_for, overview_at
from tests.web.conftest import OFFICE

PAGES = ("/2019/overview/", "/2019/overview/offices/", "/2019/overview/week/")
CHARTS = tuple(f"/2019/overview/charts/{kind}.json" for kind in ("waterfall", "progress", "offices"))
YEAR_END = dt.date(2019, 12, 31)
ROLES = ["clerk", "office_head", "coordinator", "finance", "deputy_leader", "leader", "reviewer"]
In = Callable[[str], Client]


def pay(year: BudgetYear, date: dt.date, wan: int, project: str = "P03") -> None:
    with transaction.atomic():
        entry = Entry(date=date, project=project, amount=Money(wan * 1_000_000), voucher=f"{date}{project}")
        add_rows(actor=None, year=year, table="entries", nouns=[entry])
        touch(year, ["entries"])


def test_everybody_with_a_role_sees_the_overview(year: BudgetYear, browser: In):
    for who in ROLES:
        client = browser(who)
        assert {address: client.get(address).status_code for address in (*PAGES, *CHARTS)} == dict.fromkeys(
            (*PAGES, *CHARTS), 200
        ), who


def test_an_outsider_is_refused(year: BudgetYear, browser: In):
    outsider = browser("outsider")
    for address in (*PAGES, *CHARTS):
        assert outsider.get(address).status_code == 403


def test_the_sentence_says_totals_both_rates_and_who_is_low(year: BudgetYear, browser: In):
    page = browser("leader").get("/2019/overview/").content.decode()
    for told in (
        "调整后预算 <b>39,433.42</b> 万元",
        "支出 <b>38,768.14</b> 万元",
        "执行率 <b>98.31%</b>（对年初为 101.92%）",
        "结余 <b>665.28</b> 万元",
        "20 个重点项目执行率 98.08%，不足90%的 1 个：",
        "社区党组织服务群众经费 85.28%</a>。",
    ):
        assert told in page


def test_a_clerk_reads_totals_but_no_project_of_another_office(year: BudgetYear, browser: In):
    for address in (*PAGES, CHARTS[2]):
        page = browser("clerk").get(address).content.decode()
        assert "社区党组织服务群众经费" not in page
        assert "党群工作办公室" not in page
    assert "不足90%的 1 个。" in browser("clerk").get(PAGES[0]).content.decode()


def test_what_an_office_does_not_see_one_by_one_adds_up_to_the_unit(
    year: BudgetYear, actor: Callable[[str], Actor]
):
    overview = overview_at(year, YEAR_END)
    for who in ("clerk", "leader"):
        seen = offices_for(actor(who), overview)
        parts = [each.standing.position.spent for each in seen.shown]
        parts += [each.position.spent for each in (seen.others, seen.basic) if each]
        assert Money.total(parts) == seen.unit.position.spent
    assert [each.name for each in offices_for(actor("clerk"), overview).shown] == [OFFICE]


def test_money_is_shown_in_the_unit_that_the_reader_chose(year: BudgetYear, browser: In):
    client = browser("leader")
    client.post("/shown/unit/", {"unit": "元"})
    assert "394,334,200.00" in client.get("/2019/overview/").content.decode()
    assert client.get(CHARTS[0]).json()["bars"][0]["to"] == "146927431.00"


def test_charts_carry_exact_text_and_what_is_printed(year: BudgetYear, browser: In):
    bars = browser("leader").get(CHARTS[0]).json()["bars"]
    assert [each["label"] for each in bars] == [
        "14,692.74",
        "+147.48",
        "−1,472.19",
        "13,368.03",
        "−13,112.03",
        "256.00",
    ]
    points = browser("leader").get(CHARTS[1]).json()["points"]
    assert [each["spent"] for each in points] == [None] * 11 + ["38768.14"]
    offices = browser("leader").get(CHARTS[2]).json()
    assert offices["bound"] == "90.00"
    assert offices["offices"][0]["name"] == "党群工作办公室"
    assert browser("leader").get("/2019/overview/charts/pie.json").status_code == 404


def test_the_week_says_what_was_paid_to_those_who_see_the_project(year: BudgetYear, browser: In):
    new = {"code": "N1", "name": "新的项目", "party": OFFICE}
    write(actor=None, year=year, act="x", changes=[Change("projects", new)], project="N1", summary="开新项目")
    pay(year, dt.date(2019, 3, 1), 10, "N1")
    pay(year, dt.date(2019, 12, 30), 5, "N1")
    page = browser("clerk").get("/2019/overview/week/").content.decode()
    for told in ("新的项目", "+5.00", "支付 1 笔", "开新项目"):
        assert told in page
    hidden = browser("other_clerk").get("/2019/overview/week/").content.decode()
    assert "新的项目" not in hidden
    assert "开新项目" not in hidden
    assert "+15.00" in browser("clerk").get("/2019/overview/week/?since=2019-02-01").content.decode()


def test_a_date_that_will_not_do_is_said_beside_its_field(year: BudgetYear, browser: In):
    for since in ("昨天", "2019-13-40", "2019-12-31", "2031-01-01"):
        answer = browser("leader").get("/2019/overview/week/", {"since": since})
        assert answer.status_code == 422
        assert "since-wrong" in answer.content.decode()


def test_an_empty_year_says_what_to_do(db: None, people: dict[str, User], browser: In):
    open_year(actor=None, fiscal_year=2025, unit=Unit(name="某单位", short_name="某单位"))
    for address in PAGES:
        assert browser("coordinator").get(address.replace("2019", "2025")).status_code == 200
    assert "新建项目" in browser("coordinator").get("/2025/overview/offices/").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_takes_the_same_queries_however_many_rows_there_are(
    year: BudgetYear, browser: In, address: str
):
    client = browser("leader")
    pay(year, dt.date(2019, 12, 30), 1)
    client.get(address)
    pay(year, dt.date(2019, 12, 30), 1)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in (27, 28, 29):
        pay(year, dt.date(2019, 12, day), 1, "P04")
        pay(year, dt.date(2019, 12, day), 1, "P05")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_where_only_a_later_statement_tells_of_spending_the_page_says_so(year: BudgetYear, browser: In):
    page = browser("leader").get("/2019/overview/", {"as_of": "2019-06-30"})
    assert page.status_code == 200
    assert "支出到这一天为止是多少，台账里没有" in page.content.decode()


def test_the_overview_follows_the_ledger(year: BudgetYear, browser: In):
    assert "支出 <b>38,768.14</b>" in browser("leader").get("/2019/overview/").content.decode()
    replace_year(actor=None, year=year, content=replace(example_year(), entries=()))
    assert "支出 <b>0.00</b>" in browser("leader").get("/2019/overview/").content.decode()
