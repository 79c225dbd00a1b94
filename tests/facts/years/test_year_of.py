"""Reports of other units, in other words and other tables: what is firm is taken, the rest told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from jixiao.document.model import Cell, Column, Document, Paragraph, Row, Sentence, Span, Table
from jixiao.facts.facts import Facts, facts_of
from jixiao.facts.years import YearRead, year_of
from jixiao.findings import Severity
from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import AdjustmentState, Change, ExpenditureKind
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.position import Position
from jixiao.tracking.project import Attention
from jixiao.tracking.year import Year
from tests.facts.telling import text_document

TITLE = "某市甲区水务局2023年度项目支出绩效跟踪报告"
UNTIL = "截至2023年12月31日，各项目执行情况见下表。"
HEADER = ("序号", "责任科室", "项目名称", "年初预算", "追加", "追减", "调整后预算", "实际支出", "执行率")
ROWS = (
    ("1", "河道科", "河道清淤", "100.00", "20.00", "-", "120.00", "118.50", "98.75%"),
    ("2", "供水科", "管网改造", "300.00", "-", "50.00", "250.00", "250.00", "100.00%"),
    ("3", "办公室", "节水宣传", "40.50", "-", "-", "40.50", "36.00", "88.89%"),
)
DREDGING = (
    "1.由河道科组织实施的“河道清淤项目”，截至2023年12月31日实际支出金额118.5万元，项目年初预算金额100万元，"
    "年中因汛期延长，追加预算20万元，调整后预算金额120万元，预算执行率98.75%。"
)
TOTAL = ("合计", "", "", "440.50", "20.00", "50.00", "410.50", "404.50", "98.54%")


def document(*blocks: str | Table) -> Document:
    found = [Paragraph((Sentence((Span(block),)),)) if isinstance(block, str) else block for block in blocks]
    return Document("", tuple(found))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], note: str = "单位：万元") -> Table:
    lines = tuple(Row(tuple(Cell((Span(text),)) for text in row)) for row in rows)
    return Table(
        tuple(Column(each) for each in header), lines, caption="重点项目预算执行明细表", unit_note=note
    )


def facts(*blocks: str | Table) -> Facts:
    return facts_of(document(*blocks))


def read(*blocks: str | Table) -> tuple[Year, YearRead]:
    told = year_of(facts(*blocks))
    assert told.year is not None, told.missing
    return told.year, told


def wan(amount: str) -> Money:
    return Money.of(amount, WAN)


def positions(year: Year) -> dict[str, Position]:
    ledger = Ledger(year, dt.date(year.fiscal_year, 12, 31))
    return {project.name: ledger.of(project.code) for project in year.projects}


def warnings(told: YearRead) -> list[str]:
    return [each.finding.message for each in told.doubts if each.finding.severity is Severity.WARNING]


def notices(told: YearRead) -> list[str]:
    return [each.finding.message for each in told.doubts if each.finding.severity is Severity.NOTICE]


class TestTable:
    def test_a_row_becomes_project_approval_change_and_spending(self):
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL]))
        assert (year.fiscal_year, year.unit.name, told.as_of) == (
            2023,
            "某市甲区水务局",
            dt.date(2023, 12, 31),
        )
        assert [(each.code, each.number, each.name, each.party) for each in year.projects] == [
            ("P01", 1, "河道清淤", "河道科"),
            ("P02", 2, "管网改造", "供水科"),
            ("P03", 3, "节水宣传", "办公室"),
        ]
        assert {each.attention for each in year.projects} == {Attention.FOCUS}
        dredging = positions(year)["河道清淤"]
        assert (dredging.original, dredging.increases, dredging.adjusted, dredging.spent) == (
            wan("100"),
            wan("20"),
            wan("120"),
            wan("118.50"),
        )
        assert [each.change for each in year.adjustment_lines] == [Change.INCREASE, Change.REDUCTION]
        assert warnings(told) == []

    def test_columns_may_stand_in_any_order_and_bear_other_words(self):
        header = ("项目名称", "支出金额", "调整后", "年初批复数", "调减", "调增", "实施科室")
        rows = [(row[2], row[7], row[6], row[3], row[5], row[4], row[1]) for row in ROWS]
        year, _ = read(TITLE, UNTIL, table(header, rows))
        assert positions(year)["管网改造"].adjusted == wan("250")
        assert positions(year)["管网改造"].spent == wan("250")
        assert [each.party for each in year.projects] == ["河道科", "供水科", "办公室"]

    def test_changes_that_have_no_column_are_concluded_and_told(self):
        header = ("序号", "项目名称", "年初预算", "调整后预算", "实际支出")
        rows = [(row[0], row[2], row[3], row[6], row[7]) for row in ROWS]
        year, told = read(TITLE, UNTIL, table(header, rows))
        assert positions(year)["管网改造"].reductions == wan("50")
        assert (
            "“管网改造”没有写调整，由调整后预算250.00万元 − 年初预算300.00万元得净追减50.00万元"
            in notices(told)
        )

    def test_an_adjusted_budget_alone_is_taken_with_a_doubt(self):
        header = ("序号", "项目名称", "全年预算数", "全年执行数", "执行率")
        rows = [(row[0], row[2], row[6], row[7], row[8]) for row in ROWS]
        year, told = read(TITLE, UNTIL, table(header, rows))
        assert positions(year)["河道清淤"].original == wan("120")
        assert "“河道清淤”只有调整后预算120.00万元，年初预算和调整不详，暂作年初预算" in warnings(told)

    def test_budgets_without_spending_leave_spending_empty(self):
        header = ("序号", "项目名称", "预算金额")
        year, told = read(TITLE, table(header, [(row[0], row[2], row[3]) for row in ROWS]))
        assert year.entries == ()
        assert "spending" in told.missing

    def test_amounts_in_yuan_stay_in_yuan(self):
        rows = [(row[0], row[2], f"{row[3]}", row[7]) for row in ROWS]
        year, _ = read(TITLE, UNTIL, table(("序号", "项目名称", "年初预算", "实际支出"), rows, "单位：元"))
        assert positions(year)["节水宣传"].original == Money.of("40.50")

    def test_a_table_without_a_unit_is_in_that_of_prose(self):
        spoken = "“河道清淤”项目实际支出118.5万元，预算执行率98.75%。"
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL], ""), spoken)
        assert positions(year)["河道清淤"].original == wan("100")
        assert "项目表没有写金额单位，按万元读入，正文中同一个数的单位是它" in notices(told)
        assert warnings(told) == []

    def test_a_unit_that_nothing_tells_is_a_doubt(self):
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL], ""))
        assert positions(year)["河道清淤"].original == Money.of("100")
        assert warnings(told) == ["项目表没有写金额单位，按元读入，请核对"]

    def test_lines_of_items_are_no_projects(self):
        rows = [("1", "一般公共服务支出", "100.00", "90.00"), ("2", "本年支出合计", "100.00", "90.00")]
        items = table(("行次", "项目", "预算数", "决算数"), rows)
        assert year_of(facts(TITLE, items)).year is None

    def test_a_project_that_stands_twice_is_read_once(self):
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, ROWS[0]]))
        assert len(year.projects) == 3
        assert "项目“河道清淤”在表中出现两次，只读入前一行" in warnings(told)

    def test_two_tables_of_the_same_projects_are_not_added_up(self):
        officers = table(("项目名称", "项目负责人", "年初预算"), [(row[2], "张某", row[3]) for row in ROWS])
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL]), "负责人见下表。", officers)
        assert len(year.approval_lines) == 3
        assert {each.person_in_charge for each in year.projects} == {"张某"}
        assert warnings(told) == []

    def test_last_years_column_is_not_this_years(self):
        header = ("序号", "项目名称", "2022年年初预算", "2023年年初预算", "2023年实际支出")
        rows = [(row[0], row[2], "1.00", row[3], row[7]) for row in ROWS]
        year, _ = read(TITLE, UNTIL, table(header, rows))
        assert positions(year)["河道清淤"].original == wan("100")


class TestDoubts:
    def test_rows_are_taken_where_the_total_is_not_their_sum(self):
        wrong = (*TOTAL[:7], "304.50", "74.18%")
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, wrong]))
        assert Ledger(year, dt.date(2023, 12, 31)).of_unit().spent == wan("404.50")
        assert warnings(told) == [
            "合计行的实际支出印作304.50万元，3行相加为404.50万元，差100.00万元；读入的是各行"
        ]

    def test_the_table_is_taken_where_prose_says_something_else(self):
        spoken = "“管网改造”项目实际支出250元，年初预算300万元，调减50万元，预算执行率100%。"
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL]), spoken)
        assert positions(year)["管网改造"].spent == wan("250")
        (doubt,) = [each for each in told.doubts if "取表的" in each.finding.message]
        assert doubt.finding.message == (
            "“管网改造”的实际支出取表的250.00万元，正文印作250元，数字相同、单位不同"
        )
        assert [place.quote for place in doubt.finding.places] == ["250.00", "250元"]
        assert [(mark.table, mark.field) for mark in doubt.marks] == [("entries", "amount")]
        assert year.entries[doubt.marks[0].row].project == "P02"

    def test_another_office_in_prose_is_told(self):
        spoken = "由河道科组织实施的“管网改造”项目，实际支出250万元，预算执行率100%。"
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL]), spoken)
        assert year.projects[1].party == "供水科"
        assert warnings(told) == ["“管网改造”的执行部门取“供水科”，另一处写作“河道科”"]

    def test_figures_that_rounding_keeps_from_closing_print_again_as_they_stood(self):
        rows = [("1", "河道科", "河道清淤", "117.94", "-", "5.02", "112.91", "112.91", "100.00%"), *ROWS[1:]]
        year, told = read(TITLE, UNTIL, table(HEADER, rows))
        dredging = positions(year)["河道清淤"]
        shown = [
            each.rounded_in(WAN)
            for each in (dredging.original, dredging.reductions, dredging.adjusted, dredging.spent)
        ]
        assert [f"{each:f}" for each in shown] == ["117.94", "5.02", "112.91", "112.91"]
        assert dredging.adjusted == dredging.spent
        assert any("差在末位，是四舍五入" in each for each in notices(told))

    def test_an_adjusted_budget_that_does_not_follow_is_told(self):
        rows = [("1", "河道科", "河道清淤", "100.00", "20.00", "-", "125.00", "118.50", "94.80%"), *ROWS[1:]]
        year, told = read(TITLE, UNTIL, table(HEADER, rows))
        assert positions(year)["河道清淤"].adjusted == wan("120")
        (warning,) = warnings(told)
        assert warning == (
            "“河道清淤”的调整后预算印作125.00万元，100.00万元 + 20.00万元 = 120.00万元，差5.00万元；"
            "台账按年初和调整计算"
        )

    def test_more_doubts_than_anybody_reads_are_counted(self):
        rows = [
            (f"{number}", "科", f"第{number}号工程", "1.00", "1.00", "-", "9.00", "1.00", "11.11%")
            for number in range(1100)
        ]
        year, told = read(TITLE, UNTIL, table(HEADER, rows))
        assert len(year.projects) == 1100
        assert len(told.doubts) < 1010
        assert told.doubts[-1].finding.message.endswith("处存疑，太多，没有逐一列出")

    def test_every_doubt_is_a_remark_of_the_year(self):
        year, told = read(TITLE, UNTIL, table(HEADER, [*ROWS, TOTAL]))
        assert len(year.remarks) == len(told.doubts) > 0


class TestProse:
    def test_projects_that_only_prose_tells_are_taken(self):
        year, told = read(
            TITLE,
            DREDGING,
            "2.供水科组织实施的“管网改造项目”，截至2023年12月31日实际支出金额250万元，预算金额250万元。",
        )
        assert [(each.name, each.party) for each in year.projects] == [
            ("河道清淤项目", "河道科"),
            ("管网改造项目", "供水科"),
        ]
        assert positions(year)["河道清淤项目"].adjusted == wan("120")
        (line,) = year.adjustment_lines
        assert line.reason == "汛期延长"
        assert "“管网改造项目”只写了预算250万元，没有写明是年初还是调整后，按年初预算读入" in notices(told)
        assert "table" in told.missing

    def test_prose_that_tells_of_no_budget_is_no_year(self):
        told = year_of(facts(TITLE, "全年清淤12公里，投入资金300万元。"))
        assert told.year is None
        assert told.missing == ("projects", "totals")

    def test_a_report_without_any_year_is_none(self):
        assert year_of(facts("会议纪要", "研究了有关事项。")).missing == ("fiscal_year",)

    def test_the_year_and_the_date_may_be_given(self):
        told = year_of(
            facts("项目执行情况", table(HEADER, ROWS)), fiscal_year=2023, as_of=dt.date(2023, 9, 30)
        )
        assert told.year is not None
        assert {each.date for each in told.year.entries} == {dt.date(2023, 9, 30)}
        assert [each.name for each in told.year.periods] == ["1—9月"]
        assert "unit" in told.missing


class TestUnit:
    TOTALS = (
        "根据《某市甲区财政局关于批复2023年部门预算的通知》（甲财预〔2023〕5号），2023年度总支出安排1,000.00万元。其中：基本支出400.00万元，项目支出600.00万元。",
        "我局于2023年9月5日向区财政局报送《某市甲区水务局关于申请调整2023年度预算的函》（甲水函〔2023〕18号），区财政局同意调整。截至2023年12月31日，调整后部门整体预算金额为990.00万元。其中基本支出安排410.00万元，项目支出安排580.00万元。",
        "截至2023年12月31日，部门整体支出950.00万元，其中：基本支出405.00万元，项目支出545.00万元。",
    )

    def test_totals_become_basic_expenditure_and_a_line_for_the_other_projects(self):
        year, _ = read(TITLE, *self.TOTALS, UNTIL, table(HEADER, [*ROWS, TOTAL]))
        ledger = Ledger(year, dt.date(2023, 12, 31))
        whole = ledger.of_unit()
        assert (whole.original, whole.adjusted, whole.spent) == (wan("1000"), wan("990"), wan("950"))
        basic = ledger.of_kind(ExpenditureKind.BASIC)
        assert (basic.original, basic.adjusted, basic.spent) == (wan("400"), wan("410"), wan("405"))
        rest = year.projects[-1]
        assert (rest.is_remainder, rest.name) == (True, "其他一般项目")
        others = ledger.of(rest.code)
        assert (others.original, others.adjusted, others.spent) == (
            wan("159.50"),
            wan("169.50"),
            wan("140.50"),
        )

    def test_the_letters_are_taken_and_no_line_is_given_to_one(self):
        year, told = read(TITLE, *self.TOTALS, UNTIL, table(HEADER, [*ROWS, TOTAL]))
        (approval,) = year.approvals
        assert (approval.number, approval.issuer) == ("甲财预〔2023〕5号", "某市甲区财政局")
        (letter,) = year.adjustments
        assert (letter.request_number, letter.requested) == ("甲水函〔2023〕18号", dt.date(2023, 9, 5))
        assert letter.state is AdjustmentState.APPROVED
        assert {each.adjustment for each in year.adjustment_lines} == {""}
        assert warnings(told) == [
            "2笔调整各属于哪份函件，报告没有写明（函件有甲水函〔2023〕18号）；没有挂函件，按12月31日的报表计入"
        ]

    def test_totals_that_do_not_add_up_are_told(self):
        spent = "截至2023年12月31日，部门整体支出960.00万元，其中：基本支出405.00万元，项目支出545.00万元。"
        _, told = read(TITLE, self.TOTALS[0], spent, UNTIL, table(HEADER, [*ROWS, TOTAL]))
        assert "支出：基本支出405.00万元 + 项目支出545.00万元 不等于整体960.00万元" in warnings(told)

    def test_the_short_name_is_the_one_that_the_report_uses(self):
        year, _ = read(
            "2023年度绩效跟踪报告",
            "按照要求，某市甲区水务局（以下简称“甲区水务”）开展了跟踪工作。",
            UNTIL,
            table(HEADER, [*ROWS, TOTAL]),
        )
        assert (year.unit.name, year.unit.short_name) == ("某市甲区水务局", "甲区水务")


@pytest.mark.parametrize(
    "text", ["2023年" * 3000, "以下简称（" * 3000, "第〔2023〕号" * 3000, "项目支出" * 5000]
)
def test_pathological_repeats_end_soon(text: str):
    assert year_of(facts_of(text_document(text))).year is None
