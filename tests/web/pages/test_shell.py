"""The shell around every page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client

from jixiao_web.accounts.models import User
from jixiao_web.ledger.models import BudgetYear

Browser = Callable[[str], Client]


@pytest.fixture
def page(year: BudgetYear, browser: Browser, settings: object) -> Callable[..., str]:
    """A page of the shell alone: the one that says that there is no such page."""

    def show(who: str, address: str = "/nowhere/") -> str:
        return browser(who).get(address).content.decode()

    return show


@pytest.mark.parametrize("who", ["clerk", "coordinator", "finance", "leader", "reviewer"])
def test_every_role_sees_the_menu_words_that_it_has_rights_to(page: Callable[..., str], who: str):
    words = re.findall(r'<a href="[^"]*" data-key="(\w)"', page(who))
    assert words[:3] == ["w", "y", "p"]


def test_somebody_without_a_role_sees_no_menu(page: Callable[..., str]):
    assert 'class="menu"' not in page("outsider")


def test_an_address_that_does_not_exist_says_so_and_leads_on(page: Callable[..., str]):
    shown = page("clerk")
    assert "没有这一页" in shown
    assert 'href="/"' in shown


def test_no_page_holds_inline_script_or_style(page: Callable[..., str]):
    shown = page("coordinator")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shown)
    for attributes in re.findall(r"<script([^>]*)>", shown):
        assert "src=" in attributes or "application/json" in attributes


def test_the_words_of_the_scripts_are_json(page: Callable[..., str]):
    found = re.search(r'<script id="words" type="application/json">(.*?)</script>', page("clerk"), re.DOTALL)
    assert found
    assert json.loads(found[1])["close"] == "关闭"


def test_the_unit_of_money_is_a_matter_of_the_reader(page: Callable[..., str], browser: Browser):
    client = browser("clerk")
    answer = client.post("/shown/unit/", {"unit": "元", "next": "/2019/projects/?q=a"})
    assert answer["Location"] == "/2019/projects/?q=a"
    assert client.cookies["money_unit"].value


def test_a_unit_nobody_knows_changes_nothing(year: BudgetYear, browser: Browser):
    client = browser("clerk")
    client.post("/shown/unit/", {"unit": "两"})
    assert "money_unit" not in client.cookies


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_off_the_site(year: BudgetYear, browser: Browser, elsewhere: str):
    answer = browser("clerk").post("/shown/unit/", {"unit": "元", "next": elsewhere})
    assert answer["Location"] == "/"


def test_the_language_is_kept_with_the_account(year: BudgetYear, browser: Browser, people: dict[str, User]):
    browser("clerk").post("/shown/language/", {"language": "en", "next": "/"})
    people["clerk"].refresh_from_db()
    assert people["clerk"].language == "en"


def test_large_type_is_kept_with_the_account(year: BudgetYear, browser: Browser, people: dict[str, User]):
    client = browser("clerk")
    client.post("/shown/large-type/", {"large": "1"})
    assert 'class="large"' in client.get("/nowhere/").content.decode()
    client.post("/shown/large-type/", {"large": "0"})
    assert 'class="large"' not in client.get("/nowhere/").content.decode()


def test_a_figure_keeps_what_it_is_asked_whole_whatever_stands_in_it():
    source = Template('{% figure "1.00" title=title formula="2.00 ÷ 2.00" %}')
    told = source.render(Context({"title": 'a"<b>'}))
    assert ' data-title="a&quot;&lt;b&gt;" data-formula="2.00 ÷ 2.00">1.00</button>' in told
