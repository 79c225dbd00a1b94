"""Official forms of a round: printed with what is typed, filled in elsewhere, and taken back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from openpyxl.workbook import Workbook

from jixiao.exchange.result_entry import entered
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.results.models import Arrival, Form, State, WorkbookImport
from jixiao_web.results.selectors import task_of, wanted_of
from jixiao_web.rounds.models import Round
from tests.web.results.test_forms import at
from tests.web.results.test_indicators import MONITORED, filed, half, promised, whole
from tests.web.results.test_workbooks import confirmed, content_at, edited, sent_back
from tests.web.rounds.stage import MINE, OTHERS

pytestmark = pytest.mark.one_database


Browser = Callable[[str], Client]

__all__ = ["half", "promised", "whole"]


def form_of(client: Client, round_: Round, code: str = MINE) -> io.BytesIO:
    answer = client.get(at(round_, code, do="official/xlsx/"))
    assert answer.status_code == 200
    return io.BytesIO(answer.getvalue())


def cell(book: Workbook, words: str) -> Any:
    sheet = book.worksheets[0]
    return next(each for row in sheet.iter_rows() for each in row if str(each.value or "") == words)


def filled(book: Workbook) -> None:
    """What `MONITORED` says of indicators, written into the official form."""
    sheet = book.worksheets[0]
    reached = _column(book, "执行情况")
    for name, value in (
        ("清扫面积", "500㎡"),
        ("完工时间", "已进场"),
        ("环境改善", "达成年度指标"),
        ("满意度", "92%"),
    ):
        row = cell(book, name).row
        sheet.cell(row, reached.column).value = value
        sheet.cell(row, cell(book, "确定能").column).value = "√"


def _has(book: Workbook, words: str) -> bool:
    return any(each.value == words for row in book.worksheets[0].iter_rows() for each in row)


def _column(book: Workbook, ending: str) -> Any:
    sheet = book.worksheets[0]
    return next(each for row in sheet.iter_rows() for each in row if str(each.value or "").endswith(ending))


def given_back(client: Client, round_: Round, file: Any, version: int = 0) -> str:
    answer = client.post(at(round_, do="official/"), {"file": file, "version": version}, follow=True)
    return str(answer.content.decode())


def test_a_form_filled_in_elsewhere_says_the_same_as_the_screen(half: Round, browser: Browser):
    client = browser("clerk")
    page = given_back(client, half, edited(form_of(client, half), filled))
    assert "已暂存" in page
    by_form = Form.objects.get()
    assert by_form.state == State.DRAFT
    texts = {name: value for name, value in MONITORED.items() if "indicators" not in name}
    rest = {"no_outputs": "1", "objectives": "已实现", **texts}
    task = task_of(half, "project", MINE)
    assert task is not None
    wanted = wanted_of(half, task.subject)
    told = entered({**by_form.content, **rest}, wanted)
    assert told.is_complete, told.to_mend
    by_form.delete()
    assert client.post(at(half), filed(half, do="send")).status_code == 302
    assert told.indicators == entered(Form.objects.get().content, wanted).indicators


@pytest.mark.parametrize(("suffix", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_form_is_printed_with_what_is_typed(suffix: str, start: bytes, half: Round, browser: Browser):
    client = browser("clerk")
    client.post(at(half), filed(half, do="save", **{"indicators-0-actual": "512"}))
    answer = client.get(at(half, do=f"official/{suffix}/"))
    content = answer.getvalue()
    assert content.startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]
    if suffix == "xlsx":
        assert _has(openpyxl.load_workbook(io.BytesIO(content)), "512㎡")


def test_what_is_no_form_of_the_round_is_not_there(half: Round, browser: Browser):
    client = browser("clerk")
    assert client.get(at(half, do="official/rtf/")).status_code == 404
    assert client.get(at(half, OTHERS, do="official/xlsx/")).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: _put(book, "项目名称", "别的项目"), "不在本次填报之内"),
        (lambda book: _title(book, "（2018年度）"), "这是2018年度的表"),
        (lambda book: book.worksheets[0].delete_rows(1, 40), "既不是"),
    ],
)
def test_another_form_is_refused_and_nothing_is_kept(
    change: Callable[[Workbook], Any], told: str, half: Round, browser: Browser
):
    client = browser("clerk")
    page = given_back(client, half, edited(form_of(client, half), change))
    assert told in page
    assert not Form.objects.exists()


def _put(book: Workbook, label: str, value: str) -> None:
    there = cell(book, label)
    book.worksheets[0].cell(there.row, there.column + 2).value = value


def _title(book: Workbook, words: str) -> None:
    book.worksheets[0].cell(2, 1).value = words


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, half: Round, browser: Browser):
    file = io.BytesIO(data)
    file.name = "表.xlsx"
    page = given_back(browser("clerk"), half, file)
    assert 'class="toast' in page or "表.xlsx" in page
    assert not Form.objects.exists()


def test_rows_that_fit_nothing_are_told_and_the_rest_is_taken(half: Round, browser: Browser):
    def change(book: Workbook) -> None:
        filled(book)
        cell(book, "满意度").value = "群众满意程度"
        cell(book, "≥1000㎡").value = "≥900㎡"

    client = browser("clerk")
    page = given_back(client, half, edited(form_of(client, half), change))
    assert "群众满意程度" in page
    assert "批准的是“≥1000㎡”" in page
    assert len([each for each in Form.objects.get().content["indicators"] if each.get("actual")]) == 1


def test_somebody_elses_words_are_not_overwritten(half: Round, browser: Browser):
    client = browser("clerk")
    file = edited(form_of(client, half), filled)
    client.post(at(half), filed(half, do="save", **{"indicators-0-actual": "1"}))
    page = given_back(client, half, file, version=0)
    assert "刚才改过" in page
    assert Form.objects.get().content["indicators"][0]["actual"] == "1"


def test_a_clerk_takes_no_form_for_another_office(half: Round, browser: Browser):
    answer = browser("leader").post(at(half, do="official/"), {"file": io.BytesIO(b"x"), "version": 0})
    assert answer.status_code == 403


def test_the_coordinator_reviews_a_form_and_takes_it_in(half: Round, browser: Browser):
    client = browser("coordinator")
    page = sent_back(client, half, edited(form_of(client, half), filled, "清扫.xlsx"))
    assert "官方表格" in page
    assert "指标 · 清扫面积" in page
    assert not Form.objects.exists()
    confirmed(client, half)
    assert Form.objects.get().content["indicators"][0]["actual"] == "500㎡"


def test_everything_that_nobody_has_to_decide_about_is_taken_in_at_once(half: Round, browser: Browser):
    def doubtful(book: Workbook) -> None:
        filled(book)
        cell(book, "满意度").value = "群众满意程度"

    client = browser("coordinator")
    for number, edit in enumerate((filled, doubtful)):
        sent_back(client, half, edited(form_of(client, half), edit, f"{number}.xlsx"))
    answer = client.post(f"/2019/results/{half.pk}/import-all/", follow=True)
    assert "导入了 1 份；1 份要逐份核对" in answer.content.decode()
    assert sorted(WorkbookImport.objects.values_list("name", "state")) == [
        ("0.xlsx", Arrival.TAKEN),
        ("1.xlsx", Arrival.WAITING),
    ]


def test_the_forms_of_all_projects_one_may_see_come_in_an_archive(half: Round, browser: Browser):
    client = browser("clerk")
    client.post(f"/2019/results/{half.pk}/official/")
    run_waiting()
    job = Job.objects.get()
    assert job.state == "done"
    assert "下载压缩包" in client.get(f"/2019/results/?round={half.pk}").content.decode()
    with ZipFile(io.BytesIO(content_at(client, f"/files/{job.result['file']}/"))) as archive:
        assert {name.rpartition(".")[2] for name in archive.namelist()} == {"xlsx", "docx", "pdf"}


def test_a_self_evaluation_is_asked_for_at_the_years_end(whole: Round, browser: Browser):
    client = browser("clerk")
    book = openpyxl.load_workbook(form_of(client, whole))
    assert book.worksheets[0]["A1"].value == "项目支出绩效自评表"
