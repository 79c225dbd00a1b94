"""The income of towns by that of villages (城乡居民收入比): 2.09, 2.09∶1, 2.09倍, 由2.13缩小至2.09."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind, token

_NAME = (
    r"城乡(?:常住)?(?:居民)?(?:家庭)?(?:人均)?(?:可支配)?收入(?:水平)?(?:之比|比值|比率|比|倍差|倍数|倍率)值?"
)
_TO = r"(?:进一步|逐步|继续)?(?:缩小|下降|降低|收窄|扩大|上升|提高|降|减少|缩减|减小)[至到为]"
_NOW = re.compile(rf"{_NAME}(?:（[^（）]*）)?(?:为|是|达到?|(?:[由从][^，。；]{{1,16}})?{_TO})?$")
_FORMER = re.compile(rf"{_NAME}(?:由|从)(?:上年|去年|\d{{4}}年)?(?:同期)?的?$")
_TURNED = re.compile(rf"^{_TO}$")
_INCOME = re.compile(
    r"(?:^|[^一-龥]|其中)(?:全[市省区县州]|20\d\d年|全年|按常住地分)*(?P<whose>城镇|农村|农牧区)(?:常住)?居民人均(?:年)?可支配收入"
    r"(?:为|达到?|实现|完成)?$"
)
_KINDS = frozenset([Kind.RATIO, Kind.INDEX, Kind.MULTIPLE, Kind.NUMBER])
_REACH = 12
"""Sentences with figures within which both incomes stand."""


@dataclass(frozen=True, slots=True)
class IncomeRatio:
    """The ratio with its two incomes (城乡居民收入比); `is_sure` says that no other income stands near."""

    ratio: Mention
    towns: Mention
    villages: Mention
    is_sure: bool


def income_ratios_of(sentences: Iterable[Sentence]) -> Iterator[IncomeRatio]:
    """The ratios of a document whose incomes are told within the sentences before."""
    incomes: list[tuple[int, bool, Mention]] = []
    for number, sentence in enumerate(sentences):
        was_former = False
        for mention in sentence.mentions:
            if mention.unit == "元" and mention.kind is Kind.AMOUNT:
                found = _INCOME.search(mention.lead)
                if found and change_of(mention) is None and not mention.slack:
                    incomes.append((number, found["whose"] == "城镇", mention))
                continue
            if mention.kind not in _KINDS:
                continue
            is_now = _NOW.search(mention.lead) or (was_former and _TURNED.search(mention.lead))
            was_former = _FORMER.search(mention.lead) is not None
            ratio = _as_number(mention) if is_now else None
            near = [each for each in incomes if number - each[0] <= _REACH]
            towns = [each[2] for each in near if each[1]]
            villages = [each[2] for each in near if not each[1]]
            if ratio and towns and villages:
                yield IncomeRatio(ratio, towns[-1], villages[-1], len(towns) == len(villages) == 1)


def _as_number(mention: Mention) -> Mention | None:
    """A ratio to one as the number before its colon; none where it is to another number."""
    if mention.slack or mention.kind is not Kind.RATIO:
        return None if mention.slack else mention
    if len(mention.token.parts) != 4 or mention.token.parts[2:] != (1, 0):
        return None
    mantissa, exponent = mention.token.parts[:2]
    digits = re.match(r"[\d.]+", mention.text)
    if not digits:
        return None
    span = (0, len(mention.text))
    own = token(mention.text, span, Kind.INDEX, digits=digits.end(), number=(mantissa, exponent))
    figure = Mention(own._replace(start=mention.start, end=mention.end))
    figure.clause, figure.lead, figure.index = mention.clause, mention.lead, mention.index
    return figure
