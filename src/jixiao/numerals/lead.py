"""What stands right before a number and belongs to it (数字之前): signs, letters, words of precision."""

from __future__ import annotations

from string import ascii_letters

from jixiao.numerals import grammar
from jixiao.numerals.calendar import QUARTERS, months
from jixiao.numerals.token import Kind, Slack, Token, token
from jixiao.numerals.vicinity import COMPARISONS, WINDOW, follows_money, is_cell

SIGNS = {"-": -1, "－": -1, "−": -1, "﹣": -1, "–": -1, "负": -1, "+": 1, "＋": 1}

_LESS = "近 将近 接近 不足 不到 不超过 低于 少于 小于 未满 不满 至多 最多 不高于 不多于 不大于"
_MORE = "逾 超 超过 突破 高于 多于 大于 不低于 不少于 不小于 至少 最少"
_NEITHER = "附近 最近 邻近 临近 节约 集约 预约 签约 履约 违约 续约 解约 合约 反超 赶超"
PRECISION = (
    {"约": Slack.ABOUT.value}
    | dict.fromkeys(_LESS.split(), Slack.LESS.value)
    | dict.fromkeys(_MORE.split(), Slack.MORE.value)
    | dict.fromkeys(_NEITHER.split(), Slack.NONE.value)
)
"""The words of precision before a number (约数词); the longest that fits counts."""

LEADS = frozenset([*SIGNS, *COMPARISONS, *ascii_letters, "_", "第", "之", *(word[-1] for word in PRECISION)])
"""The characters before a number that make it worth a second look."""

_PLUS = frozenset("+＋")
_DASHES = frozenset("—―")
_OPENING = frozenset("“‘「『")
_NOT_BEFORE_NEGATIVE = frozenset("为是至到、，（( \n\t")
_SPANS = frozenset("年月日天周届期") | {"个月"}
_PLAIN = frozenset([Kind.NUMBER, Kind.INDEX, Kind.COUNT, Kind.AMOUNT, Kind.CELL])
_ELEMENTS = frozenset(["PM", "CO", "SO", "NO", "O"])


def unnamed(text: str, found: Token) -> Token:
    """The token of a number with a scale alone, 138万, or the mark of an ordinal, a name, a time of day."""
    if not found.unit:
        money = found.scale and follows_money(text, found.start)
        return found._replace(kind=Kind.AMOUNT) if money else found
    number = found.text[: found.digits]
    if found.kind is Kind.RATE:
        return found
    if not number.isdecimal() or found.scale or found.slack:
        return found._replace(kind=Kind.COUNT)
    if found.kind is Kind.NAME:  # 500强, 90后
        return found._replace(mantissa=0, unit="")
    if found.kind is Kind.TIME:
        return found._replace(mantissa=0, unit="", parts=(int(number), 0))
    return found._replace(mantissa=0, parts=(int(number),))


def led(text: str, found: Token, floor: int) -> Token:
    """The token with what stands right before it, but not before `floor`, where the token before ends."""
    start = found.start
    before = text[start - 1]
    if before in SIGNS:
        return _signed(text, found, floor)
    if before in COMPARISONS:
        return found._replace(slack=found.slack | COMPARISONS[before]) if found.is_figure else found
    if before == "第":
        return _numbered(text, found)
    if before == "之":
        return _of_hundred(text, found, floor)
    if before.isascii():
        return _lettered(text, found, floor)
    slack = precision(text, start, floor)
    if (
        not slack or not (found.is_figure or found.kind is Kind.NUMBER) or found.unit in _SPANS
    ):  # 近5年: the last five
        return found
    return found._replace(slack=found.slack | slack)


def precision(text: str, start: int, floor: int, words: dict[str, int] = PRECISION) -> int:
    """What the word of precision before a number says, a `Slack`."""
    for length in (3, 2, 1):
        word = text[max(floor, start - length) : start]
        if word in words and len(word) == length:
            return words[word]
    return Slack.NONE.value


def _numbered(text: str, found: Token) -> Token:
    """第3届, 第649号, 第1季度."""
    number, start = found.text[: found.digits], found.start - 1
    if found.unit == "季度" and number in QUARTERS:
        return token(text, (start, found.end), Kind.PERIOD, parts=months(*QUARTERS[number]))
    if not number.isdecimal() or len(number) > 9:
        return found
    return token(text, (start, found.end), Kind.ORDINAL, unit=found.unit, parts=(int(number),))


def _of_hundred(text: str, found: Token, floor: int) -> Token:
    """百分之30: a percentage whose sign is in words."""
    start = found.start - 3
    if start < floor or found.unit or text[start : found.start] not in ("百分之", "千分之"):
        return found
    if found.kind not in _PLAIN:
        return found
    kind, unit = (Kind.PERCENT, "%") if text[start] == "百" else (Kind.PERMILLE, "‰")
    value = (found.mantissa, found.exponent)
    return token(text, (start, found.start + found.digits), kind, number=value, unit=unit)


def _signed(text: str, found: Token, floor: int) -> Token:
    """-5.2%, but not the dash of 3-5个, W-08 or “+8”."""
    start = found.start - 1
    sign = text[start]
    further = text[start - 1] if start else "\n"
    if sign in "-–" and further.isascii() and further.isalpha():
        return _lettered(text, found, floor)
    if (start <= floor and floor) or not (found.is_figure or found.kind is Kind.NUMBER):
        return found
    if (further.isascii() and further.isalnum()) or further in SIGNS or further in _DASHES:
        return found
    if (sign == "负" and further not in _NOT_BEFORE_NEGATIVE) or (sign in _PLUS and further in _OPENING):
        return found
    kind = Kind.CELL if found.kind is Kind.NUMBER and is_cell(text, start, found.end) else found.kind
    return found._replace(
        start=start,
        text=sign + found.text,
        digits=found.digits + 1,
        kind=kind,
        mantissa=found.mantissa * SIGNS[sign],
    )


def _lettered(text: str, found: Token, floor: int) -> Token:
    """PM2.5, A4, COVID-19: letters and digits that are one name."""
    match = grammar.LETTERS_BEFORE.search(text[max(floor, found.start - WINDOW) : found.start])
    if not match:
        return found
    plain = found.kind in (Kind.NUMBER, Kind.NAME, Kind.CODE, Kind.CELL) or len(found.text) == found.digits
    if not plain and not _is_name(match[0].rstrip("-–"), found):
        return found
    end = found.end if found.kind in (Kind.NAME, Kind.CODE) else found.start + found.digits
    kind = Kind.CODE if found.kind in (Kind.CODE, Kind.DATE) else Kind.NAME
    return token(text, (found.start - len(match[0]), end), kind)


def _is_name(letters: str, found: Token) -> bool:
    """Whether letters and digits are one name (PM10年均浓度, A4纸), not a count after a word (AED35台)."""
    if letters.upper() in _ELEMENTS:
        return True
    return (
        len(letters) == 1
        and found.kind in (Kind.COUNT, Kind.DATE)
        and not found.scale
        and len(found.unit) <= 1
    )
