from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jixiao.example import example_year
from jixiao.quantity import Money
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.project import Project
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.ledger.errors import CannotUndo, ChangedMeanwhile, DoubleKey, YearIsClosed
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import forget, glance_at, policy_of, row_of, rows_of, year_in_sums, year_of
from jixiao_web.ledger.services import Change, add_rows, touch, undo, write
from tests.web.conftest import person


def test_a_year_comes_back_from_the_database_as_it_went_in(year: BudgetYear):
    assert year_of(year) == example_year()


def test_reading_a_year_takes_the_same_queries_however_many_rows_it_has(year: BudgetYear):
    with CaptureQueriesContext(connection) as few:
        year_of(year)
    entries = [Entry(date=dt.date(2019, 3, day), project="P01", amount=Money(day)) for day in range(1, 29)]
    add_rows(actor=None, year=year, table="entries", nouns=entries)
    touch(year)
    with CaptureQueriesContext(connection) as many:
        assert len(year_of(year).entries) > 28
    assert len(many) == len(few)


@pytest.mark.parametrize("as_of", [dt.date(2019, 3, 15), dt.date(2019, 6, 30), dt.date(2019, 12, 31)])
def test_sums_by_month_say_the_same_as_every_payment(year: BudgetYear, as_of: dt.date):
    payments = [
        Entry(
            date=dt.date(2019, month, day),
            project=project,
            nature=Nature.REFUND if day == 20 else Nature.PAYMENT,
            amount=Money((-1 if month == 3 else 1) * (month * 1000 + day))
            if day == 20
            else Money(month * day),
        )
        for project in ("P01", "P02", "NEW")
        for month in range(1, 13)
        for day in (1, 15, 20, 28)
    ]
    add_rows(actor=None, year=year, table="entries", nouns=payments)
    touch(year)
    whole = Glance(year_of(year), as_of, policy_of(year))
    assert glance_at(year, as_of).ledger.positions == whole.ledger.positions
    assert glance_at(year, as_of).ledger.unknown == whole.ledger.unknown


def test_after_a_changed_payment_only_the_payments_are_read_again(year: BudgetYear):
    payment = Entry(date=dt.date(2019, 3, 1), project="P01", amount=Money(5))
    with transaction.atomic():
        (row,) = add_rows(actor=None, year=year, table="entries", nouns=[payment])
        touch(year, ["entries"])
    year_in_sums(year)
    write(actor=None, year=year, act="x", changes=[Change("entries", {"amount": Money(7)}, row.pk)])
    with CaptureQueriesContext(connection) as read:
        assert Money(7) in [each.amount for each in year_in_sums(year).entries]
    assert {query["sql"].split('FROM "')[1].split('"')[0] for query in read} == {"ledger_entryrow"}
    write(actor=None, year=year, act="x", changes=[Change("projects", {"code": "P50", "name": "新"})])
    with CaptureQueriesContext(connection) as read:
        assert "P50" in year_of(year).project_by_code
    assert "ledger_outputrow" not in str([query["sql"] for query in read])


def test_a_changed_payment_is_summed_up_as_if_all_were_read_again(year: BudgetYear):
    days = (dt.date(2019, 2, 1), dt.date(2019, 2, 20), dt.date(2019, 7, 9))
    payments = [
        Entry(date=day, project=project, amount=Money(number * 1000))
        for project in ("N1", "N2", "P03")
        for number, day in enumerate(days, 1)
    ]
    with transaction.atomic():
        rows = add_rows(actor=None, year=year, table="entries", nouns=payments)
        touch(year, ["entries"])
    year_in_sums(year)
    acts = [
        [Change("entries", {"amount": Money(7)}, rows[0].pk)],
        [Change("entries", {"project": "N2"}, rows[1].pk)],
        [Change("entries", None, rows[2].pk)],
        [Change("entries", {"date": days[0], "project": "N3", "amount": Money(9)})],
        [Change("entries", {"nature": Nature.CUMULATIVE}, rows[4].pk)],
        [Change("entries", {"project": "P03"}, rows[3].pk), Change("entries", None, rows[8].pk)],
        [Change("projects", {"code": "P50", "name": "新"})],
    ]
    entries = [write(actor=None, year=year, act="x", changes=changes) for changes in acts]
    for is_last in (False, True):
        patched = Ledger(year_in_sums(year), dt.date(2019, 12, 31)).positions
        forget()
        assert patched == Ledger(year_in_sums(year), dt.date(2019, 12, 31)).positions
        assert patched == Ledger(year_of(year), dt.date(2019, 12, 31)).positions
        if not is_last:
            undo(actor=actor_of(person("keeper", ())), entry=entries[-2])
            year.refresh_from_db()


def test_after_one_changed_payment_only_its_project_is_read(year: BudgetYear):
    payments = [Entry(date=dt.date(2019, 3, 1), project=f"N{n}", amount=Money(5)) for n in range(60)]
    with transaction.atomic():
        rows = add_rows(actor=None, year=year, table="entries", nouns=payments)
        touch(year, ["entries"])
    year_in_sums(year)
    write(actor=None, year=year, act="x", changes=[Change("entries", {"amount": Money(7)}, rows[0].pk)])
    with CaptureQueriesContext(connection) as read:
        year_in_sums(year)
    assert all("'N0'" in query["sql"] for query in read)
    for row in rows:
        write(actor=None, year=year, act="x", changes=[Change("entries", {"amount": Money(8)}, row.pk)])
    assert len(year.table_revisions) < 60
    assert {e.amount for e in year_in_sums(year).entries if e.project.startswith("N")} == {Money(8)}


def test_a_change_that_was_taken_back_leaves_nothing_of_it_behind(year: BudgetYear):
    before = year_of(year)
    with transaction.atomic():
        write(actor=None, year=year, act="x", changes=[Change("projects", {"code": "P50", "name": "新"})])
        assert "P50" in year_of(year).project_by_code
        transaction.set_rollback(True)
    year.refresh_from_db()
    assert year_of(year) == before


def test_a_change_is_written_down_and_can_be_undone(year: BudgetYear, actor: Callable[[str], Actor]):
    row = row_of(year, "projects", code="P01")
    assert row is not None
    before = year_of(year)
    entry = write(
        actor=actor("coordinator"),
        year=year,
        act="project.change",
        changes=[Change("projects", {"note": "改"}, row.pk, row.version)],
    )
    assert year_of(year).project_by_code["P01"].note == "改"
    assert entry.changes[0]["before"]["note"] == before.project_by_code["P01"].note
    undo(actor=actor("coordinator"), entry=entry)
    assert year_of(year) == before


def test_removing_and_undoing_brings_back_exact_values(year: BudgetYear, actor: Callable[[str], Actor]):
    outputs = rows_of(year, "outputs")
    before = list(year_of(year).outputs)
    entry = write(
        actor=actor("coordinator"), year=year, act="x", changes=[Change("outputs", None, outputs[-1].pk)]
    )
    assert len(year_of(year).outputs) == len(before) - 1
    undo(actor=actor("coordinator"), entry=entry)
    assert sorted(map(repr, year_of(year).outputs)) == sorted(map(repr, before))
    assert all(isinstance(each.amount, Decimal) for each in year_of(year).outputs)


def test_who_saw_an_older_version_is_told_what_stands_there_now(
    year: BudgetYear, actor: Callable[[str], Actor]
):
    row = row_of(year, "projects", code="P01")
    assert row is not None
    change = Change("projects", {"note": "甲"}, row.pk, row.version)
    write(actor=actor("coordinator"), year=year, act="x", changes=[change])
    with pytest.raises(ChangedMeanwhile) as caught:
        write(
            actor=actor("clerk"),
            year=year,
            act="x",
            changes=[Change("projects", {"note": "乙"}, row.pk, row.version)],
        )
    assert caught.value.row is not None
    assert caught.value.row.note == "甲"
    assert caught.value.mine == {"note": "乙"}


def test_an_act_cannot_be_undone_after_somebody_changed_the_row_again(
    year: BudgetYear, actor: Callable[[str], Actor]
):
    row = row_of(year, "projects", code="P01")
    assert row is not None
    first = write(
        actor=actor("coordinator"), year=year, act="x", changes=[Change("projects", {"note": "甲"}, row.pk)]
    )
    second = [Change("projects", {"note": "乙"}, row.pk)]
    write(actor=actor("coordinator"), year=year, act="x", changes=second)
    with pytest.raises(CannotUndo):
        undo(actor=actor("coordinator"), entry=first)


def test_a_key_is_given_once(year: BudgetYear, actor: Callable[[str], Actor]):
    with pytest.raises(DoubleKey, match="P01"):
        write(
            actor=actor("coordinator"),
            year=year,
            act="x",
            changes=[Change("projects", {"code": "P01", "name": "又一个"})],
        )


def test_a_closed_year_takes_no_change(year: BudgetYear, actor: Callable[[str], Actor]):
    BudgetYear.objects.update(closed_at="2020-03-01T00:00Z")
    with pytest.raises(YearIsClosed):
        write(
            actor=actor("coordinator"),
            year=year,
            act="x",
            changes=[Change("projects", {"code": "Z", "name": "新"})],
        )


def test_the_models_hold_every_field_of_every_noun(year: BudgetYear):
    new = Project(code="Z9", name="全", citations=("D01",), implementers=("甲", "乙"), number=7)
    add_rows(actor=None, year=year, table="projects", nouns=[new])
    touch(year)
    assert year_of(year).project_by_code["Z9"] == new
