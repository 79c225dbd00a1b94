"""The two sides of a balance in words (收支总计): “收入总计1,142.28万元，支出总计1,142.28万元”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind

_SIDE = re.compile(
    r"(?P<account>一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?|财政拨款)?(?:财政拨款)?"
    r"(?P<side>收入|支出)(?:预算|决算)?总计(?:为|是|各?为|达到?)?$"
)
_UNEVEN = re.compile(r"结余|结转|缺口|赤字|相抵|盈余|差额|滚存|[收短]支差|净")
"""Words of a paragraph by which its two sides need not be even: what is left over is told by itself."""
_COMPARED = re.compile(r"上年|去年|比|增|减|预计|调整")


@dataclass(frozen=True, slots=True)
class EvenSides:
    """The totals of revenue and expenditure of one account (收支总计); `is_sure`: nothing is left over."""

    income: Mention
    spending: Mention
    is_sure: bool


def even_sides_of(sentences: Iterable[Sentence]) -> Iterator[EvenSides]:
    """The pairs that a sentence tells, revenue first."""
    for sentence in sentences:
        income: tuple[str, Mention] | None = None
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or mention.slack or change_of(mention):
                continue
            found = _SIDE.search(mention.lead)
            if found is None or _COMPARED.search(mention.lead):
                continue
            account = found["account"] or ""
            if found["side"] == "收入":
                income = account, mention
            elif income and account in ("", income[0]) and income[1].unit == mention.unit:
                paragraph = sentence.source[sentence.block.start : sentence.block.end]
                yield EvenSides(income[1], mention, is_sure=not _UNEVEN.search(paragraph))
                income = None
