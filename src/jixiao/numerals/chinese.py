"""Whole numbers in Chinese characters (中文数字), as headings and small abstract counts use them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿")


def in_chinese(number: int) -> str:
    """The number in Chinese characters, below one trillion (一万亿). Raises ValueError for others.

    >>> [in_chinese(n) for n in (0, 5, 10, 12, 20, 105, 3424, 10_001)]
    ['零', '五', '十', '十二', '二十', '一百零五', '三千四百二十四', '一万零一']
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"{number} is not written in Chinese characters")
    if number == 0:
        return _DIGITS[0]
    groups = []
    rest = number
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    written = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        if written and (group < 1000 or not groups[place + 1]):
            written += _DIGITS[0]
        written += _below_ten_thousand(group) + _GROUPS[place]
    return written[1:] if written.startswith("一十") else written


def counted_in_chinese(number: int) -> str:
    """The number as it stands before a measure word: 两个, otherwise as in `in_chinese`.

    >>> counted_in_chinese(2) + "个"
    '两个'
    """
    return "两" if number == 2 else in_chinese(number)


def _below_ten_thousand(number: int) -> str:
    written = ""
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            written += _DIGITS[digit] + _PLACES[place]
        elif written and number % 10**place:
            written += _DIGITS[0]
    return written.replace("零零", "零")
