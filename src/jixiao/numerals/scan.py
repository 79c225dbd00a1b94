"""Every number of a text, read once from left to right (数字识别).

Two passes: one stops at digits, one at Chinese numerals. Most numbers are told by what follows the digits,
the few others by their neighbourhood; neighbours that belong together (20%～40%, 3亿5000万元) become one.
"""

from __future__ import annotations

import re
from operator import itemgetter

from jixiao.numerals.bare import LONGEST_NUMBER, bare, list_item
from jixiao.numerals.calendar import dated
from jixiao.numerals.grammar import FIGURE, LINK, fold
from jixiao.numerals.join import LONGEST_GAP, join
from jixiao.numerals.lead import LEADS, led, unnamed
from jixiao.numerals.token import Kind, Token, number_of, token
from jixiao.numerals.units import UNNAMED, Unit, read_unit
from jixiao.numerals.words import words

_MOST_UNITS = 4096
_START = itemgetter(0)
_NOUN = re.compile(
    "([一-龥]{1,12}?)(?=[^一-龥]|\\Z|[的和与及或等在于为是被把将均都已共其按并由从向对至到中占比较约近超达获]"
    "|参加|完成|开展|实施|进行|组织|举办|提供|调整|执行|纳入|安排|合计|累计|覆盖|通过|建成|投入|支出|预算)"
)
_UNITS: dict[str, Unit] = {}


def scan(text: str) -> list[Token]:
    """The numbers of `text` in order; every run of digits lies in exactly one of them.

    What `Token.parts` holds: a date its year, month and day, a period those of its first and last day (0
    where nothing is printed); a document number its year and number; ordinals, headings and pages their
    number; a time its hours and minutes; a ratio mantissa and exponent of each term; a range mantissa,
    exponent and scale of its upper end, the lower being the value of the token.

    >>> [(token.text, token.kind.name, token.amount) for token in scan("投入280余万元，增长5.2%")]
    [('280余万元', 'AMOUNT', Decimal('2.80E+6')), ('5.2%', 'PERCENT', Decimal('5.2'))]
    """
    folded = fold(text)
    tokens = _merged(_linked(_digits(folded), folded), words(folded))
    if folded is not text:
        for index, found in enumerate(tokens):
            ink = text[found.start : found.end]
            if ink != found.text:
                tokens[index] = found._replace(text=ink)
    return tokens


def counted_noun(text: str, found: Token) -> str:
    """The noun that a count in `text` is of, as far as the words alone tell; it may be empty.

    >>> text = "选取20个重点项目进行跟踪"
    >>> counted_noun(text, scan(text)[0])
    '重点项目'
    """
    match = _NOUN.match(text, found.end)
    return match[1] if match else ""


def _digits(text: str) -> list[Token]:
    """The numbers in Arabic digits."""
    tokens: list[Token] = []
    new, units, append, leads, unnamed_units = tuple.__new__, _UNITS, tokens.append, LEADS, UNNAMED
    floor = position = 0
    while position >= 0:
        again = -1
        for match in FIGURE.finditer(text, position):
            number, suffix, rest = match.groups()
            start, end = match.span()
            digits = len(number)
            if suffix is not None and digits <= LONGEST_NUMBER:
                kind, scale, unit, slack = units.get(suffix) or _learn(suffix)
                point = number.find(".")
                if point < 0:
                    mantissa, exponent = int(number.replace(",", "")), 0
                else:
                    mantissa, exponent = int(number.replace(",", "").replace(".", "")), point + 1 - digits
                found = new(
                    Token,
                    (start, end, kind, text[start:end], digits, mantissa, exponent, scale, unit, slack, ()),
                )
                if unit in unnamed_units:
                    found = unnamed(text, found)
            elif "." in number and (item := list_item(text, start)):
                found = item
            elif rest is not None and digits <= LONGEST_NUMBER:
                kind, unit, parts = dated(number, text, start + digits)
                value = (0, 0) if parts else number_of(number)
                found = token(text, (start, end), kind, digits=digits, number=value, unit=unit, parts=parts)
            else:
                found = bare(text, start, number)
            if start and text[start - 1] in leads:
                found = led(text, found, floor)
            while tokens and found.start - floor <= LONGEST_GAP:
                joined = join(tokens, found, text)
                if joined is found:
                    break
                found = joined
                floor = tokens[-1].end if tokens else 0
            append(found)
            floor = found.end
            if floor != end:
                again = floor
                break
        position = again
    return tokens


def _merged(digits: list[Token], spelled: list[Token]) -> list[Token]:
    """Both passes in one order; what a number in digits covers already is left to it."""
    kept, at, count = [], 0, len(digits)
    for word in spelled:
        while at < count and digits[at].end <= word.start:
            at += 1
        if at == count or digits[at].start >= word.end:
            kept.append(word)
    return sorted(digits + kept, key=_START) if kept else digits


def _linked(tokens: list[Token], text: str) -> list[Token]:
    """The tokens, those inside web and mail addresses being codes."""
    if "://" not in text and "www." not in text and "@" not in text:
        return tokens
    links = [match.span() for match in LINK.finditer(text)]
    at = 0
    for index, found in enumerate(tokens):
        while at < len(links) and links[at][1] <= found.start:
            at += 1
        if at < len(links) and links[at][0] <= found.start:
            tokens[index] = token(text, (found.start, found.end), Kind.CODE)
    return tokens


def _learn(suffix: str) -> Unit:
    """What a unit means, read once and then remembered."""
    if len(_UNITS) >= _MOST_UNITS:
        _UNITS.clear()
    unit = read_unit(suffix)
    assert unit, "the pattern of units found one here"
    _UNITS[suffix] = unit
    return unit
