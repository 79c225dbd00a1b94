from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jixiao.quantity import Money
from jixiao.tracking.execution import Entry
from jixiao.tracking.unit import Unit
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import row_of
from jixiao_web.ledger.services import add_rows, open_year, touch
from jixiao_web.payments.models import Batch, BatchState
from jixiao_web.payments.selectors import unclaimed
from tests.web.payments.files import BROKEN, PRINTING, RENT, STRANGE, export

Sign = Callable[[str], Client]
Make = Callable[..., Batch]
ROLES = ("clerk", "office_head", "coordinator", "finance", "deputy_leader", "leader", "reviewer", "outsider")
READERS = ("clerk", "office_head", "coordinator", "finance", "deputy_leader", "leader", "reviewer")
SEERS = ("coordinator", "finance", "deputy_leader", "leader", "reviewer")
WRITERS = ("coordinator", "finance")

PAGES = {
    "list": (READERS, ()),
    "add": (WRITERS, ()),
    "claims": (SEERS, ()),
    "batches": (SEERS, ()),
    "batch": (SEERS, ("batch",)),
    "columns": (WRITERS, ("batch",)),
    "undo": (WRITERS, ("batch",)),
    "change": (SEERS, ("entry",)),
}
STEPS = ("decide", "assign", "confirm", "step-back", "drop", "undo")


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_whom_it_is_meant(
    year: BudgetYear, booked: Make, browser: Sign, name: str, who: str
):
    batch = booked(export(PRINTING))
    row = row_of(year, "entries", voucher="Z0001")
    assert row is not None
    may, needs = PAGES[name]
    arguments = [{"batch": batch.pk, "entry": row.pk}[each] for each in needs]
    response = browser(who).get(reverse(f"payments:{name}", args=[2019, *arguments]))
    hidden = 404 if name == "change" and who in READERS else 403
    assert response.status_code in ((200, 302) if who in may else (hidden,)), response.status_code


@pytest.mark.parametrize("who", [each for each in ROLES if each not in WRITERS])
def test_nobody_else_takes_a_step_of_an_import(year: BudgetYear, preview: Make, browser: Sign, who: str):
    batch = preview(export(PRINTING))
    client = browser(who)
    for name in STEPS:
        assert client.post(reverse(f"payments:{name}", args=[2019, batch.pk])).status_code == 403
    row = table_of(year, "entries").earliest("id")
    assert client.post(reverse("payments:remove", args=[2019, row.pk])).status_code == 403
    assert client.post(reverse("payments:add", args=[2019])).status_code == 403
    assert client.post(reverse("payments:claims", args=[2019])).status_code == 403
    assert client.post(reverse("payments:batches", args=[2019])).status_code == 403
    batch.refresh_from_db()
    assert batch.state == BatchState.READY


def test_whoever_is_not_signed_in_is_sent_to_sign_in(year: BudgetYear):
    response = Client().get(reverse("payments:list", args=[2019]))
    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_a_clerk_sees_the_payments_of_the_own_office_alone(year: BudgetYear, booked: Make, browser: Sign):
    keeping = ("2019-03-05", "K0001", "", "月坛地区保洁经费", "保洁公司", "保洁费", "100")
    booked(export(PRINTING, keeping, STRANGE))
    address = reverse("payments:list", args=[2019])
    mine = browser("clerk").get(address).content.decode()
    assert "K0001" in mine
    assert "Z0001" not in mine
    assert "Z0003" not in mine
    theirs = browser("clerk").get(address, {"q": "Z0001"}).content.decode()
    assert "Z0001</" not in theirs
    content = b"".join(browser("clerk").get(address, {"export": "xlsx"}))
    told = {str(cell) for row in openpyxl.load_workbook(io.BytesIO(content)).active.values for cell in row}  # type: ignore[union-attr]
    assert "K0001" in told
    assert "Z0001" not in told


def test_an_office_reads_its_own_payments_and_writes_none(year: BudgetYear, booked: Make, browser: Sign):
    booked(export(("2019-03-05", "K0001", "", "月坛地区保洁经费", "保洁公司", "保洁费", "100")))
    row = row_of(year, "entries", voucher="K0001")
    assert row is not None
    address = reverse("payments:change", args=[2019, row.pk])
    assert "保洁公司" in browser("clerk").get(address).content.decode()
    assert browser("other_clerk").get(address).status_code == 404
    assert browser("clerk").post(address, {"amount": "1"}).status_code == 403


def test_totals_follow_the_filter(year: BudgetYear, booked: Make, browser: Sign):
    booked(export(PRINTING, RENT, STRANGE))
    address = reverse("payments:list", args=[2019])
    client = browser("finance")
    assert client.get(address).context["total"].amount == Money.of("101300.50")
    assert client.get(address, {"month": "3"}).context["total"].amount == Money.of("12000")
    assert client.get(address, {"unclaimed": "1"}).context["total"].count == 1
    assert client.get(address, {"q": "房租"}).context["total"].amount == Money.of("86000.50")
    assert client.get(address, {"as_of": "2019-03-31"}).context["total"].amount == Money.of("12000")
    assert client.get(address, {"office": "党群工作办公室"}).context["total"].amount == Money.of("12000")
    batch = Batch.objects.get()
    assert client.get(address, {"batch": str(batch.pk)}).context["total"].count == 3


@pytest.mark.parametrize(
    "query",
    [
        {"month": "13"}, {"month": "x"}, {"month": "³"}, {"batch": "9" * 40}, {"sort": "year"},
        {"page": "-1"}, {"page": "9" * 30}, {"nature": "x"}, {"project": "'; drop"}, {"q": "\x00"},
        {"as_of": "2019-02-30"}, {"q": "%_"},
    ],
)  # fmt: skip
def test_an_address_that_asks_for_nonsense_is_answered(
    year: BudgetYear, browser: Sign, query: dict[str, str]
):
    assert browser("finance").get(reverse("payments:list", args=[2019]), query).status_code == 200


@pytest.mark.parametrize("sort", ["date", "-date", "project", "voucher", "payee", "amount", "-amount"])
def test_the_list_is_sorted_as_asked(year: BudgetYear, booked: Make, browser: Sign, sort: str):
    booked(export(PRINTING, RENT, STRANGE))
    rows = browser("finance").get(reverse("payments:list", args=[2019]), {"sort": sort}).context["rows"]
    values = [getattr(each.row, sort.removeprefix("-")) for each in rows]
    assert values == sorted(values, reverse=sort.startswith("-"))


def test_the_list_takes_the_same_queries_however_many_rows_it_has(year: BudgetYear, browser: Sign):
    client, address = browser("finance"), reverse("payments:list", args=[2019])

    def queries() -> int:
        touch(year, ["entries"])
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    table_of(year, "entries").delete()
    payments = [
        Entry(date=dt.date(2019, 3, day), project=f"P{day:02d}", amount=Money(day)) for day in (1, 2, 3)
    ]
    add_rows(actor=None, year=year, table="entries", nouns=payments[:1])
    queries()
    one = queries()
    add_rows(actor=None, year=year, table="entries", nouns=payments[1:])
    assert queries() == one


def test_a_payment_is_registered_changed_and_removed_with_a_way_back(year: BudgetYear, browser: Sign):
    client = browser("finance")
    typed = {
        "date": "2019-03-05", "nature": "支付", "amount": "1,200.50", "project": "P19", "kind": "项目支出",
        "voucher": "M1", "payee": "甲", "purpose": "乙", "contract": "", "fund": "一般公共预算",
        "source": "本级", "note": "",
    }  # fmt: skip
    response = client.post(reverse("payments:add", args=[2019]), typed)
    assert response.status_code == 302
    row = row_of(year, "entries", voucher="M1")
    assert row is not None
    assert row.amount == Money.of("1200.50")
    address = reverse("payments:change", args=[2019, row.pk])
    changed = {**typed, "amount": "1300", "version": str(row.version)}
    assert client.post(address, changed).status_code == 302
    conflict = client.post(address, {**changed, "amount": "1400"})
    assert conflict.status_code == 409
    remove = reverse("payments:remove", args=[2019, row.pk])
    assert client.post(remove, follow=True).status_code == 200
    assert client.post(remove).status_code == 302
    assert row_of(year, "entries", voucher="M1") is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "-5"}, "amount"),
        ({"amount": "十二"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"date": "2020-01-05"}, "date"),
        ({"date": "2019-02-30"}, "date"),
        ({"project": ""}, "project"),
        ({"kind": "基本支出"}, "project"),
        ({"contract": "P01-1"}, "contract"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    year: BudgetYear, browser: Sign, changes: dict[str, str], field: str
):
    typed = {"date": "2019-03-05", "nature": "支付", "amount": "5", "project": "P19", "kind": "项目支出",
             "fund": "一般公共预算", "source": "本级", "payee": "某某公司", **changes}  # fmt: skip
    response = browser("finance").post(reverse("payments:add", args=[2019]), typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="某某公司"' in response.content.decode()


def test_a_payment_beyond_the_budget_is_written_and_spoken_of(year: BudgetYear, browser: Sign):
    typed = {"date": "2019-03-05", "nature": "支付", "amount": "99000000", "project": "P19",
             "kind": "项目支出", "fund": "一般公共预算", "source": "本级"}  # fmt: skip
    response = browser("finance").post(reverse("payments:add", args=[2019]), typed, follow=True)
    assert "超出调整后预算" in response.content.decode()


def upload(client: Client, content: bytes, name: str = "支付.csv") -> str:
    file = SimpleUploadedFile(name, content)
    response = client.post(reverse("payments:batches", args=[2019]), {"file": file})
    assert response.status_code == 302
    return str(response["Location"])


def test_an_import_goes_from_file_to_ledger_and_back(year: BudgetYear, browser: Sign):
    client = browser("finance")
    address = upload(client, export(PRINTING, RENT, STRANGE, BROKEN))
    assert "读取中" in client.get(address).content.decode()
    run_waiting()
    columns = client.get(address, follow=True)
    assert "各栏是什么" in columns.content.decode()
    batch = Batch.objects.get()
    gaps = client.post(reverse("payments:columns", args=[2019, batch.pk]), {"column-0": "date", "unit": "元"})
    assert gaps.status_code == 422
    assert "金额" in gaps.context["error"]
    told = {f"column-{index}": name for index, name in batch.columns.items()} | {"unit": "元"}
    client.post(reverse("payments:columns", args=[2019, batch.pk]), told)
    run_waiting()
    page = client.get(address)
    assert page.context["write_count"] == 3
    assert [each.said for each in page.context["groups"]] == ["文明创建宣传"]
    assert page.context["groups"][0].proposals[0].name == "宣传经费"
    faulty = client.get(address, {"kind": "faulty"}).content.decode()
    assert "2月没有30日" in faulty
    assert "不是金额" in faulty
    wrong = client.post(
        reverse("payments:assign", args=[2019, batch.pk]), {"said": "文明创建宣传", "project": "没有"}
    )
    assert wrong.status_code == 302
    for _ in range(2):
        client.post(reverse("payments:confirm", args=[2019, batch.pk]))
    run_waiting()
    assert "已经入账" in client.get(address).content.decode()
    assert table_of(year, "entries").filter(voucher__startswith="Z").count() == 3
    undo = reverse("payments:undo", args=[2019, batch.pk])
    assert "<b>3</b>" in client.get(undo).content.decode()
    for _ in range(2):
        assert client.post(undo).status_code == 302
    assert table_of(year, "entries").filter(voucher__startswith="Z").count() == 0
    assert "已经撤销" in client.get(address).content.decode()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n123", b"PK\x03\x04zip"])
def test_a_file_that_is_no_list_is_refused_beside_the_field(year: BudgetYear, browser: Sign, content: bytes):
    file = SimpleUploadedFile("支付.zip", content)
    response = browser("finance").post(reverse("payments:batches", args=[2019]), {"file": file})
    assert response.status_code == 422
    assert "file" in response.context["form"].errors
    assert not Batch.objects.exists()


def test_no_file_at_all_is_asked_for(year: BudgetYear, browser: Sign):
    assert browser("finance").post(reverse("payments:batches", args=[2019])).status_code == 422


def test_a_file_whose_reading_failed_says_why_and_lets_one_try_another(year: BudgetYear, browser: Sign):
    client = browser("finance")
    address = upload(client, b"\x00\x01garbage\x02", "x.xlsx")
    run_waiting()
    page = client.get(address).content.decode()
    assert "x.xlsx" in page
    assert "换一个文件" in page


def test_a_batch_of_another_year_is_not_found(year: BudgetYear, preview: Make, browser: Sign):
    batch = preview(export(PRINTING))
    open_year(actor=None, fiscal_year=2020, unit=Unit(name="甲", short_name="甲"))
    client = browser("finance")
    assert client.get(reverse("payments:batch", args=[2020, batch.pk])).status_code == 404
    assert client.post(reverse("payments:confirm", args=[2020, batch.pk])).status_code == 404
    row = table_of(year, "entries").earliest("id")
    assert client.get(reverse("payments:change", args=[2020, row.pk])).status_code == 404


def test_the_preview_takes_the_same_queries_however_many_rows_it_has(preview: Make, browser: Sign):
    client = browser("finance")
    counts = []
    for number in (1, 3):
        rows = [(*PRINTING[:1], f"Q{number}{row}", *PRINTING[2:]) for row in range(number)]
        batch = preview(export(*rows))
        client.get(reverse("payments:batch", args=[2019, batch.pk]))
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("payments:batch", args=[2019, batch.pk]))
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_payments_are_claimed_in_the_list_and_it_can_be_undone(year: BudgetYear, booked: Make, browser: Sign):
    booked(export(STRANGE))
    client, address = browser("finance"), reverse("payments:claims", args=[2019])
    group = client.get(address).context["groups"][0]
    assert group.said == "文明创建宣传"
    sent = {"entry": [group.rows[0].pk], "project": "P19", "said": group.said, "remember": "1"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "已认领 1 笔支付" in page
    assert unclaimed(year).count() == 0
    again = client.post(address, sent, follow=True).content.decode()
    assert "已经认领了" in again
    assert "先勾选支付" in client.post(address, {"project": "P19"}, follow=True).content.decode()


def test_what_is_seen_of_a_preview_can_be_exported(preview: Make, browser: Sign):
    batch = preview(export(PRINTING, BROKEN))
    address = reverse("payments:batch", args=[2019, batch.pk])
    content = b"".join(browser("finance").get(address, {"kind": "faulty", "export": "xlsx"}))
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)  # type: ignore[union-attr]
    assert rows[3][0] == 3
    assert len(rows) == 4


def test_english_readers_read_english(
    year: BudgetYear, booked: Make, browser: Sign, people: dict[str, object]
):
    booked(export(PRINTING))
    client = browser("finance")
    user = people["finance"]
    user.language = "en"  # type: ignore[attr-defined]
    user.save()  # type: ignore[attr-defined]
    page = client.get(reverse("payments:list", args=[2019])).content.decode()
    assert "Add a payment" in page
    assert "登记支付" not in page
