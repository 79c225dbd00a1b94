"""What holds for every address of the site, whoever wrote it.

Each address is tried within a savepoint that is taken back, so that one year serves them all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from jixiao_web.ledger.models import BudgetYear
from tests.web.addresses import Address, addresses

Browser = Callable[[str], Client]

OPEN = {  # to whoever comes: nothing of the unit is on them
    "sign-in",
    "sign-out",
    "language",
    "start:begin",
    "favicon.ico",
    "large-type",
    "money-unit",
}
OWN = {
    "home",
    "preferences",
    "change-password",
    "end-deputyship",
    "revoke-token",
}  # of one's account, whatever its roles
ALL = [each for each in addresses() if not each.name.startswith(("api", "gallery"))]
GUARDED = [each for each in ALL if each.name not in OPEN]
NAMES = """
name code text amount date project office role username password number dated reason version order
decision period note file table kind state change approved requested form-TOTAL_FORMS
form-INITIAL_FORMS page sort columns as_of due fiscal_year unit take next id ids title subject
starts ends until
""".split()  # noqa: SIM905 - a word a line would fill a page
WORDS = (
    "", "0", "-1", "1e999", "999999999999999999999", "十二", "<script>", "' OR 1=1 --", "\x00", "𠮷" * 50,
    "2019-02-30", "2019-06-30", "P01", "x" * 30_000, "{没有}", "城市管理办公室", "on",
)  # fmt: skip


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(
    client: Client, path: str, data: dict[str, object] | None = None
) -> list[tuple[str, HttpResponse]]:
    found = []
    for method in ("get", "post"):
        with taken_back():
            found.append((method, getattr(client, method)(path, data or {})))
    return found


def test_a_stranger_is_sent_to_sign_in(year: BudgetYear):
    wrong = []
    for each in GUARDED:
        for method, answer in answers(Client(), each.filled()):
            to = answer.headers.get("Location", "")
            if answer.status_code not in (302, 401, 403, 404, 405) or (to and "sign-in" not in to):
                wrong.append((each.name, method, answer.status_code, to))
    assert not wrong


def test_an_account_without_a_role_gets_nowhere(browser: Browser, year: BudgetYear):
    client = browser("outsider")
    wrong = [
        (each.name, method, answer.status_code)
        for each in GUARDED
        if each.name not in OWN
        for method, answer in answers(client, each.filled())
        if answer.status_code not in (302, 403, 404, 405)
    ]
    assert not wrong


@pytest.mark.parametrize("name", ["coordinator", "clerk"])
def test_whatever_stands_in_an_address_is_answered(name: str, browser: Browser, year: BudgetYear):
    client = browser(name)
    wrong = []
    paths = {each.filled(number, word) for each in ALL for number, word in ((1, "%00"), (10**18, "é中"))}
    for path in sorted(paths):
        for method, answer in answers(client, path):
            if answer.status_code >= 500:
                wrong.append((path, method))
    assert not wrong


@pytest.mark.parametrize("name", ["coordinator", "clerk"])
def test_whatever_is_sent_to_a_form_is_answered(name: str, browser: Browser, year: BudgetYear):
    """Random fields with awkward values, the same at every run."""
    client, chance, wrong = browser(name), random.Random(2019), []
    for each in ALL:
        for _ in range(2):
            sent: dict[str, object] = {
                field: chance.choice(WORDS) for field in chance.sample(NAMES, chance.randint(1, 12))
            }
            if chance.random() < 0.3:
                sent["file"] = SimpleUploadedFile("年.xlsx", chance.randbytes(chance.randint(0, 200)))
            for method, answer in answers(client, each.filled(), sent):
                if answer.status_code >= 500:
                    wrong.append((each.name, method, sent))
    assert not wrong


def test_every_view_says_by_a_predicate_who_may_see_it(year: BudgetYear):
    assert not [each.name for each in GUARDED if not _has_predicate(each)]


def _has_predicate(address: Address) -> bool:
    view: object = resolve(address.filled()).func
    while view is not None:
        if hasattr(view, "predicate"):
            return True
        view = getattr(view, "__wrapped__", None)
    return False
