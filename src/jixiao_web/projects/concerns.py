"""What the rules of the ledger find on each project (台账发现), counted for all projects at once.

The rules run over payments in sums, as every list does; what they say of single payments stands on the
page of the project alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jixiao.catalogue import check_year
from jixiao.tracking.noun import Noun, Origin
from jixiao.tracking.year import TABLES, Year
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import glance_at, kept

_BETWEEN = "\n"


def ledger_counts(budget_year: BudgetYear, as_of: dt.date) -> Counter[str]:
    """How many findings are about each project, by its code; kept until the year changes."""
    return kept(budget_year, ("project findings", as_of), lambda: _counts(budget_year, as_of))


def _counts(budget_year: BudgetYear, as_of: dt.date) -> Counter[str]:
    glance = glance_at(budget_year, as_of)
    found = check_year(_owned(glance.year), glance.policy, glance.period).findings
    return Counter(
        code
        for each in found
        for code in {code for place in each.places for code in place.file.split(_BETWEEN) if code}
    )


def _owned(year: Year) -> Year:
    """The year whose rows say, in place of the file that they were read from, whose projects' they are."""
    letters: dict[str, set[str]] = defaultdict(set)
    for line in year.adjustment_lines:
        letters[line.adjustment] |= {line.project, line.giver}
    contracts = {each.code: each.project for each in year.contracts}
    named = {each.name: each.code for each in year.projects}

    def owners(table: str, row: Any) -> Iterator[str]:
        match table:
            case "projects":
                yield row.code
            case "adjustments":
                yield from letters[row.code]
            case "outputs":
                yield named.get(row.subject, row.subject)
            case "payment_terms":
                yield contracts.get(row.contract, "")
            case _:
                yield getattr(row, "project", "")
                yield getattr(row, "giver", "")

    def owned(table: str, row: Noun) -> Noun:
        codes = sorted(set(owners(table, row)) - {""})
        return replace(row, origin=Origin(file=_BETWEEN.join(codes))) if codes else row

    tables: dict[str, Any] = {
        table: tuple(owned(table, row) for row in year.table(table)) for table in TABLES
    }
    return replace(year, **tables)
