"""Instalments (分期付款): the amounts in which a contract is paid, first to last, in one sentence.

“合同金额100万元，首付款30%即30万元，进度款40万元，尾款30万元”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.contracts.payment import is_contract_sum
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_FIRST = re.compile("首付款?|首期款?|首笔款?|预付款?|第[一1][期笔次]款?")
_NEXT = re.compile("进度款|中期款|二期款|三期款|第[二三四五2-5][期笔次]款?")
_LAST = re.compile("尾款|余款|剩余款项?|剩余合同款|末期款|质保金|质量保证金")
_THAT_IS = re.compile("^[，,、]?(?:即|计|共计|金额|为|的|：|（|）|人民币)*$")
_NOT_OF_IT = re.compile("[每另]|违约|保函|履约|审计|审减|结算|变更|补充|增加|扣")
_MOST = 6


@dataclass(frozen=True, slots=True)
class Instalments:
    """A contract sum and the payments that make it, the last one told apart (合同款与各期付款)."""

    contract: Mention
    earlier: tuple[Mention, ...]
    last: Mention


def instalments_of(sentences: Iterable[Sentence]) -> Iterator[Instalments]:
    """The contracts of a sentence whose first, further and last payment it tells."""
    for sentence in sentences:
        if len(sentence.mentions) > 2 and _LAST.search(sentence.source, sentence.start, sentence.end):
            found = _in(sentence.mentions, sentence)
            if found:
                yield found


def _in(mentions: Sequence[Mention], sentence: Sentence) -> Instalments | None:
    sums = [each for each in mentions if is_contract_sum(each)]
    if len(sums) != 1 or sums[0].slack or _NOT_OF_IT.search(sentence.text):
        return None
    contract = sums[0]
    paid: list[Mention] = []
    words = ""
    is_begun = is_ended = False
    for mention in mentions:
        if mention.start <= contract.start or (mention.clause and mention.clause.depth > 1):
            continue
        if mention.kind is Kind.PERCENT:
            words = mention.lead
            continue
        name = words if words and _THAT_IS.match(mention.lead) else mention.lead
        words = ""
        if mention.kind is not Kind.AMOUNT or mention.unit != contract.unit or mention.slack:
            return None
        if _FIRST.search(name):
            is_begun = True
        elif _LAST.search(name):
            is_ended = True
        elif not _NEXT.search(name):
            return None
        if not is_begun:
            return None
        paid.append(mention)
    if not is_ended or not 1 < len(paid) <= _MOST:
        return None
    return Instalments(contract, tuple(paid[:-1]), paid[-1])
