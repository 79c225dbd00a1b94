from __future__ import annotations

import pytest

from jixiao.numerals.token import Kind
from jixiao.numerals.units import declared_unit, read_unit, scaled


@pytest.mark.parametrize(
    ("printed", "kind", "scale", "name"),
    [
        ("元", Kind.AMOUNT, 0, "元"),
        ("万元", Kind.AMOUNT, 4, "元"),
        ("亿元", Kind.AMOUNT, 8, "元"),
        ("万亿元", Kind.AMOUNT, 12, "元"),
        ("千元", Kind.AMOUNT, 3, "元"),
        ("百万元", Kind.AMOUNT, 6, "元"),
        ("万美元", Kind.AMOUNT, 4, "美元"),
        ("％", Kind.PERCENT, 0, "%"),
        ("成", Kind.PERCENT, 1, "%"),
        ("个百分点", Kind.POINTS, 0, "百分点"),
        ("千瓦", Kind.COUNT, 0, "千瓦"),
        ("万千瓦时", Kind.COUNT, 4, "千瓦时"),
        ("千公顷", Kind.COUNT, 3, "公顷"),
        ("㎡", Kind.COUNT, 0, "平方米"),
        ("平方 米", Kind.COUNT, 0, "平方米"),
        ("元/㎡/年", Kind.RATE, 0, "元/平方米/年"),
        ("元每人每月", Kind.RATE, 0, "元/人/月"),
        ("万", Kind.COUNT, 4, ""),
        ("%万元", Kind.MALFORMED, 0, "%万元"),
        ("万%", Kind.MALFORMED, 0, "万%"),
    ],
)
def test_a_unit_is_read_with_its_scale_in_one_spelling(printed: str, kind: Kind, scale: int, name: str):
    unit = read_unit(printed)
    assert unit is not None
    assert (unit.kind, unit.scale, unit.name) == (kind, scale, name)


@pytest.mark.parametrize("printed", ["", "元旦", "abc", "整", "/", "项目名称"])
def test_what_is_no_unit_is_not_read(printed: str):
    assert read_unit(printed) is None


@pytest.mark.parametrize("printed", ["元", "万元", "亿元", "千元", "百万元", "万亿元", "万人次", "千公顷"])
def test_scale_and_unit_print_as_they_were_read(printed: str):
    unit = read_unit(printed)
    assert unit is not None
    assert scaled(unit.scale, unit.name) == printed


@pytest.mark.parametrize(
    ("header", "declared"),
    [
        ("单位：万元", "万元"),
        ("单位: 元/吨", "元/吨"),
        ("（单位：亿元）", "亿元"),
        ("单位：万元、%", "万元"),
        ("发行总额（亿）", "亿"),
        ("增长率（%）", "%"),
        ("面积(万平方米)", "万平方米"),
        ("金额/万元", "万元"),
    ],
)
def test_a_header_declares_the_unit_of_its_figures(header: str, declared: str):
    assert declared_unit(header) == read_unit(declared)


@pytest.mark.parametrize(
    "header", ["年初预算", "责任单位", "金额（2019年）", "单位名称：某街道办事处", "备注"]
)
def test_a_header_without_a_unit_declares_none(header: str):
    assert declared_unit(header) is None
