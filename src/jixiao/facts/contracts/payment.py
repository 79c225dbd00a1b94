"""Payments under a contract (合同付款): “支付合同款的80%，即…万元”, and the contract sums told before."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.blocks import Prose
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_CONTRACT = re.compile(
    r"合同(?:签订|约定|成交|中标)?(?:的)?(?:总)?(?:金额|价款|价|总价|总额|款|资金|额)(?:共计|合计|总计|分别)?(?:为|是|共|达|计)?(?:人民币)?$"
    r"|(?:签约|中标|成交)(?:总)?(?:金额|价格?|额)(?:为|是)?$"
)
_SHARE = re.compile(
    r"(?:(?:支付|拨付|付|预付|首付)[^，。；]{0,14}(?:合同|首付|预付|进度款|价款|总价|比例)|(?:合同|首付款|预付款|进度款)[^，。；]{0,14}(?:支付|拨付|比例)"
    r"|合同(?:总)?(?:金额|价款|价|总价|总额|款)(?:总额)?)[^，。；]{0,8}?(?:的|按照|按|为|达)?$"
)
_OF_A_YEAR = re.compile("(?:年度|当年|每年|本年|首年|第.年度?)合同")
_PAYS = re.compile("(?:支付|拨付|付款|付|剩余|预付|首付)(?:比例)?(?:为)?$")
_THAT_IS = re.compile("(?:即|计|共计)(?:人民币)?$")
_PAID = re.compile(r"(?:即|支付|拨付|付款|支出|已付|实付|计|合计|共计|金额)[^，。；]{0,14}$")
_PAID_CLAUSES = 3
_MOST_CONTRACTS = 6
_LATE = 50
_NEXT = 400
"""Paragraphs without numbers are about one project where so few characters lie between them."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A part of a contract sum that was to be paid, and the amount (合同付款)."""

    paid: Mention
    rate: Mention
    contracts: tuple[Mention, ...]


def is_contract_sum(mention: Mention) -> bool:
    """Whether the words before an amount make it the sum of a contract."""
    return mention.kind is Kind.AMOUNT and _CONTRACT.search(mention.lead[-_LATE:]) is not None


def payments_of(sentences: Iterable[Sentence]) -> Iterator[Payment]:
    """The payments whose rate, amount and contract sums are printed in what is said of one project."""
    contracts: deque[tuple[Sentence, Mention]] = deque(maxlen=6)
    for sentence in sentences:
        mentions = sentence.mentions
        own = [each for each in mentions if is_contract_sum(each)]
        contracts.extend((sentence, each) for each in own)
        if not contracts:
            continue
        for number, mention in enumerate(mentions):
            if mention.kind is not Kind.PERCENT:
                continue
            paid = _explained(mention) or _paid(mention, mentions[number + 1 : number + 2])
            if paid is None or not _is_share(mention, paid):
                continue
            sums = tuple(each for each in own[:_MOST_CONTRACTS] if each is not paid) or _last(
                contracts, sentence
            )
            if sums:
                yield Payment(paid, mention, sums)


def _is_share(rate: Mention, paid: Mention) -> bool:
    lead = rate.lead[-_LATE:]
    if _OF_A_YEAR.search(lead):
        return False
    return bool(_SHARE.search(lead) or (_PAYS.search(lead) and _THAT_IS.search(paid.lead)))


def _last(contracts: Iterable[tuple[Sentence, Mention]], sentence: Sentence) -> tuple[Mention, ...]:
    """The contract sums of the paragraph that told of them last, if it is about the same project."""
    near = [(told, each) for told, each in contracts if _is_of_one_project(told, sentence)]
    if not near:
        return ()
    last = near[-1][0].block
    return tuple(each for told, each in near if told.block is last)


def _is_of_one_project(first: Sentence, then: Sentence) -> bool:
    """Whether two sentences stand in one paragraph, or in paragraphs that go on with one numbered item."""
    one, other = first.block, then.block
    if one is other:
        return True
    if not (isinstance(one, Prose) and isinstance(other, Prose)) or one.headings != other.headings:
        return False
    if one.item or other.item:
        return (one.item or one) is (other.item or other)
    return one.ordinal is None and other.ordinal is None and then.start - first.end < _NEXT


def _explained(rate: Mention) -> Mention | None:
    """The amount right before the parenthesis that the rate stands in: 支付54万元（占合同价的30%）."""
    clause = rate.clause
    if clause is None or not clause.depth or clause.mentions[0] is not rate:
        return None
    paid = clause.opens_after
    return paid if paid is not None and paid.kind is Kind.AMOUNT and paid.end == clause.start - 1 else None


def _paid(rate: Mention, then: list[Mention]) -> Mention | None:
    for mention in then:
        if mention.kind is not Kind.AMOUNT or mention.clause is None or rate.clause is None:
            continue
        if mention.clause.depth < rate.clause.depth:  # what a parenthesis says is of what stands before it
            continue
        if 0 <= mention.clause.number - rate.clause.number <= _PAID_CLAUSES and _PAID.search(
            mention.lead[-30:]
        ):
            return mention
    return None
