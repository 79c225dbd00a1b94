"""An empty installation is set up once, by who reads the server's console."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from jixiao.example import example_year
from jixiao.exchange import write_year
from jixiao_web.accounts.models import Role, User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.start import services
from jixiao_web.start.code import is_start_code, start_code
from jixiao_web.start.errors import BegunAlready
from tests.exchange.files import PROJECT_SHEET, UNIT_SHEET, book

TYPED = {
    "way": "typed",
    "name": "某街道办事处",
    "short_name": "某街道",
    "fiscal_year": "2026",
    "policy": "national",
    "offices": "综合办公室\n\n 城市管理办公室 \n市民服务中心\n",
    "username": "zhang",
    "full_name": "张三",
    "password1": "a-good-one-2026",
    "password2": "a-good-one-2026",
}


@pytest.fixture(autouse=True)
def kept_here(settings: object, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def client(db: None) -> Client:
    return Client()


def told(**more: object) -> dict[str, object]:
    return {**TYPED, "code": start_code(), **more}


def workbook(path: Path) -> SimpleUploadedFile:
    write_year(example_year(), path / "年.xlsx")
    return SimpleUploadedFile("年.xlsx", (path / "年.xlsx").read_bytes())


def test_an_empty_site_leads_everybody_to_the_start(client: Client):
    assert client.get("/").headers["Location"].startswith("/sign-in/")
    assert client.get("/sign-in/").headers["Location"] == "/start/"
    assert "首次设置" in client.get("/start/").content.decode()


def test_unit_year_offices_and_the_first_account_are_made_at_once(client: Client):
    answer = client.post("/start/", told())
    assert answer.headers["Location"] == "/2026/offices/"
    year = year_of(BudgetYear.objects.get())
    assert (year.fiscal_year, year.unit.name, year.unit.policy) == (2026, "某街道办事处", "national")
    assert [(each.name, each.kind.value, each.is_coordinator) for each in year.parties] == [
        ("综合办公室", "内设办公室", True),
        ("城市管理办公室", "内设办公室", False),
        ("市民服务中心", "事业单位", False),
    ]
    person = User.objects.get()
    assert actor_of(person).has(Role.COORDINATOR)
    assert not person.must_change_password
    assert client.get("/2026/offices/").status_code == 200  # signed in already


def test_who_does_not_know_the_code_begins_nothing_and_the_page_never_tells_it(client: Client):
    for code in ("", "ABCD-EFGH-JKLM", "\x00"):
        answer = client.post("/start/", told(code=code))
        assert answer.status_code == 422
        assert start_code() not in answer.content.decode()
    assert start_code() not in client.get("/start/").content.decode()
    assert not User.objects.exists()


def test_the_code_stands_on_the_console_until_somebody_has_begun(
    client: Client, capsys: pytest.CaptureFixture[str]
):
    assert start_code() in services.announce()
    client.post("/start/", told())
    assert services.announce() == ""


def test_the_code_may_be_typed_as_people_type():
    assert is_start_code(start_code().lower().replace("-", " "))
    assert not is_start_code("")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": ""}, "写单位的全称"),
        ({"fiscal_year": ""}, "写四位年份"),
        ({"fiscal_year": "二〇二六"}, "fiscal_year_error"),
        ({"offices": " \n"}, "至少写一个部门"),
        ({"offices": "长" * 300}, "太长"),
        ({"password2": "another-one"}, "两遍写的不一样"),
        ({"password1": "12345678", "password2": "12345678"}, "password1_error"),
        ({"username": "a b"}, "只能用字母"),
        ({"way": "workbook"}, "选一本工作簿"),
        ({"way": "magic"}, "way_error"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client: Client, more: dict[str, object], says: str
):
    answer = client.post("/start/", told(**more))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert "张三" in shown
    assert not User.objects.exists()


def test_a_workbook_of_the_year_may_be_brought_instead(client: Client, tmp_path: Path):
    sent = told(way="workbook", name="", fiscal_year="", offices="", file=workbook(tmp_path))
    assert client.post("/start/", sent).headers["Location"] == "/2019/offices/"
    assert year_of(BudgetYear.objects.get()) == example_year()


def test_a_workbook_with_errors_is_told_cell_by_cell_and_nothing_is_lost(client: Client, tmp_path: Path):
    entries: list[list[object]] = [
        ["日期", "项目", "金额（元）"],
        ["2019-13-45", "P01", "12O.5"],
        ["2019-03-01", "没有", 5],
    ]
    file = book(tmp_path / "错.xlsx", {"单位": UNIT_SHEET, "项目": PROJECT_SHEET, "支出": entries})
    answer = client.post(
        "/start/", told(way="workbook", file=SimpleUploadedFile("错.xlsx", file.read_bytes()))
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    for place in ("支出!A2", "支出!C2", "支出!B3"):
        assert place in shown
    assert "12O.5" in shown
    assert 'value="张三"' in shown
    assert not BudgetYear.objects.exists()


def test_a_workbook_once_read_need_not_be_chosen_again(client: Client, tmp_path: Path):
    sent = told(way="workbook", password2="another", file=workbook(tmp_path))
    shown = client.post("/start/", sent).content.decode()
    found = re.search(r'name="kept" value="([^"]+)"', shown)
    assert found
    again = told(way="workbook", kept=found[1])
    assert client.post("/start/", again).headers["Location"] == "/2019/offices/"


def test_nobody_makes_up_a_kept_workbook(client: Client):
    assert "选一本工作簿" in client.post("/start/", told(way="workbook", kept="1:forged")).content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "不是表".encode(), b"{", b"\x00" * 5000])
def test_a_file_that_is_no_workbook_is_told_so(client: Client, content: bytes):
    answer = client.post("/start/", told(way="workbook", file=SimpleUploadedFile("年.xlsx", content)))
    assert answer.status_code == 422
    assert not BudgetYear.objects.exists()


def test_a_second_visitor_comes_too_late(client: Client):
    client.post("/start/", told())
    late = Client()
    assert late.get("/start/").headers["Location"] == "/"
    assert late.post("/start/", told(username="li", full_name="李四")).headers["Location"] == "/"
    content = services.first_year(
        fiscal_year=2027, unit=example_year().unit, offices=["甲办"], coordinator="甲办"
    )
    with pytest.raises(BegunAlready):
        services.begin(content=content, username="li", full_name="李四", password="x-2027-x")
    assert User.objects.count() == 1
    assert BudgetYear.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_the_same_moment_one_succeeds():
    def begin(name: str) -> str:
        content = services.first_year(
            fiscal_year=2026 if name == "zhang" else 2027,
            unit=example_year().unit,
            offices=["甲办"],
            coordinator="甲办",
        )
        try:
            services.begin(content=content, username=name, full_name=name, password="a-good-one-2026")
        except BegunAlready:
            return "late"
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(begin, ["zhang", "li"])) == ["begun", "late"]
    assert User.objects.count() == BudgetYear.objects.count() == 1
