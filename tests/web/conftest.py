"""The cast of the web tests: one person a role, an outsider, and the example year that they work on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from jixiao.example import example_year
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Membership, Role, User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.ledger.models import BudgetYear, new_revision, new_table_revisions
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


Table = tuple[str, list[str], list[tuple[Any, ...]]]
"""Its name, its columns and its rows, as the database keeps them."""


@pytest.fixture(scope="session")
def example_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Table]:
    """What the example year is in the database: written once by the site, and only copied for each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = {name: _rows(name)[1] for name in _tables()}
        content = example_year()
        made = open_year(actor=None, fiscal_year=content.fiscal_year, unit=content.unit)
        replace_year(actor=None, year=made, content=content)
        after = [(name, *_rows(name)) for name in _tables()]
        transaction.set_rollback(True)
    assert not any(before[name] for name, _, rows in after if rows != before[name])
    return [(name, columns, rows) for name, columns, rows in after if rows != before[name]]


@pytest.fixture
def year(db: None, example_tables: list[Table]) -> BudgetYear:
    """The example year, in the database."""
    with connection.cursor() as cursor:
        for name, columns, rows in example_tables:
            values = ", ".join(repeat("%s", len(columns)))
            cursor.executemany(f'INSERT INTO "{name}" ({", ".join(columns)}) VALUES ({values})', rows)
    copied = BudgetYear.objects.get()
    copied.revision, copied.table_revisions = new_revision(), new_table_revisions()
    copied.save()  # so that nothing that another test derived from its year is taken for this one's
    return copied


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models()]


def _rows(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return [f'"{column[0]}"' for column in cursor.description], cursor.fetchall()


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
