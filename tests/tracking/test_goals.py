from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Cause, Likelihood, Statement, Tier
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import Approval, ApprovalLine, ExpenditureKind, Fund, Source
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.goals import Goals
from jixiao.tracking.hierarchy import misweighted, weighting_of
from jixiao.tracking.indicator import ChangeKind, Indicator, IndicatorChange
from jixiao.tracking.lights import Light
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.results import Evaluation, PlannedEvent
from jixiao.tracking.self_evaluation import SelfEvaluation
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year
from jixiao.tracking.year_end import accuracy

NATIONAL = load_policy("national")
JULY, END = dt.date(2023, 7, 31), dt.date(2023, 12, 31)
PERIODS = (
    Period(code="jul", name="1—7月", start=dt.date(2023, 1, 1), end=JULY),
    Period(code="full-year", name="全年", start=dt.date(2023, 1, 1), end=END),
)


def indicator(code: str, first: str, second: str, target: str, weight: str, **more: Any) -> Indicator:
    subject = str(more.pop("subject", "P01"))
    name = str(more.pop("name", f"指标{code}"))
    return Indicator(
        code=code, subject=subject, first=first, second=second, name=name, target=target,
        weight=Decimal(weight), **more,
    )  # fmt: skip


INDICATORS = (
    indicator("K03", "产出指标", "数量指标", "≥1200人次", "25"),
    indicator("K04", "产出指标", "质量指标", "≥95%", "15"),
    indicator("K05", "效益指标", "社会效益指标", "明显改善", "20"),
    indicator("K06", "满意度指标", "服务对象满意度指标", "≥90%", "10"),
    indicator("K01", "成本指标", "经济成本指标", "≤100万元", "20"),
)


def year(attainments: Iterable[Attainment] = (), *, spent: int = 60_0000_00, **more: Any) -> Year:
    return Year(
        fiscal_year=2023,
        unit=Unit(name="示范区示范街道办事处", short_name="示范街道", policy="national"),
        periods=PERIODS,
        projects=(Project(code="P01", name="保洁", party="城管办"),),
        approvals=(Approval(code="A01", number="示财〔2023〕1号", issued=dt.date(2023, 1, 20)),),
        approval_lines=(
            ApprovalLine(
                approval="A01", kind=ExpenditureKind.PROJECT, project="P01", amount=Money(100_0000_00),
                fund=Fund.GENERAL, source=Source.OWN,
            ),
        ),
        entries=(
            Entry(
                kind=ExpenditureKind.PROJECT, project="P01", date=dt.date(2023, 5, 1), amount=Money(spent),
                nature=Nature.PAYMENT, fund=Fund.GENERAL, source=Source.OWN,
            ),
        ),
        **{"indicators": INDICATORS, "attainments": tuple(attainments), **more},
    )  # fmt: skip


def attained(code: str, as_of: dt.date, **values: Any) -> Attainment:
    given: dict[str, Any] = {
        k: Decimal(v) if isinstance(v, str) and k in ("actual", "score", "forecast") else v
        for k, v in values.items()
    }
    return Attainment(indicator=code, as_of=as_of, **given)


WHOLE = (
    attained("K01", END, actual="98"),
    attained("K03", END, actual="1200"),
    attained("K04", END, actual="95"),
    attained("K05", END, tier=Tier.MET, score="18", explanation="效果还可提升"),
    attained("K06", END, actual="91"),
)


def goals(of: Year, as_of: dt.date = END, since: dt.date | None = JULY) -> dict[str, Any]:
    found = Goals.at(of, as_of, NATIONAL.hierarchy(2023), since)
    return {each.indicator.code: each for each in found.of["P01"]}


def test_indicators_stand_in_the_order_of_the_years_form():
    assert list(goals(year())) == ["K01", "K03", "K04", "K05", "K06"]
    older = Goals.at(year(), END, NATIONAL.hierarchy(2019)).of["P01"]
    assert [each.indicator.code for each in older] == ["K03", "K04", "K05", "K06", "K01"]


def test_an_approved_change_counts_from_its_day_and_keeps_the_old_value():
    change = IndicatorChange(
        indicator="K03", old_target="≥1200人次", new_target="≥1000人次", new_weight=Decimal(24),
        approval="会议纪要〔2023〕9号", approved=dt.date(2023, 9, 1),
    )  # fmt: skip
    of = year(indicator_changes=(change,))
    before, after = goals(of, JULY)["K03"], goals(of)["K03"]
    assert (str(before.target), before.weight) == ("≥1200人次", 25)
    assert (str(after.target), after.weight, after.indicator.target) == ("≥1000人次", 24, "≥1200人次")


def test_a_removed_indicator_is_shown_and_nothing_is_asked_of_it():
    change = IndicatorChange(indicator="K06", kind=ChangeKind.REMOVED, approved=dt.date(2023, 9, 1))
    of = year(WHOLE, indicator_changes=(change,))
    found = Monitoring(Glance(of, END, NATIONAL)).projects["P01"]
    gone = found.indicators[-1]
    assert (gone.goal.is_removed, gone.lit.light, gone.gaps) == (True, None, ())
    assert len(SelfEvaluation(Glance(of, END, NATIONAL)).projects["P01"].scores) == len(INDICATORS)


def test_what_was_said_last_time_is_kept_beside_what_is_said_now():
    of = year([attained("K03", JULY, actual="500", forecast="1100"), attained("K03", END, actual="1150")])
    found = goals(of)["K03"]
    assert (found.attained.actual, found.last.forecast) == (1150, 1100)
    assert goals(of, JULY, None)["K03"].attained.actual == 500
    nothing_yet = goals(year([attained("K03", JULY, actual="500")]))["K03"]
    assert (nothing_yet.attained, nothing_yet.last.actual) == (None, 500)


def test_weights_that_do_not_add_up_say_which_parent():
    split = weighting_of(NATIONAL.weightings, {each.first for each in INDICATORS})
    rows = [(each.first, each.name, each.weight or Decimal()) for each in INDICATORS]
    assert misweighted(rows, split) == []
    rows[0] = (rows[0][0], rows[0][1], Decimal("24.99"))
    first, whole = misweighted(rows, split)
    assert (first.parent, first.total, first.wanted) == ("产出指标", Decimal("39.99"), Decimal(40))
    assert first.arithmetic == "指标K03 24.99＋指标K04 15＝39.99，应为40"
    assert (whole.parent, whole.total, whole.wanted) == ("全部指标", Decimal("89.99"), Decimal(90))


def test_the_split_follows_the_levels_that_a_project_has():
    def points(*firsts: str) -> list[int]:
        split = weighting_of(NATIONAL.weightings, set(firsts))
        return [
            int(split.execution),
            *(int(split.points.get(f"{each}指标", 0)) for each in ("成本", "产出", "效益", "满意度")),
        ]

    assert points("产出指标", "效益指标", "满意度指标") == [10, 0, 50, 30, 10]
    assert points("产出", "效益", "成本", "满意度") == [10, 20, 40, 20, 10]
    assert points("产出指标", "效益指标") == [10, 0, 50, 40, 0]
    assert points("成本指标", "产出指标", "效益指标") == [10, 20, 40, 30, 0]


def test_a_self_evaluation_adds_up_and_is_graded():
    found = SelfEvaluation(Glance(year(WHOLE, spent=96_0000_00), END, NATIONAL)).projects["P01"]
    assert found.execution.points == Decimal("9.6")
    assert found.total == Decimal("9.6") + 20 + 25 + 15 + 18 + 10
    assert found.grade is not None
    assert found.grade.label == "优"
    assert not any(each.gaps for each in found.indicators)


def test_without_a_score_there_is_no_total_and_no_grade():
    found = SelfEvaluation(Glance(year(WHOLE[1:]), END, NATIONAL)).projects["P01"]
    assert (found.total, found.grade, found.missing) == (None, None, 1)


def test_several_projects_are_summed_where_numbers_add_up_and_by_their_terms_where_they_are_shares():
    more = (
        indicator("K11", "产出指标", "数量指标", "≥0.1万人次", "50", subject="P02", name="指标K03"),
        indicator("K12", "满意度指标", "服务对象满意度指标", "≥90%", "10", subject="P02", name="指标K06"),
    )
    reached = [
        attained("K03", END, actual="1200"),
        attained("K11", END, actual="0.08"),
        attained("K06", END, numerator=Decimal(90), denominator=Decimal(100)),
        attained("K12", END, numerator=Decimal(280), denominator=Decimal(300)),
    ]
    of = replace(
        year(reached),
        indicators=(*INDICATORS, *more),
        projects=(*year().projects, Project(code="P02", name="养护")),
    )
    found = {each.name: each for each in SelfEvaluation(Glance(of, END, NATIONAL)).summary.combined}
    assert (found["指标K03"].wanted, found["指标K03"].actual) == (Fraction(2200), Fraction(2000))
    assert found["指标K06"].actual == Fraction(370, 400) * 100


def test_a_light_wants_its_cause_a_doubt_its_forecast_and_an_impossible_one_its_remedy():
    def gaps(**said: Any) -> set[str]:
        of = year([attained("K03", JULY, **said)])
        watched = Monitoring(Glance(of, JULY, NATIONAL)).projects["P01"].indicators
        return {gap.field for each in watched if each.goal.indicator.code == "K03" for gap in each.gaps}

    sure = {"likelihood": Likelihood.CERTAIN}
    assert gaps(actual="700", **sure) == set()
    assert gaps(actual="700") == {"likelihood"}
    assert gaps(**sure) == {"actual"}
    assert gaps(actual="0", **sure) == {"causes", "explanation"}
    assert gaps(actual="500", **sure) == {"causes", "explanation"}
    assert gaps(actual="900", **sure) == {"explanation"}
    assert gaps(actual="700", causes=(Cause.FUNDS,), **sure) == {"explanation"}
    assert gaps(actual="700", likelihood=Likelihood.POSSIBLE) == {"forecast", "causes"}
    doubt = {"causes": (Cause.STAFF,), "explanation": "人手不足", "forecast": "1000", "actual": "700"}
    assert gaps(likelihood=Likelihood.IMPOSSIBLE, **doubt) == {"remark"}
    assert gaps(likelihood=Likelihood.IMPOSSIBLE, remark="增派人手", **doubt) == set()


def test_a_projects_own_plan_comes_before_the_share_of_the_year():
    plan = (
        PlannedEvent(
            project="P01", name="首付", planned=dt.date(2023, 8, 15), planned_spent=Money(80_0000_00)
        ),
        PlannedEvent(
            project="P01", name="尾款", planned=dt.date(2023, 11, 15), planned_spent=Money(100_0000_00)
        ),
    )
    of = year(spent=0, planned_events=plan)
    july = Monitoring(Glance(of, JULY, NATIONAL)).projects["P01"]
    assert (july.budget.light, july.budget.formula) == (None, "还没有到第一笔计划支出的日期")
    august = Monitoring(Glance(of, dt.date(2023, 8, 31), NATIONAL)).projects["P01"]
    assert august.budget.light is Light.RED
    assert august.due.words == "计划进度"


def test_how_right_forecasts_were_is_told_by_office():
    said = (Evaluation(project="P01", forecast=Money(90_0000_00), as_of=JULY),)
    reached = [
        attained("K03", JULY, actual="700", likelihood=Likelihood.CERTAIN),
        attained("K03", END, actual="1100"),
        attained("K04", JULY, actual="96", likelihood=Likelihood.CERTAIN),
        attained("K04", END, actual="95"),
    ]
    found = accuracy(year(reached, spent=60_0000_00, evaluations=said), NATIONAL.hierarchy(2023))["城管办"]
    assert (found.forecasts, found.off, found.share_off) == (1, Money(30_0000_00), Fraction(1, 2))
    assert (found.certain, found.missed) == (2, 1)


def test_the_last_statement_stays_beside_this_one():
    told = (
        Statement(subject="P01", as_of=JULY, measures="增派人手"),
        Statement(subject="P01", as_of=END, measures="已完成"),
    )
    found = Monitoring(Glance(year(statements=told), END, NATIONAL)).projects["P01"]
    assert found.statement is not None
    assert found.last_statement is not None
    assert (found.statement.measures, found.last_statement.measures) == ("已完成", "增派人手")
