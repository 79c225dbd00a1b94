"""Whatever a document says, the proof answers, in time by its length, and quotes what stands there."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import jixiao.checks
import jixiao.facts
from jixiao.proof import Proof
from tests.checks.document_pages import proof_of_text
from tests.proof.pieces import is_unbounded, patterns_of, pieces_of

ATTEMPTS = 3
LIMIT = 12
"""Sixfold length may take so many times as long; what grows with the square of the length takes 36 times."""
LEAST = 5
"""Milliseconds below which a time says little."""
SECOND = 1000

SIGNS = "0123456789.,，。、：；:;%％‰()（）〔〕“”《》-—/+＋×÷=±约\n\t  "
SAID = """
万元 亿元 元 个 人次 平方米 % 个百分点 年 月 日 其中 合计 共计 增长 下降 比上年 增加 减少 占 的 为
预算 执行率 完成 年初预算 追加 调整后预算 实际支出 分别为 由 调整为 项目 一是 二是 （一） 第一产业
单位：万元 每户 户 单价 《 》 。 ， 、 ； 12.50 3,518.85 0 100% ２０ 〔2019〕33号 2019年2月30日 三千四百
一 \ue001 \x00 \ufeff 🏮 １２３ ½ Ⅳ ㎡
"""
REPEATED = """
（ （1 ( ） 〔 《 “ ， 。 、 ： ； 1 1, 1. 1： 1、 一 一、 % 1% 万 亿元 其中 其中： 合计 共 等 占 的 为 年
12月 增长 比上年 其中1万元， 其中1个（ 增长1%， 比上年增长1%， 占1%， 1个、 由1增加到 预算1万元， 甲1万元、
共1个：甲、乙， 年初预算1万元，追加1万元， 第一产业1亿元， 1∶1∶1， 每户1元1户， “甲”项目支出1万元。
一是支出1万元； 收入1万元，支出1万元，
"""
LINES = [
    *("1.甲项目支出1万元。\n", "（一）甲\n", "甲\t1.00\t2.00\n", "合计\t1\n", "\t", "1\t", "甲\n1\n"),
    *("2010101\t甲\t1\t1\n", "单位：万元\n", "表1 甲表\n"),
]

PIECES = sorted(
    {
        piece
        for pattern in patterns_of(jixiao.facts, jixiao.checks)
        if is_unbounded(pattern)
        for piece in pieces_of(pattern)[:8]
        if len(piece) < 60
    }
)


def in_prose(piece: str, length: int) -> str:
    """A sentence that repeats a piece between its figures."""
    many = piece * (length // len(piece))
    fewer = piece * (length // len(piece) // 4)
    return f"2023年全区支出120.0万元，{many}增长3.5%。预算100万元，执行率{fewer}98%。"


def milliseconds(text: str) -> float:
    """What the proof of a text takes, and telling what it says."""
    gc.disable()
    started = time.process_time()
    told(proof_of_text(text))
    taken = (time.process_time() - started) * SECOND
    gc.enable()
    return taken


def told(proof: Proof) -> object:
    return proof.findings, proof.relations, proof.coverage


def grows(text_of: Callable[[int], str], short: int) -> float:
    """How many times as long a text of sixfold length takes, at best; 1 where it takes hardly any time."""
    least = float("inf")
    for _ in range(ATTEMPTS):
        long = milliseconds(text_of(6 * short))
        if long <= LIMIT * LEAST:
            return 1
        least = min(least, long / max(milliseconds(text_of(short)), LEAST))
        if least <= LIMIT:
            break
    return least


@settings(max_examples=150, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*SAID.split(), "\n", "\t"]), st.text(SIGNS, max_size=4), st.text(max_size=2)
        ),
        max_size=120,
    )
)
def test_any_text_gets_an_answer_that_quotes_it(words: list[str]):
    text = "".join(words).replace("\r", "")
    proof = proof_of_text(text)
    for finding in proof.findings:
        assert finding.message
        for place in finding.places:
            assert squeezed(text[place.start : place.end]) == squeezed(place.quote)
    coverage = proof.coverage
    assert coverage.figures == coverage.verified + coverage.single + coverage.uncheckable
    assert told(proof)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("fragment", [*REPEATED.split(), *LINES])
def test_repeats_take_time_by_their_number(fragment: str):
    assert grows(lambda length: fragment * (length // len(fragment)), 1_500) <= LIMIT


def test_no_pattern_is_led_astray_by_its_own_pieces():
    assert len(PIECES) > 100
    slow = {piece: grows(partial(in_prose, piece), 1_000) for piece in PIECES}
    assert {piece: growth for piece, growth in slow.items() if growth > LIMIT} == {}


def test_a_megabyte_of_digits_is_answered_at_once():
    assert milliseconds("7" * 2**20) < 2 * SECOND


def rows(number: int) -> str:
    """A table of so many sound rows and their total."""
    lines = [
        f"{at}\t项目{at}\t{at % 97 + 3}.50\t{at % 13}.25\t{at % 97 + 3 + at % 13}.75" for at in range(number)
    ]
    sums = [sum(each) for each in zip(*(map(cents, line.split("\t")[2:]) for line in lines), strict=True)]
    total = "\t".join(f"{each // 100}.{each % 100:02}" for each in sums)
    return "\n".join(
        ("单位：万元", "序号\t项目名称\t年初预算\t追加\t调整后预算", *lines, f"合计\t{total}", "")
    )


def cents(ink: str) -> int:
    return int(ink.replace(".", ""))


def test_a_long_table_takes_time_by_its_rows_and_its_total_is_checked():
    assert grows(rows, 500) <= LIMIT
    text = rows(3_000)
    assert not proof_of_text(text).findings
    head, _, total = text.rpartition("合计\t")
    (finding,) = proof_of_text(f"{head}合计\t9{total}").findings
    assert finding.rule == "TAB001"
