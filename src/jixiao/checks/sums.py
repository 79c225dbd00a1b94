"""Rules on sums in prose (文字中的合计): a total and what its sentence, its paragraph or its list adds up to.

A sum that fails accuses only where words or figures show that the list is complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.complete import (
    RARITY_ANNOUNCED,
    Known,
    added_parts,
    complete_parts,
    is_sound,
    known_lists,
    listed_parts,
    total_of_levels,
)
from jixiao.checks.equation import Same, Total
from jixiao.checks.slips import is_slip, is_swap
from jixiao.facts.budgets.paid_parts import paid_parts_of
from jixiao.facts.facts import Facts
from jixiao.facts.parts.balance import balances_of
from jixiao.facts.parts.closure import (
    are_all_kinds,
    are_all_states,
)
from jixiao.facts.parts.even_sides import even_sides_of
from jixiao.facts.parts.level import Level
from jixiao.facts.parts.shared_out import shared_out_of
from jixiao.facts.parts.surplus import surpluses_of
from jixiao.facts.parts.tally import SIDES
from jixiao.findings import Severity

_BESIDE = 2
"""Levels from a whole to the first of its parts, where another unit may stand between: 76处，893平方米."""
_MANY_TIMES = 20
_REFERENCE = "部门决算报表勾稽关系：合计数等于各分项之和"


@document_rule(
    "SUM001",
    "parts-of-whole",
    "分项之和与总数不符",
    Severity.ERROR,
    message="{name}{stated}，按各分项{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对总数与各分项中哪一个是旧数；如分项没有列全，请加“等”字或补列其他。",
    reference=_REFERENCE,
)
def parts_of_whole(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The parts that a sentence takes a total apart into do not add up to it."""
    known = facts.once(known_lists)
    for it in facts.breakdowns:
        parts = it.fitting
        if parts:
            total = total_of_levels(it.whole, parts)
            sure = is_sound(it.whole, parts) or complete_parts(it, known) is not None
            yield this.claim(total, accuses=Severity.ERROR if sure else None, name=it.whole.told)
        elif complete := complete_parts(it, known):
            yield this.claim(total_of_levels(it.whole, complete), accuses=Severity.ERROR, name=it.whole.told)
        elif listed := listed_parts(it):
            yield this.claim(total_of_levels(it.whole, listed), accuses=Severity.WARNING, name=it.whole.told)


@document_rule(
    "SUM002",
    "part-above-whole",
    "分项大于总数",
    Severity.ERROR,
    message="{part}{stated}，大于它所属的{whole}{figure}。",
    hint="请核对总数和分项的数字、单位，或者“其中”指的是不是这个总数。",
    reference="部分不大于全部",
)
def part_above_whole(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A part is larger than the whole that the sentence takes apart."""
    for it in facts.breakdowns:
        part, whole = it.readings[0][0], it.whole
        if not it.is_sure_of_whole or it.is_partial or whole.figure.slack or whole.may_be_net:
            continue
        if part.number > whole.number + _BESIDE or _is_of_other_things(part, whole):
            continue
        if part.figure.denoted.low <= whole.figure.allowed.high:
            continue
        if not it.fitting and complete_parts(it, Known()) is None:
            yield this.slip(
                [_range(part), _range(whole)],
                part=part.told,
                whole=whole.told,
                figure=whole.figure.ink,
            )


@document_rule(
    "SUM003",
    "total-of-parts",
    "合计与各项之和不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对合计与各项中哪一个是旧数。",
    reference=_REFERENCE,
)
def total_of_parts(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A total behind its parts, or before them without a word for it, is not what they add up to."""
    known = facts.once(known_lists)
    for it in facts.tallies:
        parts = it.fitting
        if parts:
            is_told = it.is_behind or it.is_bare or it.is_within
            sure = is_told or are_all_kinds(it.total, parts) or are_all_states(parts)
            accuses = Severity.ERROR if sure else None
            yield this.claim(total_of_levels(it.total, parts), accuses=accuses, name=it.total.told)
        elif complete := added_parts(it, known):
            yield this.claim(total_of_levels(it.total, complete), accuses=Severity.ERROR, name=it.total.told)
    for balance in (*balances_of(facts.figured), *surpluses_of(facts.figured)):
        yield this.claim(
            Total(balance.stated, (balance.more, balance.less), (1, -1)),
            accuses=Severity.ERROR if balance.is_sure else None,
            name=balance.name,
        )


@document_rule(
    "SUM004",
    "total-of-items",
    "逐条列出的金额与总数不符",
    Severity.ERROR,
    message="{name}{stated}，按下列{count}条{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对总数与逐条金额中哪一个是旧数，或者有没有漏列一条。",
    reference=_REFERENCE,
)
def total_of_items(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The numbered paragraphs that itemize a total do not add up to it."""
    for it in facts.itemized:
        yield this.claim(
            total_of_levels(it.total, it.parts),
            accuses=Severity.ERROR if it.is_announced else None,
            name=it.total.told,
            count=str(len(it.parts)),
        )


@document_rule(
    "SUM005",
    "paid-parts",
    "分项支付与项目支出不符",
    Severity.ERROR,
    message="项目支出{stated}，分项支付{arithmetic}为{expected}（差{difference}）。",
    hint="请核对项目支出和各项支付；还有其他支付的，请写明。",
    reference=_REFERENCE,
)
def paid_parts(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The payments that the passage of a project lists do not add up to what it spent, but for a slip."""
    for it in paid_parts_of(facts.figured, facts.statements.spoken):
        total = Total(it.spent, it.parts)
        if is_slip(total, RARITY_ANNOUNCED):
            level: Severity | None = Severity.ERROR
        else:
            level = Severity.WARNING if is_swap(total) else None
        yield this.claim(total, accuses=level, is_firm=level is None)


@document_rule(
    "SUM006",
    "even-sides",
    "文中收入总计与支出总计不等",
    Severity.ERROR,
    message="支出总计{stated}，收入总计{expected}（差{difference}），收支总计应当相等。",
    hint="请核对结转、结余是否都已列入，或一方的总计没有重算。",
    reference="《中华人民共和国预算法》第三十五条：地方各级预算按照量入为出、收支平衡的原则编制",
)
def even_sides(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Totals of revenue and expenditure that stand side by side differ, and nothing is left over."""
    for it in even_sides_of(facts.figured):
        level = Severity.ERROR if it.is_sure else None
        yield this.claim(Same(it.spending, it.income), accuses=level)


@document_rule(
    "SUM007",
    "parts-apart-above-whole",
    "互不重叠的部分之和大于总数",
    Severity.ERROR,
    message="{name}{stated}，小于其中互不重叠的各部分之和{expected}（{arithmetic}，差{difference}）。",
    hint="请核对总数与各部分中哪一个是旧数，或者同一个数填了两处。",
    reference="部分之和不大于全部",
)
def parts_apart_above_whole(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Parts that cannot overlap are together more than their whole; they may well be less."""
    for it in shared_out_of(facts.levels):
        total = total_of_levels(it.whole, it.parts)
        is_more = total.computed().low > it.whole.figure.denoted.high
        level = Severity.ERROR if is_more else None
        yield this.claim(total, accuses=level, is_firm=True, name=it.whole.told)


def _is_of_other_things(part: Level, whole: Level) -> bool:
    """Whether the part is spent and the whole received, or the reverse; or a count is so much larger than the
    other that it counts something else: 13个省, 1227个小区."""
    sides = {side for side in SIDES if (side in part.words) != (side in whole.words)}
    if len(sides) == len(SIDES):
        return True
    is_counted = part.figure.is_exact and whole.figure.is_exact
    return is_counted and part.figure.denoted.low > _MANY_TIMES * whole.figure.denoted.high


def _range(level: Level) -> tuple[int, int]:
    return level.figure.start, level.figure.end


RULES = (
    parts_of_whole,
    part_above_whole,
    total_of_parts,
    total_of_items,
    paid_parts,
    even_sides,
    parts_apart_above_whole,
)
