from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jixiao.quantity import Money
from jixiao.tracking.execution import Entry as Payment
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import add_rows, touch
from jixiao_web.payments.models import TreasuryStatement
from jixiao_web.payments.selectors import statements_of
from jixiao_web.payments.services import remember_alias
from jixiao_web.payments.treasury import Difference, NoTotals, differences, keep_statement
from tests.web.payments.files import export

Sign = Callable[[str], Client]
Who = Callable[[str], Actor]
HEAD = ("项目名称", "国库支付数")
END = dt.date(2019, 12, 31)


@pytest.fixture
def told(year: BudgetYear, actor: Who) -> Callable[..., dict[str, Difference]]:
    """What the two sources say, by project or by the words of the file."""

    def compared(*rows: tuple[str, str], head: tuple[str, str] = HEAD) -> dict[str, Difference]:
        content = export(*rows, head=head)
        statement = keep_statement(
            actor=actor("finance"), year=year, name="国库.csv", content=content, as_of=END, unit="元"
        )
        year.refresh_from_db()
        statement.year = year
        return {each.code or each.said: each for each in differences(statement)}

    return compared


def test_differences_are_told_by_project_the_largest_first(told: Callable[..., dict[str, Difference]]):
    found = told(("宣传经费", "1193400"), ("“无围墙”站点年租金", "1240100"), ("不认识的", "5"))
    assert not found["P19"].amount
    assert found["P01"].amount == Money.of(100)
    assert (found["不认识的"].theirs, found["不认识的"].ours) == (Money.of(5), None)
    assert found["P03"].theirs is None
    assert list(found)[:3] == ["P01", "不认识的", "P19"]
    amounts = [abs(each.amount) for each in list(found.values())[3:]]
    assert amounts == sorted(amounts, reverse=True)


def test_the_unit_that_the_file_says_counts(told: Callable[..., dict[str, Difference]]):
    found = told(("宣传经费", "119.34"), head=("项目名称", "国库支付数（万元）"))
    assert not found["P19"].amount


def test_an_unclaimed_payment_of_just_that_amount_is_named(
    year: BudgetYear, told: Callable[..., dict[str, Difference]]
):
    lost = Payment(date=dt.date(2019, 5, 6), project="", amount=Money.of(3300), voucher="Z0003")
    add_rows(actor=None, year=year, table="entries", nouns=[lost])
    touch(year, ["entries"])
    assert [row.voucher for row in told(("宣传经费", "1196700"))["P19"].causes] == ["Z0003"]


def test_nothing_of_it_becomes_part_of_the_ledger(
    year: BudgetYear, told: Callable[..., dict[str, Difference]]
):
    before = year_of(year)
    told(("宣传经费", "1"))
    assert year_of(year) == before


def test_names_that_were_claimed_before_are_known(
    year: BudgetYear, told: Callable[..., dict[str, Difference]]
):
    remember_alias(year=year, said="文明创建宣传", project="P19")
    assert not told(("文明创建宣传", "1193400"))["P19"].amount


def test_a_file_without_totals_is_refused(year: BudgetYear, actor: Who):
    with pytest.raises(NoTotals):
        keep_statement(
            actor=actor("finance"),
            year=year,
            name="x.csv",
            content="甲,乙\n1,2\n".encode(),
            as_of=END,
            unit="元",
        )


def send(client: Client, content: bytes, **typed: str) -> object:
    given = {"as_of": "2019-12-31", "unit": "元", **typed}
    file = SimpleUploadedFile("国库.csv", content)
    return client.post(reverse("payments:reconcile", args=[2019]), {**given, "file": file}, follow=True)


def test_the_page_takes_a_file_and_lists_the_differences(year: BudgetYear, browser: Sign):
    client = browser("finance")
    page = send(client, export(("宣传经费", "1200000"), head=HEAD))
    assert "0.66" in page.content.decode()  # type: ignore[attr-defined]
    sheet = b"".join(client.get(reverse("payments:reconcile", args=[2019]), {"export": "xlsx"}))
    assert openpyxl.load_workbook(io.BytesIO(sheet)).active.max_row > 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "typed", "field"),
    [
        (b"", {}, "file"),
        ("甲,乙\n1,2\n".encode(), {}, "file"),
        (export(("宣传经费", "1"), head=HEAD), {"as_of": "2020-01-01"}, "as_of"),
        (export(("宣传经费", "1"), head=HEAD), {"as_of": "昨天"}, "as_of"),
        (export(("宣传经费", "1"), head=HEAD), {"unit": "分"}, "unit"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    year: BudgetYear, browser: Sign, content: bytes, typed: dict[str, str], field: str
):
    page = send(browser("finance"), content, **typed)
    assert page.status_code == 422  # type: ignore[attr-defined]
    assert field in page.context["form"].errors  # type: ignore[attr-defined]
    assert not TreasuryStatement.objects.exists()


@pytest.mark.parametrize(
    ("who", "see", "write"),
    [
        ("finance", 200, 200),
        ("leader", 200, 403),
        ("reviewer", 200, 403),
        ("clerk", 403, 403),
        ("outsider", 403, 403),
    ],
)
def test_each_role_sees_and_writes_what_it_may(
    year: BudgetYear, browser: Sign, who: str, see: int, write: int
):
    client = browser(who)
    assert client.get(reverse("payments:reconcile", args=[2019])).status_code == see
    page = send(client, export(("宣传经费", "1"), head=HEAD))
    assert page.status_code == write  # type: ignore[attr-defined]


@pytest.mark.parametrize(("who", "may"), [("finance", True), ("leader", False), ("clerk", False)])
def test_who_keeps_payments_removes_a_statement_and_brings_it_back(
    year: BudgetYear, browser: Sign, who: str, may: bool
):
    send(browser("finance"), export(("宣传经费", "1"), head=HEAD))
    statement, client = TreasuryStatement.objects.get(), browser(who)
    address, page = (
        f"/2019/payments/treasury/{statement.pk}/remove/",
        reverse("payments:reconcile", args=[2019]),
    )
    assert [client.post(address).status_code for _ in range(2)] == [302 if may else 403] * 2
    assert (statement in statements_of(year)) != may
    if may:
        assert "撤销" in client.get(page).content.decode()
        assert client.get(page, {"statement": statement.pk}).status_code == 404
        client.post(f"/history/{Entry.objects.get(act='file.remove').pk}/undo/")
        assert statement in statements_of(year)


@pytest.mark.parametrize("asked", ["999", "x", "9" * 30, "³"])
def test_a_statement_that_is_not_there_is_not_found(year: BudgetYear, browser: Sign, asked: str):
    page = browser("finance").get(reverse("payments:reconcile", args=[2019]), {"statement": asked})
    assert page.status_code == 404
