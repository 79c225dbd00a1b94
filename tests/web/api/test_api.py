"""The API says what the pages say, to those to whom the pages say it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.example import example_year
from jixiao.reporting.as_json import schema_text
from jixiao.tracking.year import TABLES
from jixiao_web.accounts import deputies
from jixiao_web.accounts.actor import Actor
from jixiao_web.api.site import api
from jixiao_web.history.models import Entry
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from tests.web.conftest import CAST, OFFICE

Browser = Callable[[str], Client]
PAYMENT = {
    "date": "2019-11-05",
    "amount": "1956.24",
    "project": "P03",
    "voucher": "记-0042",
    "payee": "某公司",
}


@pytest.fixture
def bearer(year: BudgetYear, actor: Callable[[str], Actor]) -> Callable[[str], Client]:
    """A program with the token of somebody of the cast."""

    def holds(name: str) -> Client:
        _, key = deputies.make_token(actor=actor(name), name="程序", expires_on=None)
        return Client(headers={"Authorization": f"Bearer {key}"})

    return holds


@pytest.fixture(autouse=True)
def kept_here(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def test_a_stranger_is_told_how_to_come_in(year: BudgetYear):
    for client in (Client(), Client(headers={"Authorization": "Bearer jx_wrong"})):
        answer = client.get("/api/years")
        assert answer.status_code == 401
        assert "接口令牌" in answer.json()["hint"]


def test_a_token_and_a_session_open_the_same(bearer: Browser, browser: Browser):
    assert bearer("clerk").get("/api/years").json() == browser("clerk").get("/api/years").json()
    (found,) = bearer("clerk").get("/api/years").json()
    assert (found["fiscal_year"], found["short_name"]) == (2019, "月坛街道")


def test_a_session_writes_only_with_the_pages_token_a_program_without(
    year: BudgetYear, browser: Browser, bearer: Browser, people: object
):
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser("finance").cookies
    assert client.post("/api/years/2019/payments", PAYMENT, "application/json").status_code == 403
    assert bearer("finance").post("/api/years/2019/payments", PAYMENT, "application/json").status_code == 201


def test_the_totals_are_those_of_the_report(bearer: Browser):
    found = bearer("leader").get("/api/years/2019/totals?as_of=2019-12-31").json()
    unit = found["totals"]["unit"]
    assert (unit["adjusted"], unit["execution_rate"]) == ("394334200.00", "98.31")
    assert found["totals"]["focus"]["execution_rate"] == "98.08"


def test_projects_come_with_their_positions_a_page_at_a_time(bearer: Browser):
    client = bearer("coordinator")
    whole = client.get("/api/years/2019/projects?as_of=2019-12-31").json()
    assert whole["count"] == len(whole["items"]) == 21
    part = client.get("/api/years/2019/projects?as_of=2019-12-31&limit=5&offset=3").json()
    assert part == {"count": 21, "items": whole["items"][3:8]}
    one = client.get("/api/years/2019/projects/P10?as_of=2019-12-31").json()
    assert one["position"]["execution_rate"] == "85.28"
    assert client.get("/api/years/2019/projects?q=保洁").json()["count"] == 2
    assert client.get(f"/api/years/2019/projects?office={OFFICE}").json()["count"] > 1


@pytest.mark.parametrize("who", list(CAST))
def test_an_office_sees_its_own_rows_alone(bearer: Browser, year: BudgetYear, who: str):
    client = bearer(who)
    answer = client.get("/api/years/2019/contracts?limit=1000")
    if who == "outsider":
        assert answer.status_code == 403
        assert answer.json()["message"] == "您没有这项权限。"
        return
    own = set(table_of(year, "projects").filter(party=OFFICE).values_list("code", flat=True))
    projects = {each["project"] for each in answer.json()["items"]}
    if who in ("clerk", "office_head"):
        assert projects
        assert projects <= own
    if who == "other_clerk":
        assert not projects & own
    if who in ("coordinator", "finance", "leader", "reviewer"):
        assert answer.json()["count"] == table_of(year, "contracts").count()
    hidden = client.get("/api/years/2019/projects/P03").status_code
    assert hidden == (404 if who == "other_clerk" else 200)


def test_every_table_of_a_year_is_there_whole(bearer: Browser):
    client, content = bearer("coordinator"), example_year()
    for table in TABLES:
        name = "payments" if table == "entries" else table.replace("_", "-")
        found = client.get(f"/api/years/2019/{name}?limit=1000").json()
        assert found["count"] == len(content.table(table)), table
        assert len(found["items"]) == found["count"]


def test_nothing_internal_goes_to_an_office(bearer: Browser):
    assert bearer("clerk").get("/api/years/2019/remarks").json()["count"] == 0
    assert bearer("clerk").get("/api/years/2019/findings").status_code == 403
    assert bearer("finance").get("/api/years/2019/findings?as_of=2019-12-31").json()["count"] > 0


@pytest.mark.parametrize("who", list(CAST))
def test_finance_and_the_coordinator_register_payments(bearer: Browser, year: BudgetYear, who: str):
    answer = bearer(who).post("/api/years/2019/payments", PAYMENT, "application/json")
    assert answer.status_code == (201 if who in ("finance", "coordinator") else 403)
    assert table_of(year, "entries").filter(voucher="记-0042").exists() == (answer.status_code == 201)


def test_a_registered_payment_is_in_the_ledger_and_the_trail(bearer: Browser, year: BudgetYear):
    client = bearer("finance")
    made = client.post("/api/years/2019/payments", PAYMENT, "application/json").json()
    assert (made["amount"], made["nature"], made["version"]) == ("1956.24", "支付", 1)
    assert Entry.objects.get(act="payment.add").actor is not None
    again = client.post("/api/years/2019/payments", PAYMENT, "application/json")
    assert again.status_code == 409
    assert "已经登记过" in again.json()["message"]
    assert table_of(year, "entries").filter(voucher="记-0042").count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"amount": "一百多"}, "amount"),
        ({"amount": "1e400"}, "amount"),
        ({"amount": "9" * 40}, "amount"),
        ({"date": "2019-02-30"}, "payment.date"),
        ({"nature": "白条"}, "nature"),
        ({"project": "P77"}, "project"),
        ({"contract": "没有"}, "contract"),
        ({"date": None}, "payment.date"),
    ],
)
def test_what_cannot_be_read_is_told_by_field(bearer: Browser, told: dict[str, object], field: str):
    answer = bearer("finance").post("/api/years/2019/payments", {**PAYMENT, **told}, "application/json")
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


def test_errors_speak_the_callers_language(bearer: Browser):
    client = bearer("clerk")
    assert client.get("/api/years/2018/totals").json()["message"].startswith("没有这一项")
    english = client.get("/api/years/2018/totals", headers={"Accept-Language": "en"})
    assert english.status_code == 404
    assert english.json()["message"].isascii()


def test_a_file_is_checked_and_the_record_keeps_to_its_schema(bearer: Browser):
    words = "全年预算100.00万元，支出90.00万元，执行率95.00%。".encode()
    answer = bearer("reviewer").post("/api/check", {"file": SimpleUploadedFile("报告.txt", words)})
    record = answer.json()
    jsonschema.validate(record, json.loads(schema_text()))
    assert record["path"] == "报告.txt"
    assert any("90.00%" in each["message"] for each in record["findings"])


def test_a_large_file_is_checked_as_a_job(bearer: Browser, browser: Browser):
    client = bearer("clerk")
    words = "支出90.00万元。".encode()
    job = client.post("/api/check?background=true", {"file": SimpleUploadedFile("报告.txt", words)})
    assert job.status_code == 202
    run_waiting()
    done = client.get(f"/api/jobs/{job.json()['id']}").json()
    assert done["state"] == "done"
    record = json.loads(browser("clerk").get(done["result"]["address"]).getvalue())
    jsonschema.validate(record, json.loads(schema_text()))
    assert browser("other_clerk").get(done["result"]["address"]).status_code == 404
    assert bearer("other_clerk").get(f"/api/jobs/{job.json()['id']}").status_code == 404
    assert bearer("coordinator").get("/api/jobs").json()["count"] == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7 broken", b"PK\x03\x04 broken"])
def test_a_file_that_cannot_be_read_is_told_so(bearer: Browser, content: bytes):
    answer = bearer("clerk").post("/api/check", {"file": SimpleUploadedFile("报告.docx", content)})
    assert answer.status_code in (200, 409, 422)
    if answer.status_code != 200:
        assert answer.json()["message"]


def test_as_many_questions_are_asked_whatever_is_there(bearer: Browser, year: BudgetYear):
    client = bearer("coordinator")
    client.get("/api/years/2019/projects")
    counts = []
    for limit in (1, 3, 20):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/years/2019/projects?limit={limit}")
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_the_description_names_every_operation_and_its_failures(year: BudgetYear):
    described = Client().get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) > 30
    operations = [each for path in described["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each.get("summary") for each in operations)
    assert api.urls_namespace == "api"


def test_the_page_to_try_it_holds_no_inline_script_and_is_for_those_who_are_signed_in(
    year: BudgetYear, browser: Browser
):
    assert Client().get("/api/docs").status_code == 302
    shown = browser("clerk").get("/api/docs").content.decode()
    assert "<style" not in shown
    assert " style=" not in shown
    assert all("src=" in part.split(">")[0] for part in shown.split("<script")[1:])


def test_a_file_of_payments_goes_the_steps_of_the_page(bearer: Browser, year: BudgetYear):
    client = bearer("finance")
    words = "支付日期,项目名称,支付金额（元）,凭证号\n2019-11-05,街道街巷准物业管理服务,1956.24,记-0077\n"
    sent = {"file": SimpleUploadedFile("支付.csv", words.encode())}
    address = "/api/years/2019/payments/imports"
    assert bearer("clerk").post(address, sent).status_code == 403
    sent = {"file": SimpleUploadedFile("支付.csv", words.encode())}
    made = client.post(address, sent).json()
    run_waiting()
    found = client.get(f"{address}/{made['id']}").json()
    assert found["state"] == "mapping"
    wrong = client.post(f"{address}/{made['id']}/columns", {"columns": {"0": "date"}}, "application/json")
    assert wrong.status_code == 422
    told = {"columns": found["columns"], "unit": "元"}
    assert client.post(f"{address}/{made['id']}/columns", told, "application/json").status_code == 200
    run_waiting()
    assert client.get(f"{address}/{made['id']}").json()["state"] == "ready"
    assert not table_of(year, "entries").filter(voucher="记-0077").exists()
    client.post(f"{address}/{made['id']}/confirm", {}, "application/json")
    run_waiting()
    assert client.get(f"{address}/{made['id']}").json()["state"] == "written"
    assert table_of(year, "entries").get(voucher="记-0077").project == "P03"


@pytest.mark.parametrize("name", ["rounds", "reports", "work"])
def test_what_goes_on_is_told_to_whoever_takes_part(bearer: Browser, name: str):
    assert bearer("clerk").get(f"/api/years/2019/{name}").json() == []
    assert bearer("outsider").get(f"/api/years/2019/{name}").status_code == 403
