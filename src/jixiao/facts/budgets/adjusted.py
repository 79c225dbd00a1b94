"""Adjusted budgets (预算调整): the original budget, what was added and cut, and the adjusted one, in prose.

“年初预算421.51万元，年中将项目尾款75万元进行调减，调整后预算346.51万元”: one after the other, in a sentence
or in the paragraph of a project. Where a paragraph tells several, their names tell which belong together:
“年初预算30亿元，其中基本支出10亿元，项目支出20亿元。项目支出追加2亿元，调整后项目支出预算22亿元”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure, measure_of
from jixiao.numerals.token import Kind

_MORE = re.compile(
    "(?:追加|调增|增拨|追拨|(?:增加|新增)(?:项目|部门|年度)?(?:预算|指标|经费)|调入)[^，。；\\d]{0,8}$"
)
_LESS = re.compile(
    "(?:调减|追减|核减|压减|(?:减少|压缩)(?:项目|部门|年度)?(?:预算|指标|经费)|收回|调出|扣减)[^，。；\\d]{0,8}$"
)
_BEHIND = re.compile("(?:全部|予以|进行|已|全额)*(?:(?P<less>调减|追减|核减|压减|收回)|(?P<more>追加|调增))")
_AMONG = re.compile("其中|包括|含|比|较|上年|去年|分别")
_DIRECTION = re.compile("追加|调增|增拨|追拨|增加|新增|调入|调减|追减|核减|压减|减少|压缩|收回|调出|扣减")
_MOST_STEPS = 6
_ENDING = "(?:总额|数额|金额|安排|数|额)*(?:为|是)?$"
_ORIGINAL_OF = re.compile(f"年初(?:的)?(?P<of>[一-龥]{{2,10}}?)预算{_ENDING}")
_ADJUSTED_OF = re.compile(
    f"调整后(?:的)?(?P<of>[一-龥]{{2,10}}?)预算{_ENDING}|(?P<all>[一-龥]{{2,10}}?)预算(?:总额)?调整(?:为|至|到)$"
)
_WHOLES = frozenset(["部门", "单位", "全年"])
_PART_OF = re.compile("^(?:其中[：:，]?)?、?(?P<of>[一-龥]{2,8}(?:支出|经费|资金))(?:预算)?(?:为|是)?$")
_CHANGED = re.compile("(?P<of>[一-龥]{2,6}(?:支出|经费))(?:预算)?(?:追加|追减|调增|调减|核减|压减)")


@dataclass(frozen=True, slots=True)
class Step:
    """An increase or a reduction (追加、调减): its amount, the sign that the words say, and the word."""

    amount: Mention
    sign: int
    word: tuple[int, int]


@dataclass(frozen=True, slots=True)
class AdjustedBudget:
    """An original budget, its steps and the adjusted budget (年初、调整、调整后)."""

    original: Mention
    steps: tuple[Step, ...]
    adjusted: Mention


def adjusted_budgets(sentences: Sequence[Sentence], text: str) -> Iterator[AdjustedBudget]:
    """The budgets that a document tells from the original to the adjusted one, paragraph by paragraph."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        original: Mention | None = None
        originals: dict[str, Mention] = {}
        steps: list[Step] = []
        for sentence in own:
            for mention in sentence.mentions:
                if mention.kind not in (Kind.AMOUNT, Kind.CELL) and mention.unit:
                    continue
                read = measure_of(mention, mention.lead, text)
                measure = read.measure if read else None
                lead = mention.lead
                named = _ADJUSTED_OF.search(lead) if steps else None
                base = _named_base(named, original, originals, steps) if named else None
                if base:
                    if base.unit == mention.unit:
                        yield AdjustedBudget(base, tuple(steps), mention)
                elif found := _ORIGINAL_OF.search(lead):
                    originals[found["of"]] = mention
                    original, steps = None, []
                elif measure is Measure.ORIGINAL:
                    original, steps = mention, []
                elif measure is Measure.ADJUSTED:
                    if original and 0 < len(steps) <= _MOST_STEPS and mention.unit == original.unit:
                        yield AdjustedBudget(original, tuple(steps), mention)
                    original, steps = None, []
                elif (first := original or next(iter(originals.values()), None)) and (
                    step := _step(_in_unit_of(first, mention), measure, text)
                ):
                    steps.append(step)
                elif first and not steps and (found := _PART_OF.match(lead)):
                    originals.setdefault(found["of"], mention)


def _named_base(
    named: re.Match[str], original: Mention | None, originals: Mapping[str, Mention], steps: Sequence[Step]
) -> Mention | None:
    """The original budget of what an adjusted one names, if the steps are its own; all are of the whole."""
    whole, part = named["all"], named["of"]
    if whole:
        return originals.get(whole) or (original if whole in _WHOLES else None)
    base = originals.get(part)
    if base is None or part in _WHOLES:
        return base
    told = [_CHANGED.search(step.amount.lead) for step in steps]
    if told[0] is None and not _ORIGINAL_OF.search(base.lead):
        return None
    return base if all(found is None or found["of"].endswith(part) for found in told) else None


def _in_unit_of(original: Mention, mention: Mention) -> Mention:
    """The figure in the unit of the original budget, if it is printed without one: “调减28.41，”."""
    if mention.token.printed_unit or mention.unit:
        return mention
    figure = Mention(mention.token, kind=Kind.AMOUNT, unit=original.unit, scale=original.scale)
    figure.lead, figure.clause = mention.lead, mention.clause
    return figure


def _step(mention: Mention, measure: Measure | None, text: str) -> Step | None:
    """The step that a figure tells; none where it is a part of one or compares with another year."""
    lead = mention.lead
    if _AMONG.search(lead):
        return None
    behind = _BEHIND.match(text, mention.end) if "将" in lead else None
    if behind:
        sign = 1 if behind["more"] else -1
    elif measure is Measure.INCREASE or _MORE.search(lead):
        sign = 1
    elif measure is Measure.REDUCTION or _LESS.search(lead):
        sign = -1
    else:
        return None
    words = [] if behind else list(_DIRECTION.finditer(text, mention.start - len(lead), mention.start))
    word = words[-1] if words else _DIRECTION.search(text, mention.end, mention.end + 12)
    return Step(mention, sign, word.span() if word else (mention.start, mention.end))
