"""What stands in a cell (单元格内容): a number, a sign for none, a code or words; and how wide it prints.

The forms are those of printed tables. What a number means is for the lexer; here it matters only whether
a line can be a cell of a column of numbers.
"""

from __future__ import annotations

import re
from enum import Enum

DIGITS = r"(?:\d{1,3}(?:[,，]\s?\d{3})+|\d+)(?:[.．]\d+)?|[.．]\d+"
NUMBER = rf"(?:[-+−－﹣]\s?)?(?:{DIGITS})\s?[%％‰]?"
UNIT_WORDS = "|".join(
    [
        "万亿元",
        "百万元",
        "亿美元",
        "万美元",
        "美元",
        "亿元",
        "万元",
        "千元",
        "元",
        "百分点",
        "亿",
        "万",
        "人次",
        "万人",
        "平方米",
        "公里",
        "公顷",
        "个",
        "人",
        "户",
        "项",
        "家",
        "件",
        "处",
        "次",
        "辆",
        "台",
        "套",
        "张",
        "条",
        "座",
        "所",
        "名",
        "册",
        "亩",
        "天",
        "吨",
        "㎡",
    ]
)
"""The units that stand behind the number of a cell now and then; what else does makes the cell words."""

_ABSENT = re.compile(r"[-‐‑–—―─－﹣−/／*＊×]{1,4}")
_NUMBER = re.compile(rf"\(?{NUMBER}\)?|（{NUMBER}）")
_BEFORE_NUMBER = "约近超"
_WITH_UNIT = re.compile(rf"(?:[{_BEFORE_NUMBER}]\s?)?{NUMBER}\s?(?:{UNIT_WORDS})(?:[/／](?:{UNIT_WORDS}))?")


class Content(Enum):
    """What stands in a cell."""

    EMPTY = "empty"
    NUMBER = "number"  # 1,234.50 · 98.31% · 12个
    ABSENT = "absent"  # the sign for none: - — /
    WORDS = "words"

    def __init__(self, name: str) -> None:
        self.is_value = name in ("number", "absent")
        """Whether it fills a cell of a column of numbers: a number, or the sign for none."""


def content_of(text: str) -> Content:
    """What stands in a cell with this text.

    >>> [content_of(each).value for each in ("1,234.50", "98.31%", "-", "12个", "2024年", " ")]
    ['number', 'number', 'absent', 'number', 'words', 'empty']
    """
    text = text.strip()
    if not text:
        return Content.EMPTY
    if len(text) > 40 or ("\u4e00" <= text[0] <= "\u9fff" and text[0] not in _BEFORE_NUMBER):
        return Content.WORDS
    if _NUMBER.fullmatch(text):
        return Content.NUMBER
    if _ABSENT.fullmatch(text):
        return Content.ABSENT
    return Content.NUMBER if _WITH_UNIT.fullmatch(text) else Content.WORDS


def width(text: str) -> int:
    """The columns that the text takes in print, an ideograph counting two, spaces none.

    Spaces around digits come and go with the program that wrote the text, so they say nothing.

    >>> width("预算 5 家")
    7
    """
    text = "".join(text.split())
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def blank_width(blank: str) -> int:
    """The columns that white space takes in print; a tab counts as four.

    >>> blank_width("　　 ")
    5
    """
    return len(blank) + blank.count("\u3000") + blank.count("\u2003") + 3 * blank.count("\t")


def squeezed(text: str) -> str:
    """The text without any white space: “合　计” is 合计."""
    return "".join(text.split())
