"""Whatever is sent to the pages of a round that is there is answered, on every database."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.models import Form, State
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import MINE, announced

WORDS = (
    "", "0", "-1", "1e999", "9" * 30, "十二", "<script>", "\x00", "a\x00b", "𠮷" * 60, "\ud800", "2019-02-30",
    "2019-06-30", "P01", "x" * 30_000, "{没有}", OFFICE, "on", "in", "save", "send", "take",
    "adopt", "mine", "[]",
)  # fmt: skip
_NAMES = """
outputs-0-name outputs-0-amount outputs-0-as_of outputs-0-row outputs-0-version
outputs-9999-name outputs-x-y shortcomings-0-kind shortcomings-0-text results evaluation
objectives forecast balance_reason no_outputs version seen do choose-results mine-results
theirs-results reason text place how office field round basis top at_least share public policy
decide-P01 reason-P01 title offices name period due_office due_bureau scope theme-T1 dated
"""
FIELDS = _NAMES.split()


@pytest.mark.parametrize("who", ["clerk", "coordinator"])
@pytest.mark.parametrize("state", [None, State.DRAFT, State.PASSED])
def test_whatever_is_sent_is_answered(
    who: str, state: State | None, browser: Callable[[str], Client], year: BudgetYear
):
    round_ = announced(year)
    if state:
        Form.objects.create(round=round_, kind="project", code=MINE, office=OFFICE, state=state)
    form, about = f"/2019/results/{round_.pk}/project/{MINE}/", f"/2019/rounds/{round_.pk}/"
    paths = [form + each for each in ("", "draft/", "take-back/", "pass/", "return/", "take/", "fragment/")]
    paths += [about + each for each in ("", "change/", "announce/", "remind/", "freeze/", "thaw/", "reopen/")]
    paths += ["/2019/selection/", "/2019/results/phrases/", "/2019/notices/new/", "/2019/notices/receive/"]
    paths += ["/2019/calendar/import/", "/2019/rounds/open/", f"/2019/results/{round_.pk}/workbook/"]
    client, chance, wrong = browser(who), random.Random(7), []
    for path in paths:
        for _time in range(6):
            sent = {name: chance.choice(WORDS) for name in chance.sample(FIELDS, 14)}
            sent = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
            for method in ("get", "post"):
                with transaction.atomic():
                    answer = getattr(client, method)(path, sent)
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    wrong.append((path, method, sent))
    assert not wrong
