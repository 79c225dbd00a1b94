"""The second pass: numbers in Chinese characters (中文数字), told from the many words that begin like one.

Only what is surely a number becomes a token: 五个方面, 三千四百二十四人, 百分之三十, 第三届, 二〇一九年.
三里河, 一般, 统一 and 十分 are passed over; 六个一 and 三会一课 are names.
"""

from __future__ import annotations

import re

from jixiao.numerals.calendar import HALVES, QUARTERS, five_year_plan, months
from jixiao.numerals.chinese import read_chinese
from jixiao.numerals.lead import PRECISION, precision
from jixiao.numerals.token import Kind, Slack, Token, token
from jixiao.numerals.units import WORD_SUFFIX, read_unit
from jixiao.numerals.vicinity import opens

_NUMERAL = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_PLANS = {f"十{digit}五": number for number, digit in enumerate("一二三四五六七八", 11)} | {"十五": 10}
_SLOGANS = (
    "一百年|意识|自信|维护|确立|全面|代表|结合|务必|毫不动摇|必由之路|离不开|伟大|带头|凡是|严禁|一律|专题|精准"
    "|一(?=[”’\"'工活行机要标百战安])"
)

WORD = re.compile(
    f"([半{_NUMERAL}](?<![{_NUMERAL}][{_NUMERAL}])[{_NUMERAL}]*+)(?:"
    f"(?P<slogan>[个大](?:{_SLOGANS}))"
    f"|(?P<congress>届(?>(?:[{_NUMERAL}]中)+)(?:全会)?)"
    f"|(?P<idiom>[^{_NUMERAL}\\Wa-zA-Z\\d_个项是第]一[^{_NUMERAL}\\Wa-zA-Z\\d_个项是些般样定第])"
    f"|(?P<span>[至到][{_NUMERAL}]++{WORD_SUFFIX})"
    f"|(?P<counted>{WORD_SUFFIX})"
    f"|(?P<decimal>点[零〇○一二三四五六七八九]{{1,6}}{WORD_SUFFIX})"
    "|(?P<season>季度)"
    f"|(?P<fraction>分之[{_NUMERAL}]++(?:点[{_NUMERAL}]++)?)"
    f"|(?P<year>年(?![级])(?:[{_NUMERAL}]{{1,3}}月(?:[{_NUMERAL}]{{1,3}}日)?)?度?)"
    f"|(?P<month>月(?![坛兰嫂饼年])(?:[{_NUMERAL}]{{1,3}}日)?份?)"
    "|(?P<tenths>成(?:以上|以下|以内|左右|多|(?=[的，。、；及])))"
    "|(?P<doubled>番)"
    "|(?P<closed>[）)])"
    "|(?P<listed>、|是|要)"
    "|(?P<plan>(?<=[十一二三四五六七八]五)(?=[”’规时期以末开收发目（(]))"
    "|(?P<half>半(?![年天个小月日生])(?:以上|左右|多)?)"
    "|(?P<nth>届?(?:(?<=第.)|(?<=第..)|(?<=第...)|(?<=第....)|(?<=届)))"
    ")"
)
"""A run of Chinese numerals (1) and what makes a number of it."""


def words(text: str) -> list[Token]:
    """The numbers in Chinese characters, in order."""
    found: list[Token] = []
    floor = 0
    for match in WORD.finditer(text):
        if match.start() < floor:  # within a quoted name
            continue
        read = _READERS[match.lastgroup or ""](text, match)
        if read and read.start >= floor:
            found.append(read)
            floor = read.end
    return found


def _name(text: str, match: re.Match[str]) -> Token | None:
    return token(text, match.span(), Kind.NAME)


def _counted(text: str, match: re.Match[str]) -> Token | None:
    """五个, 三千四百二十四人, 壹佰元整, 数十亿元, 两三家; after 第 an ordinal."""
    start, end = match.span()
    numeral = match[1]
    before = text[start - 1 : start]
    printed = match["counted"]
    unit = read_unit(printed)
    if unit is None:
        return None
    number = read_chinese(numeral)
    if before == "第":
        return _ordinal(text, match, number)
    if printed == "次" and text[end : end + 2] == "产业":  # 三次产业: the three industries
        return token(text, (start, end), Kind.NAME)
    if printed == "次" and before in _BODIES and _SESSION.match(text, end):  # 人大五次会议: the fifth
        return token(text, (start, end), Kind.ORDINAL, parts=(number or 0,))
    if unit.name != "元" and not _FORMAL.isdisjoint(numeral):  # 下陆区: these digits are for cheques
        return None
    if before in "“‘" and before and (quoted := _QUOTED.match(text, start)):
        return token(text, quoted.span(), Kind.NAME)
    is_round = not numeral.strip("十百千万亿")
    slack = unit.slack | precision(text, start, 0, _PRECISION if is_round else PRECISION)
    if is_round and not slack and len(numeral) == 1 and numeral != "十":  # 百姓, 千户, 万人: no numbers
        return None
    if unit.name == "元" and len(numeral) == 1 and not unit.scale and "整" not in printed:  # 三元区, 二元
        return None
    if number is None:
        pair = _pair(numeral)
        if not pair:
            return None
        upper = (pair[1], 0, unit.scale)
        return token(
            text, (start, end), Kind.RANGE, digits=len(numeral), number=(pair[0], 0), scale=unit.scale,
            unit=unit.name, slack=slack, parts=upper,
        )  # fmt: skip
    mantissa, scale = _scaled(number, numeral)
    return token(
        text, (start, end), unit.kind, digits=len(numeral), number=(mantissa, 0), scale=scale + unit.scale,
        unit=unit.name, slack=slack,
    )  # fmt: skip


def _decimal(text: str, match: re.Match[str]) -> Token | None:
    """三点五倍, 一百点零五亿元."""
    written = _DECIMAL.fullmatch(match["decimal"])
    whole, unit = read_chinese(match[1]), read_unit(written[2]) if written else None
    if written is None or unit is None or whole is None:
        return None
    digits = "".join(str(read_chinese(digit)) for digit in written[1])
    return token(
        text, match.span(), unit.kind, digits=len(match[1]) + 1 + len(digits),
        number=(int(f"{whole}{digits}"), -len(digits)), scale=unit.scale, unit=unit.name, slack=unit.slack,
    )  # fmt: skip


def _span(text: str, match: re.Match[str]) -> Token | None:
    """三至五个: a range."""
    inner = _SPAN.fullmatch(match.group())
    if not inner:
        return None
    low, high, unit = read_chinese(inner[1]), read_chinese(inner[2]), read_unit(inner[3])
    if low is None or high is None or unit is None or low >= high:
        return None
    return token(
        text, match.span(), Kind.RANGE, digits=inner.end(2), number=(low, 0), scale=unit.scale,
        unit=unit.name, slack=unit.slack, parts=(high, 0, unit.scale),
    )  # fmt: skip


def _season(text: str, match: re.Match[str]) -> Token | None:
    before = text[match.start() - 1 : match.start()]
    quarters = QUARTERS.get(before + match[1] if before == "前" else match[1])
    if not quarters:
        return None
    start = match.start() - (before in ("第", "前"))
    return token(text, (start, match.end()), Kind.PERIOD, parts=months(*quarters))


def _fraction(text: str, match: re.Match[str]) -> Token | None:
    """百分之三十, 三分之一."""
    whole, _, decimals = match["fraction"][2:].partition("点")
    number, below = read_chinese(whole), read_chinese(match[1])
    digits = [read_chinese(digit) for digit in decimals]
    if number is None or below is None or None in digits or any(digit and digit > 9 for digit in digits):
        return None
    if below in (100, 1000):
        value = int(str(number) + "".join(str(digit) for digit in digits)), -len(digits)
        kind, unit = (Kind.PERCENT, "%") if below == 100 else (Kind.PERMILLE, "‰")
        slack = precision(text, match.start(), 0)
        return token(text, match.span(), kind, number=value, unit=unit, slack=slack)
    if digits or not 0 < number < below:
        return None
    return token(
        text, match.span(), Kind.RATIO, slack=precision(text, match.start(), 0), parts=(number, 0, below, 0)
    )


def _year(text: str, match: re.Match[str]) -> Token | None:
    """二〇一九年十二月三十一日, 上半年, or 三年 as a length of time."""
    start, numeral = match.start(), match[1]
    before = text[start - 1 : start]
    if numeral == "半":
        if before not in HALVES:
            return None
        return token(text, (start - 1, match.end()), Kind.PERIOD, parts=months(*HALVES[before]))
    number = read_chinese(numeral)
    if number is None:
        return None
    if len(numeral) == 4 and 1900 <= number < 2100:
        inner = _DAY.search(match["year"])
        month, day = (read_chinese(inner[1]) or 0, read_chinese(inner[2] or "零") or 0) if inner else (0, 0)
        return token(text, match.span(), Kind.DATE, parts=(number, month, day))
    if before in ("第", "上", "前", "同") or len(match["year"]) > 1 or numeral.strip("百千万亿") == "":
        return None
    return token(text, match.span(), Kind.COUNT, digits=len(numeral), number=(number, 0), unit="年")


def _month(text: str, match: re.Match[str]) -> Token | None:
    number = read_chinese(match[1])
    if number is None or not 1 <= number <= 12 or text[match.start() - 1 : match.start()] in ("第", "满"):
        return None
    inner = _DAY.search(match[1] + match["month"])
    day = read_chinese(inner[2]) if inner and inner[2] else 0
    return token(text, match.span(), Kind.DATE, parts=(0, number, day or 0))


def _tenths(text: str, match: re.Match[str]) -> Token | None:
    """三成: tens of percent."""
    number = read_chinese(match[1])
    if number is None or not 1 <= number <= 10:
        return None
    unit = read_unit(match["tenths"])
    slack = precision(text, match.start(), 0) | (unit.slack if unit else 0)
    return token(
        text,
        match.span(),
        Kind.PERCENT,
        digits=len(match[1]),
        number=(number, 0),
        scale=1,
        unit="%",
        slack=slack,
    )


def _doubled(text: str, match: re.Match[str]) -> Token | None:
    """翻两番: how often doubled."""
    number = read_chinese(match[1])
    if number is None or text[match.start() - 1 : match.start()] != "翻":
        return None
    return token(text, match.span(), Kind.MULTIPLE, digits=len(match[1]), number=(number, 0), unit="番")


def _closed(text: str, match: re.Match[str]) -> Token | None:
    """（一）: a heading."""
    number = read_chinese(match[1])
    if number is None or text[match.start() - 1 : match.start()] not in ("（", "("):
        return None
    return token(text, (match.start() - 1, match.end()), Kind.HEADING, parts=(number,))


def _listed(text: str, match: re.Match[str]) -> Token | None:
    """一、 at the head of a line, 一是 at the head of a clause."""
    start = match.start()
    number = read_chinese(match[1])
    if number is None or number > 99:
        return None
    opening = opens(text, start)
    if match["listed"] != "、" and (text[start - 1 : start] in "，、：）)" or opening):
        return token(text, match.span(), Kind.HEADING, unit=match["listed"], parts=(number,))
    if match["listed"] == "、" and opening == "line":
        return token(text, match.span(), Kind.HEADING, parts=(number,))
    return None


def _plan(text: str, match: re.Match[str]) -> Token | None:
    number = _PLANS.get(match[1])
    return token(text, match.span(), Kind.PERIOD, parts=five_year_plan(number)) if number else None


def _half(text: str, match: re.Match[str]) -> Token | None:
    if match[1] != "一":
        return None
    unit = read_unit(match["half"][1:])
    slack = precision(text, match.start(), 0) | (unit.slack if unit else 0)
    return token(text, match.span(), Kind.RATIO, slack=slack, parts=(1, 0, 2, 0))


def _nth(text: str, match: re.Match[str]) -> Token | None:
    return _ordinal(text, match, read_chinese(match[1]))


def _ordinal(text: str, match: re.Match[str], number: int | None) -> Token | None:
    start = match.start() - (text[match.start() - 1 : match.start()] == "第")
    if number is None or (start == match.start() and match["nth"] != "届"):
        return None
    return token(text, (start, match.end()), Kind.ORDINAL, parts=(number,))


def _scaled(number: int, numeral: str) -> tuple[int, int]:
    """Mantissa and scale, as if the scale at the end had been printed after digits: 三千万 is 3000 and 4."""
    power = {"亿": 8, "億": 8, "万": 4, "萬": 4}.get(numeral[-1], 0)
    return (number // 10**power, power) if len(numeral) > 1 else (number, 0)


def _pair(numeral: str) -> tuple[int, int] | None:
    """Two neighbouring digits, 三四 or 七八: the number is one of them."""
    if len(numeral) != 2:
        return None
    low, high = read_chinese(numeral[0]), read_chinese(numeral[1])
    return (low, high) if low and high and 0 < low < 10 and high - low in (1, 2) else None


_PRECISION = PRECISION | {
    "数": Slack.ABOUT.value, "几": Slack.ABOUT.value, "成": Slack.ABOUT.value,
    "上": Slack.MORE.value, "过": Slack.MORE.value,
}  # fmt: skip
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_BODIES = ("届", "大", "会", "委", "协")
_SESSION = re.compile("会议|全会|大会|全体|代表大会|常委")
_QUOTED = re.compile("[^”’“‘，。；、\\s]{1,10}(?=[”’])")
_DECIMAL = re.compile(f"点([零〇○一二三四五六七八九]+)({WORD_SUFFIX})")
_SPAN = re.compile(f"([{_NUMERAL}]+)[至到]([{_NUMERAL}]+)(.+)")
_DAY = re.compile(f"(?:年|^)([{_NUMERAL}]{{1,3}})月(?:([{_NUMERAL}]{{1,3}})日)?")
_READERS = {
    "slogan": _name, "congress": _name, "idiom": _name, "span": _span, "counted": _counted,
    "decimal": _decimal,
    "season": _season, "fraction": _fraction, "year": _year, "month": _month, "tenths": _tenths,
    "doubled": _doubled, "closed": _closed, "listed": _listed, "plan": _plan, "half": _half, "nth": _nth,
}  # fmt: skip
