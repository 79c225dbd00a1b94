"""Whole numbers in Chinese characters (中文数字), written and read."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿")
_LONGEST = 24
_PLAIN = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零二一二三四五六七八九十百千万亿")


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


def read_chinese(written: str) -> int | None:
    """The number that Chinese characters write, in words (三千四百二十四) or digit by digit (二〇一九).

    None where they write no one number: 三四 (three or four), 一万五 (fifteen thousand, in speech).

    >>> [read_chinese(word) for word in ("三千四百二十四", "二〇一九", "壹佰", "两", "十二亿", "七八")]
    [3424, 2019, 100, 2, 1200000000, None]
    """
    return _read(written) if 0 < len(written) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read(written: str) -> int | None:
    plain = written.translate(_PLAIN)
    if all(character in _DIGITS for character in plain):
        spelled = "".join(str(_DIGITS.index(character)) for character in plain)
        return int(spelled) if (len(spelled) != 2 and spelled[0] != "0") or spelled == "0" else None
    return _by_groups(plain, _GROUPS[1:])


def _by_groups(written: str, groups: tuple[str, ...]) -> int | None:
    """The number of a word that is divided by 亿, its parts by 万."""
    if not groups:
        return _group(written)
    head, mark, tail = written.rpartition(groups[-1])
    if not mark:
        return _by_groups(written, groups[:-1])
    high = _by_groups(head, groups[:-1]) if head else 1
    low = _by_groups(tail, groups[:-1]) if tail else 0
    size = 10_000 if groups[-1] == _GROUPS[1] else 100_000_000
    if not high or low is None or low >= size or (len(tail) == 1 and tail in _DIGITS):
        return None
    return high * size + low


def _group(written: str) -> int | None:
    """The number of a word below 万."""
    total, lowest, digit, skipped = 0, 4, None, False
    for character in written:
        if character == _DIGITS[0]:
            if digit is not None:
                return None
            skipped = True
        elif character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS.index(character)
        else:
            place = _PLACES.index(character) if character in _PLACES else 0
            if not 0 < place < lowest or (digit is None and place > 1 and len(written) > 1):
                return None
            total, lowest, digit, skipped = total + (digit or 1) * 10**place, place, None, False
    if digit is None:
        return total if total and not skipped else None
    return total + digit if lowest in (1, 4) or skipped else None


def _below_ten_thousand(number: int) -> str:
    written = ""
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            written += _DIGITS[digit] + _PLACES[place]
        elif written and number % 10**place:
            written += _DIGITS[0]
    return written.replace("零零", "零")
