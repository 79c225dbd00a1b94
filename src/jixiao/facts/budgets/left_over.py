"""What is left (结余): the part of a budget that a sentence says was not spent, beside budget and spending.

“项目预算120万元，实际支出98.5万元，结余21.5万元”. The budget is the adjusted one where both are printed; what
was paid in (到位) may stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, measure_of

_LEFT = re.compile(
    "(?:资金|预算|项目|指标|年末|年终|净)?(?:结余|剩余|余额|结存|尚余|未支出|未使用)(?:资金|金额|数|额)?[为是共]?$"
)
_PAID_IN = re.compile("(?:到位|下达|拨付|拨入)(?:资金|金额|预算|经费)?(?:共计|合计)?[为是]?$")
_OTHER_MONEY = re.compile("收支|收入|上年|结转|收回|上缴|其他收入|自有|自筹|借|退|调剂|追加|调减|累计|其中")
_STEPS = re.compile("追加|调减|调剂")
_BUDGETS = (Measure.ADJUSTED, Measure.ORIGINAL, Measure.BUDGET)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What is left, what was spent, and the budgets of the sentence, the likeliest first.

    `is_plain` says that no other money is spoken of that would make the difference another one;
    `has_adjusted` that one of the budgets, the first, is the adjusted one.
    """

    left: Mention
    spent: Mention
    budgets: tuple[Mention, ...]
    is_plain: bool
    has_adjusted: bool = False


def left_overs_of(sentences: Sequence[Sentence], text: str) -> Iterator[LeftOver]:
    """What the sentences say is left, where budget and spending stand before it."""
    for sentence in sentences:
        budgets: list[tuple[int, Mention]] = []
        spent: Mention | None = None
        for mention in sentence.mentions:
            if mention.unit != "元" or mention.slack:
                continue
            if _LEFT.search(mention.lead):
                if spent and budgets:
                    told = text[sentence.start : mention.start]
                    ranked = tuple(each for _, each in sorted(budgets, key=_rank))
                    has_adjusted = sum(rank == 0 for rank, _ in budgets) == 1
                    if has_adjusted:  # the steps that led to it are told besides
                        told = _STEPS.sub("", told)
                    plain = not _OTHER_MONEY.search(told)
                    yield LeftOver(mention, spent, ranked, plain, has_adjusted=has_adjusted)
                budgets, spent = [], None
                continue
            read = measure_of(mention, mention.lead, text)
            if read and read.measure in _BUDGETS:
                budgets.append((_BUDGETS.index(read.measure), mention))
            elif _PAID_IN.search(mention.lead):
                budgets.append((len(_BUDGETS), mention))
            elif read and read.measure is Measure.SPENT:
                spent = mention


def _rank(each: tuple[int, Mention]) -> int:
    return each[0]
