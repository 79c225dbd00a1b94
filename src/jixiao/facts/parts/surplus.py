"""Surpluses (当年结余): what is left of the income of a year, as a paragraph tells both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.parts.balance import Balance
from jixiao.numerals.token import Kind

_INCOME = re.compile(r"收入(?:预算)?(?:合计|总计|总额|数)?(?:安排|完成|实现|预计)?(?:为|达到?)?$")
_SPENDING = re.compile(r"支出(?:预算)?(?:合计|总计|总额|数)?(?:安排|完成|实现|预计)?(?:为|达到?)?$")
_YEARLY = re.compile(r"(?:(?:当年|本年|年度|当期)(?:收支)?|(?:^|[^年末累滚存])收支)结[余存](?:为)?$")
_CARRIED = re.compile("滚存|累计|上年|年末|历年|结转")


def surpluses_of(sentences: Iterable[Sentence]) -> Iterator[Balance]:
    """What is left of the income of a year (当年结余), by paragraph.

    It is sure where income and spending are all that the paragraph tells before it; where parts or budgets
    stand among them, the first of each may be meant.
    """
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        told: list[Mention] = []
        for sentence in own:
            for mention in sentence.mentions:
                if mention.kind is not Kind.AMOUNT or mention.slack or change_of(mention) is not None:
                    continue
                lead = mention.lead[-24:]
                if _YEARLY.search(lead) and not _CARRIED.search(lead):
                    yield from _surplus(mention, told)
                    told = []
                else:
                    told.append(mention)


def _surplus(stated: Mention, told: list[Mention]) -> Iterator[Balance]:
    alike = [each for each in told if each.unit == stated.unit]
    income = next((each for each in alike if _INCOME.search(each.lead[-24:])), None)
    if income is None:
        return
    behind = [each for each in alike if each.start > income.start]
    spending = next((each for each in behind if _SPENDING.search(each.lead[-24:])), None)
    if spending:
        yield Balance(stated, income, spending, "当年结余", is_sure=alike == [income, spending])
