"""Orderings (大小关系): words that say whether the outturn is above or below the budget: 决算数大于预算数."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.rates.altered import is_altering
from jixiao.facts.rates.basis import basis_of
from jixiao.numerals.token import Kind

_SIZES = {"大于": 1, "高于": 1, "多于": 1, "小于": -1, "低于": -1, "少于": -1, "等于": 0}
_ORDERED = re.compile(
    r"(?<![的、])(?:支出)?(?P<words>决算数(?P<size>大于|高于|多于|小于|低于|少于|等于)(?:年初|调整后?|全年)?预算数?)"
)


@dataclass(frozen=True, slots=True)
class Ordering:
    """Words that say which of outturn and budget is larger (决算数与预算数的大小), and the two just printed.

    `sign` is 1 for 大于, −1 for 小于, 0 for 等于.
    """

    start: int
    end: int
    sign: int
    actual: Mention
    budgets: tuple[Mention, ...]


def orderings_of(sentences: Iterable[Sentence]) -> Iterator[Ordering]:
    """Where a document says that the outturn is above or below the budget, with the figures before it."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        actual: Mention | None = None
        budgets: list[Mention] = []
        for sentence in own:
            fresh = [each for each in sentence.mentions if each.kind is Kind.AMOUNT]
            if fresh:
                actual, budgets = None, []
            for mention in fresh:
                if basis_of(mention.lead):
                    budgets.append(mention)
                elif not is_altering(sentence, mention) and (actual is None or "决算" in mention.lead):
                    actual = mention
            if "决算数" not in sentence.text:
                continue
            found = _ORDERED.search(sentence.source, sentence.start, sentence.end)
            if found and actual and budgets and actual.end <= found.start():
                fit = tuple(each for each in budgets if each.unit == actual.unit)
                if fit and "决算" in actual.lead:
                    yield Ordering(*found.span("words"), _SIZES[found["size"]], actual, fit)
