from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Tier
from jixiao.tracking.indicator import Method
from jixiao.tracking.policy import load_policy
from jixiao.tracking.scoring import Score, ScoringRules, Want, execution_score, score
from jixiao.tracking.target import measured, target

NATIONAL = load_policy("national").scoring
HUBEI = load_policy("hubei").scoring
END = dt.date(2023, 12, 31)
TEN = Decimal(10)


def reached(**values: Any) -> Attainment:
    given_values: dict[str, Any] = {
        name: Decimal(value) if isinstance(value, str) and name != "explanation" else value
        for name, value in values.items()
    }
    return Attainment(indicator="K01", as_of=END, **given_values)


def scored(
    wanted: str,
    actual: str | None = None,
    *,
    weight: Decimal = TEN,
    rules: ScoringRules = NATIONAL,
    **more: Any,
) -> Score:
    method = more.pop("method", None)
    attained = reached(**({"actual": actual} if actual is not None else {}), **more)
    return score(target(wanted), weight, attained, rules, fiscal_year=2023, method=method)


def points(wanted: str, actual: str, **more: Any) -> Any:
    return scored(wanted, actual, **more).points


@pytest.mark.parametrize(
    ("wanted", "actual", "earned"),
    [
        ("≥95%", "95", "10"),
        ("≥95%", "94.99", "10.00"),
        ("≥95%", "94", "9.89"),
        ("≥95%", "0", "0"),
        ("≥95%", "-5", "0"),
        ("≥95%", "120", "10"),
        ("＞95%", "95", "10"),
        ("＝3个", "3", "10"),
        ("＝3个", "2", "6.67"),
        ("＝3个", "4", "10"),
        ("＝0起", "0", "10"),
        ("＝0起", "1", "0"),
        ("＝0起", "-1", "10"),
        ("≥0起", "0", "10"),
        ("≤20天", "20", "10"),
        ("≤20天", "19", "10"),
        ("≤20天", "20.01", "10.00"),
        ("≤20天", "25", "7.5"),
        ("≤20天", "39.99", "0.01"),
        ("≤20天", "40", "0"),
        ("≤20天", "41", "0"),
        ("＜20天", "20", "10"),
        ("≤0起", "0", "10"),
        ("≤0起", "1", "0"),
        ("2～4次", "2", "10"),
        ("2～4次", "4", "10"),
        ("2～4次", "1", "5"),
        ("2～4次", "5", "7.5"),
        ("2～4次", "8", "0"),
    ],
)
def test_a_number_earns_what_the_formula_of_its_kind_gives(wanted: str, actual: str, earned: str):
    assert points(wanted, actual) == Decimal(earned)


@pytest.mark.parametrize(
    ("actual", "earned"), [("20", "10"), ("25", "8"), ("40", "5"), ("100", "2"), ("20.01", "10.00")]
)
def test_a_province_may_divide_the_ceiling_by_what_was_reached(actual: str, earned: str):
    assert points("≤20天", actual, rules=HUBEI) == Decimal(earned)


@pytest.mark.parametrize(
    ("wanted", "actual", "is_far"),
    [
        ("≥100人", "129.99", False),
        ("≥100人", "130", True),
        ("＝100人", "130", True),
        ("＝0起", "29.99", False),
        ("＝0起", "30", True),
        ("≤100人", "10", False),
    ],
)
def test_what_is_far_over_the_target_wants_an_explanation(wanted: str, actual: str, is_far: bool):
    assert (Want.FAR_OVER in scored(wanted, actual).wants) is is_far


def test_less_than_all_points_want_an_explanation():
    assert scored("≥95%", "94").wants == {Want.NOT_FULL}
    assert scored("≥95%", "95").wants == frozenset()


@pytest.mark.parametrize(
    ("tier", "given_score", "is_held"),
    [
        (Tier.MET, "10", True),
        (Tier.MET, "8", True),
        (Tier.MET, "7.99", False),
        (Tier.PARTLY, "8", False),
        (Tier.PARTLY, "7.99", True),
        (Tier.PARTLY, "6", True),
        (Tier.PARTLY, "5.99", False),
        (Tier.NOT_MET, "6", False),
        (Tier.NOT_MET, "5.99", True),
        (Tier.NOT_MET, "0", True),
        (Tier.MET, "10.01", False),
        (Tier.NOT_MET, "-1", False),
    ],
)
def test_a_qualitative_score_lies_within_its_tier(tier: Tier, given_score: str, is_held: bool):
    found = scored("明显改善", tier=tier, score=given_score)
    assert found.points == (Decimal(given_score) if is_held else None)
    assert bool(found.fault) is not is_held


def test_the_tiers_of_a_province_are_its_own():
    assert scored("明显改善", tier=Tier.PARTLY, score="5", rules=HUBEI).points == 5
    assert scored("明显改善", tier=Tier.NOT_MET, score="5", rules=HUBEI).fault


@pytest.mark.parametrize(
    ("total", "label"),
    [
        ("100", "优"),
        ("90.00", "优"),
        ("89.99", "良"),
        ("80.00", "良"),
        ("79.99", "中"),
        ("60.00", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_a_total_on_a_bound_has_the_better_grade(total: str, label: str):
    assert NATIONAL.grade(Decimal(total)).label == label


@pytest.mark.parametrize(
    ("spent", "budget", "earned"),
    [
        (90_00, 100_00, "9"),
        (100_00, 100_00, "10"),
        (101_00, 100_00, "10"),
        (0, 100_00, "0"),
        (-5, 100_00, "0"),
        (98_31, 100_00, "9.83"),
    ],
)
def test_execution_earns_its_rate_and_never_more_than_its_weight(spent: int, budget: int, earned: str):
    assert execution_score(Money(spent), Money(budget), TEN, NATIONAL).points == Decimal(earned)


def test_a_budget_of_nothing_is_not_divided_by():
    found = execution_score(Money(5), Money(0), TEN, NATIONAL)
    assert (found.points, found.missing) == (None, "全年预算数为0，不能计算执行率")
    assert execution_score(None, Money(100), TEN, NATIONAL).points is None


@pytest.mark.parametrize(
    ("day", "earned"), [(dt.date(2023, 11, 30), 10), (dt.date(2023, 11, 29), 10), (dt.date(2023, 12, 1), 0)]
)
def test_a_date_is_met_or_not(day: dt.date, earned: int):
    assert scored("11月底前完成", reached=day).points == earned


def test_a_date_that_has_passed_without_an_end_earns_nothing():
    assert scored("11月底前完成").points == 0
    early = Attainment(indicator="K01", as_of=dt.date(2023, 7, 31))
    assert score(target("11月底前完成"), TEN, early, NATIONAL, fiscal_year=2023).points is None


def test_zero_is_a_value_and_blank_is_not():
    assert scored("≥95%", "0").points == 0
    assert scored("≥95%").missing == "没有填完成值"
    assert score(target("≥95%"), TEN, None, NATIONAL, fiscal_year=2023).points is None


def test_a_share_may_be_given_by_its_terms():
    assert scored("≥90%", numerator="182", denominator="200").points == 10
    assert scored("≥90%", numerator="81", denominator="100").points == 9
    assert scored("≥90%", numerator="81", denominator="0").points is None


def test_people_may_award_less_than_the_formula_and_never_more():
    lower = scored("≥100人", "150", score="9")
    assert (lower.points, lower.computed) == (Decimal(9), Decimal(10))
    assert lower.wants == {Want.FAR_OVER, Want.REDUCED, Want.NOT_FULL}
    assert scored("≥100人", "50", score="6").fault


def test_satisfaction_below_its_pass_line_earns_nothing():
    assert points("≥90%", "60", method=Method.SATISFACTION) == Decimal("6.67")
    assert points("≥90%", "59.99", method=Method.SATISFACTION) == 0


def test_a_direct_indicator_earns_all_or_nothing():
    assert points("≥90%", "90", method=Method.DIRECT) == 10
    assert points("≥90%", "89.99", method=Method.DIRECT) == 0


def test_a_score_tells_its_arithmetic():
    assert scored("≥3200人", "3100").formula == "3100人÷3200人×10＝9.69"
    assert scored("≤20天", "25").formula == "（1－（25天－20天）÷20天）×10＝7.5"


WANTED = st.sampled_from(["≥95%", "＞95%", "＝95%", "≤95%", "＜95%", "≥0", "≤0", "＝0", "60～95%"])
ACTUALS = st.decimals(-200, 400, places=2, allow_nan=False)
WEIGHTS = st.decimals(0, 50, places=1, allow_nan=False)


@given(WANTED, ACTUALS, WEIGHTS, st.sampled_from([NATIONAL, HUBEI]))
def test_no_score_is_above_its_weight_or_below_nothing(
    wanted: str, actual: Decimal, weight: Decimal, rules: ScoringRules
):
    found = scored(wanted, str(actual), weight=weight, rules=rules)
    assert found.points is not None
    assert 0 <= found.points <= weight


@given(st.sampled_from(["≥95%", "＞95%", "＝95%", "≥0"]), ACTUALS, ACTUALS, WEIGHTS)
def test_more_never_earns_less_where_more_is_better(
    wanted: str, one: Decimal, other: Decimal, weight: Decimal
):
    less, more = sorted((one, other))
    assert points(wanted, str(less), weight=weight) <= points(wanted, str(more), weight=weight)


@given(st.sampled_from(["≤95%", "＜95%", "≤0"]), ACTUALS, ACTUALS, st.sampled_from([NATIONAL, HUBEI]))
def test_more_never_earns_more_where_less_is_better(
    wanted: str, one: Decimal, other: Decimal, rules: ScoringRules
):
    less, more = sorted((one, other))
    assert points(wanted, str(more), rules=rules) <= points(wanted, str(less), rules=rules)


@given(
    st.sampled_from(["≥", "＝", "≤", "＜"]),
    st.decimals(1, 500, places=2, allow_nan=False),
    st.decimals(0, 900, places=2, allow_nan=False),
)
def test_a_score_is_the_same_in_whatever_unit(sign: str, wanted: Decimal, actual: Decimal):
    scale = measured(Decimal(1), "万㎡")[0]
    small = points(f"{sign}{wanted * scale:f}㎡", f"{actual * scale:f}")
    assert small == points(f"{sign}{wanted}万㎡", str(actual))


def test_points_are_rounded_half_up_once():
    assert NATIONAL.rounded(Fraction(12345, 10000)) == Decimal("1.23")
    assert NATIONAL.rounded(Fraction(1235, 1000)) == Decimal("1.24")
