from __future__ import annotations

import io
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as WordFile

from jixiao.quantity import Money
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.models import StoredFile
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import rows_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.proofing.models import Run
from jixiao_web.reports.errors import DigitsTyped, EditedMeanwhile, NotNow
from jixiao_web.reports.models import Edit, Report, State, Version
from jixiao_web.reports.presenting import anchor_of
from jixiao_web.reports.selectors import chain, draft_of, drift_since, latest_version, passage_of
from jixiao_web.reports.services import make_version, open_report, save_edit
from jixiao_web.reports.signing import send_to_be_signed, sign, take_back
from jixiao_web.reports.wanting import wanting_in
from jixiao_web.work.selectors import items_of

Browser = Callable[[str], Client]
Cast = Callable[[str], Actor]

MONEY = "project.P10/money"
OF_CLERK = "project.P03/money"  # of the office of the cast's clerk


@pytest.fixture
def report(year: BudgetYear, actor: Cast) -> Report:
    return open_report(actor=actor("coordinator"), year=year, period="full-year")


def address(name: str, report: Report, *more: object) -> str:
    return reverse(f"reports:{name}", args=[report.year.fiscal_year, report.pk, *more])


def pay(year: BudgetYear, project: str, yuan: int) -> None:
    """Let the ledger say that so much more was spent by the end of the year."""
    stated = rows_of(year, "entries", project=project)[-1]
    more = Change("entries", {"amount": Money(stated.amount.fen + yuan * 100)}, stated.pk)
    write(actor=None, year=year, act="entry.change", changes=[more])


SIGNERS = ("coordinator", "office_head", "finance", "deputy_leader", "leader")


def sign_through(report: Report, actor: Cast, signers: tuple[str, ...] = SIGNERS) -> Version:
    version = send_to_be_signed(actor=actor("coordinator"), report=report)
    for step, name in zip(chain(), signers, strict=False):
        sign(actor=actor(name), report=report, version=version, step=step, decision="signed")
    return version


def test_opening_a_report_twice_opens_one(browser: Browser, year: BudgetYear):
    client = browser("coordinator")
    for _ in range(2):
        answer = client.post(reverse("reports:open", args=[2019]), {"period": "full-year"})
        assert answer.status_code == 302
    assert Report.objects.count() == 1
    assert client.get(answer["Location"]).status_code == 200


def test_an_edit_is_printed_and_its_figures_follow_the_ledger(report: Report, actor: Cast):
    save_edit(
        actor=actor("coordinator"), report=report, place=MONEY, text="支出{实际支出}。", seen_version=None
    )
    assert passage_of(report, MONEY).printed == "支出383.77万元。"  # type: ignore[union-attr]
    pay(report.year, "P10", 10_000)
    assert passage_of(report, MONEY).printed == "支出384.77万元。"  # type: ignore[union-attr]


def test_saving_the_ledgers_own_words_keeps_no_edit(report: Report, actor: Cast):
    own = passage_of(report, MONEY)
    assert own is not None
    assert (
        save_edit(actor=actor("coordinator"), report=report, place=MONEY, text=own.text, seen_version=None)
        is None
    )
    assert not Edit.objects.exists()


def test_digits_in_the_place_of_a_figure_are_asked_about_once(report: Report, actor: Cast):
    own = passage_of(report, MONEY)
    assert own is not None
    typed = own.text.replace("{实际支出}", "400.00万元", 1)
    with pytest.raises(DigitsTyped) as asked:
        save_edit(actor=actor("coordinator"), report=report, place=MONEY, text=typed, seen_version=None)
    assert asked.value.pairs == [("{实际支出}", "400.00")]
    edit = save_edit(
        actor=actor("coordinator"),
        report=report,
        place=MONEY,
        text=typed,
        seen_version=None,
        keeps_digits=True,
    )
    assert edit is not None
    again = typed.replace("{执行率}", "90%", 1)
    assert save_edit(
        actor=actor("coordinator"), report=report, place=MONEY, text=again, seen_version=edit.version
    )


def test_who_edits_second_is_shown_what_the_first_wrote_and_loses_nothing(browser: Browser, report: Report):
    client = browser("coordinator")
    place = address("edit", report, anchor_of("unit/组织实施概述·1"))
    first = client.post(place, {"text": "甲写的。", "version": ""}, headers={"HX-Request": "true"})
    assert first.status_code == 200
    second = client.post(place, {"text": "乙写的。", "version": ""}, headers={"HX-Request": "true"})
    assert second.status_code == 409
    told = second.content.decode()
    assert "甲写的。" in told
    assert "乙写的。" in told
    assert Edit.objects.get().text == "甲写的。"


def test_the_service_refuses_an_edit_of_an_older_version(report: Report, actor: Cast):
    save_edit(actor=actor("coordinator"), report=report, place=MONEY, text="甲。", seen_version=None)
    with pytest.raises(EditedMeanwhile):
        save_edit(actor=actor("coordinator"), report=report, place=MONEY, text="乙。", seen_version=None)


@pytest.mark.parametrize(
    ("name", "place", "status"),
    [
        ("coordinator", MONEY, 200),
        ("clerk", OF_CLERK, 200),
        ("office_head", OF_CLERK, 200),
        ("clerk", MONEY, 403),
        ("other_clerk", OF_CLERK, 403),
        ("clerk", "unit/组织实施概述·1", 403),
        ("finance", MONEY, 403),
        ("leader", MONEY, 403),
        ("reviewer", MONEY, 403),
        ("outsider", MONEY, 403),
    ],
)
def test_who_may_rewrite_a_paragraph(browser: Browser, report: Report, name: str, place: str, status: int):
    answer = browser(name).get(address("edit", report, anchor_of(place)))
    assert answer.status_code == status


@pytest.mark.parametrize("name", ["clerk", "reviewer", "leader", "finance", "office_head"])
def test_only_the_coordinator_drafts_sends_and_issues(browser: Browser, report: Report, name: str):
    client = browser(name)
    for view in ("make-version", "send", "take-back", "issue", "returned"):
        assert client.post(address(view, report)).status_code == 403, view


def test_an_outsider_and_a_stranger_see_nothing(browser: Browser, report: Report):
    for view in ("report", "versions", "sign"):
        assert browser("outsider").get(address(view, report)).status_code == 403
        assert Client().get(address(view, report)).status_code == 302


def test_a_report_of_another_year_is_not_found(browser: Browser, report: Report):
    BudgetYear.objects.create(fiscal_year=2020, unit_facts=report.year.unit_facts)
    elsewhere = reverse("reports:report", args=[2020, report.pk])
    assert browser("coordinator").get(elsewhere).status_code == 404


def test_the_preview_prints_what_is_typed_and_names_what_is_not_there(browser: Browser, report: Report):
    place = address("preview", report, anchor_of(MONEY))
    answer = browser("coordinator").post(place, {"text": "支出{实际支出}，{没有}，另有12个。"})
    told = answer.content.decode()
    assert "383.77" in told
    assert "找不到" in told
    assert "12" in told


def test_a_version_is_kept_only_when_something_changed(report: Report, actor: Cast):
    first = make_version(actor=actor("coordinator"), report=report)
    assert make_version(actor=actor("coordinator"), report=report) == first
    pay(report.year, "P10", 10_000)
    assert {each.name for each in drift_since(first)} >= {"社区党组织服务群众经费的实际支出"}
    assert make_version(actor=actor("coordinator"), report=report).number == 2


def test_the_chain_signs_in_its_order_and_returns_with_a_reason(
    browser: Browser, report: Report, actor: Cast
):
    version = send_to_be_signed(actor=actor("coordinator"), report=report)
    early = browser("leader").post(
        address("decide", report), {"decision": "signed", "version": version.pk, "order": 5}
    )
    assert early.status_code == 302
    assert version.signatures.count() == 0
    browser("coordinator").post(
        address("decide", report), {"decision": "signed", "version": version.pk, "order": 1}
    )
    wordless = browser("office_head").post(
        address("decide", report), {"decision": "returned", "version": version.pk, "order": 2}
    )
    assert wordless.status_code == 422
    browser("office_head").post(
        address("decide", report),
        {"decision": "returned", "version": version.pk, "order": 2, "reason": "措辞"},
    )
    report.refresh_from_db()
    assert report.state == State.DRAFTING
    assert version.signatures.get(order=2).reason == "措辞"


def test_a_reviewer_never_signs(browser: Browser, report: Report, actor: Cast):
    version = send_to_be_signed(actor=actor("coordinator"), report=report)
    answer = browser("reviewer").post(
        address("decide", report), {"decision": "signed", "version": version.pk, "order": 1}
    )
    assert answer.status_code == 403


def test_a_report_being_signed_takes_no_edit(report: Report, actor: Cast):
    send_to_be_signed(actor=actor("coordinator"), report=report)
    with pytest.raises(NotNow):
        save_edit(actor=actor("coordinator"), report=report, place=MONEY, text="改。", seen_version=None)
    take_back(actor=actor("coordinator"), report=report, reason="领导要改")
    save_edit(actor=actor("coordinator"), report=report, place=MONEY, text="改。", seen_version=None)


def test_a_report_with_gaps_is_not_sent(browser: Browser, year: BudgetYear, actor: Cast):
    half = open_report(actor=actor("coordinator"), year=year, period="half-year")
    browser("coordinator").post(address("send", half))
    half.refresh_from_db()
    assert half.state == State.DRAFTING
    page = browser("coordinator").get(address("sign", half)).content.decode()
    assert "送签" in page
    draft = draft_of(half)
    for each in (*draft.stops, *draft.gaps):
        assert f"{each.where}：{each.what}" in unescape(page)


def test_what_is_wanting_leads_to_its_own_paragraph(report: Report, actor: Cast):
    rewritten = ("project.P10/money", "project.P03/money")
    for place in rewritten:
        save_edit(
            actor=actor("coordinator"), report=report, place=place, text="支出{没有的数}。", seen_version=None
        )
    found = [each for each in wanting_in(draft_of(report)) if "没有的数" in each.what]
    assert {each.anchor for each in found} == {anchor_of(place) for place in rewritten}
    by_anchor = {each.anchor: each.where for each in found}
    assert "社区党组织服务群众经费" in by_anchor[anchor_of("project.P10/money")]


def test_a_signature_on_paper_is_recorded_with_its_minutes_and_scan(
    browser: Browser, report: Report, actor: Cast
):
    version = send_to_be_signed(actor=actor("coordinator"), report=report)
    answer = browser("coordinator").post(
        address("paper", report),
        {
            "paper-decision": "signed",
            "paper-version": version.pk,
            "paper-order": 1,
            "paper-signer": "孙国强",
            "paper-minutes": "〔2020〕2号",
            "paper-scan": SimpleUploadedFile("签字页.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf"),
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    kept = version.signatures.get()
    assert (kept.is_on_paper, kept.signer, kept.minutes) == (True, "孙国强", "〔2020〕2号")
    assert kept.scan is not None


def test_a_signed_report_is_issued_with_every_file_and_stays_as_it_is(
    browser: Browser, report: Report, actor: Cast
):
    sign_through(report, actor)
    report.refresh_from_db()
    assert report.state == State.SIGNED
    answer = browser("coordinator").post(
        address("issue", report), {"number": "月办函〔2020〕3号", "dated": "2020-01-08"}
    )
    assert answer.status_code == 302
    run_waiting()
    report.refresh_from_db()
    assert report.state == State.ISSUED
    files = StoredFile.objects.filter(kind="reports.issued")
    suffixes = sorted({each.name.rpartition(".")[2] for each in files})
    assert suffixes == ["docx", "html", "pdf", "xlsx"]
    assert all(len(each.sha256) == 64 for each in files)
    page = browser("leader").get(address("sign", report)).content.decode()
    assert all(each.name in page for each in files)
    assert page.index(".docx") < page.index("报送函") < page.index("附件2")
    with pytest.raises(NotNow):
        save_edit(actor=actor("coordinator"), report=report, place=MONEY, text="改。", seen_version=None)


def test_what_is_not_what_was_signed_is_not_issued(browser: Browser, report: Report, actor: Cast):
    sign_through(report, actor)
    pay(report.year, "P10", 10_000)
    browser("coordinator").post(address("issue", report), {"number": "3号", "dated": "2020-01-08"})
    run_waiting()
    report.refresh_from_db()
    assert report.state == State.SIGNED
    assert not StoredFile.objects.filter(kind="reports.issued").exists()


def test_a_returned_word_file_is_compared_and_taken_over(browser: Browser, report: Report, actor: Cast):
    client = browser("coordinator")
    client.post(address("export", report, "docx"))
    run_waiting()
    word = WordFile(StoredFile.objects.get(kind="reports.draft").content.path)
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("调整后部门预算总额", "经调整部门预算为")
    back = io.BytesIO()
    word.save(back)
    answer = client.post(
        address("returned", report), {"file": SimpleUploadedFile("back.docx", back.getvalue())}
    )
    told = answer.content.decode()
    assert "经调整部门预算为{调整后预算}" in told
    anchor = anchor_of("unit/adjusted")
    client.post(
        address("returned", report),
        {"take": [anchor], f"text-{anchor}": "经调整部门预算为{调整后预算}。"},
    )
    report.refresh_from_db()
    assert passage_of(report, "unit/adjusted").printed == "经调整部门预算为39,433.42万元。"  # type: ignore[union-attr]


@pytest.mark.parametrize("content", [b"", b"not a word file", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused_in_one_sentence(browser: Browser, report: Report, content: bytes):
    answer = browser("coordinator").post(
        address("returned", report), {"file": SimpleUploadedFile("x.docx", content)}
    )
    assert answer.status_code == 422


def test_remarks_are_everybodys_and_settled_by_who_made_them_or_drafts(browser: Browser, report: Report):
    browser("reviewer").post(address("comment", report), {"place": MONEY, "text": "原因再写具体些"})
    page = browser("coordinator").get(address("report", report)).content.decode()
    assert "原因再写具体些" in page
    remark = report.comments.get()
    assert browser("clerk").post(address("settle", report, remark.pk)).status_code == 403
    browser("coordinator").post(address("settle", report, remark.pk))
    remark.refresh_from_db()
    assert remark.settled_at is not None


def test_the_page_takes_the_same_queries_however_much_was_edited(
    browser: Browser, report: Report, actor: Cast
):
    client = browser("coordinator")
    client.get(address("report", report))
    with CaptureQueriesContext(connection) as before:
        client.get(address("report", report))
    for place in [each.place for each in draft_of(report).passages][:3]:
        save_edit(actor=actor("coordinator"), report=report, place=place, text="改写。", seen_version=None)
    client.get(address("report", report))
    with CaptureQueriesContext(connection) as after:
        client.get(address("report", report))
    assert len(after) <= len(before) + 1


def test_versions_are_compared_word_by_word(browser: Browser, report: Report, actor: Cast):
    make_version(actor=actor("coordinator"), report=report)
    save_edit(
        actor=actor("coordinator"),
        report=report,
        place="unit/组织实施概述·1",
        text="全新。",
        seen_version=None,
    )
    make_version(actor=actor("coordinator"), report=report)
    page = browser("leader").get(address("version", report, 1) + "?with=2").content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    assert browser("leader").get(address("version", report, 9)).status_code == 404
    assert latest_version(report).number == 2  # type: ignore[union-attr]


def test_the_draft_goes_to_the_proofing_desk_and_holds_against_its_ledger(browser: Browser, report: Report):
    client = browser("coordinator")
    client.post(address("proof", report))
    run_waiting()
    run = Run.objects.get()
    assert run.against == report.year
    assert "error" not in {each.severity for each in run.items.all()}
    assert browser("reviewer").post(address("proof", report)).status_code == 403


def test_a_report_waits_for_whoever_signs_next(report: Report, actor: Cast):
    def waiting(name: str) -> list[str]:
        return [each.title for each in items_of(actor(name), report.year) if "报告" in each.title]

    assert waiting("coordinator") == ["起草全年报告"]
    assert waiting("leader") == []
    sign_through(report, actor, SIGNERS[:4])
    report.refresh_from_db()
    assert waiting("leader") == ["签批全年报告"]
    assert waiting("clerk") == []
    version = latest_version(report)
    assert version is not None
    step = chain()[4]
    sign(actor=actor("leader"), report=report, version=version, step=step, decision="returned", reason="改")
    assert waiting("leader") == []
    assert waiting("coordinator") == ["按意见修改全年报告"]
