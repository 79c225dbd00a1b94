"""Neighbouring numbers that are one (相连的数字): 20%～40%, 1：1, 3亿5000万元, 2017-2019年, 12、15和20个."""

from __future__ import annotations

from jixiao.numerals.calendar import is_year
from jixiao.numerals.token import FIGURES, Kind, Token, token

LONGEST_GAP = 3
"""The most characters that stand between numbers that belong together."""

_DASHES = ("-", "－", "−", "–", "—", "―")
_SURELY_UNTIL = ("至", "到", "~", "～", "〜")
_TORN_UNTIL = (" - ", " -", "- ", " — ", "－ ", " ~ ", "～ ", " 至 ", "-\n", "—\n", "至\n")
_UNTIL = frozenset([*_DASHES, "——", "--", *_SURELY_UNTIL, *_TORN_UNTIL])
_TO = frozenset([":", "：", "∶", " : ", ": "])
_LISTED = frozenset(["、", "和", "与", "及", "或", "、 ", "、\n", "和\n", "\n和", "/", "或者", "以及"])
_NAMED = frozenset("+＋·•×*xX✕╳")
_LONGEST_NAME, _MOST_TERMS = 24, 12

_BARE = frozenset([Kind.NUMBER, Kind.CELL, Kind.INDEX])
_YEARS = frozenset(["学年", "财年"])
_UNITED = FIGURES - {Kind.CELL, Kind.RATIO, Kind.RANGE, Kind.INDEX}


def join(tokens: list[Token], found: Token, text: str) -> Token:
    """`found` with the tokens before it that belong to it, which are taken from `tokens`.

    Bare numbers in a row before it that share its unit (12、15和20个) stay where they are and receive it.
    """
    last = tokens[-1]
    gap = text[last.end : found.start]
    if gap in _LISTED:
        if shared := _shared(last, found):
            _share(tokens, shared, text)
            return found
        if last.kind is Kind.ORDINAL and found.kind is Kind.NUMBER and found.text.isdecimal():
            return found._replace(kind=Kind.ORDINAL, mantissa=0, parts=(int(found.text),))
    joined = None
    if not gap:
        joined = _continued(last, found)
    elif gap in _UNTIL or (gap == "/" and last.kind is Kind.DATE and found.kind is Kind.DATE):
        joined = _range(last, found, surely=gap in _SURELY_UNTIL)
    elif gap in _TO or (gap == "/" and last.kind is Kind.NUMBER):
        joined = _ratio(last, found)
    elif gap in _NAMED:
        joined = _name(last, found)
    if joined is None and last.kind is Kind.CODE and (gap in _DASHES or gap == "/"):
        joined = _code(last, found)
    if joined is None:
        return found
    tokens.pop()
    return joined._replace(text=text[joined.start : joined.end])


def _share(tokens: list[Token], shared: Token, text: str) -> None:
    """Give unit and kind of the last of a row to the bare numbers before it."""
    at = len(tokens) - 1
    while True:
        tokens[at] = shared
        at -= 1
        if at < 0 or text[tokens[at].end : tokens[at + 1].start] not in _LISTED:
            return
        again = _shared(tokens[at], tokens[at + 1])
        if again is None:
            return
        shared = again


def _shared(last: Token, found: Token) -> Token | None:
    """The bare number `last` with kind and unit of `found`, where it may be one of the same row."""
    if last.kind is not Kind.NUMBER and last.kind is not Kind.INDEX:
        return None
    if found.kind in _UNITED and (found.unit or found.scale):
        return last._replace(kind=found.kind, scale=last.scale or found.scale, unit=found.unit)
    if found.kind is Kind.DATE and last.text.isdecimal():
        parts = _like(last, found.parts)
        return last._replace(kind=Kind.DATE, mantissa=0, parts=parts) if parts else None
    if found.kind is Kind.ORDINAL and last.text.isdecimal():
        return last._replace(kind=Kind.ORDINAL, mantissa=0, unit=found.unit, parts=(int(last.text),))
    return None


def _like(last: Token, parts: tuple[int, ...]) -> tuple[int, ...] | None:
    """The bare number as the same part of a date that stands in `parts`: 9 before 10月 is a month."""
    year, month, day = parts
    if year and not month:
        return (int(last.text), 0, 0) if is_year(last.text) else None
    if month and not year and not day:
        return (0, int(last.text), 0) if 1 <= int(last.text) <= 12 else None
    if day and not month and not year:
        return (0, 0, int(last.text)) if 1 <= int(last.text) <= 31 else None
    return None


def _continued(last: Token, found: Token) -> Token | None:
    """One number in two scales (3亿5000万元), or a date whose parts were read apart."""
    if last.kind in (Kind.AMOUNT, Kind.COUNT) and not last.unit and last.scale > found.scale:
        if found.kind not in (Kind.AMOUNT, Kind.COUNT) or last.exponent or last.slack or last.mantissa < 0:
            return None
        raised = last.mantissa * 10 ** (last.scale - found.scale - found.exponent) + found.mantissa
        if found.mantissa >= 10 ** (last.scale - found.scale - found.exponent):
            return None
        return found._replace(start=last.start, mantissa=raised, digits=last.end - last.start + found.digits)
    if last.kind is Kind.DATE and not last.parts[1] and not last.parts[2]:
        if found.kind is Kind.DATE and not found.parts[0] and found.parts[1]:
            return found._replace(start=last.start, parts=(last.parts[0], *found.parts[1:]))
        if found.kind is Kind.PERIOD and not found.parts[0]:
            year, parts = last.parts[0], found.parts
            return found._replace(start=last.start, parts=(year, *parts[1:3], parts[3] or year, *parts[4:]))
    if found.unit == "分" and not found.exponent:
        hour = last.parts[0] if last.kind is Kind.TIME else last.mantissa if last.unit == "点" else None
        if hour is not None:
            parts = (hour, found.mantissa)
            return found._replace(start=last.start, kind=Kind.TIME, mantissa=0, unit="", parts=parts)
    return None


def _range(last: Token, found: Token, *, surely: bool) -> Token | None:
    """20%～40%, 3-5个, 1-10月, 9:00-17:00, 表1-2; two bare numbers are a range only with a word or a wave."""
    if found.kind is Kind.DATE or last.kind is Kind.DATE:
        return _period(last, found)
    digits = found.end - last.start
    if last.kind is Kind.TIME and found.kind is Kind.TIME and len(last.parts) == 2:
        return found._replace(start=last.start, parts=last.parts + found.parts)
    if last.kind is Kind.ORDINAL and found.kind is Kind.NUMBER:
        return last._replace(end=found.end, digits=digits) if digits <= _LONGEST_NAME else None
    if last.kind is Kind.NUMBER and found.kind is Kind.NUMBER:
        if surely:
            upper = (found.mantissa, found.exponent, 0)
            return last._replace(end=found.end, kind=Kind.RANGE, digits=digits, parts=upper)
        return last._replace(end=found.end, kind=Kind.CODE, digits=digits, mantissa=0, exponent=0)
    if found.kind not in _UNITED or (last.kind not in _UNITED and last.kind is not Kind.NUMBER):
        return None
    if last.unit not in ("", found.unit):
        return None
    shares = last.kind is Kind.NUMBER and not _is_above(last, found)
    return last._replace(
        end=found.end,
        kind=Kind.RANGE,
        digits=found.start - last.start + found.digits,
        scale=found.scale if shares else last.scale,
        unit=found.unit,
        slack=last.slack | found.slack,
        parts=(found.mantissa, found.exponent, found.scale),
    )


def _period(last: Token, found: Token) -> Token | None:
    """2017-2019年, 8月21日至25日, 1-10月, 2019-2020学年."""
    if found.kind is Kind.DATE:
        first: tuple[int, ...] | None = last.parts if last.kind is Kind.DATE else None
        if last.kind is Kind.NUMBER and last.text.isdecimal():
            first = _like(last, found.parts) or _like(last, (0, 0, found.parts[2]))
        if first is None:
            return None
        year, month, day = found.parts
        second = (year or first[0], month or (0 if year else first[1]), day)
        return found._replace(start=last.start, kind=Kind.PERIOD, parts=(*first, *second))
    upper = found.text[: found.digits]
    if found.unit in _YEARS and is_year(last.text) and is_year(upper):
        parts = (*last.parts, int(upper), 0, 0)
        return found._replace(start=last.start, kind=Kind.PERIOD, mantissa=0, unit="", parts=parts)
    return None


def _code(last: Token, found: Token) -> Token | None:
    """Codes go on over dashes and slashes: 110102/2019-0012."""
    if found.end - last.start > _LONGEST_NAME or found.digits != len(found.text):
        return None
    if found.kind not in (Kind.NUMBER, Kind.CODE, Kind.DATE, Kind.CELL):
        return None
    return last._replace(end=found.end, digits=found.end - last.start)


def _is_above(last: Token, found: Token) -> bool:
    """Whether a bare number is the larger by itself, so that it cannot share the scale: 5000-1万元."""
    lower = last.mantissa * 10 ** max(0, -found.exponent)
    return bool(lower > found.mantissa * 10 ** max(0, -last.exponent))


def _ratio(last: Token, found: Token) -> Token | None:
    """1：1, 12.3:45.6:42.1, 1/3."""
    bare = found.kind in _BARE or (found.kind is Kind.COUNT and not found.unit and not found.scale)
    if not bare or found.mantissa < 0:
        return None
    digits = found.end - last.start
    term = (found.mantissa, found.exponent)
    if last.kind is Kind.RATIO and len(last.parts) < _MOST_TERMS:
        return last._replace(end=found.end, digits=digits, parts=last.parts + term)
    if last.kind not in _BARE:
        return None
    parts = (last.mantissa, last.exponent, *term)
    slack = last.slack | found.slack
    return last._replace(
        end=found.end, kind=Kind.RATIO, digits=digits, mantissa=0, exponent=0, slack=slack, parts=parts
    )


def _name(last: Token, found: Token) -> Token | None:
    """1+3, 20+8, 9·11, 7×24小时: numbers that are a name together."""
    if last.kind not in (Kind.NUMBER, Kind.NAME) or found.end - last.start > _LONGEST_NAME:
        return None
    if found.kind not in (Kind.NUMBER, Kind.NAME) and found.unit != "小时":
        return None
    return token("", (last.start, found.end), Kind.NAME, digits=found.end - last.start)
