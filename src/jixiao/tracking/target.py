"""Target (指标值): what an indicator is to reach: ≥95%, 不少于3000人次, 12月底前完成, or words.

A target is kept as it was written; comparator, value, unit and date are read out of it. What holds no single
number or date is qualitative (定性): it is met by degrees, which people judge.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from jixiao.numerals.calendar import is_year
from jixiao.numerals.chinese import read_chinese
from jixiao.numerals.grammar import fold


class Comparator(Enum):
    """How the actual value is held against the target (比较符)."""

    AT_LEAST = "≥"
    MORE = "＞"
    EQUAL = "＝"
    LESS = "＜"
    AT_MOST = "≤"
    RANGE = "区间"
    BY_DATE = "期限"
    QUALITATIVE = "定性"


UPWARD = frozenset({Comparator.AT_LEAST, Comparator.MORE})
"""Comparators under which more is better (正向)."""

DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.LESS})
"""Comparators under which less is better (反向)."""

_SIGNS = {
    ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST, "≧": Comparator.AT_LEAST, "⩾": Comparator.AT_LEAST,
    "=>": Comparator.AT_LEAST,
    "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST, "≦": Comparator.AT_MOST, "⩽": Comparator.AT_MOST,
    "=<": Comparator.AT_MOST,
    ">": Comparator.MORE, "＞": Comparator.MORE, "﹥": Comparator.MORE,
    "<": Comparator.LESS, "＜": Comparator.LESS, "﹤": Comparator.LESS,
    "=": Comparator.EQUAL, "＝": Comparator.EQUAL, "==": Comparator.EQUAL,
}  # fmt: skip
_BEFORE = {
    "不少于": Comparator.AT_LEAST, "不低于": Comparator.AT_LEAST, "不小于": Comparator.AT_LEAST,
    "大于等于": Comparator.AT_LEAST, "大于或等于": Comparator.AT_LEAST, "不得少于": Comparator.AT_LEAST,
    "不得低于": Comparator.AT_LEAST, "至少": Comparator.AT_LEAST, "达到": Comparator.AT_LEAST,
    "不超过": Comparator.AT_MOST, "不高于": Comparator.AT_MOST, "不多于": Comparator.AT_MOST,
    "不大于": Comparator.AT_MOST, "小于等于": Comparator.AT_MOST, "小于或等于": Comparator.AT_MOST,
    "不得超过": Comparator.AT_MOST, "不得高于": Comparator.AT_MOST, "至多": Comparator.AT_MOST,
    "控制在": Comparator.AT_MOST,
    "高于": Comparator.MORE, "大于": Comparator.MORE, "超过": Comparator.MORE, "多于": Comparator.MORE,
    "低于": Comparator.LESS, "小于": Comparator.LESS, "少于": Comparator.LESS,
    "等于": Comparator.EQUAL,
}  # fmt: skip
_AFTER = {
    "及以上": Comparator.AT_LEAST, "(含)以上": Comparator.AT_LEAST, "(含)及以上": Comparator.AT_LEAST,
    "以上": Comparator.AT_LEAST,
    "及以下": Comparator.AT_MOST, "(含)以下": Comparator.AT_MOST, "(含)及以下": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST, "之内": Comparator.AT_MOST,
}  # fmt: skip
_WORDS_BEFORE = {**_BEFORE, **_SIGNS}

_CHINESE = "[〇零一二两三四五六七八九十百千万亿]"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_CHINESE}{{1,12}}"
_LONGEST_UNIT = 12
_UNIT = rf"[^\d\s~～至,，。；;、()≥≤<>＝=]{{0,{_LONGEST_UNIT}}}?"
_LEAD = "|".join(sorted(map(re.escape, _WORDS_BEFORE), key=len, reverse=True))
_TAIL = "|".join(sorted(map(re.escape, _AFTER), key=len, reverse=True))
_VALUE = re.compile(
    rf"(?P<lead>{_LEAD})?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})\s*(?P<tail>{_TAIL})?\s*$"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})(?P<low_unit>{_UNIT})\s*(?:~|～|-|—|–|至|到)\s*(?P<high>{_NUMBER})(?P<unit>{_UNIT})(?:之间)?$"
)
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:于|在)?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<part>底|末|中旬|中|上旬|下旬|初))?"
    r"(?:以?前|之前|内|完成|完工|$)"
)
_SPAN_ENDS = (
    (re.compile(r"(?:第?[一1]季度|3月份?)(?:以?前|内|末|完成)"), (3, 31)),
    (re.compile(r"(?:上半年|第?[二2]季度)(?:以?前|内|末|底|完成)"), (6, 30)),
    (re.compile(r"第?[三3]季度(?:以?前|内|末|完成)"), (9, 30)),
    (re.compile(r"(?:年底|年末|第?[四4]季度|年度?内|全年)(?:以?前|之前|内|末|完成)|当年完成"), (12, 31)),
)
_ENDS_OF_PART = {"初": 10, "上旬": 10, "中旬": 20, "中": 20}
_SHARE = re.compile(r"百分之(?P<number>.+)")
_SCALES = {"百万": 6, "千万": 7, "万": 4, "千": 3, "亿": 8}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached (指标值).

    `value` counts `unit`s as written (万元, %, 人次); of a range it is the lower end and `high` the upper.
    `until` is the day by which it is to be reached, where the text names one: year (none: the fiscal year),
    month and day.
    """

    text: str
    comparator: Comparator
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    until: tuple[int | None, int, int] | None = None

    @property
    def is_quantitative(self) -> bool:
        """Whether a number is to be reached."""
        return self.value is not None

    @property
    def is_qualitative(self) -> bool:
        """Whether people judge how far it was met."""
        return self.comparator is Comparator.QUALITATIVE

    def last_day(self, fiscal_year: int) -> dt.date | None:
        """The day by which it is to be reached; none where the text names none."""
        if self.until is None:
            return None
        year, month, day = self.until
        last = calendar.monthrange(year or fiscal_year, month)[1]
        return dt.date(year or fiscal_year, month, min(day, last))

    def __str__(self) -> str:
        """The target with comparator and unit as official forms merge them: ≥95%."""
        if self.value is None:
            return self.text
        if self.high is not None:
            return f"{self.value:f}～{self.high:f}{self.unit}"
        return f"{self.comparator.value}{self.value:f}{self.unit}"


@lru_cache(maxsize=20_000)
def target(text: str) -> Target:
    """The target that a text writes; a bare number is to be reached exactly (＝).

    >>> str(target("不少于3000人次")), str(target("９５％以上")), str(target("2至3次"))
    ('≥3000人次', '≥95%', '2～3次')
    >>> target("12月底前完成").last_day(2019)
    datetime.date(2019, 12, 31)
    >>> target("居民生活环境明显改善").comparator.value
    '定性'
    """
    written = text.strip()
    plain = fold(written).replace("（", "(").replace("）", ")").rstrip("。；; ")
    until, rest = _date(plain)
    found = _range(written, rest) or _value(written, rest)
    if found is not None:
        return replace(found, until=until)
    return Target(written, Comparator.BY_DATE if until else Comparator.QUALITATIVE, until=until)


def measured(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The value in the plain unit: 58万㎡ is 580000 of ㎡, so that values in either can be compared.

    >>> measured(Decimal("58"), "万㎡")
    (Decimal('5.8E+5'), '㎡')
    """
    for word, power in _SCALES.items():
        if unit.startswith(word):
            return value.scaleb(power), unit.removeprefix(word)
    return value, unit


def _date(plain: str) -> tuple[tuple[int | None, int, int] | None, str]:
    """The last day that a text names, and the text without it."""
    if match := _DATE.search(plain):
        month = int(match["month"])
        day = int(match["day"]) if match["day"] else _ENDS_OF_PART.get(match["part"] or "", 31)
        year = int(match["year"]) if match["year"] else None
        if day <= calendar.monthrange(year or 2000, month)[1] or not match["day"]:
            return (year, month, day), plain[: match.start()] + plain[match.end() :]
    for shape, (month, day) in _SPAN_ENDS:
        if match := shape.search(plain):
            return (None, month, day), plain[: match.start()] + plain[match.end() :]
    return None, plain


def _range(written: str, plain: str) -> Target | None:
    match = _RANGE.search(plain)
    if match is None or not _stands_alone(plain[: match.start()]):
        return None
    low, high = _number(match["low"]), _number(match["high"])
    if low is None or high is None or low >= high or match["low_unit"] not in ("", match["unit"]):
        return None
    return Target(written, Comparator.RANGE, low, high, match["unit"])


def _value(written: str, plain: str) -> Target | None:
    if match := _SHARE.search(plain):
        plain = f"{plain[: match.start()]}{match['number']}"
        plain = re.sub(rf"({_NUMBER})", r"\1%", plain, count=1)
    match = _VALUE.search(plain)
    if match is None or not _stands_alone(plain[: match.start()]):
        return None
    number = _number(match["number"])
    if number is None:
        return None
    comparator = _comparator(match["lead"], match["tail"])
    if comparator is None:
        if _is_chinese(match["number"]):  # 一街一品 is no number to be reached, 不少于三次 is one
            return None
        comparator = Comparator.EQUAL
    if comparator is Comparator.EQUAL and not match["lead"] and not _is_unit(match["unit"]):
        return None
    if match["unit"] == "年" and is_year(match["number"]):
        return None
    return Target(written, comparator, number, unit=match["unit"])


def _comparator(lead: str | None, tail: str | None) -> Comparator | None:
    before = _WORDS_BEFORE.get(lead or "")
    return before if before is not None else _AFTER.get(tail or "")


def _stands_alone(before: str) -> bool:
    """Whether what stands before holds no number of its own: then one number is meant, and it is this."""
    return not re.search(r"\d", before)


def _is_unit(words: str) -> bool:
    """Whether what follows a bare number can be its unit, not the rest of a sentence."""
    return len(words) <= _LONGEST_UNIT // 2 or "/" in words or "·" in words


def _is_chinese(number: str) -> bool:
    return not number[0].isdecimal()


def _number(written: str) -> Decimal | None:
    if _is_chinese(written):
        value = read_chinese(written)
        return None if value is None else Decimal(value)
    return Decimal(written.replace(",", ""))
