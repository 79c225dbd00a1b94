"""Rules on costing (测算): cost standards, contracts and the budget against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.checks.books import Books, listed, places
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Confidence, Severity
from jixiao.numerals import printing
from jixiao.quantity import Figure, Interval, Money
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.contract import Contract
from jixiao.tracking.project import CostStandard

_YUAN = {"元": Decimal(1), "千元": Decimal(1_000), "万元": Decimal(10_000)}


class _Unknown(Exception):
    """A product that cannot be worked out; its message says why."""


@rule(
    "CST001",
    "costing-differs",
    "单价×数量与合同金额或预算不一致",
    Severity.NOTICE,
    message="{who}按标准测算为{product}（{equation}），{other}为{amount}，差{gap}。",
    hint="请核对标准、数量和次数；数量在年内变动的，请填测算时的数量和截至日期。",
    reference="项目支出预算按标准和工作量测算",
    confidence=Confidence.LOW,
)
def costing_differs(this: Rule, books: Books) -> Iterator[Outcome]:
    """The cost standards of a project agree neither with its contracts nor with its budget."""
    standards: dict[str, list[CostStandard]] = defaultdict(list)
    for standard in books.visible.cost_standards:
        standards[standard.project].append(standard)
    contracts = _by_project(books)
    for project, rows in standards.items():
        yield _compared(this, books, project, rows, contracts.get(project, ()))


def _compared(
    this: Rule, books: Books, project: str, rows: Sequence[CostStandard], contracts: Sequence[Contract]
) -> Outcome:
    """The products of the standards, all of them, against the contracts; without any, against the budget."""
    where = places(rows, "rate")
    who = books.who((ExpenditureKind.PROJECT, project))
    try:
        product = sum((_product(row) for row in rows), Interval(Decimal(0), Decimal(0)))
    except _Unknown as reason:
        return this.abstains(f"{who}的测算不能核对：{reason}", where)
    it = books.ledger.of(project)
    budgets = {"年初预算": it.original, "调整后预算": it.adjusted}
    if any(amount.allows.meets(product) for amount in budgets.values() if amount):
        return this.sound(*where)
    amounts = [each.amount for each in contracts if each.amount is not None]
    if contracts and len(amounts) == len(contracts):
        allowed = sum((each.allows for each in amounts), Interval(Decimal(0), Decimal(0)))
        if allowed.meets(product):
            return this.sound(*where, *places(contracts, "amount"))
        other, amount = (
            f"{len(contracts)}份合同合计" if len(contracts) > 1 else "合同金额",
            Money.total(amounts),
        )
        where += places(contracts, "amount")
    elif contracts:
        return this.abstains(
            f"{who}的合同没有都填金额，测算不能核对。", [*where, *places(contracts, "amount")]
        )
    else:
        other, amount = max(budgets.items(), key=lambda each: each[1])
        if not amount or product.low <= amount.yuan:
            why = "可能只是预算的一部分" if amount else "项目没有预算，也没有合同"
            return this.abstains(f"{who}的测算不能核对：{why}。", where)
    middle = Money.rounded((product.low + product.high) / 2)
    told, stated, gap = printing.alike(middle, amount, abs(middle - amount))
    return this.wrong(
        where,
        who=who,
        product=told,
        equation="＋".join(map(_equation, rows)),
        other=other,
        amount=stated,
        gap=gap,
    )


def _product(standard: CostStandard) -> Interval:
    """Rate × base × times in yuan, the base as exact as it was measured.

    Raises _Unknown where one of them is not known.
    """
    unit, *per = re.split(r"[/／·每]", standard.rate_unit)
    if unit not in _YUAN:
        raise _Unknown(f"“{standard.item}”的标准单位“{standard.rate_unit}”不是钱数。")
    if standard.base is None:
        raise _Unknown(f"“{standard.item}”没有填数量。")
    rest = [each for each in per if each not in ("年", "")]
    if rest:
        rest.remove(standard.base_unit if standard.base_unit in rest else rest[0])
    if rest and standard.times == 1:
        raise _Unknown(f"“{standard.item}”的标准是{standard.rate_unit}，没有填次数（几个{rest[0]}）。")
    factor = standard.rate * _YUAN[unit] * standard.times
    base = Figure(standard.base).denotes if standard.base % 1 else Interval(standard.base, standard.base)
    low, high = sorted((base.low * factor, base.high * factor))
    return Interval(low, high)


def _equation(standard: CostStandard) -> str:
    """The product as a sum to redo: 4,000元/人·月×35人×12."""
    parts = [f"{printing.decimal(standard.rate)}{standard.rate_unit}"]
    if standard.base is not None:
        parts.append(f"{printing.decimal(standard.base)}{standard.base_unit}")
    if standard.times != 1:
        parts.append(printing.decimal(standard.times))
    return "×".join(parts)


@rule(
    "CST002",
    "contracts-above-budget",
    "合同金额超过项目预算",
    Severity.WARNING,
    message="{who}的合同金额{contracts}（{count}份），调整后预算{adjusted}，多{excess}。",
    hint="分年度付款的，请填合同的起止日期；用其他资金支付的，请登记资金来源。",
    reference="《中华人民共和国政府采购法》第六条：严格按照批准的预算执行",
    confidence=Confidence.MEDIUM,
)
def contracts_above_budget(this: Rule, books: Books) -> Iterator[Outcome]:
    """The contracts of a project come to more than its adjusted budget."""
    for code, contracts in _by_project(books).items():
        account = (ExpenditureKind.PROJECT, code)
        rows = books.budget_rows(account)
        amounts = [each.amount for each in contracts if each.amount is not None]
        if not rows or not amounts:
            continue
        where = [*places(contracts, "amount"), *places(rows)]
        if longer := [each for each in contracts if _spans_years(each, books.year.fiscal_year)]:
            names = listed([each.code for each in longer])
            yield this.abstains(
                f"{books.who(account)}的合同{names}跨年度，合同金额不能与一年的预算相比。", where
            )
            continue
        total, adjusted = Money.total(amounts), books.ledger.of(code).adjusted
        if total <= adjusted:
            yield this.sound(*where)
            continue
        told, budget, excess = printing.alike(total, adjusted, total - adjusted)
        yield this.wrong(
            where,
            expected=f"不超过{budget}",
            who=books.who(account),
            contracts=told,
            count=str(len(amounts)),
            adjusted=budget,
            excess=excess,
        )


def _spans_years(contract: Contract, fiscal_year: int) -> bool:
    """Whether the contract is known to run beyond the fiscal year, or to have begun before it."""
    dates = (contract.signed, contract.starts, contract.ends_on)
    return any(date is not None and date.year != fiscal_year for date in dates)


def _by_project(books: Books) -> Mapping[str, Sequence[Contract]]:
    found: dict[str, list[Contract]] = defaultdict(list)
    for contract in books.visible.contracts:
        found[contract.project].append(contract)
    return found


RULES = (costing_differs, contracts_above_budget)
