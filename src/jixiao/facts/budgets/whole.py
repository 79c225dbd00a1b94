"""Wholes (整体): what prose says of all projects, of the focus projects together, of the whole unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Clause, Sentence
from jixiao.facts.naming.measured import Measure, measure_of
from jixiao.numerals.token import Kind, Token

_FOCUS = re.compile(r"重点(?:跟踪|评价|监控|绩效|自评|支出)*项目")
_TOGETHER = re.compile(r"合计|总额|共计|总计|总金额|总支出|总预算|总资金")
_MERELY = re.compile(
    r"(?:年初|调整后|全年|实际)(?:预算|支出)(?:金额|资金|总额)?(?:合计|共计|总计|总额)(?:金额)?为?"
)
_PROJECTS = re.compile(
    r"(?:^|[，：:、])(?:年初)?(?:部门|整体|全年|全部|其中|单位|的)*项目支出(?P<rest>[^，。；]{0,10})$"
)
_ADJUSTED = re.compile(r"调整后|调整为|调整预算|全年预算")
_ORIGINAL = re.compile(r"年初|批复|总支出安排|收入预算|支出预算")
_SPENT = re.compile(r"整体支出|总支出|实际支出|支出总额|支出合计|支出决算|本年支出")


_REACH = 160
"""Within how many characters before a figure the words stand that say of what it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that prose says of a whole (整体的数)."""

    figure: Mention
    measure: Measure


def told_of_focus(sentences: Sequence[Sentence], text: str) -> Iterator[Told]:
    """What prose says of the focus projects (重点项目) together."""
    for sentence in sentences:
        if not _FOCUS.search(text, sentence.start, sentence.end):
            continue
        for mention in sentence.mentions:
            clause = mention.clause
            if mention.kind is not Kind.AMOUNT or mention.slack or clause is None:
                continue
            words = text[max(_start(mention, clause), mention.start - _REACH) : mention.start]
            if _FOCUS.search(words) and _TOGETHER.search(words):
                measured = measure_of(mention, mention.lead, text)
                if measured and measured.measure is not Measure.RATE:
                    yield Told(mention, measured.measure)


def _start(mention: Mention, clause: Clause) -> int:
    """Where the words begin that say of what it is: a clause earlier for a mere “年初预算合计”."""
    before = clause.sentence.clauses[clause.number - 1] if clause.number else None
    if before is None or before.depth != clause.depth or not _MERELY.fullmatch(mention.lead):
        return clause.start
    has_amount = any(each.kind is Kind.AMOUNT for each in before.mentions)
    return clause.start if has_amount else before.start


def rates_of_focus(tokens: Sequence[Token], text: str) -> Iterator[Told]:
    """The rates of the focus projects together behind which a unit of money stands, as if it did not.

    `tokens` are the malformed numbers.
    """
    for token in tokens:
        if not token.unit.startswith("%"):
            continue
        sentence = text[max(0, token.start - _REACH) : token.start].rpartition("。")[2]
        ink = text[token.start : token.start + token.digits + 1]
        end = token.start + len(ink)
        rate = Mention(token._replace(end=end, kind=Kind.PERCENT, text=ink, unit="%"))
        measured = measure_of(rate, sentence.rpartition("，")[2], text)
        if measured and measured.measure is Measure.RATE and _FOCUS.search(sentence):
            yield Told(rate, Measure.RATE)


def told_of_projects(sentences: Sequence[Sentence], text: str) -> Iterator[Told]:
    """What prose says of project expenditure (项目支出) as a whole, by what its paragraph is about."""
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or mention.slack or "项目支出" not in mention.lead:
                continue
            if _FOCUS.search(mention.lead) or not _PROJECTS.search(mention.lead):
                continue
            measure = _measure(text, sentence.block, mention)
            if measure:
                yield Told(mention, measure)


def _measure(text: str, block: Headline | Prose, mention: Mention) -> Measure | None:
    """Of which stage the nearest words before speak: 调整后, 年初, 实际支出."""
    words = text[max(block.start, mention.start - 2 * _REACH) : mention.start]
    last = {
        measure: max((found.end() for found in pattern.finditer(words)), default=-1)
        for measure, pattern in (
            (Measure.ADJUSTED, _ADJUSTED),
            (Measure.ORIGINAL, _ORIGINAL),
            (Measure.SPENT, _SPENT),
        )
    }
    measure = max(last, key=lambda each: last[each])
    return measure if last[measure] >= 0 else None
