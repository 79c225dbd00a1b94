from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.tracking.target import Comparator, measured, target


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("≥95%", Comparator.AT_LEAST, "95", "%"),
        ("＞0.5公里", Comparator.MORE, "0.5", "公里"),
        ("不少于3000人次", Comparator.AT_LEAST, "3000", "人次"),
        ("不少于三千人次", Comparator.AT_LEAST, "3000", "人次"),
        ("９５％以上", Comparator.AT_LEAST, "95", "%"),
        ("居民满意度90%（含）以上", Comparator.AT_LEAST, "90", "%"),
        ("达到百分之九十五以上", Comparator.AT_LEAST, "95", "%"),
        ("≥1,000㎡", Comparator.AT_LEAST, "1000", "㎡"),
        ("≤72元/㎡/年", Comparator.AT_MOST, "72", "元/㎡/年"),
        ("≤4000元/人·月", Comparator.AT_MOST, "4000", "元/人·月"),
        ("控制在1956.24万元以内", Comparator.AT_MOST, "1956.24", "万元"),
        ("＜ 20 万元", Comparator.LESS, "20", "万元"),
        ("＝58万㎡", Comparator.EQUAL, "58", "万㎡"),
        ("拆违5000平方米", Comparator.EQUAL, "5000", "平方米"),
        ("0", Comparator.EQUAL, "0", ""),
        ("12月底前新增绿地1000㎡", Comparator.EQUAL, "1000", "㎡"),
    ],
)
def test_a_number_is_read_with_comparator_and_unit(text: str, comparator: Comparator, value: str, unit: str):
    read = target(text)
    assert (read.comparator, read.value, read.unit) == (comparator, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月底前完成", dt.date(2019, 12, 31)),
        ("2月底前完成", dt.date(2019, 2, 28)),
        ("6月30日前", dt.date(2019, 6, 30)),
        ("2020年3月15日前", dt.date(2020, 3, 15)),
        ("上半年完成", dt.date(2019, 6, 30)),
        ("第三季度内完成", dt.date(2019, 9, 30)),
        ("年底前完成", dt.date(2019, 12, 31)),
        ("5月中旬前", dt.date(2019, 5, 20)),
    ],
)
def test_a_date_is_read(text: str, day: dt.date):
    read = target(text)
    assert (read.comparator, read.last_day(2019)) == (Comparator.BY_DATE, day)


def test_a_range_is_read():
    read = target("90%～95%")
    assert (read.comparator, read.value, read.high, read.unit) == (
        Comparator.RANGE,
        Decimal(90),
        Decimal(95),
        "%",
    )
    assert target("2至3次").high == 3


@pytest.mark.parametrize(
    "text", ["", "居民生活环境明显改善", "合同款按季支付", "一街一品", "2019年", "12次，每月1次", "20～10次"]
)
def test_words_stay_words(text: str):
    assert target(text).is_qualitative


@given(
    st.sampled_from([each for each in Comparator if len(each.value) == 1]),
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.sampled_from(["%", "人次", "万元", "㎡", "元/㎡/年", ""]),
)
def test_what_is_printed_reads_as_it_was(comparator: Comparator, value: Decimal, unit: str):
    read = target(f"{comparator.value}{value:f}{unit}")
    assert (read.comparator, read.value, read.unit) == (comparator, value, unit)
    assert target(str(read)) == read


@given(st.text(alphabet="≥≤＝0123456789.,万亿元%月年底前至~不少于以上第季度（） ", max_size=60))
def test_any_text_makes_a_target(text: str):
    read = target(text)
    assert (read.value is None) == (read.comparator in (Comparator.QUALITATIVE, Comparator.BY_DATE))


def test_scaled_units_measure_the_same():
    assert measured(Decimal(58), "万㎡") == measured(Decimal(580_000), "㎡")
