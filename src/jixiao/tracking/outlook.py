"""Outlook (支付预计): what was signed and is not paid yet, and what is expected to be paid in a month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.quantity import Money
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.glance import Glance
from jixiao.tracking.pace import Plans
from jixiao.tracking.position import NOTHING


@dataclass(frozen=True, slots=True)
class Commitment:
    """A contract, what was paid under it and what is left to pay (合同付款情况)."""

    contract: Contract
    paid: Money

    @property
    def unpaid(self) -> Money | None:
        """What is left of the contract's amount (已签未付), never below nothing; none without an amount."""
        return None if self.contract.amount is None else max(self.contract.amount - self.paid, NOTHING)


@dataclass(frozen=True)
class Outlook:
    """What lies ahead of each project on a date (支付预计), by project code.

    `unsaid` are the projects with a contract whose amount is not registered: they may owe more than is told.
    """

    unpaid: Mapping[str, Money]
    unsaid: frozenset[str]
    expected: Mapping[str, Money]

    @classmethod
    def of(cls, glance: Glance, paid: Mapping[str, Money]) -> Outlook:
        """The outlook; `paid` is what each contract was paid by the date (see `paid_by_contract`)."""
        found = list(commitments(glance, paid))
        unpaid: dict[str, Money] = defaultdict(Money)
        for each in found:
            unpaid[each.contract.project] += each.unpaid or NOTHING
        unsaid = frozenset(each.contract.project for each in found if each.unpaid is None)
        return cls(dict(unpaid), unsaid, expected(glance, paid))


def paid_by_contract(entries: Iterable[Entry], as_of: dt.date) -> dict[str, Money]:
    """What was paid under each contract by the date, refunds taken off, from the entries that name it."""
    sums: dict[str, Money] = defaultdict(Money)
    for entry in entries:
        if entry.contract and entry.date <= as_of and entry.nature is not Nature.CUMULATIVE:
            sums[entry.contract] += -abs(entry.amount) if entry.nature is Nature.REFUND else entry.amount
    return dict(sums)


def commitments(glance: Glance, paid: Mapping[str, Money]) -> Iterable[Commitment]:
    """The contracts that were signed by the date.

    What was paid is told twice, by the entries that name the contract and by its terms; the larger one
    counts, for each may leave payments out: entries those of earlier years, terms those not yet noted.
    """
    noted: dict[str, Money] = defaultdict(Money)
    for term in glance.visible.payment_terms:
        noted[term.contract] += term.paid or NOTHING
    for contract in glance.visible.contracts:
        told = paid.get(contract.code, NOTHING)
        yield Commitment(contract, max(told, noted.get(contract.code, NOTHING)))


def expected(glance: Glance, paid: Mapping[str, Money]) -> dict[str, Money]:
    """What each project is expected to pay from the date to the end of its month (本月预计).

    By the terms that fall due in the month, less what was paid under them; a project without such terms by
    its plan: planned by the end of the month, less spent. Projects of which neither tells are left out.
    """
    first, last = _month(glance.as_of)
    contracts = {each.code: each for each in glance.visible.contracts}
    sums: dict[str, Money] = {}
    for term in glance.visible.payment_terms:
        contract = contracts.get(term.contract)
        if contract is None or term.due is None or not first <= term.due <= last:
            continue
        amount = agreed(term, contract)
        if amount is not None:
            left = max(amount - (term.paid or NOTHING), NOTHING)
            known = sums.get(contract.project, NOTHING)
            sums[contract.project] = known + left
    plans = Plans.of(glance.visible.planned_events)
    for project in plans.curves:
        planned = plans.spent_by(project, last) or NOTHING
        spent = glance.ledger.of(project).spent
        if project not in sums and glance.ledger.knows_spending(project) and planned > spent:
            sums[project] = planned - spent
    return sums


def agreed(term: PaymentTerm, contract: Contract) -> Money | None:
    """What a term provides for: its amount, or its share of the contract's; none where neither is known.

    >>> term = PaymentTerm(contract="H1", name="首付款", share=Decimal(80))
    >>> agreed(term, Contract(code="H1", project="P03", subject="物业", amount=Money.of("2883.63")))
    Money(fen=230690)
    """
    if term.amount is not None:
        return term.amount
    if term.share is None or contract.amount is None:
        return None
    return Money.rounded(contract.amount.yuan * term.share / Decimal(100))


def _month(date: dt.date) -> tuple[dt.date, dt.date]:
    return date.replace(day=1), date.replace(day=calendar.monthrange(date.year, date.month)[1])
