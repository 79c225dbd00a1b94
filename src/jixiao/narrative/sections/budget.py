"""The year's budget (年度预算执行情况): what was approved, how it was adjusted, how it was spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from jixiao.document.model import Block
from jixiao.narrative.composer import Slot, listed, paragraph, titled
from jixiao.narrative.fact import Fact
from jixiao.narrative.sections.basis import unit_slots
from jixiao.narrative.writing import Writing
from jixiao.numerals.chinese import counted_in_chinese
from jixiao.numerals.printing import date
from jixiao.quantity import Money
from jixiao.tracking.budget import Adjustment, AdjustmentState
from jixiao.tracking.position import Position


def approval(writing: Writing) -> Iterator[Block]:
    """What was approved, basic and project expenditure and advance allocations apart."""
    facts = writing.facts
    approvals = [each for each in facts.visible.approvals if each.title or each.number]
    named = [titled(each.title, each.number) if each.title else each.number for each in approvals]
    budgeted = facts.position("unit")
    slots: dict[str, Slot] = {
        "批复": "、".join(named),
        "可用预算": Fact(facts.key("unit", "available"), budgeted.original + budgeted.carried_over),
        **unit_slots(writing),
    }
    conditions = _parts(writing)
    yield from paragraph(
        writing.composer.sentence("approval", "unit", conditions, slots, where="预算批复"),
        writing.composer.sentence("carried_over", "unit", conditions, slots, where="预算批复"),
    )


def adjustment(writing: Writing) -> Iterator[Block]:
    """The letters with their dates and numbers, and the adjusted budget."""
    composer, facts = writing.composer, writing.facts
    slots = unit_slots(writing)
    letters = sorted(facts.visible.adjustments, key=lambda each: each.requested or dt.date.max)
    if letters:
        conditions, more = _letters(writing, letters)
        yield from paragraph(
            composer.sentence("letters", "letters", conditions, slots | more, where="预算调整")
        )
    unit = facts.position("unit")
    rows = facts.ledger.rows_total([each.code for each in facts.focus.projects])
    focus = facts.position("focus")
    of_focus: dict[str, Slot] = {
        "追加": Fact(facts.key("focus", "increases"), focus.increases),
        "追减": Fact(facts.key("focus", "reductions"), focus.reductions),
    }
    pending = Money.total(
        change.amount
        for change in facts.ledger.changes
        if _state(letters, change.line.adjustment) is AdjustmentState.IN_SYSTEM
    )
    outstanding: dict[str, Slot] = {"系统已调": Fact(facts.key("unit", "in_system"), pending)}
    yield from paragraph(
        composer.sentence(
            "adjusted",
            "unit",
            _parts(writing) if unit.is_adjusted else {"unchanged"},
            slots,
            where="预算调整",
        ),
        composer.sentence("focus_change", "focus", _changes(focus), of_focus, where="预算调整")
        if rows.is_adjusted
        else None,
        composer.sentence(
            "outstanding", "unit", {"in-system"} if pending else (), outstanding, where="预算调整"
        ),
    )


def execution(writing: Writing) -> Iterator[Block]:
    """What was spent, ÷ adjusted and ÷ original."""
    composer = writing.composer
    conditions, slots = _parts(writing), unit_slots(writing)
    yield from paragraph(
        composer.sentence("execution", "unit", conditions, slots, where="预算执行"),
        composer.sentence("rates", "unit", conditions, slots, where="预算执行"),
    )


def _parts(writing: Writing) -> set[str]:
    """Which parts the unit's budget has, as conditions of patterns."""
    facts = writing.facts
    unit, basic, projects = (facts.position(each) for each in ("unit", "basic", "project_expenditure"))
    holds = {
        "basic": basic.adjusted,
        "projects": projects.adjusted,
        "advance": facts.position("advance").original,
        "carried-over": unit.carried_over,
        "original": basic.original and projects.original,
        "budgeted": unit.adjusted,
        "year-ended": facts.is_year_ended,
    }
    return {name for name, held in holds.items() if held}


def _changes(position: Position) -> set[str]:
    return {
        name for name, held in (("increased", position.increases), ("reduced", position.reductions)) if held
    }


def _state(letters: Sequence[Adjustment], code: str) -> AdjustmentState | None:
    return next((each.state for each in letters if each.code == code), None)


def _letters(writing: Writing, letters: Sequence[Adjustment]) -> tuple[set[str], dict[str, Slot]]:
    conditions = set()
    if len(letters) > 1:
        conditions.add("several")
    if all(each.state is AdjustmentState.APPROVED for each in letters):
        conditions.add("all-approved")
    titles = list(dict.fromkeys(titled(each.title) for each in letters if each.title))
    numbers = [each.request_number for each in letters if each.request_number]
    counts = {state: sum(each.state is state for each in letters) for state in AdjustmentState}
    return conditions, {
        "申请日期": _dates(letters),
        "函件": listed(titles) or "预算调整申请函",
        "函件个数": f"{counted_in_chinese(len(letters))}份",
        "申请文号": listed(numbers) if len(numbers) == len(letters) else None,
        "批复文号": listed([each.approval_number for each in letters if each.approval_number]),
        "办理情况": "，".join(
            f"{_IN_WORDS[state]}{counted_in_chinese(count)}份" for state, count in counts.items() if count
        ),
    }


_IN_WORDS = {
    AdjustmentState.REQUESTED: "已报送待批复",
    AdjustmentState.IN_SYSTEM: "系统已调整、批复文件尚未下达",
    AdjustmentState.APPROVED: "已批复",
    AdjustmentState.REFUSED: "未批准",
}


def _dates(letters: Sequence[Adjustment]) -> str:
    """The dates of the letters, the year said once where it is the same; none if one is unknown."""
    days = [each.requested for each in letters if each.requested]
    if len(days) < len(letters):
        return ""
    said = [
        date(day) if not number or day.year != days[number - 1].year else f"{day.month}月{day.day}日"
        for number, day in enumerate(days)
    ]
    return listed(said)
