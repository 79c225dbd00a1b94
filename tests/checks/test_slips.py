from __future__ import annotations

import pytest

from jixiao.checks.slips import cause_of, scale_slip
from jixiao.facts.flow.mention import Mention
from jixiao.numerals.scan import scan
from jixiao.quantity.bounds import Bounds


def figure(ink: str) -> Mention:
    (token,) = scan(ink)
    return Mention(token)


@pytest.mark.parametrize(
    ("ink", "wanted", "cause"),
    [
        ("879.78元", "879.78万元", "可能漏写了“万”"),
        ("419.4元", "419.4亿元", "可能漏写了“亿”"),
        ("12.50万元", "12.50元", "可能多写了“万”"),
        ("27,136.03万元", "27,163.03万元", "可能是相邻两个数字颠倒"),
        ("887.36万元", "87.36万元", "可能多写了一位“8”"),
        ("107.2%", "107.02%", "可能漏写了一位“0”"),
        ("15.28%", "1.528%", "可能是小数点移位"),
        ("1,156.20万元", "11,556.20万元", "可能漏写了一位“5”"),
        ("450.00万元", "460.00万元", "可能有一位写错（“5”应为“6”）"),
        ("12,505.92万元", "13,112.03万元", ""),
        ("9人", "8人", ""),
    ],
)
def test_the_digits_show_how_a_figure_went_wrong(ink: str, wanted: str, cause: str):
    assert cause_of(figure(ink), figure(wanted).denoted) == cause


def test_a_wide_range_explains_nothing():
    wanted = Bounds(figure("400万元").denoted.low, figure("500万元").denoted.high)
    assert not cause_of(figure("350万元"), wanted)


def test_nothing_explains_a_zero_or_a_negative_value():
    assert not cause_of(figure("0.00万元"), figure("12.00万元").denoted)
    assert not cause_of(figure("12.00万元"), figure("12.00万元").denoted.negated())


def test_a_unit_may_be_too_large_as_well():
    assert scale_slip(figure("12.50万元"), figure("12.50元").denoted) == -4
    assert scale_slip(figure("12.50元"), figure("12.50亿元").denoted) == 8
