"""Steps (两个比率之差): a rate, what it was before, and the percentage points between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import Change, Comparand, change_of
from jixiao.facts.naming.turn import is_near, is_start, stands_beside, turn_of
from jixiao.facts.rates.structure import shares_in
from jixiao.numerals.token import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """A rate, what it was before, and the difference between them (百分点).

    `delta` is in percentage points, or in percent where the text says so.
    """

    now: Mention
    base: Mention
    delta: Change


_INDUSTRY = re.compile(
    r"(?:第(?P<number>[一二三])(?:次)?产业|(?P<services>服务业))(?:增加值)?(?:所?占)?(?:[^，。；]{0,8}的?)?(?:比重|占比|比例)"
    r"(?:提高|下降|上升|降低|提升|回落)了?$"
)
_INDUSTRIES = 3
_BECAME = re.compile("(?:调整|优化|演变|转变|变化|变|升级|提升)(?:为|到|至|成)[^，。；]{0,8}$")
_PLANNED = re.compile(r"(?:计划|目标|预期)[^，。；]{0,6}?(?:增长|下降|控制在|达到?|为)?$")
_ACTUAL = re.compile(r"^(?:实际|全年|完成|[增下上][长降升])|实际|增长$|下降$")
_FROM_PLAN = re.compile(
    r"(?:(?P<up>高于|高出|超出|超过|超)|(?P<down>低于))(?:预期|年度|年初|全年)*(?:计划|目标|预期)(?:目标|值|数)?$"
)


def steps_of(sentence: Sentence) -> Iterator[Step]:
    """The differences of two printed rates: “由36.1%提高到38.4%，提高2.3个百分点”."""
    kinds = {mention.kind for mention in sentence.mentions}
    has_points = Kind.POINTS in kinds
    if has_points and Kind.PERCENT in kinds:
        yield from _from_plan(sentence)
    if Kind.PERCENT in kinds:
        yield from _from_before(sentence)
    if has_points and Kind.RATIO in kinds:
        yield from _of_industries(sentence)


def _of_industries(sentence: Sentence) -> Iterator[Step]:
    """The share of an industry: “由30.5∶52.0∶17.5转变为10.8∶54.3∶34.9，第三产业比重提高17.4个百分点”."""
    former: Mention | None = None
    latter: Mention | None = None
    for mention in sentence.mentions:
        if mention.kind is Kind.RATIO:
            former, latter = (latter, mention) if latter and _BECAME.search(mention.lead) else (None, mention)
        elif mention.kind is Kind.POINTS and former and latter:
            found = _INDUSTRY.search(mention.lead)
            change = change_of(mention)
            before, after = shares_in(former), shares_in(latter)
            if found and change and len(before) == len(after) == _INDUSTRIES:
                number = "三" if found["services"] else found["number"]
                at = "一二三".index(number)
                yield Step(after[at], before[at], change)


def _from_plan(sentence: Sentence) -> Iterator[Step]:
    """What was reached against what was planned: “计划增长10%，实际增长10.6%，高于计划0.6个百分点”."""
    plan: Mention | None = None
    actual: Mention | None = None
    for mention in sentence.mentions:
        if mention.kind is Kind.PERCENT:
            if _PLANNED.search(mention.lead):
                plan, actual = mention, None
            else:
                actual = mention if plan and not actual and _ACTUAL.search(mention.lead) else None
        elif mention.kind is Kind.POINTS and plan and actual:
            found = _FROM_PLAN.search(mention.lead)
            if found and not any(each and each.sign < 0 for each in map(change_of, (plan, actual))):
                yield Step(actual, plan, _against_plan(mention, found))
            plan = actual = None


def _against_plan(mention: Mention, found: re.Match[str]) -> Change:
    sign, back = (1 if found["up"] else -1), len(mention.lead) - found.start()
    word = found["up"] or found["down"]
    return Change(
        mention,
        sign,
        word,
        comparator="计划",
        against=Comparand.BUDGET,
        subject="",
        is_adjusted=False,
        is_yearly=False,
        is_new=False,
        back=back,
    )


def _from_before(sentence: Sentence) -> Iterator[Step]:
    """A rate, what it was before, and the points between them."""
    now: Mention | None = None
    base: Mention | None = None
    last: Mention | None = None
    for mention in sentence.mentions:
        if mention.kind is Kind.PERCENT:
            to = turn_of(mention.lead)
            change = change_of(mention) if not to else None
            if now and base and change and not change.subject and is_near(now, mention):
                if not change.is_yearly:
                    yield Step(now, base, change)
                now = base = last = None
                continue
            if now and stands_beside(mention) and is_near(now, mention):
                base = mention
                continue
            base = None
            if to and last and is_start(last.lead) and is_near(last, mention):
                base = last
            now = last = mention
        elif mention.kind is Kind.POINTS:
            change = change_of(mention)
            is_whole = change and not change.subject and not change.is_yearly
            if now and base and change and is_whole and is_near(now, mention):
                yield Step(now, base, change)
            now = base = last = None
        else:
            now = base = last = None
