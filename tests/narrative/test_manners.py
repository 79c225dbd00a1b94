"""What a leader sends back is found before the report goes round."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.errors import PolicyError
from jixiao.narrative.facts import Facts
from jixiao.narrative.manners import advice, load_manners
from jixiao.narrative.patterns import EXTERNAL, INTERNAL
from jixiao.narrative.report import full_year, write_report
from jixiao.tracking.contract import Contract
from jixiao.tracking.policy import load_policy
from jixiao.tracking.problem import Measure, Problem
from jixiao.tracking.results import Output, ShortcomingKind
from tests.narrative.small_year import YEAR_END, granted, paid, project, wan, year


def found(tone: str = EXTERNAL, spent: str = "100", manners=None, **more: Any) -> dict[str, str]:
    """The rules that find something in a small report, with what they quote."""
    told = {"approval_lines": (granted("100"),), "entries": (paid(wan(spent)),)}
    made = year(**(told | more))
    period = full_year(made)
    facts = Facts(made, period, load_policy(), YEAR_END)
    document = write_report(made, period, tone=tone).document
    return {each.rule: each.quote for each in advice(document, facts, manners or load_manners(), tone)}


def with_results(text: str) -> dict[str, Any]:
    return {"projects": (project(results=text),)}


def with_problem(
    text: str = "部分项目测算不细。", heading: str = "预算编制精细程度有待提高"
) -> dict[str, Any]:
    return {
        "problems": (Problem(code="Q1", kind=ShortcomingKind.BUDGETING, heading=heading, text=text),),
    }


def test_a_sound_report_gets_no_advice():
    assert found(**with_problem()) == {}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("raw-reason", "因由于天气延期。，改在秋天。"),
        ("doubled", "两个保洁项目项目已完成。"),
        ("doubled", "分别于春天和秋天分别检查。"),
        ("quotes", "完成“关于“无围墙”站点”工作。"),
        ("zero", "其他支出0.00万元。"),
        ("heavy-words", "个别单位严重滞后。"),
        ("mechanical", "针对问题一，加强管理。"),
        ("small-counts", "从5个方面推进。"),
        ("trial", "依据管理办法（实行）办理。"),
        ("report-in", "街道吹哨、部门报道。"),
        ("left-from-last-year", "【上年】完成改造。"),
        ("over-precise", "占全年的54.0896%。"),
        ("anonymous-conclusion", "第三方机构认为效果良好。"),
        ("further", "进一步细化，进一步完善。"),
        ("long-passage", "清扫街巷，" * 80),
    ],
)
def test_each_turn_of_phrase_is_found(rule: str, text: str):
    assert rule in found(**with_results(text))


@pytest.mark.parametrize(
    "text",
    [
        "支出10.00万元、100.00万元。",
        "开展15个方面的检查。",
        "分别为甲、乙、丙三家。",
        "分别为80%和90%。",
        "依据《进一步推进的意见》，进一步细化。",
    ],
)
def test_ordinary_turns_of_phrase_are_left_alone(text: str):
    assert found(**with_results(text)) == {}


def test_offices_and_suppliers_are_not_named_among_problems_outside():
    supplier = Contract(code="C1", project="P01", subject="保洁", supplier="服务商甲")
    named = with_problem("城市管理办公室与服务商甲未按期付款。") | {"contracts": (supplier,)}
    assert "named" in found(**named)
    assert "named" not in found(INTERNAL, **named)


def test_headings_of_problems_are_of_like_length_and_begin_differently():
    assert "heading-length" in found(**with_problem(heading="预算不细"))
    twice = tuple(
        Problem(code=code, kind=ShortcomingKind.BUDGETING, heading=heading, text="有待加强。")
        for code, heading in (("Q1", "预算编制精细程度有待提高"), ("Q2", "预算执行均衡程度有待提高"))
    )
    assert found(problems=twice)["heading-verb"] == "预算执行均衡程度有待提高"


def test_praise_needs_outputs_and_no_low_rate():
    praised = (project(results="成效突出。"),)
    assert "praise" in found(projects=praised, outputs=())
    assert "praise" in found(projects=praised, spent="50")
    shown = (Output(subject="P01", name="清扫", amount=Decimal(5), unit="次"),)
    assert "praise" not in found(projects=praised, outputs=shown)


def test_promises_inside_need_somebody_and_a_date():
    measure = Measure(code="M1", heading="细化项目前期论证工作", text="逐项复核。")
    assert "promise" in found(INTERNAL, measures=(measure,))
    assert "promise" not in found(measures=(measure,))


def test_promises_outside_name_no_day():
    measure = Measure(code="M1", heading="细化项目前期论证工作", text="于2025年3月31日前逐项复核。")
    assert "date-in-public" in found(measures=(measure,))


def test_a_unit_adds_its_own_phrases_and_drops_others(tmp_path: Path):
    own = tmp_path / "manners.toml"
    own.write_text(
        '[[phrases]]\nid = "slogan"\nfind = "再上新台阶"\nadvice = "“{0}”少用"\n'
        '[[phrases]]\nid = "doubled"\nfind = "x"\nadvice = ""\noff = true\n',
        encoding="utf-8",
    )
    rules = found(manners=load_manners(own), **with_results("保洁项目项目再上新台阶。"))
    assert rules == {"slogan": "再上新台阶"}


def test_a_broken_expression_is_refused(tmp_path: Path):
    own = tmp_path / "manners.toml"
    own.write_text('[[phrases]]\nid = "x"\nfind = "("\nadvice = ""\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="无法使用"):
        load_manners(own)
