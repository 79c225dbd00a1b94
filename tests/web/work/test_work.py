from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.tracking.working_days import SpecialDay, WorkingDays, shipped_holidays
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.results.models import Form, State
from jixiao_web.work.items import Item, Place
from jixiao_web.work.selectors import count_of, groups_of, items_in
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import MINE, a_round, announced

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]
CALENDAR = WorkingDays.of(shipped_holidays())
TODAY = dt.date(2019, 12, 31)


def item(due: dt.date | None, title: str = "填报") -> Item:
    return Item(kind="填报", title=title, address="/", verb="填报", due=due)


def groups(*dues: dt.date | None, today: dt.date = TODAY) -> dict[str, list[int | None]]:
    found = groups_of([item(due) for due in dues], today, CALENDAR)
    return {each.name: [row.left for row in each.rows] for each in found}


def test_items_are_grouped_by_the_working_days_that_are_left():
    assert groups(
        dt.date(2019, 12, 27), TODAY, dt.date(2020, 1, 2), dt.date(2020, 1, 6), dt.date(2020, 1, 7), None
    ) == {"late": [-2], "today": [0], "soon": [1, 3], "later": [4, None]}


def test_what_was_due_on_a_day_off_is_late_the_day_after():
    weekend = WorkingDays.of([SpecialDay(dt.date(2020, 1, 6), is_workday=False)])
    (group,) = groups_of([item(dt.date(2020, 1, 5))], dt.date(2020, 1, 6), weekend)
    assert group.name == "late"


def test_the_earliest_comes_first():
    late, soon = item(dt.date(2020, 1, 3), "后"), item(dt.date(2020, 1, 2), "先")
    (group,) = groups_of([late, soon], TODAY, CALENDAR)
    assert [each.item.title for each in group.rows] == ["先", "后"]


def titles(actor: Actor, year: BudgetYear, place: Place = Place.WAITING) -> list[str]:
    return [each.title for each in items_in(actor, year, place)]


def test_nothing_waits_before_there_is_anything(browser: Browser, year: BudgetYear, actor: Who):
    assert titles(actor("clerk"), year) == []
    assert "没有等您办的事" in browser("clerk").get("/2019/work/").content.decode()


def test_each_has_what_their_office_and_role_want(year: BudgetYear, actor: Who):
    a_round(year, name="拟定的")
    round_ = announced(year)
    assert titles(actor("clerk"), year) == [f"填报成果 6 项：{OFFICE}"]
    assert titles(actor("finance"), year) == ["登记 3 份调整批复", "补登 15 个项目的调整函号"]
    assert titles(actor("reviewer"), year) == []
    Form.objects.create(round=round_, kind="project", code=MINE, office=OFFICE, state=State.SENT)
    assert f"审核填报 1 份：{OFFICE}" in titles(actor("office_head"), year)
    assert f"填报成果 5 项：{OFFICE}" in titles(actor("clerk"), year)
    assert titles(actor("clerk"), year, Place.SENT) == [f"已送出 1 项：{OFFICE}"]
    mine = titles(actor("coordinator"), year)
    assert "发填报通知：拟定的" in mine
    assert "催报：市民服务中心" in mine
    assert not any(title.startswith("采用填报") for title in mine)
    Form.objects.update(state=State.PASSED)
    assert f"采用填报 1 份：{OFFICE}" in titles(actor("coordinator"), year)


def test_what_was_returned_waits_and_stands_among_the_returned(
    browser: Browser, year: BudgetYear, actor: Who
):
    round_ = announced(year)
    Form.objects.create(
        round=round_, kind="project", code=MINE, office=OFFICE, state=State.RETURNED, reason="补范围"
    )
    assert "修改后再送：月坛地区保洁经费" in titles(actor("clerk"), year)
    page = browser("clerk").get("/2019/work/returned/").content.decode()
    assert "退回原因：补范围" in page
    assert "补范围" not in browser("other_clerk").get("/2019/work/returned/").content.decode()


def test_the_menu_counts_what_waits_and_learns_of_every_act(browser: Browser, year: BudgetYear, actor: Who):
    assert count_of(actor("clerk"), year) == 0
    announced(year)
    assert count_of(actor("clerk"), year) == 1
    assert '<span class="badge">1</span>' in browser("clerk").get("/2019/rounds/").content.decode()


def test_a_late_item_is_said_in_words_and_has_the_primary_button(browser: Browser, year: BudgetYear):
    announced(year)
    page = browser("clerk").get("/2019/work/").content.decode()
    assert "已逾期" in page
    assert page.count("btn primary") == 1


def test_a_kind_can_be_chosen(browser: Browser, year: BudgetYear):
    announced(year)
    page = browser("coordinator").get("/2019/work/", {"kind": "报告"}).content.decode()
    assert "报送区财政局" in page
    assert "催报：" not in page


def test_what_i_did_is_listed(browser: Browser, year: BudgetYear):
    client = browser("coordinator")
    client.post("/2019/notices/new/", {"title": "补充", "text": "x", "offices": ["all"]})
    assert "补充" in client.get("/2019/work/done/").content.decode()
    assert "补充" not in browser("clerk").get("/2019/work/done/").content.decode()


@pytest.mark.parametrize("who", ["clerk", "coordinator"])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    who: str, browser: Browser, year: BudgetYear
):
    round_ = announced(year)
    client = browser(who)
    client.get("/2019/work/")
    with CaptureQueriesContext(connection) as few:
        client.get("/2019/work/")
    for code in (each.code for each in year_of(year).projects):
        Form.objects.create(round=round_, kind="project", code=code, state=State.RETURNED)
    with CaptureQueriesContext(connection) as many:
        client.get("/2019/work/")
    assert len(many) <= len(few)
