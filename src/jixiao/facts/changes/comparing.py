"""Comparing (比较的读法): which value a change is of and against, read on from figure to figure.

What it was before may stand within (“比上年的100亿元增加”, “由100亿元增至120亿元”) or before it, under the
words that the comparison repeats (“上年预算数为100亿元，…，比上年预算数增加”) or under the year before.

Reading on, with what was said so far, is one piece: hence its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from jixiao.facts.changes.averaged import changed_value, is_average
from jixiao.facts.changes.comparison import Comparison, Value
from jixiao.facts.changes.position import (
    depth,
    follows,
    is_among,
    is_aside,
    is_behind_list,
    is_listed,
    is_saving,
    opens_clause,
    was_parted,
)
from jixiao.facts.changes.years_between import years_between, years_of_paragraph
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import Change, Comparand, change_of
from jixiao.facts.naming.naming import named, phrase
from jixiao.facts.naming.turn import is_near, is_start, stands_beside, turn_of
from jixiao.facts.rates.basis import basis_of
from jixiao.numerals.token import Kind

_VALUES = frozenset([Kind.AMOUNT, Kind.COUNT, Kind.RATE])
_RATES = frozenset([Kind.PERCENT, Kind.PERMILLE, Kind.MULTIPLE])
_MOST_REMEMBERED = 12
"""Values of a paragraph that a later comparison may still name."""
_BOTH = re.compile(r"收[入]?[、及和]?支[出]?(?:决算)?(?:总计|总额|合计|总数)?[各均]?(?:分别)?$")
_GRAND = re.compile(r"(?:总计|总额|合计|总收入|总支出|收支)(?:[各均]?(?:为|是))?$")
_LONG = 4
"""A name of so many characters is its own where a longer one ends with it: 收入支出."""
_POINTS = frozenset("·•・.．")
"""A figure right behind one is the rest of a number that was read in two."""
_TIMES = frozenset(["年", "个月", "月", "天", "日"])
"""Units of figures that say how long something took: 十年共增加14万人."""
_LASTING = frozenset(["", "近", "这", "过去", "前"])
"""Words before a figure that says how long something took."""
_BEFORE = re.compile(
    r"^(?:[，（]?(?:上年|去年|上年同期|去年同期|上一年)(?:同期)?(?:数|完成)?(?:为|是|仅为|只有))$"
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年(?:度|同期)?(?:预算|决算)?(?:数|额)?为?")
_LISTING = ("、", "和", "及", "与")
_OPENING = re.compile(
    r"\s*(?:同比(?:[上去前]一?年度?)?|(?:与|同|和|比|较)[^，。；]{2,16}?(?:(?:相比|比较|对比)，?)?同?比?)"
)
"""A sentence that begins with what is compared, and leaves out what: 与2021年度相比，增加…."""
_FORMER = re.compile(
    "上年|去年|上一年|上年同期|同期|年初|计划|预算|目标|期末|末|时期|以前|原|(?:19|20)\\d\\d年?"
)


@dataclass(slots=True)
class _State:
    """What a paragraph has said so far."""

    values: list[Value] = field(default_factory=list)
    now: Value | None = None
    base: Value | None = None
    is_named: bool = False
    sign: int = 0
    turn: tuple[int, int] | None = None
    delta: Change | None = None
    rate: Change | None = None
    subject: str = ""
    is_doubtful: bool = False
    is_part: bool = False
    """Whether the value is told as a part of another, after 其中."""
    was_changed: bool = False
    """Whether a change was told of the value before."""
    outer: Value | None = None
    last_rate: Change | None = None
    """The rate of change just told of the value."""
    rate_before: Change | None = None
    taken_from: Value | None = None
    """The value right before the one at hand, which is the first part of it that 其中 tells."""
    whole: Value | None = None
    """The value of which the one at hand is an average, told beside it: 28,640吨，日均78.47吨."""
    spent: Value | None = None
    """The former value that a change was told against already."""


def comparisons_of(sentences: Iterable[Sentence]) -> Iterator[Comparison]:
    """The comparisons of a document, paragraph by paragraph."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        state = _State()
        for sentence in own:
            if sentence.mentions:
                yield from _of_sentence(sentence, state)


def _of_sentence(sentence: Sentence, state: _State) -> Iterator[Comparison]:
    _forget(state)
    mentions = sentence.mentions
    first = change_of(mentions[0])
    if first and _leaves_out_subject(sentence, first):
        state.now = _only_value_before(state, sentence)
    number = 0
    while number < len(mentions):
        mention = mentions[number]
        number += 1
        change = change_of(mention)
        if state.outer and depth(mention) <= depth(state.outer.figure):
            state.now, state.outer = state.outer, None
        if change is None:
            is_span = mention.unit in _TIMES and mention.lead in _LASTING
            if is_span or is_aside(mention) or is_saving(mention):
                continue
            if mention.kind in _VALUES:
                yield from _closed(state)
                if state.now and state.last_rate and _is_told_late(state, mention):
                    yield Comparison(state.now.figure, None, state.last_rate, mention, is_named=True)
                    state.last_rate = None
                    continue
                if state.now and depth(mention) > depth(state.now.figure):
                    state.outer = state.outer or state.now
                _meet(state, Value(mention, mention.lead, sentence.number), mentions[number : number + 1])
            continue
        if mention.kind is Kind.RANGE:
            continue
        listed = number < len(mentions) and is_listed(mention, mentions[number])
        if change.subject:
            yield from _closed(state)
            _turn_to(state, change, sentence.number)
        if listed or (state.now and not is_near(state.now.figure, mention)):
            yield from _closed(state)
            state.now = state.base = None
            while number < len(mentions) and is_listed(mentions[number - 1], mentions[number]):
                number += 1
            continue
        state.was_changed = True
        if change.comparator and state.base is not None:
            if state.delta:
                yield from _closed(state)
                state.delta = None
            if state.base is state.spent:
                state.base, state.is_named, state.sign, state.turn = None, False, 0, None
        if state.now and was_parted(state.now.figure, mention):
            state.is_doubtful = True
        if mention.kind in _RATES:
            if state.rate:
                yield from _closed(state)
            state.rate = change
            _find_base(state, change)
            alone = None if state.delta else change
            state.last_rate = None if state.base else change
            yield from _closed(state)
            state.rate_before = alone
        elif mention.kind in _VALUES:
            if state.delta:
                yield from _closed(state)
            state.delta = change
            _find_base(state, change)
            before, state.rate_before = state.rate_before, None
            if before and state.now and not change.subject and follows(before.figure, mention):
                yield Comparison(state.now.figure, change, before, is_reversed=True)
    yield from _closed(state)


def _forget(state: _State) -> None:
    """A new sentence begins; values of the paragraph can still be named."""
    state.now = state.base = state.delta = state.rate = None
    state.subject, state.sign, state.turn, state.is_named = "", 0, None, False
    state.outer = state.rate_before = state.last_rate = state.whole = state.taken_from = None
    state.is_part = state.was_changed = False
    del state.values[:-_MOST_REMEMBERED]


def _leaves_out_subject(sentence: Sentence, first: Change) -> bool:
    """Whether a sentence begins with what is compared and goes on with the change."""
    stop = first.figure.start - first.back
    return not first.subject and _OPENING.fullmatch(sentence.source, sentence.start, stop) is not None


def _only_value_before(state: _State, sentence: Sentence) -> Value | None:
    """The value of the sentence before, if it tells one alone and by name."""
    told = [value for value in state.values if value.sentence == sentence.number - 1]
    return told[0] if len(told) == 1 and told[0].name else None


def _is_year_before(now: Mention, figure: Mention) -> bool:
    """Whether a figure is what the value right before it was a year ago: “569亿元，上年同期为615亿元”."""
    return (
        now.unit == figure.unit
        and now.kind is figure.kind
        and follows(now, figure)
        and _BEFORE.match(figure.lead) is not None
    )


def _is_told_late(state: _State, mention: Mention) -> bool:
    """Whether a figure is what the value was a year before, told behind its rate: 增长11%，上年为3174亿元."""
    now, rate = state.now, state.last_rate
    return (
        now is not None
        and rate is not None
        and now.figure.unit == mention.unit
        and now.figure.kind is mention.kind
        and rate.against in (Comparand.LAST_YEAR, Comparand.UNSAID)
        and follows(rate.figure, mention)
        and _BEFORE.match(mention.lead) is not None
    )


def _closed(state: _State) -> Iterator[Comparison]:
    """What is complete by now, said once; the value stays, a second change may follow."""
    if not (state.delta or state.rate or (state.base and state.sign)):
        return
    now, base = state.now, state.base
    state.spent = base
    of_delta, of_rate = state.delta, state.rate
    if state.whole and now and of_delta and of_rate and not base:
        now = changed_value(state.whole, now, of_delta, of_rate)
        of_delta = of_delta if now else None
    if now is not None or of_delta:
        years = years_between(now, base) if now and base else 0
        are_told = bool(years)
        if not years and base and of_rate and of_rate.is_yearly:
            years = years_of_paragraph(of_rate.figure)
        yield Comparison(
            now.figure if now else None,
            of_delta,
            of_rate,
            base.figure if base else None,
            is_named=state.is_named,
            sign=state.sign,
            turn=state.turn,
            years=years,
            are_years_told=are_told,
            subject=state.subject,
            is_doubtful=state.is_doubtful,
            taken_from=state.taken_from.figure if state.taken_from and now is state.now else None,
        )
    if of_rate:
        state.delta = None
        state.sign = 0
    state.rate = None


def _meet(state: _State, value: Value, then: Sequence[Mention]) -> None:
    """A value that is no change comes next."""
    figure, lead = value.figure, value.lead
    state.delta = state.rate = state.rate_before = state.last_rate = None
    if lead[-1:] in _POINTS:
        state.now = None
        return
    if then and then[0].lead == "的" and then[0].kind in _RATES:  # “完成预算3.00万元的78.33%”
        state.values.append(value)
        return
    before = state.values[-1] if state.values else None
    state.values.append(value)
    if (
        state.now
        and state.now.figure.unit == figure.unit
        and stands_beside(figure)
        and is_near(state.now.figure, figure)
    ):
        is_apart = state.is_part and is_behind_list(state.now.figure, figure)
        if not (is_apart or (opens_clause(figure) and was_parted(state.now.figure, figure))):
            state.base, state.is_named, state.sign, state.turn = value, True, 0, None
            return
        state.now = None
    if stands_beside(figure) and (opens_clause(figure) or not state.now):  # “比上年5.2万元减少”: of what?
        state.now, state.base, state.is_named, state.sign, state.turn = None, value, True, 0, None
        return
    state.sign, state.turn, state.base, state.is_named = 0, None, None, False
    state.subject, state.taken_from = "", None
    if state.now and _is_year_before(state.now.figure, figure):
        state.base, state.is_named = value, True
        return
    is_first_part = is_among(figure) and before is not None and before.sentence == value.sentence
    state.taken_from = before if is_first_part else None
    is_part = is_among(figure) or (state.is_part and not lead.startswith(("合计", "总计")))
    state.is_doubtful = lead[:1] in _LISTING or bool(
        is_part and state.is_part and before and not state.was_changed
    )
    state.is_part, state.was_changed = is_part, False
    state.is_doubtful = state.is_doubtful or bool(
        before
        and before.sentence == value.sentence
        and before.figure.unit == figure.unit
        and basis_of(lead)
        and not basis_of(before.lead)
    )
    turn = turn_of(lead)
    if turn and turn.is_bare and before and _began(before, value):
        state.base, state.is_named = before, True
        if turn.sign:
            state.sign, state.turn = turn.sign, (figure.start - turn.back, figure.start)
    is_told_of = before is not None and state.now is before and is_average(lead)
    is_beside = before is not None and before.figure.unit == figure.unit and before.sentence == value.sentence
    state.whole = before if is_told_of and is_beside else None
    state.now = value
    if then and is_listed(figure, then[0]):
        state.now = state.base = None
    if is_listed(None, figure) and before and before.sentence == value.sentence:
        state.now = state.base = None


def _began(before: Value, value: Value) -> bool:
    """Whether the value before is the one that this one began from: 由…增加到…."""
    if before.figure.unit != value.figure.unit or before.sentence != value.sentence:
        return False
    return is_start(before.lead) and is_near(before.figure, value.figure)


def _turn_to(state: _State, change: Change, sentence: int) -> None:
    """A change names its own subject: the value of that name, said just before, or none."""
    wanted = named(change.subject).removesuffix("各").removesuffix("决算")
    found = None
    is_both = _BOTH.search(change.subject) is not None
    for value in reversed(state.values[-_MOST_REMEMBERED:]):
        if value.sentence < sentence - 1:
            break
        if is_both and _GRAND.search(value.lead):
            found = value
            break
        name = value.name.removesuffix("决算")
        if name and (name == wanted or (len(wanted) >= _LONG and name.endswith(wanted))):
            found = value
            break
    if found is not state.now or found is None:
        state.base, state.is_named, state.sign, state.turn = None, False, 0, None
        state.delta = None
    state.now = found
    state.rate = state.rate_before = None
    state.subject = wanted


def _find_base(state: _State, change: Change) -> None:
    """The former value that the words of the comparison lead to."""
    now = state.now
    if now is None or state.base or change.against is Comparand.OTHERS:
        return
    wanted = phrase(change.comparator)
    for value in reversed(state.values[-_MOST_REMEMBERED:]):
        if value is now or value.figure.unit != now.figure.unit or value.sentence < now.sentence - 1:
            continue
        if wanted and _says(value.lead, wanted):
            state.base, state.is_named = value, value.sentence == now.sentence
            return
    if (
        len(state.values) > 1
        and state.values[-1] is now
        and change.against
        in (
            Comparand.LAST_YEAR,
            Comparand.UNSAID,
        )
    ):
        before = state.values[-2]
        if (
            before.sentence != now.sentence
            or before.figure.unit != now.figure.unit
            or before.figure.kind is not now.figure.kind
            or not before.year
            or not now.year
            or not before.name.endswith(now.name)
        ):
            return
        if now.year == before.year + 1:
            state.base = before
        elif before.year == now.year + 1 and (not state.delta or not now.name):
            state.now, state.base = before, now
        is_bare = state.base is now and _YEAR_ALONE.fullmatch(now.lead) is not None
        state.is_named = state.base is not None and (bool(now.name) or is_bare)


@lru_cache(maxsize=8192)
def _says(lead: str, wanted: str) -> bool:
    """Whether the words before a figure are those that a comparison names."""
    if not _FORMER.search(wanted):
        return False
    said = phrase(lead)
    return said == wanted or (
        said.endswith(wanted) and len(wanted) > 3 and said[-len(wanted) - 1] not in "较比"
    )
