"""What the rules of the ledger find on each project (台账发现), counted for all projects at once.

The rules run over payments in sums, as every list does; what they say of single payments stands on the
page of the project alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from jixiao.catalogue import check_year
from jixiao.findings import Severity
from jixiao.tracking.owners import Owners
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import before_in_sums, glance_at, kept, year_before


def ledger_counts(budget_year: BudgetYear, as_of: dt.date) -> Counter[str]:
    """How many errors and warnings are about each project, by its code; kept until the year changes.

    Notices are hints on its page: a list that counted them would point at every project.
    """
    before = year_before(budget_year)
    key = ("project findings", as_of, before.revision if before else None)
    return kept(budget_year, key, lambda: _counts(budget_year, as_of))


def _counts(budget_year: BudgetYear, as_of: dt.date) -> Counter[str]:
    glance, before = glance_at(budget_year, as_of), before_in_sums(budget_year)
    owners = Owners(glance.year)
    found = check_year(glance.year, glance.policy, glance.period, before).findings
    return Counter(
        code
        for each in found
        if each.severity in (Severity.ERROR, Severity.WARNING)
        for code in {code for place in each.places for code in owners.of(place.row)}
    )
