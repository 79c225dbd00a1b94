from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.example import example_year
from jixiao_web.accounts.models import User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.files.models import StoredFile
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import row_of, rows_of, year_of
from jixiao_web.ledger.services import Change, open_year, replace_year, undo, write
from tests.web.conftest import OFFICE

ALL, FOCUS = "/2019/projects/", "/2019/projects/focus/"
OWN, OTHER = "/2019/projects/of/P03", "/2019/projects/of/P10"
READERS = ["office_head", "clerk", "coordinator", "finance", "deputy_leader", "leader", "reviewer"]
In = Callable[[str], Client]


def names(client: Client, address: str) -> list[str]:
    """The projects of a list in their order."""
    return [line.project.name for line in client.get(address).context["lines"]]


def test_everybody_with_a_role_sees_the_lists_and_an_outsider_does_not(year: BudgetYear, browser: In):
    for who in READERS:
        assert {browser(who).get(each).status_code for each in (ALL, FOCUS, OWN)} == {200}, who
    for address in (ALL, FOCUS, OWN, "/2019/projects/export.xlsx", "/2019/projects/curve/P03"):
        assert browser("outsider").get(address).status_code == 403


def test_an_office_sees_its_own_projects_and_nobody_elses(year: BudgetYear, browser: In):
    own = [each.name for each in year_of(year).projects if each.party == OFFICE]
    for who in ("clerk", "office_head"):
        assert sorted(names(browser(who), ALL)) == sorted(own)
        for address in (OTHER, OTHER.replace("/of/", "/curve/"), OTHER.replace("/of/", "/edit/")):
            assert browser(who).get(address).status_code == 404
    assert names(browser("other_clerk"), f"{ALL}?office={OFFICE}") == []
    assert len(names(browser("reviewer"), ALL)) == 21


def test_the_list_shows_what_the_ledger_says_and_adds_it_up(year: BudgetYear, browser: In):
    page = browser("leader").get(FOCUS).content.decode()
    for told in ("14,692.74", "147.48", "1,472.19", "13,368.03", "13,112.03", "98.08%", "256.00"):
        assert told in page
    assert "20 个项目，8 个部门" in page


def test_what_a_list_leaves_out_is_not_what_one_searches_for(year: BudgetYear, browser: In):
    page = browser("leader").get(FOCUS).content.decode()
    boxes = re.findall(r'<input[^>]* name="q"[^>]*>', page)
    assert boxes
    assert all(' value=""' in each for each in boxes)


def test_cells_that_do_not_add_up_when_rounded_are_marked(year: BudgetYear, browser: In):
    answer = browser("leader").get(FOCUS)
    lines = zip(answer.context["lines"], answer.context["rows"], strict=True)
    assert [line.project.number for line, row in lines if " noted" in row] == [3, 5, 7]
    assert [c["column"].name for c in answer.context["total"] if c["note"]] == ["original"]
    in_yuan = browser("leader")
    in_yuan.post("/shown/unit/", {"unit": "元"})
    assert not any(" noted" in row for row in in_yuan.get(FOCUS).context["rows"])


def test_totals_follow_the_filter_and_choices_tell_how_many_they_leave(year: BudgetYear, browser: In):
    answer = browser("leader").get(f"{FOCUS}?office={OFFICE}&adjusted=1")
    assert "社区党组织服务群众经费" not in answer.content.decode()
    assert answer.context["count"] == len(answer.context["rows"]) == 5
    chips = {each["word"]: each["count"] for each in answer.context["chips"]}
    assert chips["有调整"] == 5
    offices = {each["name"]: each["count"] for each in answer.context["offices"]}
    assert sum(offices.values()) == 13
    bands = browser("leader").get(FOCUS).context["bands"]
    assert sorted(each["count"] for each in bands) == [1, 7, 12]
    assert names(browser("leader"), f"{FOCUS}?band=low") == ["社区党组织服务群众经费"]


def test_text_is_looked_for_in_names_offices_and_codes(year: BudgetYear, browser: In):
    client = browser("leader")
    assert names(client, f"{ALL}?q=违建") == ["月坛地区违建拆除经费"]
    assert names(client, f"{ALL}?q=p10") == ["社区党组织服务群众经费"]
    assert len(names(client, f"{ALL}?q=市民服务")) == 4
    assert "没有符合这些条件的项目" in client.get(f"{ALL}?q=没有的").content.decode()


def test_any_column_sorts_and_what_is_absent_comes_last_either_way(year: BudgetYear, browser: In):
    client = browser("leader")
    rising = names(client, f"{FOCUS}?sort=rate")
    assert rising[0] == "社区党组织服务群众经费"
    assert (
        names(client, f"{ALL}?sort=number")[-1] == names(client, f"{ALL}?sort=-number")[-1] == "其他一般项目"
    )
    assert names(client, f"{ALL}?sort=-spent")[0] == "其他一般项目"
    head = client.get(f"{FOCUS}?sort=-spent").content.decode()
    assert 'aria-sort="descending"' in head


@pytest.mark.parametrize(
    "query",
    ["sort=%00", "sort=nothing", "band=x&office=y", "q=" + "长" * 3000, "focus=2", "page=-1", "as_of=x"],
)
def test_nonsense_in_the_address_is_harmless(year: BudgetYear, browser: In, query: str):
    assert browser("leader").get(f"{ALL}?{query}").status_code == 200


def test_columns_and_their_order_are_each_persons_own(year: BudgetYear, browser: In):
    client = browser("leader")
    client.post("/2019/projects/columns/", {"column": ["spent", "name", "balance", "junk"]})
    assert [each.name for each in client.get(ALL).context["columns"]] == ["spent", "name", "balance"]
    assert len(browser("finance").get(ALL).context["columns"]) > 3
    client.post("/2019/projects/columns/", {"column": ["spent"]})
    assert [each.name for each in client.get(ALL).context["columns"]] == ["name", "spent"]
    client.post("/2019/projects/columns/", {"column": ["spent"], "usual": "1"})
    assert len(client.get(ALL).context["columns"]) > 3
    assert client.get("/2019/projects/columns/").status_code == 405
    gone = client.post("/2019/projects/columns/", {"column": ["spent"], "next": "https://elsewhere.example/"})
    assert gone.headers["Location"] == ALL


def test_the_export_holds_the_rows_order_and_columns_that_are_seen(year: BudgetYear, browser: In):
    client = browser("clerk")
    client.post("/2019/projects/columns/", {"column": ["number", "name", "spent", "rate"]})
    query = "?sort=-spent&focus=1"
    seen = names(client, ALL + query)
    answer = client.get(f"/2019/projects/export.xlsx{query}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert isinstance(sheet, Worksheet)
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0] == ["序号", "项目名称", "支出", "执行率"]
    assert [row[1] for row in rows[1:-1]] == seen
    assert rows[-1][1] == "合计"
    assert rows[-1][2] == pytest.approx(sum(row[2] for row in rows[1:-1]))


def test_one_walks_the_filtered_list_from_page_to_page(year: BudgetYear, browser: In):
    client = browser("leader")
    order = names(client, f"{FOCUS}?sort=-spent")
    code = {each.name: each.code for each in year_of(year).projects}
    answer = client.get(f"/2019/projects/of/{code[order[4]]}?focus=1&sort=-spent")
    walk = answer.context["walk"]
    assert (walk["before"].name, walk["after"].name, walk["at"]) == (order[3], order[5], 5)
    assert "sort=-spent" in walk["query"]


def test_the_page_writes_the_equation_and_what_the_rules_say(year: BudgetYear, browser: In):
    page = browser("leader").get(OWN).content.decode()
    for told in ("2,084.22", "127.97", "1,956.24", "100%", "93.86%", "2,883.63", "CST002"):
        assert told in page
    told = browser("leader").get("/2019/projects/curve/P03").json()
    assert [each["amount"] for each in told["budget"]] == ["2084.22", "1956.24", "1956.24"]
    assert told["marks"] == [{"date": "2019-12-31", "label": "追减 127.97"}]
    assert browser("leader").get("/2019/projects/of/NONE").status_code == 404


def test_a_project_is_followed_through_the_years_by_its_predecessors_and_its_name(
    year: BudgetYear, browser: In
):
    content = example_year()
    renamed = tuple(
        replace(each, name="街巷物业", predecessors=("街道街巷准物业管理服务",))
        if each.code == "P03"
        else each
        for each in content.projects
    )
    later = open_year(actor=None, fiscal_year=2020, unit=content.unit)
    replace_year(actor=None, year=later, content=replace(content, fiscal_year=2020, projects=renamed))
    earlier = browser("clerk").get("/2020/projects/of/P03").context["earlier"]
    assert [(at, project.name) for at, project, _standing in earlier] == [(2019, "街道街巷准物业管理服务")]
    assert "历年" in browser("clerk").get("/2020/projects/of/P07").content.decode()
    assert "历年" not in browser("clerk").get(OWN).content.decode()


def test_the_page_offers_each_role_what_it_may_do_next(year: BudgetYear, browser: In):
    offered = {
        who: [word for word in ("登记支付", "申请调整", ">修改<", "删除项目") if word in page]
        for who in READERS
        if (page := browser(who).get(OWN).content.decode().replace("</svg>", ">"))
    }
    assert offered["clerk"] == offered["office_head"] == ["申请调整", ">修改<"]
    assert offered["finance"] == ["登记支付", "申请调整"]
    assert offered["coordinator"] == ["登记支付", "申请调整", ">修改<", "删除项目"]
    assert offered["leader"] == offered["deputy_leader"] == offered["reviewer"] == []


def test_internal_shortcomings_are_not_for_the_third_party(year: BudgetYear, browser: In):
    row = rows_of(year, "shortcomings")[0]
    write(
        actor=None,
        year=year,
        act="x",
        changes=[Change("shortcomings", {"is_internal": True, "text": "只供内部看的话"}, row.pk)],
    )
    address = f"/2019/projects/of/{row.project}"
    assert "只供内部看的话" in browser("leader").get(address).content.decode()
    assert "只供内部看的话" not in browser("reviewer").get(address).content.decode()


def form_of(client: Client, address: str) -> dict[str, object]:
    """What the form at the address would send if nobody touched it."""
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def test_an_office_writes_its_texts_and_the_coordinator_everything(year: BudgetYear, browser: In):
    address = "/2019/projects/edit/P03"
    sent = form_of(browser("clerk"), address)
    assert "party" not in sent
    answer = browser("clerk").post(address, {**sent, "note": "经办写的", "party": "综合办公室"})
    assert answer.headers["Location"] == OWN
    row = row_of(year, "projects", code="P03")
    assert row is not None
    assert (row.note, row.party) == ("经办写的", OFFICE)
    assert "party" in form_of(browser("coordinator"), address)
    for who in ("finance", "leader", "reviewer", "deputy_leader"):
        assert browser(who).get(address).status_code == 403
        assert browser(who).post(address, sent).status_code == 403
    assert browser("other_clerk").post(address, sent).status_code == 404


def test_who_saw_an_older_version_is_shown_the_difference(year: BudgetYear, browser: In):
    address = "/2019/projects/edit/P03"
    sent = form_of(browser("clerk"), address)
    browser("coordinator").post(address, {**form_of(browser("coordinator"), address), "note": "先写的"})
    answer = browser("clerk").post(address, {**sent, "note": "后写的"})
    assert answer.status_code == 409
    assert "先写的" in answer.content.decode()
    assert "后写的" in answer.content.decode()


def test_only_the_coordinator_opens_a_project_and_its_code_is_given_once(year: BudgetYear, browser: In):
    client = browser("coordinator")
    sent = form_of(client, "/2019/projects/new/")
    assert sent["code"] == "P21"
    answer = client.post("/2019/projects/new/", {**sent, "name": "新的项目"})
    assert answer.headers["Location"] == "/2019/projects/of/P21"
    again = client.post("/2019/projects/new/", {**sent, "name": "又一个"})
    assert again.status_code == 422
    assert "又一个" in again.content.decode()
    for who in ("clerk", "finance", "leader", "reviewer"):
        assert browser(who).get("/2019/projects/new/").status_code == 403


def test_a_project_with_money_on_it_stays_and_one_without_goes_and_comes_back(
    year: BudgetYear, browser: In, people: dict[str, User]
):
    client = browser("coordinator")
    kept = client.post("/2019/projects/remove/P03", follow=True)
    assert "还有 1 笔批复、1 笔调整、1 笔支付、2 份合同" in kept.content.decode()
    changes = [
        Change("projects", {"code": "N1", "name": "没有钱的", "party": OFFICE}),
        Change("planned_events", {"project": "N1", "name": "开工"}),
        Change("objectives", {"subject": "N1", "text": "做好。"}),
        Change(
            "indicators",
            {"code": "K9", "subject": "N1", "first": "产出指标", "second": "数量指标", "name": "件数"},
        ),
        Change("attainments", {"indicator": "K9", "as_of": dt.date(2019, 6, 30), "words": "在做"}),
    ]
    write(actor=None, year=year, act="x", changes=changes)
    before = year_of(year)
    client.post("/2019/projects/remove/N1")
    year.refresh_from_db()
    assert "N1" not in year_of(year).project_by_code
    assert len(year_of(year).planned_events) == len(before.planned_events) - 1
    assert not [each for each in year_of(year).indicators if each.subject == "N1"]
    assert len(year_of(year).attainments) == len(before.attainments) - 1
    undo(actor=actor_of(people["coordinator"]), entry=Entry.objects.get(act="project.remove"))
    year.refresh_from_db()
    assert set(map(repr, year_of(year).planned_events)) == set(map(repr, before.planned_events))
    assert year_of(year).project_by_code["N1"] == before.project_by_code["N1"]
    assert browser("clerk").post("/2019/projects/remove/N1").status_code == 403
    assert client.get("/2019/projects/remove/N1").status_code == 405


@pytest.mark.parametrize(
    ("table", "sent"),
    [
        ("planned_events", {"name": "完工", "planned": "2019-11-30", "planned_spent": "100"}),
        ("cost_standards", {"item": "物业", "rate": "72", "rate_unit": "元/㎡/年", "times": "1"}),
        ("sub_projects", {"name": "北片", "state": "实施中"}),
        ("inspections", {"date": "2019-09-10", "who": "综合办公室", "node": "中期", "seen": "按图施工。"}),
    ],
)
def test_the_parts_of_a_project_are_added_changed_and_removed_by_its_office(
    year: BudgetYear, browser: In, table: str, sent: dict[str, str]
):
    client, new = browser("clerk"), f"/2019/projects/parts/{table}/new/P03"
    assert client.post(new, sent).headers["Location"] == OWN
    row = rows_of(year, table, project="P03")[-1]
    address = f"/2019/projects/parts/{table}/{row.pk}/"
    name = {"cost_standards": "item", "inspections": "node"}.get(table, "name")
    changed = {**form_of(client, address), name: "改了名"}
    assert client.post(address, changed).status_code == 302
    assert "改了名" in client.get(OWN).content.decode()
    for who, status in (("other_clerk", 404), ("finance", 403), ("reviewer", 403), ("outsider", 403)):
        assert browser(who).post(address, changed).status_code == status
        assert browser(who).post(f"{address}remove/").status_code == status
        assert browser(who).get(new).status_code == status
    assert client.post(f"{address}remove/").status_code == 302
    assert client.post(f"{address}remove/").status_code == 404
    assert client.post(new, {}).status_code == 422


def test_tables_that_are_kept_elsewhere_cannot_be_reached_here(year: BudgetYear, browser: In):
    row = rows_of(year, "entries")[0]
    for address in (f"entries/{row.pk}/", "entries/new/P03", f"projects/{row.pk}/", "nothing/1/"):
        assert browser("coordinator").get(f"/2019/projects/parts/{address}").status_code == 404


def test_a_closed_year_is_read_and_not_changed(year: BudgetYear, browser: In):
    sent = form_of(browser("clerk"), "/2019/projects/edit/P03")
    BudgetYear.objects.update(closed_at="2020-03-01T00:00Z")
    page = browser("coordinator").get(OWN).content.decode()
    assert "/2019/projects/edit/" not in page
    answer = browser("clerk").post("/2019/projects/edit/P03", {**sent, "note": "晚了"})
    assert answer.status_code == 422
    assert "晚了" in answer.content.decode()


@pytest.mark.parametrize("address", [ALL, OWN])
def test_a_page_takes_the_same_queries_however_many_rows_there_are(
    year: BudgetYear, browser: In, address: str
):
    client = browser("leader")

    def add(number: int) -> None:
        changes = [
            Change("projects", {"code": f"N{number}", "name": f"新{number}", "party": OFFICE}),
            Change("planned_events", {"project": "P03", "name": f"节点{number}"}),
            Change("cost_standards", {"project": "P03", "item": f"项{number}", "rate": 1, "rate_unit": "元"}),
            Change("contracts", {"code": f"H{number}", "project": "P03", "subject": "合同"}),
        ]
        write(actor=None, year=year, act="x", changes=changes, project="P03", summary="加")

    add(1)
    client.get(address)
    add(2)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in (3, 4, 5):
        add(number)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_pages_speak_english_too(year: BudgetYear, people: dict[str, User], browser: In):
    User.objects.update(language="en")
    for address in (ALL, FOCUS, OWN):
        assert browser("coordinator").get(address).headers["Content-Language"] == "en"


def test_markup_in_a_name_stays_words(year: BudgetYear, browser: In):
    new = {"code": 'x"<b>', "name": "<script>alert(1)</script>", "party": OFFICE, "official_code": "<i>"}
    write(actor=None, year=year, act="x", changes=[Change("projects", new)])
    client = browser("clerk")
    client.post("/2019/projects/columns/", {"column": ["name", "code", "official_code", "party"]})
    for address in (ALL, "/2019/overview/offices/", "/2019/projects/of/x%22%3Cb%3E"):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert 'x"<b>' not in page.content.decode()


def test_a_code_with_a_slash_has_its_page(year: BudgetYear, browser: In):
    new = {"code": "2019/甲 1", "name": "斜线", "party": OFFICE}
    write(actor=None, year=year, act="x", changes=[Change("projects", new)])
    page = browser("clerk").get(ALL).content.decode()
    assert "2019/%E7%94%B2%201" in page
    assert browser("clerk").get("/2019/projects/of/2019/%E7%94%B2%201").status_code == 200


def test_in_the_middle_of_the_year_spending_that_is_not_known_is_a_dash(year: BudgetYear, browser: In):
    answer = browser("leader").get(f"{OWN}?as_of=2019-06-30")
    assert answer.status_code == 200
    assert browser("leader").get(f"{ALL}?as_of=2019-06-30&sort=rate").status_code == 200


@pytest.mark.parametrize("code", ["a/b/../c", "甲\n乙", "?x=1#y", "%2F", "a b", " "])
def test_whatever_an_office_took_for_a_code_has_its_page(year: BudgetYear, browser: In, code: str):
    change = Change("projects", {"code": code, "name": "怪编号", "party": OFFICE})
    write(actor=None, year=year, act="x", changes=[change])
    client = browser("clerk")
    address = reverse("projects:page", args=[2019, code])
    for page in (ALL, "/2019/overview/offices/", "/2019/overview/", "/2019/reports/weekly/", address):
        assert client.get(page).status_code == 200


def test_what_no_database_keeps_is_not_found(year: BudgetYear, browser: In):
    for page in ("of/%00", "edit/%00", "curve/%00", "parts/planned_events/new/%00", "of/", "of/%FF"):
        assert browser("coordinator").get(f"/2019/projects/{page}").status_code == 404


def test_papers_of_a_project_are_for_its_office_and_those_who_see_all(year: BudgetYear, browser: In):
    row = row_of(year, "projects", code="P03")
    assert row is not None
    sent = {"kind": "projects.paper", "subject": f"projects/{row.pk}", "year": "2019", "next": OWN}

    def paper() -> SimpleUploadedFile:
        return SimpleUploadedFile("合同.pdf", b"%PDF-1.4\n" + b"0" * 200, "application/pdf")

    for who, status in (("other_clerk", 403), ("finance", 403), ("reviewer", 403), ("outsider", 403)):
        assert browser(who).post("/files/upload/", {**sent, "file": paper()}).status_code == status
    assert browser("clerk").post("/files/upload/", {**sent, "file": paper()}).status_code == 302
    file = StoredFile.objects.get()
    assert file.office == OFFICE
    assert "合同.pdf" in browser("clerk").get(OWN).content.decode()
    for who, status in (("clerk", 200), ("leader", 200), ("other_clerk", 404), ("outsider", 403)):
        answer = browser(who).get(reverse("files:download", args=[file.pk]))
        assert answer.status_code == status
        assert b"%PDF" in answer.getvalue() if status == 200 else True
    gone = {**sent, "subject": "projects/999999", "file": paper()}
    assert browser("coordinator").post("/files/upload/", gone).status_code == 403
