"""Which sentence tells a project's money, and how it reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from jixiao.narrative.outline import load_outline
from jixiao.narrative.patterns import load_patterns
from jixiao.quantity import YUAN, Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import (
    Adjustment,
    AdjustmentLine,
    AdjustmentState,
    ApprovalLine,
    Change,
    Fund,
    Source,
)
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.results import BalanceUse, Evaluation, PlannedEvent
from jixiao.tracking.year import Year
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

WHO = "由城市管理办公室组织实施的“保洁经费”，"
DAY = "截至2024年12月31日"
LETTER = Adjustment(
    code="A01",
    requested=dt.date(2024, 11, 5),
    approved=dt.date(2024, 11, 20),
    approval_number="某财预〔2024〕77号",
    state=AdjustmentState.APPROVED,
)


@dataclass
class Case:
    """A situation, the pattern it calls for, and the sentence as it must read."""

    pattern: str
    text: str
    lines: tuple[ApprovalLine, ...] = ()
    changes: tuple[AdjustmentLine, ...] = ()
    entries: tuple[Entry, ...] = ()
    evaluation: Evaluation | None = None
    events: tuple[PlannedEvent, ...] = ()
    period: Period | None = None
    others: tuple[str, ...] = field(default=())

    def year(self) -> Year:
        chosen = (project(), *(project(f"Q{n}", name) for n, name in enumerate(self.others)))
        return year(
            projects=chosen,
            approval_lines=self.lines,
            adjustments=(LETTER,),
            adjustment_lines=self.changes,
            entries=self.entries,
            evaluations=(self.evaluation,) if self.evaluation else (),
            planned_events=self.events,
        )


def increase(amount: str, reason: str = "", **more: Any) -> AdjustmentLine:
    return changed(Change.INCREASE, amount, reason=reason, **more)


def reduction(amount: str, reason: str = "", **more: Any) -> AdjustmentLine:
    return changed(Change.REDUCTION, amount, reason=reason, **more)


def evaluated(**more: Any) -> Evaluation:
    return Evaluation(project="P01", **more)


CASES = [
    Case(
        "M1",
        f"{WHO}年初预算100.00万元，年度内未作调整，{DAY}已全部支出，预算执行率100%。",
        (granted("100"),),
        entries=(paid(wan("100")),),
    ),
    Case(
        "M2",
        f"{WHO}年初预算100.00万元，年度内未作调整，{DAY}实际支出92.50万元，预算执行率92.50%，结余7.50万元。",
        (granted("100"),),
        entries=(paid(wan("92.5")),),
    ),
    Case(
        "M2",
        f"{WHO}年初预算100.00万元，年度内未作调整，{DAY}实际支出92.50万元，预算执行率92.50%，"
        "结余7.50万元，已由区财政局收回。",
        (granted("100"),),
        entries=(paid(wan("92.5")),),
        evaluation=evaluated(balance_use=BalanceUse.RECOVERED),
    ),
    Case(
        "M3",
        f"{WHO}年初预算100.00万元，因面积增加，追加20.00万元，调整后预算120.00万元，"
        f"{DAY}已全部支出，预算执行率100%。",
        (granted("100"),),
        (increase("20", "因面积增加。"),),
        (paid(wan("120")),),
    ),
    Case(
        "M3a",
        f"{WHO}年初预算100.00万元，11月因面积增加，追加20.00万元，调整后预算120.00万元；"
        f"{DAY}实际支出110.00万元，预算执行率91.67%，结余10.00万元。",
        (granted("100"),),
        (increase("20", "面积增加", adjustment="A01", seen=None),),
        (paid(wan("110")),),
    ),
    Case(
        "M4",
        f"{WHO}年初预算100.00万元，因人数减少，调减40.00万元，调整后预算60.00万元，"
        f"{DAY}已全部支出，预算执行率100%；按年初预算计算，支出占60.00%。",
        (granted("100"),),
        (reduction("40", "由于人数减少"),),
        (paid(wan("60")),),
    ),
    Case(
        "M4a",
        f"{WHO}年初预算100.00万元，调减40.00万元，调整后预算60.00万元；"
        f"{DAY}实际支出50.00万元，预算执行率83.33%，结余10.00万元。",
        (granted("100"),),
        (reduction("40"),),
        (paid(wan("50")),),
    ),
    Case(
        "M5",
        f"{WHO}年初预算100.00万元，年度内因面积增加追加30.00万元、因人数减少调减10.00万元，"
        f"增减相抵后净增20.00万元，调整后预算120.00万元；{DAY}实际支出100.50万元，预算执行率83.75%，"
        "结余19.50万元。",
        (granted("100"),),
        (increase("30", "面积增加"), reduction("10", "人数减少")),
        (paid(wan("100.5")),),
    ),
    Case(
        "M5n",
        f"{WHO}年初预算100.00万元，年度内追加10.00万元、调减30.00万元，增减相抵后净减20.00万元，"
        f"调整后预算80.00万元；{DAY}实际支出79.00万元，预算执行率98.75%，结余1.00万元。",
        (granted("100"),),
        (increase("10"), reduction("30")),
        (paid(wan("79")),),
    ),
    Case(
        "M5z",
        f"{WHO}年初预算100.00万元，年度内追加10.00万元、调减10.00万元，调整后预算与年初持平；"
        f"{DAY}实际支出79.00万元，预算执行率79.00%，结余21.00万元。",
        (granted("100"),),
        (increase("10"), reduction("10")),
        (paid(wan("79")),),
    ),
    Case(
        "M6",
        f"{WHO}年初预算100.00万元，年末因审计审定，按实际结算金额调减40.00万元，调整后预算60.00万元"
        "已全部支付；按年初预算计算，支出占60.00%。",
        (granted("100"),),
        (reduction("40", "审计审定", adjustment="A01", seen=None),),
        (paid(wan("60")),),
    ),
    Case(
        "M7",
        f"{WHO}年初未安排预算，11月经某财预〔2024〕77号批复新增50.00万元；"
        f"{DAY}实际支出40.00万元，预算执行率80.00%，结余10.00万元。",
        (),
        (increase("50", adjustment="A01", seen=None),),
        (paid(wan("40")),),
    ),
    Case(
        "M8",
        f"{WHO}年初预算100.00万元，因任务取消不再实施，预算已全额调减，不计算执行率。",
        (granted("100"),),
        (reduction("100", "任务取消"),),
    ),
    Case(
        "M8a",
        f"{WHO}年初预算100.00万元，不再实施，预算已由区财政局全额收回，不计算执行率。",
        (granted("100"),),
        (changed(Change.RECOVERY, "100"),),
    ),
    Case(
        "M9a",
        f"{WHO}年初预算100.00万元，经批准由“绿化经费”调剂15.00万元至本项目，调整后预算115.00万元；"
        f"{DAY}实际支出110.00万元，预算执行率95.65%，结余5.00万元。",
        (granted("100"), granted("50", "Q0")),
        (changed(Change.TRANSFER, "15", giver="Q0"),),
        (paid(wan("110")), paid(wan("35"), "Q0")),
        others=("绿化经费",),
    ),
    Case(
        "M9b",
        f"{WHO}年初预算100.00万元，经批准由本项目调剂15.00万元至“绿化经费”，调整后预算85.00万元；"
        f"{DAY}实际支出80.00万元，预算执行率94.12%，结余5.00万元。",
        (granted("100"), granted("50", "Q0")),
        (changed(Change.TRANSFER, "15", "Q0", giver="P01"),),
        (paid(wan("80")), paid(wan("65"), "Q0")),
        others=("绿化经费",),
    ),
    Case(
        "M10",
        f"{WHO}全年预算120.00万元，其中当年安排100.00万元、上年结转20.00万元；{DAY}支出110.00万元，"
        "其中结转资金支出20.00万元，预算执行率91.67%，结余10.00万元。",
        (granted("100"), granted("20", source=Source.CARRIED_OVER)),
        entries=(paid(wan("90")), paid(wan("20"), source=Source.CARRIED_OVER)),
    ),
    Case(
        "M11",
        f"{WHO}全年预算130.00万元，其中本级资金100.00万元、提前下达转移支付30.00万元；{DAY}实际支出"
        "117.00万元，预算执行率90.00%，结余13.00万元。",
        (granted("100"), granted("30", source=Source.ADVANCE)),
        entries=(paid(wan("87")), paid(wan("30"), source=Source.ADVANCE)),
    ),
    Case(
        "M12",
        f"{WHO}全年预算100.00万元，截至2024年6月30日尚未发生支出，主要是招标尚未完成，预计全年支出90.00万元。",
        (granted("100"),),
        evaluation=evaluated(explanation="招标尚未完成", forecast=wan("90")),
        period=HALF_YEAR,
    ),
    Case(
        "M13a",
        f"{WHO}年初预算100.00万元，调整后预算100.00万元，年度内未形成支出，100.00万元已由区财政局收回。",
        (granted("100"),),
        evaluation=evaluated(balance_use=BalanceUse.RECOVERED),
    ),
    Case(
        "M13b",
        f"{WHO}年初预算100.00万元，调整后预算100.00万元，年度内未形成支出，100.00万元结转下年使用。",
        (granted("100"),),
        evaluation=evaluated(balance_use=BalanceUse.CARRIED_OVER),
    ),
    Case(
        "M14a",
        f"{WHO}年初预算1,000.00万元，年度内未作调整，{DAY}除结余32.50元外，预算资金已支付完毕。",
        (granted("1000"),),
        entries=(paid(wan("1000") - Money.of("32.50", YUAN)),),
    ),
    Case(
        "M14i",
        f"{WHO}年初预算900.00万元，追加100.00万元，调整后预算1,000.00万元；"
        f"{DAY}除结余32.50元外，预算资金已支付完毕。",
        (granted("900"),),
        (increase("100"),),
        (paid(wan("1000") - Money.of("32.50", YUAN)),),
    ),
    Case(
        "M14r",
        f"{WHO}年初预算1,100.00万元，调减100.00万元，调整后预算1,000.00万元；"
        f"{DAY}除结余32.50元外，预算资金已支付完毕。",
        (granted("1100"),),
        (reduction("100"),),
        (paid(wan("1000") - Money.of("32.50", YUAN)),),
    ),
    Case(
        "M14b",
        f"{WHO}年初预算1,000.00万元，年度内追加50.00万元、调减50.00万元，调整后预算1,000.00万元；"
        f"{DAY}除结余32.50元外，预算资金已支付完毕。",
        (granted("1000"),),
        (increase("50"), reduction("50")),
        (paid(wan("1000") - Money.of("32.50", YUAN)),),
    ),
    Case(
        "M15",
        f"{WHO}年初预算245.00万元，因户数变化，追加20.00万元，调整后预算265.00万元；{DAY}实际支出240.95万元，"
        "预算执行率90.92%，结余24.05万元。全年支出未超过年初预算，追加资金实际未使用，主要是户数随时变动。",
        (granted("245"),),
        (increase("20", "户数变化"),),
        (paid(wan("240.95")),),
        evaluated(explanation="户数随时变动"),
    ),
    Case(
        "M16a",
        f"{WHO}全年预算100.00万元；{DAY}实际支出110.00万元，其中财政拨款100.00万元（执行率100%）、"
        "其他资金10.00万元。",
        (granted("100"),),
        entries=(paid(wan("100")), paid(wan("10"), fund=Fund.OTHER)),
    ),
    Case(
        "M17",
        f"{WHO}全年预算100.00万元，截至2024年6月30日累计支出60.00万元，为全年预算的60.00%，"
        "快于序时进度10个百分点。",
        (granted("100"),),
        entries=(paid(wan("60"), date=dt.date(2024, 6, 1)),),
        period=HALF_YEAR,
    ),
    Case(
        "M17b",
        f"{WHO}全年预算100.00万元，截至2024年6月30日累计支出60.00万元，为全年预算的60.00%，"
        "慢于计划进度20个百分点；预计全年支出95.00万元。",
        (granted("100"),),
        entries=(paid(wan("60"), date=dt.date(2024, 6, 1)),),
        evaluation=evaluated(forecast=wan("95")),
        events=(
            PlannedEvent(project="P01", name="首付", planned=dt.date(2024, 3, 1), planned_spent=wan("80")),
        ),
        period=HALF_YEAR,
    ),
    Case(
        "M17c",
        f"{WHO}全年预算100.00万元，截至2024年6月30日累计支出50.00万元，为全年预算的50.00%，与序时进度持平。",
        (granted("100"),),
        entries=(paid(wan("50"), date=dt.date(2024, 6, 1)),),
        period=HALF_YEAR,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.pattern}" for n, case in enumerate(CASES)])
def test_each_situation_gets_its_sentence(case: Case):
    draft = report(case.year(), case.period, outline=load_outline("full-year"))
    assert sentence(draft.document, "money") == (case.pattern, case.text)


def test_over_spending_is_a_stop_and_no_sentence():
    draft = report(year(approval_lines=(granted("100"),), entries=(paid(wan("110")),)))
    pattern, said = sentence(draft.document, "money")
    assert pattern == "M16"
    assert said == "【核对：“保洁经费”支出超出调整后预算10.00万元，请核对批复、资金来源和凭证归属】"
    assert [stop.where for stop in draft.stops] == ["保洁经费"]
    assert not draft.is_complete


def test_a_project_without_any_budget_is_a_stop():
    draft = report(year())
    assert sentence(draft.document, "money")[0] == "M0"
    assert draft.stops


def test_what_became_of_unspent_money_must_be_known():
    draft = report(year(approval_lines=(granted("100"),)))
    pattern, said = sentence(draft.document, "money")
    assert pattern == "M13"
    assert said.endswith("年度内未形成支出，100.00万元【待补：结余去向】。")
    assert not draft.is_complete


def test_spending_that_only_a_later_statement_tells_is_a_gap_and_not_zero():
    statement = paid(wan("90"), date=YEAR_END, nature=Nature.CUMULATIVE)
    draft = report(
        year(approval_lines=(granted("100"),), entries=(statement,)),
        HALF_YEAR,
        outline=load_outline("full-year"),
    )
    pattern, said = sentence(draft.document, "money")
    assert pattern == "M18"
    assert said.endswith("截至2024年6月30日累计支出【待补：实际支出】。")
    assert "|0.00" not in text(draft.document)


def test_every_money_pattern_is_called_for_by_some_situation():
    told = {case.pattern for case in CASES} | {"M16", "M0", "M13", "M18"}
    assert {pattern.id for pattern in load_patterns().groups["money"]} == told


def test_a_long_reason_gets_a_sentence_of_its_own():
    reason = (
        "辖区居民需求多样化使设计方案经过多轮论证和调整，国庆保障期间部分路段停工，工期因此顺延到下一年度"
    )
    draft = report(
        year(
            approval_lines=(granted("100"),),
            adjustment_lines=(reduction("40", reason),),
            entries=(paid(wan("50")),),
        )
    )
    assert "因" not in sentence(draft.document, "money")[1]
    assert sentence(draft.document, "long_reason")[1] == f"调减的主要原因是{reason}。"


def test_quotation_marks_inside_a_name_become_single_ones():
    made = year(
        projects=(project(name="“无围墙”站点年租金"),),
        approval_lines=(granted("124"),),
        entries=(paid(wan("124")),),
    )
    assert "的“‘无围墙’站点年租金”，" in sentence(report(made).document, "money")[1]
