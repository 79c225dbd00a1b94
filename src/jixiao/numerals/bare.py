"""What a number is that no unit follows (无单位数字): told by its form, its place, the words before it."""

from __future__ import annotations

from jixiao.numerals import grammar
from jixiao.numerals.calendar import is_year
from jixiao.numerals.irregular import irregular
from jixiao.numerals.lead import unnamed
from jixiao.numerals.token import Kind, Token, number_of, token
from jixiao.numerals.units import UNNAMED, read_unit
from jixiao.numerals.vicinity import WINDOW, follows_money, is_cell, opens

LONGEST_NUMBER = 40
"""Longer runs of digits are codes: no report means such a number."""

_LEAST_PROSE = 6
"""So many characters before a number in its line make a sentence out of it, not the label of a cell."""

_BRACKETS = frozenset("〔[【（(﹝［")
_OPENING = frozenset("“‘「『")
_CLOSING = frozenset("”’」』")
_RUNNING = frozenset("，、。；：（）》”")
_LISTING = frozenset("、和与及")
_RATIO = frozenset(":：∶")
_ENDING = frozenset("，。；、,;（()） \n")


def bare(text: str, start: int, number: str) -> Token:
    """The token of the plain digits `number` at `start`."""
    end = start + len(number)
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if len(number) > LONGEST_NUMBER:
        return token(text, (start, end), Kind.CODE)
    if before == "\n" == after and not _is_subject(text, end, number):  # most cells: spare them what follows
        return Token(start, end, Kind.CELL, number, end - start, *number_of(number), 0, "", 0, ())
    wrapped = None
    if after == "\n" and (before in _RUNNING or "一" <= before <= "龥"):
        wrapped = _wrapped(text, start, end)
    return (
        wrapped
        or _by_form(text, start, end)
        or _by_place(text, start, end)
        or _by_words(text, start, end)
        or token(text, (start, end), Kind.NUMBER, number=number_of(number))
    )


def list_item(text: str, start: int) -> Token | None:
    """The number of a list item that runs into a year: 3.2025年…"""
    match = grammar.LIST_ITEM.match(text, start)
    if not match or not opens(text, start):
        return None
    return token(text, match.span(), Kind.HEADING, parts=(int(match[1]),))


def _wrapped(text: str, start: int, end: int) -> Token | None:
    """A number in running words whose unit stands in the next line."""
    match = grammar.UNIT_AFTER.match(text, end + 1)
    if not match or "\n" in text[max(0, start - _LEAST_PROSE) : start]:
        return None
    unit = read_unit(match.group())
    if unit is None:
        return None
    kind, scale, name, slack = unit
    span, value = (start, match.end()), number_of(text[start:end])
    found = token(text, span, kind, digits=end - start, number=value, scale=scale, unit=name, slack=slack)
    return unnamed(text, found) if name in UNNAMED else found


def _by_form(text: str, start: int, end: int) -> Token | None:
    """Document numbers, dates, times, telephones, digits that are parted oddly, digits with letters."""
    before = text[start - 1 : start]
    if before in _BRACKETS and (match := grammar.DOCUMENT_NUMBER.match(text, start)):
        parts = (int(match[1]), int(match[2]))
        return token(text, (start - 1, match.end()), Kind.DOCUMENT_NUMBER, parts=parts)
    if match := grammar.ISO_DATE.match(text, start):
        return token(text, match.span(), Kind.DATE, parts=(int(match[1]), int(match[3]), int(match[4])))
    month = grammar.DOTTED_MONTH.match(text, start)
    if month and not is_cell(text, start, end) and not follows_money(text, start):
        return token(text, month.span(), Kind.DATE, parts=(int(month[1]), int(month[2]), 0))
    if (match := grammar.CLOCK.match(text, start)) and (not match["second"] or before in ("", " ", "日")):
        return token(text, match.span(), Kind.TIME, parts=(int(match["hour"]), int(match["minute"])))
    if match := grammar.PHONE.match(text, start):
        known = match["plain"] is None or grammar.PHONE_BEFORE.search(text[max(0, start - WINDOW) : start])
        if known and not is_cell(text, start, match.end()):
            return token(text, match.span(), Kind.PHONE)
    if odd := irregular(text, start, end):
        span, digits = (start, odd.unit_end), odd.end - start
        if not odd.sound:
            return token(text, span, Kind.MALFORMED, digits=digits)
        kind, scale, name, slack = odd.unit or (Kind.CELL, 0, "", 0)
        value = number_of(odd.number)
        return token(text, span, kind, digits=digits, number=value, scale=scale, unit=name, slack=slack)
    if match := grammar.LETTERS_AFTER.match(text, end):
        kind = Kind.NAME if match.end() - start <= WINDOW else Kind.CODE
        return token(text, (start, match.end()), kind)
    return None


def _by_place(text: str, start: int, end: int) -> Token | None:
    """Page numbers, notes, headings, codes of budget subjects, cells."""
    number = text[start:end]
    left, right = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    span = (start, end)
    if number.isdecimal():
        parts = (int(number),)
        page = grammar.PAGE_AFTER.match(right) and grammar.PAGE_BEFORE.search("\n" * (start <= WINDOW) + left)
        if page or grammar.LEADERS_BEFORE.search(left):
            return token(text, span, Kind.PAGE, parts=parts)
        if left[-1:] == "[" and right[:1] == "]":
            return token(text, (start - 1, end + 1), Kind.ORDINAL, parts=parts)
        if len(number) <= 2 and (heading := _heading(text, start, left)):
            return heading
    if opens(text, start) == "line":
        if match := grammar.SECTION.match(text, start):
            return token(text, match.span(), Kind.HEADING, parts=tuple(map(int, match[1].split("."))))
        if _is_subject(text, end, number):
            return token(text, span, Kind.CODE)
    if is_cell(text, start, end):
        return token(text, span, Kind.CELL, number=number_of(number))
    return None


def _heading(text: str, start: int, left: str) -> Token | None:
    """1. or 1、 or （1） at the head of a line or sentence."""
    match = grammar.HEADING.match(text, start)
    if not match or (match["next"] and int(match["next"]) == int(match["number"]) + 1):  # 9、10月
        return None
    end = match.start("next") if match["next"] else match.end()
    parts = (int(match["number"]),)
    if text[end - 1] == "、" and left.rstrip()[-1:] in ("、", "，"):  # a list goes on from the line before
        return None
    if match["close"] and left[-1:] in ("（", "("):
        return token(text, (start - 1, end), Kind.HEADING, parts=parts)
    opening = opens(text, start)
    if opening == "line" or (opening and not text[end : end + 1].isdecimal()):
        return token(text, (start, end), Kind.HEADING, parts=parts)
    return None


def _by_words(text: str, start: int, end: int) -> Token | None:
    """附件3, 邮编100045, 双11, “12345”, 调减预算28.41，, 比值为1.73, 服务人次200, 充电之城2.0."""
    number, left, after = text[start:end], text[max(0, start - WINDOW) : start], text[end : end + 1]
    span, value = (start, end), number_of(number)
    money = follows_money(text, start)
    if match := grammar.LABEL_BEFORE.search(left):
        whole = number_of(number.partition(".")[0])[0]
        return token(text, (start - len(match[0]), end), Kind.ORDINAL, parts=(whole,))
    if number.isdecimal():
        if after in ("#", "＃"):
            return token(text, (start, end + 1), Kind.ORDINAL, parts=(int(number),))
        if is_year(number) and not money:
            return token(text, span, Kind.DATE, parts=(int(number), 0, 0))
        hotline = grammar.HOTLINE.fullmatch(number) and not money and left[-1:] != "之"
        if hotline or (number[0] == "0" and len(number) > 1) or len(number) >= 8:
            return token(text, span, Kind.CODE)
    if grammar.CODE_BEFORE.search(left) or grammar.STANDARD_BEFORE.search(left):
        return token(text, span, Kind.CODE)
    if grammar.AGES.fullmatch(number) and after == "人":  # 4050人员: women of forty, men of fifty
        return token(text, span, Kind.NAME)
    if left[-1:] == "双" or left[-1:] in _OPENING or after in _CLOSING:
        return token(text, span, Kind.NAME)
    if money and (not after or after in _ENDING):
        return token(text, span, Kind.AMOUNT, number=value)
    index = grammar.INDEX_BEFORE if "." in number else grammar.SHARE_BEFORE
    if index.search(left) or (number == "100" and grammar.BASE_BEFORE.search(left)):
        return token(text, span, Kind.INDEX, number=value)
    if grammar.COUNT_BEFORE.search(left):
        return token(text, span, Kind.COUNT, number=value)
    in_ratio = after in _RATIO and text[end + 1 : end + 2].isdecimal()
    is_joined = after in _LISTING or in_ratio
    if grammar.VERSION.fullmatch(number) and "一" <= left[-1:] <= "龥" and not is_joined:
        return token(text, span, Kind.NAME)
    return None


def _is_subject(text: str, end: int, number: str) -> bool:
    """Whether a number is the code of a budget subject (功能分类科目编码), its name after it or below."""
    if len(number) not in (5, 7) or not grammar.SUBJECT.fullmatch(number):
        return False
    return bool(grammar.SUBJECT_NAME.match(text, end))
