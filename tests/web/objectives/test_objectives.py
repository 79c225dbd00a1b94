from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.tracking.attainment import Tier
from jixiao.tracking.year import Year
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import row_of, rows_of, year_of
from jixiao_web.ledger.services import Change, open_year, undo, write
from tests.web.conftest import OFFICE

In = Callable[[str], Client]
OWN, OTHER = "P03", "P10"
LIST, PAGE = "/2019/objectives/", "/2019/objectives/of/P03"
LIGHTS, SCORES, RULES = "/2019/monitoring/", "/2019/self-evaluation/", "/2019/objectives/rules/"
END = dt.date(2019, 12, 31)

INDICATORS = (
    ("K91", "产出指标", "数量指标", "保洁面积", "≥1000㎡", "30"),
    ("K92", "产出指标", "质量指标", "检查达标率", "≥95%", "20"),
    ("K93", "效益指标", "社会效益指标", "环境改善", "明显改善", "30"),
    ("K94", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "10"),
)


@pytest.fixture
def promised(year: BudgetYear) -> BudgetYear:
    """The example year with indicators on one project and what they reached."""
    for table in ("attainments", "indicator_changes", "indicators", "objectives"):
        changes = [Change(table, None, row.pk) for row in rows_of(year, table)]
        if changes:
            write(actor=None, year=year, act="project.change", changes=changes)
    made = [
        Change(
            "indicators",
            {
                "code": code, "subject": OWN, "first": first, "second": second, "name": name,
                "target": target, "weight": Decimal(weight),
            },
        )
        for code, first, second, name, target, weight in INDICATORS
    ]  # fmt: skip
    attained = [
        Change("attainments", {"indicator": "K91", "as_of": END, "actual": Decimal(800)}),
        Change("attainments", {"indicator": "K92", "as_of": END, "actual": Decimal(96)}),
        Change("attainments", {"indicator": "K93", "as_of": END, "tier": Tier.MET, "score": Decimal(27)}),
        Change("attainments", {"indicator": "K94", "as_of": END, "actual": Decimal(92)}),
    ]
    write(actor=None, year=year, act="project.change", changes=[*made, *attained])
    return year


def indicators(year: BudgetYear) -> list[str]:
    return [
        each.name for each in year_of(BudgetYear.objects.get(pk=year.pk)).indicators if each.subject == OWN
    ]


def entered(**changed: str) -> dict[str, str]:
    given = {
        "horizon": "年度", "first": "产出指标", "second": "时效指标", "name": "完工时间",
        "target": "12月底前完成", "weight": "10",
    }  # fmt: skip
    return given | changed


def test_everybody_with_a_role_sees_the_pages_and_an_outsider_none(promised: BudgetYear, browser: In):
    for address in (LIST, PAGE, LIGHTS, SCORES, RULES, "/2019/self-evaluation/of/P03"):
        for who in ("clerk", "office_head", "coordinator", "finance", "leader", "reviewer"):
            assert browser(who).get(address).status_code == 200, (who, address)
        assert browser("outsider").get(address).status_code == 403


def test_an_office_sees_its_own_and_the_units_indicators(promised: BudgetYear, browser: In):
    client = browser("clerk")
    codes = {each.code for each, _hints in client.get(LIST).context["lines"]}
    own = {each.code for each in year_of(promised).projects if each.party == OFFICE}
    assert codes == {"unit", *own}
    assert client.get("/2019/objectives/of/unit").status_code == 200
    for address in ("objectives/of", "objectives/new", "objectives/indicators/new", "self-evaluation/of"):
        assert client.get(f"/2019/{address}/{OTHER}").status_code == 404


def test_a_clerk_enters_an_indicator_for_the_own_office(promised: BudgetYear, browser: In):
    answer = browser("clerk").post("/2019/objectives/indicators/new/P03", entered(), follow=True)
    assert answer.status_code == 200
    assert "完工时间" in answer.content.decode()
    assert indicators(promised)[-1] == "完工时间"


@pytest.mark.parametrize("who", ["other_clerk", "finance", "leader", "reviewer", "deputy_leader"])
def test_nobody_else_enters_one(who: str, promised: BudgetYear, browser: In):
    answer = browser(who).post("/2019/objectives/indicators/new/P03", entered())
    assert answer.status_code in (403, 404)
    assert "完工时间" not in indicators(promised)


def test_an_office_does_not_write_the_units_own(promised: BudgetYear, browser: In):
    assert browser("clerk").post("/2019/objectives/indicators/new/unit", entered()).status_code == 403
    assert browser("coordinator").get("/2019/objectives/indicators/new/unit").status_code == 200


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"second": "社会效益指标"}, "不属于"),
        ({"weight": "-1"}, "0 到 100"),
        ({"weight": "101"}, "0 到 100"),
        ({"first": "费用指标"}, "费用指标"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(
    changed: dict[str, str], told: str, promised: BudgetYear, browser: In
):
    answer = browser("clerk").post("/2019/objectives/indicators/new/P03", entered(**changed))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert len(indicators(promised)) == len(INDICATORS)


def test_weights_that_do_not_add_up_say_which_parent(promised: BudgetYear, browser: In):
    client = browser("clerk")
    assert "权重不合" not in client.get(PAGE).content.decode()
    row = row_of(promised, "indicators", code="K92")
    assert row is not None
    change = Change("indicators", {"weight": Decimal("19.99")}, row.pk, row.version)
    write(actor=None, year=promised, act="project.change", changes=[change])
    page = client.get(PAGE).content.decode()
    assert "保洁面积 30＋检查达标率 19.99＝49.99，应为50" in page
    assert "产出指标" in page


def test_an_approved_change_keeps_old_and_new_side_by_side(promised: BudgetYear, browser: In):
    row = row_of(promised, "indicators", code="K91")
    assert row is not None
    address = f"/2019/objectives/indicators/{row.pk}/change/"
    given = {"kind": "修改", "old_target": "≥1000㎡", "new_target": "≥800㎡", "reason": "面积调整"}
    assert browser("clerk").post(address, given).status_code == 403
    refused = browser("coordinator").post(address, given)
    assert refused.status_code == 422
    assert "批准文件" in refused.content.decode()
    given |= {"approval": "月办函〔2019〕40号", "approved": "2019-09-01"}
    page = browser("coordinator").post(address, given, follow=True).content.decode()
    assert "<del>≥1000㎡</del> <ins>≥800㎡</ins>" in page
    assert "月办函〔2019〕40号" in page
    before = browser("coordinator").get(f"{PAGE}?as_of=2019-08-31").content.decode()
    assert "<ins>" not in before


def test_once_approved_a_target_is_no_longer_edited(promised: BudgetYear, browser: In):
    objective = {"subject": OWN, "text": "清扫保洁。", "approval": "西财预〔2019〕32号"}
    write(actor=None, year=promised, act="project.change", changes=[Change("objectives", objective)])
    row = row_of(promised, "indicators", code="K91")
    assert row is not None
    address = f"/2019/objectives/indicators/{row.pk}/"
    form = browser("clerk").get(address).context["form"]
    assert "target" not in form.fields
    assert "evidence" in form.fields


def test_how_values_accumulate_is_fixed_once_there_are_some(promised: BudgetYear, browser: In):
    row = row_of(promised, "indicators", code="K91")
    assert row is not None
    form = browser("clerk").get(f"/2019/objectives/indicators/{row.pk}/").context["form"]
    assert "accumulation" not in form.fields
    assert "target" in form.fields


def test_an_indicator_goes_with_what_was_read_of_it_and_comes_back(
    promised: BudgetYear, browser: In, actor: Callable[[str], Actor]
):
    row = row_of(promised, "indicators", code="K91")
    assert row is not None
    browser("clerk").post(f"/2019/objectives/indicators/{row.pk}/remove/")
    assert "保洁面积" not in indicators(promised)
    assert not rows_of(promised, "attainments", indicator="K91")
    undo(actor=actor("clerk"), entry=Entry.objects.latest("pk"))
    assert "保洁面积" in indicators(promised)
    assert rows_of(promised, "attainments", indicator="K91")


def test_a_project_begins_with_what_it_promised_in_the_year_before(promised: BudgetYear, browser: In):
    ledger: Year = year_of(promised)
    project = next(each for each in ledger.projects if each.code == OWN)
    now = open_year(actor=None, fiscal_year=2020, unit=ledger.unit)
    values = {"code": "P01", "name": project.name, "party": OFFICE}
    write(actor=None, year=now, act="project.open", changes=[Change("projects", values)])
    client = browser("clerk")
    assert "带入 2019 年的 4 条" in client.get("/2020/objectives/of/P01").content.decode()
    client.post("/2020/objectives/begin/P01")
    begun = year_of(BudgetYear.objects.get(pk=now.pk))
    assert [each.name for each in begun.indicators] == [name for _, _, _, name, _, _ in INDICATORS]
    assert not begun.attainments
    client.post("/2020/objectives/begin/P01")
    assert len(year_of(BudgetYear.objects.get(pk=now.pk)).indicators) == len(INDICATORS)


def test_every_score_opens_down_to_its_formula_and_its_pack(promised: BudgetYear, browser: In):
    page = browser("clerk").get("/2019/self-evaluation/of/P03?as_of=2019-12-31").content.decode()
    assert "800㎡÷1000㎡×30＝24" in page
    assert "评定27分" in page
    assert "beijing-xicheng" in page
    assert "偏差原因分析及改进措施未填" in page


def test_the_scores_are_added_up_and_graded(promised: BudgetYear, browser: In):
    context = browser("coordinator").get(f"{SCORES}?as_of=2019-12-31").context
    found = {each.project.code: each for each in context["found"]}
    own = found[OWN]
    assert own.total == own.execution.points + Decimal(24) + 20 + 27 + 10
    assert own.grade.label == "优"
    assert context["summary"].total == 1


def test_the_lights_say_how_they_came_about(promised: BudgetYear, browser: In):
    client = browser("clerk")
    page = client.get(f"{LIGHTS}?as_of=2019-12-31").content.decode()
    assert "800㎡÷1000㎡＝80%" in page
    red = client.get(f"{LIGHTS}?as_of=2019-12-31&light=红").context["found"]
    assert OWN not in {each.code for each in red}


def test_indicators_and_boards_are_exported_as_they_are_seen(promised: BudgetYear, browser: In):
    for address, told in ((LIST, "保洁面积"), (LIGHTS, "预算灯依据"), (SCORES, "检查达标率")):
        answer = browser("clerk").get(f"{address}?export=xlsx&as_of=2019-12-31")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        words = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
        assert told in words


def test_the_rule_pack_is_shown_with_its_sources(promised: BudgetYear, browser: In):
    page = browser("leader").get(RULES).content.decode()
    for told in ("北京市西城区", "财预〔2020〕10号", "全年预算数", "优 ≥ 90"):
        assert told in page


@pytest.mark.parametrize("address", [LIST, PAGE, LIGHTS, SCORES])
def test_queries_do_not_grow_with_the_rows(address: str, promised: BudgetYear, browser: In):
    client = browser("coordinator")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more = [
        Change(
            "indicators",
            {
                "code": f"K8{n}", "subject": OWN, "first": "产出指标", "second": "数量指标",
                "name": f"指标{n}", "target": "≥1个",
            },
        )
        for n in range(3)
    ]  # fmt: skip
    write(actor=None, year=promised, act="project.change", changes=more)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_a_closed_year_shows_and_takes_nothing(promised: BudgetYear, browser: In):
    BudgetYear.objects.update(closed_at=dt.datetime(2020, 3, 1, tzinfo=dt.UTC))
    page = browser("coordinator").get(PAGE).content.decode()
    assert "加指标" not in page
    browser("coordinator").post("/2019/objectives/indicators/new/P03", entered())
    assert "完工时间" not in indicators(promised)


def test_a_project_begins_with_the_common_indicators_of_its_kind(promised: BudgetYear, browser: In):
    client = browser("clerk")
    assert "清扫保洁" in client.get(PAGE).content.decode()
    page = client.post("/2019/objectives/begin-kind/P03", {"kind": "cleaning"}, follow=True).content.decode()
    assert "垃圾日产日清率" in page
    assert "指标值未填" in page
    begun = indicators(promised)
    assert begun[: len(INDICATORS)] == [name for _, _, _, name, _, _ in INDICATORS]
    assert begun.count("检查达标率") == 1
    client.post("/2019/objectives/begin-kind/P03", {"kind": "atlantis"})
    assert indicators(promised) == begun


def test_nobody_else_takes_common_indicators_over(promised: BudgetYear, browser: In):
    for who in ("other_clerk", "reviewer", "leader"):
        answer = browser(who).post("/2019/objectives/begin-kind/P03", {"kind": "cleaning"})
        assert answer.status_code in (403, 404)
    assert len(indicators(promised)) == len(INDICATORS)


def test_the_page_of_a_project_leads_to_its_indicators(promised: BudgetYear, browser: In):
    assert f'href="{PAGE}"' in browser("clerk").get("/2019/projects/of/P03").content.decode()
