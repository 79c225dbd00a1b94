"""Altered budgets (变动的预算): amounts by which one was raised, cut or carried over."""

from __future__ import annotations

import re

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.rates.basis import LONGEST
from jixiao.numerals.token import Kind

_ALTERED = re.compile(
    "(?:追加|追减|调减|调增|核减|压减|增加|减少|收回|新增|上缴|缺口|结余|结转|剩余)[^，。；]{0,12}$"
)
_ALTERED_AFTER = re.compile("(?:进行|予以|的)?(?:调减|追加|核减|调增|收回)")


def is_altering(sentence: Sentence, mention: Mention) -> bool:
    """Whether an amount is one that a budget was altered by, or a change."""
    if change_of(mention) is not None:
        return True
    if mention.kind is Kind.AMOUNT and _ALTERED.search(mention.lead[-LONGEST:]):
        return True
    return _ALTERED_AFTER.match(sentence.source, mention.end) is not None
