"""Comparisons (比较): a value, what it was before, by how much it changed and at what rate.

“收入120亿元，比上年增加20亿元，增长20%”: the value stands first, its change and rate follow it. What it was
before may stand within (“比上年的100亿元增加”, “由100亿元增至120亿元”) or before it, under the words that the
comparison repeats (“上年预算数为100亿元，…，比上年预算数增加”) or under the year before.

Reading on from figure to figure, with what was said so far, is one piece: hence its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import Change, Comparand, change_of
from jixiao.facts.naming.naming import named, phrase, year_in
from jixiao.facts.naming.turn import is_near, is_start, stands_beside, turn_of
from jixiao.facts.rates.completion import basis_of
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
_REAL = re.compile("生产总值|GDP|增加值(?!用水|能耗|用电)|总产值|工业产值")
_SURVEY = re.compile("可支配收入|纯收入|人均收入|消费支出")
_SIGNED = re.compile("利润|盈|亏|净|差|结余|顺|收益|新增|增量|流入|流出|多增|利")
_SPANS = {"三": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5, "十": 10, "10": 10}
_SPAN = re.compile(
    r"(?<![一二三四五六七八九十\d])(?P<years>[三四五十345]|10)年(?:来|间|里)|(?:过去|这|近)(?:的)?(?P<ago>五)年"
    r"|“?[九十][一二三四]?五”?(?:时期|期间|计划期|规划期)"
)
_FROM_TO = re.compile(
    r"[由从](?P<since>(?:19|20)\d\d)年[^。；\d]{0,8}\d[^。；]{0,24}?[到至为](?P<to>(?:19|20)\d\d)年"
)
_CENSUS = re.compile("第[五六]次(?:全国)?人口普查")
_TIMES = frozenset(["年", "个月", "月", "天", "日"])
"""Units of figures that say how long something took: 十年共增加14万人."""
_LASTING = frozenset(["", "近", "这", "过去", "前"])
"""Words before a figure that says how long something took."""
_BEFORE = re.compile(
    r"^(?:[，（]?(?:上年|去年|上年同期|去年同期|上一年)(?:同期)?(?:数|完成)?(?:为|是|仅为|只有))$"
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年(?:度|同期)?(?:预算|决算)?(?:数|额)?为?")
_COMPARES = ("比", "较", "与", "同", "和")
_LATE = 40
_AMONG = ("其中", "其\n中")
_LISTING = ("、", "和", "及", "与")
_LISTED = re.compile(r"^[、和及与]?$")
_FORMER = re.compile(
    "上年|去年|上一年|上年同期|同期|年初|计划|预算|目标|期末|末|时期|以前|原|(?:19|20)\\d\\d年?"
)


@dataclass(slots=True, eq=False)
class Value:
    """A value of prose (数值) that may be what a change is of, or what it is against."""

    figure: Mention
    lead: str
    sentence: int

    @property
    def name(self) -> str:
        """What it is called."""
        return named(self.lead)

    @property
    def year(self) -> int:
        """The year that its own words name."""
        return year_in(self.lead)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value, its change and its rate of change (比较).

    `base` is the former value where it is printed; `is_named` says that the words of the comparison lead to
    it, otherwise years or places do. `sign` is the direction that 增至 or 降至 between base and value says.
    `years` is how many years lie between them, where both say theirs, or else of how many the paragraph
    speaks, 五年来 (not `are_years_told`); `is_doubtful` that the value is a budget right behind an outturn,
    and that the change may be that of the outturn; `is_reversed` that the rate was told before the amount.
    """

    now: Mention | None
    delta: Change | None = None
    rate: Change | None = None
    base: Mention | None = None
    is_named: bool = False
    sign: int = 0
    turn: tuple[int, int] | None = None
    years: int = 0
    are_years_told: bool = True
    subject: str = ""
    is_doubtful: bool = False
    is_reversed: bool = False

    @property
    def is_real(self) -> bool:
        """Whether growth of the value is told at constant prices, though the words do not say so."""
        return any(each and _REAL.search(_words_before(each)) for each in (self.now, self.base))

    @property
    def is_of_survey(self) -> bool:
        """Whether the values are incomes of households, whose series begin anew now and then."""
        return any(each and _SURVEY.search(_words_before(each)) for each in (self.now, self.base))

    @property
    def may_be_negative(self) -> bool:
        """Whether the value is one that may have been below zero before: 利润, 结余, 差额, 净流入, 新增."""
        return self.now is not None and _SIGNED.search(self.now.lead[-_LATE:]) is not None


def _words_before(figure: Mention) -> str:
    """The words before a figure, those of the clause before too: “地区生产总值连跨台阶，由811亿元增加到…”."""
    clause = figure.clause
    if clause is None or not is_start(figure.lead):
        return figure.lead[-_LATE:]
    return clause.sentence.source[max(clause.sentence.start, figure.start - _LATE) : figure.start]


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
    number = 0
    while number < len(mentions):
        mention = mentions[number]
        number += 1
        change = change_of(mention)
        if state.outer and _depth(mention) <= _depth(state.outer.figure):
            state.now, state.outer = state.outer, None
        if change is None:
            if (mention.unit in _TIMES and mention.lead in _LASTING) or _is_aside(mention):
                continue
            if mention.kind in _VALUES:
                yield from _closed(state)
                if state.now and state.last_rate and _is_told_late(state, mention):
                    yield Comparison(state.now.figure, None, state.last_rate, mention, is_named=True)
                    state.last_rate = None
                    continue
                if state.now and _depth(mention) > _depth(state.now.figure):
                    state.outer = state.outer or state.now
                _meet(state, Value(mention, mention.lead, sentence.number), mentions[number : number + 1])
            continue
        if mention.kind is Kind.RANGE:
            continue
        listed = number < len(mentions) and _is_listed(mention, mentions[number])
        if change.subject:
            yield from _closed(state)
            _turn_to(state, change, sentence.number)
        if listed or (state.now and not is_near(state.now.figure, mention)):
            yield from _closed(state)
            state.now = state.base = None
            while number < len(mentions) and _is_listed(mentions[number - 1], mentions[number]):
                number += 1
            continue
        state.was_changed = True
        if state.now and _was_parted(state.now.figure, mention):
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
            if before and state.now and not change.subject and _follows(before.figure, mention):
                yield Comparison(state.now.figure, change, before, is_reversed=True)
    yield from _closed(state)


def _forget(state: _State) -> None:
    """A new sentence begins; values of the paragraph can still be named."""
    state.now = state.base = state.delta = state.rate = None
    state.subject, state.sign, state.turn, state.is_named = "", 0, None, False
    state.outer = state.rate_before = state.last_rate = None
    state.is_part = state.was_changed = False
    del state.values[:-_MOST_REMEMBERED]


def _is_aside(mention: Mention) -> bool:
    """Whether a parenthesis holds but the figure before it in another unit: 68285万吨（13657亿斤）."""
    clause = mention.clause
    return (
        clause is not None
        and clause.depth > 0
        and clause.start == mention.start
        and clause.end == mention.end
        and clause.opens_after is not None
        and clause.opens_after.unit != mention.unit
    )


def _is_year_before(now: Mention, figure: Mention) -> bool:
    """Whether a figure is what the value right before it was a year ago: “569亿元，上年同期为615亿元”."""
    return (
        now.unit == figure.unit
        and now.kind is figure.kind
        and _follows(now, figure)
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
        and _follows(rate.figure, mention)
        and _BEFORE.match(mention.lead) is not None
    )


def _closed(state: _State) -> Iterator[Comparison]:
    """What is complete by now, said once; the value stays, a second change may follow."""
    if not (state.delta or state.rate or (state.base and state.sign)):
        return
    now, base = state.now, state.base
    of_delta, of_rate = state.delta, state.rate
    if now is not None or of_delta:
        years = _years(now, base) if now and base else 0
        are_told = bool(years)
        if not years and base and of_rate and of_rate.is_yearly:
            years = _years_of_paragraph(of_rate.figure)
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
        )
    if of_rate:
        state.delta = None
        state.sign = 0
    state.rate = None


def _years(now: Value, base: Value) -> int:
    """How many years lie between two values, where both say theirs; ten from one census to the next."""
    if _CENSUS.search(base.lead) and not now.year:
        return 10
    return now.year - base.year if now.year and base.year else 0


def _years_of_paragraph(rate: Mention) -> int:
    """Of how many years the words of a paragraph before a yearly rate speak: 五年来, “十三五”期间."""
    clause = rate.clause
    if clause is None:
        return 0
    years = 0
    text, start = clause.sentence.source, clause.sentence.block.start
    for told in _FROM_TO.finditer(text, start, rate.start):
        years = int(told["to"]) - int(told["since"])
    for found in _SPAN.finditer(clause.sentence.source, clause.sentence.block.start, rate.start):
        years = _SPANS.get(found["years"] or "", 5)
    return years


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
        is_apart = state.is_part and _is_behind_list(state.now.figure, figure)
        if not (is_apart or (_opens_clause(figure) and _was_parted(state.now.figure, figure))):
            state.base, state.is_named, state.sign, state.turn = value, True, 0, None
            return
        state.now = None
    if _opens_clause(figure) and stands_beside(figure):  # “。比上年5.2万元减少”: of what, nothing says
        state.now, state.base, state.is_named, state.sign, state.turn = None, value, True, 0, None
        return
    state.sign, state.turn, state.base, state.is_named = 0, None, None, False
    state.subject = ""
    if state.now and _is_year_before(state.now.figure, figure):
        state.base, state.is_named = value, True
        return
    is_part = lead.startswith(_AMONG) or (state.is_part and not lead.startswith(("合计", "总计")))
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
    state.now = value
    if then and _is_listed(figure, then[0]):
        state.now = state.base = None
    if _is_listed(None, figure) and before and before.sentence == value.sentence:
        state.now = state.base = None


def _is_behind_list(part: Mention, figure: Mention) -> bool:
    """Whether the list that a part ends lies between: a semicolon, or a clause that says something else."""
    if _was_parted(part, figure):
        return True
    first, then = part.clause, figure.clause
    return first is not None and then is not None and then.number - first.number > 1


def _opens_clause(figure: Mention) -> bool:
    """Whether the figure is the first of its clause, which begins with what it is compared with."""
    clause = figure.clause
    return clause is not None and clause.mentions[0] is figure and figure.lead[:1] in _COMPARES


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


def _is_listed(before: Mention | None, mention: Mention) -> bool:
    """Whether a figure is the next of a list: “分别增长5%、6%和7%”."""
    if before is not None and mention.clause is not before.clause:
        return False
    return (
        _LISTED.match(mention.lead) is not None
        and mention.clause is not None
        and (mention.clause.mentions[0] is not mention)
    )


def _was_parted(value: Mention, mention: Mention) -> bool:
    """Whether a semicolon stands right behind a value: what follows may be said of the whole again."""
    clause = value.clause
    return clause is not None and clause is not mention.clause and clause.closed_by in ("；", ";")


def _follows(first: Mention, then: Mention) -> bool:
    """Whether a figure stands in the clause right behind that of another."""
    return (
        first.clause is not None and then.clause is not None and then.clause.number == first.clause.number + 1
    )


def _depth(mention: Mention) -> int:
    return mention.clause.depth if mention.clause else 0
