"""Signing in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from jixiao_web.accounts.models import User
from jixiao_web.accounts.selectors import today
from jixiao_web.ledger.models import BudgetYear

Browser = Callable[[str], Client]


def sign_in(client: Client, name: str = "clerk", password: str = "clerk-password", **more: str):
    return client.post("/sign-in/", {"username": name, "password": password, **more})


def test_a_person_signs_in_and_comes_to_the_page_that_they_wanted(people: dict[str, User]):
    client = Client()
    assert client.get("/settings/")["Location"] == "/sign-in/?next=/settings/"
    assert sign_in(client, next="/settings/")["Location"] == "/settings/"
    assert client.get("/settings/").status_code == 200


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(people: dict[str, User]):
    answer = sign_in(Client(), password="wrong")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "用户名或密码不对" in shown
    assert 'value="clerk"' in shown


def test_the_way_back_never_leads_off_the_site(people: dict[str, User]):
    assert sign_in(Client(), next="https://example.org/")["Location"] == "/"


def test_an_expired_account_is_told_when_it_ended(people: dict[str, User]):
    people["clerk"].expires_on = dt.date(2020, 1, 31)
    people["clerk"].save()
    assert "已于 2020-01-31 到期" in sign_in(Client()).content.decode()
    assert "用户名或密码不对" in sign_in(Client(), password="wrong").content.decode()


def test_a_deactivated_account_is_told_whom_to_ask(people: dict[str, User]):
    people["clerk"].is_active = False
    people["clerk"].save()
    assert "已停用" in sign_in(Client()).content.decode()


def test_a_session_ends_on_the_day_after_the_account_expires(people: dict[str, User], browser: Browser):
    client = browser("clerk")
    people["clerk"].expires_on = today()
    people["clerk"].save()
    assert client.get("/settings/").status_code == 200
    people["clerk"].expires_on = today() - dt.timedelta(days=1)
    people["clerk"].save()
    assert client.get("/settings/").status_code == 302


def test_who_signs_out_is_out(browser: Browser):
    client = browser("clerk")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/settings/").status_code == 302


def test_the_page_speaks_the_language_that_a_stranger_chose(people: dict[str, User]):
    client = Client()
    assert 'lang="zh-Hans"' in client.get("/sign-in/").content.decode()
    client.post("/shown/language/", {"language": "en", "next": "/sign-in/"})
    assert '<html lang="en"' in client.get("/sign-in/").content.decode()


def test_where_there_is_nothing_yet_signing_in_leads_to_the_start(db: None):
    assert Client().get("/sign-in/")["Location"] == "/start/"


def test_too_many_wrong_passwords_lock_out_with_a_page_that_says_so(
    people: dict[str, User], browser: Browser, settings: object
):
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    settings.AXES_FAILURE_LIMIT = 3  # type: ignore[attr-defined]
    client = Client()
    for _ in range(3):
        answer = sign_in(client, password="wrong")
    assert "密码错了太多次" in answer.content.decode()
    assert answer.status_code == 429
    assert "密码错了太多次" in sign_in(client).content.decode()
    browser("coordinator").post(f"/people/{people['clerk'].pk}/unlock/")
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("name", ["\x00", "无" * 300, "a'; drop table users; --"])
def test_strange_names_are_wrong_names(db: None, people: dict[str, User], name: str):
    assert sign_in(Client(), name=name).status_code == 422


def test_a_first_password_has_to_be_changed_before_anything_else(
    year: BudgetYear, people: dict[str, User], browser: Browser
):
    people["clerk"].must_change_password = True
    people["clerk"].save()
    client = browser("clerk")
    assert client.get("/settings/")["Location"] == "/settings/password/"
    assert client.get("/jobs/", headers={"HX-Request": "true"})["HX-Redirect"] == "/settings/password/"
    told = {
        "old_password": "clerk-password",
        "new_password1": "a-new-one-2019",
        "new_password2": "a-new-one-2019",
    }
    same = {**told, "new_password1": "clerk-password", "new_password2": "clerk-password"}
    assert "和现在的一样" in client.post("/settings/password/", same).content.decode()
    assert client.post("/settings/password/", told)["Location"] == "/"
    assert client.get("/settings/").status_code == 200  # the session goes on


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"old_password": "wrong"}, "现在的密码不对"),
        ({"new_password2": "another-2019"}, "new_password2_error"),
        ({"new_password1": "12345678", "new_password2": "12345678"}, "new_password2_error"),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(
    browser: Browser, told: dict[str, str], says: str
):
    right = {
        "old_password": "clerk-password",
        "new_password1": "a-new-one-2019",
        "new_password2": "a-new-one-2019",
    }
    answer = browser("clerk").post("/settings/password/", right | told)
    assert answer.status_code == 422
    assert says in answer.content.decode()
