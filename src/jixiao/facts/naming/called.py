"""Called (称谓相符): which figure told before is the whole that the words of a share name.

“占一般公共预算收入的53.7%”: a figure of that name, in the same paragraph or not many sentences before; the
place and the time that a name says besides are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.naming import named

NEARBY_SENTENCES = 8
"""Sentences from a whole to a share of it within one paragraph."""

WHOLE_OF = re.compile(
    r"(?P<subject>[^，。；占]*?)(?:约|仅|分别|各|共)?占(?:到|了)?(?:同期)?(?P<whole>[^，。；占]{1,30}?)"
    r"(?:的(?:比重|比例|比率|份额)?|(?:比重|比例|比率|份额))(?:[（(][^）)]{0,20}[）)])?(?:为|达到?|是|约|近|超过?|近?约)?$"
)
WITHIN = re.compile(r"[^，。；：\d]{0,14}(?<!其)中(?:[，,]|，?有)")
"""Behind a figure: what follows is told of all that it counts: “24项指标中，完成的有20项”."""
_UNIT_WORDS = re.compile("部门|整体|单位|支出|全年|年初|总")


_SCOPE = re.compile(
    "^(?:(?:同期|当年|本年|年末|全部|各项)|[全本我](?:国|省|市|县|区|镇|州)|(?:现|共|拥)有)+|货物(?:贸易)?(?=进出口)|外贸(?=进出口)"
)
TOTALS = re.compile("^总(?:人数?|户数?|件数?|量|数|额|项目)?$")
_QUALIFIED = 2
"""Characters of a word that qualifies a name: 载客汽车, not 有汽车."""
_AS_OF = re.compile(r"截[至止]到?([^，。；,]{2,12})[，,]")
_BEFORE_DATED = 60
_SAID = re.compile(r"(?:(?:完成|实现)?(?:为|达到?|是|共计))$")


@lru_cache(maxsize=16384)
def _bare(name: str) -> str:
    """A name without the place and the time that it is of."""
    return _SCOPE.sub("", name) or name


def is_literally(each: Mention, words: str) -> bool:
    """Whether a figure has just the name of the whole that the words of a share say."""
    found = WHOLE_OF.search(words)
    whole = _bare(found["whole"]) if found else ""
    return len(whole) > 2 and _bare(named(_SAID.sub("", each.lead)) or each.lead) in (whole, named(whole))


def is_called(name: str, whole: str) -> bool:
    """Whether a figure of that name may be the whole that words call so."""
    name, whole = _bare(name).removesuffix("余额"), _bare(whole).removesuffix("余额")
    if whole in ("总人口", "人口") and name.endswith("常住人口"):
        return True
    if whole in ("外贸", "对外贸易") and name.endswith("进出口"):
        return True
    if "预算" in whole and _UNIT_WORDS.sub("", name) == _UNIT_WORDS.sub("", whole):
        return True
    return bool(name) and (name == whole or name.endswith(whole) or (len(name) > 2 and whole.endswith(name)))


def is_of_it(figure: Mention, part: Mention, whole: str) -> bool:
    """Whether a figure called like the whole is itself some of it, beside the part: 新登记的, 其中, 载客汽车.

    “载客汽车2.56亿辆，载货汽车3242万辆，占汽车总量的10.91%”: both are some of the cars.
    """
    name, whole = _bare(named(figure.lead)), _bare(whole)
    if name == whole or not name.endswith(whole):
        return name.startswith("新") and not whole.startswith("新")
    if figure.lead.startswith("其中") or name.startswith("新"):
        return True
    if name.endswith(f"的{whole}"):  # whose it is: 三家企业的移动电话用户
        return False
    other = _bare(named(part.lead))
    return other != whole and other.endswith(whole) and len(name) - len(whole) >= _QUALIFIED


def is_of_another_date(figure: Mention, part: Mention, source: str) -> bool:
    """Whether figure and part are told as of two dates: 截至目前，…3.12亿辆。截至6月底，…1001万辆."""
    said = _AS_OF.findall(source, max(0, figure.start - _BEFORE_DATED), figure.start)
    then = _AS_OF.findall(source, figure.end, part.start)
    return bool(said and then) and said[-1] != then[-1]


def sentence_of(mention: Mention) -> Sentence | None:
    """The sentence in which a figure stands; none in tables."""
    return mention.clause.sentence if mention.clause else None


def is_here(mention: Mention, sentence: Sentence) -> bool:
    """Whether a figure stands in the same paragraph, at most two sentences before."""
    own = sentence_of(mention)
    return own is not None and own.number >= sentence.number - 2 and own.block is sentence.block


def is_of_paragraph(mention: Mention, sentence: Sentence) -> bool:
    """Whether a figure stands in the same paragraph, not many sentences before."""
    own = sentence_of(mention)
    return own is not None and own.block is sentence.block and is_not_far(mention, sentence)


def first_of_paragraph(part: Mention, sentence: Sentence, before: list[Mention]) -> list[Mention]:
    """The first figure of a paragraph in the unit of the part, if it is the largest: 总人数, 总户数."""
    own = [each for each in before if (at := sentence_of(each)) and at.block is sentence.block]
    if not own or any(each.denoted.high > own[0].denoted.high for each in (*own, part)):
        return []
    return own[:1]


def is_not_far(mention: Mention, sentence: Sentence) -> bool:
    """Whether a figure stands at most a few sentences before, in whatever paragraph."""
    own = sentence_of(mention)
    return own is not None and sentence.number - own.number <= NEARBY_SENTENCES


def is_opening(mention: Mention, sentence: Sentence) -> bool:
    """Whether a figure stands in the sentence before, in the same paragraph."""
    own = sentence_of(mention)
    return own is not None and own.number == sentence.number - 1 and own.block is sentence.block
