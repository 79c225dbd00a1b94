"""Shares (占比): rates that say which part of a whole a figure is, and which figure is that whole.

The words name the whole (占一般公共预算收入的53.7%), or the list does (债务余额…，其中一般债务…、占比53%).
The part is the figure before, or one that the words name (税收占比69.1%).

All the ways in which a share finds its part and its whole, in one piece: hence its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.called import (
    TOTALS,
    first_of_paragraph,
    is_called,
    is_here,
    is_literally,
    is_not_far,
    is_of_another_date,
    is_of_it,
    is_of_paragraph,
    is_opening,
    sentence_of,
)
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.naming import named
from jixiao.facts.rates.basis import rate_words
from jixiao.facts.rates.listed_share import (
    LIST_AFTER,
    LIST_OF,
    listed_shares,
    shares_listed_after,
    shares_of_listed,
)
from jixiao.facts.rates.share_words import (
    CANDIDATES,
    LONGEST,
    RATES,
    REMEMBERED,
    Share,
    share_words,
    takes_apart,
)
from jixiao.numerals.token import VALUES
from jixiao.quantity.bounds import ONE

_NEAR = 4
_NEARBY = 16
_AVERAGE = re.compile("人均(?!可支配|消费|生活消费|纯收|工资|经营|财产|转移)|[户亩日]均|平均|每|单价")
_INSIDE = re.compile(r"占(?:到|了)?[^，。；占]{0,24}$")
_BUDGETED = re.compile("(?:预算|计划|任务|目标|指标)(?:数额|总额|数|额|量|值)?$")
_TOPIC = re.compile(r"\s*(?:在)?(?:(?:19|20)\d\d年度?)?(?P<of>[^，。；：\d（）]{2,24}?)(?<!其)中[，,]")
_LONG = 4
"""Characters of a topic that say enough where a figure's name ends with it: whose it is stands before."""
_PART_OF_YEAR = re.compile(r"[上下]半年|季度|\d\s?月|当月|本月|[上中下]旬")
_ALL = 100 * ONE
_EVERYTHING = re.compile("^(?:总|全部|全|总计|合计|整体|其|该项|本项|上述|各类|全年|所有)*$")


@dataclass(slots=True)
class _Told:
    """What a document has told up to a share (前文)."""

    seen: list[Mention] = field(default_factory=list)
    """The last values, in order."""
    names: dict[str, list[Mention]] = field(default_factory=dict)
    """All values by their names."""
    parts: dict[str, set[int]] = field(default_factory=dict)
    """Where the parts of each whole begin of which shares were told, by the name of the whole."""


def shares_of(sentences: Iterable[Sentence]) -> Iterator[Share]:
    """The shares of a document whose part and whole are printed."""
    told = _Told()
    seen, names = told.seen, told.names
    for sentence in sentences:
        last: Share | None = None
        for number, mention in enumerate(sentence.mentions):
            if len(seen) > 4 * REMEMBERED:
                del seen[:-REMEMBERED]
            if mention.kind in VALUES:
                if change_of(mention) is None and not _AVERAGE.search(mention.lead[-_NEARBY:]):
                    seen.append(mention)
                    name = named(mention.lead)
                    if name:
                        names.setdefault(name, []).append(mention)
            elif (
                mention.kind in RATES
                and _is_listed_on(sentence, mention)
                and (listed := list(shares_of_listed(number, sentence, seen)))
            ):
                yield from listed
            elif mention.kind in RATES and mention.lead == "的" and not _is_listed_on(sentence, mention):
                yield from _around(mention, sentence, seen)
            elif mention.kind in RATES and LIST_OF.search(mention.lead):
                listed = list(listed_shares(number, sentence, seen))
                yield from listed or shares_listed_after(number, sentence, seen)
            elif mention.kind in RATES and LIST_AFTER.search(mention.lead):
                yield from shares_listed_after(number, sentence, seen)
            elif mention.kind in RATES and mention.lead:
                said = share_words(mention.lead)
                if (
                    said
                    and seen
                    and rate_words(mention.lead) is None
                    and not _is_listed_on(sentence, mention)
                ):
                    found = _share(mention, said, told, sentence)
                    if found and not found.is_named and last and _goes_on(last, found, sentence):
                        before = () if found.is_open else found.wholes
                        wholes = (*last.wholes[:1], *before)
                        found = replace(found, wholes=wholes, is_close=last.is_close, is_open=False)
                        last = replace(last, rate=found.rate)
                    if found:
                        last = found if found.is_named else last
                        yield found


def _goes_on(last: Share, found: Share, sentence: Sentence) -> bool:
    """Whether a list of shares goes on: only its part stands between the share before and this one."""
    between = [
        each
        for each in sentence.mentions
        if last.rate.start < each.start < found.rate.start and each.unit == found.part.unit
    ]
    between = [each for each in between if each.kind in VALUES and change_of(each) is None]
    return between in ([], [found.part]) and found.part.unit == last.part.unit


def _is_listed_on(sentence: Sentence, mention: Mention) -> bool:
    """Whether further shares follow as a list: “分别占53%、40%和7%”."""
    after = sentence.source[mention.end : mention.end + 1]
    return after in ("、", "和", "的") or mention.text.endswith(("以上", "以下", "以内"))


def _around(rate: Mention, sentence: Sentence, seen: list[Mention]) -> Iterator[Share]:
    """A share whose whole stands within its words: “占总投资18亿元的70%”."""
    if len(seen) < 2:
        return
    whole, part = seen[-1], seen[-2]
    words = _INSIDE.search(whole.lead[-LONGEST:])
    if not words or whole.clause is not rate.clause or whole.end + 1 != rate.start:
        return
    if _BUDGETED.search(words.group()) or sentence_of(part) is not sentence or part.unit != whole.unit:
        return
    if part.clause and whole.clause and 0 <= whole.clause.number - part.clause.number <= 1:
        yield Share(rate, part, (whole,), words.group(), is_named=True, is_close=True)


def _share(rate: Mention, said: tuple[str, str, str], told: _Told, sentence: Sentence) -> Share | None:
    subject, whole, words = said
    part = _part(rate, subject, told.seen, sentence)
    if part is None:
        return None
    if whole and not _EVERYTHING.match(whole):
        return _of_named(Share(rate, part, (), words, is_named=True, is_close=False), whole, told, sentence)
    return _of_listed(Share(rate, part, (), words, is_named=False, is_close=False), told, sentence)


def _before(part: Mention, told: _Told) -> list[Mention]:
    """The values before a part, in its unit."""
    return [each for each in told.seen if each.start < part.start and each.unit == part.unit]


def _of_named(it: Share, whole: str, told: _Told, sentence: Sentence) -> Share | None:
    """The share with the figures that are called as its words call the whole.

    What was told as a share of that whole is beside the part, and none of them.
    """
    part = it.part
    beside = told.parts.setdefault(whole, set())
    beside.add(part.start)
    others = [each for each in reversed(told.seen) if each.start not in beside and each.unit == part.unit]
    called = [each for each in others if is_called(named(each.lead), whole)]
    called.sort(key=lambda each: is_of_it(each, part, whole))
    if not called:
        called = [
            each
            for each in told.names.get(whole, ())[-3:]
            if each.unit == part.unit and each.start not in beside
        ]
    if it.rate.denoted.low <= _ALL:
        fitting = [each for each in called if each.denoted.high >= part.denoted.low]
        called = fitting or [each for each in called if is_literally(each, it.words)]
    before = [each for each in _before(part, told) if each.start not in beside]
    if not called and TOTALS.match(whole):
        called = first_of_paragraph(part, sentence, before)
    if not called:
        return _open(it.rate, part, before, it.words)
    first = called[0]
    is_close = is_here(first, sentence) and (len(called) == 1 or not is_here(called[1], sentence))
    is_close = is_close or (len(called) == 1 and is_of_paragraph(first, sentence))
    exact = [each for each in called if is_literally(each, it.words) and is_not_far(each, sentence)]
    if not is_close and exact and len({each.mantissa for each in exact}) == 1:
        first, is_close = exact[0], True
        called = [first, *called]
    if is_of_it(first, part, whole) or is_of_another_date(first, part, sentence.source):
        is_close = False
    return replace(it, wholes=tuple(called[:4]), is_close=is_close)


def _of_listed(it: Share, told: _Told, sentence: Sentence) -> Share | None:
    """The share with the figures that its list takes apart, or the topic that its sentence names."""
    rate, part = it.rate, it.part
    before = _before(part, told)
    own = [each for each in before if sentence_of(each) is sentence or is_opening(each, sentence)]
    text = sentence.source
    wholes = [each for each in reversed(own[-REMEMBERED:]) if takes_apart(text, each, part.start)]
    if rate.denoted.low <= _ALL:
        wholes = [each for each in wholes if each.denoted.high >= part.denoted.low] or wholes
    del wholes[4:]
    topic = _topic(part, told.names, sentence)
    is_topic = topic and not any(sentence_of(each) is sentence for each in wholes)
    if is_topic or not wholes:
        return replace(it, wholes=(topic,), is_close=True) if topic else _open(rate, part, before, it.words)
    heads = [each for each in wholes if takes_apart(text, each, _next_start(each, own, part))]
    heads = [each for each in heads if sentence_of(each) is sentence] or heads
    choice = heads or wholes
    if not any(sentence_of(each) is sentence for each in choice):
        larger = [each for each in reversed(before) if each.denoted.low >= part.denoted.high]
        choice = [*choice, *(each for each in larger[:CANDIDATES] if each not in choice)]
    is_close = len(heads) == 1 and sentence_of(heads[0]) is sentence
    if is_close and _was_shared(heads[0], sentence, rate):
        # “60岁及以上70万人，占19%，其中65岁及以上50万人，占13.5%”: both may be shares of one whole
        outer = [topic] if topic else [each for each in reversed(own) if each.start < heads[0].start]
        is_close = bool(topic) or len(outer) == 1
        choice = [*outer[:1], *choice]
    return replace(it, wholes=tuple(choice), is_close=is_close)


def _was_shared(whole: Mention, sentence: Sentence, rate: Mention) -> bool:
    """Whether a share of the whole itself is told behind it, before this one."""
    for each in sentence.mentions:
        if whole.start < each.start < rate.start:
            if each.kind in RATES and "占" in each.lead:
                return True
            if each.kind in VALUES and change_of(each) is None:
                return False
    return False


def _topic(part: Mention, names: dict[str, list[Mention]], sentence: Sentence) -> Mention | None:
    """The figure told before of what the sentence names by words alone: “常住人口中，男性…，占…”."""
    found = _TOPIC.match(sentence.source, sentence.start, part.start)
    told = _named_so(named(found["of"]), names)[-CANDIDATES:] if found else []
    told = [each for each in told if each.unit == part.unit and found and each.start < found.end()]
    if found and not _PART_OF_YEAR.search(found["of"]):
        told = [each for each in told if not _PART_OF_YEAR.search(each.lead)]
    if not told or any(each.mantissa != told[-1].mantissa for each in told):
        return None
    return told[-1]


def _named_so(topic: str, names: dict[str, list[Mention]]) -> list[Mention]:
    """The figures of that name, else those whose name ends with it: 某街道2024年度“三公”经费支出决算."""
    if topic in names or len(topic) < _LONG:
        return names.get(topic, [])
    return [each for name, told in names.items() if name.endswith(topic) for each in told]


def _open(rate: Mention, part: Mention, before: list[Mention], words: str) -> Share | None:
    """A share whose whole no words tell."""
    larger = [each for each in reversed(before) if each.denoted.low >= part.denoted.high]
    if not larger:
        return None
    return Share(rate, part, tuple(larger[:CANDIDATES]), words, is_named=False, is_close=False, is_open=True)


def _part(rate: Mention, subject: str, seen: list[Mention], sentence: Sentence) -> Mention | None:
    clause = rate.clause
    assert clause
    for each in reversed(seen):
        if each.clause is None or each.clause.sentence.number < sentence.number - 1:
            return None
        if subject:
            name = named(each.lead)
            if name in (subject, f"{subject}收入", f"{subject}支出"):
                return each
            if name.endswith(subject) and each.clause.number == clause.number - 1:
                called = [other for other in each.clause.mentions if named(other.lead).endswith(subject)]
                return each if len(called) == 1 else None
            continue
        if each.clause.depth > clause.depth:
            continue
        if each.clause.sentence is not sentence or not 0 <= clause.number - each.clause.number <= _NEAR:
            return None
        return each
    return None


def _next_start(mention: Mention, own: list[Mention], part: Mention) -> int:
    """Where the next value after the figure begins."""
    return next((each.start for each in own if each.start > mention.start), part.start)
