"""Number formats (数字格式): how a spreadsheet shows a number.

A figure is what ink says: 0.98314 under the format 0.00% is 98.31%. Programs round half away from zero, after
they have cut the number to fifteen digits. Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;¥"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
} | {
    number: code
    for numbers, code in (
        ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        ((30,), "m-d-yy"),
        ((31,), 'yyyy"年"m"月"d"日"'),
        ((32,), 'h"时"mm"分"'),
        ((33,), 'h"时"mm"分"ss"秒"'),
        ((34, 55), '上午/下午h"时"mm"分"'),
        ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    )
    for number in numbers
}
"""Formats that files name by number only, as Excel in Chinese shows them."""

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's calendar has no zone
_LAST_DAY = 2_958_466
_DAYS_TO_1904 = 1462
_DIGITS = 15
_LONGEST_CODE = 255  # that Excel allows
_MOST_DECIMALS = 30

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])|(?P<noon>AM/PM|am/pm|A/P|上午/下午)|(?P<exponent>[eE][+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eEbBgG]+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts between semicolons."""

    tokens: tuple[tuple[str, str], ...]  # kind and text
    condition: tuple[str, Decimal] | None
    is_date: bool


def shown(value: str | float | Decimal, code: str, *, since_1904: bool = False) -> str:
    """What a cell with that number and that format shows.

    >>> shown("0.98314", "0.00%"), shown("1414.305", "#,##0.00"), shown("0", '#,##0;-#,##0;"-"')
    ('98.31%', '1,414.31', '-')
    >>> shown("43830", 'yyyy"年"m"月"d"日"'), shown("0.30000000000000004", "General")
    ('2019年12月31日', '0.3')
    """
    number = exact(value)
    if number is None:
        return str(value)
    sections = _sections(code[:_LONGEST_CODE])
    section, unsigned = _chosen(sections, number)
    if section is None:
        return _general(number)
    if section.is_date:
        return _date(section, number, since_1904)
    if not section.tokens and len(sections) > 1:
        return ""
    kinds = {kind for kind, _ in section.tokens}
    if (
        "general" in kinds
        or not kinds - {"text"}
        or "/" in "".join(text for kind, text in section.tokens if kind == "other")
    ):
        words = _general(abs(number) if unsigned else number)
        if "general" not in kinds:
            return words
        return "".join(words if kind == "general" else _literal(kind, text) for kind, text in section.tokens)
    return _number(section, abs(number), negative=number < 0 and not unsigned)


def shown_text(text: str, code: str) -> str:
    """What a cell with words shows under a format: its fourth part, if it has one, puts words around them."""
    if "@" not in code or code == "@":
        return text
    sections = _sections(code[:_LONGEST_CODE])
    last = sections[-1]
    if len(sections) not in (1, 4) or not any(kind == "text" for kind, _ in last.tokens):
        return text
    return "".join(text if kind == "text" else words for kind, words in last.tokens).strip()


def exact(value: str | float | Decimal) -> Decimal | None:
    """The number cut to the fifteen digits that a spreadsheet keeps; none where it is no number."""
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 310:
        return None
    if len(number.as_tuple().digits) > _DIGITS:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - _DIGITS + 1), ROUND_HALF_UP)
    return number


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """The parts of a format."""
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for found in [*_TOKEN.finditer(code), None]:
        if found is None or found[0] == ";":
            sections.append(_Section(tuple(tokens), condition, _is_date(tokens)))
            tokens, condition = [], None
            continue
        kind = found.lastgroup or "blank"
        text = found[kind] if found.lastgroup else " "
        if kind != "bracket":
            tokens.append((kind, text if not found[0].startswith("*") else ""))
        elif limit := _CONDITION.fullmatch(text):
            condition = limit[1], Decimal(limit[2])
        elif _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", text.lower()))
        elif text.startswith("$"):
            tokens.append(("quoted", text[1:].partition("-")[0]))
    return tuple(sections)


def _is_date(tokens: list[tuple[str, str]]) -> bool:
    kinds = {kind for kind, _ in tokens}
    return bool(kinds & {"date", "elapsed"}) and "general" not in kinds


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, bool]:
    """The part that shows the number, and whether it shows it without its sign."""
    numeric = sections[:3] if len(sections) > 3 else sections
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, number):
                negative = section.condition is not None and section.condition[0] in ("<", "<=")
                return section, negative and section.condition is not None and section.condition[1] <= 0
        return None, False
    if len(numeric) > 1 and number < 0:
        return numeric[1], True
    if len(numeric) > 2 and number == 0:
        return numeric[2], True
    return numeric[0], False


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    match sign:
        case "<":
            return number < limit
        case "<=":
            return number <= limit
        case ">":
            return number > limit
        case ">=":
            return number >= limit
        case "=":
            return number == limit
        case _:
            return number != limit


def _general(number: Decimal) -> str:
    """The number as short as it can be."""
    words = f"{number.normalize():f}"
    return "0" if words in ("-0", "") else words


def _number(section: _Section, number: Decimal, *, negative: bool) -> str:
    tokens = list(section.tokens)
    kinds = [kind for kind, _ in tokens]
    places = [index for index, kind in enumerate(kinds) if kind == "digit"]
    if not places:
        return "".join(_literal(kind, text) for kind, text in tokens).strip()
    point = kinds.index("point") if "point" in kinds else len(kinds)
    exponent = kinds.index("exponent") if "exponent" in kinds else None
    end = exponent if exponent is not None else len(kinds)
    whole = [index for index in places if index < min(point, end)]
    after = [index for index in places if point < index < end][:_MOST_DECIMALS]
    number *= Decimal(100) ** kinds.count("percent")
    scale = _trailing_commas(kinds, places[-1] if exponent is None else end - 1)
    grouped = any(kinds[index] == "comma" for index in range(whole[0], whole[-1])) if whole else False
    number /= Decimal(1000) ** scale
    power = 0
    if exponent is not None and number:
        step = max(len(whole), 1)
        power = number.adjusted() // step * step if step > 1 else number.adjusted()
        if number.scaleb(-power).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP).adjusted() >= step:
            power += step  # 9.995 is rounded to 10.00
        number = number.scaleb(-power)
    rounded = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    digits = f"{rounded:f}".partition(".")
    filled = _filled_whole(digits[0], [tokens[index][1] for index in whole], grouped=grouped)
    decimals = _filled_after(digits[2], [tokens[index][1] for index in after])
    pieces: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if index in whole:
            pieces.append(filled[whole.index(index)])
        elif index in after:
            pieces.append(decimals[after.index(index)])
        elif kind == "exponent":
            pieces.append(f"E{'-' if power < 0 else '+' if text[1] == '+' else ''}")
            width = sum(place > index for place in places)
            pieces.append(f"{abs(power):0{max(width, 1)}d}")
        elif kind == "point":
            pieces.append(
                ("" if whole else digits[0].lstrip("0")) + ("." if "".join(decimals).strip() else "")
            )
        elif kind not in ("digit", "comma"):
            pieces.append(_literal(kind, text))
    return ("-" if negative and rounded else "") + "".join(pieces).strip()


def _trailing_commas(kinds: list[str], last: int) -> int:
    """How many commas follow the last place: how often the number is divided by a thousand."""
    end = last + 1
    while end < len(kinds) and kinds[end] == "comma":
        end += 1
    return end - last - 1


def _filled_whole(digits: str, signs: list[str], *, grouped: bool) -> list[str]:
    """What each place before the point shows; the first one shows all digits that are left."""
    if not signs:
        return []
    digits = digits.lstrip("0")
    split = max(len(digits) - len(signs) + 1, 0)
    lead, rest = digits[:split], digits[split:]
    blanks = len(signs) - len(rest) - bool(lead)
    filled = (
        [{"0": "0", "?": " "}.get(sign, "") for sign in signs[:blanks]]
        + ([lead] if lead else [])
        + list(rest)
    )
    if not grouped:
        return filled
    whole = "".join(filled).strip()
    return [f"{Decimal(whole):0{len(whole)},f}".lstrip(",") if whole else "", *[""] * (len(signs) - 1)]


def _filled_after(digits: str, signs: list[str]) -> list[str]:
    """What each place after the point shows: no zeros at the end where the signs ask for none."""
    shown_digits = list(digits)
    for index in range(len(signs) - 1, -1, -1):
        if digits[index] != "0" or signs[index] == "0":
            break
        shown_digits[index] = " " if signs[index] == "?" else ""
    return shown_digits


def _literal(kind: str, text: str) -> str:
    return "" if kind in ("comma", "text", "noon") else text


def _date(section: _Section, number: Decimal, since_1904: bool) -> str:  # noqa: FBT001
    """A day and time by the number of days since the start of the calendar."""
    days = number + (_DAYS_TO_1904 if since_1904 else 0)
    if not 0 <= days < _LAST_DAY:
        return _general(number)
    if days < 61:  # the 29th of February 1900, which never was, stands in a spreadsheet's calendar
        days += 1
    seconds_only = all(kind != "date" or text[0].lower() not in "ymd" for kind, text in section.tokens)
    moment = _FIRST_DAY + dt.timedelta(seconds=float(days * 86_400))
    moment = _to_second(moment)
    twelve = any(kind == "noon" for kind, _ in section.tokens)
    pieces = []
    for index, (kind, text) in enumerate(section.tokens):
        match kind:
            case "date":
                pieces.append(_date_part(text.lower(), moment, _is_minute(section, index), twelve=twelve))
            case "elapsed":
                pieces.append(_elapsed(text, number))
            case "noon":
                names = ("上午", "下午") if "上" in text else ("AM", "PM")
                pieces.append(names[moment.hour >= 12])
            case "digit" | "comma":
                pieces.append("" if kind == "comma" or not seconds_only else "0")
            case _:
                pieces.append(text)
    return "".join(pieces).strip()


def _to_second(moment: dt.datetime) -> dt.datetime:
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)


def _is_minute(section: _Section, index: int) -> bool:
    """Whether m means minutes: after hours, or before seconds."""
    parts = [
        (number, text.lower())
        for number, (kind, text) in enumerate(section.tokens)
        if kind in ("date", "elapsed")
    ]
    at = next(place for place, (number, _) in enumerate(parts) if number == index)
    before = parts[at - 1][1] if at else ""
    after = parts[at + 1][1] if at + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _date_part(text: str, moment: dt.datetime, is_minute: bool, *, twelve: bool) -> str:  # noqa: FBT001
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    match text[0]:
        case "y" | "e":
            return f"{moment.year % 100:02d}" if text in ("y", "yy") else f"{moment.year:04d}"
        case "m" if is_minute and len(text) < 3:
            return f"{moment.minute:0{len(text)}d}"
        case "m":
            name = _MONTHS[moment.month - 1]
            return name if len(text) > 2 else f"{moment.month:0{len(text)}d}"
        case "d":
            weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
            return weekday if len(text) > 2 else f"{moment.day:0{len(text)}d}"
        case "h":
            return f"{hour:0{min(len(text), 2)}d}"
        case "s":
            return f"{moment.second:0{min(len(text), 2)}d}"
        case "a":
            return ("" if len(text) == 3 else "星期") + _WEEKDAYS[moment.weekday()]
        case _:
            return ""


def _elapsed(text: str, number: Decimal) -> str:
    """Hours, minutes or seconds that are counted on beyond a day."""
    unit = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
    return f"{int(number * unit):0{len(text)}d}"
