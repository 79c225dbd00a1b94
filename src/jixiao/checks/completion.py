"""Rules on completion (完成率): what was done of a budget, plan or task, or is said to be above it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.another_whole import ratio_of_another
from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Quotient
from jixiao.checks.judge import holds, printed_like
from jixiao.facts.budgets.spending import spendings_of
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.rates.basis import Basis
from jixiao.facts.rates.completion import Completion
from jixiao.facts.rates.explained_rate import explained_rates_of
from jixiao.facts.rates.ordering import orderings_of
from jixiao.findings import Severity
from jixiao.quantity.bounds import Bounds


@document_rule(
    "RAT001",
    "completion",
    "执行率或完成率与两数之比不符",
    Severity.ERROR,
    message="{words}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对实际数、预算（任务）数和比率，并看清分母是年初数还是调整后数。",
    reference="预算执行率＝实际支出÷调整后预算×100%；完成率＝实际完成数÷计划（任务）数×100%",
)
def completion(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of execution or completion is not what was done divided by the budget, plan or task."""
    settled: set[int] = set()
    for it in facts.completions:
        if it.budgets[0][0].is_zero or _other_denominator(it):
            continue
        equations = [Quotient(it.rate, it.actual, budget) for budget, _ in it.budgets]
        choice = equations[0]
        if not it.is_named:
            choice = next((each for each in equations if holds(each)), choice)
        is_sure = it.is_named and it.is_close
        if is_sure and it.basis is Basis.BUDGET and not holds(choice):
            choice = ratio_of_another(choice, facts) or choice
        if is_sure or holds(choice):
            settled.add(it.rate.start)
        yield this.claim(choice, accuses=Severity.ERROR if is_sure else None, words=it.words)
    for it in facts.completions_apart:
        if it.rate.start in settled or it.budgets[0][0].is_zero:
            continue
        ratios = [Quotient(it.rate, it.actual, budget) for budget, _ in it.budgets]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        yield this.claim(ratio, accuses=Severity.ERROR if it.is_close else None, words=it.words)
    for told in explained_rates_of(facts.figured):
        if told.rate.start not in settled and not told.whole.is_zero:
            ratio = Quotient(told.rate, told.part, told.whole)
            yield this.claim(ratio, accuses=Severity.ERROR, words=told.words)
    for part in spendings_of(facts.sentences):
        if part.rate.start in settled:
            continue
        ratios = [Quotient(part.rate, part.actual, budget) for budget in part.budgets]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        yield this.claim(ratio, accuses=Severity.ERROR if part.is_sure else None, words=part.words)


@document_rule(
    "RAT002",
    "no-denominator",
    "分母为零却写完成率",
    Severity.ERROR,
    message="{words}{stated}没有意义：{basis}印为{zero}，不能作分母{instead}。",
    hint="年初无预算的，通常按调整后（全年）预算计算执行率，并写明口径。",
    reference="完成率＝实际完成数÷预算（任务）数×100%，预算数为零时无完成率",
)
def no_denominator(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of completion is said of a budget that is printed as nothing."""
    for it in facts.completions:
        budget, basis = it.budgets[0]
        if not (it.is_named and budget.is_zero) or it.rate.is_zero:
            continue
        by_custom = it.actual.is_zero and it.rate.denoted.meets(_ALL)  # nothing planned, nothing spent: 100%
        other = next((each for each in it.budgets[1:] if holds(Quotient(it.rate, it.actual, each[0]))), None)
        if other:
            yield this.claim(Quotient(it.rate, it.actual, other[0]), words=it.words)
        instead = f"；{it.rate.text}是按{other[1].value}{other[0].text}算出的" if other else ""
        others = [it.actual, budget, *([other[0]] if other else [])]
        yield this.slip(
            [(each.start, each.end) for each in (it.rate, *others)],
            severity=Severity.NOTICE if by_custom else None,
            words=it.words,
            basis=basis.value,
            zero=budget.text,
            instead=instead,
        )


@document_rule(
    "RAT003",
    "wrong-denominator",
    "比率的分母与所写口径不同",
    Severity.ERROR,
    message="{words}{stated}，按{named}{budget}应为{expected}；{stated}是按{basis}{other}算出的。",
    hint="改写分母的名称，或按所写的分母重新计算。",
    reference=(
        "《项目支出绩效评价管理办法》（财预〔2020〕10号）附件："
        "预算执行率＝（实际支出资金÷实际到位资金）×100%；各表口径以所写为准"
    ),
)
def wrong_denominator(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The rate does not follow from the denominator that its words name, but from another one beside it."""
    for it in facts.completions:
        other = _other_denominator(it)
        budget, basis = it.budgets[0]
        if other is None or budget.is_zero:
            continue
        wanted = Quotient(it.rate, it.actual, budget).computed()
        if wanted is None:
            continue
        yield this.slip(
            [(each.start, each.end) for each in (it.rate, it.actual, budget, other[0])],
            expected=printed_like(wanted, it.rate),
            words=it.words,
            named=basis.value,
            budget=budget.text,
            basis=other[1].value,
            other=other[0].text,
        )


@document_rule(
    "RAT011",
    "outturn-and-budget",
    "决算数与预算数的大小与所说相反",
    Severity.ERROR,
    message="“{stated}”与数字相反：决算数{actual}{relation}预算数{budget}。",
    hint="请核对大于、小于是否写反，后面的原因也要相应改写。",
    reference="部门决算公开说明：决算数与年初预算数的差异应与所列数字一致",
)
def outturn_and_budget(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The words say that the outturn is above the budget where the figures say below, or the other way."""
    for it in orderings_of(facts.sentences):
        orders = [_order(it.actual, budget) for budget in it.budgets]
        if it.sign in orders:
            yield this.tie((it.start, it.end), (it.actual.start, it.actual.end))
            continue
        budget, order = it.budgets[0], orders[0]
        word = facts.text[it.start : it.end]
        yield this.slip(
            [(it.start, it.end), *((each.start, each.end) for each in (it.actual, *it.budgets))],
            actual=it.actual.text,
            relation=_RELATIONS[order],
            budget=budget.text,
            expected=f"决算数{_RELATIONS[order]}{word[5:]}",
            repair=f"决算数{_RELATIONS[order]}{word[5:]}",
        )


_ALL = Bounds.exactly(100, 0)

_RELATIONS = {1: "大于", -1: "小于", 0: "等于"}


def _order(actual: Mention, budget: Mention) -> int:
    """Which of two printed figures is larger."""
    first, other = actual.denoted.middle, budget.denoted.middle
    return (first > other) - (first < other)


def _other_denominator(it: Completion) -> tuple[Mention, Basis] | None:
    """The printed denominator that the rate follows from, where it is not the one that the words name."""
    if not it.is_named or not it.is_close or holds(Quotient(it.rate, it.actual, it.budgets[0][0])):
        return None
    basis = it.budgets[0][1]
    for budget, kind in it.budgets[1:]:
        if kind is not basis and holds(Quotient(it.rate, it.actual, budget)):
            return budget, kind
    return None


RULES = (
    completion,
    no_denominator,
    wrong_denominator,
    outturn_and_budget,
)
