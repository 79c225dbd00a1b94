"""Rules on what budgets allow (预算情理): figures that agree with themselves and yet want an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Quotient, scaled
from jixiao.checks.judge import printed_like, verdict_on
from jixiao.facts.budgets.whole import told_of_focus, told_of_projects
from jixiao.facts.contracts.promise import advances, cut_shares, task_shares
from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import GridCell
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.findings import Severity, Verdict
from jixiao.quantity.bounds import ONE, Bounds

_BUDGET_LAW = "《预算法》第十三条：各级政府、各部门、各单位的支出必须以经批准的预算为依据"
_PERFORMANCE = "《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效报告应当说明预算执行和调整的原因"
_CONTRACTS = "《政府采购法》第四十六条：按照采购文件确定的事项签订合同；合同金额应在预算之内"


@document_rule(
    "BUD001",
    "impossible-rest",
    "整体减部分后不成立",
    Severity.ERROR,
    message=(
        "重点项目支出写为{stated}，则其余项目支出{rest}（{whole}－{stated}），"
        "超过其余项目调整后预算{room}（{budget}－{part}）。"
    ),
    hint="请核对重点项目支出合计是否为旧数。",
    reference=_BUDGET_LAW,
)
def impossible_rest(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """What the focus projects leave to the other projects is more than those had."""
    part = {told.measure: told.figure for told in told_of_focus(facts.sentences, facts.text)}
    if not (Measure.SPENT in part and Measure.ADJUSTED in part):
        return
    whole: dict[Measure, Mention] = {}
    for told in told_of_projects(facts.sentences, facts.text):
        whole.setdefault(told.measure, told.figure)
    if not (Measure.SPENT in whole and Measure.ADJUSTED in whole):
        return
    spent, budget = part[Measure.SPENT], part[Measure.ADJUSTED]
    rest = whole[Measure.SPENT].denoted.minus(spent.denoted)
    room = whole[Measure.ADJUSTED].denoted.minus(budget.denoted)
    figures = (spent, whole[Measure.SPENT], whole[Measure.ADJUSTED], budget)
    if rest.low > room.high and room.low >= 0:
        yield this.slip(
            [_at(figure) for figure in figures],
            rest=printed_like(rest, spent),
            room=printed_like(room, spent),
            whole=whole[Measure.SPENT].text,
            budget=whole[Measure.ADJUSTED].text,
            part=budget.text,
        )


@document_rule(
    "BUD002",
    "over-budget",
    "支出大于调整后预算",
    Severity.WARNING,
    message="“{project}”支出{stated}，大于调整后预算{budget}。",
    hint="请核对两个数；如使用了上年结转或其他资金，请说明。",
    reference=_BUDGET_LAW,
)
def over_budget(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A project of the table spent more than its adjusted budget."""
    for name, figures in _projects(facts):
        spent, adjusted = figures.get(Measure.SPENT), figures.get(Measure.ADJUSTED)
        if spent and adjusted and spent.denoted.low > adjusted.denoted.high:
            yield this.slip([_at(spent), _at(adjusted)], presumes=True, project=name, budget=adjusted.text)


@document_rule(
    "BUD003",
    "unused-increase",
    "追加后支出未超过年初预算",
    Severity.WARNING,
    message="“{stated}”年中追加{increase}，支出{spent}仍不超过年初预算{original}，追加的资金没有用上。",
    hint="请说明追加的理由和结余的去向。",
    reference=_PERFORMANCE,
)
def unused_increase(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A project was given more money and did not even spend what it had."""
    for label, figures in _rows(facts):
        increase = figures.get(Measure.INCREASE)
        original, spent = figures.get(Measure.ORIGINAL), figures.get(Measure.SPENT)
        if not (increase and original and spent) or increase.mantissa <= 0 or _is_cut(figures):
            continue
        if spent.denoted.high <= original.denoted.low:
            yield this.slip(
                [(label.start, label.end), _at(increase), _at(spent), _at(original)],
                increase=increase.text,
                spent=spent.text,
                original=original.text,
            )


@document_rule(
    "BUD004",
    "shrunk-budget",
    "调减后执行率为100%",
    Severity.NOTICE,
    message="“{stated}”调减{reduction}后预算与支出相等，执行率100%；支出为年初预算的{rate}%。",
    hint="年末调减使执行率达到100%的，评价时一般还看对年初预算的比例。",
    reference=_PERFORMANCE,
)
def shrunk_budget(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A budget was cut until it equals what was spent."""
    for label, figures in _rows(facts):
        reduction, original = figures.get(Measure.REDUCTION), figures.get(Measure.ORIGINAL)
        spent, adjusted = figures.get(Measure.SPENT), figures.get(Measure.ADJUSTED)
        if not (reduction and original and spent and adjusted) or reduction.mantissa <= 0:
            continue
        if (spent.mantissa, spent.place) == (adjusted.mantissa, adjusted.place) and original.mantissa > 0:
            rate = spent.mantissa * 10**spent.place if spent.place > 0 else spent.mantissa
            base = original.mantissa * 10**original.place if original.place > 0 else original.mantissa
            if spent.place == original.place:
                hundredths = (rate * 20000 + base) // (2 * base)
                yield this.slip(
                    [(label.start, label.end), _at(reduction), _at(spent), _at(original)],
                    reduction=reduction.text,
                    rate=f"{hundredths // 100}.{hundredths % 100:02}",
                )


@document_rule(
    "BUD005",
    "implied-contract",
    "按比例推算的合同金额超过预算",
    Severity.WARNING,
    message="按{share}即{stated}推算，合同金额约为{contract}，超过“{project}”年初预算{original}。",
    hint="请核对付款比例和金额；合同确实大于预算的，请说明差额的来源。",
    reference=_CONTRACTS,
)
def implied_contract(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A payment and its share imply a contract above the budget of the project."""
    by_name = dict(_projects(facts))
    for advance in advances(facts.figured):
        name = facts.statements.subject_at(advance.amount)
        figures = by_name.get(name, {})
        original = figures.get(Measure.ORIGINAL)
        contract = advance.amount.denoted.over(advance.share.denoted)
        if original is None or contract is None or original.unit != advance.amount.unit:
            continue
        most = max(figure.denoted.high for figure in (original, figures.get(Measure.ADJUSTED, original)))
        implied = scaled(contract, 100)
        if implied.low > most:
            yield this.slip(
                [_at(advance.amount), _at(advance.share), _at(original)],
                share=advance.share.text,
                contract=printed_like(_likely(advance.amount, advance.share), advance.amount),
                project=name,
                original=original.text,
            )


@document_rule(
    "BUD006",
    "cut-share",
    "调减比例与金额不符",
    Severity.WARNING,
    message="“{project}”写为调减{stated}，按{arithmetic}为{expected}。",
    hint="如为概数，请写“约”；否则请核对调减金额和年初预算。",
    reference=_PERFORMANCE,
)
def cut_share(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The share by which a budget was cut is not what cut and original budget give."""
    by_name = dict(_projects(facts))
    for share in cut_shares(facts.figured):
        name = facts.statements.subject_at(share)
        figures = by_name.get(name, {})
        reduction, original = figures.get(Measure.REDUCTION), figures.get(Measure.ORIGINAL)
        if reduction and original:
            yield this.claim(Quotient(share, reduction, original), accuses=Severity.WARNING, project=name)


@document_rule(
    "BUD007",
    "task-share",
    "任务完成比例的口径",
    Severity.WARNING,
    message="写为完成任务量的{stated}，而另一处任务量为{task}，{done}÷{task}为{expected}，两处任务口径可能不同。",
    hint="请写明完成比例按哪一个任务量计算。",
    reference=_PERFORMANCE,
)
def task_share(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """How much of a task is done does not follow from the task as the document says it elsewhere."""
    for it in task_shares(facts.figured):
        equation = Quotient(it.share, it.done, it.task)
        computed = equation.computed()
        if computed is None or verdict_on(equation) is not Verdict.WRONG:
            continue
        yield this.slip(
            [_at(it.share), _at(it.done), _at(it.task)],
            task=it.task.text,
            done=it.done.text,
            expected=printed_like(computed, it.share),
        )


def _projects(facts: Facts) -> Iterator[tuple[str, Mapping[Measure, Mention]]]:
    for table in facts.project_tables:
        for project in table.projects:
            yield project.name, project.figures


def _rows(facts: Facts) -> Iterator[tuple[GridCell, Mapping[Measure, Mention]]]:
    """The projects of all tables; one that an annex repeats with the same figures is told once."""
    told: set[tuple[str, ...]] = set()
    for table in facts.project_tables:
        for project in table.projects:
            words = facts.text[project.label.start : project.label.end]
            row = (words, *(figure.text for figure in project.figures.values()))
            if row not in told:
                told.add(row)
                yield project.label, project.figures


def _is_cut(figures: Mapping[Measure, Mention]) -> bool:
    reduction = figures.get(Measure.REDUCTION)
    return reduction is not None and reduction.mantissa > 0


def _likely(amount: Mention, share: Mention) -> Bounds:
    """The contract by the printed digits themselves, without their slack."""
    value = Bounds.exactly(amount.mantissa, amount.place)
    part = Bounds.exactly(share.mantissa, share.place)
    quotient = value.over(part)
    return scaled(quotient, 100) if quotient else Bounds(ONE, ONE)


def _at(figure: Mention) -> tuple[int, int]:
    return figure.start, figure.end


RULES = (
    impossible_rest,
    over_budget,
    unused_increase,
    shrunk_budget,
    implied_contract,
    cut_share,
    task_share,
)
