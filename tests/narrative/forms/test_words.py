"""What a reference in a form names, and how the cell that holds it is filled."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from jixiao.document.model import Align
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms.cell import Filled, Subject
from jixiao.narrative.forms.scopes import SCOPES, Listing
from jixiao.narrative.forms.words import Words
from jixiao.narrative.report import full_year
from jixiao.quantity import YUAN, Money, Precision, Quantity
from jixiao.tracking.basis import Citation, Rank
from jixiao.tracking.budget import Adjustment, AdjustmentState, Change, Fund, Source
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Nature
from jixiao.tracking.policy import load_policy
from jixiao.tracking.problem import Measure, Problem
from jixiao.tracking.results import Evaluation, ObjectiveState, Output, Shortcoming, ShortcomingKind
from jixiao.tracking.year import Year
from tests.narrative.small_year import YEAR_END, changed, granted, paid, project, wan, year

P01 = Subject("P01", 1)


def facts_of(of: Year, as_of: dt.date = YEAR_END) -> Facts:
    return Facts(of, full_year(of), load_policy(of.unit.policy), as_of)


def filled(of: Year, text: str, subject: Subject = P01, **more: Any) -> Filled:
    return Words(facts_of(of), **more).fill(text, subject)


def rows_of(of: Year, table: str, code: str = "P01") -> list[Subject]:
    listing = Listing(facts_of(of))
    return [
        Subject(code, number, row) for number, row in enumerate(listing.rows(SCOPES[table], code), start=1)
    ]


class TestMoney:
    def test_amounts_stand_in_the_forms_unit_bare_and_bound_like_the_reports_own(self):
        of = year(approval_lines=(granted("124.5"),))
        cell = filled(of, "{年初预算}")
        assert (cell.text, cell.align) == ("124.50", Align.RIGHT)
        assert cell.value == wan("124.5")
        assert str(cell.key) == "project.P01/original@2024-12-31"
        assert filled(of, "{年初预算}", unit=YUAN).text == "1,245,000.00"

    def test_a_change_of_nothing_is_a_dash_and_spending_of_nothing_is_zero(self):
        of = year(approval_lines=(granted("10"),))
        assert filled(of, "{追加}").text == "-"
        assert filled(of, "{追加}").value == Money()
        assert filled(of, "{实际支出}").text == "0.00"

    def test_a_rate_without_a_budget_is_a_dash(self):
        cell = filled(year(), "{执行率}")
        assert (cell.text, cell.value) == ("-", None)

    def test_spending_of_which_only_a_later_statement_tells_is_unknown(self):
        of = year(approval_lines=(granted("10"),), entries=(paid(wan("8"), nature=Nature.CUMULATIVE),))
        words = Words(facts_of(of, dt.date(2024, 6, 30)))
        total = Subject(total=words.facts.ledger.rows_total(["P01"]), group="focus")
        for subject, text in ((P01, "{实际支出}"), (P01, "{当年财政拨款.实际支出}"), (total, "{执行率}")):
            assert (words.fill(text, subject).text, words.fill(text, subject).value) == ("-", None)

    def test_the_total_is_that_of_the_rows_even_where_projects_gave_to_each_other(self):
        of = year(
            projects=(project(), project("P02", "绿化经费")),
            approval_lines=(granted("10"), granted("20", "P02")),
            adjustment_lines=(changed(Change.TRANSFER, "3", giver="P02"),),
        )
        words = Words(facts_of(of))
        total = Subject(total=words.facts.ledger.rows_total(["P01", "P02"]), group="focus")
        assert words.fill("{追加}", total).text == "3.00"
        assert str(words.fill("{追加}", total).key) == "focus-rows/increases@2024-12-31"
        assert str(words.fill("{年初预算}", total).key) == "focus/original@2024-12-31"

    def test_the_parts_of_a_projects_money_are_those_of_the_official_forms(self):
        of = year(
            approval_lines=(
                granted("10"),
                granted("2", fund=Fund.GOVERNMENT),
                granted("3", source=Source.CARRIED_OVER),
                granted("4", fund=Fund.OTHER),
            ),
        )
        assert filled(of, "{当年财政拨款.年初预算}").text == "12.00"
        assert filled(of, "{本年一般公共预算拨款.年初预算}").text == "10.00"
        assert filled(of, "{上年结转资金.调整后预算}").text == "3.00"
        assert filled(of, "{其他资金.年初预算}").text == "4.00"

    def test_money_that_a_project_does_not_have_is_absent(self):
        cell = filled(year(approval_lines=(granted("10"),)), "{其他资金.年初预算}")
        assert (cell.text, cell.value) == ("-", None)


class TestColumns:
    def test_a_column_is_named_by_its_header_or_by_what_offices_call_it(self):
        of = year(projects=(project(official_code="A-1", person_in_charge="某人"),))
        assert filled(of, "{项目编码}").text == "A-1"
        assert filled(of, "{项目负责人}").text == "某人"
        assert filled(of, "{项目执行部门}").text == filled(of, "{执行部门}").text == "城市管理办公室"
        assert filled(of, "{项目类型}").text == "重点"

    def test_what_the_ledger_does_not_know_is_blank(self):
        for text in ("{项目编码}", "{目标完成情况}", "{结余原因}", "{成果.没有这项}", "{}"):
            cell = filled(year(), text)
            assert (cell.text, cell.value) == ("", None)

    def test_names_stand_left_and_states_in_the_middle(self):
        assert filled(year(), "{项目名称}").align is Align.LEFT
        assert filled(year(), "{项目类型}").align is Align.CENTER

    def test_the_units_own_words_keep_their_paragraphs_and_bind_their_figures(self):
        of = year(projects=(project(purpose="保障整洁。\n清扫{成果.清扫}。"),))
        cell = filled(of, "{立项目的}")
        assert cell.text == "保障整洁。\n清扫120次。"
        assert [str(span.binding.key) for span in cell.spans if span.binding] == ["project.P01/outputs.清扫"]

    def test_a_form_may_call_a_value_by_another_word(self):
        of = year(evaluations=(Evaluation(project="P01", objectives=ObjectiveState.PARTLY),))
        worded = {"目标完成情况": {"部分实现": "部分偏离"}}
        assert filled(of, "{目标完成情况}", worded=worded).text == "部分偏离"
        assert filled(of, "目标：{目标完成情况}", worded=worded).text == "目标：部分偏离"

    def test_documents_are_called_by_title_and_number(self):
        of = year(
            projects=(project(citations=("D1", "D2")),),
            citations=(
                Citation(code="D1", title="某办法", number="某发〔2014〕1号", rank=Rank.DISTRICT),
                Citation(code="D2", title="某条例", rank=Rank.REGULATION),
            ),
        )
        assert filled(of, "{依据文件}").text == "《某办法》（某发〔2014〕1号）、《某条例》"

    def test_a_part_in_brackets_goes_where_its_reference_finds_nothing(self):
        assert filled(year(), "{单位全称}[（{单位代码}）]").text == "某区某街道办事处"

    def test_figures_among_words_bring_their_unit(self):
        of = year(approval_lines=(granted("10"),))
        cell = filled(of, "年初{年初预算}")
        assert (cell.text, cell.align, cell.value) == ("年初10.00万元", Align.LEFT, None)

    def test_a_project_without_a_row_in_the_evaluations_is_told_without_one(self):
        assert filled(year(), "{预计全年支出}").text == ""


class TestListedRows:
    def test_a_payment_may_name_the_columns_of_its_contract_and_project(self):
        of = year(
            contracts=(Contract(code="C1", project="P01", subject="保洁", supplier="服务商甲"),),
            payment_terms=(
                PaymentTerm(contract="C1", name="首付款", share=Decimal(80), amount=wan("8")),
                PaymentTerm(contract="C9", name="首付款"),
            ),
        )
        (subject,) = rows_of(of, "付款条款")
        assert filled(of, "{供应商}", subject).text == "服务商甲"
        assert filled(of, "{项目名称}", subject).text == "保洁经费"
        assert filled(of, "{比例}", subject).text == "80%"
        assert filled(of, "{约定金额}", subject).text == "8.00"

    def test_an_adjustment_may_name_the_numbers_of_its_letter(self):
        letter = Adjustment(code="A1", request_number="某办函〔2024〕3号", state=AdjustmentState.APPROVED)
        of = year(adjustments=(letter,), adjustment_lines=(changed(Change.INCREASE, "1", adjustment="A1"),))
        (subject,) = rows_of(of, "调整明细")
        assert filled(of, "{申请文号}", subject).text == "某办函〔2024〕3号"

    def test_a_reallocation_is_listed_for_receiver_and_giver(self):
        of = year(
            projects=(project(), project("P02", "绿化经费")),
            adjustment_lines=(changed(Change.TRANSFER, "3", giver="P02"),),
        )
        assert len(rows_of(of, "调整明细", "P01")) == len(rows_of(of, "调整明细", "P02")) == 1

    def test_the_fact_of_a_contract_has_the_key_that_the_report_gives_it(self):
        of = year(contracts=(Contract(code="C1", project="P01", subject="保洁", amount=wan("9")),))
        (subject,) = rows_of(of, "合同")
        key = filled(of, "{合同金额}", subject).key
        assert key is not None
        known = facts_of(of).lookup(key)
        assert known is not None
        assert known.value == wan("9")

    def test_shortcomings_for_the_unit_alone_are_neither_listed_nor_told(self):
        def of_kind(text: str, **more: Any) -> Shortcoming:
            return Shortcoming(project="P01", kind=ShortcomingKind.PROGRESS, text=text, **more)

        of = year(shortcomings=(of_kind("进度有待加快；"), of_kind("内部的话", is_internal=True)))
        assert filled(of, "{存在问题}").text == "进度有待加快。"
        assert len(rows_of(of, "不足")) == 1

    def test_the_measures_of_a_project_answer_problems_of_the_kind_of_its_shortcomings(self):
        of = year(
            problems=(
                Problem(code="Q1", kind=ShortcomingKind.CONTRACT, heading="合同"),
                Problem(code="Q2", kind=ShortcomingKind.PROGRESS, heading="进度"),
            ),
            measures=(
                Measure(code="M1", problems=("Q1",), heading="规范合同条款"),
                Measure(code="M2", problems=("Q2",), heading="加快支出进度"),
                Measure(code="M3", problems=("Q1", "Q2"), heading="健全管理制度"),
            ),
            shortcomings=(Shortcoming(project="P01", kind=ShortcomingKind.PROGRESS, text="进度滞后"),),
        )
        assert filled(of, "{改进措施}").text == "1.加快支出进度。\n2.健全管理制度。"
        assert [each.row for each in rows_of(of, "措施")] == list(of.measures[1:])


class TestOutputs:
    @pytest.mark.parametrize(
        ("output", "told"),
        [
            ({"amount": Decimal(120), "planned": Decimal(100)}, ("100次", "120次", "120.00%", "20次")),
            ({"amount": Decimal(75), "planned": Decimal(100)}, ("100次", "75次", "75.00%", "-25次")),
            ({"amount": Decimal(120)}, ("", "120次", "", "")),
            ({"amount": Decimal(0), "planned": Decimal(0)}, ("0次", "0次", "", "0次")),
            (
                {"amount": Decimal(120), "planned": Decimal(100), "precision": Precision.OVER},
                ("100次", "120余次", "", ""),
            ),
        ],
    )
    def test_completion_is_done_over_planned_where_both_are_known_exactly(
        self, output: dict[str, Any], told: tuple[str, ...]
    ):
        of = year(outputs=(Output(subject="P01", name="清扫", unit="次", **output),))
        (subject,) = rows_of(of, "成果")
        words = ("{预期值}", "{完成值}", "{完成率}", "{偏差}")
        assert tuple(filled(of, each, subject).text for each in words) == told

    def test_an_amount_done_is_the_fact_that_texts_refer_to(self):
        of = year()
        (subject,) = rows_of(of, "成果")
        cell = filled(of, "{完成值}", subject)
        assert cell.value == Quantity(Decimal(120), "次")
        assert cell.key == filled(of, "{成果.清扫}").key

    def test_the_date_of_an_output_is_its_own(self):
        of = year(
            outputs=(
                Output(subject="P01", name="清扫", amount=Decimal(1), unit="次", as_of=dt.date(2024, 10, 31)),
            )
        )
        (subject,) = rows_of(of, "成果")
        assert filled(of, "{截至日期}", subject).text == "2024年10月31日"
        assert filled(of, "{截至日期}").text == "2024年12月31日"
