from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jixiao.document.model import Table
from jixiao.document.readers.reading import read_document
from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import Adjustment, AdjustmentLine, AdjustmentState, Change, Source
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Entry
from jixiao.tracking.unit import Unit
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.budget.selectors.balances import balances, history_of
from jixiao_web.budget.selectors.contracts import contracts
from jixiao_web.budget.selectors.letters import letters, outstanding
from jixiao_web.budget.selectors.projects import projects_of
from jixiao_web.budget.work import requests_to_send
from jixiao_web.history.models import Entry as TrailEntry
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import glance_at, row_of, year_of
from jixiao_web.ledger.services import add_rows, open_year, touch, undo

Sign = Callable[[str], Client]
Who = Callable[[str], Actor]
END = dt.date(2019, 12, 31)
ROLES = ("clerk", "office_head", "coordinator", "finance", "deputy_leader", "leader", "reviewer", "outsider")
READERS = ROLES[:-1]
WRITERS = ("coordinator", "finance")
ASKERS = ("clerk", "office_head", *WRITERS)
SEERS = ("coordinator", "finance", "deputy_leader", "leader", "reviewer")
OWN, OTHERS = "P07", "P10"
"""A project of the clerk's office (城市管理办公室), and one of another."""


def at(name: str, *arguments: Any) -> str:
    return reverse(f"budget:{name}", args=[2019, *arguments])


def adding(client: Client, address: str, **typed: str) -> Any:
    return client.post(address, {"shown-unit": "万元", **typed})


def lined(client: Client, letter: Row, **typed: str) -> Any:
    base = {"change": "追加", "project": OWN, "requested": "20", "reason": "面积增加", "kind": "项目支出",
            "fund": "一般公共预算", "source": "本级"}  # fmt: skip
    return adding(client, at("add-line", letter.pk), **{**base, **typed})


@pytest.fixture
def letter(year: BudgetYear) -> Row:
    """A request with a line for the clerk's office and one for another."""
    requested = dt.date(2019, 9, 10)
    asked = Adjustment(code="A04", title="调整函", state=AdjustmentState.REQUESTED, requested=requested)
    lines = [
        AdjustmentLine(adjustment="A04", change=change, project=project, requested=amount, reason="面积增加")
        for change, project, amount in (
            (Change.INCREASE, OWN, Money.of(20, WAN)),
            (Change.REDUCTION, OTHERS, Money.of(40, WAN)),
        )
    ]
    (row,) = add_rows(actor=None, year=year, table="adjustments", nouns=[asked])
    add_rows(actor=None, year=year, table="adjustment_lines", nouns=lines)
    touch(year)
    return row


def lines_of(year: BudgetYear, letter: Row) -> list[Row]:
    return list(table_of(year, "adjustment_lines").filter(adjustment=letter.code))


# --- who may do what ---


PAGES = {
    ("approvals", ""): READERS,
    ("adjustments", ""): READERS,
    ("contracts", ""): READERS,
    ("balances", ""): READERS,
    ("adjustment", "adjustments"): READERS,
    ("letter", "adjustments"): SEERS,
    ("add-adjustment", ""): ASKERS,
    ("add-line", "adjustments"): ASKERS,
    ("add-approval", ""): WRITERS,
    ("add-contract", ""): WRITERS,
    ("add-loose-line", ""): WRITERS,
    ("change-approval", "approvals"): WRITERS,
    ("add-approval-line", "approvals"): WRITERS,
    ("change-approval-line", "approval_lines"): WRITERS,
    ("decide", "adjustments"): WRITERS,
    ("change-contract", "contracts"): WRITERS,
    ("add-term", "contracts"): WRITERS,
    ("change-term", "payment_terms"): WRITERS,
}


@pytest.mark.parametrize("who", ROLES)
def test_each_page_opens_for_whom_it_is_meant(year: BudgetYear, browser: Sign, letter: Row, who: str):
    client = browser(who)
    for (name, table), may in PAGES.items():
        arguments = [table_of(year, table).latest("id").pk] if table else []
        wanted = 200 if who in may else 403
        assert client.get(at(name, *arguments)).status_code == wanted, name


@pytest.mark.parametrize("who", [each for each in ROLES if each not in WRITERS])
def test_nobody_else_writes(year: BudgetYear, browser: Sign, who: str):
    client, before = browser(who), year_of(year)
    for name, table in (
        ("remove-approval", "approvals"),
        ("remove-approval-line", "approval_lines"),
        ("remove-contract", "contracts"),
        ("remove-term", "payment_terms"),
        ("decide", "adjustments"),
        ("remove-adjustment", "adjustments"),
        ("add-approval", ""),
        ("add-loose-line", ""),
        ("add-contract", ""),
    ):
        arguments = [table_of(year, table).earliest("id").pk] if table else []
        assert client.post(at(name, *arguments)).status_code == 403, name
    year.refresh_from_db()
    assert year_of(year) == before


def test_a_request_begins_with_its_letter_and_goes_on_with_its_lines(year: BudgetYear, browser: Sign):
    client = browser("finance")
    response = adding(client, at("add-adjustment"), title="调整函", state="已申请", requested="2019-09-10")
    row = row_of(year, "adjustments", title="调整函")
    assert row is not None
    assert row.code == "A04"
    assert response["Location"] == at("add-line", row.pk)
    assert lined(client, row).status_code == 302
    assert [each.requested for each in lines_of(year, row)] == [Money.of(20, WAN)]


def test_whoever_is_not_signed_in_is_sent_to_sign_in(year: BudgetYear):
    for name in ("approvals", "adjustments", "contracts", "balances"):
        assert Client().get(at(name)).status_code == 302


def test_an_office_sees_its_own_lines_alone(year: BudgetYear, browser: Sign, letter: Row):
    client = browser("clerk")
    page = client.get(at("adjustment", letter.pk))
    assert [line.row.project for line, _may in page.context["lines"]] == [OWN]
    names = {each.name for each in table_of(year, "projects").exclude(party="城市管理办公室")}
    for name in ("adjustments", "approvals", "contracts", "balances"):
        told = client.get(at(name)).content.decode()
        assert [each for each in names if f">{each}<" in told] == []
    assert client.get(at("adjustments"), {"project": OTHERS}).status_code == 404


def test_an_office_does_not_find_what_concerns_another(year: BudgetYear, browser: Sign, letter: Row):
    client = browser("clerk")
    other = next(each for each in lines_of(year, letter) if each.project == OTHERS)
    assert client.get(at("change-line", other.pk)).status_code == 404
    assert client.post(at("remove-line", other.pk)).status_code == 404
    sent = row_of(year, "adjustments", code="A01")
    assert sent is not None
    assert client.get(at("adjustment", sent.pk)).status_code == 404
    foreign = table_of(year, "contracts").filter(project="P01").earliest("id")
    assert client.get(at("contract", foreign.pk)).status_code == 404


def test_an_office_asks_for_its_own_projects_and_no_others(year: BudgetYear, browser: Sign):
    client = browser("clerk")
    typed = {"title": "本部门调整", "reason": "任务增加", "state": "已批复", "approved": "2019-01-01"}
    assert adding(client, at("add-adjustment"), **typed).status_code == 302
    row = row_of(year, "adjustments", title="本部门调整")
    assert row is not None
    assert (row.state, row.approved) == (AdjustmentState.REQUESTED, None)
    assert lined(client, row, approved="999").status_code == 302
    assert lines_of(year, row)[0].approved is None
    refused = lined(client, row, project=OTHERS)
    assert refused.status_code == 422
    assert "project" in refused.context["form"].errors
    giver = lined(client, row, change="调剂", giver=OTHERS)
    assert "giver" in giver.context["form"].errors
    assert "kind" in lined(client, row, kind="基本支出", project="").context["form"].errors
    assert client.post(at("remove-adjustment", row.pk)).status_code == 302
    assert row_of(year, "adjustments", title="本部门调整") is None


def test_an_office_leaves_alone_what_was_sent(year: BudgetYear, browser: Sign, letter: Row):
    table_of(year, "adjustments").filter(pk=letter.pk).update(request_number="月办函〔2019〕50号")
    client = browser("clerk")
    own = next(each for each in lines_of(year, letter) if each.project == OWN)
    for name, pk in (("change-line", own.pk), ("add-line", letter.pk), ("change-adjustment", letter.pk)):
        assert client.get(at(name, pk)).status_code == 403
    assert client.post(at("remove-line", own.pk)).status_code == 403
    assert client.post(at("remove-adjustment", letter.pk)).status_code == 403


def test_an_office_does_not_remove_a_draft_that_others_write_in(browser: Sign, letter: Row):
    assert browser("clerk").post(at("remove-adjustment", letter.pk)).status_code == 403


def test_rows_of_another_year_are_not_found(year: BudgetYear, browser: Sign, letter: Row):
    open_year(actor=None, fiscal_year=2020, unit=Unit(name="甲", short_name="甲"))
    client = browser("finance")
    for name in ("adjustment", "decide", "change-adjustment", "letter"):
        assert client.get(reverse(f"budget:{name}", args=[2020, letter.pk])).status_code == 404


# --- from request to approval ---


def decided(client: Client, letter: Row, amounts: dict[int, str], **typed: str) -> Any:
    held = row_of(letter.year, "adjustments", pk=letter.pk)
    assert held is not None
    told = {"shown-unit": "万元", "version": str(held.version), **typed}
    told |= {f"line-{pk}": amount for pk, amount in amounts.items()}
    return client.post(at("decide", letter.pk), told)


def test_a_request_counts_only_once_it_is_in_the_system_and_line_by_line(
    year: BudgetYear, browser: Sign, letter: Row, actor: Who
):
    def adjusted(project: str) -> Money:
        year.refresh_from_db()
        return glance_at(year, END).ledger.of(project).adjusted

    before = {code: adjusted(code) for code in (OWN, OTHERS)}
    own, other = lines_of(year, letter)
    client = browser("finance")
    assert decided(client, letter, {}, state="IN_SYSTEM").status_code == 302
    assert adjusted(OWN) == before[OWN] + Money.of(20, WAN)
    assert [each.code for each in outstanding(year) if each.pk == letter.pk] == [letter.code]
    page = client.get(at("adjustment", letter.pk)).content.decode()
    assert "系统已调、文未到" in page
    sent = {"state": "APPROVED", "approved": "2019-10-08", "approval_number": "西财预〔2019〕88号"}
    assert decided(client, letter, {own.pk: "12.5", other.pk: "0"}, **sent).status_code == 302
    assert adjusted(OWN) == before[OWN] + Money.of("12.5", WAN)
    assert adjusted(OTHERS) == before[OTHERS]
    page = client.get(at("adjustment", letter.pk)).content.decode()
    assert "<del>社区党组织服务群众经费</del>" in page
    assert "未批" in page
    assert letter.pk not in [each.pk for each in outstanding(year)]
    undo(actor=actor("finance"), entry=TrailEntry.objects.filter(act="budget.decide").latest("id"))
    assert adjusted(OTHERS) == before[OTHERS] - Money.of(40, WAN)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"state": "APPROVED", "approved": "2019-09-01"}, "approved"),
        ({"state": "APPROVED", "approved": "昨天"}, "approved"),
        ({"state": "REQUESTED"}, "state"),
        ({"state": ""}, "state"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_beside_its_field(
    browser: Sign, letter: Row, typed: dict[str, str], field: str
):
    response = decided(browser("finance"), letter, {}, **typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_amounts_of_a_decision_are_read_as_they_stand(year: BudgetYear, browser: Sign, letter: Row):
    own, other = lines_of(year, letter)
    client = browser("finance")
    wrong = decided(client, letter, {own.pk: "十二", other.pk: "-3"}, state="APPROVED")
    assert set(wrong.context["form"].errors) == {f"line-{own.pk}", f"line-{other.pk}"}
    assert 'value="十二"' in wrong.content.decode()
    nothing = decided(client, letter, {own.pk: "0", other.pk: "0"}, state="APPROVED")
    assert "state" in nothing.context["form"].errors
    yuan = {
        "shown-unit": "元",
        "state": "APPROVED",
        "version": str(letter.version),
        f"line-{own.pk}": "125000",
    }
    assert client.post(at("decide", letter.pk), yuan).status_code == 302
    own.refresh_from_db()
    assert own.approved == Money.of("12.5", WAN)


def test_two_decisions_at_once_lose_nothing(browser: Sign, letter: Row):
    client = browser("finance")
    stale = {
        "shown-unit": "万元",
        "version": str(letter.version),
        "state": "REFUSED",
        "approval_number": "甲",
    }
    assert client.post(at("decide", letter.pk), {**stale, "state": "IN_SYSTEM"}).status_code == 302
    second = client.post(at("decide", letter.pk), stale)
    assert second.status_code == 422
    assert "刚才被别人改过" in second.content.decode()
    assert 'value="甲"' in second.content.decode()


def test_the_letter_comes_as_a_word_file(browser: Sign, letter: Row, tmp_path: Any):
    response = browser("finance").get(at("letter", letter.pk))
    assert response.headers["Content-Disposition"].startswith("attachment")
    path = tmp_path / "函.docx"
    path.write_bytes(response.content)
    document = read_document(path)
    words = "".join(getattr(block, "text", "") for block in document.blocks)
    assert "申请追加20.00万元，申请追减40.00万元" in words
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows) >= 3


def test_removing_a_request_takes_its_lines_along_and_can_be_undone(
    year: BudgetYear, browser: Sign, letter: Row, actor: Who
):
    year.refresh_from_db()
    before = year_of(year)
    client = browser("finance")
    assert client.post(at("remove-adjustment", letter.pk)).status_code == 302
    assert client.post(at("remove-adjustment", letter.pk)).status_code == 404
    assert lines_of(year, letter) == []
    undo(actor=actor("finance"), entry=TrailEntry.objects.filter(act="budget.remove_adjustment").get())
    year.refresh_from_db()
    after = year_of(year)
    assert set(after.adjustment_lines) == set(before.adjustment_lines)
    assert set(after.adjustments) == set(before.adjustments)


def test_a_loose_change_is_put_to_its_letter(year: BudgetYear, browser: Sign):
    client = browser("coordinator")
    loose = table_of(year, "adjustment_lines").filter(adjustment="", project="P03").get()
    form = client.get(at("change-line", loose.pk)).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    assert (
        client.post(
            at("change-line", loose.pk), {**typed, "adjustment": "A01", "shown-unit": "万元"}
        ).status_code
        == 302
    )
    loose.refresh_from_db()
    assert loose.adjustment == "A01"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"change": "调剂"}, "giver"),
        ({"giver": OTHERS}, "giver"),
        ({"change": "调剂", "giver": OWN}, "giver"),
        ({"requested": "-5"}, "requested"),
        ({"requested": "0"}, "requested"),
        ({"requested": "约20"}, "requested"),
        ({"project": ""}, "project"),
        ({"project": "没有的"}, "project"),
        ({"kind": "基本支出"}, "project"),
        ({"change": ""}, "change"),
        ({"approved": "-1"}, "approved"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_beside_its_field(
    browser: Sign, letter: Row, typed: dict[str, str], field: str
):
    response = lined(browser("finance"), letter, reason="原样留着", **typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "原样留着" in response.content.decode()


def test_a_cut_below_what_was_spent_is_written_and_spoken_of(browser: Sign, letter: Row):
    response = browser("finance").post(
        at("add-line", letter.pk),
        {"change": "追减", "project": OWN, "requested": "500", "kind": "项目支出", "fund": "一般公共预算",
         "source": "本级", "reason": "停办", "shown-unit": "万元"},
        follow=True,
    )  # fmt: skip
    assert "低于已支出" in response.content.decode()


def test_another_unit_on_the_screen_does_not_change_what_a_form_meant(
    year: BudgetYear, browser: Sign, letter: Row
):
    client = browser("finance")
    client.post(reverse("money-unit"), {"unit": "元"})
    assert "（元）" in client.get(at("add-line", letter.pk)).content.decode()
    assert lined(client, letter, requested="7", reason="单位").status_code == 302
    row = table_of(year, "adjustment_lines").get(reason="单位")
    assert row.requested == Money.of(7, WAN)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"requested": "2019-09-10", "approved": "2019-09-01", "state": "已批复"}, "approved"),
        ({"approved": "2019-09-01", "state": "已申请"}, "state"),
        ({"requested": "2019-02-30", "state": "已申请"}, "requested"),
    ],
)
def test_dates_and_state_of_a_request_go_together(
    browser: Sign, year: BudgetYear, typed: dict[str, str], field: str
):
    response = adding(browser("finance"), at("add-adjustment"), title="甲", **typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors


# --- approvals, contracts, balances ---


def test_an_approval_with_its_lines_is_registered_and_scanned(year: BudgetYear, browser: Sign):
    client = browser("finance")
    assert (
        adding(client, at("add-approval"), title="追加批复", number="西财预〔2019〕90号").status_code == 302
    )
    row = row_of(year, "approvals", title="追加批复")
    assert row is not None
    assert row.code == "B02"
    base = {"kind": "项目支出", "fund": "一般公共预算", "source": "年中下达"}
    line = adding(client, at("add-approval-line", row.pk), project=OWN, amount="12.34", **base)
    assert line.status_code == 302
    assert (
        "amount"
        in adding(client, at("add-approval-line", row.pk), project=OWN, amount="0", **base)
        .context["form"]
        .errors
    )
    scan = SimpleUploadedFile("批复.pdf", b"%PDF-1.4 scan")
    told = {
        "kind": "budget.scan",
        "subject": f"approvals/{row.pk}",
        "year": "2019",
        "file": scan,
        "next": "/",
    }
    client.post(reverse("files:upload"), told)
    page = client.get(at("approval", row.pk)).content.decode()
    assert "批复.pdf" in page
    assert "12.34" in page
    told["file"] = SimpleUploadedFile("批复.pdf", b"%PDF-1.4 scan")
    assert browser("clerk").post(reverse("files:upload"), told).status_code == 403


def test_contracts_say_what_is_due_paid_and_left(year: BudgetYear, actor: Who):
    contract = Contract(code="H9", project=OWN, subject="清扫", amount=Money.of(100, WAN))
    terms = [
        PaymentTerm(contract="H9", name="首付款", share=30, due=dt.date(2019, 3, 1)),  # type: ignore[arg-type]
        PaymentTerm(contract="H9", name="尾款", amount=Money.of(70, WAN), due=dt.date(2019, 11, 1)),
    ]
    payments = [
        Entry(date=dt.date(2019, 3, 5), project=OWN, amount=Money.of(20, WAN), contract="H9"),
        Entry(date=dt.date(2019, 8, 5), project=OWN, amount=Money.of(9, WAN), contract="H9"),
    ]
    add_rows(actor=None, year=year, table="contracts", nouns=[contract])
    add_rows(actor=None, year=year, table="payment_terms", nouns=terms)
    add_rows(actor=None, year=year, table="entries", nouns=payments)
    touch(year)

    def told(as_of: dt.date) -> tuple[Money, ...]:
        (shown,) = contracts(year, projects_of(year, actor("finance")), as_of, code="H9")
        assert shown.unpaid is not None
        return shown.due, shown.paid, shown.late, shown.unpaid

    assert told(dt.date(2019, 6, 30)) == tuple(Money.of(each, WAN) for each in (30, 20, 10, 80))
    assert told(END) == tuple(Money.of(each, WAN) for each in (100, 29, 71, 71))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"share": "120"}, "share"),
        ({"share": "", "amount": ""}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"due": "2019-13-01"}, "due"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_with_a_term_is_said_beside_its_field(
    year: BudgetYear, browser: Sign, typed: dict[str, str], field: str
):
    contract = table_of(year, "contracts").earliest("id")
    response = adding(
        browser("finance"), at("add-term", contract.pk), **{"name": "尾款", "share": "20", **typed}
    )
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_a_contract_number_is_taken_once(year: BudgetYear, browser: Sign):
    typed = {"code": "P01-1", "project": "P01", "subject": "房租"}
    response = adding(browser("finance"), at("add-contract"), **typed)
    assert response.status_code == 422
    assert "已经有" in response.content.decode()


def test_balances_are_told_for_any_date(year: BudgetYear, actor: Who):
    projects = projects_of(year, actor("finance"))
    last = {each.project.code: each for each in balances(year, projects, END)}
    assert last["P03"].standing.position.adjusted == Money.of("19562446")
    early = {each.project.code: each for each in balances(year, projects, dt.date(2019, 6, 30))}
    assert early["P03"].standing.position.adjusted == early["P03"].standing.position.original


def test_the_history_of_a_budget_ends_at_its_balance(year: BudgetYear):
    events = history_of(year, "P03", END)
    assert [each.way for each in events] == [Source.OWN, Change.REDUCTION]
    assert events[-1].after == glance_at(year, END).ledger.of("P03").adjusted
    assert events[-1].is_provisional
    assert [each.way for each in history_of(year, "P03", dt.date(2019, 6, 30))] == [Source.OWN]


def test_a_reallocation_stands_in_the_history_of_both(year: BudgetYear):
    moved = AdjustmentLine(
        adjustment="A01", change=Change.TRANSFER, project="P08", giver="P12", approved=Money.of(5, WAN)
    )
    add_rows(actor=None, year=year, table="adjustment_lines", nouns=[moved])
    touch(year, ["adjustment_lines"])
    assert Money.of(5, WAN) in [each.amount for each in history_of(year, "P08", END)]
    assert Money.of(-5, WAN) in [each.amount for each in history_of(year, "P12", END)]


@pytest.mark.parametrize("name", ["approvals", "adjustments", "contracts", "balances"])
@pytest.mark.parametrize("who", ["finance", "clerk"])
def test_what_is_seen_can_be_exported(year: BudgetYear, browser: Sign, letter: Row, name: str, who: str):
    content = b"".join(browser(who).get(at(name), {"export": "xlsx"}))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.max_row > 3
    if who == "clerk":
        told = {str(cell) for row in sheet.values for cell in row}
        assert "社区党组织服务群众经费" not in told


@pytest.mark.parametrize(
    "query", [{"state": "x"}, {"project": "\x00"}, {"as_of": "x"}, {"late": "x"}, {"state": "outstanding"}]
)
@pytest.mark.parametrize("name", ["adjustments", "contracts", "balances", "approvals"])
def test_an_address_that_asks_for_nonsense_is_answered(
    year: BudgetYear, browser: Sign, name: str, query: dict[str, str]
):
    assert browser("finance").get(at(name), query).status_code == 200


@pytest.mark.parametrize("name", ["approvals", "adjustments", "contracts", "balances"])
def test_a_list_takes_the_same_queries_however_many_rows_it_has(year: BudgetYear, browser: Sign, name: str):
    client = browser("finance")

    def queries() -> int:
        touch(year)
        client.get(at(name))
        with CaptureQueriesContext(connection) as made:
            assert client.get(at(name)).status_code == 200
        return len(made)

    before = queries()
    for number in range(3):
        letter = Adjustment(code=f"Z{number}", state=AdjustmentState.REQUESTED)
        line = AdjustmentLine(adjustment=f"Z{number}", change=Change.INCREASE, project=OWN)
        contract = Contract(code=f"Z{number}", project=OWN, subject="甲")
        add_rows(actor=None, year=year, table="adjustments", nouns=[letter])
        add_rows(actor=None, year=year, table="adjustment_lines", nouns=[line])
        add_rows(actor=None, year=year, table="contracts", nouns=[contract])
        term = PaymentTerm(contract=f"Z{number}", name="尾款")
        add_rows(actor=None, year=year, table="payment_terms", nouns=[term])
    assert queries() == before


def test_letters_are_counted_by_what_was_asked_and_what_counts(year: BudgetYear, letter: Row, actor: Who):
    found = next(
        each for each in letters(year, projects_of(year, actor("finance"))) if each.row.pk == letter.pk
    )
    assert (found.sums.asked_up, found.sums.asked_down) == (Money.of(20, WAN), Money.of(40, WAN))
    assert (found.sums.granted_up, found.sums.granted_down) == (Money(), Money())


def test_english_readers_read_english(year: BudgetYear, browser: Sign, letter: Row, people: dict[str, User]):
    client = browser("finance")
    people["finance"].language = "en"
    people["finance"].save()
    for name, arguments in (
        ("adjustments", []),
        ("adjustment", [letter.pk]),
        ("contracts", []),
        ("balances", []),
    ):
        page = client.get(at(name, *arguments)).content.decode()
        assert "导出" not in page
        assert "调整明细" not in page


def test_a_draft_waits_for_the_keepers_of_the_budget_alone(year: BudgetYear, letter: Row, actor: Who):
    year.refresh_from_db()
    assert [item.title for item in requests_to_send(actor("finance"), year)] == ["报送 1 份预算调整申请"]
    assert requests_to_send(actor("clerk"), year) == []
