"""Balances (差额): a trade surplus or deficit with the exports and imports that it is the difference of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.change import change_of
from jixiao.facts.mention import Mention
from jixiao.facts.sentence import Sentence
from jixiao.numerals.token import Kind

_EXPORTS = re.compile("(?<!进)出口(?:总额|总值|额)?(?:完成|实现)?(?:为|达到?)?$")
_IMPORTS = re.compile("进口(?:总额|总值|额)?(?:完成|实现)?(?:为|达到?)?$")
_BALANCE = re.compile("(?:(?P<plus>顺差)|逆差)(?:总额|额)?(?:为|达到?)?$")
_NEAR = 2
"""Sentences from exports and imports to their balance."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What exports exceed imports by, or the other way round (贸易顺差, 逆差)."""

    stated: Mention
    more: Mention
    less: Mention


def balances_of(sentences: Iterable[Sentence]) -> Iterator[Balance]:
    """The balances whose exports and imports were told just before, in the same unit."""
    exports: Mention | None = None
    imports: Mention | None = None
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or change_of(mention):
                continue
            lead = mention.lead[-16:]
            if _IMPORTS.search(lead):
                imports = mention
            elif _EXPORTS.search(lead):
                exports, imports = mention, None
            found = _BALANCE.search(lead)
            if found and exports and imports and _are_told_together(exports, imports, mention):
                more, less = (exports, imports) if found["plus"] else (imports, exports)
                yield Balance(mention, more, less)


def _are_told_together(exports: Mention, imports: Mention, balance: Mention) -> bool:
    clauses = [each.clause for each in (exports, imports, balance)]
    if len({each.unit for each in (exports, imports, balance)}) > 1:
        return False
    sentences = [each.sentence for each in clauses if each]
    first, then, last = sentences
    return first is then and last.block is first.block and last.number - first.number <= _NEAR
