"""Rules on growth (增减变动): what a rate of change must be, given the value and the change beside it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Growth, GrowthByChange
from jixiao.facts.comparison import Comparison, comparisons_of
from jixiao.facts.facts import Facts
from jixiao.findings import Severity

_STATISTICS = "国家统计局《统计指标解释》：增长速度＝（报告期水平－基期水平）÷基期水平×100%"


@document_rule(
    "GRO001",
    "growth-rate",
    "增减率与增减额不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对本期数、增减额和增减率三个数中哪一个是旧数。",
    reference=_STATISTICS,
)
def growth_rate(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of change does not follow from the value and the change, or from the value and its base."""
    for sentence in facts.sentences:
        for it in comparisons_of(sentence):
            yield from _claims(this, it)


def _claims(this: DocumentRule, it: Comparison) -> Iterator[Said]:
    if it.rate is None:
        return
    adjusted = it.rate.is_adjusted or (it.delta is not None and it.delta.is_adjusted)
    accuses = None if adjusted else Severity.ERROR
    stated, sign = it.rate.figure, it.rate.sign
    if it.delta and it.delta.sign == sign:
        yield this.claim(
            GrowthByChange(stated, it.now, it.delta.figure, sign), accuses=accuses, name=it.rate.word
        )
    if it.base:
        yield this.claim(Growth(stated, it.now, it.base, sign), accuses=accuses, name=it.rate.word)


RULES = (growth_rate,)
