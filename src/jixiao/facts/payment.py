"""Payments under a contract (合同付款): “支付合同款的80%，即…万元”, and the contract sums told before."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.mention import Mention
from jixiao.facts.sentence import Sentence
from jixiao.numerals.token import Kind

_CONTRACT = re.compile(
    r"合同(?:签订|约定|成交|中标)?(?:的)?(?:总)?(?:金额|价款|价|总价|总额|款|资金|额)(?:共计|合计|总计|分别)?(?:为|是|共|达|计)?(?:人民币)?$"
    r"|(?:签约|中标|成交)(?:总)?(?:金额|价格?|额)(?:为|是)?$"
)
_SHARE = re.compile(
    r"(?:(?:支付|拨付|付|预付|首付)[^，。；]{0,14}(?:合同|首付|预付|进度款|价款|总价|比例)|(?:合同|首付款|预付款|进度款)[^，。；]{0,14}(?:支付|拨付|比例)"
    r"|合同(?:总)?(?:金额|价款|价|总价|总额|款)(?:总额)?)[^，。；]{0,8}?(?:的|按照|按|为|达)?$"
)
_PAYS = re.compile("(?:支付|拨付|付款|付|剩余|预付|首付)(?:比例)?(?:为)?$")
_THAT_IS = re.compile("(?:即|计|共计)(?:人民币)?$")
_PAID = re.compile(r"(?:即|支付|拨付|付款|支出|已付|实付|计|合计|共计|金额)[^，。；]{0,14}$")
_PAID_CLAUSES = 3
_MOST_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Payment:
    """A part of a contract sum that was to be paid, and the amount (合同付款)."""

    paid: Mention
    rate: Mention
    contracts: tuple[Mention, ...]


def payments_of(sentences: Iterable[Sentence]) -> Iterator[Payment]:
    """The payments whose rate, amount and contract sums are printed within a few paragraphs."""
    contracts: deque[tuple[int, Mention]] = deque(maxlen=6)
    block: object = None
    at = 0
    for sentence in sentences:
        if sentence.block is not block:
            block, at = sentence.block, at + 1
        if not sentence.mentions:
            continue
        for number, mention in enumerate(sentence.mentions):
            lead = mention.lead[-50:]
            if mention.kind is Kind.AMOUNT and _CONTRACT.search(lead):
                contracts.append((at, mention))
            elif mention.kind is Kind.PERCENT and contracts:
                paid = _paid(mention, sentence.mentions[number + 1 : number + 2])
                if not _SHARE.search(lead) and not (
                    paid and _PAYS.search(lead) and _THAT_IS.search(paid.lead)
                ):
                    continue
                near = [(where, each) for where, each in contracts if at - where <= _MOST_BLOCKS]
                if paid and near:
                    last = near[-1][0]
                    own = tuple(each for where, each in near if where == last and each is not paid)
                    if own:
                        yield Payment(paid, mention, own)


def _paid(rate: Mention, then: list[Mention]) -> Mention | None:
    for mention in then:
        if mention.kind is not Kind.AMOUNT or mention.clause is None or rate.clause is None:
            continue
        if 0 <= mention.clause.number - rate.clause.number <= _PAID_CLAUSES and _PAID.search(
            mention.lead[-30:]
        ):
            return mention
    return None
