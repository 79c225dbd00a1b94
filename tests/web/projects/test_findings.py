"""Findings and states of reporting, on the list of projects and on the page of one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.findings import Severity
from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.projects.dossier import dossier
from jixiao_web.projects.lines import lines_for
from jixiao_web.proofing import services
from jixiao_web.proofing.models import Decision, Run
from jixiao_web.results.models import Form, State
from jixiao_web.results.selectors import Progress, progress_of_projects
from tests.reporting.files import text_file
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import announced

ALL, OWN = "/2019/projects/", "/2019/projects/of/P03"
AS_OF = dt.date(2019, 12, 31)
WRONG = "“街道街巷准物业管理服务”调整后预算1,956.24万元，支出1,956.24万元，执行率98%。"
In = Callable[[str], Client]
Who = Callable[[str], Actor]


@pytest.fixture
def run(year: BudgetYear, actor: Who, settings: object, tmp_path: Path) -> Run:
    """A report on a project of the clerk's office, proofed by the clerk against the ledger."""
    settings.MEDIA_ROOT = tmp_path / "kept"  # type: ignore[attr-defined]
    content = text_file(
        tmp_path, WRONG, "全年一般公共预算支出100万元，比上年增加20万元，增长30%。"
    ).read_bytes()
    made = services.bring(actor=actor("clerk"), year=year, name="报告.txt", content=content, against=year)
    run_waiting()
    return made


def found(actor: Actor, year: BudgetYear) -> dict[str, int]:
    """How many findings the list shows, project by project."""
    return {each.project.code: each.findings for each in lines_for(actor, year, AS_OF)}


def test_the_list_counts_what_the_page_tells_of_the_ledger(year: BudgetYear, actor: Who):
    counted = found(actor("leader"), year)
    for project in year_of(year).projects:
        page = dossier(year, AS_OF, project.code)
        assert page is not None
        told = [each for each in page.findings if each.severity is not Severity.NOTICE]
        assert counted[project.code] == len(told), project.code
    assert counted["P03"] > 0


def test_open_findings_of_a_proof_count_on_the_project_that_they_are_about(
    run: Run, year: BudgetYear, actor: Who, browser: In
):
    items = list(run.items.all())
    about = [each for each in items if each.project == "P03"]
    assert about
    assert len(about) < len(items)
    before = found(actor("finance"), year)["P03"]
    for who in ("clerk", "coordinator"):
        assert found(actor(who), year)["P03"] == before + len(about)
    page = browser("clerk").get(OWN).content.decode()
    assert f"/2019/proofing/runs/{run.pk}/#f{about[0].number}" in page
    services.decide(
        actor=actor("clerk"), run=run, item=about[0], state=Decision.State.DISMISSED, reason="口径不同"
    )
    assert found(actor("clerk"), year)["P03"] == before + len(about) - 1
    assert f"#f{about[0].number}" not in browser("clerk").get(OWN).content.decode()


def test_whoever_may_not_see_the_proof_learns_nothing_of_it(run: Run, year: BudgetYear, browser: In):
    for who in ("office_head", "leader", "reviewer"):
        page = browser(who).get(OWN).content.decode()
        assert f"/proofing/runs/{run.pk}/" not in page
        assert "还没有您能看的" in page


def test_only_the_last_proof_of_a_paper_counts(run: Run, year: BudgetYear, actor: Who, tmp_path: Path):
    before = found(actor("finance"), year)["P03"]
    content = text_file(tmp_path, "全年平稳。").read_bytes()
    services.bring(actor=actor("clerk"), year=year, name="报告.txt", content=content, against=year)
    assert found(actor("clerk"), year)["P03"] > before, "until it is done, the one before counts"
    run_waiting()
    assert found(actor("clerk"), year)["P03"] == before


def test_the_list_says_how_far_reporting_is(year: BudgetYear):
    assert progress_of_projects(year, AS_OF) == {}
    round_ = announced(year)
    for code, state in (("P07", State.RETURNED), ("P08", State.SENT)):
        Form.objects.create(round=round_, kind="project", code=code, office=OFFICE, state=state)
    in_time = progress_of_projects(year, round_.due_office)
    assert (in_time["P03"], in_time["P07"]) == (Progress.NOT_BEGUN, Progress.RETURNED)
    late = progress_of_projects(year, round_.due_office + dt.timedelta(1))
    assert [late[code] for code in ("P03", "P07", "P08")] == [Progress.LATE, Progress.RETURNED, Progress.SENT]
    assert "P99" not in late


def test_states_lights_and_findings_filter_sort_and_are_exported(year: BudgetYear, browser: In):
    round_ = announced(year)
    Form.objects.create(round=round_, kind="project", code="P07", office=OFFICE, state=State.SENT)
    client = browser("clerk")

    def names(query: str) -> list[str]:
        return [each.project.code for each in client.get(f"{ALL}?{query}").context["lines"]]

    assert names("state=sent") == ["P07"]
    assert "P07" not in names("state=late")
    every = names("")
    lit = {light: names(f"light={light}") for light in ("met", "partly", "not_met", "none")}
    assert sorted(code for codes in lit.values() for code in codes) == sorted(every)
    assert names("found=1")
    assert set(names("found=1")) < set(every)
    assert names("sort=progress&state=sent&state=late")[-1] == "P07"
    counts = [each.findings for each in client.get(f"{ALL}?sort=-findings").context["lines"]]
    assert counts == sorted(counts, reverse=True)
    client.post("/2019/projects/columns/", {"column": ["name", "progress", "findings"]})
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/2019/projects/export.xlsx").content)).active
    assert isinstance(sheet, Worksheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0] == ["项目名称", "跟踪状态", "发现"]
    assert rows[-1][2] == sum(counts)
    assert "逾期未报" in {row[1] for row in rows}
