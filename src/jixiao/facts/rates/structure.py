"""Structure (结构): what makes up a whole, told as a ratio, “8.3：39.6：52.1”, or as a list of shares.

The shares of the three industries can be computed where the text prints the value added of each; whatever the
parts are, they make 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.naming import named
from jixiao.numerals.token import Kind, number_of, token

_STRUCTURE = re.compile(r"(?:产业|结构|比重|占比|构成|增加值)[^，。；]{0,12}$")
_FORMER = re.compile(r"(?:由|从|上年|去年|(?<=\d{4})年)[^，。；]{0,10}(?:的|为)?$")
_TO = re.compile(r"(?:调整|优化|演变|变化|提升|改善|转变|变|升级)(?:为|到|至|成)[^，。；]{0,8}$")
_SHARES = re.compile(
    r"(?:三次|第?[一二三、]{1,6})产业[^，。；]{0,16}(?:比重|占比|占[^，。；]{1,12}比重|结构)[^，。；]{0,6}分别?[为占达是]?$"
)
_PRODUCT = re.compile(r"(?<!人均)(?:地区|国内)?生产总值(?:（GDP）|\(GDP\))?$|(?<!人均)GDP$")
_INDUSTRY = re.compile(r"第?([一二三])(?:次)?产(?:业)?(?:实现|完成)?(?:增加值|产值)?$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MOST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Structure:
    """The shares that make up a whole (结构比例).

    `parts` and `whole` are the printed values of the three industries, where they are those of the same time.
    """

    shares: tuple[Mention, ...]
    parts: tuple[Mention, ...] = ()
    whole: Mention | None = None


@dataclass(slots=True)
class _Product:
    """The gross product last told of, with the value added of its industries."""

    whole: Mention
    sentence: int
    parts: dict[int, Mention]


def structures_of(sentences: Iterable[Sentence]) -> Iterator[Structure]:
    """The structures that a document tells, with the values of the three industries told before."""
    product: _Product | None = None
    for sentence in sentences:
        mentions = sentence.mentions
        is_told = False
        for number, mention in enumerate(mentions):
            if mention.kind is Kind.AMOUNT:
                product = _learned(product, mention, sentence)
            elif mention.kind is Kind.RATIO:
                shares = shares_in(mention)
                is_told = bool(_STRUCTURE.search(mention.lead) or (is_told and _TO.search(mention.lead)))
                if shares and is_told and (_is_whole(mention) or len(shares) == 3):
                    former = _FORMER.search(mention.lead) and not _TO.search(mention.lead)
                    yield _structure(shares, None if former else product, sentence)
            elif mention.kind is Kind.PERCENT and _SHARES.search(mention.lead):
                listed = tuple(mentions[number : number + 3])
                if len(listed) == 3 and all(each.is_percent and len(each.lead) <= 1 for each in listed[1:]):
                    yield _structure(listed, product, sentence)


def _learned(product: _Product | None, mention: Mention, sentence: Sentence) -> _Product | None:
    if change_of(mention) is not None:
        return product
    name = named(mention.lead)
    if _PRODUCT.search(name):
        return _Product(mention, sentence.number, {})
    found = _INDUSTRY.search(name)
    if found and product and sentence.number - product.sentence <= _MOST_SENTENCES:
        product.parts.setdefault("一二三".index(found[1]) + 1, mention)
    return product


def _structure(shares: tuple[Mention, ...], product: _Product | None, sentence: Sentence) -> Structure:
    is_known = (
        product is not None
        and len(shares) == 3
        and len(product.parts) == 3
        and sentence.number - product.sentence <= _MOST_SENTENCES
    )
    if not is_known or product is None:
        return Structure(shares)
    return Structure(shares, tuple(product.parts[number] for number in (1, 2, 3)), product.whole)


def _is_whole(mention: Mention) -> bool:
    """Whether a ratio is meant to make 100: 三次产业结构, 收支构成; not 城乡居民收入比."""
    return re.search("结构|构成|占比|比重", mention.lead) is not None


def shares_in(ratio: Mention) -> tuple[Mention, ...]:
    """The parts of a ratio as figures in percent, each at its own place."""
    found = []
    for number in _NUMBER.finditer(ratio.text):
        start = ratio.start + number.start()
        own = token(
            number.group(),
            (0, len(number.group())),
            Kind.PERCENT,
            number=number_of(number.group()),
            unit="%",
        )._replace(start=start, end=start + len(number.group()))
        share = Mention(own)
        share.clause, share.lead = ratio.clause, ratio.lead
        found.append(share)
    return tuple(found) if len(found) >= 3 else ()
