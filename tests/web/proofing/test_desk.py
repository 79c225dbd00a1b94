from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.document.layout import load_layout
from jixiao.document.writers import write
from jixiao.narrative.report import chosen_period, write_report
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.jobs.models import Job, State
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.proofing import services
from jixiao_web.proofing.models import Decision, Paper, Run
from jixiao_web.proofing.naming import stem_of
from jixiao_web.proofing.selectors import comparison, findings_of
from tests.reporting.files import SOUND, STYLE, WRONG_RATE, text_file, word_file

pytestmark = pytest.mark.one_database


Brings = Callable[..., Run]


@pytest.fixture(autouse=True)
def place(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"  # type: ignore[attr-defined]


@pytest.fixture
def bring(year: BudgetYear, actor: Callable[[str], Actor]) -> Brings:
    """Somebody brings a file, and a worker proofs it."""

    def brought(path: Path, who: str = "clerk", **options: object) -> Run:
        run = services.bring(
            actor=actor(who),
            year=year,
            name=path.name,
            content=path.read_bytes(),
            **options,  # type: ignore[arg-type]
        )
        run_waiting()
        run.refresh_from_db()
        return run

    return brought


@pytest.fixture
def run(bring: Brings, tmp_path: Path) -> Run:
    """A Word file with two errors, proofed for the clerk."""
    return bring(word_file(tmp_path))


def address(run: Run, rest: str = "") -> str:
    return f"/2019/proofing/runs/{run.pk}/{rest}"


def decided(run: Run, number: int) -> str:
    return findings_of(run)[number - 1].state


def test_a_file_that_is_dropped_is_proofed_and_read_beside_its_findings(
    year: BudgetYear, browser: Callable[[str], Client], tmp_path: Path
):
    client = browser("clerk")
    told = {"file": SimpleUploadedFile("报告.docx", word_file(tmp_path).read_bytes()), "paper": ""}
    answer = client.post("/2019/proofing/", told)
    assert answer.status_code == 302
    waiting = client.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    job, *_read_for_search = run_waiting()
    assert job.state == State.DONE
    assert job.result["address"] == answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert "不宜报（2处）" in page
    assert 'id="p1-0"' in page
    assert 'href="#p1-0"' in page
    assert 'class="accused error"' in page or "accused error" in page
    assert "<b>18.3%</b>" in page
    assert "style=" not in page.partition("<main")[2]
    assert "<script>" not in page


def test_coverage_adds_up_and_says_why_not(run: Run):
    told = run.coverage
    assert told["verified"] + told["single"] + told["uncheckable"] == told["figures"]
    assert run.at_odds == 2
    assert sum(told["reasons"].values()) == told["uncheckable"]


def test_a_finding_is_accepted_dismissed_with_a_reason_and_taken_back(
    run: Run, browser: Callable[[str], Client]
):
    client = browser("clerk")
    card = client.post(address(run, "findings/1/"), {"act": "accept"}, headers={"HX-Request": "true"})
    assert 'data-state="accepted"' in card.content.decode()
    assert 'hx-swap-oob="true"' in card.content.decode()
    assert decided(run, 1) == "accepted"
    refused = client.post(
        address(run, "findings/2/"), {"act": "dismiss", "reason": "  "}, headers={"HX-Request": "true"}
    )
    assert refused.status_code == 422
    assert "判为无误要写理由" in refused.content.decode()
    assert decided(run, 2) == "open"
    client.post(address(run, "findings/2/"), {"act": "dismiss", "reason": "可比价增长"})
    assert decided(run, 2) == "dismissed"
    client.post(address(run, "findings/2/"), {"act": "reopen"})
    assert decided(run, 2) == "open"
    acts = list(Entry.objects.filter(act__startswith="finding.").values_list("act", "reason").order_by("pk"))
    assert acts == [("finding.accept", ""), ("finding.dismiss", "可比价增长"), ("finding.reopen", "")]


def test_a_remark_leaves_the_decision_as_it_is(run: Run, browser: Callable[[str], Client]):
    client = browser("clerk")
    client.post(address(run, "findings/2/"), {"act": "dismiss", "reason": "可比价"})
    client.post(address(run, "findings/2/"), {"act": "remark", "remark": "再问财务"})
    decision = Decision.objects.get()
    assert (decision.state, decision.reason, decision.remark) == ("dismissed", "可比价", "再问财务")


@pytest.mark.parametrize("sent", [{}, {"act": "explode"}, {"act": "dismiss", "reason": "长" * 600}])
def test_what_cannot_be_decided_is_told_and_changes_nothing(
    run: Run, browser: Callable[[str], Client], sent: dict[str, str]
):
    answer = browser("clerk").post(address(run, "findings/1/"), sent, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert not Decision.objects.exists()
    assert browser("clerk").post(address(run, "findings/99/"), {"act": "accept"}).status_code == 404


def test_the_next_version_inherits_decisions_and_is_known_by_its_name(
    bring: Brings, actor: Callable[[str], Actor], tmp_path: Path
):
    first = bring(text_file(tmp_path, WRONG_RATE, STYLE, name="跟踪报告（第1稿）.txt"))
    (rate, *_) = findings_of(first)
    services.decide(
        actor=actor("clerk"), run=first, item=rate.item, state=Decision.State.DISMISSED, reason="可比价"
    )
    second = bring(text_file(tmp_path, "新的一段。", WRONG_RATE, SOUND, name="跟踪报告（第2稿）.txt"))
    assert (second.paper, second.version) == (first.paper, 2)
    assert findings_of(second)[0].state == "dismissed"
    found = comparison(first, second)
    assert [each.item.rule for each in found.kept] == ["GRO001"]
    assert {each.item.rule for each in found.gone} >= {"WRI005"}
    assert found.new == ()
    assert [each.after for each in found.changes if each.kind.value == "added"] == ["新的一段。", SOUND]


def test_figures_that_changed_are_told_apart_from_words(
    bring: Brings, browser: Callable[[str], Client], tmp_path: Path
):
    first = bring(text_file(tmp_path, WRONG_RATE))
    second = bring(text_file(tmp_path, WRONG_RATE.replace("18.3%", "20.0%")))
    page = browser("clerk").get(address(second, f"compare/{first.pk}/")).content.decode()
    assert "<del>18.3</del> → <ins>20.0</ins>" in page
    assert "少了 <b>1</b> 处，新出 <b>0</b> 处，还在 <b>0</b> 处" in page


def test_the_same_file_again_is_the_same_version(run: Run, browser: Callable[[str], Client]):
    answer = browser("clerk").post(address(run, "again/"), {"against": "on"})
    run_waiting()
    again = Run.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])
    assert (again.paper, again.version, again.file) == (run.paper, 1, run.file)
    assert again.against is not None
    assert again.revision == again.against.revision


def test_a_file_may_be_a_paper_of_its_own_whatever_its_name(run: Run, bring: Brings, tmp_path: Path):
    assert bring(word_file(tmp_path), is_new=True).paper != run.paper
    assert bring(word_file(tmp_path), "office_head").paper != run.paper
    assert Paper.objects.count() == 3


def test_the_commented_file_has_what_was_accepted_as_changes_and_leaves_out_what_was_dismissed(
    run: Run, actor: Callable[[str], Actor], browser: Callable[[str], Client]
):
    total, rate = findings_of(run)
    services.decide(
        actor=actor("clerk"), run=run, item=rate.item, state=Decision.State.ACCEPTED, remark="按此修改"
    )
    services.decide(
        actor=actor("clerk"), run=run, item=total.item, state=Decision.State.DISMISSED, reason="另有项目"
    )
    client = browser("clerk")
    assert client.post(address(run, "annotated/"))["Location"] == address(run)
    assert client.post(address(run, "annotated/"))["Location"] == address(run)  # pressed twice
    assert [job.kind for job in run_waiting()] == ["proofing.annotate"]
    run.refresh_from_db()
    assert run.annotated is not None
    ready = client.post(address(run, "annotated/"))
    assert ready["Location"] == address(run) + "?annotated"
    page = client.get(ready["Location"]).content.decode()
    assert "data-downloads-now" in page
    answer = client.get(f"/files/{run.annotated.pk}/")
    assert "%E6%89%B9%E6%B3%A8" in answer["Content-Disposition"]
    document = docx.Document(BytesIO(answer.getvalue()))
    (comment,) = document.comments
    assert "批注：按此修改" in comment.text
    xml = document.element.xml
    assert "w:del>" in xml
    assert "20.0%" in xml


def test_the_commented_file_is_made_anew_after_another_decision(
    run: Run, actor: Callable[[str], Actor], browser: Callable[[str], Client]
):
    browser("clerk").post(address(run, "annotated/"))
    run_waiting()
    services.decide(
        actor=actor("clerk"), run=run, item=findings_of(run)[0].item, state=Decision.State.ACCEPTED
    )
    assert "写批注稿" in browser("clerk").get(address(run)).content.decode()
    browser("clerk").post(address(run, "annotated/"))
    assert len(run_waiting()) == 1


def test_the_worklist_has_the_decisions(
    run: Run, actor: Callable[[str], Actor], browser: Callable[[str], Client]
):
    services.decide(
        actor=actor("clerk"),
        run=run,
        item=findings_of(run)[0].item,
        state=Decision.State.DISMISSED,
        reason="口径不同",
    )
    answer = browser("clerk").get(address(run, "worklist/"))
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue()))["处理清单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][8:] == ("判为无误；口径不同", "clerk")
    assert rows[2][8:] == (None, None)


def test_a_report_of_the_ledger_is_held_to_it(year: BudgetYear, bring: Brings, tmp_path: Path):
    content = year_of(year)
    draft = write_report(content, chosen_period(content))
    path = tmp_path / "报告.docx"
    write(draft.document, path, load_layout(), lang="zh")
    sound = bring(path, against=year)
    assert not [each for each in findings_of(sound) if each.item.rule.startswith("LED")]
    BudgetYear.objects.filter(pk=year.pk)
    from jixiao_web.ledger.models import table_of
    from jixiao_web.ledger.services import touch

    entry = table_of(year, "entries").exclude(project="").first()
    assert entry is not None
    entry.amount = entry.amount + entry.amount
    entry.save()
    touch(year)
    assert [each for each in findings_of(bring(path, against=year)) if each.item.rule.startswith("LED")]


BAD = {
    "加密.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "加密.docx"),
    "扫描.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "扫描件（图片），没有文字层"),
    "报告.pdf": (b"PK\x03\x04" + bytes(100), "报告.pdf"),
    "坏.docx": (b"PK\x03\x04 not a package", "已损坏或不完整"),
    "程序.docx": (b"MZ\x90\x00" + bytes(range(256)) * 4, "程序.docx"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_says_why_on_its_page(
    year: BudgetYear, browser: Callable[[str], Client], name: str
):
    content, told = BAD[name]
    client = browser("reviewer")
    answer = client.post("/2019/proofing/", {"file": SimpleUploadedFile(name, content)})
    job, *_read_for_search = run_waiting()
    assert job.state == State.FAILED
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert told in page.content.decode()
    assert "Traceback" not in job.error
    assert "任务" not in job.error  # a sentence about the file, not about the program


def test_an_empty_or_huge_file_is_refused_beside_the_field(
    settings: object, year: BudgetYear, browser: Callable[[str], Client]
):
    settings.LARGEST_FILE = 1 << 20  # type: ignore[attr-defined]
    client = browser("clerk")
    for name, content, told in (
        ("空.docx", b"", "“空.docx”是空文件（0 字节）"),
        ("大.docx", bytes(3 << 20), "“大.docx”有 3 MB，上限 1 MB"),
    ):
        answer = client.post("/2019/proofing/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert client.post("/2019/proofing/", {}).status_code == 422
    assert not Job.objects.exists()


def test_each_sees_their_own_runs_and_the_coordinator_all(run: Run, browser: Callable[[str], Client]):
    for name, status in {
        "clerk": 200,
        "coordinator": 200,
        "office_head": 404,
        "finance": 404,
        "leader": 404,
        "reviewer": 404,
        "outsider": 403,
    }.items():
        for rest in ("", "worklist/"):
            answer = browser(name).get(address(run, rest))
            answer.getvalue()
            assert answer.status_code == status, (name, rest)
        assert browser(name).post(address(run, "findings/1/"), {"act": "reopen"}).status_code == (
            302 if status == 200 else status
        )
    assert address(run) in browser("coordinator").get("/2019/proofing/runs/").content.decode()
    assert address(run) not in browser("finance").get("/2019/proofing/runs/").content.decode()
    for name, status in {"clerk": 200, "coordinator": 200, "finance": 404}.items():
        answer = browser(name).get(f"/files/{run.file.pk}/")
        answer.getvalue()
        assert answer.status_code == status, name


def test_two_papers_are_not_compared(
    run: Run, bring: Brings, browser: Callable[[str], Client], tmp_path: Path
):
    other = bring(text_file(tmp_path, SOUND, name="别的.txt"))
    assert browser("clerk").get(address(run, f"compare/{other.pk}/")).status_code == 404


def test_a_worker_that_was_killed_leaves_no_finding_twice(run: Run):
    Job.objects.filter(kind="proofing.check").update(state=State.WAITING)
    run_waiting()
    assert run.items.count() == 2


def test_the_page_takes_the_same_queries_however_many_findings_there_are(
    run: Run, bring: Brings, browser: Callable[[str], Client], tmp_path: Path
):
    many = bring(
        text_file(tmp_path, *(WRONG_RATE.replace("18.3", f"{n}.3") for n in range(30, 60)), name="多.txt")
    )
    assert many.items.count() > 20
    client, counts = browser("clerk"), []
    client.get(address(run))
    for each in (run, many):
        with CaptureQueriesContext(connection) as captured:
            client.get(address(each))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_rules_are_pages(year: BudgetYear, browser: Callable[[str], Client]):
    client = browser("reviewer")
    assert "TAB001" in client.get("/2019/proofing/rules/").content.decode()
    page = client.get("/2019/proofing/rules/TAB001/").content.decode()
    assert "<h3>查什么</h3>" in page
    assert client.get("/2019/proofing/rules/NIX999/").status_code == 404


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("2019年绩效跟踪报告.docx", "2019年绩效跟踪报告"),
        ("绩效跟踪报告20200108.docx", "绩效跟踪报告"),
        ("绩效跟踪报告（征求意见稿）.docx", "绩效跟踪报告"),
        ("绩效跟踪报告 最终版(2).docx", "绩效跟踪报告"),
        ("绩效跟踪报告（批注）.docx", "绩效跟踪报告"),
        ("第二稿.docx", "第二稿"),
        ("报告", "报告"),
    ],
)
def test_versions_are_known_by_their_name(name: str, stem: str):
    assert stem_of(name) == stem


def test_dates_are_kept(run: Run):
    assert run.finished_at is not None
    assert run.finished_at - run.started_at < dt.timedelta(minutes=1)
