"""Indicators in a filing: monitoring within the year, self-evaluation at its end, taken into the ledger."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.workbook import Workbook

from jixiao.exchange.fill_in import INDICATORS, STATEMENTS
from jixiao.exchange.fill_in import TEXTS as WORDS
from jixiao.exchange.result_entry import entered
from jixiao.tracking.attainment import Attainment, Cause, Likelihood, Statement, Tier
from jixiao.tracking.indicator import ChangeKind
from jixiao.tracking.noun import attributes
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.undoing import undo
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import row_of, rows_of, year_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.results.models import Form, State
from jixiao_web.results.selectors import task_of, wanted_of
from jixiao_web.results.takeover import Takeover
from jixiao_web.results.typed import content_of
from jixiao_web.rounds.models import Round
from tests.web.results.test_forms import at, begun
from tests.web.results.test_workbooks import confirmed, downloaded, edited, put, sent_back
from tests.web.rounds.stage import MINE, announced

Browser = Callable[[str], Client]
Who = Callable[[str], Actor]

JUNE, END = dt.date(2019, 6, 30), dt.date(2019, 12, 31)
ROWS = (
    ("K91", "产出指标", "数量指标", "清扫面积", "≥1000㎡", "30"),
    ("K92", "产出指标", "时效指标", "完工时间", "11月底前完成", "20"),
    ("K93", "效益指标", "社会效益指标", "环境改善", "明显改善", "30"),
    ("K94", "满意度指标", "服务对象满意度指标", "满意度", "≥90%", "10"),
)
TEXTS = ("regulations", "management", "finance", "deviation", "problems", "measures", "suggestions")
MONITORED = {
    "indicators-0-actual": "500", "indicators-0-likelihood": "确定能",
    "indicators-1-words": "已进场", "indicators-1-likelihood": "确定能",
    "indicators-2-tier": "达成年度指标", "indicators-2-likelihood": "确定能",
    "indicators-3-actual": "92", "indicators-3-likelihood": "确定能",
    **{f"indicators-{number}-code": code for number, (code, *_rest) in enumerate(ROWS)},
    **dict.fromkeys(TEXTS, "无"),
}  # fmt: skip
EVALUATED = {
    "indicators-0-actual": "1000", "indicators-1-reached": "2019-11-20",
    "indicators-2-tier": "达成年度指标", "indicators-2-score": "27",
    "indicators-2-explanation": "还有两处点位没有整治完",
    "indicators-3-actual": "92", "completion": "全部完成。",
    **{f"indicators-{number}-code": code for number, (code, *_rest) in enumerate(ROWS)},
}  # fmt: skip


@pytest.fixture
def promised(year: BudgetYear) -> BudgetYear:
    gone = [
        Change(table, None, row.pk)
        for table in ("attainments", "indicator_changes", "statements", "indicators")
        for row in rows_of(year, table)
    ]
    made = [
        Change(
            "indicators",
            {
                "code": code, "subject": MINE, "first": first, "second": second, "name": name,
                "target": target, "weight": Decimal(weight),
            },
        )
        for code, first, second, name, target, weight in ROWS
    ]  # fmt: skip
    write(actor=None, year=year, act="project.change", changes=[*gone, *made])
    return year


@pytest.fixture
def whole(promised: BudgetYear) -> Round:
    return announced(promised)


@pytest.fixture
def half(promised: BudgetYear) -> Round:
    found = announced(promised)
    found.period = "half-year"
    found.save()
    return found


def filed(round_: Round, **more: Any) -> dict[str, Any]:
    """The page as it is first shown, with what is typed; a half-year has no outputs yet in the example."""
    begin = {name: value for name, value in begun(round_).items() if not name.startswith("indicators-")}
    base = MONITORED if round_.period == "half-year" else EVALUATED
    return begin | {"no_outputs": "1", "objectives": "已实现"} | base | more


def test_what_is_promised_stands_beside_what_is_asked(half: Round, browser: Browser):
    page = browser("clerk").get(at(half)).content.decode()
    for told in ("清扫面积", "≥1000㎡", "完成目标可能性", "经费保障", "监控分析"):
        assert told in page
    assert "评定得分" not in page


def test_at_the_years_end_scores_are_asked_and_no_forecasts(whole: Round, browser: Browser):
    page = browser("clerk").get(at(whole)).content.decode()
    assert "评定得分" in page
    assert "完成目标可能性" not in page


def test_a_monitoring_form_is_sent_once_it_is_complete(half: Round, browser: Browser):
    answer = browser("clerk").post(at(half), filed(half, do="send"))
    assert answer.status_code == 302, answer.content.decode()
    assert Form.objects.get().state == State.SENT


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"indicators-0-actual": ""}, "indicators-0-actual", "完成值未填"),
        ({"indicators-0-actual": "0"}, "indicators-0-causes", "偏差原因未选"),
        ({"indicators-0-likelihood": ""}, "indicators-0-likelihood", "可能性未选"),
        ({"indicators-0-likelihood": "有可能"}, "indicators-0-forecast", "全年预计"),
        ({"indicators-0-actual": "900"}, "indicators-0-explanation", "明显超过"),
        ({"indicators-2-tier": ""}, "indicators-2-tier", "达成程度未选"),
        ({"indicators-0-actual": "五百"}, "indicators-0-actual", "不是一个数"),
        ({"finance": ""}, "finance", "财务管理未填"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_kept_as_typed(
    changed: dict[str, str], field: str, told: str, half: Round, browser: Browser
):
    answer = browser("clerk").post(at(half), filed(half, do="send", **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in page
    assert told in page
    assert Form.objects.get().state == State.DRAFT


def test_zero_with_its_cause_is_a_value(half: Round, browser: Browser):
    said = {
        "indicators-0-actual": "0",
        "indicators-0-causes": ["经费保障", "其他"],
        "indicators-0-explanation": "经费六月才拨付到位",
    }
    answer = browser("clerk").post(at(half), filed(half, do="send", **said))
    assert answer.status_code == 302
    row = Form.objects.get().content["indicators"][0]
    assert (row["actual"], row["causes"]) == ("0", "经费保障、其他")


def test_a_percentage_that_can_hardly_be_meant_is_sent_once_it_is_explained(half: Round, browser: Browser):
    said: dict[str, Any] = {
        "indicators-3-actual": "0.92",
        "indicators-3-causes": ["其他"],
        "indicators-3-explanation": "调查由第三方完成",
    }
    client = browser("clerk")
    assert client.post(at(half), filed(half, do="save", **said)).status_code == 302
    assert "百分数填 92" in client.get(at(half)).content.decode()
    version = Form.objects.get().version
    page = client.post(at(half), filed(half, do="send", version=version, **said)).content.decode()
    (name,) = set(re.findall(r'name="(answer-\w+)"', page))
    said |= {name: "就是这个数。", "version": Form.objects.get().version}
    assert client.post(at(half), filed(half, do="send", **said)).status_code == 302


def test_taking_over_writes_what_was_reached_and_undo_takes_it_back(
    half: Round, browser: Browser, actor: Who
):
    said = {
        "indicators-0-actual": "300",
        "indicators-0-causes": ["人员保障"],
        "indicators-0-explanation": "两名保洁员离岗，尚未补齐",
    }
    assert browser("clerk").post(at(half), filed(half, do="send", **said)).status_code == 302
    browser("office_head").post(at(half, do="pass/"), {"version": Form.objects.get().version})
    task = task_of(Round.objects.get(), "project", MINE)
    assert task is not None
    told = Takeover(task)
    assert any("清扫面积" in each.what for each in told.differences)
    assert [each.new for each in told.differences if each.label == "偏差原因"] == ["人员保障"]
    browser("coordinator").post(at(half, do="take/"), {"seen": told.mark})
    ledger = year_of(BudgetYear.objects.get())
    found = {each.indicator: each for each in ledger.attainments}
    assert (found["K91"].actual, found["K91"].causes, found["K91"].as_of) == (
        Decimal(300),
        (Cause.STAFF,),
        JUNE,
    )
    assert found["K92"].likelihood is Likelihood.CERTAIN
    assert [each.measures for each in ledger.statements] == ["无"]
    undo(actor=actor("coordinator"), entry=Entry.objects.filter(act="results.take").get())
    assert not rows_of(BudgetYear.objects.get(), "attainments")
    assert not rows_of(BudgetYear.objects.get(), "statements")


def typed_into(book: Workbook) -> None:
    """What `MONITORED` says, typed into the workbook that goes out."""
    known = {each.name: each.column.label for noun in (Attainment, Statement) for each in attributes(noun)}
    for name, value in MONITORED.items():
        _table, _dash, rest = name.partition("indicators-")
        number, _dash, field = rest.partition("-")
        if field != "code":
            sheet, key = (
                (INDICATORS, f"project/{MINE}#{number}") if field else (STATEMENTS, f"project/{MINE}")
            )
            put(book, sheet, key, known[field or name], value)
    put(book, WORDS, f"project/{MINE}", "本期没有数量", "是")
    put(book, WORDS, f"project/{MINE}", "目标完成情况", "已实现")


def test_a_workbook_says_the_same_of_indicators_as_the_screen(half: Round, browser: Browser):
    coordinator = browser("coordinator")
    page = sent_back(coordinator, half, edited(downloaded(coordinator, half), typed_into))
    assert "指标 · 清扫面积" in page
    page = confirmed(coordinator, half, sends="on")
    assert "已导入并送审" in page, page
    by_workbook = Form.objects.get()
    assert by_workbook.state == State.SENT
    by_workbook.delete()
    assert browser("clerk").post(at(half), filed(half, do="send")).status_code == 302
    on_screen = Form.objects.get()
    task = task_of(half, "project", MINE)
    assert task is not None
    wanted = wanted_of(half, task.subject)
    told = [entered(each.content, wanted) for each in (by_workbook, on_screen)]
    assert told[0].indicators == told[1].indicators
    assert told[0].statement == told[1].statement
    assert told[0].is_complete


def test_what_is_missing_in_a_workbook_is_told_by_its_cell(half: Round, browser: Browser):
    def most(book: Workbook) -> None:
        typed_into(book)
        put(book, INDICATORS, f"project/{MINE}#2", "达成程度", "大概")

    coordinator = browser("coordinator")
    page = sent_back(coordinator, half, edited(downloaded(coordinator, half), most))
    assert re.search(r"<b>指标![A-Z]+6</b>", page), page


def test_an_indicator_of_which_nothing_is_said_is_told_by_its_cell(half: Round, browser: Browser):
    coordinator = browser("coordinator")
    page = sent_back(coordinator, half, edited(downloaded(coordinator, half), lambda _book: None))
    assert re.search(r"<b>指标![A-Z]+4</b> 完成值未填", page), page


def test_a_self_evaluation_shows_the_score_and_its_formula(whole: Round, browser: Browser):
    client = browser("clerk")
    client.post(at(whole), filed(whole, do="save", **{"indicators-0-actual": "800"}))
    assert "800㎡÷1000㎡×30＝24" in client.get(at(whole)).content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"indicators-2-score": "23"}, "应得24～30分"),
        ({"indicators-2-score": ""}, "没有评定得分"),
        ({"indicators-0-actual": "800"}, "未得满分"),
        ({"indicators-0-actual": "1300"}, "明显超过指标值"),
        ({"completion": ""}, "实际完成情况未填"),
    ],
)
def test_a_self_evaluation_that_does_not_hold_is_not_sent(
    changed: dict[str, str], told: str, whole: Round, browser: Browser
):
    answer = browser("clerk").post(at(whole), filed(whole, do="send", **changed))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_last_periods_numbers_stand_beside_the_field_never_in_it(whole: Round, browser: Browser):
    values = {"indicator": "K91", "as_of": JUNE, "actual": Decimal(431), "remark": "增派人手"}
    write(actor=None, year=whole.year, act="project.change", changes=[Change("attainments", values)])
    page = browser("clerk").get(at(whole)).content.decode()
    assert "431" in page
    assert "增派人手" in page
    assert 'name="indicators-0-actual" value=""' in page


def test_a_removed_indicator_is_shown_and_not_asked(half: Round, browser: Browser):
    gone = {"indicator": "K92", "kind": "REMOVED", "approved": dt.date(2019, 5, 1), "approval": "纪要"}

    gone["kind"] = ChangeKind.REMOVED
    write(actor=None, year=half.year, act="project.change", changes=[Change("indicator_changes", gone)])
    page = browser("clerk").get(at(half)).content.decode()
    assert "已按批准删除，不用填" in page
    assert 'name="indicators-1-likelihood"' not in page


def test_a_project_without_indicators_is_filed_as_before(year: BudgetYear, browser: Browser):
    for table in ("attainments", "statements", "indicator_changes", "indicators"):
        changes = [Change(table, None, row.pk) for row in rows_of(year, table)]
        if changes:
            write(actor=None, year=year, act="project.change", changes=changes)
    round_ = announced(year)
    page = browser("clerk").get(at(round_)).content.decode()
    assert "绩效指标" not in page


def test_queries_do_not_grow_with_the_indicators(half: Round, browser: Browser):
    client = browser("clerk")
    client.get(at(half))
    with CaptureQueriesContext(connection) as few:
        client.get(at(half))
    row = row_of(half.year, "indicators", code="K91")
    assert row is not None
    more = [
        Change(
            "indicators",
            {"code": f"K8{n}", "subject": MINE, "first": "产出指标", "second": "数量指标", "name": f"甲{n}"},
        )
        for n in range(3)
    ]
    write(actor=None, year=half.year, act="project.change", changes=more)
    client.get(at(half))
    with CaptureQueriesContext(connection) as many:
        client.get(at(half))
    assert len(many) <= len(few)


def test_several_causes_are_read_from_the_page_and_each_indicator_keeps_its_place():
    data = QueryDict(mutable=True)
    data.setlist("indicators-1-causes", ["制度保障", "其他"])
    data.update({"indicators-0-code": "K91", "indicators-1-code": "K92"})
    rows = content_of(data)["indicators"]
    assert [row["code"] for row in rows] == ["K91", "K92"]
    assert rows[1]["causes"] == "制度保障、其他"


def test_absurd_input_is_answered_beside_its_field(half: Round, browser: Browser):
    long = "长" * 10_000
    said = {"indicators-0-actual": "-5", "indicators-0-explanation": long, "indicators-0-causes": ["其他"]}
    client = browser("clerk")
    assert client.post(at(half), filed(half, do="save", **said)).status_code == 302
    page = client.get(at(half)).content.decode()
    assert "是负数，请核对" in page
    assert long in page
    assert Tier.MET.value in page
