from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.document.readers.reading import read_document
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.models import StoredFile
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.errors import RoundMoved, WrongState
from jixiao_web.rounds.models import Notice, NoticeKind, Round, State
from jixiao_web.rounds.schedule import remind_offices
from jixiao_web.rounds.selectors import subjects_of, unread_notices
from jixiao_web.rounds.services import announce, change_round, close_round
from tests.web.rounds.stage import a_round, announced

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]
ROUNDS = "/2019/rounds/"


def values(**more: object) -> dict[str, object]:
    given = {
        "name": "全年绩效跟踪",
        "period": "full-year",
        "due_office": "2020-01-03",
        "due_bureau": "2020-01-10",
        "scope": "focus",
    }
    return given | more


def test_the_coordinator_opens_a_round_and_sees_it(browser: Browser, year: BudgetYear):
    answer = browser("coordinator").post(f"{ROUNDS}open/", values())
    made = Round.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{ROUNDS}{made.pk}/"
    assert Entry.objects.filter(act="round.open", subject=f"rounds.round/{made.pk}").count() == 1
    assert "全年绩效跟踪" in browser("coordinator").get(ROUNDS).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "id_name_error"),
        ({"due_bureau": "2020-01-01"}, "早于各部门报送的日期"),
        ({"due_office": "2020-02-30"}, "2019-12-31 的样子"),
        ({"period": "x"}, "id_period_error"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    browser: Browser, year: BudgetYear, more: dict[str, str], said: str
):
    answer = browser("coordinator").post(f"{ROUNDS}open/", values(contact="王一", **more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "王一" in answer.content.decode()
    assert not Round.objects.exists()


def test_a_name_is_given_once_a_year(browser: Browser, year: BudgetYear):
    a_round(year)
    answer = browser("coordinator").post(f"{ROUNDS}open/", values())
    assert answer.status_code == 422
    assert "已经有" in answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "office_head", "leader", "finance", "reviewer", "deputy_leader"])
def test_only_the_coordinator_organizes(who: str, browser: Browser, year: BudgetYear):
    client, round_ = browser(who), announced(year)
    for path in ("open/", f"{round_.pk}/change/", f"{round_.pk}/announce/"):
        assert client.get(f"{ROUNDS}{path}").status_code == 403
    for path in ("close", "reopen", "remind", "freeze", "thaw"):
        assert client.post(f"{ROUNDS}{round_.pk}/{path}/").status_code == 403
    assert client.post("/2019/calendar/import/", {"text": "2020-01-01"}).status_code == 403
    assert client.get(f"{ROUNDS}{round_.pk}/").status_code == 200


def test_nobody_but_the_coordinator_sees_a_draft(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    assert browser("clerk").get(f"{ROUNDS}{round_.pk}/").status_code == 404
    assert browser("clerk").get(f"{ROUNDS}{round_.pk}/notice/").status_code == 404
    assert round_.name not in browser("clerk").get(ROUNDS).content.decode()
    assert browser("coordinator").get(f"{ROUNDS}{round_.pk}/").status_code == 200


def test_a_round_of_another_year_is_not_found(browser: Browser, year: BudgetYear):
    round_ = announced(year)
    BudgetYear.objects.create(fiscal_year=2020, unit_facts=year.unit_facts)
    assert browser("coordinator").get(f"/2020/rounds/{round_.pk}/").status_code == 404


def test_announcing_reaches_the_offices_that_have_something_to_report(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    client = browser("coordinator")
    assert "关于报送2019年全年" in client.get(f"{ROUNDS}{round_.pk}/announce/").content.decode()
    client.post(f"{ROUNDS}{round_.pk}/announce/")
    round_.refresh_from_db()
    notice = Notice.objects.get(kind=NoticeKind.ROUND)
    assert round_.state == State.ANNOUNCED
    assert "城市管理办公室" in {each.office for each in notice.deliveries.all()}
    assert "2020年1月3日前" in notice.text
    client.post(f"{ROUNDS}{round_.pk}/announce/")
    assert Notice.objects.count() == 1


def test_a_round_that_asks_about_nothing_is_not_announced(year: BudgetYear, actor: Who):
    from jixiao_web.ledger.models import table_of
    from jixiao_web.ledger.services import touch

    table_of(year, "projects").all().delete()
    table_of(year, "themes").all().delete()
    touch(year)
    with pytest.raises(WrongState, match="还没有要填报的项目"):
        announce(actor=actor("coordinator"), round_=a_round(year), title="x", text="x")


def test_the_notice_is_a_word_file_in_the_official_layout(browser: Browser, year: BudgetYear, tmp_path):
    round_ = announced(year)
    answer = browser("clerk").get(f"{ROUNDS}{round_.pk}/notice/")
    (tmp_path / "notice.docx").write_bytes(answer.getvalue())
    document = read_document(tmp_path / "notice.docx")
    assert "绩效跟踪材料的通知" in document.title.replace("\n", "")


def test_a_notice_is_unread_until_it_is_read(browser: Browser, actor: Who, year: BudgetYear):
    announced(year)
    notice = Notice.objects.get()
    assert unread_notices(actor("clerk")).count() == 1
    assert unread_notices(actor("finance")).count() == 0
    page = browser("clerk").get("/2019/notices/").content.decode()
    assert "未读" in page
    browser("clerk").post(f"/2019/notices/{notice.pk}/read/")
    browser("clerk").post(f"/2019/notices/{notice.pk}/read/")
    assert unread_notices(actor("clerk")).count() == 0
    assert notice.read_marks.count() == 1
    assert "clerk" in browser("coordinator").get(f"/2019/notices/{notice.pk}/").content.decode()


def test_a_notice_to_one_office_is_not_found_by_another(browser: Browser, year: BudgetYear):
    client = browser("coordinator")
    client.post("/2019/notices/new/", {"title": "补充", "text": "附照片", "offices": ["市民服务中心"]})
    notice = Notice.objects.get()
    assert browser("other_clerk").get(f"/2019/notices/{notice.pk}/").status_code == 200
    assert browser("clerk").get(f"/2019/notices/{notice.pk}/").status_code == 404
    assert browser("clerk").post(f"/2019/notices/{notice.pk}/read/").status_code == 404
    assert "补充" not in browser("clerk").get("/2019/notices/").content.decode()


def test_a_notice_to_everybody_reaches_everybody(browser: Browser, actor: Who, year: BudgetYear):
    browser("coordinator").post("/2019/notices/new/", {"title": "补充", "text": "x", "offices": ["all"]})
    assert unread_notices(actor("finance")).count() == 1


def test_a_notice_from_outside_puts_its_date_into_the_calendar(browser: Browser, year: BudgetYear):
    told = {
        "title": "关于报送的通知",
        "number": "西财绩〔2019〕1号",
        "dated": "2019-12-19",
        "due": "2020-01-08",
    }
    assert browser("coordinator").post("/2019/notices/receive/", told).status_code == 302
    page = browser("clerk").get("/2019/calendar/?month=2020-01").content.decode()
    assert "来文要求 · 关于报送的通知" in page
    assert "西财绩〔2019〕1号" in page


def test_a_notice_keeps_its_scan_for_those_whom_it_reached(
    browser: Browser, year: BudgetYear, tmp_path: Path, settings: Any
):
    settings.MEDIA_ROOT = tmp_path
    client = browser("coordinator")
    client.post("/2019/notices/new/", {"title": "补充", "text": "见附件", "offices": ["市民服务中心"]})
    notice = Notice.objects.get()
    scan = io.BytesIO(b"%PDF-1.4\n%%EOF\n")
    scan.name = "通知.pdf"
    about = {"kind": "rounds.notice", "subject": f"rounds.notice/{notice.pk}", "year": "2019", "file": scan}
    assert browser("clerk").post("/files/upload/", about).status_code == 403
    scan.seek(0)
    client.post("/files/upload/", about)
    file = StoredFile.objects.get()
    assert "通知.pdf" in browser("other_clerk").get(f"/2019/notices/{notice.pk}/").content.decode()
    assert browser("other_clerk").get(f"/files/{file.pk}/").getvalue().startswith(b"%PDF")
    assert browser("clerk").get(f"/files/{file.pk}/").status_code in (403, 404)


def test_years_without_a_holiday_table_are_told(browser: Browser, year: BudgetYear):
    BudgetYear.objects.create(fiscal_year=2040, unit_facts=year.unit_facts)
    page = browser("clerk").get("/2040/calendar/").content.decode()
    assert "2040 年还没有节假日表" in page
    assert "2040 年还没有节假日表" not in browser("clerk").get("/2019/calendar/").content.decode()


def test_two_coordinators_do_not_overwrite_each_other(year: BudgetYear, actor: Who):
    round_ = a_round(year)
    change_round(actor=actor("coordinator"), round_=round_, version=1, values={"contact": "甲"})
    with pytest.raises(RoundMoved):
        change_round(actor=actor("coordinator"), round_=round_, version=1, values={"contact": "乙"})


def test_themes_are_given_to_offices(browser: Browser, year: BudgetYear):
    round_ = a_round(year)
    data = values(version=str(round_.version)) | {"theme-T3": "城市管理办公室"}
    assert browser("coordinator").post(f"{ROUNDS}{round_.pk}/change/", data).status_code == 302
    round_.refresh_from_db()
    offices = {each.code: each.office for each in subjects_of(round_) if each.is_theme}
    assert offices["T3"] == "城市管理办公室"
    assert offices["T1"] == ""


def test_the_round_page_says_who_has_what_to_do_and_words_to_remind(browser: Browser, year: BudgetYear):
    round_ = announced(year)
    page = browser("coordinator").get(f"{ROUNDS}{round_.pk}/").content.decode()
    assert "城市管理办公室：2019年全年绩效跟踪材料" in page
    assert "目前待报6项" in page
    assert "违" not in page.replace("违建", "")
    assert "目前待报" not in browser("clerk").get(f"{ROUNDS}{round_.pk}/").content.decode()


def test_an_office_is_reminded_once_a_day(browser: Browser, year: BudgetYear):
    round_ = announced(year)
    for _time in range(2):
        browser("coordinator").post(f"{ROUNDS}{round_.pk}/remind/", {"office": "市民服务中心"})
    reminders = Notice.objects.filter(kind=NoticeKind.REMINDER)
    assert reminders.count() == 1
    assert [each.office for each in reminders.get().deliveries.all()] == ["市民服务中心"]


@pytest.mark.parametrize(
    ("today", "reminded"),
    [
        (dt.date(2019, 12, 27), False),  # a Friday, four working days before
        (dt.date(2019, 12, 30), True),  # three: New Year's Day lies between
        (dt.date(2019, 12, 31), False),
        (dt.date(2020, 1, 1), False),  # a holiday
        (dt.date(2020, 1, 2), True),
        (dt.date(2020, 1, 3), True),
    ],
)
def test_the_clock_reminds_by_working_days(
    today: dt.date, reminded: bool, year: BudgetYear, monkeypatch: pytest.MonkeyPatch
):
    announced(year)
    monkeypatch.setattr("jixiao_web.rounds.schedule.timezone.localdate", lambda: today)
    for _twice in range(2):
        remind_offices()
    offices = Notice.objects.filter(kind=NoticeKind.REMINDER).values_list("deliveries__office", flat=True)
    assert len(offices) == len(set(offices))
    assert bool(offices) is reminded


def test_a_closed_round_reminds_nobody_and_can_be_opened_again(
    browser: Browser, year: BudgetYear, actor: Who
):
    round_ = announced(year)
    close_round(actor=actor("coordinator"), round_=round_)
    client = browser("coordinator")
    client.post(f"{ROUNDS}{round_.pk}/remind/")
    assert not Notice.objects.filter(kind=NoticeKind.REMINDER).exists()
    client.post(f"{ROUNDS}{round_.pk}/reopen/", {"reason": ""})
    round_.refresh_from_db()
    assert round_.state == State.CLOSED
    client.post(f"{ROUNDS}{round_.pk}/reopen/", {"reason": "补报"})
    round_.refresh_from_db()
    assert round_.state == State.COLLECTING


def test_the_calendar_shows_days_off_and_days_worked(browser: Browser, year: BudgetYear):
    page = browser("clerk").get("/2019/calendar/?month=2020-01").content.decode()
    assert "春节" in page
    assert "班" in page
    assert browser("clerk").get("/2019/calendar/?month=9999-99").status_code == 200


def test_holidays_are_read_in_and_what_is_not_is_told(browser: Browser, year: BudgetYear):
    client = browser("coordinator")
    text = "2026-02-15至2026-02-17 春节 休\n2026-02-14 班\n待定 中秋"
    answer = client.post("/2019/calendar/import/", {"text": text}, follow=True)
    page = answer.content.decode()
    assert "已导入 4 天" in page
    assert "待定 中秋" in page
    file = io.BytesIO("日期,名称\n2026-05-01,劳动节\n".encode("gb18030"))
    file.name = "days.csv"
    assert (
        "已导入 1 天" in client.post("/2019/calendar/import/", {"file": file}, follow=True).content.decode()
    )


@pytest.mark.parametrize("text", ["", "没有日期"])
def test_an_import_of_nothing_says_what_to_write(browser: Browser, year: BudgetYear, text: str):
    answer = browser("coordinator").post("/2019/calendar/import/", {"text": text})
    assert answer.status_code == 422
    assert "error-text" in answer.content.decode()


def test_lists_ask_the_database_as_often_for_three_rounds_as_for_one(browser: Browser, year: BudgetYear):
    announced(year)
    client = browser("coordinator")
    counts = []
    for path in (ROUNDS, "/2019/notices/", "/2019/calendar/"):
        client.get(path)
        with CaptureQueriesContext(connection) as few:
            client.get(path)
        counts.append(len(few))
    for name in ("二", "三"):
        announced(year, name=name)
    for path, count in zip((ROUNDS, "/2019/notices/", "/2019/calendar/"), counts, strict=True):
        client.get(path)
        with CaptureQueriesContext(connection) as many:
            client.get(path)
        assert len(many) <= count + (6 if path == ROUNDS else 2), path


def test_a_round_begins_as_what_the_rule_pack_says_is_handed_in(year: BudgetYear, browser: Browser):
    client = browser("coordinator")
    page = client.get("/2019/rounds/open/").content.decode()
    assert 'href="?kind=self-evaluation"' in page
    begun = client.get("/2019/rounds/open/?kind=full-year").content.decode()
    assert 'value="全年绩效跟踪"' in begun
    assert '<option value="full-year" selected>' in begun
    assert 'value="全年绩效跟踪"' not in client.get("/2019/rounds/open/?kind=nonsense").content.decode()
