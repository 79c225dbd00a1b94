"""Rules on stages (分期与分处): halves, quarters, places and instalments against their total."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Total
from jixiao.checks.slips import is_slip
from jixiao.facts.contracts.instalment import instalments_of
from jixiao.facts.facts import Facts
from jixiao.facts.parts.stage import stage_totals_of
from jixiao.findings import Severity

_RARITY = 600
"""How far beyond its slack a difference must be for a slip to explain it better than a place left out."""


@document_rule(
    "STG001",
    "stage-total",
    "分期、分处之和与总数不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对总数与各期（各处）中哪一个是旧数。",
    reference="累计数等于各期之和，总数等于各处之和",
)
def stage_total(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A total is not the sum of the halves, quarters, periods or places told right before it."""
    for it in stage_totals_of(facts.figured):
        total = Total(it.total, it.parts)
        sure = it.is_sure or is_slip(total, _RARITY)
        yield this.claim(total, accuses=Severity.ERROR if sure else None, name=it.name)


@document_rule(
    "STG002",
    "instalments",
    "各期付款之和与合同金额不符",
    Severity.WARNING,
    message="末期付款{stated}，按合同金额减其余各期{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对合同金额与各期付款；有扣款、审减的，请写明。",
    reference="合同约定的各期付款之和等于合同金额",
)
def instalments(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The payments from the first to the last do not make the sum of the contract."""
    for it in instalments_of(facts.figured):
        total = Total(it.last, (it.contract, *it.earlier), (1, *[-1] * len(it.earlier)))
        yield this.claim(total, accuses=Severity.WARNING)


RULES = (stage_total, instalments)
