"""The coordinator keeps accounts; everybody keeps their own settings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from jixiao_web.accounts import deputies, services
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.errors import AccountRefused
from jixiao_web.accounts.models import Deputyship, Membership, Role, Token, User
from jixiao_web.accounts.selectors import actor_of, today, user_of_token
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from tests.web.conftest import CAST, OFFICE, OTHER_OFFICE

Browser = Callable[[str], Client]
TOMORROW = dt.timedelta(days=1)


def acts() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("act", flat=True))


@pytest.mark.parametrize("who", list(CAST))
def test_the_coordinator_alone_keeps_accounts(
    year: BudgetYear, people: dict[str, User], browser: Browser, who: str
):
    client, other = browser(who), people["clerk"]
    membership = other.memberships.get()
    wanted = 200 if who == "coordinator" else 403
    for address in ("/people/", "/people/new/", f"/people/{other.pk}/", "/history/"):
        assert client.get(address).status_code == wanted, address
    for address in (
        f"/people/{other.pk}/active/",
        f"/people/{other.pk}/password/",
        f"/people/{other.pk}/unlock/",
        f"/people/roles/{membership.pk}/end/",
    ):
        assert client.post(address).status_code == (302 if who == "coordinator" else 403), address


@pytest.mark.parametrize(
    "address", ["/people/", "/people/new/", "/settings/", "/settings/password/", "/history/"]
)
def test_a_stranger_is_sent_to_sign_in(people: dict[str, User], address: str):
    assert Client().get(address)["Location"] == f"/sign-in/?next={address}"


def test_a_new_account_gets_a_password_that_is_shown_once(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    told = {"username": "zhang.san", "full_name": "张三", "role": "clerk", "offices": [OFFICE]}
    address = client.post("/people/new/", told)["Location"]
    shown = client.get(address).content.decode()
    (password,) = re.findall(r'<code class="strong">([^<]+)</code>', shown)
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password)
    assert password not in client.get(address).content.decode()
    newcomer = Client()
    assert newcomer.post("/sign-in/", {"username": "zhang.san", "password": password}).status_code == 302
    assert newcomer.get("/settings/")["Location"] == "/settings/password/"
    person = User.objects.get(username="zhang.san")
    assert actor_of(person).has_for(OFFICE, Role.CLERK)
    assert acts()[-2:] == ["account.create", "account.give_role"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"username": "clerk"}, "已经有人用了"),
        ({"username": "a b"}, "只能用字母"),
        ({"full_name": ""}, "full_name_error"),
        ({"offices": []}, "要选部门"),
        ({"offices": ["没有的办公室"]}, "offices_error"),
        ({"role": "reviewer", "offices": []}, "第三方账号要有到期日"),
        ({"valid_from": "2019-05-01", "valid_to": "2019-04-30"}, "到期日早于开始日"),
        ({"valid_from": "五月"}, "写成 2019-12-31 的样子"),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_beside_its_field(
    year: BudgetYear, browser: Browser, told: dict[str, object], says: str
):
    right = {
        "username": "wang",
        "full_name": "王五",
        "role": "clerk",
        "offices": [OFFICE],
        "phone": "6805 1234",
    }
    answer = browser("coordinator").post("/people/new/", right | told)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert "6805 1234" in shown  # what was typed stays
    assert not User.objects.filter(full_name="王五").exists()


def test_a_leader_has_his_role_for_each_office_in_his_charge(
    year: BudgetYear, people: dict[str, User], browser: Browser
):
    person = people["outsider"]
    told = {"act": "role", "role": "deputy_leader", "offices": [OFFICE, OTHER_OFFICE]}
    browser("coordinator").post(f"/people/{person.pk}/", told)
    assert actor_of(person).offices == {OFFICE, OTHER_OFFICE}


def test_a_role_counts_within_its_dates(year: BudgetYear, people: dict[str, User], browser: Browser):
    person, day = people["outsider"], today()
    told = {
        "act": "role",
        "role": "clerk",
        "offices": [OFFICE],
        "valid_from": day.isoformat(),
        "valid_to": (day + TOMORROW).isoformat(),
    }
    browser("coordinator").post(f"/people/{person.pk}/", told)
    assert [actor_of(person, day + each * TOMORROW).has(Role.CLERK) for each in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]
    browser("coordinator").post(f"/people/roles/{person.memberships.get().pk}/end/")
    assert not actor_of(person).has(Role.CLERK)
    assert Membership.objects.filter(user=person).exists()  # it stays in the list


def test_a_deactivated_account_is_out_at_once_and_can_come_back(people: dict[str, User], browser: Browser):
    clerk, coordinator = browser("clerk"), browser("coordinator")
    coordinator.post(f"/people/{people['clerk'].pk}/active/", {"reason": "调离"})
    assert clerk.get("/settings/").status_code == 302
    assert Entry.objects.get(act="account.deactivate").reason == "调离"
    coordinator.post(f"/people/{people['clerk'].pk}/active/", {"active": "1"})
    people["clerk"].refresh_from_db()
    assert people["clerk"].is_active


def test_the_last_coordinator_cannot_lock_everybody_out(people: dict[str, User], browser: Browser):
    person = people["coordinator"]
    for address in (f"/people/{person.pk}/active/", f"/people/roles/{person.memberships.get().pk}/end/"):
        shown = browser("coordinator").post(address, follow=True).content.decode()
        assert "最后一个综合办公室账号" in shown
    told = {"act": "facts", "full_name": "某人", "expires_on": "2019-12-31"}
    assert "最后一个" in browser("coordinator").post(f"/people/{person.pk}/", told).content.decode()
    person.refresh_from_db()
    assert person.is_active
    assert person.full_name == "coordinator"
    assert actor_of(person).has(Role.COORDINATOR)


def test_a_reset_password_ends_the_sessions_and_is_shown_once(people: dict[str, User], browser: Browser):
    clerk, coordinator = browser("clerk"), browser("coordinator")
    shown = coordinator.post(f"/people/{people['clerk'].pk}/password/", follow=True).content.decode()
    assert "data-shown-once" in shown
    assert clerk.get("/settings/").status_code == 302
    people["clerk"].refresh_from_db()
    assert people["clerk"].must_change_password


def test_a_third_party_always_has_a_last_day(people: dict[str, User], browser: Browser):
    person, client = people["outsider"], browser("coordinator")
    refused = client.post(f"/people/{person.pk}/", {"act": "role", "role": "reviewer"}).content.decode()
    assert "第三方账号要有到期日" in refused
    client.post(f"/people/{person.pk}/", {"act": "facts", "full_name": "某公司", "expires_on": "2099-12-31"})
    client.post(f"/people/{person.pk}/", {"act": "role", "role": "reviewer"})
    assert actor_of(person).has(Role.REVIEWER)
    refused = client.post(f"/people/{person.pk}/", {"act": "facts", "full_name": "某公司"}).content.decode()
    assert "第三方账号要有到期日" in refused


def test_everybody_sets_how_their_screens_look(year: BudgetYear, people: dict[str, User], browser: Browser):
    client = browser("clerk")
    told = {"act": "show", "language": "en", "money_unit": "元", "large_type": "on", "phone": "1234"}
    client.post("/settings/", told)
    person = User.objects.get(pk=people["clerk"].pk)
    assert (person.language, person.large_type, person.phone) == ("en", True, "1234")
    assert person.preferences == {"money_unit": "元", "single_keys": False}
    shown = client.get("/settings/").content.decode()
    assert 'data-keys="off"' in shown
    assert '<html lang="en" class="large"' in shown
    assert "money_unit" in client.cookies


def test_a_deputy_acts_with_the_roles_of_their_principal_and_both_see_it(
    year: BudgetYear, people: dict[str, User], browser: Browser
):
    day = today()
    told = {
        "act": "deputy",
        "deputy": people["outsider"].pk,
        "starts": day.isoformat(),
        "ends": (day + TOMORROW).isoformat(),
        "hand_over": "三季度函还没有回",
    }
    assert browser("clerk").post("/settings/", told).status_code == 302
    deputy = actor_of(people["outsider"])
    assert deputy.has_for(OFFICE, Role.CLERK)
    assert deputy.acting_for(Role.CLERK, OFFICE) == people["clerk"]
    for name in ("clerk", "outsider"):
        assert "三季度函还没有回" in browser(name).get("/settings/").content.decode()
    assert "代 clerk 办理" in browser("outsider").get("/settings/").content.decode()
    assert actor_of(people["outsider"], day + 2 * TOMORROW).posts == ()
    made = Deputyship.objects.get()
    assert browser("other_clerk").post(f"/settings/deputies/{made.pk}/end/").status_code == 404
    assert browser("outsider").post(f"/settings/deputies/{made.pk}/end/").status_code == 404
    browser("clerk").post(f"/settings/deputies/{made.pk}/end/")
    assert actor_of(people["outsider"]).posts == ()
    assert acts()[-2:] == ["deputy.name", "deputy.end"]


def test_the_coordinator_names_a_deputy_for_somebody_who_is_away(
    year: BudgetYear, people: dict[str, User], browser: Browser
):
    told = {"act": "deputy", "deputy": people["office_head"].pk, "starts": today(), "ends": today()}
    browser("coordinator").post(f"/people/{people['clerk'].pk}/", told)
    assert actor_of(people["office_head"]).has(Role.CLERK)


@pytest.mark.parametrize(
    ("deputy", "span", "says"),
    [
        ("clerk", 1, "不能是本人"),
        ("reviewer", 1, "第三方"),
        ("outsider", -1, "结束日早于开始日"),
        ("outsider", 800, "最多代办一年"),
    ],
)
def test_a_deputy_that_will_not_do_is_refused(
    people: dict[str, User], actor: Callable[[str], Actor], deputy: str, span: int, says: str
):
    with pytest.raises(AccountRefused, match=says):
        deputies.name_deputy(
            actor=actor("clerk"),
            principal=people["clerk"],
            deputy=people[deputy],
            starts=today(),
            ends=today() + dt.timedelta(days=span),
        )
    assert not Deputyship.objects.exists()


def test_nobody_makes_themselves_the_deputy_of_a_leader(
    people: dict[str, User], actor: Callable[[str], Actor]
):
    with pytest.raises(AccountRefused, match="只能给自己"):
        deputies.name_deputy(
            actor=actor("clerk"),
            principal=people["leader"],
            deputy=people["clerk"],
            starts=today(),
            ends=today(),
        )


def test_a_token_is_shown_once_and_acts_as_its_owner(people: dict[str, User], browser: Browser):
    client = browser("clerk")
    client.post("/settings/", {"act": "token", "name": "一体化取数"})
    shown = client.get("/settings/").content.decode()
    (key,) = re.findall(r"jx_[\w-]+", shown)
    assert key not in client.get("/settings/").content.decode()
    assert user_of_token(key) == people["clerk"]
    token = Token.objects.get()
    assert key not in token.digest
    assert browser("other_clerk").post(f"/settings/tokens/{token.pk}/revoke/").status_code == 404
    client.post(f"/settings/tokens/{token.pk}/revoke/")
    assert user_of_token(key) is None


def test_a_token_is_dead_once_its_owner_or_itself_has_expired(
    people: dict[str, User], actor: Callable[[str], Actor]
):
    _, key = deputies.make_token(actor=actor("clerk"), name="取数", expires_on=today() - TOMORROW)
    assert user_of_token(key) is None
    _, key = deputies.make_token(actor=actor("clerk"), name="取数", expires_on=None)
    services.deactivate(actor=actor("coordinator"), person=people["clerk"])
    assert user_of_token(key) is None


def test_the_list_of_people_takes_the_same_queries_however_many_there_are(
    year: BudgetYear,
    people: dict[str, User],
    browser: Browser,
    django_assert_num_queries: Callable[..., object],
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser("coordinator")
    client.get("/people/")
    with CaptureQueriesContext(connection) as before:
        client.get("/people/")
    for number in range(5):
        services.create_person(actor=None, username=f"p{number}", full_name=f"某{number}")
    client.get("/people/")
    with CaptureQueriesContext(connection) as after:
        client.get("/people/")
    assert len(before) == len(after)


def test_an_account_that_has_expired_lends_its_roles_to_nobody(
    people: dict[str, User], actor: Callable[[str], Actor]
):
    deputies.name_deputy(
        actor=actor("clerk"),
        principal=people["clerk"],
        deputy=people["outsider"],
        starts=today(),
        ends=today() + TOMORROW,
    )
    assert actor_of(people["outsider"]).has(Role.CLERK)
    people["clerk"].expires_on = today() - TOMORROW
    people["clerk"].save()
    assert not actor_of(people["outsider"]).has(Role.CLERK)
