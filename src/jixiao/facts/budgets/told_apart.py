"""Execution told apart (分句说的执行率): budget, spending and rate in neighboring sentences of a paragraph.

“部门整体支出387.68万元，其中……。调整后预算394.33万元，预算执行率98.31%”: the sentence of the rate prints
one of its terms, or none; the others stand in the sentences before. Where each role has one candidate and
nothing names another subject, they belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from jixiao.facts.budgets.spending import is_of_one_year
from jixiao.facts.flow.blocks import Headline
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.rates.basis import Basis, basis_of, rate_words
from jixiao.facts.rates.completion import Completion, is_share
from jixiao.numerals.token import Kind

_LONGEST = 60
_LATE = 24
_REACH = 3
_NEXT = 200
"""So many sentences before that of the rate, or so many characters, its terms may stand."""
_MOST = 8
_FARTHEST = 800
"""Of so many terms, and within so many characters before a rate, that of each role is looked for."""
_SPENT = re.compile(
    r"(?<!未)(?:支出|使用|执行|支付|开支|花费|用款)(?:决算|完成|执行|资金|金额|数额|总额|数|额|经费|总计|合计|共计|累计)*"
    r"(?:项目|财政|专项)?(?:资金|经费)?[为是达共计了到：:]*$|决算数?[为是]?$|(?:全年|实际|累计|共)完成(?:支出|投资)?[为是]?$"
)
_NOT_SPENT = re.compile(
    "[人户均]均|应支|未支|未使用|未执行|预计|计划|拟|待支|需支|尚|剩余|结余|预算(?:支出|执行|使用)?[为是数]*$|标准|收入|每|占|上年|去年|较|比"
)
_NO_BUDGET = re.compile("收入|采购|三公|人均|上年|去年|结转|结余|占|追加|投资|单价|每")
_PARTS = re.compile("其中|包括|包含|含|分别")
_ASIDE = re.compile("（[^（）]*）|\\([^()]*\\)")
_TAKEN_BACK = re.compile(
    "追加|追减|调减|调增|核减|压减|调剂|(?<![未无不])(?<!未作)(?<!未进行)(?<!没有)调整(?!后|了?绩效)|收回|上缴|结转|年中下达"
)
_WITHIN_YEAR = re.compile(
    r"上半年|[一二三]季度|截[至止]\S{0,8}?(?<!\d)(?:[1-9]|1[01])月|(?<!\d)(?:[1-9]|1[01])月(?:末|底)|中期"
)
_WHOLE_YEAR = re.compile("全年|年末|年底|年终|12月")
_FILLERS = re.compile(
    r"(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|(?:我|本|该|全)(?:街道|局|委|办|中心|院|校)|(?:我|本|该|全)?(?:部门|单位|项目)|整体|财政|拨款|资金|支出|预算"
    r"|安排|批复|下达|核定|批准|全年|年初|年末|年底|年度|当年|本年|今年|年中|总|合计|共计|实际|完成|执行|使用|支付|金额|数额|数|额|经费|开支"
    r"|调整|变动|决算|指标|后|前|为|是|共|达|到位|的|了|率|进度|比例|和|及|截至|截止|累计|已|经|专项|到|省级|市级|区级|县级|本级"
    r"|[\s“”：:、，]"
)
_LEFT = re.compile(
    "(?:结余|剩余|余额|尚余|未支出|未使用|未执行|到位|下达|拨付)(?:资金|金额|数|额|经费)?[为是共]?$"
)
_RATED = re.compile(r"的\s?(?:百分之|\d)")
_OF_MONEY = re.compile(
    "^[^，。]{0,8}(?:资金|预算|经费|投入|支出|到位|使用|执行)[^，。]{0,8}(?:情况)?[。：]?$"
)
_RANK = (Basis.ADJUSTED, Basis.BUDGET, Basis.ORIGINAL, Basis.FUNDS)


@dataclass(slots=True)
class _Term:
    """A budget or a spending that a paragraph tells, whose it is, and whether a rate was told of it."""

    figure: Mention
    sentence: Sentence
    subject: str
    basis: Basis | None
    is_used: bool = False


def told_apart(sentences: Iterable[Sentence]) -> Iterator[Completion]:
    """The rates of execution whose terms stand in several sentences, each of them with one candidate."""
    told = (each for each in sentences if each.mentions)
    for _, own in groupby(told, key=_passage):
        passage = list(own)
        if not (len(passage) > 1 or (passage and len(passage[0].mentions) > _FEW)):
            continue
        if any(_is_rate(each) for sentence in passage for each in sentence.mentions):
            yield from _told_in(passage)


_FEW = 3
"""With more figures than these, a sentence tells something between budget, spending and rate."""


def _told_in(passage: list[Sentence]) -> Iterator[Completion]:
    budgets: list[_Term] = []
    spent: list[_Term] = []
    for sentence in passage:
        opened = _opened(sentence)
        other: Mention | None = None
        for mention in sentence.mentions:
            if mention.clause is None or mention.clause.depth:
                continue
            is_part = opened is not None and opened < mention.start
            if mention.kind is Kind.AMOUNT:
                term = None if is_part else _term(mention, sentence)
                if term is None and not is_part and not _LEFT.search(mention.lead):
                    other = mention
                if term:
                    kept = budgets if term.basis else spent
                    if kept and kept[-1].is_used:
                        kept.clear()
                    kept.append(term)
                    del kept[:-_MOST]
            elif not is_part and _is_rate(mention):
                completion = _completion(mention, sentence, budgets, spent)
                if completion and other and other.end > completion.actual.start:
                    completion = None
                if completion:
                    for each in (*budgets, *spent):
                        each.is_used = True
                    yield completion


def _opened(sentence: Sentence) -> int | None:
    """Where the sentence begins to tell parts, parentheses left out: 追加120万元（其中省级80万元）."""
    outside = _ASIDE.sub(lambda aside: " " * len(aside[0]), sentence.text)
    found = _PARTS.search(outside)
    return sentence.start + found.start() if found else None


def _term(mention: Mention, sentence: Sentence) -> _Term | None:
    """The figure as a budget or as a spending; none where it is neither, or a change."""
    read = _role(mention.lead)
    if read is None or mention.slack or change_of(mention) is not None:
        return None
    basis, subject = read
    if basis and _RATED.match(sentence.source, mention.end):
        return None
    return _Term(mention, sentence, subject, basis)


@lru_cache(maxsize=8192)
def _role(lead: str) -> tuple[Basis | None, str] | None:
    """Of the words before an amount: the budget that it is, none for spending, and whose."""
    lead = lead[-_LONGEST:]
    if not lead:
        return None
    basis = basis_of(lead)
    if basis in _RANK:
        return None if _NO_BUDGET.search(lead) else (basis, _FILLERS.sub("", lead))
    if basis is None and _SPENT.search(lead[-_LATE:]) and not _NOT_SPENT.search(lead):
        return None, _FILLERS.sub("", lead)
    return None


@lru_cache(maxsize=8192)
def _rate(lead: str) -> tuple[str, Basis, bool, str] | None:
    if "率" not in lead and "比例" not in lead and "进度" not in lead and not lead.endswith("的"):
        return None
    said = rate_words(lead)
    if said is None or said[1] is Basis.PLAN or "平均" in lead:
        return None
    subject, basis, is_said, words = said
    return _FILLERS.sub("", subject), basis, is_said, words


def _is_rate(mention: Mention) -> bool:
    return (
        mention.kind is Kind.PERCENT
        and not mention.text.endswith(("以上", "以下", "以内"))
        and _rate(mention.lead) is not None
    )


def _completion(
    rate: Mention, sentence: Sentence, budgets: list[_Term], spent: list[_Term]
) -> Completion | None:
    said = _rate(rate.lead)
    if said is None or sentence.source[rate.end : rate.end + 1] in ("的", "以", "、", "和", "及"):
        return None
    if budgets and budgets[-1].sentence is sentence and is_share(rate, budgets[-1].figure, sentence):
        return None
    subject, basis, is_said, words = said
    actual = _only(spent, sentence)
    near = [each for each in budgets if _is_near(each, sentence)]
    if actual is None or not near or not _are_of_one(subject, actual, near):
        return None
    if sum(each.sentence is sentence for each in (actual, *near)) > 1 and len(sentence.mentions) <= _FEW:
        return None
    wanted = [each for each in near if each.basis is basis] if is_said else []
    ranked = sorted(wanted or near, key=lambda each: _RANK.index(each.basis or Basis.FUNDS))
    first = ranked[0]
    rivals = [each for each in ranked if each.basis is first.basis and not _are_equal(each, first)]
    is_sure = not rivals and is_of_one_year(actual.figure, first.figure, rate)
    since = max(min(first.sentence.start, actual.sentence.start), rate.start - _FARTHEST)
    if first.basis is not Basis.ADJUSTED and _TAKEN_BACK.search(sentence.source, since, rate.start):
        is_sure = False
    if _are_of_two_times(actual, rate, sentence):
        is_sure = False
    rest = [each for each in near if each is not first and not _are_equal(each, first)]
    found = tuple((each.figure, each.basis or Basis.BUDGET) for each in (first, *rest))
    return Completion(rate, actual.figure, found, basis, words, is_named=is_sure, is_close=is_sure)


def _only(spent: list[_Term], sentence: Sentence) -> _Term | None:
    """The one spending that the sentence of the rate tells; where it tells none, the one before."""
    near = [each for each in spent if each.sentence is sentence] or [
        each for each in spent if _is_near(each, sentence)
    ]
    return near[-1] if near and all(_are_equal(each, near[0]) for each in near) else None


def _is_near(term: _Term, sentence: Sentence) -> bool:
    return sentence.number - term.sentence.number <= _REACH or sentence.start - term.sentence.end < _NEXT


def _are_equal(one: _Term, other: _Term) -> bool:
    return one.figure.unit == other.figure.unit and one.figure.denoted.meets(other.figure.denoted)


def _are_of_one(subject: str, actual: _Term, budgets: list[_Term]) -> bool:
    """Whether what is told later names no other subject than what was told first."""
    told = sorted((actual, *budgets), key=lambda each: each.figure.start)
    names = [each.subject for each in told] + [subject]
    return all(not name or name == names[0] for name in names[1:])


def _are_of_two_times(actual: _Term, rate: Mention, sentence: Sentence) -> bool:
    """Whether the spending is of a part of the year, and a later sentence tells the rate of another time."""
    if actual.sentence is sentence:
        return False
    start = max(sentence.start, rate.start - _FARTHEST)
    own = _WITHIN_YEAR.search(sentence.source, start, rate.start)
    before = _WITHIN_YEAR.search(sentence.source, actual.sentence.start, actual.figure.start)
    return bool(own) or bool(before and _WHOLE_YEAR.search(sentence.source, start, rate.start))


def _passage(sentence: Sentence) -> tuple[int, ...]:
    """What is told of one thing: a numbered item with the paragraphs that go on with it, or the paragraphs
    under headings that tell no more than that money follows; else a paragraph.
    """
    block = sentence.block
    if isinstance(block, Headline):
        return (block.start,)
    others = [each.start for each in block.headings if not _OF_MONEY.search(each.title)]
    item = block if block.ordinal else block.item
    if item or len(others) == len(block.headings):
        return (*others, item.start if item else block.start)
    return tuple(others)
