"""The cast of the web tests: one person a role, an outsider, and the example year that they work on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jixiao.example import example_year
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Membership, Role, User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.services import open_year, replace_year

OFFICE = "城市管理办公室"
OTHER_OFFICE = "市民服务中心"

CAST = {
    "clerk": ((Role.CLERK, OFFICE),),
    "other_clerk": ((Role.CLERK, OTHER_OFFICE),),
    "office_head": ((Role.OFFICE_HEAD, OFFICE),),
    "coordinator": ((Role.COORDINATOR, ""),),
    "finance": ((Role.FINANCE, ""),),
    "deputy_leader": ((Role.DEPUTY_LEADER, OFFICE),),
    "leader": ((Role.LEADER, ""),),
    "reviewer": ((Role.REVIEWER, ""),),
    "outsider": (),
}


@pytest.fixture
def year(db: None) -> BudgetYear:
    """The example year, in the database."""
    content = example_year()
    made = open_year(actor=None, fiscal_year=content.fiscal_year, unit=content.unit)
    replace_year(actor=None, year=made, content=content)
    return made


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Everybody of the cast, by what they are."""
    return {name: person(name, posts) for name, posts in CAST.items()}


@pytest.fixture
def actor(people: dict[str, User]) -> Callable[[str], Actor]:
    """Who acts, by what they are."""
    return lambda name: actor_of(people[name])


@pytest.fixture
def browser(people: dict[str, User]) -> Callable[[str], Client]:
    """A client in which somebody of the cast is signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(people[name], backend="jixiao_web.accounts.backend.UnexpiredBackend")
        return client

    return signed_in


def person(name: str, posts: tuple[tuple[Role, str], ...]) -> User:
    """Somebody with an account and these posts."""
    user = User.objects.create_user(username=name, password=f"{name}-password", full_name=name)
    Membership.objects.bulk_create(Membership(user=user, role=role, office=office) for role, office in posts)
    return user
