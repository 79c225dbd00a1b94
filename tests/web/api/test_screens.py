"""What the screens show besides the ledger, over the API: the same to the same people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jixiao_web.accounts import deputies
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.services import keep
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.payments.treasury import keep_statement
from jixiao_web.proofing.services import bring
from jixiao_web.reports.services import comment, make_version, open_report
from jixiao_web.results.models import Form, State
from tests.web.conftest import CAST, OFFICE, OTHER_OFFICE
from tests.web.payments.files import export
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
    "notices": EVERYBODY,
    "reports/{report}": EVERYBODY,
    "reports/{report}/versions/1": EVERYBODY,
    "treasury": WHOLE_UNIT,
    "treasury/{statement}": WHOLE_UNIT,
    "payments/imports": WHOLE_UNIT,
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
    run_waiting()
    return {
        "round": round_.pk,
        "draft": a_round(year, name="还没有发的").pk,
        "report": report.pk,
        "file": paper.pk,
        "statement": statement.pk,
        "run": run.pk,
    }


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
