"""Number formats (数字格式): how a spreadsheet shows a number.

A figure is what ink says: 0.98314 under the format 0.00% is 98.31%. Programs round half away from zero, after
they have cut the number to fifteen digits. Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from jixiao.document.readers.date_format import shown_date
from jixiao.document.readers.format_code import Section, as_general, sections_of

_DIGITS = 15
_LONGEST_CODE = 255  # that Excel allows
_MOST_DECIMALS = 30


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
    sections = sections_of(code[:_LONGEST_CODE])
    section, unsigned = _chosen(sections, number)
    if section is None:
        return as_general(number)
    if section.is_date:
        return shown_date(section, number, since_1904)
    if not section.tokens and len(sections) > 1:
        return ""
    kinds = {kind for kind, _ in section.tokens}
    if (
        "general" in kinds
        or not kinds - {"text"}
        or "/" in "".join(text for kind, text in section.tokens if kind == "other")
    ):
        words = as_general(abs(number) if unsigned else number)
        if "general" not in kinds:
            return words
        return "".join(words if kind == "general" else _literal(kind, text) for kind, text in section.tokens)
    return _number(section, abs(number), negative=number < 0 and not unsigned)


def shown_text(text: str, code: str) -> str:
    """What a cell with words shows under a format: its fourth part, if it has one, puts words around them."""
    if "@" not in code or code == "@":
        return text
    sections = sections_of(code[:_LONGEST_CODE])
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


def _chosen(sections: tuple[Section, ...], number: Decimal) -> tuple[Section | None, bool]:
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


def _number(section: Section, number: Decimal, *, negative: bool) -> str:
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
