"""The whole year down and up as a workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jixiao.example import example_year
from jixiao.exchange import read_year, write_year
from jixiao.quantity import Money
from jixiao.tracking.year import Year
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.start.models import Upload
from tests.web.conftest import CAST

Browser = Callable[[str], Client]
YEAR = example_year()
OTHER = replace(
    YEAR,
    projects=(replace(YEAR.projects[0], name="新的名称"), *YEAR.projects[1:]),
    remarks=YEAR.remarks[1:],
    unit=replace(YEAR.unit, short_name="某街"),
)


@pytest.fixture(autouse=True)
def kept_here(settings: object, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def sent(content: Year, tmp_path: Path, name: str = "改过的.xlsx") -> SimpleUploadedFile:
    file = tmp_path / f"sent{Path(name).suffix}"
    write_year(content, file)
    return SimpleUploadedFile(name, file.read_bytes())


def bring(client: Client, file: SimpleUploadedFile) -> str:
    address = client.post("/2019/workbook/", {"file": file}).headers["Location"]
    run_waiting()
    return address


@pytest.mark.parametrize("who", list(CAST))
def test_the_coordinator_alone_takes_and_brings_the_whole_year(year: BudgetYear, browser: Browser, who: str):
    client = browser(who)
    wanted = 200 if who == "coordinator" else 403
    for address in ("/2019/workbook/", "/2019/offices/", "/2019/offices/new/", "/2019/next/"):
        assert client.get(address).status_code == wanted, address
    assert client.post("/2019/workbook/download/").status_code == wanted
    assert client.get("/2019/workbook/999/").status_code == (404 if who == "coordinator" else 403)


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_the_year_goes_home_whole_and_comes_back_the_same(
    year: BudgetYear, browser: Browser, tmp_path: Path, suffix: str
):
    client = browser("coordinator")
    answer = client.post("/2019/workbook/download/", {"suffix": suffix})
    file = tmp_path / f"home{suffix}"
    file.write_bytes(answer.content)
    assert read_year(file).year == YEAR
    shown = client.get(bring(client, SimpleUploadedFile(file.name, answer.content))).content.decode()
    assert "和现在的台账一样" in shown


def test_a_large_year_is_written_as_a_job(
    year: BudgetYear, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("jixiao_web.start.workbook_views.AT_ONCE", 0)
    client = browser("coordinator")
    assert client.post("/2019/workbook/download/").headers["Location"] == "/2019/workbook/"
    assert "job-" in client.get("/2019/workbook/").content.decode()
    run_waiting()
    from jixiao_web.jobs.models import Job

    shown = client.get(Job.objects.get().result["address"]).content.decode()
    assert "年台账.xlsx" in shown


def test_nothing_is_written_before_the_differences_were_looked_at(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    client = browser("coordinator")
    address = bring(client, sent(OTHER, tmp_path))
    shown = client.get(address).content.decode()
    assert "有 <b>3</b> 处不同" in shown
    assert "<ins>新的名称</ins>" in shown
    assert "<ins>某街</ins>" in shown
    assert year_of(year) == YEAR


def test_a_confirmed_workbook_takes_the_years_place_and_can_be_taken_back(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    client = browser("coordinator")
    before = dict(table_of(year, "remarks").values_list("pk", "text"))
    address = bring(client, sent(OTHER, tmp_path))
    assert client.post(address, {"act": "confirm"}).headers["Location"] == address
    client.post(address, {"act": "confirm"})  # pressed twice
    run_waiting()
    year.refresh_from_db()
    assert year_of(year) == OTHER
    entry = Entry.objects.get(act="start.replace")
    assert "已换入" in client.get(address).content.decode()
    client.post(f"/history/{entry.pk}/undo/")
    year.refresh_from_db()
    assert year_of(year) == YEAR
    assert dict(table_of(year, "remarks").values_list("pk", "text")) == before
    assert "已撤销" in client.get(address).content.decode()


def test_who_changed_the_ledger_meanwhile_does_not_lose_it(
    year: BudgetYear, browser: Browser, tmp_path: Path, actor: Callable[[str], Actor]
):
    client = browser("coordinator")
    address = bring(client, sent(OTHER, tmp_path))
    row = table_of(year, "projects").get(code="P20")
    write(actor=actor("clerk"), year=year, act="x", changes=[Change("projects", {"note": "刚写的"}, row.pk)])
    assert "又有人改了台账" in client.get(address).content.decode()
    client.post(address, {"act": "confirm"})
    run_waiting()
    assert "刚写的" in {each.note for each in year_of(BudgetYear.objects.get()).projects}
    client.post(address, {"act": "again"})
    run_waiting()
    assert "有 <b>4</b> 处不同" in client.get(address).content.decode()  # what would be lost is among them


def change(year: BudgetYear, actor: Actor, code: str, **values: str) -> None:
    row = table_of(year, "projects").get(code=code)
    write(actor=actor, year=year, act="x", changes=[Change("projects", values, row.pk)])


def test_what_was_changed_elsewhere_after_a_workbook_stays_when_it_is_undone(
    year: BudgetYear, browser: Browser, tmp_path: Path, actor: Callable[[str], Actor]
):
    client = browser("coordinator")
    rows = dict(table_of(year, "projects").values_list("code", "pk"))
    address = bring(client, sent(OTHER, tmp_path))
    client.post(address, {"act": "confirm"})
    run_waiting()
    change(year, actor("clerk"), "P20", note="刚写的")
    added = {"date": dt.date(2019, 11, 5), "amount": Money.of("9.9"), "project": "P20", "voucher": "记-0042"}
    write(actor=actor("finance"), year=year, act="x", changes=[Change("entries", added)])
    shown = client.get(f"{address}undo/").content.decode()
    assert "<b>2</b> 处保留" in shown
    assert "没有什么会丢掉" in shown
    client.post(f"/history/{Entry.objects.get(act='start.replace').pk}/undo/")
    found = year_of(BudgetYear.objects.get())
    assert (found.remarks, found.unit, found.projects[0]) == (YEAR.remarks, YEAR.unit, YEAR.projects[0])
    assert found.project_by_code["P20"].note == "刚写的"
    assert found.entries[-1].voucher == "记-0042"
    assert dict(table_of(year, "projects").values_list("code", "pk")) == rows


def test_what_would_be_lost_with_a_workbook_is_shown_and_only_then_given_up(
    year: BudgetYear, browser: Browser, tmp_path: Path, actor: Callable[[str], Actor]
):
    client = browser("coordinator")
    address = bring(client, sent(OTHER, tmp_path))
    client.post(address, {"act": "confirm"})
    run_waiting()
    change(year, actor("coordinator"), YEAR.projects[0].code, name="又一个名称")
    entry = Entry.objects.get(act="start.replace")
    client.post(f"/history/{entry.pk}/undo/")
    shown = client.get(f"{address}undo/").content.decode()
    assert "放回会丢掉" in shown  # what the trail had said
    assert "<del>又一个名称</del>" in shown
    assert browser("finance").get(f"{address}undo/").status_code == 403
    seen = BudgetYear.objects.get().revision
    change(year, actor("clerk"), "P20", note="刚写的")
    client.post(f"{address}undo/", {"seen": seen})  # somebody changed the ledger meanwhile
    assert year_of(BudgetYear.objects.get()).projects[0].name == "又一个名称"
    client.post(f"{address}undo/", {"seen": BudgetYear.objects.get().revision})
    found = year_of(BudgetYear.objects.get())
    assert (found.projects[0], found.project_by_code["P20"].note) == (YEAR.projects[0], "刚写的")
    assert "丢掉 1 处" in Entry.objects.get(act="undo").summary
    assert client.get(f"{address}undo/").headers["Location"] == address


def test_a_workbook_with_errors_is_told_cell_by_cell_and_changes_nothing(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    file = tmp_path / "年.xlsx"
    write_year(YEAR, file)
    opened = openpyxl.load_workbook(file)
    sheet = opened["合同"]
    column = next(
        cell.column
        for row in sheet.iter_rows(max_row=5)
        for cell in row
        if cell.value and "合同金额" in str(cell.value)
    )
    last = sheet.max_row
    sheet.cell(last, column).value = "一百多万"
    changed = io.BytesIO()
    opened.save(changed)
    client = browser("coordinator")
    shown = client.get(bring(client, SimpleUploadedFile("年.xlsx", changed.getvalue()))).content.decode()
    assert f"合同!{sheet.cell(last, column).coordinate}" in shown
    assert "没有读入；台账没有变" in shown
    assert year_of(year) == YEAR


def test_the_workbook_of_another_year_is_refused(year: BudgetYear, browser: Browser, tmp_path: Path):
    client = browser("coordinator")
    shown = client.get(bring(client, sent(replace(YEAR, fiscal_year=2020), tmp_path))).content.decode()
    assert "这是 2020 年的台账，要换的是 2019 年" in shown


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_a_file_that_is_none_is_told_so(year: BudgetYear, browser: Browser, content: bytes):
    client = browser("coordinator")
    answer = client.post("/2019/workbook/", {"file": SimpleUploadedFile("年.xlsx", content)})
    if answer.status_code == 302:
        run_waiting()
        shown = client.get(answer.headers["Location"]).content.decode()
        assert "job-line error-text" in shown
    else:
        assert "空文件" in answer.content.decode()
    assert client.post("/2019/workbook/", {}).status_code == 422


def test_a_worker_that_was_killed_after_writing_does_not_write_twice(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    from jixiao_web.start.jobs import replace as body

    client = browser("coordinator")
    address = bring(client, sent(OTHER, tmp_path))
    client.post(address, {"act": "confirm"})
    run_waiting()
    upload = Upload.objects.get()

    class Running:
        actor = None

        def progress(self, *_: object) -> None: ...

    body(Running(), upload_id=upload.pk)  # type: ignore[arg-type]
    assert Entry.objects.filter(act="start.replace").count() == 1


def test_a_workbook_that_was_looked_at_waits_for_the_coordinator_alone(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    client = browser("coordinator")
    address = bring(client, sent(OTHER, tmp_path))
    assert "确认换入：改过的.xlsx" in client.get("/2019/work/").content.decode()
    assert "确认换入" not in browser("finance").get("/2019/work/").content.decode()
    client.post(address, {"act": "confirm"})
    run_waiting()
    assert "确认换入" not in client.get("/2019/work/").content.decode()


def test_a_project_renamed_in_its_own_sheet_alone_keeps_all_that_is_its_own(
    year: BudgetYear, browser: Browser, tmp_path: Path
):
    file = tmp_path / "年.xlsx"
    write_year(YEAR, file)
    opened = openpyxl.load_workbook(file)
    (cell,) = (
        cell
        for row in opened["项目"].iter_rows()
        for cell in row
        if cell.value == YEAR.project_by_code["P03"].name
    )
    cell.value = "街巷物业"
    changed = io.BytesIO()
    opened.save(changed)
    client = browser("coordinator")
    shown = client.get(bring(client, SimpleUploadedFile("年.xlsx", changed.getvalue()))).content.decode()
    assert "有 <b>1</b> 处不同" in shown
    assert "<ins>街巷物业</ins>" in shown
