"""What other apps have for people to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.quantity import Money
from jixiao.tracking.execution import Entry
from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import add_rows, touch
from jixiao_web.payments.models import Batch, BatchState
from jixiao_web.payments.services import begin_import
from jixiao_web.proofing import services as proofing
from jixiao_web.proofing.models import Decision, Run
from jixiao_web.work.items import Place
from jixiao_web.work.selectors import items_in
from tests.reporting.files import word_file

Who = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def place(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"  # type: ignore[attr-defined]


def titles(actor: Actor, year: BudgetYear) -> list[str]:
    return [each.title for each in items_in(actor, year, Place.WAITING)]


def test_payments_without_a_project_wait_for_finance(year: BudgetYear, actor: Who):
    assert "认领" not in "".join(titles(actor("finance"), year))
    rows = [Entry(date=dt.date(2019, 3, 1), amount=Money.of(each)) for each in (100, 200)]
    add_rows(actor=None, year=year, table="entries", nouns=rows)
    touch(year)
    assert "认领 2 笔未匹配支付" in titles(actor("finance"), year)
    assert titles(actor("clerk"), year) == []


def test_an_import_that_was_begun_waits_to_be_confirmed(year: BudgetYear, actor: Who):
    content = "日期,项目名称,金额\n2019-03-01,路灯,100\n".encode()
    begin_import(actor=actor("finance"), year=year, name="支付.csv", content=content)
    run_waiting()
    assert "确认导入：支付.csv" in titles(actor("finance"), year)
    Batch.objects.update(state=BatchState.DROPPED)
    assert "确认导入：支付.csv" not in titles(actor("finance"), year)


def test_adjustments_whose_letter_is_outstanding_wait_for_who_keeps_the_budget(year: BudgetYear, actor: Who):
    assert titles(actor("finance"), year) == ["登记 3 份调整批复", "补登 15 个项目的调整函号"]
    assert titles(actor("clerk"), year) == []
    when = dt.date(2019, 9, 1)
    table_of(year, "adjustments").update(approved=when, approval_number="西财〔2019〕1号")
    touch(year)
    assert titles(actor("coordinator"), year) == ["补登 15 个项目的调整函号"]


def test_findings_wait_for_who_brought_the_paper_until_they_are_decided(
    year: BudgetYear, actor: Who, tmp_path: Path
):
    path = word_file(tmp_path)
    run = proofing.bring(actor=actor("clerk"), year=year, name=path.name, content=path.read_bytes())
    run_waiting()
    run = Run.objects.get(pk=run.pk)
    count = run.items.count()
    assert count
    assert titles(actor("clerk"), year) == [f"处理核稿发现 {count} 条"]
    assert titles(actor("other_clerk"), year) == []
    for each in run.items.all():
        Decision.objects.create(
            paper=run.paper,
            fingerprint=each.fingerprint,
            state=Decision.State.ACCEPTED,
            by=actor("clerk").user,
        )
    assert titles(actor("clerk"), year) == []
