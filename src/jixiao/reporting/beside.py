"""Beside (对照): what a document is held to besides itself: a ledger, other years' documents, its units'."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jixiao.document.model import Document
from jixiao.document.readers.reading import read_document
from jixiao.facts.facts import Facts, facts_of
from jixiao.narrative import facts as ledger
from jixiao.narrative.report import chosen_period
from jixiao.proof.against import facts_against
from jixiao.proof.department import UnitDocument, facts_of_department
from jixiao.proof.same_unit import facts_after
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year


@dataclass(frozen=True)
class Beside:
    """What to hold documents to (对照).

    `period` and `as_of` are those of the report where it says so itself, else the full year and its end.
    `unit` are the files that belong to one unit, the document itself among them. `department` is the file of
    a department, and `subordinates` are those of its units.
    """

    year: Year | None = None
    period: str = ""
    as_of: dt.date | None = None
    unit: tuple[Path, ...] = ()
    department: Path | None = None
    subordinates: tuple[Path, ...] = ()

    def joined(self, facts: Facts, document: Document, path: Path) -> Facts:
        """The facts with what the ledger and the other documents know of them.

        Raises PolicyError where the year has no such period, UnreadableFile where another file is none.
        """
        if self.year is not None:
            facts = facts_against(facts, self._ledger(self.year, document))
        others = [(other.stem, _facts(other)) for other in self.unit if other != path]
        facts = facts_after(facts, others) if others else facts
        if path != self.department:
            return facts
        units = [UnitDocument(each.stem, str(each), _facts(each)) for each in self.subordinates]
        return facts_of_department(facts, units)

    def _ledger(self, year: Year, document: Document) -> ledger.Facts:
        told = document.properties
        period = chosen_period(year, self.period or told.get("period", ""))
        as_of = self.as_of or (dt.date.fromisoformat(told["as_of"]) if "as_of" in told else period.end)
        return ledger.Facts(year, period, load_policy(year.unit.policy), as_of)


@lru_cache(maxsize=32)
def _facts(path: Path) -> Facts:
    return facts_of(read_document(path))
