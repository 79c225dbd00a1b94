"""No text costs more than its length: each pattern is fed with what would lead it astray."""

from __future__ import annotations

import gc
import re
import time
from importlib import import_module
from typing import Any

import pytest

from jixiao.numerals import grammar
from jixiao.numerals.scan import scan
from jixiao.numerals.token import Kind

_parser: Any = import_module("re._parser")
SHORT, LONG = 3_000, 18_000
ATTEMPTS = 5
LIMIT = 12
"""Sixfold length may take so many times as long; what grows with the square of the length takes 36 times."""

FRAGMENTS = [
    *["1", "1,", "1,111", "1，111", "1 111", "1..", "1:", "1-", "1/", "1+", "1、", "1.1.", "1\ue001", "1·1"],
    *[
        "2019年",
        "2019-01-",
        "1月",
        "1至",
        "8:30-",
        "1点1分",
        "〔2019〕1",
        "1亿1万",
        "1元/人·",
        "1元元",
        "1个百\n",
    ],
    *[
        "1\n",
        " 1 ",
        "- 1 -",
        "…1",
        "（1）",
        "附件1、",
        "≥1",
        "--1",
        "百分之1",
        "1a",
        "1a1-",
        "http://1/",
        "a@",
        "萬1",
    ],
    *["一", "百", "一至", "一、", "半", "百分之", "“一", "三会一", "一个"],
]
TAKING = {"FIGURE", "LINK", "LETTERS_AFTER"}
"""Patterns without a bound that take what they match, so that it is not looked at again."""
WINDOWED = {"PAGE_BEFORE", "PAGE_AFTER", "CELL_BEFORE", "CELL_AFTER"}
"""Patterns without a bound that see a dozen characters."""


def seconds(text: str) -> float:
    """Return the processor time of one reading."""
    started = time.process_time()
    scan(text)
    return time.process_time() - started


@pytest.fixture(autouse=True)
def _no_collector():
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    ("name", "pattern"), [(name, it) for name, it in vars(grammar).items() if isinstance(it, re.Pattern)]
)
def test_a_pattern_that_only_looks_sees_a_bounded_stretch(name: str, pattern: re.Pattern[str]):
    _, longest = _parser.parse(pattern.pattern, pattern.flags).getwidth()
    assert longest < 200 or name in TAKING | WINDOWED


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_time_grows_with_the_length_alone(fragment: str):
    short, long = fragment * (SHORT // len(fragment)), fragment * (LONG // len(fragment))
    seconds(short)
    quickest = float("inf")
    for _ in range(ATTEMPTS):
        quickest = min(quickest, seconds(long) / seconds(short))
        if quickest < LIMIT:
            return
    pytest.fail(f"{quickest:.0f} times as long for {LONG // SHORT} times the text")


def test_a_megabyte_of_digits_is_one_code():
    (token,) = scan("1" * 2**20)
    assert (token.kind, token.mantissa) == (Kind.CODE, 0)
