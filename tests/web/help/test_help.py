"""Every screen has its page of help, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from django.test import Client
from django.utils import translation

from jixiao_web.accounts.models import User
from jixiao_web.help.topics import NAMES, page_of, source_of, topic_of
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.menu import MENU
from tests.web.addresses import addresses

pytestmark = pytest.mark.one_database


Browser = Callable[[str], Client]
TABS = [tab.view for section in MENU for tab in section.tabs]
OTHERS = (
    "people",
    "person",
    "preferences",
    "history:all",
    "start:workbook",
    "start:new_year",
    "start:offices",
)
NO_SCREEN = ("api", "help", "files", "jobs", "gallery")


@pytest.mark.parametrize("view", [*TABS, *OTHERS])
def test_a_screen_has_its_page(view: str):
    name = topic_of(view)
    assert name
    for language in ("zh-hans", "en"):
        assert page_of(name, language).html


def test_every_page_that_one_can_open_has_help():
    silent = {
        each.name
        for each in addresses()
        if ":" in each.name and not each.name.startswith(NO_SCREEN) and not topic_of(each.name)
    }
    assert {name for name in silent if not name.startswith("start:download")} == set()


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_as_much(name: str):
    chinese, english = source_of(name, "zh"), source_of(name, "en")
    shapes = [[line.split(" ")[0] for line in text.splitlines() if line] for text in (chinese, english)]
    kinds = [[shape for shape in each if shape.startswith(("#", "-", "1", "2", "3"))] for each in shapes]
    assert kinds[0] == kinds[1]
    assert len(chinese) < 900, "a page of help is read in a minute"


def test_no_page_is_left_over():
    there = {each.name.rsplit(".", 2)[0] for each in (files("jixiao_web.help") / "pages").iterdir()}
    assert there == set(NAMES)


def test_help_opens_the_page_of_the_screen(year: BudgetYear, browser: Browser):
    client = browser("clerk")
    assert client.get("/help/?for=payments:batches").headers["Location"] == "/help/imports/"
    assert client.get("/help/?for=nothing").headers["Location"] == "/help/work/"
    assert client.get("/help/nothing/").status_code == 404
    shown = client.get("/help/imports/").content.decode()
    assert "<h2>什么会拦住</h2>" in shown
    assert 'href="/help/payments/"' in shown


def test_help_speaks_the_readers_language(year: BudgetYear, browser: Browser, people: dict[str, User]):
    people["clerk"].language = "en"
    people["clerk"].save()
    assert "What stops you" in browser("clerk").get("/help/imports/").content.decode()
    with translation.override("en"):
        assert page_of("work", "en").title == "My work"


def test_the_link_of_a_screen_leads_to_its_page(year: BudgetYear, browser: Browser):
    assert "/help/?for=people" in browser("coordinator").get("/people/").content.decode()
