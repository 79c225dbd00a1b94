"""What the screens show besides the ledger, over the API: the same to the same people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from jixiao.exchange.fill_in import TEXTS
from jixiao.quantity import Money
from jixiao.tracking.noun import attributes
from jixiao.tracking.results import PlannedEvent
from jixiao_web.accounts import deputies
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.services import keep
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.payments.models import Batch
from jixiao_web.payments.services import begin_import, confirm, map_columns
from jixiao_web.payments.treasury import keep_statement
from jixiao_web.proofing.services import bring
from jixiao_web.reports.services import comment, make_version, open_report
from jixiao_web.results.filling import fill_in_of, written
from jixiao_web.results.models import Form, PhraseField, State, WorkbookImport
from jixiao_web.results.phrase_bank import add_phrase
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.returning import receive
from jixiao_web.results.selectors import tasks_of
from jixiao_web.rounds.models import Notice, Round
from jixiao_web.rounds.notices import mark_read
from tests.web.conftest import CAST, OFFICE, OTHER_OFFICE
from tests.web.payments.files import PRINTING, STRANGE, export
from tests.web.rounds.stage import MINE, OTHERS, a_round, announced

Ask = Callable[..., Any]
EVERYBODY = set(CAST) - {"outsider"}
WHOLE_UNIT = EVERYBODY - {"clerk", "other_clerk", "office_head"}
"""Those who see every office."""
PATHS = {
    "offices": EVERYBODY,
    "months": EVERYBODY,
    "changes": EVERYBODY,
    "files": EVERYBODY,
    "search?q=物业": EVERYBODY,
    "history?since=2019-01-01": EVERYBODY,
    "rounds/{round}/forms": EVERYBODY,
    "rounds/{round}/selection": EVERYBODY,
    "rounds/{draft}/forms": {"coordinator"},
    "rounds/{round}/workbooks": {"coordinator"},
    "rounds/{round}/workbooks/{returned}": {"coordinator"},
    "phrases": {"clerk", "other_clerk", "office_head", "coordinator"},
    "notices": EVERYBODY,
    "notices/{notice}/reads": {"coordinator"},
    "weekly": EVERYBODY,
    f"projects/{MINE}/curve": EVERYBODY - {"other_clerk"},
    "reports/{report}": EVERYBODY,
    "reports/{report}/versions/1": EVERYBODY,
    "treasury": WHOLE_UNIT,
    "treasury/{statement}": WHOLE_UNIT,
    "payments/imports": WHOLE_UNIT,
    "payments/imports/{batch}/lines": WHOLE_UNIT,
    "workbooks": {"coordinator"},
    "proofs": EVERYBODY,
    "proofs/{run}": {"clerk", "coordinator"},
}


@pytest.fixture
def ask(year: BudgetYear, actor: Callable[[str], Actor]) -> Ask:
    """Ask as somebody of the cast; the answer's content, and its status where that is not 200."""

    keys = {who: deputies.make_token(actor=actor(who), name="程序", expires_on=None)[1] for who in CAST}

    def asked(who: str, path: str) -> Any:
        answer = Client(headers={"Authorization": f"Bearer {keys[who]}"}).get(f"/api/{path}")
        if answer.status_code != 200:
            return answer.status_code
        return answer.json() if "json" in answer["Content-Type"] else answer.getvalue()

    return asked


@pytest.fixture
def stage(
    year: BudgetYear, actor: Callable[[str], Actor], settings: object, tmp_path: Path
) -> dict[str, int]:
    """Something on each screen: a round, a report, a file, a treasury statement, a proof; their numbers."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    coordinator, clerk = actor("coordinator"), actor("clerk")
    round_ = announced(year)
    for code, office in ((MINE, OFFICE), (OTHERS, OTHER_OFFICE)):
        Form.objects.create(
            round=round_, kind="project", code=code, office=office, state=State.SENT, content={"x": code}
        )
    report = open_report(actor=coordinator, year=year, period="full-year")
    make_version(actor=coordinator, report=report, note="送审")
    comment(actor=coordinator, report=report, place="", text="请补数字")
    paper = keep(
        actor=None, name="测评.txt", content=b"x", kind="proofing.document", year=year, subject="projects/1"
    )
    paper.kind, paper.office = "projects.paper", OFFICE
    paper.save()
    statement = keep_statement(
        actor=coordinator,
        year=year,
        name="国库.csv",
        content=export(("宣传经费", "1200000"), head=("项目名称", "国库支付数")),
        as_of=dt.date(2019, 12, 31),
        unit="元",
    )
    run = bring(actor=clerk, year=year, name="报告.txt", content="支出90.00万元，执行率95.00%。".encode())
    batch = begin_import(actor=coordinator, year=year, name="支付.csv", content=export(PRINTING, STRANGE))
    run_waiting()
    batch.refresh_from_db()
    told = {int(number): name for number, name in batch.columns.items()}
    map_columns(actor=coordinator, batch=batch, columns=told, unit="元")
    run_waiting()
    notice = Notice.objects.get()
    mark_read(actor=clerk, notices=[notice])
    for office, text in ((OFFICE, "本部门的话。"), (OTHER_OFFICE, "别部门的话。"), ("", "大家的话。")):
        add_phrase(actor=coordinator, office=office, field=PhraseField.RESULTS, text=text)
    return {
        "round": round_.pk,
        "draft": a_round(year, name="还没有发的").pk,
        "report": report.pk,
        "file": paper.pk,
        "statement": statement.pk,
        "run": run.pk,
        "batch": batch.pk,
        "notice": notice.pk,
        "returned": came_back(round_, coordinator, tmp_path).pk,
    }


def came_back(round_: Round, coordinator: Actor, folder: Path) -> WorkbookImport:
    """A workbook of the clerk's office that came back as it went out, but for one sentence."""
    tasks = [each for each in tasks_of(round_) if each.subject.code == OTHERS]
    given = fill_in_of(Beginnings(round_), OTHER_OFFICE, tasks, dt.date(2019, 12, 30))
    book = openpyxl.load_workbook(written(given))
    sheet = book[TEXTS]
    column = next(cell.column for cell in sheet[3] if cell.value == "完成情况")
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == f"project/{OTHERS}")
    sheet.cell(row, column).value = "表里写的。"
    book.save(folder / "发回.xlsx")
    return receive(actor=coordinator, round_=round_, path=folder / "发回.xlsx", name="发回.xlsx")


def test_each_screen_is_for_those_to_whom_its_page_is(ask: Ask, stage: dict[str, int]):
    answered = {
        path: {who for who in CAST if not isinstance(ask(who, f"years/2019/{path.format(**stage)}"), int)}
        for path in PATHS
    }
    assert answered == PATHS


def test_an_office_sees_of_each_screen_what_is_its_own(ask: Ask, stage: dict[str, int], year: BudgetYear):
    row = table_of(year, "projects").get(code=OTHERS)
    write(actor=None, year=year, act="x", changes=[Change("projects", {"note": "x"}, row.pk)], project=OTHERS)
    forms = f"years/2019/rounds/{stage['round']}/forms"
    seen = {
        who: (
            [each["code"] for each in ask(who, forms)],
            [each["name"] for each in ask(who, "years/2019/files")["items"] if each["name"] == "测评.txt"],
            [each["name"] for each in ask(who, "years/2019/offices")["offices"]][:2],
            [each["name"] for each in ask(who, "years/2019/rounds")],
            {each["project"] for each in ask(who, "years/2019/changes?since=2019-01-01")["movements"]}
            >= {MINE, OTHERS},
            OTHERS in {each["project"] for each in ask(who, "years/2019/history?since=2019-01-01")["items"]},
            ask(who, f"files/{stage['file']}") == b"x",
        )
        for who in ("clerk", "other_clerk", "coordinator")
    }
    one = ["全年绩效跟踪"]
    assert seen["clerk"] == ([MINE], ["测评.txt"], [OFFICE], one, False, False, True)
    assert seen["other_clerk"] == ([OTHERS], [], [OTHER_OFFICE], one, False, True, False)
    codes, files, offices, rounds, *others = seen["coordinator"]
    assert (set(codes), files, len(offices), others) == ({MINE, OTHERS}, ["测评.txt"], 2, [True, True, True])
    assert set(rounds) == {"全年绩效跟踪", "还没有发的"}


def test_what_a_screen_says_is_what_its_page_says(ask: Ask, stage: dict[str, int]):
    assert ask("leader", "years/2019/offices?as_of=2019-12-31")["unit"]["execution_rate"] == "98.31"
    assert ask("leader", "years/2019/months?as_of=2019-12-31")[-1]["spent"] == "387681400.00"
    report = ask("leader", f"years/2019/reports/{stage['report']}")
    assert (report["versions"][0]["note"], report["remarks"][0]["text"]) == ("送审", "请补数字")
    assert report["chain"][0]["name"]
    assert report["passages"] == ask("leader", f"years/2019/reports/{stage['report']}/versions/1")
    (difference,) = (
        each
        for each in ask("finance", f"years/2019/treasury/{stage['statement']}")
        if each["project"] == "P19"
    )
    assert (difference["theirs"], difference["difference"]) == ("1200000.00", "6600.00")
    (proof,) = ask("clerk", "years/2019/proofs")["items"]
    assert ask("clerk", f"years/2019/proofs/{proof['id']}")["title"] == "报告"
    assert ask("clerk", "years/2019/notices")[0]["title"] == "关于报送材料的通知"
    assert any(each["name"] for each in ask("clerk", "calendar/2019"))
    choices = ask("clerk", f"years/2019/rounds/{stage['round']}/selection")
    assert (len(choices), choices[0]["project"], choices[0]["amount"]) == (20, "P15", "50000000.00")
    assert ask("coordinator", "years/2019/work?place=sent") == []
    assert ask("finance", "people") == 403
    (clerk,) = (each for each in ask("coordinator", "people") if each["username"] == "clerk")
    assert [(each["role"], each["office"]) for each in clerk["posts"]] == [("clerk", OFFICE)]


def test_the_rows_of_an_import_are_those_of_its_preview_and_stay_when_it_is_written(
    ask: Ask, stage: dict[str, int], actor: Callable[[str], Actor]
):
    path = f"years/2019/payments/imports/{stage['batch']}/lines"
    found = ask("finance", path)
    assert [(each["kind"], each["is_written"]) for each in found["items"]] == [
        ("new", True),
        ("unclaimed", True),
    ]
    line = found["items"][0]
    told = ("project", "voucher", "amount", "date", "differences")
    assert [line[each] for each in told] == ["P19", "Z0001", "12000.00", "2019-03-05", []]
    (stranger,) = ask("finance", f"{path}?kind=unclaimed")["items"]
    assert (stranger["said"], stranger["project"]) == ("文明创建宣传", "")
    assert ask("finance", f"{path}?limit=1&offset=1")["items"] == [stranger]
    confirm(actor=actor("coordinator"), batch=Batch.objects.get(pk=stage["batch"]), replaces_statements=False)
    run_waiting()
    assert [each["is_written"] for each in ask("finance", path)["items"]] == [True, True]
    assert ask("finance", f"{path}?kind=wrong") == 422


def test_the_course_of_a_project_tells_budget_plan_and_spending(ask: Ask, year: BudgetYear):
    event = PlannedEvent(
        project=MINE, name="付款", planned=dt.date(2019, 6, 30), planned_spent=Money.of("100")
    )
    changes = [
        Change("planned_events", {each.name: getattr(event, each.name) for each in attributes(PlannedEvent)})
    ]
    write(actor=None, year=year, act="x", changes=changes, project=MINE)
    curve = ask("clerk", f"years/2019/projects/{MINE}/curve?as_of=2019-12-31")
    position = ask("clerk", f"years/2019/projects/{MINE}?as_of=2019-12-31")["position"]
    assert curve["budget"][-1]["amount"] == position["adjusted"]
    assert curve["spent"][-1]["amount"] == curve["months"][-1]["total"] == position["spent"]
    assert curve["planned"] == [{"date": "2019-06-30", "amount": "100.00"}]
    assert ask("clerk", f"years/2019/projects/{OTHERS}/curve") == 404


def test_the_weekly_page_tells_an_office_its_own_line_and_the_others_together(ask: Ask, year: BudgetYear):
    path = "years/2019/weekly?as_of=2019-12-31"
    whole, own = ask("leader", path), ask("clerk", path)
    assert whole["others"] is None
    assert whole["unit"] == own["unit"]
    assert [each["name"] for each in own["offices"]] == [OFFICE]
    assert own["offices"][0] in whole["offices"]
    assert own["others"]["behind"] + own["offices"][0]["behind"] == len(whole["behind"])
    assert {each["office"] for each in own["behind"]} <= {OFFICE}
    assert all(float(each["points"]) < 0 for each in whole["behind"])


def test_an_office_has_its_own_phrases_and_everybodys(ask: Ask, stage: dict[str, int]):
    told = {
        who: {each["text"] for each in ask(who, "years/2019/phrases")} for who in ("clerk", "coordinator")
    }
    assert told["clerk"] == {"本部门的话。", "大家的话。"}
    assert told["coordinator"] == {"本部门的话。", "别部门的话。", "大家的话。"}


def test_the_coordinator_sees_who_has_read_a_notice_and_what_came_back(ask: Ask, stage: dict[str, int]):
    (mark,) = ask("coordinator", f"years/2019/notices/{stage['notice']}/reads")
    assert mark["by"]
    path = f"years/2019/rounds/{stage['round']}/workbooks"
    (made,) = ask("coordinator", path)
    assert (made["office"], made["state"], made["name"]) == (OTHER_OFFICE, "waiting", "发回.xlsx")
    assert ask("coordinator", f"files/{made['file']}")[:2] == b"PK"
    assert ask("clerk", f"files/{made['file']}") == 404
    (subject,) = ask("coordinator", f"{path}/{made['id']}")["subjects"]
    assert subject["key"] == f"project/{OTHERS}"
    assert "表里写的。" in {each["back"] for each in subject["changes"]}
