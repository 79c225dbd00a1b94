from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.quantity import Precision
from jixiao.tracking.results import Output
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Membership, Role, User
from jixiao_web.history.models import Entry
from jixiao_web.history.undoing import undo
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import rows_of, year_of
from jixiao_web.ledger.services import add_rows, touch
from jixiao_web.results.models import Form, Phrase, State
from jixiao_web.results.prefill import prefill
from jixiao_web.results.selectors import task_of
from jixiao_web.results.typed import fields_of
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.models import State as RoundState
from tests.web.conftest import OFFICE
from tests.web.rounds.stage import MINE, OTHERS, announced

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]


@pytest.fixture
def round_(year: BudgetYear) -> Round:
    return announced(year)


def at(round_: Round, code: str = MINE, do: str = "", kind: str = "project") -> str:
    return f"/2019/results/{round_.pk}/{kind}/{code}/{do}"


def begun(round_: Round, code: str = MINE, kind: str = "project") -> dict[str, Any]:
    """The fields of the page as it is first shown, which the ledger fills for the example's last period."""
    task = task_of(round_, kind, code)
    assert task is not None
    content = prefill(round_, task.subject).content
    fields: dict[str, Any] = fields_of(content)
    for table in ("outputs", "shortcomings"):
        for number, row in enumerate(content.get(table) or ()):
            fields |= {f"{table}-{number}-{name}": row.get(name, "") for name in ("row", "version")}
    return fields | {"version": task.form.version if task.form else 0}


def sent(browser: Browser, round_: Round, who: str = "clerk", **more: Any) -> Form:
    answer = browser(who).post(at(round_), begun(round_) | {"do": "send"} | more)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Form.objects.get()


def test_a_clerk_sees_the_own_projects_with_what_the_ledger_has(browser: Browser, round_: Round):
    page = browser("clerk").get(f"/2019/results/?round={round_.pk}").content.decode()
    assert "月坛地区保洁经费" in page
    assert "“无围墙”站点年租金" not in page
    entry = browser("clerk").get(at(round_)).content.decode()
    assert 'name="outputs-0-name"' in entry
    assert "执行率" in entry


@pytest.mark.parametrize("do", ["", "draft/", "take-back/", "pass/", "return/", "take/", "fragment/"])
def test_a_project_of_another_office_is_not_there(do: str, browser: Browser, round_: Round):
    client = browser("clerk")
    assert client.post(at(round_, OTHERS, do), {"results": "x"}).status_code in (403, 404)
    assert client.get(at(round_, OTHERS, do)).status_code in (403, 404, 405)
    assert not Form.objects.exists()


@pytest.mark.parametrize("who", ["leader", "finance", "reviewer", "deputy_leader"])
def test_who_reads_all_does_not_write(who: str, browser: Browser, round_: Round):
    client = browser(who)
    assert client.get(at(round_)).status_code == 200
    assert 'name="results"' not in client.get(at(round_)).content.decode()
    for do in ("", "draft/", "pass/", "return/", "take/"):
        assert client.post(at(round_, do=do), begun(round_) | {"do": "save"}).status_code in (403, 404)
    assert not Form.objects.exists()


def test_a_draft_is_kept_and_the_round_begins_to_collect(browser: Browser, round_: Round):
    client = browser("clerk")
    answer = client.post(at(round_), begun(round_) | {"do": "save", "results": "初稿"})
    assert answer.status_code == 302
    assert answer["Location"] == at(round_)
    form = Form.objects.get()
    assert (form.state, form.content["results"], form.office) == (State.DRAFT, "初稿", OFFICE)
    round_.refresh_from_db()
    assert round_.state == RoundState.COLLECTING
    assert "初稿" in client.get(at(round_)).content.decode()


def test_what_is_typed_is_kept_while_it_is_typed(browser: Browser, round_: Round):
    client = browser("clerk")
    first = client.post(at(round_, do="draft/"), begun(round_) | {"results": "一"})
    assert first.json()["version"] == 1
    second = client.post(at(round_, do="draft/"), begun(round_) | {"results": "二", "version": 1})
    assert second.json()["version"] == 2
    stale = client.post(at(round_, do="draft/"), begun(round_) | {"results": "三", "version": 1})
    assert stale.status_code == 409
    assert "改过这份填报" in stale.json()["message"]
    assert Form.objects.get().content["results"] == "二"


def test_sending_leads_to_the_first_gap_and_keeps_what_was_typed(browser: Browser, round_: Round):
    data = begun(round_) | {"do": "send", "results": "", "evaluation": "自己写的评价"}
    answer = browser("clerk").post(at(round_), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#f-results">' in page
    assert 'aria-invalid="true" aria-describedby="f-results-error"' in page
    assert "自己写的评价" in page
    assert Form.objects.get().state == State.DRAFT
    assert Form.objects.get().content["evaluation"] == "自己写的评价"


def test_zero_is_sent_and_blank_is_not(browser: Browser, round_: Round):
    answer = browser("clerk").post(at(round_), begun(round_) | {"do": "send", "outputs-0-amount": ""})
    assert answer.status_code == 422
    assert "数量未填" in answer.content.decode()
    data = begun(round_) | {"do": "send", "outputs-0-amount": "0"}
    assert browser("clerk").post(at(round_), data).status_code == 302
    assert Form.objects.get().state == State.SENT


def test_sending_twice_changes_nothing_more(browser: Browser, round_: Round):
    data = begun(round_) | {"do": "send"}
    for _time in range(2):
        browser("clerk").post(at(round_), data)
    assert Form.objects.get().state == State.SENT
    assert Entry.objects.filter(act="results.send").count() == 1


def test_the_head_passes_and_what_the_head_sends_is_passed_with_that(browser: Browser, round_: Round):
    form = sent(browser, round_)
    assert browser("clerk").post(at(round_, do="pass/"), {"version": form.version}).status_code == 403
    browser("office_head").post(at(round_, do="pass/"), {"version": form.version})
    form.refresh_from_db()
    assert form.state == State.PASSED
    Form.objects.all().delete()
    assert sent(browser, round_, who="office_head").state == State.PASSED


def test_a_deputy_passes_on_behalf_of_the_head(browser: Browser, round_: Round, people: dict[str, User]):
    from jixiao_web.accounts.models import Deputyship

    form = sent(browser, round_)
    today = dt.date.today()  # noqa: DTZ011
    Deputyship.objects.create(
        principal=people["office_head"],
        deputy=people["finance"],
        starts=today - dt.timedelta(days=2),
        ends=today + dt.timedelta(days=2),
    )
    browser("finance").post(at(round_, do="pass/"), {"version": form.version})
    form.refresh_from_db()
    assert form.state == State.PASSED
    assert Entry.objects.get(act="results.pass").on_behalf_of == people["office_head"]


def test_asking_back_wants_a_reason_and_shows_it_to_the_office(browser: Browser, round_: Round):
    form = sent(browser, round_)
    client = browser("coordinator")
    client.post(at(round_, do="return/"), {"version": form.version, "reason": " "})
    form.refresh_from_db()
    assert form.state == State.SENT
    client.post(at(round_, do="return/"), {"version": form.version, "reason": "补写范围"})
    form.refresh_from_db()
    assert form.state == State.RETURNED
    assert "补写范围" in browser("clerk").get(at(round_)).content.decode()
    assert "补写范围" in browser("clerk").get("/2019/work/returned/").content.decode()
    assert Entry.objects.get(act="results.return").reason == "补写范围"


def test_what_was_sent_can_be_taken_back_until_it_is_taken_over(browser: Browser, round_: Round):
    sent(browser, round_)
    client = browser("clerk")
    assert 'name="results"' not in client.get(at(round_)).content.decode()
    client.post(at(round_, do="take-back/"))
    assert Form.objects.get().state == State.DRAFT
    assert 'name="results"' in client.get(at(round_)).content.decode()


def test_nothing_is_written_when_a_round_is_over(browser: Browser, round_: Round):
    Round.objects.update(state=RoundState.CLOSED)
    data = begun(round_) | {"do": "save", "results": "迟到的"}
    answer = browser("clerk").post(at(round_), data)
    assert answer.status_code == 409
    assert "迟到的" in answer.content.decode()
    assert browser("clerk").post(at(round_, do="draft/"), data).json()["is_over"]
    assert not Form.objects.exists()


def test_taking_over_shows_old_and_new_and_writes_the_ledger_once(
    browser: Browser, round_: Round, year: BudgetYear, actor: Who
):
    before = year_of(year)
    more = {"results": "全年完成保洁。", "outputs-0-amount": "12345", "outputs-0-precision": "约"}
    more |= {"outputs-90-name": "新成果", "outputs-90-amount": "7", "outputs-90-unit": "处"}
    form = sent(browser, round_, who="office_head", **more)
    client = browser("coordinator")
    page = client.get(at(round_, do="take/")).content.decode()
    assert "<ins>全年完成保洁。</ins>" in page
    assert "新增" in page
    assert year_of(year) == before
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(at(round_, do="take/"), {"seen": seen}).status_code == 302
    year.refresh_from_db()
    after = year_of(year)
    assert after.project_by_code[MINE].results == "全年完成保洁。"
    outputs = {each.name: each for each in after.outputs if each.subject == MINE}
    assert outputs["新成果"].amount == Decimal(7)
    assert outputs["新成果"].as_of == dt.date(2019, 12, 31)
    changed = next(each for each in outputs.values() if each.amount == Decimal(12345))
    assert changed.precision is Precision.ABOUT
    assert len(after.evaluations) == len(before.evaluations)
    form.refresh_from_db()
    assert form.state == State.TAKEN
    client.post(at(round_, do="take/"), {"seen": seen})
    assert Entry.objects.filter(act="results.take").count() == 1
    undo(actor=actor("coordinator"), entry=Entry.objects.get(act="results.take"))
    year.refresh_from_db()
    assert year_of(year) == before
    form.refresh_from_db()
    assert form.state == State.PASSED


def test_what_is_as_the_ledger_has_it_changes_nothing(browser: Browser, round_: Round, year: BudgetYear):
    before = year_of(year)
    sent(browser, round_, who="office_head")
    client = browser("coordinator")
    page = client.get(at(round_, do="take/")).content.decode()
    assert "与台账一致" in page
    client.post(at(round_, do="take/"), {"seen": page.split('name="seen" value="')[1].split('"')[0]})
    year.refresh_from_db()
    assert year_of(year) == before
    assert Form.objects.get().state == State.TAKEN


def test_a_row_that_the_office_struck_out_goes_and_others_stay(
    browser: Browser, round_: Round, year: BudgetYear
):
    names = [each.name for each in year_of(year).outputs if each.subject == MINE]
    data = {name: value for name, value in begun(round_).items() if not name.startswith("outputs-0-")}
    gone = begun(round_)["outputs-0-name"]
    browser("office_head").post(at(round_), data | {"do": "send"})
    add_rows(
        actor=None,
        year=year,
        table="outputs",
        nouns=[Output(subject=MINE, name="别处加的", amount=Decimal(1), as_of=dt.date(2019, 12, 31))],
    )
    touch(year)
    client = browser("coordinator")
    page = client.get(at(round_, do="take/")).content.decode()
    client.post(at(round_, do="take/"), {"seen": page.split('name="seen" value="')[1].split('"')[0]})
    year.refresh_from_db()
    after = [each.name for each in year_of(year).outputs if each.subject == MINE]
    assert sorted(after) == sorted([*(name for name in names if name != gone), "别处加的"])


def test_a_ledger_that_moved_since_it_was_shown_is_shown_again(
    browser: Browser, round_: Round, year: BudgetYear, actor: Who
):
    from jixiao_web.ledger.services import Change, write

    sent(browser, round_, who="office_head", results="新的")
    client = browser("coordinator")
    page = client.get(at(round_, do="take/")).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    row = rows_of(year, "projects", code=MINE)[0]
    write(
        actor=actor("coordinator"), year=year, act="x", changes=[Change("projects", {"note": "改"}, row.pk)]
    )
    answer = client.post(at(round_, do="take/"), {"seen": seen}, follow=True)
    assert "还没有写入" in answer.content.decode()
    assert Form.objects.get().state == State.PASSED


def test_what_the_head_has_not_passed_is_not_taken_over(browser: Browser, round_: Round):
    sent(browser, round_)
    page = browser("coordinator").get(at(round_, do="take/")).content.decode()
    assert "等科室负责人审核" in page
    assert 'name="seen"' not in page


def test_an_office_without_a_head_goes_straight_to_the_coordinator(
    browser: Browser, round_: Round, people: dict[str, User]
):
    Membership.objects.filter(role=Role.OFFICE_HEAD).delete()
    sent(browser, round_)
    assert 'name="seen"' in browser("coordinator").get(at(round_, do="take/")).content.decode()


def test_two_who_wrote_one_form_choose_field_by_field(browser: Browser, round_: Round):
    import json

    shown = begun(round_)
    browser("clerk").post(at(round_), shown | {"do": "save", "results": "甲写的", "evaluation": "甲的评价"})
    other = browser("office_head")
    seen = json.dumps({name: str(value) for name, value in shown.items()})
    answer = other.post(at(round_), shown | {"do": "save", "results": "乙写的", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲写的" in page
    assert "乙写的" in page
    assert Form.objects.get().content["results"] == "甲写的"
    choices = {
        "choose-results": "mine",
        "mine-results": "乙写的",
        "theirs-results": "甲写的",
        "choose-evaluation": "theirs",
        "mine-evaluation": shown["evaluation"],
        "theirs-evaluation": "甲的评价",
        "version": 1,
        "do": "save",
    }
    kept = {name: value for name, value in shown.items() if name not in ("results", "evaluation", "version")}
    assert other.post(at(round_), kept | choices).status_code == 302
    content = Form.objects.get().content
    assert (content["results"], content["evaluation"]) == ("乙写的", "甲的评价")


def test_a_theme_is_written_by_the_office_that_has_it(browser: Browser, round_: Round, year: BudgetYear):
    round_.theme_offices = {"T3": OFFICE}
    round_.save()
    assert browser("clerk").get(at(round_, "T1", kind="theme")).status_code == 404
    data = begun(round_, "T3", "theme") | {"do": "send", "results": "街巷一新。"}
    assert browser("office_head").post(at(round_, "T3", kind="theme"), data).status_code == 302
    client = browser("coordinator")
    page = client.get(at(round_, "T3", "take/", "theme")).content.decode()
    client.post(
        at(round_, "T3", "take/", "theme"), {"seen": page.split('name="seen" value="')[1].split('"')[0]}
    )
    year.refresh_from_db()
    assert next(each for each in year_of(year).themes if each.code == "T3").text == "街巷一新。"


def test_last_periods_amounts_stand_beside_the_field_not_in_it(year: BudgetYear):
    half = announced(year, name="半年", period="half-year", due_office=dt.date(2019, 7, 5))
    add_rows(
        actor=None,
        year=year,
        table="outputs",
        nouns=[
            Output(subject=MINE, name="半年的", amount=Decimal(30), unit="次", as_of=dt.date(2019, 6, 30))
        ],
    )
    touch(year)
    full = announced(year)
    task = task_of(full, "project", MINE)
    assert task is not None
    found = prefill(full, task.subject)
    row = next(each for each in found.content["outputs"] if each["name"] == "半年的")
    assert (row["amount"], row["as_of"], found.last["半年的"]) == ("", "", "30次")
    task = task_of(half, "project", MINE)
    assert task is not None
    names = [each["name"] for each in prefill(half, task.subject).content["outputs"]]
    assert names == ["半年的"]


def test_a_text_of_the_last_round_is_marked_as_such(browser: Browser, year: BudgetYear):
    half = announced(year, name="半年", period="half-year", due_office=dt.date(2019, 7, 5))
    Form.objects.create(round=half, kind="project", code=MINE, state=State.TAKEN)
    full = announced(year)
    page = browser("clerk").get(at(full)).content.decode()
    assert '<span class="tag">上期</span>' in page


def test_phrases_belong_to_an_office(browser: Browser, round_: Round):
    client = browser("clerk")
    data = {"text": "按计划完成。", "office": OFFICE, "field": "results"}
    for _time in range(2):
        client.post("/2019/results/phrases/", data)
    assert Phrase.objects.count() == 1
    assert "按计划完成。" in client.get(at(round_)).content.decode()
    assert "按计划完成。" not in browser("other_clerk").get("/2019/results/phrases/").content.decode()
    assert client.post("/2019/results/phrases/", data | {"office": "市民服务中心"}).status_code == 403
    assert client.post("/2019/results/phrases/", data | {"text": ""}).status_code == 422
    phrase = Phrase.objects.get()
    assert browser("other_clerk").post(f"/2019/results/phrases/{phrase.pk}/drop/").status_code == 403
    client.post(f"/2019/results/phrases/{phrase.pk}/drop/")
    assert not Phrase.objects.exists()
    client.post(f"/history/{Entry.objects.get(act='phrase.drop').pk}/undo/")
    back = Phrase.objects.get()
    assert (back.office, back.field, back.text) == (phrase.office, phrase.field, phrase.text)


def test_a_fragment_is_held_to_the_ledger_and_taken_over_as_text(browser: Browser, round_: Round):
    client = browser("clerk")
    text = "全年实际支出1.00万元，执行率99.99%。"
    page = client.post(at(round_, do="fragment/"), {"text": text}).content.decode()
    assert "与台账不一致 <b>2</b> 个" in page
    assert "的实际支出" in page
    data = {"text": text, "do": "take", "place": "results", "how": "after", "version": 0}
    assert client.post(at(round_, do="fragment/"), data).status_code == 302
    content = Form.objects.get().content
    assert content["results"].endswith(text)
    assert content["outputs"]
    assert client.post(at(round_, do="fragment/"), {"text": " "}).status_code == 422


def test_a_fragment_comes_as_a_word_file(browser: Browser, round_: Round, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("全年实际支出1.00万元。")
    document.save(tmp_path / "来稿.docx")
    with (tmp_path / "来稿.docx").open("rb") as file:
        page = browser("clerk").post(at(round_, do="fragment/"), {"file": file}).content.decode()
    assert "1.00万元" in page
    (tmp_path / "坏.docx").write_bytes(b"x")
    with (tmp_path / "坏.docx").open("rb") as file:
        assert browser("clerk").post(at(round_, do="fragment/"), {"file": file}).status_code == 422


@pytest.mark.parametrize("who", ["clerk", "coordinator"])
def test_the_list_asks_the_database_as_often_for_many_forms_as_for_one(
    who: str, browser: Browser, round_: Round, year: BudgetYear
):
    client, codes = browser(who), [each.code for each in year_of(year).projects]
    Form.objects.create(round=round_, kind="project", code=MINE, office=OFFICE)
    path = f"/2019/results/?round={round_.pk}"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for code in codes:
        Form.objects.get_or_create(round=round_, kind="project", code=code)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) <= len(few)


def test_who_reads_a_form_sees_figures_where_it_holds_references(browser: Browser, round_: Round):
    sent(browser, round_, results="支出{支出}，执行率{执行率}。")
    page = browser("reviewer").get(at(round_)).content.decode()
    assert '<span class="bound" title="{执行率}">100%</span>' in page
    assert "支出<span" in page
