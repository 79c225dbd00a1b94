"""Rates that are told before what they come from (先写比率、后写依据).

“执行率97.68%（预算数1,236.5万元，执行数1,207.89万元）”; “支出14.12万元，完成预算81.3%，预算数为17.38万元”;
“同比下降27.3%（由上年66件降至48件）”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Clause, Sentence
from jixiao.facts.naming.change import Change, change_of
from jixiao.facts.naming.turn import is_start, turn_of

_RATE = re.compile(
    r"(?:执行率|完成率|支出进度|完成(?:年初|调整|全年)?预算的?|为(?:年初|调整|全年)?预算的?)(?:为|达到?)?$"
)
_BUDGET = re.compile(r"^[，、]?(?:其中)?(?:年初|调整后?|全年)?(?:预算|指标)(?:数|额|金额|总额)?(?:为|是)?$")
_SPENT = re.compile(r"^[，、和]?(?:全年|实际)?(?:执行|支出|决算|完成)(?:数|额|金额|总额)?(?:为|是)?$")
_TOLD = re.compile(r"(?:支出|决算|执行|完成)(?:决算)?(?:数|额|金额|总额)?(?:为|是)?$")


@dataclass(frozen=True, slots=True)
class ExplainedRate:
    """A rate with what was spent and the budget that explain it."""

    rate: Mention
    part: Mention
    whole: Mention
    words: str


@dataclass(frozen=True, slots=True)
class ExplainedGrowth:
    """A rate of change with the values that explain it: 下降27.3%（由上年66件降至48件）."""

    rate: Change
    now: Mention
    base: Mention


def explained_rates_of(sentences: Iterable[Sentence]) -> Iterator[ExplainedRate]:
    """The rates of execution whose budget follows them, in a parenthesis or in the next clause."""
    for sentence in sentences:
        mentions = sentence.mentions
        for number, rate in enumerate(mentions):
            found = _RATE.search(rate.lead) if rate.is_percent else None
            if found is None or rate.clause is None:
                continue
            behind = mentions[number + 1 : number + 3]
            if _stand_in_parenthesis(rate, behind) and behind[0].unit == behind[1].unit:
                for whole, part in (behind, behind[::-1]):
                    if _BUDGET.match(whole.lead) and _SPENT.match(part.lead):
                        yield ExplainedRate(rate, part, whole, found.group())
                continue
            before = mentions[number - 1] if number else None
            if not before or not behind or not _follow(before.clause, rate.clause, behind[0].clause):
                continue
            told = (before.unit == behind[0].unit, _TOLD.search(before.lead), _BUDGET.match(behind[0].lead))
            if all(told) and change_of(before) is None:
                yield ExplainedRate(rate, before, behind[0], found.group())


def explained_growths_of(sentences: Iterable[Sentence]) -> Iterator[ExplainedGrowth]:
    """The rates of change behind which a parenthesis tells from where to where."""
    for sentence in sentences:
        mentions = sentence.mentions
        for number, mention in enumerate(mentions):
            behind = mentions[number + 1 : number + 3]
            if not mention.is_percent or not _stand_in_parenthesis(mention, behind):
                continue
            base, now = behind
            change, turn = change_of(mention), turn_of(now.lead)
            if change and turn and is_start(base.lead) and base.unit == now.unit and base.kind is now.kind:
                yield ExplainedGrowth(change, now, base)


def _stand_in_parenthesis(rate: Mention, behind: list[Mention]) -> bool:
    """Whether exactly two figures stand in the parenthesis right behind the rate."""
    if len(behind) < 2 or rate.clause is None:
        return False
    clauses = [each.clause for each in behind]
    first = clauses[0]
    return (
        first is not None
        and first.opens_after is rate
        and first.start == rate.end + 1
        and all(clause is not None and clause.depth == first.depth for clause in clauses)
    )


def _follow(first: Clause | None, rate: Clause, then: Clause | None) -> bool:
    """Whether the three stand in clauses right behind each other, outside of parentheses."""
    if first is None or then is None or first.depth or rate.depth or then.depth:
        return False
    return first.number + 1 == rate.number and rate.number + 1 == then.number
