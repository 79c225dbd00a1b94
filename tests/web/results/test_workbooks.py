from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.workbook import Workbook

from jixiao.exchange.fill_in import KEYS, OUTPUTS, TEXTS, Returned
from jixiao.exchange.fill_in_reader import read_fill_in
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.undoing import undo
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.services import enqueue
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.errors import CannotUndo
from jixiao_web.ledger.models import BudgetYear, new_revision, new_table_revisions, table_of
from jixiao_web.results.filling import secret
from jixiao_web.results.models import Arrival, Form, Respondent, State, WorkbookImport
from jixiao_web.results.prefill import prefill
from jixiao_web.results.review import Review
from jixiao_web.results.selectors import task_of, tasks_of
from jixiao_web.rounds.models import Round
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import MINE, announced

Browser = Callable[[str], Client]


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    return announced(year)


def downloaded(client: Client, round_: Round, office: str = OFFICE, **whose: str) -> io.BytesIO:
    answer = client.get(f"/2019/results/{round_.pk}/workbook/", {"office": office} | whose)
    assert answer.status_code == 200
    return io.BytesIO(answer.getvalue())


def edited(file: io.BytesIO, edit: Callable[[Workbook], Any], name: str = "发回.xlsx") -> io.BytesIO:
    book = openpyxl.load_workbook(file)
    edit(book)
    back = io.BytesIO()
    book.save(back)
    back.seek(0)
    back.name = name
    return back


def put(book: Workbook, sheet: str, key: str, label: str, value: Any) -> None:
    column = next(cell.column for cell in book[sheet][3] if cell.value == label)
    row = next(row[0].row for row in book[sheet].iter_rows() if row[0].value == key)
    book[sheet].cell(row, column).value = value


def test_a_clerk_gets_the_workbook_of_the_own_office_alone(browser: Browser, round_: Round):
    book = openpyxl.load_workbook(downloaded(browser("clerk"), round_))
    keys = [row[0].value for row in book[TEXTS].iter_rows(min_row=4)]
    assert f"project/{MINE}" in keys
    assert "project/P01" not in keys
    path = f"/2019/results/{round_.pk}/workbook/"
    assert browser("clerk").get(path, {"office": "市民服务中心"}).status_code == 403
    assert browser("leader").get(path, {"office": OFFICE}).status_code == 403
    assert browser("coordinator").get(path, {"office": "没有这个"}).status_code == 404


def sent_back(client: Client, round_: Round, *files: io.BytesIO) -> str:
    """The page that the coordinator sees after uploading the files."""
    answer = client.post(f"/2019/results/{round_.pk}/import/", {"file": files}, follow=True)
    return str(answer.content.decode())


def confirmed(client: Client, round_: Round, **data: str) -> str:
    """The page after the latest workbook was taken in."""
    made = WorkbookImport.objects.first()
    assert made is not None
    seen = {"seen": Review(made).mark}
    path = f"/2019/results/{round_.pk}/imports/{made.pk}/"
    return str(client.post(path, seen | data, follow=True).content.decode())


def says(text: str) -> Callable[[Workbook], None]:
    return lambda book: put(book, TEXTS, f"project/{MINE}", "完成情况", text)


def named(round_: Round, name: str = "王芳", code: str = MINE) -> None:
    Respondent.objects.create(year=round_.year, kind="project", code=code, name=name)


def test_what_comes_back_is_shown_first_and_becomes_a_draft_when_it_is_confirmed(
    browser: Browser, round_: Round
):
    def fill(book: Workbook) -> None:
        put(book, TEXTS, f"project/{MINE}", "完成情况", "表里写的。")
        put(book, OUTPUTS, f"project/{MINE}#0", "数量", 777)
        put(book, OUTPUTS, f"project/{MINE}+0", "成果名称", "新的")
        put(book, OUTPUTS, f"project/{MINE}+0", "数量", "约三十")
        book[OUTPUTS].cell(book[OUTPUTS].max_row + 1, 2).value = "不认识的项目"

    client = browser("coordinator")
    page = sent_back(client, round_, edited(downloaded(client, round_), fill))
    row = WorkbookImport.objects.get().returned["places"][f"project/{MINE}"]
    for told in (
        "表里写的。",
        "不认识的项目",
        "数量不是一个数",
        "没有变化",
        row["results"],
        row["outputs.0.amount"],
    ):
        assert told in page
    assert not Form.objects.exists()
    confirmed(client, round_)
    form = Form.objects.get()
    assert (form.code, form.state, form.content["results"]) == (MINE, State.DRAFT, "表里写的。")
    assert form.content["outputs"][0]["amount"] == "777"
    assert form.content["outputs"][0]["row"]
    assert WorkbookImport.objects.get().office == OFFICE


def test_what_was_sent_meanwhile_is_not_overwritten(browser: Browser, round_: Round):
    client = browser("coordinator")
    file = edited(downloaded(client, round_), says("表里写的。"))
    form = {"round": round_, "kind": "project", "code": MINE, "office": OFFICE, "state": State.SENT}
    Form.objects.create(**form, content={"results": "屏幕上的"})
    page = sent_back(client, round_, file)
    assert "已经送出。先退回，再导入。" in page
    assert "表里写的。" in page
    confirmed(client, round_)
    assert Form.objects.get(code=MINE).content["results"] == "屏幕上的"


def test_each_person_gets_a_workbook_with_what_is_theirs_alone(
    browser: Browser, round_: Round, year: BudgetYear
):
    named(round_)
    table_of(year, "projects").filter(code="P03").update(person_in_charge="李强")
    year.revision, year.table_revisions = new_revision(), new_table_revisions()
    year.save()
    with ZipFile(packed(browser("coordinator"), round_)) as archive:
        files = {name.rpartition("-")[2]: io.BytesIO(archive.read(name)) for name in archive.namelist()}
    mine, his, rest = (read_fill_in_of(files[f"{name}.xlsx"]) for name in ("王芳", "李强", OFFICE))
    assert (mine.office, mine.person, set(mine.contents)) == (OFFICE, "王芳", {f"project/{MINE}"})
    assert (his.person, set(his.contents)) == ("李强", {"project/P03"})
    assert rest.person == ""
    assert not {f"project/{MINE}", "project/P03"} & set(rest.contents)
    with ZipFile(packed(browser("office_head"), round_)) as archive:
        assert len(archive.namelist()) == 3


def packed(client: Client, round_: Round) -> io.BytesIO:
    """The archive that somebody asks for, and gets from the page to which they are led."""
    answer = client.post(f"/2019/results/{round_.pk}/workbooks/")
    assert answer.status_code == 302
    assert "排队" in client.get(answer["Location"]).content.decode()
    run_waiting()
    job = Job.objects.get(pk=Job.objects.values_list("pk", flat=True)[0])
    assert job.result["address"] == answer["Location"]
    address = f"/files/{job.result['file']}/"
    assert address in client.get(answer["Location"]).content.decode()
    return io.BytesIO(content_at(client, address))


def content_at(client: Client, address: str) -> bytes:
    """What is downloaded from an address."""
    return bytes(client.get(address).getvalue())


def test_the_archive_is_made_once_however_often_it_is_asked_for_and_is_its_askers_alone(
    browser: Browser, round_: Round
):
    client, path = browser("coordinator"), f"/2019/results/{round_.pk}/workbooks/"
    client.post(path)
    client.post(path)
    run_waiting()
    job = Job.objects.get(kind="results.pack")
    assert (job.state, job.done, job.total) == ("done", job.total, job.result["count"])
    address = f"/files/{job.result['file']}/"
    assert content_at(client, address).startswith(b"PK")
    assert browser("office_head").get(address).status_code == 404
    assert (
        "打包了" not in browser("office_head").get(f"/2019/results/{round_.pk}/respondents/").content.decode()
    )


@pytest.mark.parametrize("who", ["clerk", "leader", "reviewer", "finance"])
def test_only_who_names_people_gets_the_archive(who: str, browser: Browser, round_: Round):
    assert browser(who).post(f"/2019/results/{round_.pk}/workbooks/").status_code == 403
    assert not Job.objects.exists()


def test_an_archive_of_nothing_is_not_made(year: BudgetYear, browser: Browser, actor: Callable[[str], Actor]):
    round_ = announced(year)
    table_of(year, "projects").update(party="")
    year.revision, year.table_revisions = new_revision(), new_table_revisions()
    year.save()
    Round.objects.update(theme_offices={})
    assert browser("coordinator").post(f"/2019/results/{round_.pk}/workbooks/").status_code == 404
    enqueue(actor=actor("coordinator"), kind="results.pack", arguments={"round_id": round_.pk}, year=year)
    run_waiting()
    job = Job.objects.get()
    assert (job.state, "没有要发的" in job.error) == ("failed", True)


def test_a_coordinator_is_led_from_the_round_to_the_workbooks_of_each_person(browser: Browser, round_: Round):
    page = browser("coordinator").get(f"/2019/rounds/{round_.pk}/").content.decode()
    assert f"/2019/results/{round_.pk}/import/" in page
    assert f"/2019/results/{round_.pk}/workbook/" not in page
    assert (
        f"/2019/results/{round_.pk}/import/"
        not in browser("clerk").get(f"/2019/rounds/{round_.pk}/").content.decode()
    )


def test_a_head_names_who_reports_for_the_own_office_alone(browser: Browser, round_: Round):
    path = f"/2019/results/{round_.pk}/respondents/"
    head = browser("office_head")
    page = head.post(path, {f"name-project-{MINE}": " 王　芳 ", "name-project-P01": "赵六"}, follow=True)
    assert Respondent.objects.get().name == "王 芳"
    assert "王 芳" in page.content.decode()
    assert "P01" not in page.content.decode()
    head.post(path, {f"name-project-{MINE}": "旧页", f"was-name-project-{MINE}": "旧页"})
    assert Respondent.objects.get().name == "王 芳", "what this editor did not change stays"
    assert browser("clerk").get(path).status_code == 403


def test_naming_can_be_undone_while_nobody_has_named_others_since(
    browser: Browser, round_: Round, actor: Callable[[str], Actor]
):
    path, named_as = f"/2019/results/{round_.pk}/respondents/", f"name-project-{MINE}"
    for name in ("王芳", "李强"):
        browser("office_head").post(path, {named_as: name, f"was-{named_as}": "x"})
    latest, first = Entry.objects.filter(act="results.name_respondent")
    with pytest.raises(CannotUndo, match="又改过"):
        undo(actor=actor("office_head"), entry=first)
    undo(actor=actor("office_head"), entry=latest)
    assert Respondent.objects.get().name == "王芳"
    undo(actor=actor("office_head"), entry=first)
    assert not Respondent.objects.exists()


def test_the_coordinator_sees_who_has_sent_theirs_back(browser: Browser, round_: Round):
    named(round_)
    client = browser("coordinator")
    list_ = f"/2019/results/{round_.pk}/import/"
    assert "王芳" in client.get(list_, {"state": "out"}).content.decode()
    sent_back(client, round_, edited(downloaded(client, round_, person="王芳"), says("做完了。")))
    assert WorkbookImport.objects.get().person == "王芳"
    assert "王芳" in client.get(list_, {"state": "unread"}).content.decode()
    assert "核对发回的工作簿 1 份" in client.get("/2019/work/").content.decode()
    confirmed(client, round_)
    assert "王芳" in client.get(list_, {"state": "back"}).content.decode()


def test_a_workbook_of_somebody_who_no_longer_reports_is_shown_and_not_taken_in(
    browser: Browser, round_: Round
):
    named(round_)
    client = browser("coordinator")
    file = edited(downloaded(client, round_, person="王芳"), says("王芳写的。"))
    Respondent.objects.update(name="李强")
    page = sent_back(client, round_, file)
    assert "现在归别人填报" in page
    assert "王芳写的。" in page
    confirmed(client, round_)
    assert not Form.objects.exists()


def test_what_both_have_changed_is_chosen_and_what_others_have_changed_stays(browser: Browser, round_: Round):
    client = browser("coordinator")
    file = edited(downloaded(client, round_), says("表里写的。"))
    content = content_now(round_)
    content |= {"results": "屏幕上的。", "evaluation": "别人的评价。"}
    Form.objects.create(round=round_, kind="project", code=MINE, office=OFFICE, content=content)
    page = sent_back(client, round_, file)
    for told in ("别人也改过", "屏幕上的。", "表里写的。", "别人的评价。"):
        assert told in page
    choice = next(iter(re.findall(r'name="(choose-[\d-]+)" value="back"', page)))
    confirmed(client, round_, **{choice: "back"})
    kept = Form.objects.get().content
    assert (kept["results"], kept["evaluation"]) == ("表里写的。", "别人的评价。")


def test_nothing_is_written_where_something_changed_since_it_was_looked_at(browser: Browser, round_: Round):
    client = browser("coordinator")
    sent_back(client, round_, edited(downloaded(client, round_), says("表里写的。")))
    page = confirmed(client, round_, seen="an old mark")
    assert "没有写入" in page
    assert not Form.objects.exists()


def test_what_is_complete_is_sent_with_it_and_undoing_takes_both_back(
    browser: Browser, round_: Round, actor: Callable[[str], Actor]
):
    def complete(book: Workbook) -> None:
        says("做完了。")(book)
        put(book, TEXTS, f"project/{MINE}", "本期没有数量", "是")
        put(book, TEXTS, f"project/{MINE}", "目标完成情况", "已实现")
        put(book, TEXTS, f"project/{MINE}", "结余原因", "其他")
        for row in book[OUTPUTS].iter_rows(min_row=4):
            if (key := str(row[0].value)).startswith(f"project/{MINE}#"):
                put(book, OUTPUTS, key, "数量", 1)

    client = browser("coordinator")
    sent_back(client, round_, edited(downloaded(client, round_), complete))
    assert "已导入并送审" in confirmed(client, round_, sends="on")
    assert Form.objects.get().state == State.SENT
    made = WorkbookImport.objects.get()
    undo(actor=actor("coordinator"), entry=made.entry)  # type: ignore[arg-type]
    assert not Form.objects.exists()
    made.refresh_from_db()
    assert made.state == Arrival.WAITING
    confirmed(client, round_)
    Form.objects.update(version=9)
    made.refresh_from_db()
    with pytest.raises(CannotUndo, match="又有人改过"):
        undo(actor=actor("coordinator"), entry=made.entry)  # type: ignore[arg-type]


def test_a_workbook_laid_aside_can_be_taken_up_again(browser: Browser, round_: Round):
    client = browser("coordinator")
    sent_back(client, round_, downloaded_as(client, round_))
    path = f"/2019/results/{round_.pk}/imports/{WorkbookImport.objects.get().pk}/aside/"
    for state in (Arrival.DROPPED, Arrival.WAITING):
        client.post(path)
        assert WorkbookImport.objects.get().state == state


def test_several_files_are_received_at_once_and_the_same_one_only_once(browser: Browser, round_: Round):
    client = browser("coordinator")
    broken = io.BytesIO(b"x")
    broken.name = "坏.xlsx"
    again = downloaded_as(client, round_)
    page = sent_back(client, round_, again, broken, downloaded_as(client, round_, "市民服务中心"))
    assert "坏.xlsx" in page
    assert WorkbookImport.objects.count() == 2
    again.seek(0)
    sent_back(client, round_, again)
    assert WorkbookImport.objects.count() == 2


def test_the_pages_of_workbooks_ask_as_often_for_many_people_as_for_few(
    browser: Browser, round_: Round, django_assert_max_num_queries: Any
):
    client = browser("coordinator")
    path = f"/2019/results/{round_.pk}/import/"
    for office in (OFFICE, "社区建设办公室"):
        sent_back(client, round_, downloaded_as(client, round_, office))
    small, large = (f"/2019/results/{round_.pk}/imports/{each.pk}/" for each in WorkbookImport.objects.all())
    client.get(small)
    with CaptureQueriesContext(connection) as few:
        client.get(small)
    with django_assert_max_num_queries(len(few)):
        client.get(large)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number, task in enumerate(tasks_of(round_)):
        if task.subject.office and not task.subject.is_theme:
            named(round_, f"人{number}", task.subject.code)
    with django_assert_max_num_queries(len(few)):
        client.get(path)


def content_now(round_: Round) -> dict[str, Any]:
    """What the form of the clerk's project begins with."""
    task = task_of(round_, "project", MINE)
    assert task is not None
    return prefill(round_, task.subject).content


def downloaded_as(client: Client, round_: Round, office: str = OFFICE) -> io.BytesIO:
    file = downloaded(client, round_, office)
    file.name = f"{office}.xlsx"
    return file


def read_fill_in_of(file: io.BytesIO) -> Returned:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(file.getvalue())
        return read_fill_in(path, secret())


def test_the_workbook_of_the_last_round_is_refused(browser: Browser, round_: Round, year: BudgetYear):
    client = browser("coordinator")
    file = downloaded(client, round_)
    file.name = "上期.xlsx"
    other = announced(year, name="另一批次")
    answer = client.post(f"/2019/results/{other.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert "不是本批次的，没有导入" in answer.content.decode()
    assert not Form.objects.exists()


def test_a_workbook_whose_hidden_sheet_was_changed_is_refused(browser: Browser, round_: Round):
    def forge(book: Workbook) -> None:
        for row in book[KEYS].iter_rows():
            if row[0].value == "office":
                row[1].value = "市民服务中心"

    client = browser("coordinator")
    file = edited(downloaded(client, round_), forge)
    answer = client.post(f"/2019/results/{round_.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert "隐藏内容被改过" in answer.content.decode()


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, browser: Browser, round_: Round):
    file = io.BytesIO(data)
    file.name = "x.xlsx"
    answer = browser("coordinator").post(f"/2019/results/{round_.pk}/import/", {"file": file})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "office_head", "leader", "reviewer"])
def test_only_the_coordinator_imports(who: str, browser: Browser, round_: Round):
    assert browser(who).get(f"/2019/results/{round_.pk}/import/").status_code == 403
    assert browser(who).post(f"/2019/results/{round_.pk}/import/").status_code == 403
