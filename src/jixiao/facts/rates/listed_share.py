"""Shares told as a list (成列的占比): “分别占62.6%和37.4%”, with the figures listed before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.called import (
    is_called,
    sentence_of,
)
from jixiao.facts.naming.naming import named
from jixiao.facts.rates.share_words import (
    AMONG,
    CANDIDATES,
    RATES,
    REMEMBERED,
    Share,
    share_words,
)

_FEWEST = 3
"""Shares of a list that together tell of what whole they are."""
LIST_OF = re.compile(
    r"(?:^|各)(?:分别占|占比分别[为达是]|比重分别[为达是]|分别占比|分别占[^，。；占]{1,20}的)$"
)
LIST_AFTER = re.compile(
    r"(?:占比|比重|比例)分别[为达是]$|分别占[^，。；占]{1,24}的(?:比重|比例)?$|(?:占比|比重)(?:依次)[为达是]$"
)
_AND = re.compile("[、和及与，]")
_BETWEEN = frozenset("、和及与")
_INSIDE = re.compile(r"占[^，。；占\d]{1,24}$")


def listed_shares(at: int, sentence: Sentence, seen: list[Mention]) -> Iterator[Share]:
    """The shares of a list with the figures listed before it: “一般债务…，专项债务…，分别占37.4%和62.6%”."""
    first = sentence.mentions[at]
    rates = _rates_of_list(at, sentence)
    values = [each for each in seen if sentence_of(each) is sentence and each.start < first.start]
    parts = values[-len(rates) :]
    if len(rates) < 2 or len(values) <= len(rates) or len({each.unit for each in values}) > 1:
        return
    whole = values[-len(rates) - 1]
    if not AMONG.search(sentence.source, whole.end, parts[0].start):
        return
    for rate, part in zip(rates, parts, strict=True):
        yield Share(rate, part, (whole,), "占比", is_named=False, is_close=True)


def _rates_of_list(at: int, sentence: Sentence) -> list[Mention]:
    """The rates of a list: “62.6%、30.1%和7.3%”."""
    first = sentence.mentions[at]
    rates = [first]
    for mention in sentence.mentions[at + 1 : at + REMEMBERED]:
        if (
            mention.kind not in RATES
            or mention.lead not in ("、", "和", "及")
            or mention.clause is not first.clause
        ):
            break
        rates.append(mention)
    return rates


def shares_of_listed(at: int, sentence: Sentence, seen: list[Mention]) -> Iterator[Share]:
    """The shares of a list of the whole that their words name or print, with the list of figures before it.

    “货物和服务分别为5亿元和15亿元，占采购规模的25%和75%”, “分别占采购规模20亿元的25%和75%”
    """
    rates = _rates_of_list(at, sentence)
    told = [each for each in seen if each.start < rates[0].start]
    inside = rates[0].lead == "的" and bool(told) and _INSIDE.search(told[-1].lead)
    before = told[:-1] if inside else told
    parts = before[-len(rates) :]
    if len(rates) < 2 or len(parts) < len(rates) or not _are_one_list(parts, sentence):
        return
    whole, words = _whole_named(rates[0])
    if inside:
        wholes, words = told[-1:], "占比"
    elif whole:
        wholes = [each for each in reversed(before) if is_called(named(each.lead), whole)]
    else:
        return
    wholes = [each for each in wholes if each not in parts and each.unit == parts[0].unit][:CANDIDATES]
    if wholes:
        for rate, part in zip(rates, parts, strict=True):
            yield Share(rate, part, tuple(wholes), words, is_named=True, is_close=False)


def _whole_named(rate: Mention) -> tuple[str, str]:
    """What whole the words before a list of shares name, if any, and these words: 占采购规模的比重分别为."""
    said = share_words(rate.lead.replace("分别", ""))
    return (said[1], said[2]) if said else ("", "")


def _are_one_list(parts: list[Mention], sentence: Sentence) -> bool:
    """Whether nothing but 、 and 和 parts the figures, all of one sentence, and nothing else is listed."""
    return (
        all(sentence_of(each) is sentence and each.unit == parts[0].unit for each in parts)
        and parts[0].lead not in _BETWEEN
        and all(each.lead in _BETWEEN for each in parts[1:])
    )


def shares_listed_after(at: int, sentence: Sentence, seen: list[Mention]) -> Iterator[Share]:
    """The shares of a list with the figures told right before it, in its order.

    “基础研究经费…，应用研究经费…，试验发展经费…。基础研究、应用研究和试验发展经费所占比重分别为6%、11%和83%”
    """
    rates = _rates_of_list(at, sentence)

    def is_near(each: Mention) -> bool:
        own = sentence_of(each)
        return own is not None and own.block is sentence.block and sentence.number - own.number <= 1

    near = [each for each in seen if is_near(each)]
    parts = near[-len(rates) :]
    if len(rates) < _FEWEST or len(parts) < len(rates) or len({each.unit for each in parts}) > 1:
        return
    names = _AND.split(rates[0].lead)[: len(rates)]
    if len(names) == len(rates) and not all(
        name[:2] in part.lead for name, part in zip(names, parts, strict=True)
    ):
        return
    larger = [each for each in reversed(seen) if each.unit == parts[0].unit and each.start < parts[0].start]
    most = max(part.denoted.low for part in parts)
    wholes = tuple(each for each in larger if each.denoted.high >= most)[:CANDIDATES]
    name, _ = _whole_named(rates[0])
    if wholes:
        is_told = is_near(wholes[0]) or (bool(name) and is_called(named(wholes[0].lead), name))
        for rate, part in zip(rates, parts, strict=True):
            yield Share(rate, part, wholes, "占比分别", is_named=False, is_close=False, is_open=not is_told)
