"""Rules on adjustments (预算调整): what was asked, approved and moved, and whether it was needed."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.books import Books, listed, place, places, summed
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentLine, Change, Source
from jixiao.tracking.noun import Noun

_NOTHING = Money()
_ADDING = (Change.INCREASE, Change.TRANSFER)


def _amount(line: AdjustmentLine) -> Money:
    return line.approved or line.requested or _NOTHING


def _field(line: AdjustmentLine) -> str:
    return "requested" if line.approved is None else "approved"


@rule(
    "ADJ001",
    "transfer-without-giver",
    "调剂没有填调出项目",
    Severity.ERROR,
    message="调剂给{who}的{amount}没有填调出项目：全单位的预算因此多出{amount}。",
    hint="请填调出项目；如果是财政新增的资金，调整方式应为“追加”。",
    reference="《中华人民共和国预算法》第七十二条：不同项目间的预算资金需要调剂使用的，按照规定办理",
)
def transfer_without_giver(this: Rule, books: Books) -> Iterator[Outcome]:
    """A reallocation does not say which project gives."""
    for line in books.year.adjustment_lines:
        if line.change is not Change.TRANSFER:
            continue
        if line.giver:
            yield this.sound(place(line, "giver"))
        else:
            yield this.wrong(
                [place(line, "giver"), place(line, _field(line))],
                expected="调出项目的编号或名称",
                who=books.who((line.kind, line.project)),
                amount=printing.alike(_amount(line))[0],
            )


@rule(
    "ADJ002",
    "transfer-to-itself",
    "调剂的调出和调入是同一个项目",
    Severity.ERROR,
    message="{who}调剂{amount}给自己：追加和追减各多出{amount}。",
    hint="请改正调出项目或调入项目；项目内部科目之间的调剂不在这里登记。",
    reference="调剂对调入项目是追加，对调出项目是追减",
)
def transfer_to_itself(this: Rule, books: Books) -> Iterator[Outcome]:
    """A reallocation has the same project on both sides."""
    for line in books.year.adjustment_lines:
        if line.change is not Change.TRANSFER or not line.giver:
            continue
        where = [place(line, "giver"), place(line, "project")]
        if line.giver != line.project:
            yield this.sound(*where)
        else:
            yield this.wrong(
                where,
                expected="两个不同的项目",
                who=books.who((line.kind, line.project)),
                amount=printing.alike(_amount(line))[0],
            )


@rule(
    "ADJ003",
    "approved-above-requested",
    "批准金额大于申请金额",
    Severity.WARNING,
    message="{who}申请{change}{requested}，批准{approved}，批准多{excess}。",
    hint="请核对批复；两个金额可能填反，或有一个单位填错。",
    reference="财政部门在申请的范围内批准",
)
def approved_above_requested(this: Rule, books: Books) -> Iterator[Outcome]:
    """More was approved than was asked for."""
    for line in books.year.adjustment_lines:
        if line.approved is None or line.requested is None:
            continue
        where = [place(line, "approved"), place(line, "requested")]
        if abs(line.approved) <= abs(line.requested):
            yield this.sound(*where)
            continue
        requested, approved, excess = printing.alike(
            line.requested, line.approved, abs(line.approved) - abs(line.requested)
        )
        yield this.wrong(
            where,
            expected=f"不大于{requested}",
            who=books.who((line.kind, line.project)),
            change=line.change.value,
            requested=requested,
            approved=approved,
            excess=excess,
        )


@rule(
    "ADJ004",
    "negative-adjustment",
    "调整金额填成了负数",
    Severity.WARNING,
    message="{who}{change}的{label}填为{amount}，台账按{counted}计入。",
    hint="金额填正数，增减由“调整方式”表示；如果是冲销，请改原来那一笔。",
    reference="调整明细的填写说明：金额为正数",
)
def negative_adjustment(this: Rule, books: Books) -> Iterator[Outcome]:
    """The amount of an adjustment is negative, though its kind already says the sign."""
    for line in books.year.adjustment_lines:
        amount = _amount(line)
        if amount >= _NOTHING:
            continue
        counted = abs(amount) if line.change not in _ADDING else amount
        direction = line.change.value if line.change not in _ADDING else f"负的{line.change.value}"
        yield this.wrong(
            [place(line, _field(line)), place(line, "change")],
            expected=printing.alike(abs(amount))[0],
            who=books.who((line.kind, line.project)),
            change=line.change.value,
            label="批准金额" if line.approved is not None else "申请金额",
            amount=printing.alike(amount)[0],
            counted=f"{direction}{printing.alike(abs(counted))[0]}",
        )


@rule(
    "ADJ005",
    "unassigned-adjustment",
    "没有对应函件的调整",
    Severity.NOTICE,
    message="{count}笔调整没有填调整编号，不知道属于哪份函：{sums}。",
    hint="找到函件的，请在“预算调整”登记并填上调整编号。",
    reference="每笔调整都有申请和批复的文件",
)
def unassigned_adjustment(this: Rule, books: Books) -> Iterator[Outcome]:
    """Adjustments count that no letter is known for."""
    changes = [each for each in books.ledger.changes if each.line.adjustment not in books.letters]
    if changes:
        yield this.wrong(
            places((each.line for each in changes), "adjustment"),
            count=str(len(changes)),
            sums=summed(changes),
        )
    elif books.ledger.changes:
        yield this.sound(*places((each.line for each in books.ledger.changes), "adjustment"))


@rule(
    "ADJ006",
    "increase-unused",
    "追加了预算，却没有用到",
    Severity.WARNING,
    message="{who}全年追加{increases}，支出{spent}；不追加时的预算是{without}（{equation}），支出没有超过它，追加未用。",
    hint="财政部门会先问这一处，请在“评价”里写明追加后没有支出的原因。",
    reference="《中华人民共和国预算法实施条例》第六十条：合理安排支出进度",
)
def increase_unused(this: Rule, books: Books) -> Iterator[Outcome]:
    """A budget was increased, but spending would have fitted into it without that."""
    if not books.year_is_over:
        if any(each.line.change in _ADDING for each in books.ledger.changes):
            yield this.abstains("年度还没有结束，追加的预算可能还会用到。")
        return
    for account, it in books.known_positions.items():
        if it.increases <= _NOTHING:
            continue
        rows: list[Noun] = [
            each.line for each in books.changed.get(account, ()) if each.line.change in _ADDING
        ]
        rows += [line for line in books.granted.get(account, ()) if line.source is Source.IN_YEAR]
        where = [*places(rows), *places(books.entries.get(account, ())[-1:], "amount")]
        without = it.adjusted - it.increases
        if it.spent > without:
            yield this.sound(*where)
            continue
        increases, spent, left, adjusted = printing.alike(it.increases, it.spent, without, it.adjusted)
        yield this.wrong(
            where,
            who=books.who(account),
            increases=increases,
            spent=spent,
            without=left,
            equation=f"调整后{adjusted}－追加{increases}",
        )


@rule(
    "ADJ007",
    "late-reduction-to-full-rate",
    "年末调减后执行率为100%",
    Severity.NOTICE,
    message="{who}在11月以后追减{late}，支出恰好等于调整后预算{adjusted}，执行率100%；"
    "按年初预算{original}计算为{rate}。",
    hint="报告里请同时写明按年初预算计算的比例。",
    reference="执行率按调整后预算计算；年末调减会缩小分母",
)
def late_reduction(this: Rule, books: Books) -> Iterator[Outcome]:
    """A budget was cut late in the year until spending was exactly one hundred percent of it."""
    undated = []
    for account, it in books.known_positions.items():
        if it.spent != it.adjusted or it.spent <= _NOTHING or it.reductions <= _NOTHING:
            continue
        lines = [each.line for each in books.changed.get(account, ()) if each.is_late]
        if it.late_reductions <= _NOTHING:
            if it.undated_reductions > _NOTHING:
                undated.append(books.who(account))
            continue
        late, adjusted, original = printing.alike(it.late_reductions, it.adjusted, it.original)
        rate = it.outturn_ratio
        yield this.wrong(
            [*books.project_place(account), *places(lines, "approved")],
            who=books.who(account),
            late=late,
            adjusted=adjusted,
            original=original,
            rate=printing.percent(rate) if rate else "不计算（年初没有预算）",
        )
    if undated:
        yield this.abstains(f"{listed(undated)}的追减没有批复日期，不能判断是不是年末调减。")


RULES = (
    transfer_without_giver,
    transfer_to_itself,
    approved_above_requested,
    negative_adjustment,
    unassigned_adjustment,
    increase_unused,
    late_reduction,
)
