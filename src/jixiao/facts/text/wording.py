"""Wording (写法): numbers, dates and fixed phrases by how they are written, whatever they say."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.numerals.token import Kind, Style, Token

Range = tuple[int, int]

_UNTIL_DATE = re.compile(
    r"截止(?=(?:到|至)?\s?(?:\d{2,4}\s?年|\d{1,2}\s?月|目前|今年|去年|上年|本年|[上下]半年|年底|月底|[一二]〇))"
)
_TRIAL = re.compile(r"《[^《》\n]{2,60}[（(](实行)[）)]》")
_SLOGANS = (
    (re.compile(r"吹哨[、，,]?(?:部门|科室)(报道)"), "报到"),
    (re.compile(r"(率行)(?=示范|垂范|开展|推进|完成|启动)"), "率先"),
    (re.compile(r"(既使)(?=[^用之])"), "即使"),
    (re.compile(r"(渡假)"), "度假"),
    (re.compile(r"(按装)"), "安装"),
    (re.compile(r"(座落)"), "坐落"),
    (re.compile(r"(帐户)"), "账户"),
    (re.compile(r"(帐目)"), "账目"),
    (re.compile(r"(订金额)(?=为)"), "金额"),
)
_BRACKETS = re.compile(
    r"(?P<open>[\[［(（【])(?<=[一-龥].)(?P<year>(?:19|20)\d{2})(?P<close>[\]］)）】])(?P<ordinal>第?)(?P<number>\d{1,5})号"
)
_RIGHT = re.compile(r"〔(?:19|20)\d{2}〕(?P<odd>第\d{1,5}号|0\d{1,4}号)")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that is usually written otherwise (写法), and how."""

    place: Range
    better: str


def fixed_phrases(facts: Facts) -> Iterator[Phrase]:
    """截止 before a date, the wrong word in a title or in a fixed phrase."""
    text = facts.text
    for match in _UNTIL_DATE.finditer(text):
        yield Phrase(match.span(), "截至")
    for match in _TRIAL.finditer(text):
        yield Phrase(match.span(1), "试行")
    for pattern, better in _SLOGANS:
        for match in pattern.finditer(text):
            yield Phrase(match.span(1), better)


def document_numbers(facts: Facts) -> Iterator[Phrase]:
    """Document numbers in other than hexagonal brackets, with 第, or with leading zeros."""
    for match in _BRACKETS.finditer(facts.text):
        yield Phrase((match.start("open"), match.end()), f"〔{match['year']}〕{int(match['number'])}号")
    for match in _RIGHT.finditer(facts.text):
        number = int(re.sub(r"\D", "", match["odd"]))
        yield Phrase(match.span("odd"), f"{number}号")


def impossible_dates(facts: Facts) -> Iterator[tuple[Range, str]]:
    """Dates that no calendar has, with the reason."""
    for token in facts.tokens_of(Kind.DATE):
        if len(token.parts) != 3:
            continue
        year, month, day = token.parts
        reason = _impossible(year, month, day)
        if reason:
            yield (token.start, token.end), reason


def _impossible(year: int, month: int, day: int) -> str:
    if month > 12:
        return f"没有{month}月"
    if not month:
        return f"没有{day}日" if day > _LAST_DAY else ""
    longest = calendar.monthrange(year, month)[1] if year > 0 else calendar.monthrange(2000, month)[1]
    if day > longest:
        when = f"{year}年{month}月" if year > 0 else f"{month}月"
        return f"{when}只有{longest}天"
    return ""


def malformed(facts: Facts) -> Iterator[tuple[Token, str]]:
    """Numbers whose unit contradicts itself, “93.55%万元”, with what the number may be."""
    for token in facts.tokens_of(Kind.MALFORMED):
        yield token, _mended(token)


def _mended(token: Token) -> str:
    """What the number may be without its needless unit."""
    number, unit = token.text[: token.digits], token.text[token.digits :]
    if "%" in unit or "％" in unit:
        return number + "%"
    return number + unit.removesuffix("元") if unit.endswith("元元") else ""


_MONEY = re.compile(
    r"(?:预算|支出|收入|资金|经费|金额|拨款|款|费用?|追加|调减|追减|调增|投入|投资|补助|补贴|余额|结余|结转)[^，。；]{0,6}$"
)


_GOES_ON = re.compile(r"\s?[。．·,，:：/~～—–-]{1,2}\s?\d")
"""What makes a number the first part of another: 1。6亿元, 50 -310亿元."""
_TAKEN_AS = re.compile("以[^，。；]{1,20}[为是作]$")
"""Before what others are measured by: “城乡居民收入比为1.92（以农村居民收入为1）”."""
_STOP_FOR_POINT = re.compile(r"。\d{1,4}(?=\s?(?:[万亿]?元|[%％‰]|[万亿](?!一)|个?百分点|倍))")
_DIGITS_BEFORE = re.compile(r"(?<![\d.])\d{1,6}$")
_LONGEST_BEFORE = 7


def stops_for_points(facts: Facts) -> list[Range]:
    """The numbers whose decimal point is the full stop of Chinese sentences: 3。7亿元."""
    found = []
    for match in _STOP_FOR_POINT.finditer(facts.text):
        first = max(match.start() - _LONGEST_BEFORE, 0)
        before = _DIGITS_BEFORE.search(facts.text[first : match.start()])
        if before:
            found.append((first + before.start(), match.end()))
    return found


def without_unit(facts: Facts) -> Iterator[tuple[Mention, str]]:
    """Amounts of money in prose without a unit, where the sentence gives others theirs; with that unit."""
    for sentence in facts.sentences:
        bare = [
            mention
            for mention in sentence.mentions
            if mention.kind is Kind.AMOUNT and not mention.unit and not mention.scale
        ]
        if not bare:
            continue
        units = {
            mention.token.printed_unit.lstrip("余多")
            for mention in sentence.mentions
            if mention.kind is Kind.AMOUNT and mention.unit == "元"
        }
        for mention in bare:
            if not mention.mantissa or _GOES_ON.match(sentence.source, mention.end):
                continue
            if _TAKEN_AS.search(mention.lead):
                continue
            if len(units) == 1 and _MONEY.search(mention.lead):
                yield mention, next(iter(units))


def mixed_commas(facts: Facts) -> tuple[Mention, ...]:
    """The amounts of prose that part no thousands, where most others do; and one of the others, last."""
    with_comma: list[Mention] = []
    without: list[Mention] = []
    for mention in facts.mentions:
        if mention.is_prose and mention.kind is Kind.AMOUNT and _is_long(mention):
            (with_comma if mention.token.style & Style.COMMA else without).append(mention)
    if with_comma and without and len(with_comma) > len(without):
        return (*without, with_comma[0])
    return ()


def _is_long(mention: Mention) -> bool:
    """Whether its whole part has four digits and more, in 万元 or 亿元, where thousands are parted."""
    return mention.scale > 0 and abs(mention.mantissa) * 10 ** max(
        mention.token.exponent, 0
    ) >= 1000 * 10 ** max(-mention.token.exponent, 0)
