"""Rules on adjusted budgets in prose (文字中的预算调整): original ± adjustments = adjusted."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Total
from jixiao.checks.judge import verdict_on
from jixiao.facts.budgets.adjusted import AdjustedBudget
from jixiao.facts.budgets.left_over import left_overs_of
from jixiao.facts.facts import Facts
from jixiao.findings import Severity, Verdict

_UP = ("追加", "调增", "增加", "新增", "增拨", "追拨", "调入")
_DOWN = ("调减", "调减", "减少", "减少", "核减", "追减", "调出")
_OPPOSITES = (
    dict(zip(_UP, _DOWN, strict=True)) | dict(zip(_DOWN, _UP, strict=True)) | {"调减": "追加", "减少": "增加"}
)
_BUDGET_LAW = "《预算法》第六十七条：预算调整应当列明调整的理由、项目和数额"


@document_rule(
    "ADB001",
    "adjusted-budget",
    "调整后预算与年初预算加减调整数不符",
    Severity.ERROR,
    message="调整后预算{stated}，按年初预算加减调整数{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对年初预算、调整数和调整后预算三个数中哪一个是旧数。",
    reference=_BUDGET_LAW,
)
def adjusted_budget(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """An adjusted budget is not the original one with what was added and cut."""
    for it in facts.adjusted_budgets:
        if not _is_turned(it):
            yield this.claim(_total(it, 1), accuses=Severity.ERROR)


@document_rule(
    "ADB002",
    "adjustment-direction",
    "追加、调减的方向与数字相反",
    Severity.ERROR,
    message="写为“{stated}”{amount}，但年初预算{original}、调整后预算{adjusted}，应为“{expected}”。",
    hint="请核对“追加”“调减”是否写反。",
    reference=_BUDGET_LAW,
)
def adjustment_direction(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The words say that a budget was raised where the figures say that it was cut, or the reverse."""
    for it in facts.adjusted_budgets:
        if not _is_turned(it):
            continue
        step = it.steps[0]
        word = facts.text[slice(*step.word)]
        opposite = _OPPOSITES.get(word, "")
        if opposite:
            yield this.slip(
                [step.word, *((each.start, each.end) for each in (step.amount, it.original, it.adjusted))],
                expected=opposite,
                repair=opposite,
                amount=step.amount.text,
                original=it.original.text,
                adjusted=it.adjusted.text,
            )


@document_rule(
    "ADB003",
    "left-over",
    "结余与预算减支出不符",
    Severity.ERROR,
    message="结余{stated}，按预算减支出{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对预算、支出和结余三个数；有其他资金的，请写明。",
    reference="《财政部关于印发〈部门决算管理办法〉的通知》（财库〔2021〕36号）：决算数据应当账表一致、表表衔接",
)
def left_over(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """What is said to be left of a budget is not the budget less what was spent."""
    for it in left_overs_of(facts.figured, facts.text):
        totals = [Total(it.left, (budget, it.spent), (1, -1)) for budget in it.budgets]
        fitting = [each for each in totals if verdict_on(each) is not Verdict.WRONG]
        amounts = {(budget.mantissa * 10 ** (budget.place + _FINEST)) for budget in it.budgets}
        accuses = Severity.ERROR if it.is_plain and (len(amounts) == 1 or it.has_adjusted) else None
        yield this.claim((fitting or totals)[0], accuses=accuses)


_FINEST = 12
"""Decimals down to which two budgets are compared."""


def _total(it: AdjustedBudget, direction: int) -> Total:
    signs = (1, *(step.sign * direction for step in it.steps))
    return Total(it.adjusted, (it.original, *(step.amount for step in it.steps)), signs)


def _is_turned(it: AdjustedBudget) -> bool:
    """Whether the figures hold with the sign turned round, and not as they are."""
    return (
        len(it.steps) == 1
        and verdict_on(_total(it, 1)) is Verdict.WRONG
        and verdict_on(_total(it, -1)) is not Verdict.WRONG
    )


RULES = (adjusted_budget, adjustment_direction, left_over)
