from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from jixiao.quantity import Money
from jixiao.tracking.execution import Entry, Nature
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry as TrailEntry
from jixiao_web.jobs.models import State
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import glance_at, row_of, year_of
from jixiao_web.ledger.services import Change, add_rows, touch, undo, write
from jixiao_web.payments.errors import BadColumns, BatchMoved, CannotUndoBatch, NotAllowed
from jixiao_web.payments.models import Batch, BatchState, Line, LineKind
from jixiao_web.payments.posting import take_back
from jixiao_web.payments.selectors import unclaimed, unclaimed_total
from jixiao_web.payments.services import (
    assign,
    begin_import,
    claim,
    confirm,
    decide,
    drop,
    map_columns,
    remember_alias,
)
from tests.web.payments.files import BASIC, BROKEN, HEAD, PRINTING, REFUND, RENT, STRANGE, export

Who = Callable[[str], Actor]
Make = Callable[..., Batch]
ALL = (PRINTING, RENT, STRANGE, BROKEN, REFUND, BASIC)


def kinds(batch: Batch) -> dict[int, str]:
    return dict(batch.lines.values_list("number", "kind"))


def vouchers(year: BudgetYear) -> list[str]:
    return sorted(table_of(year, "entries").exclude(voucher="").values_list("voucher", flat=True))


def test_columns_are_guessed_from_their_headers_in_whatever_order(year: BudgetYear, actor: Who):
    content = export(tuple(reversed(PRINTING)), head=tuple(reversed(HEAD)))
    batch = begin_import(actor=actor("finance"), year=year, name="支付.csv", content=content)
    run_waiting()
    batch.refresh_from_db()
    assert batch.state == BatchState.MAPPING
    assert batch.unit == "元"
    assert batch.columns == {
        "0": "amount", "1": "purpose", "2": "payee", "3": "project", "4": "project_code", "5": "voucher",
        "6": "date",
    }  # fmt: skip


def test_each_row_is_what_it_is_to_the_ledger(preview: Make):
    batch = preview(export(*ALL))
    assert batch.state == BatchState.READY
    assert kinds(batch) == {2: "new", 3: "new", 4: "unclaimed", 5: "faulty", 6: "new", 7: "new"}
    faulty = batch.lines.get(kind=LineKind.FAULTY)
    date, amount = faulty.reason.splitlines()
    assert (faulty.cell, amount[:2]) == ("A5", "G5")
    assert "2月没有30日" in date
    assert "不是金额" in amount
    assert batch.summary["kinds"]["new"]["fen"] == Money.of("997500.50").fen


def test_a_project_is_known_by_its_official_code_before_its_name(year: BudgetYear, preview: Make):
    table_of(year, "projects").filter(code="P11").update(official_code="11010221")
    batch = preview(export(("2019-03-05", "1", "11010221", "宣传经费", "甲", "", "5")))
    assert batch.lines.get().values["project"] == "P11"


def test_a_confirmed_batch_is_in_the_ledger_once_however_often_it_is_confirmed(
    year: BudgetYear, preview: Make, actor: Who
):
    batch = preview(export(*ALL))
    assert confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
    assert not confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
    first = run_waiting()
    assert [each.state for each in first] == [State.DONE]
    assert not confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
    assert run_waiting() == []
    assert vouchers(year) == ["Z0001", "Z0002", "Z0003", "Z0005", "Z0006"]
    refund = row_of(year, "entries", voucher="Z0005")
    assert refund is not None
    assert (refund.nature, refund.amount) == (Nature.REFUND, Money.of("500"))
    assert TrailEntry.objects.filter(act="payment.import").count() == 1


def test_a_write_job_that_runs_twice_writes_once(year: BudgetYear, booked: Make):
    batch = booked(export(PRINTING))
    job = batch.job
    assert job is not None
    job.state = State.WAITING
    job.save()
    assert [each.state for each in run_waiting()] == [State.DONE]
    assert vouchers(year) == ["Z0001"]


def test_the_same_file_again_is_all_duplicates(booked: Make, preview: Make):
    booked(export(*ALL))
    again = preview(export(*ALL))
    assert set(kinds(again).values()) == {"duplicate", "faulty"}


def test_the_same_file_in_the_making_is_not_taken_twice(year: BudgetYear, actor: Who):
    one, other = (
        begin_import(actor=actor("finance"), year=year, name="a.csv", content=export(PRINTING)) for _ in "12"
    )
    assert one.pk == other.pk


def test_as_often_as_a_payment_is_there_as_many_rows_repeat_it(year: BudgetYear, preview: Make):
    row = ("2019-03-05", "", "", "宣传经费", "甲", "乙", "5")
    code = row_of(year, "projects", name="宣传经费").code  # type: ignore[union-attr]
    entry = Entry(date=dt.date(2019, 3, 5), project=code, amount=Money.of("5"), payee="甲", purpose="乙")
    add_rows(actor=None, year=year, table="entries", nouns=[entry])
    touch(year, ["entries"])
    batch = preview(export(row, row))
    assert kinds(batch) == {2: "duplicate", 3: "new"}


def test_a_voucher_with_another_amount_changes_the_payment(year: BudgetYear, booked: Make):
    booked(export(PRINTING))
    other = (*PRINTING[:6], "12,500.00")
    batch = booked(export(other))
    line = batch.lines.get()
    assert line.kind == LineKind.CHANGED
    row = row_of(year, "entries", voucher="Z0001")
    assert row is not None
    assert (row.amount, row.version) == (Money.of("12500"), 2)
    assert vouchers(year) == ["Z0001"]


def test_a_voucher_counted_anew_in_another_month_is_another_payment(booked: Make, preview: Make):
    booked(export(PRINTING))
    batch = preview(export(("2019-07-05", "Z0001", "", "宣传经费", "某公司", "另一笔", "77")))
    assert kinds(batch) == {2: "new"}


def test_two_rows_of_a_file_that_are_wholly_alike_count_once(preview: Make):
    batch = preview(export(PRINTING, PRINTING))
    assert kinds(batch) == {2: "new", 3: "duplicate"}
    assert "第 2 行" in batch.lines.get(number=3).reason


def test_what_was_left_out_is_not_written_and_what_was_taken_in_is(
    year: BudgetYear, preview: Make, actor: Who
):
    late = ("2020-01-05", "Z0009", "", "宣传经费", "某公司", "跨年", "9")
    batch = preview(export(PRINTING, RENT, PRINTING, late))
    assert kinds(batch)[5] == "faulty"
    decide(actor=actor("finance"), batch=batch, numbers=[3, 4, 5], is_left_out=True)
    batch.refresh_from_db()
    assert batch.summary["kinds"]["new"]["left_out"] == 1
    confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
    run_waiting()
    assert vouchers(year) == ["Z0001", "Z0001", "Z0009"]


def test_a_row_that_cannot_be_read_is_not_taken_in_whatever_one_says(
    year: BudgetYear, preview: Make, actor: Who
):
    batch = preview(export(BROKEN))
    decide(actor=actor("finance"), batch=batch, numbers=[2], is_left_out=True)
    confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
    assert [job.state for job in run_waiting()] == [State.DONE]
    assert vouchers(year) == []


def test_unclaimed_payments_count_in_no_project_until_they_are_claimed(
    year: BudgetYear, booked: Make, actor: Who
):
    before = glance_at(year, dt.date(2019, 12, 31)).ledger.of_unit().spent
    booked(export(STRANGE))
    year.refresh_from_db()
    glance = glance_at(year, dt.date(2019, 12, 31))
    assert glance.ledger.of_unit().spent == before + Money.of("3300")
    assert unclaimed_total(year).amount == Money.of("3300")
    code = row_of(year, "projects", name="宣传经费").code  # type: ignore[union-attr]
    row = unclaimed(year).get()
    entry = claim(actor=actor("finance"), year=year, entries=[row.pk], project=code, said="文明创建宣传")
    assert entry is not None
    assert claim(actor=actor("finance"), year=year, entries=[row.pk], project=code) is None
    assert unclaimed_total(year).count == 0
    undo(actor=actor("finance"), entry=entry)
    assert unclaimed_total(year).count == 1


def test_a_claim_in_the_preview_is_remembered_for_the_next_file(year: BudgetYear, preview: Make, actor: Who):
    batch = preview(export(STRANGE))
    code = row_of(year, "projects", name="宣传经费").code  # type: ignore[union-attr]
    assert assign(actor=actor("finance"), batch=batch, said="文明创建宣传", project=code) == 1
    assert kinds(batch) == {2: "new"}
    drop(actor=actor("finance"), batch=batch)
    again = preview(export((*STRANGE[:6], "4400")))
    assert kinds(again) == {2: "new"}
    assert again.lines.get().values["project"] == code


def test_a_batch_is_undone_as_a_whole(year: BudgetYear, booked: Make, actor: Who):
    booked(export(PRINTING))
    before = year_of(year).entries
    batch = booked(export((*PRINTING[:6], "12,500.00"), RENT, STRANGE))
    claim(actor=actor("finance"), year=year, entries=[unclaimed(year).get().pk], project="P11")
    take_back(actor=actor("finance"), batch=batch)
    year.refresh_from_db()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert year_of(year).entries == before
    with pytest.raises(BatchMoved):
        take_back(actor=actor("finance"), batch=batch)


def test_a_batch_is_not_undone_where_its_payments_were_edited_since(
    year: BudgetYear, booked: Make, actor: Who
):
    batch = booked(export(PRINTING, RENT))
    row = row_of(year, "entries", voucher="Z0002")
    assert row is not None
    change = Change("entries", {"note": "改"}, row.pk, row.version)
    write(actor=actor("finance"), year=year, act="x", changes=[change])
    with pytest.raises(CannotUndoBatch, match="第 3 行"):
        take_back(actor=actor("finance"), batch=batch)
    assert vouchers(year) == ["Z0001", "Z0002"]


def test_statements_that_hold_the_payments_already_are_told_and_can_be_replaced(
    year: BudgetYear, preview: Make, booked: Make, actor: Who
):
    code = row_of(year, "projects", name="宣传经费").code  # type: ignore[union-attr]
    before, spent = year_of(year).entries, glance_at(year, dt.date(2019, 12, 31)).ledger.of(code).spent
    batch = preview(export(PRINTING))
    (told,) = batch.summary["statements"]
    assert (told["project"], told["stated"], told["fen"]) == (code, spent.fen, Money.of("12000").fen)
    drop(actor=actor("finance"), batch=batch)
    batch = booked(export(PRINTING), replaces_statements=True)
    year.refresh_from_db()
    assert glance_at(year, dt.date(2019, 12, 31)).ledger.of(code).spent == Money.of("12000")
    take_back(actor=actor("finance"), batch=batch)
    year.refresh_from_db()
    assert year_of(year).entries == before


def test_a_ledger_that_changed_since_the_preview_is_compared_again(
    year: BudgetYear, preview: Make, actor: Who
):
    one = preview(export(PRINTING, RENT))
    other = begin_import(actor=actor("coordinator"), year=year, name="b.csv", content=export(PRINTING))
    run_waiting()
    other.refresh_from_db()
    columns = {int(index): name for index, name in other.columns.items()}
    map_columns(actor=actor("coordinator"), batch=other, columns=columns, unit="元")
    run_waiting()
    for batch in (other, one):
        confirm(actor=actor("finance"), batch=batch, replaces_statements=False)
        run_waiting()
    one.refresh_from_db()
    assert one.state == BatchState.READY
    assert kinds(one) == {2: "duplicate", 3: "new"}
    assert vouchers(year) == ["Z0001"]
    confirm(actor=actor("finance"), batch=one, replaces_statements=False)
    run_waiting()
    assert vouchers(year) == ["Z0001", "Z0002"]


def test_a_mapping_is_remembered_for_files_with_the_same_headers(year: BudgetYear, actor: Who):
    head = ("哪天", "给谁", "多少")
    finance = actor("finance")
    first = begin_import(
        actor=finance, year=year, name="a.csv", content=export(("2019-3-5", "甲", "5"), head=head)
    )
    run_waiting()
    first.refresh_from_db()
    assert first.columns == {}
    map_columns(actor=finance, batch=first, columns={0: "date", 1: "payee", 2: "amount"}, unit="万元")
    content = export(("5", "2019-3-5", "甲"), head=("多少", "哪天", "给谁"))
    second = begin_import(actor=finance, year=year, name="b.csv", content=content)
    run_waiting()
    second.refresh_from_db()
    assert second.is_remembered
    assert second.columns == {"0": "amount", "1": "date", "2": "payee"}
    assert second.unit == "万元"


@pytest.mark.parametrize(
    ("columns", "unit"),
    [({0: "date"}, "元"), ({0: "date", 6: "amount"}, ""), ({0: "date", 5: "amount", 6: "amount"}, "元")],
)
def test_a_mapping_that_leaves_a_gap_is_refused(
    year: BudgetYear, actor: Who, columns: dict[int, str], unit: str
):
    batch = begin_import(actor=actor("finance"), year=year, name="a.csv", content=export(PRINTING))
    run_waiting()
    with pytest.raises(BadColumns):
        map_columns(actor=actor("finance"), batch=batch, columns=columns, unit=unit)


@pytest.mark.parametrize("name", ["clerk", "office_head", "leader", "reviewer", "deputy_leader"])
def test_others_than_finance_and_coordinator_import_nothing(year: BudgetYear, actor: Who, name: str):
    with pytest.raises(NotAllowed):
        begin_import(actor=actor(name), year=year, name="a.csv", content=export(PRINTING))


def test_a_file_that_is_no_list_fails_with_a_sentence(year: BudgetYear, actor: Who):
    batch = begin_import(actor=actor("finance"), year=year, name="a.csv", content=b"\x00\x01\x02nothing")
    (job,) = run_waiting()
    assert job.state == State.FAILED
    assert "a.csv" in job.error
    batch.refresh_from_db()
    assert batch.state == BatchState.READING


def test_a_file_read_in_wan_comes_to_ten_thousand_times_as_much(preview: Make):
    head = ("日期", "项目", "金额")
    batch = preview(export(("2019-3-5", "宣传经费", "1.2"), head=head), unit="万元")
    assert batch.lines.get().amount == Money.of("12000")


def test_an_alias_is_known_however_it_is_spaced(year: BudgetYear, preview: Make):
    remember_alias(year=year, said="文明 创建宣传", project="P11")
    batch = preview(export(STRANGE))
    assert batch.lines.get().values["project"] == "P11"


def test_reasons_speak_the_language_of_who_imports(preview: Make, actor: Who):
    actor("finance")
    with translation.override("en"):
        batch = preview(export(PRINTING, PRINTING))
    assert Line.objects.filter(batch=batch, kind=LineKind.DUPLICATE).exists()
    assert default_storage.exists(str(batch.file.content.name))
