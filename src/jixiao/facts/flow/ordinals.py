"""Ordinals (序号): the numbers before headings and items, and the level that each form has.

GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.numerals.chinese import in_chinese

PART = 0
"""The level of 第一部分, and of a title without number."""

_CHINESE = "一二三四五六七八九十百零"
_FORM = re.compile(
    rf"(?P<part>第\s?(?:[{_CHINESE}]{{1,4}}|\d{{1,2}})\s?(?:部分|编|章)(?=[\s:：、]|\b|$))"
    rf"|(?P<section>第\s?(?:[{_CHINESE}]{{1,4}}|\d{{1,2}})\s?节(?=[\s:：、]|$))"
    rf"|(?P<first>[{_CHINESE}]{{1,4}}\s?(?:、|[．.](?!\d)))"
    rf"|(?P<second>[（(]\s?[{_CHINESE}]{{1,4}}\s?[）)]、?)"
    r"|(?P<third>\d{1,2}\s?(?:[.．](?:(?![\d％%])|(?=\d{4}\s?年))|、))"
    r"|(?P<fourth>[（(]\s?\d{1,2}\s?[）)]|\d{1,2}[）)])"
    r"|(?P<fifth>[\u2460-\u2473])"
)
_LEVELS = {"part": PART, "section": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_VALUES = {in_chinese(number): number for number in range(1, 200)}
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(rf"[{_CHINESE}]+")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal (序号) as printed, with its number and the level of its form, 1 for 一、 to 5 for ①."""

    text: str
    number: int
    level: int


def ordinal_of(text: str) -> Ordinal | None:
    """The ordinal with which the text begins.

    >>> ordinal_of("（三）预算调整情况")
    Ordinal(text='（三）', number=3, level=2)
    >>> ordinal_of("1.5万元") is None
    True
    """
    found = _FORM.match(text)
    if not found or not found.lastgroup:
        return None
    words = found.group()
    number = _number(words)
    return Ordinal(words, number, _LEVELS[found.lastgroup]) if number else None


def _number(words: str) -> int:
    if digits := _DIGITS.search(words):
        return int(digits.group())
    if han := _HAN.search(words):
        return _VALUES.get(han.group(), 0)
    return ord(words[0]) - 0x2460 + 1
