"""What the rules' pages do not show: places, severities in the year, and years of any content."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.catalogue import Report, check_year
from jixiao.checks import execution
from jixiao.errors import UnknownReference
from jixiao.findings import Confidence, Finding, Place, Severity
from jixiao.narrative.facts import Facts
from jixiao.quantity import Money
from jixiao.tracking.basis import Citation, Rank
from jixiao.tracking.budget import AdjustmentLine, Approval, Change, ExpenditureKind, Fund, Source
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.noun import Origin
from jixiao.tracking.policy import load_policy
from jixiao.tracking.problem import Measure, Passage, Problem, Section, Statistic
from jixiao.tracking.project import Attention, CostStandard, Project
from jixiao.tracking.prose import references
from jixiao.tracking.results import Output, ShortcomingKind, Theme
from jixiao.tracking.unit import Party, PartyKind
from jixiao.tracking.year import Year
from tests.tracking.years import (
    FULL_YEAR,
    HALF_YEAR,
    changed,
    day,
    granted,
    letter,
    moneys,
    paid,
    refunded,
    rows,
    stated,
    wan,
    year,
    years,
)

NATIONAL = load_policy("national")


def check(of: Year, period=FULL_YEAR) -> Report:
    return check_year(of, NATIONAL, period)


def only(report: Report, rule: str) -> Finding:
    found = [finding for finding in report.findings if finding.rule == rule]
    assert len(found) == 1, [finding.rule for finding in report.findings]
    return found[0]


def abstained(report: Report) -> list[str]:
    return [each.rule for each in report.abstentions]


def small(**tables: Any) -> Year:
    """A year of one project with 100万元, approved in January."""
    base: dict[str, Any] = {
        "projects": (Project(code="P01", name="宣传经费"),),
        "approvals": (Approval(code="B01", issued=day(1, 2)),),
        "approval_lines": (granted(100),),
    }
    return year(**base | tables)


# Places


def test_a_finding_accuses_the_project_and_quotes_the_payment_and_the_budget():
    read = [
        replace(row, origin=Origin("year.xlsx", sheet, number))
        for row, sheet, number in (
            (Project(code="P01", name="宣传经费"), "项目", 3),
            (granted(100), "批复明细", 7),
            (paid(60, day(6)), "支出", 11),
            (paid("40.5", day(9)), "支出", 12),
        )
    ]
    of = small(projects=(read[0],), approval_lines=(read[1],), entries=tuple(read[2:]))
    finding = only(check(of), "EXE001")
    assert finding.places == (
        Place("year.xlsx", "项目", "第3行 项目名称", "宣传经费"),
        Place("year.xlsx", "支出", "第12行 金额", "40.50万元"),
        Place("year.xlsx", "批复明细", "第7行"),
    )
    assert str(finding.places[1]) == "支出!第12行 金额"


def test_a_row_that_was_read_from_nowhere_is_placed_by_its_sheet():
    finding = only(check(small(entries=(paid(101),))), "EXE001")
    assert [str(place) for place in finding.places] == ["项目!项目名称", "支出!金额", "批复明细"]


def test_a_finding_names_no_more_places_than_anyone_reads():
    many = tuple(changed(Change.REDUCTION, "0.01") for _ in range(500))
    finding = only(check(small(adjustment_lines=many)), "ADJ005")
    assert len(finding.places) == 20
    assert "500笔" in finding.message


# Severities and confidence


@pytest.mark.parametrize(
    ("rule", "tables"),
    [
        ("EXE001", {"entries": (paid(101, day(5)),)}),
        ("EXE003", {"approval_lines": (), "entries": (paid(1, day(5)),)}),
    ],
)
def test_what_is_an_error_at_the_end_of_the_year_is_a_warning_while_letters_may_be_on_their_way(rule, tables):
    of = small(**tables)
    assert only(check(of, FULL_YEAR), rule).severity is Severity.ERROR
    assert only(check(of, HALF_YEAR), rule).severity is Severity.WARNING


def test_errors_come_first():
    report = check(
        small(
            citations=(Citation(code="D01", title="办法", number="某政发[2019]1号", rank=Rank.DISTRICT),),
            adjustment_lines=(changed(Change.INCREASE, 1),),
            entries=(paid(102), paid(1, day(5, year=2020))),
        )
    )
    assert [finding.rule for finding in report.findings] == ["EXE001", "ENT005", "ADJ005", "LET001"]
    assert [finding.severity for finding in report.findings] == list(Severity)


def test_what_was_inferred_is_less_sure_than_what_was_computed():
    report = check(small(entries=(paid(1, voucher="记-1"),) * 2))
    assert only(report, "ENT004").confidence is Confidence.MEDIUM


# Single rules at their edges


@pytest.mark.parametrize(("excess", "is_found"), [(0, False), (1, True)])
def test_a_single_fen_too_much_is_found(excess: int, is_found: bool):
    report = check(small(entries=(Entry(date=day(5), project="P01", amount=wan(100) + Money(excess)),)))
    assert [finding.rule for finding in report.findings] == ["EXE001"] * is_found


@given(st.lists(moneys.map(abs), min_size=1, max_size=8), st.data())
def test_spending_up_to_the_budget_is_silent_and_a_fen_more_is_one_finding(amounts: list[Money], data):
    budget = Money.total(amounts)
    entries = [Entry(date=day(5), project="P01", amount=amount) for amount in amounts]
    exact = small(approval_lines=(replace(granted(0), amount=budget),), entries=tuple(entries))
    assert not check(exact).findings
    damaged = data.draw(st.integers(0, len(entries) - 1))
    entries[damaged] = replace(entries[damaged], amount=amounts[damaged] + Money(1))
    rules = [finding.rule for finding in check(replace(exact, entries=tuple(entries))).findings]
    assert rules == ["EXE001"]


def test_basic_expenditure_and_money_of_no_project_are_named_as_such():
    report = check(
        year(
            approval_lines=(granted(1, "", kind=ExpenditureKind.BASIC), granted(1, "")),
            entries=(paid(2, project="", kind=ExpenditureKind.BASIC), paid(3, project="")),
        )
    )
    told = [finding.message for finding in report.findings if finding.rule == "EXE001"]
    assert "基本支出实际支出2.00万元" in told[0]
    assert "未列明项目的项目支出实际支出3.00万元" in told[1]


def test_quotation_marks_in_names_are_kept_apart_from_those_around_them():
    of = small(projects=(Project(code="P01", name="“无围墙”站点租金"),), entries=(paid(101),))
    assert "“‘无围墙’站点租金”实际支出" in only(check(of), "EXE001").message


def test_a_project_within_its_budget_as_a_whole_is_not_accused_twice_when_it_is_not():
    lines = (granted(80), granted(20, source=Source.ADVANCE))
    spent = (paid(90), paid(25, source=Source.ADVANCE))
    findings = check(small(approval_lines=lines, entries=spent)).findings
    assert [finding.rule for finding in findings] == ["EXE001"]


def test_each_fund_and_source_is_added_up_once_for_all_projects(monkeypatch: pytest.MonkeyPatch):
    made: list[Ledger] = []

    def counted(*given: Any) -> Ledger:
        made.append(Ledger(*given))
        return made[-1]

    monkeypatch.setattr(execution, "Ledger", counted)
    owners = [(f"P{number}", source) for number in range(30) for source in (Source.OWN, Source.ADVANCE)]
    check(
        small(
            approval_lines=tuple(granted(10, code, source=source) for code, source in owners),
            entries=tuple(paid(1, project=code, source=source) for code, source in owners),
        )
    )
    assert len(made) == 2


def test_a_budget_that_was_cut_to_nothing_is_overspent_not_missing():
    cut = small(adjustment_lines=(changed(Change.RECOVERY, 100),), entries=(paid(1),))
    assert {finding.rule for finding in check(cut).findings} == {
        "EXE001",
        "ADJ005",
        "ADJ008",
        "ADJ009",
    }


def test_what_a_project_added_in_the_year_spent_before_its_approval_is_noticed():
    added = small(
        projects=(Project(code="P09", name="培训经费"),),
        adjustments=(letter(approved=day(9, 5)),),
        adjustment_lines=(changed(Change.INCREASE, 5, "P09", adjustment="A01"),),
        entries=(paid(5, day(8, 1), "P09"),),
    )
    finding = only(check(added), "LET006")
    assert finding.message == "调整A01的批复（2019年9月5日）之前已有支出5.00万元，涉及“培训经费”。"


def test_a_refund_between_two_statements_explains_a_lower_one():
    explained = small(entries=(stated(50, day(6, 30)), refunded(5, day(7)), stated(45, day(9, 30))))
    assert not check(explained).findings
    unexplained = small(entries=(stated(50, day(6, 30)), refunded(4, day(7)), stated(45, day(9, 30))))
    assert only(check(unexplained), "ENT002").expected == "不小于46.00万元"


def test_statements_of_two_funds_are_not_compared():
    of = small(
        approval_lines=(granted(50), granted(50, fund=Fund.GOVERNMENT)),
        entries=(stated(50, day(6, 30)), stated(10, day(9, 30), fund=Fund.GOVERNMENT)),
    )
    assert not check(of).findings


def test_transfers_between_projects_need_no_increase_of_the_unit():
    of = small(
        projects=(Project(code="P01", name="宣传经费"), Project(code="P02", name="保洁经费")),
        approval_lines=(granted(100), granted(100, "P02")),
        adjustments=(letter(reason="任务量变化"),),
        adjustment_lines=(changed(Change.TRANSFER, 30, "P02", giver="P01", adjustment="A01"),),
        entries=(paid(70, day(10)), paid(130, day(10), "P02")),
    )
    assert not check(of).findings


def test_a_change_of_just_the_limit_needs_no_reason_and_a_fen_more_does():
    def report(change: Change, amount: Money, **more: Any) -> set[str]:
        line = AdjustmentLine(change=change, project="P01", adjustment="A01", approved=amount, **more)
        spent = Entry(date=day(12), project="P01", amount=wan(100) + amount)
        return {
            each.rule
            for each in check(
                small(adjustments=(letter(),), adjustment_lines=(line,), entries=(spent,))
            ).findings
        }

    assert report(Change.INCREASE, wan(20)) == set()
    assert report(Change.INCREASE, wan(20) + Money(1)) == {"ADJ008"}
    assert report(Change.INCREASE, wan(40), reason="新增任务") == set()
    assert report(Change.INCREASE, wan(40) + Money(1), reason="新增任务") == {"ADJ009"}


def test_a_large_change_is_registered_by_the_count_that_a_problem_states():
    line = changed(Change.INCREASE, 50, adjustment="A01")
    told = Problem(
        code="Q1", kind=ShortcomingKind.BUDGETING, heading="预算不准", statistics=Statistic.LARGE_CHANGE
    )
    of = small(
        adjustments=(letter(reason="新增任务"),),
        adjustment_lines=(line,),
        entries=(paid(150),),
        problems=(told,),
    )
    assert not check(of).findings


def test_within_the_year_nothing_is_said_of_problems_nor_of_what_is_left_after_a_cut():
    cut = small(
        adjustments=(letter(approved=day(3), reason="活动取消"),),
        adjustment_lines=(changed(Change.REDUCTION, 50, adjustment="A01"),),
        entries=(paid(1, day(4)),),
    )
    assert not {"ADJ009", "ADJ010"} & {each.rule for each in check(cut, HALF_YEAR).findings}
    assert {"ADJ009", "ADJ010"} <= {each.rule for each in check(cut).findings}


def test_an_increase_that_was_needed_by_a_fen_is_not_unused():
    spent = Entry(date=day(12), project="P01", amount=wan(100) + Money(1))
    of = small(
        adjustments=(letter(),),
        adjustment_lines=(changed(Change.INCREASE, 20, adjustment="A01"),),
        entries=(spent,),
    )
    assert not check(of).findings


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("西财预﹝2019﹞32号", "西财预〔2019〕32号"),
        ("西财预【2019】32号", "西财预〔2019〕32号"),
        ("西财预〔２０１９〕３２号", "西财预〔2019〕32号"),
        ("西财预〔2019〕 032号", "西财预〔2019〕32号"),
        ("西财预（2019）第32号", "西财预〔2019〕32号"),
        ("西财预〔2019〕32号", None),
        ("", None),
        ("主席令第12号", None),
        ("2019年第26号公告", None),
    ],
)
def test_a_document_number_is_given_back_in_its_right_form(number: str, expected: str | None):
    found = check(small(approvals=(Approval(code="B01", number=number, issued=day(1, 2)),))).findings
    assert [finding.expected for finding in found] == ([expected] if expected else [])


COSTED = {
    "projects": (Project(code="P01", name="保洁经费"),),
    "contracts": (Contract(code="H01", project="P01", subject="保洁", amount=wan("50.12")),),
}


def costed(rate: str, base: str | None, unit: str = "元/㎡/年", **more: Any) -> tuple[CostStandard, ...]:
    amount = None if base is None else Decimal(base)
    told = {"project": "P01", "item": "保洁", "rate": Decimal(rate), "rate_unit": unit, "base": amount}
    return (CostStandard(**{**told, "base_unit": "㎡", **more}),)


@pytest.mark.parametrize(
    ("standards", "outcome"),
    [
        (costed("72", "6961.11"), []),  # 501,199.92元: the contract rounded
        (costed("72", "6970"), ["CST001"]),
        (costed("72", None), ["?CST001"]),
        (costed("2", "6961", "户/人"), ["?CST001"]),
        (costed("4000", "10", "元/人·月", base_unit="人"), ["?CST001"]),
        (costed("4000", "10", "元/人·月", base_unit="人", times=Decimal(12)), ["CST001"]),
        (costed("5.012", "10", "万元/社区", base_unit="个"), []),
        (costed("10", "10", "万元/社区", base_unit="个"), []),  # the whole budget
    ],
)
def test_rate_times_base_is_held_against_the_contract_and_the_budget(standards, outcome: list[str]):
    report = check(small(**COSTED, cost_standards=standards))
    assert [each.rule for each in report.findings] + [f"?{rule}" for rule in abstained(report)] == outcome


def test_a_contract_of_several_years_is_not_held_against_one_budget():
    longer = Contract(code="H01", project="P01", subject="保洁", amount=wan(300), signed=day(7, 1, 2018))
    report = check(small(contracts=(longer,)))
    assert not report.findings
    assert abstained(report) == ["CST002"]


# References


TELLING = small(
    projects=(
        Project(code="P01", name="宣传经费", attention=Attention.FOCUS),
        Project(code="P02", name="支出", attention=Attention.FOCUS),
    ),
    outputs=(
        Output(subject="P01", name="刊物", amount=Decimal(12), planned=Decimal(10)),
        Output(subject="P01", name="支出", amount=Decimal(3)),
        Output(subject="宣传经费", name="海报", amount=Decimal(3)),
        Output(subject="单位", name="会议", amount=Decimal(3)),
    ),
    contracts=(Contract(code="H01", project="P01", subject="印刷", amount=wan(10)),),
    payment_terms=(PaymentTerm(contract="H01", name="首付款", share=Decimal(30), paid=wan(3)),),
    cost_standards=costed("5", "20000", "元/册", item="印刷", base_unit="册"),
)
GOOD = """
支出 执行率 个数 年度 截至日期 期间 单位.支出 重点项目.个数 重点项目.执行率 一般项目.预算占比 基本支出.支出
项目.P02.支出 项目.宣传经费.执行率 项目.支出.支出 项目.P01.成果.刊物
成果.刊物 成果.支出 成果.海报 成果.刊物.计划数 成果.单位.会议 成果.宣传经费.刊物 成果.P01.支出.计划数
合同.H01.金额 合同.H01.首付款.比例 测算.印刷.标准 测算.印刷.测算金额
"""
BAD = """
基本支出.个数 单位.个数 项目.P09.支出 项目.P01 项目.P02.成果.刊物
成果 成果.巡视 成果.单位.刊物 成果.P09.刊物 成果.单位.会议.计划数.更多
合同.H01 合同.H01.比例 合同.H01.首付款.金额 合同.H01.尾款.比例 合同.H09.金额
测算.印刷 测算.印刷.比例 测算.装订.标准
支初 单位 刊物 年度.支出
"""


def saying(words: str) -> Year:
    """The year with a text that refers to those words."""
    first, *rest = TELLING.projects
    return replace(TELLING, projects=(replace(first, results=f"{{{words}}}"), *rest))


@pytest.mark.parametrize("words", GOOD.split())
def test_a_reference_that_the_report_can_resolve_is_not_accused(words: str):
    of = saying(words)
    Facts(of, FULL_YEAR, NATIONAL, FULL_YEAR.end).resolve(references(f"{{{words}}}")[0], "P01")
    assert "TXT002" not in [finding.rule for finding in check(of).findings]


@pytest.mark.parametrize("words", [*BAD.split(), ""])
def test_a_reference_that_the_report_cannot_resolve_is_accused(words: str):
    of = saying(words)
    with pytest.raises(UnknownReference):
        Facts(of, FULL_YEAR, NATIONAL, FULL_YEAR.end).resolve(references(f"{{{words}}}")[0], "P01")
    assert f"{{{words}}}" in only(check(of), "TXT002").message


@pytest.mark.parametrize(
    ("words", "expected"),
    [("成果.刊物数", "可能是“刊物”"), ("实际支初", "可能是“实际支出”"), ("成果.月饼", "")],
)
def test_a_name_that_is_nearly_right_is_proposed(words: str, expected: str):
    assert only(check(saying(words)), "TXT002").expected == expected


@pytest.mark.parametrize(
    ("tables", "is_found"),
    [
        ({"themes": (Theme(code="T1", heading="城市管理", text="{成果.巡视}"),)}, False),
        ({"themes": (Theme(code="T2", heading="民生", text="{成果.巡视}"),)}, True),
        ({"passages": (Passage(section=Section.RESULTS, text="召开{成果.会议}"),)}, False),
        ({"passages": (Passage(section=Section.SELECTION, text="召开{成果.会议}"),)}, True),
        ({"passages": (Passage(section=Section.SELECTION, text="召开{成果.单位.会议}，共{个数}"),)}, False),
        (
            {
                "problems": (
                    Problem(code="Q1", kind=ShortcomingKind.DATA, heading="口径", text="{成果.会议}"),
                )
            },
            True,
        ),
        ({"measures": (Measure(code="M1", heading="核对", text="{合同.H01.约定.比例}"),)}, True),
        ({"measures": (Measure(code="M1", heading="核对", text="{合同.H01.首付款.比例.多}"),)}, True),
    ],
)
def test_a_bare_reference_is_looked_up_in_what_its_text_is_about(tables: dict[str, Any], is_found: bool):
    patrols = Output(subject="T1", name="巡视", amount=Decimal(9))
    of = replace(TELLING, outputs=(*TELLING.outputs, patrols), **tables)
    assert ("TXT002" in [finding.rule for finding in check(of).findings]) == is_found


def test_a_party_that_has_not_begun_yet_is_not_in_force():
    later = Party(name="城市管理办公室", kind=PartyKind.OFFICE, valid_from=day(9))
    of = small(parties=(later,), projects=(Project(code="P01", name="保洁经费", party=later.name),))
    assert only(check(of, HALF_YEAR), "PRJ001").message == (
        "“保洁经费”的执行部门填为“城市管理办公室”，这一名称从2019年9月1日起才启用，期末是2019年6月30日。"
    )
    assert not check(of).findings


def test_a_stray_brace_is_quoted_not_the_sound_reference_before_it():
    of = replace(TELLING, projects=(replace(TELLING.projects[0], results="执行率{执行率}，支出{支出。"),))
    assert only(check(of), "TXT003").places[0].quote == "，支出{支出。"


# Years of any content


names = st.sampled_from(["P01", "P02", "P99", ""])
decimals = st.none() | st.decimals(-1000, 1000, places=2)
texts = st.sampled_from(["", "支出{支出}，12人", "{成果.巡视", "{合同.H01.金额}", "｛项目｝"])
numbers = st.sampled_from(["", "某财预〔2019〕3号", "某财预[2019]03号", "第3号"])
some_dates = st.none() | st.dates(dt.date(2018, 6, 1), dt.date(2020, 6, 1))

wild_years = st.builds(
    replace,
    years,
    projects=rows(
        st.builds(
            Project,
            code=names,
            name=names,
            party=st.sampled_from(["", "综合办公室"]),
            attention=st.sampled_from(Attention),
            results=texts,
            is_remainder=st.booleans(),
        )
    ),
    citations=rows(
        st.builds(
            Citation, code=names, title=names, number=numbers, rank=st.just(Rank.LAW), issued=some_dates
        )
    ),
    contracts=rows(
        st.builds(
            Contract,
            code=st.sampled_from(["H01", "H02"]),
            project=names,
            subject=names,
            amount=st.none() | moneys,
            signed=some_dates,
            ends_on=some_dates,
        )
    ),
    payment_terms=rows(
        st.builds(
            PaymentTerm,
            contract=st.sampled_from(["H01", "H02", "H03"]),
            name=st.sampled_from(["首付款", "尾款"]),
            share=decimals,
            amount=st.none() | moneys,
            paid=st.none() | moneys,
        )
    ),
    cost_standards=rows(
        st.builds(
            CostStandard,
            project=names,
            item=names,
            rate=st.decimals(-100, 100, places=2),
            rate_unit=st.sampled_from(["元/㎡/年", "元/人·月", "户/人", ""]),
            base=decimals,
            base_unit=st.sampled_from(["㎡", "人", ""]),
        )
    ),
    entries=rows(
        st.builds(
            Entry,
            date=st.dates(dt.date(2018, 6, 1), dt.date(2020, 6, 1)),
            nature=st.sampled_from(Nature),
            project=names,
            source=st.sampled_from(Source),
            amount=moneys,
            voucher=st.sampled_from(["", "记-1"]),
            contract=st.sampled_from(["", "H01", "H09"]),
        )
    ),
)


@given(wild_years, st.sampled_from([FULL_YEAR, HALF_YEAR]))
def test_no_year_is_too_wrong_to_be_checked(of: Year, period):
    report = check(of, period)
    for finding in report.findings:
        assert finding.places
        assert finding.message
    assert sum(tally.found for tally in report.tallies) == len(report.findings)
    assert sum(tally.abstained for tally in report.tallies) == len(report.abstentions)


@given(wild_years)
def test_the_same_year_has_the_same_findings(of: Year):
    assert check(of) == check(of)
