"""Contracts (合同): due, paid, signed but unpaid."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.quantity import Money
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.outlook import agreed
from jixiao.tracking.position import NOTHING
from jixiao_web.budget.selectors.projects import Projects
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import noun_of, paid_by_contract


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract with what is due, paid and left (合同)."""

    row: Row
    name: str
    party: str
    terms: Sequence[Row]
    due: Money
    paid: Money

    @property
    def unpaid(self) -> Money | None:
        """Signed but not paid (已签未付); none where the contract's amount is not registered."""
        amount: Money | None = self.row.amount
        return None if amount is None else max(amount - self.paid, NOTHING)

    @property
    def late(self) -> Money:
        """Due and not paid yet (应付未付)."""
        return max(self.due - self.paid, NOTHING)


def contracts(
    year: BudgetYear, projects: Projects, as_of: dt.date, project: str = "", code: str = ""
) -> list[ContractShown]:
    """The contracts that the actor sees, with their terms.

    What was paid is told by the payments that name the contract and by its terms; the larger one counts, for
    each may leave something out.
    """
    rows = table_of(year, "contracts")
    rows = rows.filter(project=project) if project else rows
    rows = rows.filter(code=code) if code else rows
    terms: dict[str, list[Row]] = defaultdict(list)
    for term in table_of(year, "payment_terms"):
        terms[term.contract].append(term)
    paid = paid_by_contract(year, as_of)
    found = []
    for row in rows:
        if not projects.sees(row.project):
            continue
        own = terms.get(row.code, [])
        noted = Money.total(term.paid for term in own if term.paid is not None)
        found.append(
            ContractShown(
                row,
                projects.name(row.project),
                projects.parties.get(row.project, ""),
                own,
                Money.total(_due(row, own, as_of)),
                max(paid.get(row.code, NOTHING), noted),
            )
        )
    return found


def _due(row: Row, terms: Iterable[Row], as_of: dt.date) -> Iterable[Money]:
    contract = noun_of(row)
    assert isinstance(contract, Contract)
    for term in terms:
        told = noun_of(term)
        assert isinstance(told, PaymentTerm)
        amount = agreed(told, contract)
        if amount is not None and term.due is not None and term.due <= as_of:
            yield amount
