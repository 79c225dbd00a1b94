"""Rules on adjustments (预算调整): what was asked, approved and moved, and whether it was needed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.checks.books import Books, listed, place, places, summed
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.numerals import printing
from jixiao.quantity import Money, Rate
from jixiao.tracking.budget import AdjustmentLine, Change, Source
from jixiao.tracking.ledger import Account
from jixiao.tracking.lights import percent
from jixiao.tracking.noun import Noun
from jixiao.tracking.problem import Statistic
from jixiao.tracking.results import ShortcomingKind

_NOTHING = Money()
_ADDING = (Change.INCREASE, Change.TRANSFER)
_TELLING = (Statistic.ADJUSTED, Statistic.LARGE_CHANGE)
"""The counts of projects that tell of great changes, stated with a problem."""


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


@rule(
    "ADJ008",
    "large-change-unexplained",
    "预算调整幅度大，没有写原因",
    Severity.WARNING,
    message="{who}全年净{direction}{net}，是年初预算{original}的{rate}，超过{limit}，没有写原因。",
    hint="请在调整明细或函件里写明原因；评审首先会问为什么年初没有预见。",
    reference="规则包的调整幅度上限；《中华人民共和国预算法实施条例》第六十条",
)
def large_change_unexplained(this: Rule, books: Books) -> Iterator[Outcome]:
    """A budget was changed by more than the rule pack lets pass without a reason, and none is given."""
    for account, rate in _changed_by(books, books.policy.large_change):
        it = books.ledger.positions[account]
        lines = [each.line for each in books.changed.get(account, ())]
        letters = [books.letters[line.adjustment] for line in lines if line.adjustment in books.letters]
        where = [*places(lines[:1], "reason"), *books.project_place(account)]
        if any(line.reason for line in lines) or any(letter.reason for letter in letters):
            yield this.sound(*where)
            continue
        net, original = printing.alike(abs(it.net_change), it.original)
        yield this.wrong(
            where,
            who=books.who(account),
            direction="追加" if it.net_change > _NOTHING else "追减",
            net=net,
            original=original,
            rate=printing.percent(rate),
            limit=percent(books.policy.large_change),
        )


@rule(
    "ADJ009",
    "largest-change-not-registered",
    "预算大幅调整，没有列入问题",
    Severity.WARNING,
    message="{who}的预算比年初{direction}{rate}，超过{limit}，问题和不足里都没有写到。",
    hint="请在“问题”里写一条并选统计“大幅调整的项目”，或在该项目的“不足”里写一条预算编制的。",
    reference="规则包的调整幅度上限：超过的列入问题清单",
)
def largest_change_not_registered(this: Rule, books: Books) -> Iterator[Outcome]:
    """A budget was changed so much that the rule pack wants it among the problems, where it is not."""
    found = list(_changed_by(books, books.policy.largest_change))
    if not books.year_is_over:
        if found:
            yield this.abstains("年度还没有结束，问题到年底再写。")
        return
    is_told = any(each.statistics in _TELLING for each in books.visible.problems)
    for account, rate in found:
        told = [
            each
            for each in books.visible.shortcomings
            if each.project == account[1] and each.kind is ShortcomingKind.BUDGETING
        ]
        where = [*books.project_place(account), *places(told, "text")]
        if is_told or told:
            yield this.sound(*where)
            continue
        it = books.ledger.positions[account]
        yield this.wrong(
            where,
            who=books.who(account),
            direction="增加" if it.net_change > _NOTHING else "减少",
            rate=printing.percent(rate),
            limit=percent(books.policy.largest_change),
        )


@rule(
    "ADJ010",
    "low-rate-after-reduction",
    "预算调减后执行率仍低，没有说明",
    Severity.WARNING,
    message="{who}全年净追减{net}，支出{spent}，仍只有调整后预算{adjusted}的{rate}，没有写原因。",
    hint="调减时已经知道要少用；请在“评价”的原因说明里写明为什么还是没有用完。",
    reference="《中华人民共和国预算法实施条例》第六十条：合理安排支出进度",
)
def low_rate_after_reduction(this: Rule, books: Books) -> Iterator[Outcome]:
    """A budget was cut, and yet its execution rate lies in the lowest band, without a word why."""
    if not books.year_is_over or not books.visible.entries:
        return
    evaluations = {each.project: each for each in books.visible.evaluations}
    told = {each.project for each in books.visible.evaluations if each.explanation}
    told |= {each.project for each in books.visible.shortcomings}
    for account, it in books.known_positions.items():
        rate = it.execution_rate
        if rate is None or it.net_change >= _NOTHING or account[1] not in books.year.project_by_code:
            continue
        row = evaluations.get(account[1])
        where = [place(row, "explanation")] if row else books.project_place(account)
        if not books.policy.band(rate, books.period).is_lowest or account[1] in told:
            yield this.sound(*where)
            continue
        net, spent, adjusted = printing.alike(abs(it.net_change), it.spent, it.adjusted)
        yield this.wrong(
            where,
            who=books.who(account),
            net=net,
            spent=spent,
            adjusted=adjusted,
            rate=printing.percent(rate),
        )


def _changed_by(books: Books, limit: Fraction) -> Iterator[tuple[Account, Rate]]:
    """The accounts of projects whose budget was changed by more than the limit, with how much."""
    for account, it in books.ledger.positions.items():
        rate = it.change_ratio
        project = books.year.project_by_code.get(account[1])
        if project is not None and not project.is_remainder and rate is not None and rate.value > limit:
            yield account, rate


RULES = (
    transfer_without_giver,
    transfer_to_itself,
    approved_above_requested,
    negative_adjustment,
    unassigned_adjustment,
    increase_unused,
    late_reduction,
    large_change_unexplained,
    largest_change_not_registered,
    low_rate_after_reduction,
)
