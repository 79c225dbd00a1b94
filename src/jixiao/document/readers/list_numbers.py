"""Numbers of lists (自动编号) as Word and browsers print them: 1, 一, ①, iv …

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat); formats that Chinese offices have no use for print as
1, 2, 3.
"""

from __future__ import annotations

from collections.abc import Callable

from jixiao.numerals.chinese import in_chinese

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


def printed_number(number: int, form: str) -> str:
    """The number in the form of that name.

    >>> forms = ("decimal", "chineseCounting", "decimalEnclosedCircle", "lowerRoman")
    >>> [printed_number(12, form) for form in forms]
    ['12', '十二', '⑫', 'xii']
    """
    write = _FORMS.get(form)
    return write(number) if write and number >= 0 else "" if form in _NONE else str(number)


def _letters(number: int) -> str:
    """The letter, doubled where the alphabet is through: y, z, aa, bb."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 10) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _chinese(number: int) -> str:
    return in_chinese(number) if number < 10**12 else str(number)


def _formal(number: int) -> str:
    """The number as cheques have it: ten is 壹拾."""
    plain = _chinese(number)
    return f"{'一' if plain.startswith('十') else ''}{plain}".translate(_FORMAL)


def _within(first: str, last: int, otherwise: Callable[[int], str] = str) -> Callable[[int], str]:
    """Characters that follow each other from `first`, the number 1, up to `last`."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else otherwise(number)


def _circled(number: int) -> str:
    for first, start, end in ((1, "①", 20), (21, "㉑", 35), (36, "㊱", 50)):
        if first <= number <= end:
            return chr(ord(start) + number - first)
    return "⓪" if number == 0 else str(number)


_NONE = frozenset({"none", "bullet"})
_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _within("⒈", 20),
    "decimalEnclosedParen": _within("⑴", 20),
    "ideographEnclosedCircle": _within("㊀", 10, _chinese),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 0 < number <= 10 else str(number),
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if 0 < number <= 12 else str(number),
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "numberInDash": lambda number: f"- {number} -",
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        _chinese,
    ),
}
