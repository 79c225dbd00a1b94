"""What holds for every text: nothing is lost, offsets are true, sentences do not disturb each other."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.numerals.chinese import in_chinese
from jixiao.numerals.scan import scan
from jixiao.numerals.token import Kind, Token

DIGITS = re.compile("[0-9０-９]+")

odd_text = st.lists(
    st.sampled_from(
        [*"0123456789０９,.，．、:：/-—–~～+×%‰ \n\t|", *"年月日号第约近余多万亿千百元个人户家平方米公里㎡"]
    )
    | st.sampled_from(
        [*"kgPMA_@#（）()[]〔〕“”≥《》。；…一二三两十半上下前届中会之分是成倍番至到和及负·萬億\ue001"]
    )
    | st.sampled_from(
        ["万元", "个百分点", "季度", "十四五", "http://", "www.", "2019", "12345", "调减预算", "百分之"]
    )
    | st.characters(codec="utf-8"),
    max_size=40,
).map("".join)

numbers = st.integers(0, 10**9)
clauses = st.one_of(
    st.builds("投入{:,}元".format, numbers),
    st.builds("完成年度任务的{}%".format, st.decimals(0, 200, places=2)),
    st.builds("自{}年{}月{}日起".format, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 28)),
    st.builds("走访{}余户".format, numbers),
    st.builds("比例为{}:{}".format, st.integers(0, 99), st.integers(0, 99)),
    st.builds("涉及{}个社区".format, st.integers(1, 10**8).map(in_chinese)),
    st.builds("依据财预〔{}〕{}号".format, st.integers(2000, 2030), st.integers(1, 999)),
    st.builds("占{}%～{}%".format, st.integers(0, 50), st.integers(51, 100)),
    st.builds("拨打{}热线".format, st.sampled_from([110, 12345, 12341])),
    st.sampled_from(["不断深化“六个一”机制", "一般公共预算执行平稳", "剩余7", "经费12.3"]),
)
sentences = st.lists(clauses, min_size=1, max_size=4).map("，".join)


def shifted(token: Token, by: int) -> Token:
    return token._replace(start=token.start + by, end=token.end + by)


@given(odd_text)
def test_every_run_of_digits_lies_in_exactly_one_token(text: str):
    tokens = scan(text)
    for run in DIGITS.finditer(text):
        around = [token for token in tokens if token.start < run.end() and run.start() < token.end]
        assert len(around) == 1
        assert around[0].start <= run.start()
        assert run.end() <= around[0].end


@given(odd_text)
def test_tokens_stand_in_order_and_slice_back_to_their_ink(text: str):
    end = 0
    for token in scan(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert 0 < token.digits <= len(token.text)
        assert token.value.is_finite()
        assert token.upper.is_finite()
        end = token.end


@given(sentences, sentences)
def test_a_sentence_reads_the_same_after_another(first: str, second: str):
    together = scan(f"{first}。{second}")
    assert together == scan(first) + [shifted(token, len(first) + 1) for token in scan(second)]


@given(st.decimals(0, 10**12, places=2) | st.decimals(0, 10**6, places=0), st.booleans(), st.booleans())
def test_a_printed_amount_reads_back_as_itself(amount: Decimal, parted: bool, wide: bool):
    printed = f"{amount:,f}" if parted else f"{amount:f}"
    if wide:
        printed = printed.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
    (token,) = scan(f"共投入{printed}万元")
    assert (token.kind, token.unit) == (Kind.AMOUNT, "元")
    assert (token.value, token.exponent) == (amount, amount.as_tuple().exponent)
    assert token.amount == amount * 10_000


@given(st.integers(11, 10**12 - 1))
def test_a_number_in_words_reads_back_as_itself(number: int):
    (token,) = scan(f"惠及居民{in_chinese(number)}人")
    assert token.kind is Kind.COUNT
    assert token.amount == number


@given(st.integers(1, 9_999), st.integers(1, 9_999))
def test_an_amount_in_two_scales_is_their_sum(high: int, low: int):
    (token,) = scan(f"共投入{high}亿{low}万元")
    assert token.amount == high * 10**8 + low * 10**4
