from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import PolicyError
from jixiao.quantity import Rate
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import Policy, load_policy, time_share
from tests.tracking.years import FULL_YEAR, HALF_YEAR

PACKS = ("national", "beijing-xicheng")
NINETY = 900_000_000

packs = st.sampled_from([load_policy(name) for name in PACKS])
periods = st.sampled_from([FULL_YEAR, HALF_YEAR])
rates = st.none() | st.builds(Rate, st.integers(-(10**9), 10**10), st.integers(1, 10**9))


def percent(value: str) -> Rate:
    share = Fraction(value) / 100
    return Rate(share.numerator, share.denominator)


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize(
    ("rate", "code"),
    [
        (None, "none"),
        (percent("-5"), "low"),
        (percent("0"), "low"),
        (percent("89.9999"), "low"),
        (Rate(NINETY - 1, 10**9), "low"),
        (percent("90"), "high"),
        (Rate(NINETY + 1, 10**9), "high"),
        (percent("99.9999"), "high"),
        (Rate(10**9 - 1, 10**9), "high"),
        (percent("100"), "full"),
        (Rate(10**9 + 1, 10**9), "over"),
        (percent("101.18"), "over"),
    ],
)
def test_full_year_bands_are_cut_on_exact_values(name: str, rate: Rate | None, code: str):
    assert load_policy(name).band(rate, FULL_YEAR).code == code


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize(
    ("rate", "code"),
    [
        (None, "none"),
        (percent("-5"), "far-behind"),
        (percent("39.9999"), "far-behind"),
        (percent("40"), "behind"),
        (percent("49.9999"), "behind"),
        (percent("50"), "ahead"),
        (percent("100"), "ahead"),
        (percent("100.0001"), "over"),
    ],
)
def test_half_year_bands_are_cut_by_the_share_of_the_year_that_has_passed(name: str, rate, code: str):
    assert load_policy(name).band(rate, HALF_YEAR).code == code


@given(packs, periods, rates)
def test_every_rate_falls_into_a_band(policy: Policy, period: Period, rate: Rate | None):
    band = policy.band(rate, period)
    assert band in policy.bands_for(period)
    assert band.is_unrated == (rate is None)


def test_a_period_is_known_by_its_name_as_well():
    same = Period(code="Q4", name="full-year", start=FULL_YEAR.start, end=FULL_YEAR.end)
    assert load_policy().bands_for(same) == load_policy().bands_for(FULL_YEAR)


@pytest.mark.parametrize("name", ["全年", "全年度", "2019年度"])
def test_a_full_year_in_chinese_is_a_full_year(name: str):
    same = Period(code="P1", name=name, start=FULL_YEAR.start, end=FULL_YEAR.end)
    assert load_policy().band(percent("95"), same).code == "high"


@pytest.mark.parametrize(
    ("end", "share"),
    [
        (dt.date(2019, 1, 31), Fraction(1, 12)),
        (dt.date(2019, 6, 15), Fraction(11, 24)),
        (dt.date(2019, 7, 31), Fraction(7, 12)),
        (dt.date(2020, 2, 29), Fraction(1, 6)),
        (dt.date(2019, 12, 31), 1),
    ],
)
def test_the_share_of_the_year_that_has_passed_counts_months(end: dt.date, share: Fraction):
    assert time_share(Period(code="p", name="p", start=dt.date(2019, 1, 1), end=end)) == share


BANDS = """
[[bands]]
periods = ["*"]
source = "本街道"
bands = [
  { code = "up", label = "一半以上", from = "0.5" },
  { code = "down", label = "不足一半", below = "0.5" },
  { code = "none", label = "不计算" },
]
"""
WHOLE = f"""
name = "own"
title = "本街道"
source = "本街道预算绩效管理办法"
effective = 2019-01-01
{BANDS}
[limits]
large_change = "0.3"
first_payment = "0.4"
"""


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_unit_brings_a_policy_of_its_own(tmp_path: Path):
    policy = load_policy(written(tmp_path, WHOLE))
    assert policy.band(percent("50"), FULL_YEAR).label == "一半以上"
    assert (policy.large_change, policy.first_payment) == (Fraction(3, 10), Fraction(2, 5))


def test_a_bound_may_be_a_bare_number_and_is_exact_all_the_same(tmp_path: Path):
    policy = load_policy(written(tmp_path, WHOLE.replace('"0.5"', "0.9").replace('"0.3"', "0.1")))
    assert policy.band(percent("90"), FULL_YEAR).code == "up"
    assert policy.large_change == Fraction(1, 10)


def test_a_policy_extends_another_and_keeps_what_it_does_not_say(tmp_path: Path):
    text = 'name = "own"\ntitle = "本街道"\nextends = "national"\n[limits]\nlarge_change = "0.3"\n'
    policy = load_policy(written(tmp_path, text))
    assert policy.title == "本街道"
    assert (policy.large_change, policy.first_payment) == (Fraction(3, 10), Fraction(1, 2))
    assert policy.bands == load_policy("national").bands


def test_what_a_policy_does_not_say_is_as_the_national_one_says_it(tmp_path: Path):
    policy = load_policy(written(tmp_path, WHOLE.replace('large_change = "0.3"', "")))
    national = load_policy("national")
    assert policy.large_change == national.large_change
    assert policy.scoring.grades == national.scoring.grades
    assert policy.bands != national.bands


def test_a_policy_extends_a_file_that_lies_beside_it(tmp_path: Path):
    written(tmp_path, WHOLE)
    policy = load_policy(written(tmp_path, 'extends = "own.toml"\ntitle = "分所"\n', "part.toml"))
    assert (policy.name, policy.title) == ("own", "分所")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "name"),
        ("name = ", "own.toml"),
        (WHOLE.replace('title = "本街道"', ""), "title"),
        (WHOLE.replace("2019-01-01", '"2019"'), "effective"),
        (WHOLE.replace(BANDS, ""), "bands"),
        (WHOLE.replace(BANDS, "bands = 3"), "bands"),
        (WHOLE.replace(BANDS, "bands = [3]"), "bands"),
        (WHOLE.replace('periods = ["*"]', ""), "periods"),
        (WHOLE.replace('["*"]', '["full-year"]'), "其他期间"),
        (WHOLE.replace('code = "up", ', ""), "code"),
        (WHOLE.replace('from = "0.5"', 'form = "0.5"'), "form"),
        (WHOLE.replace('below = "0.5"', 'below = "0.4"'), "40.00%"),
        (WHOLE.replace('below = "0.5"', 'to = "0.4"'), "45.00%"),
        (WHOLE.replace('from = "0.5"', 'above = "0.5"'), "50.00%"),
        (WHOLE.replace('"down"', '"up"'), "up"),
        (WHOLE.replace('{ code = "none", label = "不计算" },', ""), "没有执行率"),
        (WHOLE.replace('below = "0.5"', 'below = "一半"'), "一半"),
        (WHOLE.replace('"0.3"', '"三成"'), "三成"),
        (WHOLE.replace('"0.3"', "true"), "large_change"),
        ('extends = "own.toml"', "own.toml"),
        ('extends = "atlantis"', "atlantis"),
        ("extends = 3", "extends"),
    ],
)
def test_a_broken_policy_is_refused_with_what_is_wrong_in_it(tmp_path: Path, text: str, told: str):
    with pytest.raises(PolicyError) as refused:
        load_policy(written(tmp_path, text))
    assert told in str(refused.value)
    assert "own.toml" in str(refused.value)


def test_a_policy_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(PolicyError, match="beijing-xicheng、hubei、national"):
        load_policy("atlantis")


SHANXI = """
name = "own"
title = "本省"
extends = "hubei"
effective = 2023-01-01
source = "本省通知"
[lights]
in_range_only = ["质量指标", "时效指标", "成本指标"]
combination = "进度优先"
most_apart = "0.1"
[scoring]
far_over = "1.5"
grades = [ { label = "优", from = 80 }, { label = "良", from = 70 }, { label = "差", from = 0 } ]
"""


def test_a_fourth_region_is_a_file_and_needs_no_code(tmp_path: Path):
    policy = load_policy(written(tmp_path, SHANXI))
    assert policy.lights.in_range_only == {"质量指标", "时效指标", "成本指标"}
    assert (policy.lights.combination.value, policy.lights.most_apart) == ("进度优先", Fraction(1, 10))
    assert [each.label for each in policy.scoring.grades] == ["优", "良", "差"]
    assert (policy.scoring.far_over, policy.weightings[0].execution) == (Fraction(3, 2), Decimal(20))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SHANXI.replace("from = 70", "from = 85"), "由高到低"),
        (SHANXI.replace("from = 0 ", "from = 10 "), "从 0 起"),
        (SHANXI.replace("进度优先", "取中间"), "取中间"),
        (SHANXI.replace('far_over = "1.5"', 'far_ovr = "1.5"'), "far_ovr"),
        (SHANXI.replace('most_apart = "0.1"', "most_apart = true"), "most_apart"),
        (SHANXI + '[[weights]]\nexecution = 10\npoints = { "产出指标" = 89.99 }\n', "99.99"),
        (SHANXI + "[[hierarchies]]\nsince = 2023\nlevels = []\n", "0 年没有"),
        (SHANXI + '[[kinds]]\ncode = "x"\n', "title"),
        (
            SHANXI.replace("[lights]", '[lights]\nbudget = { red_below = "0.9", yellow_below = "0.8" }'),
            "由小到大",
        ),
        (
            SHANXI + 'tiers = [ { tier = "达成年度指标", from = "0.8", to = "1" } ]\n',
            "缺少",
        ),
    ],
)
def test_rules_that_leave_something_out_are_refused(tmp_path: Path, text: str, told: str):
    with pytest.raises(PolicyError) as refused:
        load_policy(written(tmp_path, text))
    assert told in str(refused.value)
