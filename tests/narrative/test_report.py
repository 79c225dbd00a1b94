"""The report as a whole: what it says, what it leaves out, and what it lists as wanting."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.document.model import Heading, Table
from jixiao.errors import PolicyError
from jixiao.narrative.outline import load_outline
from jixiao.narrative.patterns import INTERNAL
from jixiao.narrative.report import chosen_period, full_year
from jixiao.quantity import YUAN, Money
from jixiao.tracking.basis import Citation, Rank
from jixiao.tracking.budget import (
    Adjustment,
    AdjustmentState,
    ApprovalLine,
    Change,
    ExpenditureKind,
    Source,
)
from jixiao.tracking.problem import Measure, Passage, Problem, Section, Statistic
from jixiao.tracking.project import Attention
from jixiao.tracking.results import (
    BalanceReason,
    Evaluation,
    ObjectiveState,
    Output,
    Shortcoming,
    ShortcomingKind,
    Theme,
)
from tests.narrative.small_year import (
    HALF_YEAR,
    YEAR_END,
    changed,
    granted,
    paid,
    project,
    report,
    sentence,
    text,
    wan,
    year,
)


def ready(**more: Any):
    """A year whose one project spent all of its budget."""
    told = {"approval_lines": (granted("100"),), "entries": (paid(wan("100")),)}
    return year(**(told | more))


def headings(document, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def table(document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.key == "focus/table")


# ---- structure -------------------------------------------------------------------------------------------


def test_sections_are_numbered_without_a_skip():
    document = report(ready()).document
    assert [heading[:2] for heading in headings(document, 1)] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]
    assert headings(document, 2)[:3] == ["（一）预算批复情况", "（二）预算调整情况", "（三）预算执行情况"]


def test_a_chapter_that_the_ledger_says_nothing_of_shows_a_gap():
    draft = report(ready())
    assert {"绩效跟踪工作组织实施情况", "存在的问题", "下一步工作计划"} <= {gap.what for gap in draft.gaps}
    assert "附件" not in text(draft.document), "there are none to list"


def test_the_half_year_outline_is_shorter_and_words_its_sentences_otherwise():
    document = report(ready(entries=(paid(wan("60"), date=dt.date(2024, 6, 3)),)), HALF_YEAR).document
    assert len(headings(document, 1)) == 3
    assert "支出60.00万元" in text(document)
    assert "2024年上半年" in document.title


def test_the_half_year_report_tells_only_of_projects_that_fall_behind():
    made = three_projects("60", "30", "55")
    document = report(made, HALF_YEAR, as_of=YEAR_END).document
    assert headings(document, 2) == ["（一）乙事"]


def test_a_unit_overrides_outline_and_sentences_without_code(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(
        'extends = "full-year"\n'
        'title = "{单位简称}{期间}小结"\n'
        "[[overrides.money]]\n"
        'id = "M1"\n'
        'when = ["spent-in-full"]\n'
        'text = "{引号项目}花完了{实际支出}。"\n'
        "[[sections]]\n"
        'heading = "项目"\n'
        'content = ["passages"]\n',
        encoding="utf-8",
    )
    document = report(ready(), outline=load_outline(own)).document
    assert document.title == "某街道全年小结"
    assert headings(document, 1) == ["一、项目"]
    assert sentence(document, "money") == ("M1", "“保洁经费”花完了100.00万元。")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title = ", "无法使用"),
        ('name = "x"\nnonsense = 1\n', "不认识的项"),
        ('name = "x"\ntitle = "t"\nperiod_name = "p"\n', "缺少"),
        ('extends = "full-year"\n[[sections]]\ncontent = ["weather"]\n', "weather"),
        ('extends = "full-year"\n[[overrides.money]]\nid = "M1"\n', "不完整"),
    ],
)
def test_a_broken_outline_is_refused_with_its_fault(tmp_path: Path, content: str, said: str):
    own = tmp_path / "own.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(PolicyError, match=said):
        report(ready(), outline=load_outline(own))


def test_an_unknown_outline_names_those_that_ship():
    with pytest.raises(PolicyError, match="full-year、half-year"):
        load_outline("quarter")


def test_an_unknown_period_names_those_of_the_year():
    with pytest.raises(PolicyError, match="half-year"):
        chosen_period(ready(periods=(HALF_YEAR,)), "quarter")


# ---- basis paragraph -------------------------------------------------------------------------------------


def cited(title: str, rank: Rank, issued: dt.date | None = None, **more: Any) -> Citation:
    return Citation(code=title, title=title, rank=rank, issued=issued, for_report=True, **more)


def test_rules_are_cited_by_rank_and_only_while_in_force():
    document = report(
        ready(
            citations=(
                cited("区办法", Rank.DISTRICT, dt.date(2014, 1, 1), number="某财〔2014〕1号"),
                cited("预算法", Rank.LAW, dt.date(2018, 12, 29)),
                cited("旧办法", Rank.MUNICIPAL, dt.date(2003, 1, 1), in_force_to=dt.date(2020, 1, 1)),
                cited("以后的办法", Rank.MUNICIPAL, dt.date(2025, 1, 1)),
                cited("市办法", Rank.MUNICIPAL, dt.date(2019, 1, 1)),
            )
        )
    ).document
    said = sentence(document, "basis", "unit")[1]
    assert "根据《预算法》、《市办法》、《区办法》（某财〔2014〕1号）等规定" in said


def test_the_bureaus_call_is_named_with_its_date():
    call = Citation(
        code="N1", title="关于报送材料的通知", rank=Rank.NOTICE, issued=dt.date(2024, 12, 9), is_call=True
    )
    document = report(ready(citations=(cited("预算法", Rank.LAW), call))).document
    assert (
        "按照区财政局2024年12月9日印发的《关于报送材料的通知》要求" in sentence(document, "basis", "unit")[1]
    )


# ---- budget ----------------------------------------------------------------------------------------------


def test_advance_transfers_are_told_apart_from_own_money():
    document = report(
        ready(
            approval_lines=(
                granted("100"),
                granted("30", source=Source.ADVANCE),
                ApprovalLine(approval="B01", kind=ExpenditureKind.BASIC, amount=wan("70")),
            )
        )
    ).document
    assert sentence(document, "approval", "unit")[1] == (
        "根据《关于批复预算的通知》（某财预〔2024〕1号），2024年某街道部门预算总额200.00万元。其中：预算内资金安排"
        "170.00万元（基本支出70.00万元，项目支出100.00万元），提前下达专项转移支付项目资金安排30.00万元。"
    )


def letter(code: str, day: dt.date, number: str, state=AdjustmentState.APPROVED) -> Adjustment:
    return Adjustment(code=code, title="申请函", requested=day, request_number=number, state=state)


def test_several_letters_share_their_year_and_one_does_not_say_respectively():
    first = letter("A1", dt.date(2024, 8, 21), "某函〔2024〕3号")
    second = letter("A2", dt.date(2024, 11, 22), "某函〔2024〕5号")
    two = sentence(report(ready(adjustments=(second, first))).document, "letters", "letters")[1]
    assert "分别于2024年8月21日、11月22日向区财政局报送《申请函》，共两份" in two
    assert "文号分别为某函〔2024〕3号、某函〔2024〕5号" in two
    one = sentence(report(ready(adjustments=(first,))).document, "letters", "letters")[1]
    assert "分别" not in one


def test_a_letter_that_is_not_answered_yet_is_not_called_approved():
    waiting = letter("A1", dt.date(2024, 12, 2), "某函〔2024〕9号", AdjustmentState.REQUESTED)
    said = sentence(report(ready(adjustments=(waiting,))).document, "letters", "letters")[1]
    assert "已批复" not in said
    assert "已报送待批复一份" in said


def test_money_moved_in_the_system_before_its_letter_is_marked():
    waiting = letter("A1", dt.date(2024, 12, 2), "某函〔2024〕9号", AdjustmentState.IN_SYSTEM)
    line = changed(Change.REDUCTION, "20", adjustment="A1", seen=None)
    document = report(
        ready(adjustments=(waiting,), adjustment_lines=(line,), entries=(paid(wan("80")),))
    ).document
    assert "其中20.00万元已在系统中调整，批复文件尚未下达" in text(document)


def test_no_adjustment_is_said_in_words_not_zeros():
    document = report(ready()).document
    assert "2024年预算未作调整" in text(document)
    assert "追加" not in text(document).replace("年中追加", "")


# ---- table -----------------------------------------------------------------------------------------------


def test_the_table_prints_dashes_for_no_change_and_zero_for_no_spending():
    rows = table(report(year(approval_lines=(granted("100"),))).document).rows
    assert [cell.text for cell in rows[0].cells[3:]] == ["100.00", "-", "-", "100.00", "0.00", "0.00%"]


def test_the_table_prints_no_rate_where_nothing_is_budgeted():
    rows = table(report(year()).document).rows
    assert rows[0].cells[-1].text == "-"


def test_rounded_rows_that_miss_the_rounded_total_get_one_note():
    third = Money.of("33333.35", YUAN)
    lines = tuple(ApprovalLine(approval="B01", project=code, amount=third) for code in ("P01", "P02", "P03"))
    made = year(projects=tuple(project(f"P0{n}", f"项目{n}") for n in (1, 2, 3)), approval_lines=lines)
    notes = table(report(made).document).notes
    assert len(notes) == 1
    assert "四舍五入" in notes[0].text


def test_money_moved_between_focus_projects_is_noted_under_the_table():
    made = year(
        projects=(project(), project("P02", "绿化经费")),
        approval_lines=(granted("100"), granted("50", "P02")),
        adjustment_lines=(changed(Change.TRANSFER, "15", "P01", giver="P02"),),
        entries=(paid(wan("115")), paid(wan("35"), "P02")),
    )
    document = report(made).document
    total = table(document).rows[-1]
    assert [cell.text for cell in total.cells[1:]] == [
        "150.00",
        "15.00",
        "15.00",
        "150.00",
        "150.00",
        "100.00%",
    ]
    assert "重点项目之间调剂15.00万元" in table(document).notes[0].text
    assert "年内追加" not in text(document), "nothing came to or left the focus projects as a group"


def test_every_amount_of_the_table_is_bound_to_the_ledger():
    for row in table(report(ready()).document).rows:
        for cell in row.cells[-6:]:
            assert cell.text == "-" or all(span.binding for span in cell.spans)


def test_other_projects_are_covered_by_one_sentence():
    made = ready(
        projects=(project(), project("Q1", "其余", attention=Attention.ORDINARY, is_remainder=True)),
        approval_lines=(granted("100"), granted("900", "Q1")),
        entries=(paid(wan("100")), paid(wan("450"), "Q1")),
    )
    said = sentence(report(made).document, "ordinary", "ordinary")[1]
    assert "全年预算合计900.00万元，实际支出450.00万元，预算执行率50.00%" in said


# ---- bands -----------------------------------------------------------------------------------------------


def three_projects(*spent: str):
    names = ("甲事", "乙事", "丙事")[: len(spent)]
    return year(
        projects=tuple(project(f"P0{n}", name, number=n) for n, name in enumerate(names, start=1)),
        approval_lines=tuple(granted("100", f"P0{n}") for n in range(1, len(spent) + 1)),
        entries=tuple(paid(wan(amount), f"P0{n}") for n, amount in enumerate(spent, start=1)),
    )


def test_bands_without_projects_are_not_spoken_of():
    said = sentence(report(three_projects("100", "95")).document, "band_counts", "focus")[1]
    assert said == (
        "按调整后预算计算，2个重点项目预算执行率均在90%（含）以上，其中执行率100%的有1个，"
        "执行率90%（含）以上不足100%的有1个。"
    )


def test_projects_of_the_lowest_band_are_counted_with_the_others():
    said = sentence(report(three_projects("100", "95", "60")).document, "band_counts", "focus")[1]
    assert said == (
        "按调整后预算计算，3个重点项目中，执行率100%的有1个，执行率90%（含）以上不足100%的有1个，"
        "执行率不足90%的有1个。"
    )


def test_projects_of_one_band_are_all_of_it():
    said = sentence(report(three_projects("99", "95", "91")).document, "band_counts", "focus")[1]
    assert said == "按调整后预算计算，3个重点项目预算执行率均在90%（含）以上、不足100%。"


def test_a_project_just_short_of_the_whole_is_not_at_one_hundred_percent():
    nearly = year(
        approval_lines=(granted("1000000"),), entries=(paid(wan("1000000") - Money.of("0.01", YUAN)),)
    )
    said = sentence(report(nearly).document, "band_counts", "focus")[1]
    assert "均在90%（含）以上、不足100%" in said


def test_numbers_of_passages_begin_again_in_each_band():
    document = report(three_projects("100", "95", "94")).document
    assert [each for each in headings(document, 3) if each[2:] in ("甲事", "乙事", "丙事")] == [
        "1.甲事",
        "1.乙事",
        "2.丙事",
    ]


# ---- passages --------------------------------------------------------------------------------------------


def evaluation_of(made) -> tuple[str, str]:
    return sentence(report(made).document, "evaluation")


@pytest.mark.parametrize(
    ("spent", "evaluation", "pattern"),
    [
        ("100", {"objectives": ObjectiveState.MET}, "E1"),
        ("80", {"objectives": ObjectiveState.MET}, "E1b"),
        ("80", {"objectives": ObjectiveState.MET, "balance_reason": BalanceReason.PROCUREMENT}, "E2"),
        ("80", {"objectives": ObjectiveState.MET, "balance_reason": BalanceReason.SETTLEMENT}, "E2a"),
        ("80", {"objectives": ObjectiveState.MET, "balance_reason": BalanceReason.UNPAID_TAIL}, "E3"),
        ("80", {"objectives": ObjectiveState.MET, "balance_reason": BalanceReason.HEADCOUNT}, "E6h"),
        ("80", {"objectives": ObjectiveState.PARTLY, "explanation": "审批推迟"}, "E4"),
        ("80", {"objectives": ObjectiveState.NOT_MET}, "E4n"),
    ],
)
def test_the_evaluation_follows_from_objectives_and_balance(spent, evaluation, pattern):
    made = ready(entries=(paid(wan(spent)),), evaluations=(Evaluation(project="P01", **evaluation),))
    assert evaluation_of(made)[0] == pattern


def test_without_outputs_nothing_is_praised_but_a_gap_is_shown():
    draft = report(ready(outputs=()))
    assert sentence(draft.document, "evaluation") == ("E7", "【待补：产出数据】")
    assert ("保洁经费", "产出数据") in [(gap.where, gap.what) for gap in draft.gaps]


def test_lead_ins_of_evaluations_vary_and_their_terms_do_not():
    made = year(
        projects=tuple(project(f"P0{n}", f"第{n}事", number=n) for n in (1, 2, 3)),
        approval_lines=tuple(granted("100", f"P0{n}") for n in (1, 2, 3)),
        entries=tuple(paid(wan("100"), f"P0{n}") for n in (1, 2, 3)),
        evaluations=tuple(Evaluation(project=f"P0{n}", objectives=ObjectiveState.MET) for n in (1, 2, 3)),
    )
    document = report(made).document
    told = [sentence(document, "evaluation", f"project.P0{n}")[1] for n in (1, 2, 3)]
    assert len({each.split("，")[0] for each in told}) == 3
    assert all(each.endswith("年度绩效目标已实现。") for each in told)


def short(text: str, **more: Any) -> Shortcoming:
    return Shortcoming(project="P01", kind=ShortcomingKind.CONTRACT, text=text, **more)


def test_internal_shortcomings_stay_inside():
    made = ready(shortcomings=(short("考核有待细化。"), short("某科室拖延。", is_internal=True)))
    assert "拖延" not in text(report(made).document)
    assert "考核有待细化；某科室拖延。" in text(report(made, tone=INTERNAL).document)


def test_gaps_are_shown_in_place_and_listed():
    draft = report(ready(projects=(project(party="", content=""),)))
    said = text(draft.document)
    assert "【待补：组织实施】" in said
    assert "【待补：实施内容】" in said
    assert {gap.what for gap in draft.gaps} >= {"组织实施", "实施内容", "执行部门"}


# ---- the unit's own words --------------------------------------------------------------------------------


def test_a_reference_in_a_text_prints_the_ledgers_figure_and_is_bound():
    made = ready(
        projects=(project(results="支出{实际支出}，清扫{成果.清扫}。"),),
        outputs=(Output(subject="P01", name="清扫", amount=Decimal(23245), unit="人次"),),
    )
    draft = report(made)
    assert "支出100.00万元，清扫23,245人次。" in text(draft.document)
    bound = {str(span.binding.key): span.binding.exact for span in draft.document.spans() if span.binding}
    assert bound["project.P01/outputs.清扫"] == "23245"
    assert draft.typed == ()


def test_of_an_output_with_two_dates_the_latest_counts():
    outputs = tuple(
        Output(subject="P01", name="服务", amount=Decimal(amount), unit="人次", as_of=day)
        for amount, day in ((5674, dt.date(2024, 10, 31)), (9194, YEAR_END))
    )
    made = ready(projects=(project(results="服务{成果.服务}。"),), outputs=outputs)
    assert "服务9,194人次" in text(report(made).document)
    assert "服务5,674人次" in text(report(made, as_of=dt.date(2024, 11, 30)).document)


def test_typed_digits_are_printed_unbound_and_listed():
    draft = report(ready(projects=(project(results="服务300余人，合格率95%。"),)))
    assert "服务300余人" in text(draft.document)
    assert [(each.where, each.digits) for each in draft.typed] == [("保洁经费·完成情况", ("300", "95%"))]


def test_a_reference_to_nothing_is_a_gap_that_names_it():
    draft = report(ready(projects=(project(results="服务{成果.不存在}。"),)))
    assert "【待补：引用{成果.不存在}找不到】" in text(draft.document)
    assert not draft.is_complete


def test_themes_print_their_own_outputs():
    made = ready(
        themes=(Theme(code="T1", heading="平安街道", text="检查{成果.检查}。"),),
        outputs=(
            Output(subject="T1", name="检查", amount=Decimal(8055), unit="家次"),
            Output(subject="P01", name="清扫", amount=Decimal(1), unit="次"),
        ),
    )
    document = report(made).document
    assert "1.平安街道" in headings(document, 3)
    assert "检查8,055家次。" in text(document)


def test_the_unit_says_how_it_chose_its_projects_or_the_ledger_does():
    others = project("Q1", "绿化经费", attention=Attention.ORDINARY)
    made = ready(projects=(project(selected_for="金额较大"), others))
    assert "按照金额较大的原则，本期选取1个项目" in text(report(made).document)
    assert "本期对1个项目全部逐一跟踪。" in text(report(ready()).document)
    own = ready(passages=(Passage(section=Section.SELECTION, text="结合实际选取{重点项目.个数}项目。"),))
    assert "结合实际选取1个项目。" in text(report(own).document)


# ---- problems and measures -------------------------------------------------------------------------------


def problem(**more: Any) -> Problem:
    told: dict[str, Any] = {
        "code": "Q1",
        "kind": ShortcomingKind.BUDGETING,
        "heading": "预算编制精细程度有待提高",
    }
    return Problem(**(told | {"text": "部分项目测算依据不够充分。"} | more))


def test_a_problem_whose_count_is_zero_is_not_printed():
    document = report(ready(problems=(problem(statistics=Statistic.ADJUSTED),))).document
    assert "预算编制精细程度" not in text(document)


def test_a_problem_states_its_count_and_share():
    made = year(
        projects=tuple(project(f"P0{n}", f"第{n}事") for n in (1, 2, 3, 4)),
        approval_lines=tuple(granted("100", f"P0{n}") for n in (1, 2, 3, 4)),
        adjustment_lines=tuple(changed(Change.REDUCTION, "30", f"P0{n}") for n in (1, 2, 3)),
        entries=tuple(paid(wan("70"), f"P0{n}") for n in (1, 2, 3, 4)),
        problems=(problem(statistics=Statistic.ADJUSTED),),
    )
    assert "4个重点项目中3个涉及预算调整，占75%。" in text(report(made).document)
    assert "其中调整幅度超过20%的3个" in text(report(made, tone=INTERNAL).document)


def test_a_single_project_is_an_individual_case_not_a_count():
    made = ready(
        adjustment_lines=(changed(Change.INCREASE, "10"),),
        entries=(paid(wan("110")),),
        problems=(problem(statistics=Statistic.ADJUSTED),),
    )
    assert "个别项目年度内调整了预算。" in text(report(made).document)


def test_who_does_what_by_when_is_said_inside_only():
    measure = Measure(
        code="M1",
        heading="细化项目前期论证工作",
        text="逐项复核测算依据。",
        lead="城市管理办公室",
        due=dt.date(2025, 3, 31),
        deliverable="复核清单。",
    )
    made = ready(measures=(measure,))
    assert "2025年3月31日" not in text(report(made).document)
    inside = text(report(made, tone=INTERNAL).document)
    assert "由城市管理办公室于2025年3月31日前落实，以复核清单为完成标准。" in inside


# ---- as a whole ------------------------------------------------------------------------------------------


def test_the_same_year_writes_the_same_report():
    assert report(ready()).document == report(ready()).document


def test_a_report_as_of_an_earlier_day_knows_nothing_later():
    made = ready(entries=(paid(wan("40"), date=dt.date(2024, 9, 1)), paid(wan("60"))))
    said = text(report(made, as_of=dt.date(2024, 9, 30)).document)
    assert "累计支出40.00万元" in said
    assert "已全部支出" not in said


def test_the_full_year_ends_with_december():
    assert full_year(ready()).end == YEAR_END
